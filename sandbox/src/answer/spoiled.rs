//! What a mishap makes of an answer. What happens to the connection is done where the answer is sent.

use kpg_codegen::model::Charset;
use serde_json::Value;

use super::Reply;
use crate::charset;
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
            body: utf16(&charset::shown(reply.charset, &reply.body)),
            ..reply
        },
        Mishap::Mislabelled => {
            let mut reply = reply;
            let label = ("content-encoding".to_owned(), "gzip".to_owned());
            reply.headers.push(label);
            reply
        }
        Mishap::WrongTypes => rewritten(reply, in_lists),
        Mishap::Doubled => rewritten(reply, doubled),
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

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// What stands between the members of a body that is not JSON.
fn separator(reply: &Reply) -> char {
    match reply
        .content_type
        .starts_with("application/x-www-form-urlencoded")
    {
        true => '&',
        false => '\n',
    }
}

/// With another text in its own charset.
fn rewritten(reply: Reply, change: fn(&str, char) -> String) -> Reply {
    let text = charset::shown(reply.charset, &reply.body);
    let changed = change(&text, separator(&reply));
    Reply {
        body: charset::encode(reply.charset, &changed).unwrap_or_else(|| changed.into_bytes()),
        ..reply
    }
}

/// Every member as a list of what it should be; outside JSON, each member twice.
fn in_lists(text: &str, separator: char) -> String {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => {
            let lists = members
                .into_iter()
                .map(|(name, value)| (name, Value::from(vec![value])));
            Value::Object(lists.collect()).to_string()
        }
        Ok(Value::Array(_)) => "[[]]".to_owned(),
        _ => {
            let pairs = text.split(separator).filter(|pair| !pair.is_empty());
            let twice: Vec<&str> = pairs.flat_map(|pair| [pair, pair]).collect();
            twice.join(&separator.to_string())
        }
    }
}

/// The first member again at the beginning, with a value of its own.
fn doubled(text: &str, separator: char) -> String {
    let name = |until: char| text.split(until).next().unwrap_or_default();
    match text.strip_prefix("{\"") {
        Some(rest) => {
            let name = rest.split('"').next().unwrap_or_default();
            format!("{{\"{name}\":\"-\",\"{rest}")
        }
        None => format!("{}=-{separator}{text}", name('=')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `spoiled` makes of an answer in a charset.
    fn body(mishap: Mishap, charset: Charset, content_type: &str, text: &str) -> String {
        let reply = Reply {
            charset,
            content_type: content_type.to_owned(),
            ..Reply::plain(200, charset::encode(charset, text).unwrap())
        };
        let spoiled = spoiled(reply, mishap);
        charset::decode(charset, &spoiled.body).unwrap()
    }

    #[test]
    fn answers_are_spoiled_in_their_own_format_and_charset() {
        let form = "application/x-www-form-urlencoded; charset=euc-kr";
        let cases = [
            (
                Mishap::WrongTypes,
                "application/json",
                r#"{"a":"가"}"#,
                r#"{"a":["가"]}"#,
            ),
            (
                Mishap::Doubled,
                "application/json",
                r#"{"a":"가"}"#,
                r#"{"a":"-","a":"가"}"#,
            ),
            (Mishap::WrongTypes, form, "a=1&b=2", "a=1&a=1&b=2&b=2"),
            (Mishap::Doubled, form, "a=1&b=2", "a=-&a=1&b=2"),
            (
                Mishap::WrongTypes,
                "text/plain; charset=euc-kr",
                "a=가\nb=2",
                "a=가\na=가\nb=2\nb=2",
            ),
            (
                Mishap::Doubled,
                "text/plain; charset=euc-kr",
                "a=가\nb=2",
                "a=-\na=가\nb=2",
            ),
        ];
        for (mishap, content_type, text, expected) in cases {
            for charset in [Charset::Utf8, Charset::EucKr] {
                assert_eq!(
                    body(mishap, charset, content_type, text),
                    expected,
                    "{mishap:?}"
                );
            }
        }
        let reply = Reply {
            charset: Charset::EucKr,
            ..Reply::plain(200, charset::encode(Charset::EucKr, "가").unwrap())
        };
        // `printf 가 | iconv -t UTF-16BE | xxd -p`
        assert_eq!(spoiled(reply, Mishap::WrongCharset).body, [0xac, 0x00]);
    }
}
