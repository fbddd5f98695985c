//! Answers that are a name and a value in each line: what is read, and what is never taken for a refusal or a yes.

use crate::support::{Unused, list, sandbox, text, vectors};
use kpg_language::lines::{Approve, Client, Credentials, Environment, ResultCode};
use kpg_runtime::{ErrorKind, HttpAnswer, Outcome};
use kpg_sandbox::Script;

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, Credentials::new()).unwrap();
    client.build_with(Unused)
}

fn approve() -> Approve {
    Approve::builder().order_no("O-1").build().unwrap()
}

fn unhex(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn lines_are_read_as_they_stand() {
    // Python wrote the bytes: EUC-KR, with `\n` or `\r\n`, `=` and `&` and `%41` inside of values.
    for case in list(&vectors("lines")["read"]) {
        let answer = HttpAnswer::new(200, unhex(text(case, "hex")));
        let read = client().core().interpret(&approve(), &answer).unwrap();
        assert_eq!(read.order_no, "O-1");
        assert_eq!(read.amt, 1004);
        assert_eq!(read.shop_memo.as_deref(), Some(text(case, "memo")));
        assert!(read.noted.is_empty());
    }
}

fn failed(status: u16, body: &str) -> (ErrorKind, Outcome, Option<ResultCode>) {
    let answer = HttpAnswer::new(status, body);
    let error = client().core().interpret(&approve(), &answer).unwrap_err();
    (error.kind(), error.outcome(), error.code().cloned())
}

#[test]
fn codes_decide_and_nothing_that_only_begins_like_one() {
    let refused = failed(200, "reply_cd=0001\nreply_msg=no\n");
    let code = Some(ResultCode::NoSuchTransaction);
    assert_eq!(refused, (ErrorKind::Refused, Outcome::Refused, code));
    let unlisted = failed(200, "reply_cd=7777\nreply_msg=no\n");
    assert_eq!(
        (unlisted.0, unlisted.1),
        (ErrorKind::Refused, Outcome::Refused)
    );
    for body in [
        // Cut off, in one line as a form, twice, without a name, a page, JSON, empty.
        "reply_msg=ok\norder_no=O-1\nreply_cd=00",
        "reply_cd=0001&reply_msg=no",
        "reply_cd=0000&reply_msg=OK&order_no=O-1&amt=1004",
        "reply_cd=0001\nreply_cd=0000\n",
        "reply_cd=0000\nok\n",
        "<html>\n<a href=x>0000</a>\n",
        "{\"reply_cd\":\"0001\"}",
        "",
        "\n\n",
    ] {
        let (kind, outcome, _) = failed(200, body);
        assert_eq!(
            (kind, outcome),
            (ErrorKind::Unreadable, Outcome::Unknown),
            "{body}"
        );
    }
    let (_, outcome, _) = failed(500, "reply_cd=0000\norder_no=O-1\namt=1004\n");
    assert_eq!(outcome, Outcome::Unknown);
    // A yes of which a part is missing is none.
    let (kind, outcome, _) = failed(200, "reply_cd=0000\norder_no=O-1\n");
    assert_eq!((kind, outcome), (ErrorKind::Malformed, Outcome::Unknown));
}

#[tokio::test]
async fn the_sandbox_writes_lines() {
    let (sandbox, address) = sandbox("lines", kpg_sandbox::Credentials::new()).await;
    let client = Client::builder(Environment::Custom(address), Credentials::new()).unwrap();
    let client = client.build().unwrap();
    let done = client.approve(&approve()).await.unwrap();
    assert_eq!(done.order_no, "O-1");
    sandbox.answer_next("lines", "approve", Script::Code("0001".to_owned()));
    let error = client.approve(&approve()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
}
