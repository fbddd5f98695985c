//! Notifications that the sandbox sends in the vendor's place: to an address of the merchant's, right or wrong, once or
//! more often.

use std::collections::BTreeMap;
use std::time::Duration;

use http::Uri;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use super::known::{self, Refused};
use super::requests;
use crate::notification::{
    Forgery, Sending, SentNotification, notification_content_type, send_notification,
};
use crate::state::State;

/// A notification is sent so often at most.
const MOST_TIMES: usize = 10;
/// How long the merchant may take.
const TIME: Duration = Duration::from_secs(10);
/// So much of the merchant's answer is read.
const MOST_ANSWER: usize = 64 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    vendor: String,
    notification: String,
    /// Of the merchant: `http://127.0.0.1:8080/hook`.
    url: String,
    #[serde(default)]
    members: BTreeMap<String, String>,
    #[serde(default)]
    stored: BTreeMap<String, String>,
    #[serde(default)]
    format: usize,
    #[serde(default = "once")]
    times: usize,
    wrong: Option<Wrong>,
}

fn once() -> usize {
    1
}

/// What is wrong with it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Wrong {
    Key,
    NoProof,
    ChangedByte,
}

impl Wrong {
    fn forgery(self) -> Forgery {
        match self {
            Self::Key => Forgery::WrongKey,
            Self::NoProof => Forgery::NoProof,
            Self::ChangedByte => Forgery::ChangedByte(3),
        }
    }
}

/// Sends it: what the merchant answered, each time.
pub(super) async fn send(state: &State, body: &[u8]) -> Result<Value, Refused> {
    let asked: Asked = requests::read(body)?;
    let vendor_state = known::vendor_state(state, &asked.vendor)?;
    let sending = Sending {
        format: asked.format,
        members: asked.members,
        headers: BTreeMap::new(),
        stored: asked.stored,
        forgery: asked.wrong.map(Wrong::forgery),
        at: None,
    };
    let refused = |error: crate::NotificationError| (400, error.to_string());
    let name = &asked.notification;
    let sent = send_notification(
        &vendor_state.vendor,
        name,
        &sending,
        &vendor_state.credentials,
    )
    .map_err(refused)?;
    let content_type =
        notification_content_type(&vendor_state.vendor, name, sending.format).map_err(refused)?;
    let mut answers = Vec::new();
    for _ in 0..asked.times.clamp(1, MOST_TIMES) {
        let posted = tokio::time::timeout(TIME, post(&asked.url, &content_type, &sent)).await;
        let posted =
            posted.unwrap_or_else(|_| Err("the merchant did not answer in time".to_owned()));
        answers.push(match posted {
            Ok((status, body)) => json!({ "status": status, "body": body }),
            Err(why) => json!({ "error": why }),
        });
    }
    Ok(json!({
        "body": String::from_utf8_lossy(&sent.body),
        "headers": sent.headers,
        "answers": answers,
    }))
}

async fn post(
    url: &str,
    content_type: &str,
    sent: &SentNotification,
) -> Result<(u16, String), String> {
    let uri: Uri = url
        .parse()
        .map_err(|error| format!("`{url}` is no address: {error}"))?;
    let (Some("http"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(format!(
            "`{url}` does not begin with http://, which is all that the sandbox speaks"
        ));
    };
    let host = authority.host().trim_matches(['[', ']']);
    let address = (host, authority.port_u16().unwrap_or(80));
    let told = |error: &dyn std::fmt::Display| format!("{url}: {error}");
    let stream = TcpStream::connect(address)
        .await
        .map_err(|error| told(&error))?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|error| told(&error))?;
    tokio::spawn(async move {
        let _ended = connection.await;
    });
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = http::Request::post(path)
        .header("host", authority.as_str())
        .header("content-type", content_type);
    for (name, text) in &sent.headers {
        request = request.header(name, text);
    }
    let body = Full::new(Bytes::from(sent.body.clone()));
    let request = request.body(body).map_err(|error| told(&error))?;
    let answer = sender
        .send_request(request)
        .await
        .map_err(|error| told(&error))?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), MOST_ANSWER)
        .collect()
        .await;
    let body = body.map_err(|error| told(&error))?.to_bytes();
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}
