//! What an error says of its call: whether it may be sent again, with which code it was refused, and by which number the
//! vendor traces the request.

use crate::support::sample::Code;
use kpg_runtime::http::Method;
use kpg_runtime::prelude::*;
use kpg_runtime::{ErrorKind, Outcome};

/// An operation that has one effect or another when it is executed.
#[derive(Clone, Debug)]
struct Probe<const EFFECT: usize>;

const MOVES_MONEY: usize = 0;
const CHANGES: usize = 1;
const READS: usize = 2;

impl<const EFFECT: usize> Operation for Probe<EFFECT> {
    type Settings = ();
    type Code = Code;
    type Answer = ();
    type Verdict = ();
    const CALL: Call = Call::new(
        "sample",
        "probe",
        match EFFECT {
            MOVES_MONEY => Effect::MovesMoney,
            CHANGES => Effect::Changes,
            _ => Effect::Reads,
        },
    );
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
        detail: Some(&["why"]),
        other_details: true,
        ..ResultRules::by_code(&["code"])
    };

    fn prepare(&self, (): &(), _: &Supply<'_>) -> Prepared {
        let url = BaseUrl::parse("https://x").unwrap().join("/probe");
        let mut request = HttpRequest::new(Method::GET, url, None);
        request.keep("cancel.order", &"O-1");
        Ok(request)
    }

    fn read(_: &mut Reader) {}
}

/// Gives this to every request; nothing is an answer that was lost.
#[derive(Clone, Debug)]
enum Gives {
    Answer(u16, &'static str),
    NoConnection,
    Reset,
}

impl Transport for Gives {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        match self {
            Self::Answer(status, body) => Ok(HttpAnswer::new(*status, *body)),
            Self::NoConnection => Err(TransportError::not_sent("no connection")),
            Self::Reset => Err(TransportError::maybe_sent("reset")),
        }
    }
}

/// The failure of a call with this effect.
async fn failure<const EFFECT: usize>(gives: &Gives) -> CallError<Code> {
    let core = CoreBuilder::new((), Timeouts::default()).build_with(gives.clone());
    core.call(&Probe::<EFFECT>, None).await.unwrap_err()
}

