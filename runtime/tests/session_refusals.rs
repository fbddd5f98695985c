//! Which answers refuse a token, after which of them the call is made once more, and what is known at the end.

use crate::support::sample;
use std::time::Duration;

use crate::support::once::CancelOnce;
use crate::support::sample::{Client, Code, Token, cancel};
use crate::support::script::{Script, coded};
use kpg_runtime::{
    ErrorKind, HttpAnswer, IssuedToken, Outcome, Retry, SessionCell, SessionRules, TokenLifetime,
    TokenRefusal, TransportError,
};

use ErrorKind::{Contradiction, Malformed, Refused, Unreadable};

const ANY: &[TokenRefusal] = &[TokenRefusal {
    status: None,
    codes: &["EXPIRED"],
}];
const STATUS: &[TokenRefusal] = &[TokenRefusal {
    status: Some(401),
    codes: &[],
}];
const BOTH: &[TokenRefusal] = &[TokenRefusal {
    status: Some(401),
    codes: &["EXPIRED"],
}];
const EITHER: &[TokenRefusal] = &[
    TokenRefusal {
        status: Some(403),
        codes: &[],
    },
    TokenRefusal {
        status: Some(200),
        codes: &["EXPIRED"],
    },
];

fn answer(status: u16, body: &str) -> Result<HttpAnswer, TransportError> {
    Ok(HttpAnswer::new(status, body))
}

struct Bench<'s> {
    client: Client<&'s Script>,
    cell: SessionCell,
    refused: &'static [TokenRefusal],
}

impl<'s> Bench<'s> {
    fn new(script: &'s Script, refused: &'static [TokenRefusal]) -> Self {
        Self {
            client: sample::client("https://x").build_with(script),
            cell: SessionCell::new(TokenLifetime::For(Duration::from_secs(600))),
            refused,
        }
    }

    async fn call(&self) -> Result<(), kpg_runtime::CallError<Code>> {
        let session = SessionRules {
            name: "access_token",
            cell: &self.cell,
            refused: self.refused,
        };
        let renew = || async {
            let answer = self.client.token(&Token::new()).await?;
            Ok(IssuedToken::new(answer.token))
        };
        let request = cancel();
        let call = self.client.core().call_in_session(&request, session, renew);
        call.await.map(drop)
    }
}

/// What becomes of a call whose first token meets this answer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// It is made once more, and is done.
    Renews,
    /// It fails; the next call has a new token.
    Frees(ErrorKind),
    /// It fails; the next call has the same token.
    Keeps(ErrorKind),
}
use End::{Frees, Keeps, Renews};

const YES: &str =
    r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#;
const EXPIRED: &str = r#"{"result":{"code":"EXPIRED"}}"#;
const LISTED: &str = r#"{"result":{"code":"01"}}"#;

type Case = (&'static [TokenRefusal], u16, &'static str, End);

