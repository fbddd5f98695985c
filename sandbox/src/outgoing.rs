//! How an answer leaves: its headers, what the sandbox says beside the vendor's own, and what happens to it on its way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use hyper::body::{Body, Bytes, Frame};

use crate::answer::Reply;
use crate::exchange::{Exchange, Judgement};
use crate::mishap::Mishap;

/// Names the operation that was called.
const OPERATION_HEADER: &str = "kpg-sandbox-operation";
/// Says one thing that is wrong with the request; there as often as something is.
const FINDING_HEADER: &str = "kpg-sandbox-finding";
/// Says what else whoever calls should know.
const NOTE_HEADER: &str = "kpg-sandbox-note";
/// So many findings are told in headers; the console has all.
const MOST_FINDINGS: usize = 20;
/// So many bytes of each are.
const LONGEST_FINDING: usize = 400;
/// How long a late answer takes.
const LATE: Duration = Duration::from_secs(4);
/// How long a connection without an answer stays open at most.
const SILENCE: Duration = Duration::from_secs(300);
/// Blanks that follow a huge answer, in pieces.
const HUGE: usize = 32 * 1024 * 1024;
const PIECE: usize = 64 * 1024;

/// The connection ends without an answer, because a script asked for that.
#[derive(Debug)]
pub(crate) struct NoAnswer;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a script asked for no answer")
    }
}

impl std::error::Error for NoAnswer {}

/// Sends an answer, or does to it what a script asked for.
pub(crate) async fn send(reply: Reply, exchange: &Exchange) -> Result<Response<Answer>, NoAnswer> {
    match reply.mishap {
        Some(Mishap::Lost) => return Err(NoAnswer),
        Some(Mishap::Silent) => {
            tokio::time::sleep(SILENCE).await;
            return Err(NoAnswer);
        }
        Some(Mishap::Late) => tokio::time::sleep(LATE).await,
        _ => {}
    }
    let mut response = own(reply);
    say(response.headers_mut(), exchange);
    Ok(response)
}

/// The headers of a page for browsers, with what may happen on it.
pub(crate) fn page_headers(policy: &str) -> Vec<(String, String)> {
    let headers = [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ];
    let headers = headers.into_iter();
    headers
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

/// An answer without what the sandbox says of it.
pub(crate) fn own(reply: Reply) -> Response<Answer> {
    let mut response = Response::new(Answer::of(reply.body, reply.mishap));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Ok(written) = HeaderValue::from_str(&reply.content_type) {
        headers.insert(CONTENT_TYPE, written);
    }
    for (name, text) in reply.headers {
        if let (Ok(name), Ok(text)) = (HeaderName::from_bytes(name.as_bytes()), text.parse()) {
            headers.append(name, text);
        }
    }
    response
}

/// What the sandbox thinks of the request.
fn say(headers: &mut HeaderMap, exchange: &Exchange) {
    if let Some(operation) = &exchange.operation {
        let named = format!("{}.{operation}", exchange.vendor);
        add(headers, OPERATION_HEADER, &named);
    }
    for note in exchange.notes.iter().take(MOST_FINDINGS) {
        add(headers, NOTE_HEADER, note);
    }
    match &exchange.judgement {
        Judgement::Accepted => {}
        Judgement::NoOperation(why) => add(headers, FINDING_HEADER, why),
        Judgement::Refused(findings) => {
            for finding in findings.iter().take(MOST_FINDINGS) {
                add(headers, FINDING_HEADER, &finding.to_string());
            }
        }
    }
}

/// A text in UTF-8, without what a header cannot hold.
fn add(headers: &mut HeaderMap, name: &'static str, text: &str) {
    let plain: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let mut end = plain.len().min(LONGEST_FINDING);
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    let shown = plain.get(..end).unwrap_or_default();
    if let Ok(value) = HeaderValue::from_bytes(shown.as_bytes()) {
        headers.append(HeaderName::from_static(name), value);
    }
}

/// A body that may break off, or not end for a long time.
pub(crate) struct Answer {
    rest: Bytes,
    /// So many bytes of blanks follow.
    blanks: usize,
    /// Whether the connection ends in the place of the last byte.
    breaks: bool,
}

impl Answer {
    fn of(body: Vec<u8>, mishap: Option<Mishap>) -> Self {
        let mut rest = Bytes::from(body);
        let breaks = mishap == Some(Mishap::Truncated);
        if breaks {
            rest.truncate(rest.len() / 2);
        }
        let blanks = if mishap == Some(Mishap::Huge) {
            HUGE
        } else {
            0
        };
        Self {
            rest,
            blanks,
            breaks,
        }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = NoAnswer;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, NoAnswer>>> {
        static BLANKS: [u8; PIECE] = [b' '; PIECE];
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.rest)))));
        }
        if self.blanks > 0 {
            self.blanks = self.blanks.saturating_sub(PIECE);
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&BLANKS)))));
        }
        Poll::Ready(self.breaks.then_some(Err(NoAnswer)))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.blanks == 0 && !self.breaks
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        match (self.blanks, self.breaks) {
            (0, false) => hyper::body::SizeHint::with_exact(self.rest.len() as u64),
            _ => hyper::body::SizeHint::default(),
        }
    }
}
