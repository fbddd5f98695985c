//! HTTP: addresses to operations, and everything into the log.

use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use kpg_codegen::model::Operation;
use tokio::sync::oneshot;

use crate::answer::Reply;
use crate::desk::{self, Call};
use crate::exchange::{Exchange, Verdict};
use crate::state::{Desk, State};

/// The largest request body that is read, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;

/// Serves until `stop` fires or its sender is dropped. Open connections are then closed.
///
/// # Errors
///
/// The runtime could not be started or the listener not be taken over.
pub(crate) fn run(
    listener: TcpListener,
    state: Arc<State>,
    stop: oneshot::Receiver<()>,
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(move |request| answer(Arc::clone(&state), request));
        let server = tokio::spawn(async { axum::serve(listener, router).await });
        let _stopped = stop.await;
        server.abort();
        Ok(())
    })
}

async fn answer(state: Arc<State>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let (reply, seen) = match to_bytes(body, LARGEST_BODY).await {
        Ok(body) => reply(&state, &head, &body),
        Err(_) => {
            let text = format!("the body broke off or has more than {LARGEST_BODY} bytes");
            (Reply::note(413, &text), Seen::nothing(text))
        }
    };
    state.remember(exchange(&head, seen, &reply));
    response(reply)
}

/// What the log says about a request.
struct Seen {
    vendor: String,
    operation: Option<String>,
    body: String,
    verdict: Verdict,
}

impl Seen {
    fn nothing(text: String) -> Self {
        let (vendor, body) = (String::new(), String::new());
        Self {
            vendor,
            operation: None,
            body,
            verdict: Verdict::NoOperation(text),
        }
    }
}

fn reply(state: &State, head: &Parts, body: &[u8]) -> (Reply, Seen) {
    let text = String::from_utf8_lossy(body).into_owned();
    let (vendor, path) = split_path(head.uri.path());
    match find(state, &head.method, vendor, path) {
        Ok((desk, operation)) => {
            let call = Call {
                desk,
                operation,
                headers: &head.headers,
                query: head.uri.query(),
                body: body.to_vec(),
            };
            let (reply, findings) = desk::serve(state, call);
            let verdict = if findings.is_empty() {
                Verdict::Accepted
            } else {
                Verdict::Refused(findings)
            };
            let operation = Some(operation.name.snake().to_owned());
            (
                reply,
                Seen {
                    vendor: vendor.to_owned(),
                    operation,
                    body: text,
                    verdict,
                },
            )
        }
        Err((status, why)) => {
            let reply = Reply::note(status, &why);
            (
                reply,
                Seen {
                    vendor: vendor.to_owned(),
                    body: text,
                    ..Seen::nothing(why)
                },
            )
        }
    }
}

/// `/vendor/rest` → `vendor`, `/rest`
fn split_path(path: &str) -> (&str, &str) {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split_at(path.find('/').unwrap_or(path.len()))
}

fn find<'s>(
    state: &'s State,
    method: &Method,
    vendor: &str,
    path: &str,
) -> Result<(&'s Desk, &'s Operation), (u16, String)> {
    let Some(desk) = state.desks.get(vendor) else {
        let known: Vec<String> = state.desks.keys().map(|id| format!("/{id}")).collect();
        return Err((
            404,
            format!(
                "no vendor is at `/{vendor}`; there are: {}",
                known.join(", ")
            ),
        ));
    };
    let Some(operation) = desk
        .vendor
        .operations
        .iter()
        .find(|operation| operation.path == path)
    else {
        let known: Vec<&str> = desk
            .vendor
            .operations
            .iter()
            .map(|each| each.path.as_str())
            .collect();
        return Err((
            404,
            format!(
                "`{vendor}` has no operation at `{path}`; it has: {}",
                known.join(", ")
            ),
        ));
    };
    match *method == Method::POST {
        true => Ok((desk, operation)),
        false => Err((
            405,
            format!("operations are called with POST, not {method}"),
        )),
    }
}

fn exchange(head: &Parts, seen: Seen, reply: &Reply) -> Exchange {
    Exchange {
        vendor: seen.vendor,
        operation: seen.operation,
        path: head.uri.to_string(),
        request_headers: header_texts(&head.headers),
        request_body: seen.body,
        verdict: seen.verdict,
        status: reply.status,
        answer_body: String::from_utf8_lossy(&reply.body).into_owned(),
        plain_answer: reply.plain.clone(),
    }
}

fn header_texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}

fn response(reply: Reply) -> Response<Body> {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