const CASES: &[Case] = &[
    // The status alone: with nothing, a page, another server's JSON, the code of a token.
    (STATUS, 401, "", Renews),
    (STATUS, 401, "<html>401 Unauthorized</html>", Renews),
    (STATUS, 401, r#"{"error":"invalid_token"}"#, Renews),
    (
        STATUS,
        401,
        r#"{"timestamp":"2026-01-02T00:00:00+0000"}"#,
        Renews,
    ),
    (STATUS, 401, r#"{"result":{"code":"E-9"}}"#, Renews),
    (STATUS, 401, "<code>401</code>", Renews),
    (STATUS, 401, "<html>request 00</html>", Renews),
    // The text of a yes inside a longer word is none.
    (STATUS, 401, r#"{"result":{"code":"4100"}}"#, Renews),
    (STATUS, 401, r#"{"result":{"code":"0041"}}"#, Renews),
    // A documented code that means something else says so.
    (STATUS, 401, LISTED, Frees(Refused)),
    (STATUS, 401, EXPIRED, Frees(Refused)),
    // What can be read as a yes is never sent twice.
    (STATUS, 401, YES, Frees(Contradiction)),
    (
        STATUS,
        401,
        r#"{"result":{"code":"00|OK"}}"#,
        Frees(Unreadable),
    ),
    (STATUS, 401, r#"{"result":{"code":"0"}}"#, Frees(Unreadable)),
    (
        STATUS,
        401,
        r#"{"result":{"code":["00"]}}"#,
        Frees(Unreadable),
    ),
    (
        STATUS,
        401,
        r#"{"result":{"code":"00"},"isPen"#,
        Frees(Unreadable),
    ),
    // A text of another kind that names the code is judged by whether it has the text of a yes.
    (STATUS, 401, "code=00&tid=T1", Frees(Unreadable)),
    (STATUS, 401, "code=01&tid=T1", Renews),
    (STATUS, 401, "<code>00</code>", Frees(Unreadable)),
    // Another status is not meant.
    (STATUS, 403, "", Keeps(Unreadable)),
    (STATUS, 404, EXPIRED, Keeps(Refused)),
    (STATUS, 500, "", Keeps(Unreadable)),
    // Both together.
    (BOTH, 401, EXPIRED, Renews),
    (BOTH, 404, EXPIRED, Keeps(Refused)),
    (BOTH, 200, EXPIRED, Keeps(Refused)),
    (BOTH, 401, "", Frees(Unreadable)),
    (BOTH, 401, LISTED, Frees(Refused)),
    // The code on any status below 500.
    (ANY, 200, EXPIRED, Renews),
    (ANY, 401, EXPIRED, Renews),
    (ANY, 404, EXPIRED, Renews),
    (ANY, 499, EXPIRED, Renews),
    (ANY, 500, EXPIRED, Frees(Refused)),
    (ANY, 502, EXPIRED, Frees(Refused)),
    // HTTP's own word for an unknown caller frees a token whatever a specification says.
    (ANY, 401, "", Frees(Unreadable)),
    (ANY, 401, LISTED, Frees(Refused)),
    (&[], 401, "", Frees(Unreadable)),
    (&[], 403, "", Keeps(Unreadable)),
    // One of several.
    (EITHER, 403, "", Renews),
    (EITHER, 403, EXPIRED, Renews),
    (EITHER, 200, EXPIRED, Renews),
    (EITHER, 404, EXPIRED, Keeps(Refused)),
    (EITHER, 200, LISTED, Keeps(Refused)),
    (
        EITHER,
        200,
        r#"{"result":{"code":"00"},"isPending":false}"#,
        Keeps(Malformed),
    ),
];

#[tokio::test]
async fn a_call_is_made_once_more_only_after_an_answer_that_refuses_its_token_and_says_nothing_else()
 {
    for (refused, status, body, end) in CASES {
        let about = format!("{refused:?} {status} {body}");
        let script = Script::new(
            9,
            [answer(*status, body), coded(200, "00"), coded(200, "00")],
        );
        let bench = Bench::new(&script, refused);
        let first = bench.call().await.map_err(|error| error.kind()).err();
        let (expected, said) = match end {
            Renews => (None, "token 0 token 1 1"),
            Frees(kind) => (Some(*kind), "token 0 token 1"),
            Keeps(kind) => (Some(*kind), "token 0 0"),
        };
        assert_eq!(first, expected, "{about}");
        assert!(bench.call().await.is_ok(), "{about}");
        assert_eq!(script.said(), said, "{about}");
    }
}

/// A status alone is enough to ask once more, and not to say that the vendor refused: there is no code that
/// says why.
#[tokio::test]
async fn a_token_that_is_refused_twice_ends_with_what_the_vendor_said() {
    let cases = [
        (STATUS, "", Outcome::Unknown, Unreadable),
        (STATUS, "<html></html>", Outcome::Unknown, Unreadable),
        (BOTH, EXPIRED, Outcome::Refused, Refused),
    ];
    for (refused, body, outcome, kind) in cases {
        let twice = [answer(401, body), answer(401, body), coded(200, "00")];
        let script = Script::new(9, twice);
        let bench = Bench::new(&script, refused);
        let error = bench.call().await.unwrap_err();
        assert_eq!((error.outcome(), error.kind()), (outcome, kind), "{body}");
        assert_eq!(error.status(), Some(401));
        assert_eq!(script.said(), "token 0 token 1");
        // The second token is not kept either.
        assert!(bench.call().await.is_ok());
        assert_eq!(script.said(), "token 0 token 1 token 2");
    }
}

#[tokio::test]
async fn without_a_second_token_the_refusal_is_the_error() {
    let unreached = || Err(TransportError::not_sent("unreached"));
    let lost = || Err(TransportError::maybe_sent("lost"));
    type Last = fn() -> Result<HttpAnswer, TransportError>;
    let cases: [(usize, &str, Option<Last>, Outcome); 5] = [
        (1, "", None, Outcome::Unknown),
        (1, EXPIRED, None, Outcome::Refused),
        (9, "", Some(unreached), Outcome::Unknown),
        (9, EXPIRED, Some(unreached), Outcome::Refused),
        (9, EXPIRED, Some(lost), Outcome::Unknown),
    ];
    const REFUSALS: &[TokenRefusal] = &[STATUS[0], BOTH[0]];
    for (tokens, body, last, outcome) in cases {
        let answers = [answer(401, body)]
            .into_iter()
            .chain(last.map(|last| last()));
        let script = Script::new(tokens, answers);
        let bench = Bench::new(&script, REFUSALS);
        let error = bench.call().await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{tokens} {body}");
    }
}

/// The token of a repetition ran out after the attempt before it was lost: the vendor did not look at the
/// repetition, which says nothing of the first. Nothing is sent a third time.
#[tokio::test]
async fn a_refused_token_does_not_undo_the_doubt_of_an_attempt_before_it() {
    let lost = || Err(TransportError::maybe_sent("lost"));
    let cases = [
        (STATUS, answer(401, ""), Unreadable),
        (STATUS, answer(401, "<html></html>"), Unreadable),
        (ANY, answer(401, EXPIRED), ErrorKind::Exchange),
        (BOTH, answer(401, EXPIRED), ErrorKind::Exchange),
    ];
    for (refused, second, kind) in cases {
        let script = Script::new(9, [lost(), second, coded(200, "00")]);
        let retry = Retry::attempts(2).backoff(Duration::ZERO, Duration::ZERO);
        let client = sample::client("https://x").retry(retry).build_with(&script);
        let cell = SessionCell::new(TokenLifetime::For(Duration::from_secs(600)));
        let session = SessionRules {
            name: "access_token",
            cell: &cell,
            refused,
        };
        let renew = || async {
            let answer = client.token(&Token::new()).await?;
            Ok::<_, kpg_runtime::CallError<Code>>(IssuedToken::new(answer.token))
        };
        let request = CancelOnce(cancel());
        let call = client.core().call_in_session(&request, session, renew);
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
        assert_eq!(script.said(), "token 0 0", "{refused:?}");
    }
}

/// What nobody could read may be a yes: a status alone does not make such a call again.
#[tokio::test]
async fn a_body_that_cannot_be_judged_is_not_asked_for_again() {
    let sealed = r#"{"encData":"eyJhbGciOiJSU0EifQ.AAAA.AAAA.AAAA.AAAA"}"#;
    let long = format!(r#"{{"x":"{}"#, "x".repeat(70_000));
    for body in [
        b"\x1f\x8b\x08\x00\xff".as_slice(),
        sealed.as_bytes(),
        long.as_bytes(),
    ] {
        let answer = Ok(HttpAnswer::new(401, body));
        let script = Script::new(9, [answer, coded(200, "00")]);
        let bench = Bench::new(&script, STATUS);
        let error = bench.call().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(script.said(), "token 0");
    }
}
