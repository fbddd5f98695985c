//! Answers of public bug reports of this field: each ends as the documents say, or unknown. The rows here are ours;
//! those of a folder of reports beside the checkout, where there is one, are run as well.

use std::path::Path;

use crate::support::{Unused, outcome};
use kpg_language::reported::{Client, Credentials, Environment, Execute, Pay, PayByForm};
use kpg_runtime::Outcome;

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, Credentials::new()).unwrap();
    client.build_with(Unused)
}

/// What must be known: accepted, or one outcome, or any but one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Accepted,
    Refused,
    Unknown,
    NotRefused,
}

impl Known {
    fn named(word: &str) -> Self {
        match word {
            "accepted" => Self::Accepted,
            "refused" => Self::Refused,
            "unknown" => Self::Unknown,
            "not-refused" => Self::NotRefused,
            other => panic!("{other} is nothing that can be known"),
        }
    }

    /// No outcome at all is an answer that was accepted.
    fn allows(self, outcome: Option<Outcome>) -> bool {
        match self {
            Self::Accepted => outcome.is_none(),
            Self::Refused => outcome == Some(Outcome::Refused),
            Self::Unknown => outcome == Some(Outcome::Unknown),
            Self::NotRefused => outcome != Some(Outcome::Refused),
        }
    }
}

/// What the client of an operation knows after an answer; nothing where there is no such operation here.
fn known(operation: &str, status: u16, body: &[u8]) -> Option<Option<Outcome>> {
    let client = client();
    let pay = Pay::builder().order_id("O-9").build().unwrap();
    let by_form = PayByForm::builder().order_id("O-9").build().unwrap();
    let execute = Execute::builder().order_id("O-9").build().unwrap();
    match operation {
        "execute" => Some(outcome(client.core(), &execute, (status, body))),
        "pay" => Some(outcome(client.core(), &pay, (status, body))),
        "pay_by_form" => Some(outcome(client.core(), &by_form, (status, body))),
        _ => None,
    }
}

