//! What a mishap makes of an answer. What happens to the connection is done where the answer is sent.

use kpg_codegen::model::Charset;
use serde_json::{Map, Value};

use super::Reply;
use crate::mishap::Mishap;

/// What a mishap makes of an answer.
pub(crate) fn spoiled(reply: Reply, mishap: Mishap) -> Reply {
    let reply = match mishap {
        Mishap::Lost | Mishap::Silent | Mishap::Late | Mishap::Truncated | Mishap::Huge => reply,
        Mishap::Empty => Reply {
            body: Vec::new(),
            ..reply
        },
        Mishap::BadGateway => Reply {
            content_type: "text/html".to_owned(),
            ..with(
                reply,
                502,
                b"<html><h1>502 Bad Gateway</h1></html>".to_vec(),
            )
        },
        Mishap::Redirect => {
            let mut reply = with(reply, 302, Vec::new());
            let elsewhere = (
                "location".to_owned(),
                "https://elsewhere.invalid/".to_owned(),
            );
            reply.headers.push(elsewhere);
            reply
        }
        Mishap::WrongCharset => Reply {
            body: utf16(&reply.body),
            ..reply
        },
        Mishap::Mislabelled => {
            let mut reply = reply;
            let label = ("content-encoding".to_owned(), "gzip".to_owned());
            reply.headers.push(label);
            reply
        }
        Mishap::WrongTypes => rewritten(reply, in_lists),
        Mishap::Doubled => {
            let body = doubled(&reply.body);
            Reply { body, ..reply }
        }
    };
    Reply {
        mishap: Some(mishap),
        ..reply
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
