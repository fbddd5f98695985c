//! Faults of what no vendor of the specs has: answers in EUC-KR, and tokens that the vendor refuses while a
//! call is under way. The server is the one of the matrix, the specs are those of tests/language.

use kpg::ErrorKind::{self, *};
use kpg::Timeouts;
use kpg::runtime::{BaseUrl, CallError, ResultCode};
use kpg_language::{charsets, outcomes};
use kpg_tests::hostile::http::{framed, response};
use kpg_tests::hostile::server::{Gate, Hostile, Script, Step};

const OK: &str = "200 OK";

/// How a call ended: in a typed answer, or in an error of a kind.
type Ended = Result<(), ErrorKind>;

fn ended<V, C: ResultCode>(result: Result<V, CallError<C>>) -> Ended {
    result.map(drop).map_err(|error| error.kind())
}

/// One connection after the other, and none after the last.
async fn server(connections: Vec<Vec<Step>>) -> Hostile {
    let script = Script {
        connections,
        then: (Gate::Refusing, Vec::new()),
    };
    Hostile::start(script).await.unwrap()
}

fn reads_and(bytes: Vec<u8>) -> Vec<Step> {
    vec![Step::Read, Step::Send(bytes)]
}

fn timeouts() -> Timeouts {
    Timeouts::from_millis(20_000, 30_000, 30_000)
}