/// Of ours: operation, HTTP status, what must be known, and the body.
#[rustfmt::skip]
const ROWS: &[(&str, u16, Known, &[u8])] = &[
    // One name=value a line, or other separators: the whole rest stands in the first value.
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=0000\nP_TID=T9\nP_MSG=done\n"),
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=0000\r\nP_MSG=done\r\n"),
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=0000\tP_TID=T9"),
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=0000:P_TID=T9"),
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=2001\nP_MSG=no"),
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=000"),
    ("pay_by_form", 200, Known::Refused, b"P_STATUS=4711&P_MSG=no"),
    ("pay_by_form", 408, Known::Unknown, b"P_STATUS=4711&P_MSG=no"),
    // A text that is cut at a byte limit, in the middle of a character.
    ("pay_by_form", 200, Known::Accepted, b"P_STATUS=0000&P_TID=T9&P_GOODS=%B3%EC%C2%F7%C1"),
    ("pay_by_form", 200, Known::Refused, b"P_STATUS=2001&P_MSG=%C7%D1%B5%B5%C3"),
    ("pay_by_form", 200, Known::Unknown, b"P_STATUS=0000&P_TID=T%C1"),
    ("pay", 200, Known::Accepted, b"{\"code\":\"0000\",\"tid\":\"T9\",\"amount\":1,\"msg\":\"\xec\x99\"}"),
    // Nothing, in other spellings.
    ("pay", 200, Known::Accepted, br#"{"code":"0000","tid":"T9","amount":70000,"card":[],"names":{},"cancels":false,"balance":{}}"#),
    ("pay", 200, Known::Accepted, br#"{"code":"0000","tid":"T9","amount":70000,"card":{"network":"N"},"cancels":[{}]}"#),
    ("pay", 200, Known::Unknown, br#"{"code":"0000","tid":[],"amount":70000}"#),
    // Amounts as they are written.
    ("pay", 200, Known::Accepted, br#"{"code":"0000","tid":"T9","amount":7e4}"#),
    ("pay", 200, Known::Accepted, br#"{"code":"0000","tid":"T9","amount":"70,000"}"#),
    ("pay", 200, Known::Accepted, br#"{"code":"0000","tid":"T9","amount":"70000.0"}"#),
    ("pay", 200, Known::Unknown, br#"{"code":"0000","tid":"T9","amount":"7,00,00"}"#),
    ("pay", 200, Known::Unknown, br#"{"code":"0000","tid":"T9","amount":70000.25}"#),
    ("pay", 200, Known::Unknown, br#"{"code":"0000","tid":"T9","amount":-70000}"#),
    // What is no code is no success and no refusal.
    ("pay", 200, Known::Unknown, br#"{"code":null,"tid":"T9","amount":1}"#),
    ("pay", 200, Known::Unknown, br#"{"code":0,"tid":"T9","amount":1}"#),
    ("pay", 200, Known::Unknown, br#"{"code":"","msg":"no"}"#),
    ("pay", 200, Known::Unknown, br#"{"code":"server error","msg":"no"}"#),
    ("pay", 502, Known::Unknown, br#"{"code":"9999","msg":"bad gateway"}"#),
    // Codes that are numbers: each other one refuses, and what could be another spelling of the yes does not.
    ("execute", 200, Known::Accepted, br#"{"code":0}"#),
    ("execute", 200, Known::Accepted, br#"{"code":"0"}"#),
    ("execute", 200, Known::Refused, br#"{"code":41,"msg":"no"}"#),
    ("execute", 200, Known::Refused, br#"{"code":100}"#),
    ("execute", 422, Known::Refused, br#"{"code":-17}"#),
    ("execute", 200, Known::Refused, br#"{"code":"-17"}"#),
    ("execute", 408, Known::Unknown, br#"{"code":-17}"#),
    ("execute", 500, Known::Unknown, br#"{"code":-17}"#),
    ("execute", 200, Known::Unknown, br#"{"code":"00"}"#),
    ("execute", 200, Known::Unknown, br#"{"code":"-0"}"#),
    ("execute", 200, Known::Unknown, br#"{"code":0.0}"#),
    ("execute", 200, Known::Unknown, br#"{"code":"E41"}"#),
    ("execute", 200, Known::Unknown, br#"{"code":true}"#),
    ("execute", 200, Known::Unknown, br#"{"code":null}"#),
];

#[test]
fn a_reported_answer_ends_as_documented_or_unknown() {
    for (operation, status, expected, body) in ROWS {
        let found = known(operation, *status, body).unwrap();
        let body = String::from_utf8_lossy(body);
        assert!(
            expected.allows(found),
            "{operation} on HTTP {status}: {body}: {found:?}"
        );
    }
}

/// A body as the reports write it, with `\n`, `\r` and `\xHH` for what stands on no line.
fn unescaped(written: &str) -> Vec<u8> {
    let mut body = Vec::new();
    let mut rest = written.as_bytes();
    while let [first, behind @ ..] = rest {
        let hex =
            |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap();
        rest = match (first, behind) {
            (b'\\', [b'n', behind @ ..]) => {
                body.push(b'\n');
                behind
            }
            (b'\\', [b'r', behind @ ..]) => {
                body.push(b'\r');
                behind
            }
            (b'\\', [b'x', high, low, behind @ ..]) => {
                body.push(hex(&[*high, *low]));
                behind
            }
            _ => {
                body.push(*first);
                behind
            }
        };
    }
    body
}

#[test]
fn the_reports_beside_the_checkout_end_so_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/answers");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there is no folder of reports beside the checkout");
        return;
    };
    let mut tried = 0;
    for entry in entries {
        let path = entry.unwrap().path().join("answers.tsv");
        let rows = std::fs::read_to_string(&path).unwrap_or_default();
        for row in rows
            .lines()
            .filter(|row| !row.is_empty() && !row.starts_with('#'))
        {
            let [operation, status, expected, body] = row.split('\t').collect::<Vec<_>>()[..]
            else {
                panic!("{}: {row}", path.display());
            };
            let body = unescaped(body);
            if let Some(found) = known(operation, status.parse().unwrap_or(0), &body) {
                let expected = Known::named(expected);
                assert!(
                    expected.allows(found),
                    "{}: {row}: {found:?}",
                    path.display()
                );
                tried += 1;
            }
        }
    }
    println!("{tried} answers of reports");
    assert!(tried > 20, "{tried}");
}
