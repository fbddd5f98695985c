//! HTTP: addresses to operations, and everything into the log.

use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use kpg_codegen::model::Charset;
use tokio::sync::oneshot;

use crate::answer::Reply;
use crate::charset;
use crate::desk::{self, Call, Served};
use crate::exchange::{Exchange, Judgement};
use crate::received::Message;
use crate::route::{self, Asked, NoRoute, Route};
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
    has_body: bool,
    body: String,
    judgement: Judgement,
}

impl Seen {
    fn nothing(text: String) -> Self {
        let (vendor, body) = (String::new(), String::new());
        Self {
            vendor,
            operation: None,
            has_body: true,
            body,
            judgement: Judgement::NoOperation(text),
        }
    }
}

fn reply(state: &State, head: &Parts, body: &[u8]) -> (Reply, Seen) {
    let (vendor, path) = split_path(head.uri.path());
    let (desk, routes) = match find(state, &head.method, vendor, path) {
        Ok(found) => found,
        Err((status, why)) => {
            let seen = Seen {
                vendor: vendor.to_owned(),
                has_body: !body.is_empty(),
                body: charset::shown(Charset::Utf8, body),
                ..Seen::nothing(why.clone())
            };
            return (Reply::note(status, &why), seen);
        }
    };
    let calls = routes.iter().map(|route| Call {
        desk,
        asked: route.asked,
        message: Message {
            path: head.uri.path(),
            segments: &route.segments,
            query: head.uri.query(),
            headers: &head.headers,
            body,
        },
    });
    let Some(Served {
        request,
        reply,
        findings,
    }) = desk::serve(state, calls)
    else {
        return (
            Reply::note(404, "no operation"),
            Seen::nothing("no operation".to_owned()),
        );
    };
    let judgement = match findings.is_empty() {
        true => Judgement::Accepted,
        false => Judgement::Refused(findings),
    };
    let seen = Seen {
        vendor: vendor.to_owned(),
        operation: Some(request.name.snake().to_owned()),
        has_body: !body.is_empty(),
        body: charset::shown(request.charset, body),
        judgement,
    };
    (reply, seen)
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
) -> Result<(&'s Desk, Vec<Route<'s>>), (u16, String)> {
    let Some(desk) = state.desks.get(vendor) else {
        let known: Vec<String> = state.desks.keys().map(|id| format!("/{id}")).collect();
        let known = known.join(", ");
        let why = format!("no vendor is at `/{vendor}`; there are: {known}");
        return Err((404, why));
    };
    match route::find(&desk.vendor, method.as_str(), path) {
        Ok(routes) => Ok((desk, routes)),
        Err(NoRoute::Method(methods)) => {
            let methods = methods.join(" or ");
            let why = format!("what is at `{path}` is called with {methods}, not {method}");
            Err((405, why))
        }
        Err(NoRoute::Path) => {
            let known = Asked::all(&desk.vendor).map(|each| each.request().address().to_string());
            let known = known.collect::<Vec<_>>().join(", ");
            let why = format!("`{vendor}` has no operation at `{path}`; it has: {known}");
            Err((404, why))
        }
    }
}

fn exchange(head: &Parts, seen: Seen, reply: &Reply) -> Exchange {
    Exchange {
        vendor: seen.vendor,
        operation: seen.operation,
        method: head.method.to_string(),
        path: head.uri.to_string(),
        request_headers: header_texts(&head.headers),
        has_body: seen.has_body,
        request_body: seen.body,
        judgement: seen.judgement,
        status: reply.status,
        answer_body: charset::shown(reply.charset, &reply.body),
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
    if let Ok(written) = HeaderValue::from_str(&reply.content_type) {
        response.headers_mut().insert(CONTENT_TYPE, written);
    }
    for (name, text) in reply.headers {
        if let (Ok(name), Ok(text)) = (HeaderName::from_bytes(name.as_bytes()), text.parse()) {
            response.headers_mut().append(name, text);
        }
    }
    response
}