/// What an EUC-KR form may be, without its length: the connection's end is all that ends it.
#[rustfmt::skip]
const FORMS: &[(&str, &[u8], Ended)] = &[
    ("says yes", b"P_STATUS=00&P_MSG=%C1%A4%BB%F3&P_GOODS=%C4%BF%C7%C7", Ok(())),
    ("says yes in bare bytes", b"P_STATUS=00&P_MSG=\xc1\xa4\xbb\xf3&P_GOODS=\xc4\xbf\xc7\xc7", Ok(())),
    ("says no", b"P_STATUS=99&P_MSG=%C1%A4%BB%F3", Err(Refused)),
    ("gives a code in no list", b"P_STATUS=42", Err(Unreadable)),
    ("writes half a letter", b"P_STATUS=00&P_MSG=%C1%A4%BB&P_GOODS=x", Ok(())),
    ("writes half a letter in a refusal", b"P_STATUS=99&P_MSG=%C1%A4%BB", Err(Refused)),
    ("writes half a letter in the code", b"P_STATUS=99%BB&P_MSG=x", Err(Unreadable)),
    ("writes half a letter in a name", b"P_STATUS=99&P_MSG%BB=x", Err(Unreadable)),
    ("writes bytes that are no EUC-KR", b"P_STATUS=00&P_GOODS=\xff\xff", Err(Malformed)),
    ("writes UTF-8 where EUC-KR is due", "P_STATUS=00&P_GOODS=성공".as_bytes(), Err(Malformed)),
    ("writes the code twice, yes and no", b"P_STATUS=00&P_STATUS=99&P_GOODS=x", Err(Unreadable)),
    ("writes the code twice, no and yes", b"P_STATUS=99&P_STATUS=00&P_GOODS=x", Err(Unreadable)),
    ("is cut within the code", b"P_STATUS=0", Err(Unreadable)),
    ("is cut before the code", b"P_STATUS=", Err(Unreadable)),
    ("is cut behind the code", b"P_STATUS=00", Err(Malformed)),
    ("writes JSON where a form is due", br#"{"P_STATUS":"00","P_GOODS":"x"}"#, Err(Unreadable)),
    ("writes a page", b"<html><body class=a>P_STATUS=99</body></html>", Err(Unreadable)),
    ("writes nothing", b"", Err(Unreadable)),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_euc_kr_form_leaves_the_outcome_unknown() {
    for (name, body, expected) in FORMS {
        for blocking in [false, true] {
            // The label is wrong: what counts is what the spec says.
            let headers = "Content-Type: text/html; charset=utf-8\r\nConnection: close\r\n";
            let server = server(vec![reads_and(framed(OK, headers, body))]).await;
            let found = pay_by_form(&server, blocking).await;
            assert_eq!(found, *expected, "{name}, blocking: {blocking}");
            assert_eq!(server.record().executed("/form"), 1, "{name}");
        }
    }
}

async fn pay_by_form(server: &Hostile, blocking: bool) -> Ended {
    let address = BaseUrl::parse(&format!("http://{}", server.address())).unwrap();
    let at = charsets::Environment::Custom(address);
    let client = charsets::Client::builder(at, charsets::Credentials::new()).unwrap();
    let client = client.timeouts(timeouts());
    let pay = charsets::PayByForm::builder()
        .goods("커피")
        .order_number("A_b-01");
    let pay = pay.build().unwrap();
    if blocking {
        let client = client.build_blocking().unwrap();
        let pays = move || ended(client.pay_by_form(&pay));
        return tokio::task::spawn_blocking(pays).await.unwrap();
    }
    ended(client.build().unwrap().pay_by_form(&pay).await)
}

fn token() -> Vec<Step> {
    reads_and(response(
        OK,
        "",
        br#"{"resultCode":"0000","accessToken":"T"}"#,
    ))
}

fn says(status: &str, body: &str) -> Vec<Step> {
    reads_and(response(status, "", body.as_bytes()))
}

fn paid() -> Vec<Step> {
    says(OK, r#"{"resultCode":"0000","tid":"X"}"#)
}

const EXPIRED: &str = r#"{"resultCode":"A245"}"#;
const UNAUTHORISED: &str = "401 Unauthorized";

/// What a vendor does to a call and its tokens, how often it then has the call, and how that ends.
fn sessions() -> Vec<(&'static str, Vec<Vec<Step>>, usize, Ended)> {
    let expired = || says(UNAUTHORISED, EXPIRED);
    let cut = || {
        says(UNAUTHORISED, EXPIRED)
            .into_iter()
            .map(shorter)
            .collect()
    };
    vec![
        ("takes the token", vec![token(), paid()], 1, Ok(())),
        (
            "lets it expire",
            vec![token(), expired(), token(), paid()],
            2,
            Ok(()),
        ),
        (
            "lets two expire",
            vec![token(), expired(), token(), expired()],
            2,
            Err(Refused),
        ),
        (
            "lets it expire, and issues no other",
            vec![token(), expired(), says(OK, "{}")],
            1,
            Err(Refused),
        ),
        (
            "lets it expire, and issues an empty one",
            vec![
                token(),
                expired(),
                says(OK, r#"{"resultCode":"0000","accessToken":""}"#),
            ],
            1,
            Err(Refused),
        ),
        (
            "lets it expire, and is gone",
            vec![token(), expired()],
            1,
            Err(Refused),
        ),
        (
            "lets it expire, issues another, and is gone",
            vec![token(), expired(), token()],
            1,
            Err(Refused),
        ),
        (
            "lets it expire, takes the next, and resets",
            vec![token(), expired(), token(), vec![Step::Read, Step::Reset]],
            2,
            Err(Exchange),
        ),
        (
            "lets it expire, takes the next, and is a page",
            vec![
                token(),
                expired(),
                token(),
                says("502 Bad Gateway", "<html>"),
            ],
            2,
            Err(Unreadable),
        ),
        (
            "says that it expired, and is cut",
            vec![token(), cut()],
            1,
            Err(Exchange),
        ),
        (
            "says that it expired, 500",
            vec![token(), says("500 Oops", EXPIRED), token(), paid()],
            1,
            Err(Unreadable),
        ),
        (
            "says that it expired, and yes",
            vec![
                token(),
                says(UNAUTHORISED, r#"{"resultCode":"A245","resultCode":"0000"}"#),
                token(),
                paid(),
            ],
            1,
            Err(Unreadable),
        ),
        (
            "is a page, 401",
            vec![token(), says(UNAUTHORISED, "<html>"), token(), paid()],
            1,
            Err(Unreadable),
        ),
        (
            "is empty, 401",
            vec![token(), says(UNAUTHORISED, ""), token(), paid()],
            1,
            Err(Unreadable),
        ),
    ]
}

fn shorter(step: Step) -> Step {
    match step {
        Step::Send(mut bytes) => {
            bytes.pop();
            Step::Send(bytes)
        }
        other => other,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_made_again_only_when_its_token_was_refused_in_clear_words() {
    for blocking in [false, true] {
        for (name, connections, calls, expected) in sessions() {
            let server = server(connections).await;
            let found = pay(&server, blocking).await;
            assert_eq!(found, expected, "{name}, blocking: {blocking}");
            assert_eq!(server.record().executed("/pay"), calls, "{name}");
        }
    }
}

async fn pay(server: &Hostile, blocking: bool) -> Ended {
    let address = BaseUrl::parse(&format!("http://{}", server.address())).unwrap();
    let at = outcomes::Environment::Custom(address);
    let credentials = outcomes::Credentials::builder().key("K").build().unwrap();
    let client = outcomes::Client::builder(at, credentials).unwrap();
    let client = client.timeouts(timeouts());
    let pay = outcomes::Pay::builder().order_id("O-1").amount(1_000);
    let pay = pay.build().unwrap();
    if blocking {
        let client = client.build_blocking().unwrap();
        let pays = move || ended(client.pay(&pay));
        return tokio::task::spawn_blocking(pays).await.unwrap();
    }
    ended(client.build().unwrap().pay(&pay).await)
}
