//! The one error over all vendors: what it keeps of the typed ones, and what people read of it.

use crate::support::sample::Code;
use kpg_runtime::http::Method;
use kpg_runtime::prelude::*;
use kpg_runtime::{Error, ErrorKind, Outcome, Violations};

/// An operation that names what it is about.
#[derive(Clone, Debug)]
struct Refund {
    order: String,
}

impl Operation for Refund {
    type Settings = ();
    type Code = Code;
    type Answer = ();
    type Verdict = ();
    const CALL: Call = Call::moves_money("sample", "refund", "환불");
    const SENSITIVE: &'static [&'static str] = &[];
    const RULES: &'static ResultRules = &ResultRules {
        success: &[Condition {
            member: &["code"],
            values: &["00"],
        }],
        listed: &[ListedCodes {
            codes: &["01"],
            statuses: None,
        }],
        message: Some(&["text"]),
        ..ResultRules::by_code(&["code"])
    };
    identified_by!("orderNo", order);

    fn prepare(&self, (): &(), _: &Supply<'_>) -> Prepared {
        let url = BaseUrl::parse("https://x").unwrap().join("/refund");
        let mut request = HttpRequest::new(Method::GET, url, None);
        request.header("X-Order", &self.order)?;
        Ok(request)
    }

    fn read(_: &mut Reader) {}
}

#[derive(Clone, Debug)]
struct Gives(Option<(u16, &'static str)>);

impl Transport for Gives {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        match self.0 {
            Some((status, body)) => Ok(HttpAnswer::new(status, body)),
            None => Err(TransportError::maybe_sent("reset")),
        }
    }
}

const REFUSES: Gives = Gives(Some((200, r#"{"code":"01","text":"이미 환불됨"}"#)));
const UNLISTED: Gives = Gives(Some((500, r#"{"code":"77"}"#)));
const LOST: Gives = Gives(None);

async fn failure(gives: Gives, order: &str) -> CallError<Code> {
    let core = CoreBuilder::new((), Timeouts::default()).build_with(gives);
    let order = order.to_owned();
    core.call(&Refund { order }, None).await.unwrap_err()
}

/// What stands in the place of a code may be anything. The caller gets it; no line of text shows it.
#[tokio::test]
async fn an_unlisted_code_that_may_be_a_card_is_kept_and_not_shown() {
    const CARDS: [&str; 3] = ["4111111111111111", "4111-1111-1111-1111", "card 4111"];
    const BODIES: [&str; 3] = [
        r#"{"code":"4111111111111111"}"#,
        r#"{"code":"4111-1111-1111-1111"}"#,
        r#"{"code":"card 4111"}"#,
    ];
    for (code, body) in CARDS.into_iter().zip(BODIES) {
        let error = failure(Gives(Some((500, body))), "ORDER-1").await;
        assert_eq!(error.code().map(|code| code.as_str()), Some(code));
        let erased = Error::from(failure(Gives(Some((500, body))), "ORDER-1").await);
        assert_eq!(erased.code(), Some(code));
        for line in [
            error.to_string(),
            format!("{error:?}"),
            erased.to_string(),
            format!("{erased:?}"),
        ] {
            assert!(!line.contains("4111"), "{line}");
            assert!(line.contains("code hidden"), "{line}");
        }
    }
    let plain = failure(UNLISTED, "ORDER-1").await.to_string();
    assert!(plain.contains("code 77"), "{plain}");
}

#[tokio::test]
async fn an_error_says_in_one_line_which_operation_failed_and_what_it_was_about() {
    for (gives, order, line) in [
        (
            REFUSES,
            "O-1",
            "sample.refund (환불, orderNo O-1): refused by the vendor, code 01 (이미 환불됨)",
        ),
        (
            LOST,
            "O-1",
            "sample.refund (환불, orderNo O-1): outcome unknown, the request may have left before the failure: reset",
        ),
        (
            UNLISTED,
            "O-1",
            "sample.refund (환불, orderNo O-1): outcome unknown, the answer cannot be read: no document says what its \
             code means, HTTP 500, code 77",
        ),
    ] {
        let typed = failure(gives.clone(), order).await;
        assert_eq!(typed.to_string(), line);
        assert_eq!(format!("{typed:?}"), line, "what a main prints");
        let any = Error::from(typed);
        assert_eq!(any.to_string(), line);
        assert_eq!(format!("{any:?}"), line, "what a main prints");
        assert!(format!("{any:#?}").contains("CallError"), "{gives:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_names_its_order_too_on_one_line() {
    let typed = failure(REFUSES, "O\n1").await;
    assert_eq!(typed.kind(), ErrorKind::Prepare);
    let known = typed.identification().unwrap();
    assert_eq!((known.name, &*known.value), ("orderNo", "O\n1"));
    assert!(
        typed
            .to_string()
            .starts_with("sample.refund (환불, orderNo O\\u{a}1): not sent")
    );
}

#[tokio::test]
async fn an_error_of_any_vendor_keeps_what_the_typed_one_says() {
    for gives in [REFUSES, UNLISTED, LOST] {
        let typed = failure(gives.clone(), "O-1").await;
        let told = (
            typed.outcome(),
            typed.kind(),
            typed.code().map(|code| code.as_str().to_owned()),
            typed.message().map(str::to_owned),
            typed.status(),
            typed.call(),
            typed.identification().cloned(),
            typed.masked_body(),
            typed.is_safe_to_repeat(),
        );
        let any = Error::from(typed);
        let kept = (
            any.outcome(),
            any.kind().unwrap(),
            any.code().map(str::to_owned),
            any.message().map(str::to_owned),
            any.status(),
            any.call().unwrap(),
            any.identification().cloned(),
            any.masked_body(),
            any.is_safe_to_repeat(),
        );
        assert_eq!(kept, told, "{gives:?}");
        let back = any.downcast_ref::<CallError<Code>>().unwrap();
        assert_eq!(back.kind(), told.1);
        assert!(any.downcast_ref::<Violations>().is_none());
    }
}

fn violated() -> Violations {
    let mut check = Check::new();
    check.required(
        "tid",
        "거래번호",
        &Some("12345".to_owned()),
        &[Characters(1, 4)],
    );
    check.required("price", "금액", &None::<u64>, &[]);
    check
        .finish(Ok(Refund {
            order: String::new(),
        }))
        .unwrap_err()
}

#[test]
fn errors_outside_a_call_say_whether_something_may_have_been_sent() {
    let cases: [(Error, Outcome, &str); 5] = [
        (
            violated().into(),
            Outcome::NotSent,
            "not sent, Refund breaks rules: tid (거래번호): at most 4 characters, got 5; price (금액): required",
        ),
        (
            BaseUrl::parse("http://pay.example.com").unwrap_err().into(),
            Outcome::NotSent,
            "http:// is for the loopback interface only",
        ),
        (
            TransportError::not_sent("refused").into(),
            Outcome::NotSent,
            "the request was not sent: refused",
        ),
        (
            TransportError::maybe_sent("reset").into(),
            Outcome::Unknown,
            "no answer, and the request may have left: reset",
        ),
        (
            kpg_runtime::PrepareError::new("no key").into(),
            Outcome::NotSent,
            "no key",
        ),
    ];
    for (error, outcome, words) in cases {
        assert_eq!(error.outcome(), outcome, "{error}");
        let line = format!("{error:?}");
        assert!(line.starts_with(words), "{line}");
        assert!(!line.contains('\n'), "{line}");
        assert_eq!(
            (error.call(), error.kind(), error.code()),
            (None, None, None)
        );
    }
}
