//! Answers that no document describes, through the whole client: what each leaves known, the code that
//! is still told, and that the error keeps the answer.

use std::net::{Ipv4Addr, TcpListener};

use kpg::{ErrorKind, Outcome, bccard};
use kpg_codegen::model::Carries;
use kpg_tests::clients::{self, Clients};
use kpg_tests::failure::{Failed, Failure};
use kpg_tests::fixtures::{self, address};
use kpg_tests::sandboxed::{Sandboxed, transport};
use kpg_tests::specs::{self, CHANGEABLE, WITH_A_CODE, operation, success_code};

/// The longest part of an answer that an error keeps.
const KEPT: usize = 64 * 1024;

/// A call that is answered with this.
async fn answered(
    bench: &Sandboxed,
    (vendor, operation): (&str, &str),
    status: u16,
    body: &[u8],
) -> Result<String, Failed> {
    bench.answer_raw(vendor, operation, status, body);
    bench.call(vendor, operation).await
}

fn assert_kept(name: &str, error: &Failed, status: u16, body: &[u8]) {
    let kept = &body[..body.len().min(KEPT)];
    assert!(error.body == kept, "{name}: the answer is kept");
    assert_eq!(error.status, Some(status), "{name}");
}

#[tokio::test]
async fn what_is_no_answer_leaves_the_outcome_unknown() {
    let page = "<html><body>Bad Gateway</body></html>".as_bytes();
    let long = "<p>".repeat(KEPT).into_bytes();
    let deep = "[".repeat(10_000).into_bytes();
    let cases: &[(&str, u16, &[u8])] = &[
        ("a page", 200, page),
        ("a page", 404, page),
        ("a page", 502, page),
        ("a long page", 502, &long),
        ("nothing", 200, b""),
        ("nothing", 204, b""),
        ("nothing", 500, b""),
        ("a redirect", 302, b""),
        ("blanks", 200, b" \r\n"),
        ("a NUL", 200, b"\0"),
        ("a truncated object", 200, br#"{"code":"MP"#),
        ("a list", 200, br#"[{"code":"MP3300","ResultCode":"01"}]"#),
        ("a text", 200, br#""00""#),
        ("a number", 200, b"0"),
        ("null", 200, b"null"),
        ("two objects", 200, b"{} {}"),
        ("deep nesting", 200, &deep),
        ("a comma too many", 200, br#"{"code":"MP3300",}"#),
        ("EUC-KR", 200, b"{\"ResultMsg\":\"\xc3\xeb\xbc\xd2\"}"),
        ("a form", 200, b"ResultCode=00&ResultMsg=ok"),
        ("an object without a code", 200, br#"{"status":"ok"}"#),
        (
            "an object without a code",
            400,
            br#"{"message":"Forbidden"}"#,
        ),
        ("an empty object", 200, b"{}"),
    ];
    let bench = Sandboxed::new().await;
    for (vendor, operation) in WITH_A_CODE.iter() {
        let at = (vendor.as_str(), operation.as_str());
        for (name, status, body) in cases {
            let name = format!("{at:?}: {name} on HTTP {status}");
            let error = answered(&bench, at, *status, body).await.expect_err(&name);
            assert_eq!(error.outcome, Outcome::Unknown, "{name}: {error:?}");
            assert_eq!(error.kind, ErrorKind::Unreadable, "{name}: {error:?}");
            assert_eq!(error.code(), None, "{name}");
            assert_kept(&name, &error, *status, body);
        }
    }
}

#[tokio::test]
async fn members_that_stand_twice_leave_the_outcome_unknown() {
    let bench = Sandboxed::new().await;
    for (vendor, name) in CHANGEABLE.iter() {
        let good = bench.success(vendor, name).await;
        // A list at the top holds objects, of which the first is made wrong.
        let (open, inner) = match good.strip_prefix("[{") {
            Some(inner) => ("[{", inner),
            None => ("{", good.strip_prefix('{').unwrap()),
        };
        let (_, operation) = operation(vendor, name);
        let code = format!("{:?}", success_code(operation));
        let skipped = usize::from(open == "[{");
        let path = &operation.answer.code.as_ref().unwrap().path;
        let path = path.0.iter().skip(skipped).rev();
        let again = path.fold(code, |inner, name| format!("{{{name:?}:{inner}}}"));
        let again = again.strip_prefix('{').unwrap();
        let again = again.strip_suffix('}').unwrap();
        let bodies = [
            // The code twice; and a member that nothing reads.
            format!("{open}{again},{inner}"),
            format!(r#"{open}"x":1,"x":1,{inner}"#),
            format!(r#"{open}"x":{{"y":1,"y":2}},{inner}"#),
        ];
        for body in bodies {
            let error = answered(&bench, (vendor, name), 200, body.as_bytes()).await;
            let error = error.expect_err(&body);
            assert_eq!(error.kind, ErrorKind::Unreadable, "{body}: {error:?}");
            assert_eq!(
                (error.outcome, error.code()),
                (Outcome::Unknown, None),
                "{body}"
            );
            assert!(
                error.shown.contains("stands there twice"),
                "{}",
                error.shown
            );
            assert_kept(&body, &error, 200, body.as_bytes());
        }
    }
}

#[tokio::test]
async fn success_counts_on_http_2xx_only() {
    let bench = Sandboxed::new().await;
    for (vendor, operation) in CHANGEABLE.iter() {
        let good = bench.success(vendor, operation).await;
        let body = good.as_bytes();
        let code = success_code(specs::operation(vendor, operation).1);
        for status in [200, 201, 299] {
            let answer = answered(&bench, (vendor, operation), status, body).await;
            answer.unwrap_or_else(|error| panic!("{vendor}.{operation} {status}: {error:?}"));
        }
        for status in [302, 400, 404, 500, 503] {
            let name = format!("{vendor}.{operation} on HTTP {status}");
            let error = answered(&bench, (vendor, operation), status, body)
                .await
                .expect_err(&name);
            assert_eq!(error.outcome, Outcome::Unknown, "{name}");
            assert_eq!(error.kind, ErrorKind::Contradiction, "{name}");
            assert_eq!((error.code(), error.listed), (Some(code), true), "{name}");
            assert_kept(&name, &error, status, body);
        }
    }
}

/// Cases as `VENDOR.OPERATION STATUS BODY => EXPECTED`. What is expected is a kind of failure with its code
/// and the paths of what is malformed or repeats another request, or a part of what `Debug` shows of the accepted answer.
const CASES: &str = include_str!("answers.txt");

const KINDS: [ErrorKind; 5] = [
    ErrorKind::Contradiction,
    ErrorKind::Malformed,
    ErrorKind::Mismatch,
    ErrorKind::Refused,
    ErrorKind::Unreadable,
];

#[tokio::test]
async fn answers_are_judged_as_the_specs_say() {
    let bench = Sandboxed::new().await;
    let mut count = 0;
    for case in CASES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (asked, expected) = case.split_once(" => ").unwrap();
        let mut asked = asked.splitn(3, ' ');
        let (vendor, operation) = asked.next().unwrap().split_once('.').unwrap();
        let status: u16 = asked.next().unwrap().parse().unwrap();
        let body = asked.next().unwrap().as_bytes();
        let mut words = expected.split(' ');
        let first = words.next().unwrap();
        let kind = KINDS.iter().find(|kind| format!("{kind:?}") == first);
        match (
            answered(&bench, (vendor, operation), status, body).await,
            kind,
        ) {
            (Ok(answer), None) => assert!(answer.contains(expected), "{case}: {answer}"),
            (Err(error), Some(kind)) => {
                assert_eq!(error.kind, *kind, "{case}: {error:?}");
                assert_eq!(error.outcome, kind.outcome(), "{case}");
                assert_eq!(error.code(), words.next(), "{case}");
                let members = [&*error.problems, &*error.mismatches].concat();
                assert_eq!(members, words.collect::<Vec<_>>(), "{case}");
                assert_kept(case, &error, status, body);
            }
            (Ok(answer), Some(_)) => panic!("{case}: accepted as {answer}"),
            (Err(error), None) => panic!("{case}: {error:?}"),
        }
        count += 1;
    }
    assert!(count > 50);
}

/// Nothing listens: the connection failed, so that nothing can have left.
#[tokio::test]
async fn without_a_connection_nothing_is_sent() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let clients = Clients::at(&nobody, &transport()).unwrap();
    for (vendor, name) in WITH_A_CODE.iter() {
        let error = clients.call(vendor, name).await.unwrap().unwrap_err();
        assert_eq!(error.outcome, Outcome::NotSent, "{vendor}.{name}");
        let needs_token = match operation(vendor, name).1.carries_token() {
            Some(Carries::Always) => true,
            Some(Carries::When(_, chosen)) => chosen.contains(&0),
            None => false,
        };
        let kind = if needs_token {
            ErrorKind::Session
        } else {
            ErrorKind::Connect
        };
        assert_eq!(error.kind, kind, "{vendor}.{name}");
        assert_eq!(
            (error.code(), error.status),
            (None, None),
            "{vendor}.{name}"
        );
        assert!(error.body.is_empty(), "{vendor}.{name}");
    }
}

/// What cannot stand in a header is found before anything leaves: a line end would be a second header.
#[tokio::test]
async fn a_credential_that_no_header_can_hold_is_not_sent() {
    let bench = Sandboxed::new().await;
    for key in ["key\r\nX-Evil: 1", "key\0", "key\u{7f}"] {
        let credentials = bccard::Credentials::builder()
            .api_key(key)
            .affiliate_id("bcqrcpay")
            .private_key(fixtures::private_key("signing"));
        let at = bccard::Environment::Custom(address(&bench.sandbox.base_url("bccard")));
        let Ok(credentials) = credentials.build() else {
            continue;
        };
        let client = bccard::Client::builder(at, credentials).unwrap();
        let client = client.build().unwrap();
        let request = clients::bccard_cancel().unwrap();
        let error = Failure::of(&client.cancel(&request).await.unwrap_err());
        let found = (error.outcome, error.kind);
        assert_eq!(found, (Outcome::NotSent, ErrorKind::Prepare), "{key:?}");
        assert!(error.shown.contains("apikey"), "{}", error.shown);
    }
    assert!(bench.sandbox.log().is_empty());
}
