//! What can happen to an answer on its way: the faults of docs/errors.md that a server can cause. What an answer says
//! does not belong here.

use kpg_codegen::model::Charset;
use serde_json::{Map, Value};

use crate::answer::Reply;

/// What happens to the answer of a request that the vendor has carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// The connection ends without an answer.
    Lost,
    /// There is no answer, and the connection stays open.
    Silent,
    /// The answer comes four seconds late.
    Late,
    /// The connection ends in the middle of the answer.
    Truncated,
    /// The body is empty.
    Empty,
    /// A gateway answers with HTTP 502 and a page.
    BadGateway,
    /// A redirect to another address stands in its place.
    Redirect,
    /// Thirty-two mebibytes of blanks follow it.
    Huge,
    /// It is written in UTF-16, whatever it says of itself.
    WrongCharset,
    /// It says that it is compressed, and is not.
    Mislabelled,
    /// Every member is a list of what it should be.
    WrongTypes,
    /// Its first member is there twice, with two values.
    Doubled,
}

impl Mishap {
    /// Each with its word, and what it is in Korean and English.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 12] = [
        (
            Self::Lost,
            "lost",
            "응답 없이 연결 종료",
            "executed, then the connection ends without an answer",
        ),
        (
            Self::Silent,
            "silent",
            "응답 없음",
            "executed, then no answer at all",
        ),
        (
            Self::Late,
            "late",
            "4초 뒤 응답",
            "executed, answered four seconds late",
        ),
        (
            Self::Truncated,
            "truncated",
            "응답이 중간에 끊김",
            "the connection ends in the middle of the answer",
        ),
        (Self::Empty, "empty", "빈 응답", "an empty body"),
        (
            Self::BadGateway,
            "bad-gateway",
            "게이트웨이 오류 502",
            "executed, then HTTP 502 with a page",
        ),
        (
            Self::Redirect,
            "redirect",
            "리다이렉트 302",
            "a redirect to another address",
        ),
        (Self::Huge, "huge", "매우 큰 응답", "an answer of 32 MiB"),
        (
            Self::WrongCharset,
            "wrong-charset",
            "다른 문자셋",
            "an answer in UTF-16",
        ),
        (
            Self::Mislabelled,
            "mislabelled",
            "잘못된 Content-Encoding",
            "a plain answer that says it is compressed",
        ),
        (
            Self::WrongTypes,
            "wrong-types",
            "잘못된 자료형",
            "every member is a list",
        ),
        (
            Self::Doubled,
            "doubled",
            "중복된 항목",
            "the first member twice, with two values",
        ),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(mishap, ..)| *mishap == self)
            .map_or("", |(_, word, ..)| word)
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let (found, ..) = all.find(|(_, known, ..)| *known == word)?;
        Some(*found)
    }

    /// What it makes of an answer; what happens to the connection is done where the answer is sent.
    pub(crate) fn befall(self, reply: Reply) -> Reply {
        let reply = match self {
            Self::Lost | Self::Silent | Self::Late | Self::Truncated | Self::Huge => reply,
            Self::Empty => Reply {
                body: Vec::new(),
                ..reply
            },
            Self::BadGateway => Reply {
                content_type: "text/html".to_owned(),
                ..with(
                    reply,
                    502,
                    b"<html><h1>502 Bad Gateway</h1></html>".to_vec(),
                )
            },
            Self::Redirect => {
                let mut reply = with(reply, 302, Vec::new());
                let elsewhere = (
                    "location".to_owned(),
                    "https://elsewhere.invalid/".to_owned(),
                );
                reply.headers.push(elsewhere);
                reply
            }
            Self::WrongCharset => Reply {
                body: utf16(&reply.body),
                ..reply
            },
            Self::Mislabelled => {
                let mut reply = reply;
                let label = ("content-encoding".to_owned(), "gzip".to_owned());
                reply.headers.push(label);
                reply
            }
            Self::WrongTypes => rewritten(reply, in_lists),
            Self::Doubled => {
                let body = doubled(&reply.body);
                Reply { body, ..reply }
            }
        };
        Reply {
            mishap: Some(self),
            ..reply
        }
    }
}

fn with(reply: Reply, status: u16, body: Vec<u8>) -> Reply {
    Reply {
        status,
        body,
        charset: Charset::Utf8,
        ..reply
    }
}

fn utf16(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn rewritten(reply: Reply, change: fn(Map<String, Value>) -> Value) -> Reply {
    match serde_json::from_slice(&reply.body) {
        Ok(Value::Object(members)) => Reply {
            body: change(members).to_string().into_bytes(),
            ..reply
        },
        // What is no object of JSON is a list of nothing.
        _ => Reply {
            body: b"[[]]".to_vec(),
            ..reply
        },
    }
}

fn in_lists(members: Map<String, Value>) -> Value {
    let lists = members
        .into_iter()
        .map(|(name, value)| (name, Value::from(vec![value])));
    Value::Object(lists.collect())
}

/// The first member again at the beginning, with a value of its own.
fn doubled(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let name = |until: char| text.split(until).next().unwrap_or_default();
    match text.strip_prefix("{\"") {
        Some(rest) => {
            let name = rest.split('"').next().unwrap_or_default();
            format!("{{\"{name}\":\"-\",\"{rest}").into_bytes()
        }
        None => format!("{}=-&{text}", name('=')).into_bytes(),
    }
}
