//! What the sandbox has beside the vendors' own addresses: the console page, and the endpoints that it and tests in other
//! languages call. They stand below `/_sandbox/`, which no vendor's id begins with.

mod console;
mod explain;
mod known;
mod notify;
mod records;
mod requests;
mod shown;
mod steps;

use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::{Value, json};

use self::known::Refused;
use crate::answer::Reply;
use crate::host;
use crate::state::State;

/// What all of its endpoints begin with.
const ROOT: &str = "/_sandbox/";

/// Whether an address is one of its own.
pub(crate) fn has(path: &str) -> bool {
    path == "/" || path == "/favicon.ico" || path.starts_with(ROOT)
}

/// Answers a call of the console or of an endpoint.
pub(crate) async fn answer(state: &State, head: &Parts, body: &[u8]) -> Reply {
    let done = match guard(head) {
        Ok(()) => act(state, head, body).await,
        Err(refused) => Err(refused),
    };
    done.unwrap_or_else(|(status, why)| Reply::note(status, &why))
}

/// A page of somebody else's, open in a browser on this machine, could reach it too.
fn guard(head: &Parts) -> Result<(), Refused> {
    let host = header_text(&head.headers, HOST.as_str());
    if host.is_empty() {
        return Err((403, "the console must be called by its host".to_owned()));
    }
    host::is_here(&head.headers).map_err(|why| (403, why))?;
    from_here(head, host)?;
    let changes = head.method != Method::GET;
    let media_type = header_text(&head.headers, CONTENT_TYPE.as_str());
    if changes && !media_type.starts_with("application/json") {
        let why = "the content type must be application/json".to_owned();
        return Err((415, why));
    }
    Ok(())
}

/// Browsers say which page a call comes from. A link on another page may open this one, and do nothing else.
fn from_here(head: &Parts, host: &str) -> Result<(), Refused> {
    let told = |name: &str| header_text(&head.headers, name);
    let opens = head.method == Method::GET
        && head.uri.path() == "/"
        && told("sec-fetch-mode") == "navigate";
    let is_foreign = ["cross-site", "same-site"].contains(&told("sec-fetch-site"));
    let origin = head.headers.get(ORIGIN).map(|origin| origin.as_bytes());
    let is_own = origin.is_none_or(|origin| origin == format!("http://{host}").as_bytes());
    if (is_foreign && !opens) || !is_own {
        let why = "pages of others may not call the console".to_owned();
        return Err((403, why));
    }
    Ok(())
}

fn header_text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    let value = headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

async fn act(state: &State, head: &Parts, body: &[u8]) -> Result<Reply, Refused> {
    let path = head.uri.path();
    if head.method == Method::GET && !path.starts_with(ROOT) {
        return Ok(console::page());
    }
    let rest = path.strip_prefix(ROOT).unwrap_or_default();
    let words: Vec<&str> = rest.split('/').collect();
    match (head.method.as_str(), words.as_slice()) {
        ("GET", ["console.js"]) => Ok(console::script()),
        ("GET", ["vendors"]) => Ok(json_reply(&shown::vendors(state))),
        ("GET", ["calls"]) => Ok(json_reply(&shown::calls(state, head.uri.query()))),
        ("GET", ["calls", number, "steps"]) => {
            steps::of_call(state, number).map(|steps| json_reply(&steps))
        }
        ("GET", ["calls", number, "explanation", field]) => {
            explain::of_call(state, (number, field))
                .await
                .map(|words| json_reply(&words))
        }
        ("GET", ["credentials", vendor, name]) => shown::credential(state, vendor, name),
        ("POST", ["scripts"]) => requests::scripts(state, body).map(|()| done()),
        ("GET", ["records"]) => Ok(json_reply(&records::all(state))),
        ("POST", ["records"]) => records::add(state, body).map(|()| done()),
        ("DELETE", ["records"]) => {
            records::forget(state);
            Ok(done())
        }
        ("DELETE", ["scripts"]) => {
            state.forget_scripts();
            Ok(done())
        }
        ("POST", ["notifications"]) => notify::send(state, body)
            .await
            .map(|sent| json_reply(&sent)),
        _ => Err((
            404,
            format!(
                "there is no {} {path}; docs/sandbox.md lists what there is",
                head.method
            ),
        )),
    }
}

fn done() -> Reply {
    json_reply(&json!({ "done": true }))
}

fn json_reply(value: &Value) -> Reply {
    Reply::plain(200, value.to_string())
}