const REFUSES: Gives = Gives::Answer(200, r#"{"code":"01"}"#);
const SAYS_NOTHING: Gives = Gives::Answer(200, r#"{"code":"77"}"#);
const BREAKS_DOWN: Gives = Gives::Answer(500, "<html>");

#[tokio::test]
async fn what_may_have_been_executed_is_safe_to_repeat_only_where_it_reads() {
    for (gives, outcome, moving_is_safe) in [
        (Gives::NoConnection, Outcome::NotSent, true),
        (REFUSES, Outcome::Refused, true),
        (Gives::Reset, Outcome::Unknown, false),
        (SAYS_NOTHING, Outcome::Unknown, false),
        (BREAKS_DOWN, Outcome::Unknown, false),
    ] {
        let moves = failure::<MOVES_MONEY>(&gives).await;
        let changes = failure::<CHANGES>(&gives).await;
        let reads = failure::<READS>(&gives).await;
        for error in [&moves, &changes, &reads] {
            assert_eq!(error.outcome(), outcome, "{gives:?}");
        }
        assert_eq!(moves.is_safe_to_repeat(), moving_is_safe, "{gives:?}");
        assert_eq!(changes.is_safe_to_repeat(), moving_is_safe, "{gives:?}");
        assert!(reads.is_safe_to_repeat(), "{gives:?}");
    }
}

#[tokio::test]
async fn a_code_is_that_of_a_refusal_only_where_the_vendor_refused() {
    let refused = failure::<MOVES_MONEY>(&REFUSES).await;
    assert_eq!(refused.kind(), ErrorKind::Refused);
    assert_eq!(refused.refusal(), Some(&Code::AlreadyCancelled));
    assert_eq!(refused.refusal(), refused.code());

    let unknown = failure::<MOVES_MONEY>(&SAYS_NOTHING).await;
    assert_eq!(unknown.code().map(Choice::as_str), Some("77"));
    assert_eq!(unknown.refusal(), None);
    assert_eq!(unknown.status(), Some(200));

    let lost = failure::<MOVES_MONEY>(&Gives::Reset).await;
    assert_eq!(
        (lost.code(), lost.refusal(), lost.status()),
        (None, None, None)
    );
}

/// A net-cancel names the order that the client of the lost call made up.
#[tokio::test]
async fn what_was_made_for_a_call_is_known_after_whatever_became_of_it() {
    for gives in [
        Gives::NoConnection,
        REFUSES,
        Gives::Reset,
        SAYS_NOTHING,
        BREAKS_DOWN,
    ] {
        let error = failure::<MOVES_MONEY>(&gives).await;
        assert_eq!(error.made("cancel.order"), "O-1", "{gives:?}");
        assert_eq!(error.made("cancel.other"), "", "{gives:?}");
    }
}

#[tokio::test]
async fn a_second_code_stands_beside_the_first_one() {
    let refused = Gives::Answer(200, r#"{"code":"01","why":"EXPIRED"}"#);
    let error = failure::<MOVES_MONEY>(&refused).await;
    assert_eq!(error.code(), Some(&Code::AlreadyCancelled));
    assert_eq!(error.detail_code(), Some(&Code::Expired));
    assert_eq!(failure::<MOVES_MONEY>(&REFUSES).await.detail_code(), None);
}

/// An operation with a header by which the vendor traces the request, and an answer that must say `"echo":"E1"`.
#[derive(Clone, Debug)]
struct Traced {
    /// Whether the request can be made ready.
    ready: bool,
}

impl Operation for Traced {
    type Settings = ();
    type Code = Code;
    type Answer = String;
    type Verdict = String;
    const CALL: Call = Call::new("sample", "traced", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &[];
    const RULES: &'static ResultRules = Probe::<MOVES_MONEY>::RULES;
    const CORRELATION_HEADER: Option<&'static str> = Some("X-Trace");

    fn prepare(&self, (): &(), supply: &Supply<'_>) -> Prepared {
        let mut request = Probe::<MOVES_MONEY>.prepare(&(), supply)?;
        request.header("X-Trace", &"TRACE-1")?;
        let text = if self.ready { "text" } else { "line\nend" };
        request.header("X-Text", &text)?;
        Ok(request)
    }

    fn echoes(&self, (): &(), echoes: &mut Echoes<'_>) {
        echoes.expect_text(&["echo"], &"E1");
    }

    fn read(reader: &mut Reader) -> String {
        reader.get(&["tid"])
    }
}

#[tokio::test]
async fn every_failure_of_a_request_that_was_made_ready_names_the_number_by_which_it_is_traced() {
    for (gives, kind) in [
        (Gives::NoConnection, ErrorKind::Connect),
        (Gives::Reset, ErrorKind::Exchange),
        (BREAKS_DOWN, ErrorKind::Unreadable),
        (SAYS_NOTHING, ErrorKind::Unreadable),
        (
            Gives::Answer(500, r#"{"code":"00","echo":"E1","tid":"T1"}"#),
            ErrorKind::Contradiction,
        ),
        (
            Gives::Answer(200, r#"{"code":"00","echo":"E2","tid":"T1"}"#),
            ErrorKind::Mismatch,
        ),
        (REFUSES, ErrorKind::Refused),
        (
            Gives::Answer(200, r#"{"code":"00","echo":"E1"}"#),
            ErrorKind::Malformed,
        ),
    ] {
        let core = CoreBuilder::new((), Timeouts::default()).build_with(gives.clone());
        let ready = core.call(&Traced { ready: true }, None).await.unwrap_err();
        let found = (ready.kind(), ready.correlation_id());
        assert_eq!(found, (kind, Some("TRACE-1")), "{gives:?}");

        let unready = core.call(&Traced { ready: false }, None).await.unwrap_err();
        let found = (unready.kind(), unready.correlation_id());
        assert_eq!(found, (ErrorKind::Prepare, None), "{gives:?}");
    }
    // Where no header is named, no number is known.
    for gives in [Gives::NoConnection, Gives::Reset, REFUSES, BREAKS_DOWN] {
        let error = failure::<MOVES_MONEY>(&gives).await;
        assert_eq!(error.correlation_id(), None, "{gives:?}");
    }
}
