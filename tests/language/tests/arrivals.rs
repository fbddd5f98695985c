//! What arrives encrypted: members of every kind, whole bodies, and members that hold the rest of one.

use crate::support::{Unused, prepared, sandbox, source, text, vectors};
use kpg_codegen::{SourceFile, compile};
use kpg_language::arrivals::{
    Bank, Client, Credentials, Deposited, Enveloped, Environment, Held, Issue, IssueAnswer, Method,
    NoEnd, Packed, Prove, Whole, WholeNotice,
};
use kpg_runtime::http::HeaderMap;
use kpg_runtime::{
    AnsweredChoice, CallError, DefaultTransport, ErrorKind, HttpAnswer, NotificationErrorKind,
    Operation, Outcome, PrivateKey, TimeOr,
};
use kpg_sandbox::Sending;
use proptest::prelude::*;
use serde_json::{Value, json};

const OWN_KEY: &str = include_str!("../vectors/TEST-ONLY-rsa2048.pem");

/// The clock of the vectors: 2022-11-08 12:08:14 in Seoul.
const MILLIS: u64 = 1_667_876_894_608;

fn credentials_with(vectors: &Value, name: &str, other: &str) -> Credentials {
    let text = |known: &'static str| match known == name {
        true => other.to_owned(),
        false => text(vectors, known).to_owned(),
    };
    Credentials::builder()
        .mid(text("mid"))
        .text_key(text("text_key"))
        .hex_key(text("hex_key"))
        .base64_key(text("base64_key"))
        .password(text("password"))
        .own_key(PrivateKey::from_pem(OWN_KEY).unwrap())
        .build()
        .unwrap()
}

fn credentials(vectors: &Value) -> Credentials {
    credentials_with(vectors, "", "")
}

fn client_with(credentials: Credentials) -> Client<Unused> {
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    builder.source(source(MILLIS)).build_with(Unused)
}

fn issue(vectors: &Value) -> Issue {
    let builder = Issue::builder().order_id(text(vectors, "order")).amt(1004);
    builder.build().unwrap()
}

/// What a client makes of an answer to a request that it has prepared.
fn interpreted<O: Operation<Settings = kpg_language::arrivals::Settings>>(
    client: &Client<Unused>,
    request: &O,
    body: impl Into<Vec<u8>>,
) -> Result<O::Verdict, CallError<O::Code>> {
    let sent = prepared(client.core(), request);
    let answer = HttpAnswer::new(200, body.into()).in_reply_to(&sent);
    request.interpret(client.core().settings(), &answer)
}

fn issued(
    vectors: &Value,
    answer: &Value,
) -> Result<IssueAnswer, CallError<impl kpg_runtime::ResultCode>> {
    let client = client_with(credentials(vectors));
    interpreted(&client, &issue(vectors), answer.to_string())
}

#[test]
fn members_of_every_kind_are_opened_as_openssl_encrypted_them() {
    let vectors = vectors("arrivals");
    let answer = issued(&vectors, &vectors["issued"]).unwrap();
    assert_eq!(answer.order_id.expose(), "O-1/가");
    assert_eq!(answer.acct.expose(), "12345678901234");
    assert_eq!(*answer.amt.expose(), 1004);
    assert_eq!(answer.rate.expose().to_string(), "10.50");
    assert_eq!(*answer.count.expose(), 3);
    assert!(answer.is_final.expose());
    assert_eq!(answer.day.expose(), "20221108");
    assert_eq!(*answer.end.expose(), TimeOr::Special(NoEnd::None));
    assert_eq!(*answer.bank.expose(), Bank::Kookmin);
    let method = AnsweredChoice::Listed(Method::VirtualAccount);
    assert_eq!(*answer.method.expose(), method);
    let image = answer.image.expose().clone().into_bytes();
    assert_eq!(image, b"\x00\xffkpg");
    assert_eq!(answer.holder.expose(), "홍길동");
    assert_eq!(answer.buyer.name.expose(), "김-철수");
    assert_eq!(answer.buyer.points.map(|points| *points.expose()), Some(10));
    assert_eq!(answer.buyer.phones[0].expose(), "01012345678");
    assert_eq!(answer.card.no.expose(), "1234-5678");
    assert_eq!(answer.card.quota.map(|quota| *quota.expose()), Some(3));
    let tags: Vec<&str> = answer
        .tags
        .iter()
        .map(|tag| tag.expose().as_str())
        .collect();
    assert_eq!(tags, ["a", "나"]);
    assert_eq!(answer.parts[0].name.expose(), "첫째");
    assert_eq!(
        answer.parts[0].price.map(|price| *price.expose()),
        Some(1000)
    );
    assert!(answer.parts[1].price.is_none());
    assert_eq!(answer.rows[1].seq, 2);
    assert_eq!(answer.rows[1].acct.expose(), "110-2");
    assert_eq!(answer.memo.as_ref().unwrap().expose(), "메모");
    assert_eq!(answer.plain[0].secret.expose(), "s1");
    assert_eq!(answer.noted, []);
    // Nothing of it is shown, in clear or encrypted.
    let shown = format!("{answer:?}");
    for hidden in [
        "123456",
        "1004",
        "10.50",
        "홍길동",
        "철수",
        "1234-5678",
        "110-2",
        "첫째",
        "s1",
    ] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

/// Each member that must be there, broken in another way: the code is known, nothing is a yes or a no.
#[test]
fn a_member_that_cannot_be_opened_is_malformed_and_hides_nothing() {
    let vectors = vectors("arrivals");
    let good = &vectors["issued"];
    let broken = [
        json!("0000"),
        json!("!"),
        json!(7),
        json!({}),
        json!("AAAAAAAAAAAAAAAAAAAAAA=="),
    ];
    for member in [
        "acct", "rate", "final", "day", "end", "bank", "holder", "buyer", "card", "tags", "parts",
    ] {
        for value in &broken {
            let mut answer = good.clone();
            answer[member] = value.clone();
            let error = issued(&vectors, &answer).unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::Malformed,
                "{member} {value}: {error}"
            );
            assert_eq!(error.outcome(), Outcome::Unknown);
            let problems: Vec<&str> = error.problems().iter().map(|it| it.path.as_str()).collect();
            assert_eq!(problems, [member], "{value}");
            assert_eq!(error.body(), answer.to_string().as_bytes());
        }
    }
}

#[test]
fn what_may_be_left_out_is_absent_and_noted_when_it_cannot_be_opened() {
    let vectors = vectors("arrivals");
    let mut answer = vectors["issued"].clone();
    answer["memo"] = "not encrypted".into();
    answer["point"] = "".into();
    let answer = issued(&vectors, &answer).unwrap();
    assert!(answer.memo.is_none() && answer.point.is_none());
    let noted: Vec<(&str, &str)> = answer
        .noted
        .iter()
        .map(|it| (it.path.as_str(), it.found))
        .collect();
    assert_eq!(noted, [("memo", "a text that cannot be decrypted")]);
}

/// A refusal in clear is one, whatever stands beside it; without its vector an answer that accepts is no yes.
#[test]
fn a_refusal_stays_one_and_a_missing_vector_makes_no_yes() {
    let vectors = vectors("arrivals");
    let refused = json!({ "code": "9001", "msg": "no", "acct": "garbage" });
    let error = issued(&vectors, &refused).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
    let mut answer = vectors["issued"].clone();
    answer["iv"] = Value::Null;
    let error = issued(&vectors, &answer).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed);
    let problems: Vec<&str> = error.problems().iter().map(|it| it.path.as_str()).collect();
    assert_eq!(problems, ["iv", "acct"]);
}

/// What an answer must repeat is compared in plain text, and another one is not shown.
#[test]
fn an_answer_to_another_request_is_told_by_its_plain_text() {
    let vectors = vectors("arrivals");
    let client = client_with(credentials(&vectors));
    let other = Issue::builder().order_id("O-2").amt(1004).build().unwrap();
    let error = interpreted(&client, &other, vectors["issued"].to_string()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!error.to_string().contains("O-1"), "{error}");
}

/// Another key opens nothing, each in its place: no answer is a yes with it.
#[test]
fn other_keys_open_nothing() {
    let vectors = vectors("arrivals");
    let others = [
        ("text_key", "0123456789abcdefghijklmnopqrstuw"),
        ("hex_key", &"10112233445566778899aabbccddeeff".repeat(2)),
        ("base64_key", "AAECAwQFBgcICQoLDA0OEA=="),
        ("password", "비밀번호 2"),
    ];
    for (name, other) in others {
        let client = client_with(credentials_with(&vectors, name, other));
        let error =
            interpreted(&client, &issue(&vectors), vectors["issued"].to_string()).unwrap_err();
        let kinds = [ErrorKind::Malformed, ErrorKind::Mismatch];
        assert!(kinds.contains(&error.kind()), "{name}: {error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

proptest! {
    /// One bit of an encrypted member that stands in one block: what must be there is not.
    #[test]
    fn a_flipped_bit_gives_no_value(at in any::<prop::sample::Index>(), bit in 0..7u32) {
        let vectors = vectors("arrivals");
        for member in ["acct", "rate", "count", "final", "bank", "holder"] {
            let mut answer = vectors["issued"].clone();
            let mut letters = text(&answer, member).as_bytes().to_vec();
            let at = at.index(letters.len());
            letters[at] ^= 1 << bit;
            let Ok(changed) = String::from_utf8(letters) else { continue };
            // Hexadecimal digits in another case are the same.
            if changed.eq_ignore_ascii_case(text(&answer, member)) && member != "acct" && member != "holder" {
                continue;
            }
            answer[member] = changed.into();
            let error = issued(&vectors, &answer).unwrap_err();
            prop_assert_eq!(error.kind(), ErrorKind::Malformed);
            prop_assert_eq!(error.outcome(), Outcome::Unknown);
        }
    }

    /// Whatever happens to an encrypted body, it is a yes only as it was sent.
    #[test]
    fn a_changed_envelope_is_no_yes_and_no_refusal(at in any::<prop::sample::Index>(), bit in 0..8u32) {
        let vectors = vectors("arrivals");
        let client = client_with(credentials(&vectors));
        let mut body = text(&vectors, "held").as_bytes().to_vec();
        let at = at.index(body.len());
        body[at] ^= 1 << bit;
        let result = interpreted(&client, &Held::new(), body);
        if let Err(error) = result {
            prop_assert_eq!(error.outcome(), Outcome::Unknown, "{}", error);
        } else {
            // Escapes of a form can be written in two ways.
            let name = text(&vectors, "held").as_bytes();
            prop_assert!(name[at].is_ascii_hexdigit() && bit == 5, "{} {}", at, bit);
        }
    }
}

#[test]
fn a_proof_takes_in_members_as_they_arrived_and_as_they_were_decrypted() {
    let vectors = vectors("arrivals");
    let client = client_with(credentials(&vectors));
    let good = &vectors["proved"];
    let answer = interpreted(&client, &Prove::new(), good.to_string()).unwrap();
    assert_eq!(answer.acct.expose(), "110-1");
    assert_eq!(*answer.amt.expose(), 1004);
    // The vector is a part of the text: with another one the plain text differs, and so does the proof.
    let mut changed = good.clone();
    changed["acct"] = text(good, "acct").replacen('Z', "Y", 1).into();
    let error = interpreted(&client, &Prove::new(), changed.to_string()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unproven);
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn whole_answers_are_opened_and_in_clear_they_can_only_refuse() {
    let vectors = vectors("arrivals");
    let client = client_with(credentials(&vectors));
    let read = |body: &str| interpreted(&client, &Whole::new(), body.to_owned());
    assert_eq!(read(text(&vectors, "whole")).unwrap().tid, "T-1");
    let refused = read(r#"{"code":"9001"}"#).unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Refused);
    for body in [r#"{"code":"0000","tid":"T-1"}"#, "AAAA", "", "<html>"] {
        let error = read(body).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}: {error}");
        assert_eq!(error.body(), body.as_bytes());
    }
    let other = client_with(credentials_with(&vectors, "hex_key", &"f0".repeat(32)));
    let error = interpreted(&other, &Whole::new(), text(&vectors, "whole").to_owned()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreadable);
    assert!(
        error.to_string().contains("its envelope cannot be opened"),
        "{error}"
    );
}

#[test]
fn a_member_holds_the_rest_of_an_answer() {
    let vectors = vectors("arrivals");
    let client = client_with(credentials(&vectors));
    let read = |body: String| interpreted(&client, &Held::new(), body);
    let good = text(&vectors, "held").to_owned();
    let answer = read(good.clone()).unwrap();
    assert_eq!(answer.tid, "T-1");
    assert_eq!(answer.card.no.expose(), "1234");
    // What should be inside is not believed beside it.
    assert_eq!(
        read(format!("{good}&tid=T-2&code=9001")).unwrap().tid,
        "T-1"
    );
    let in_clear = read("code=0000&tid=T-1&sign=00".to_owned()).unwrap_err();
    assert_eq!(in_clear.outcome(), Outcome::Unknown);
    let refused = read("code=9001".to_owned()).unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Refused);
    assert!(!format!("{:?}", read(good.replace("sign=", "sign=0")).unwrap_err()).contains("1234"));
}

#[test]
fn notifications_are_opened_before_they_are_proven() {
    let vectors = vectors("arrivals");
    let credentials = credentials(&vectors);
    let body = text(&vectors, "deposited");
    let deposited = Deposited::receive(&credentials, body.as_bytes()).unwrap();
    assert_eq!(deposited.acct.expose(), "110-1");
    assert_eq!(*deposited.amt.expose(), 1004);
    assert_eq!(deposited.holder.unwrap().expose(), "홍길동");
    let packed = Packed::receive(&credentials, text(&vectors, "packed").as_bytes()).unwrap();
    assert_eq!(
        (packed.mid.as_str(), packed.tid.as_str(), packed.amt),
        ("MERCHANT01", "T-1", 1004)
    );
    let in_clear = Packed::receive(&credentials, b"mid=MERCHANT01&tid=T-1&amt=1004&sign=00");
    assert_eq!(
        in_clear.unwrap_err().kind(),
        NotificationErrorKind::Unreadable
    );
    let mut headers = HeaderMap::new();
    headers.insert(
        "x-signature",
        text(&vectors, "whole_notice_header").parse().unwrap(),
    );
    let body = text(&vectors, "whole_notice").as_bytes();
    let whole = WholeNotice::receive(&credentials, &headers, body).unwrap();
    assert_eq!((whole.tid.as_str(), whole.amt), ("T-1", 1004));
    let plain = WholeNotice::receive(&credentials, &headers, br#"{"tid":"T-1","amt":"1004"}"#);
    assert_eq!(plain.unwrap_err().kind(), NotificationErrorKind::Unreadable);
}

#[test]
fn a_holder_that_cannot_be_opened_is_noted_and_a_changed_account_is_not_the_vendors() {
    let vectors = vectors("arrivals");
    let credentials = credentials(&vectors);
    let body = text(&vectors, "deposited");
    let odd = body.replace("holder=", "holder=0");
    let deposited = Deposited::receive(&credentials, odd.as_bytes()).unwrap();
    assert!(deposited.holder.is_none());
    assert_eq!(deposited.noted.len(), 1);
    let changed = body.replacen("acct=", "acct=AA", 1);
    let error = Deposited::receive(&credentials, changed.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), NotificationErrorKind::NotAuthentic);
    let other = credentials_with(&vectors, "hex_key", &"f0".repeat(32));
    let error = Deposited::receive(&other, body.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), NotificationErrorKind::NotAuthentic);
}

fn merchant(vectors: &Value) -> kpg_sandbox::Credentials {
    let names = ["mid", "text_key", "hex_key", "base64_key", "password"];
    let merchant = kpg_sandbox::Credentials::new();
    let key = text(vectors, "own_public_key");
    let merchant = merchant.public_key_pem("own_key", key).unwrap();
    names.into_iter().fold(merchant, |merchant, name| {
        merchant.text(name, text(vectors, name))
    })
}

/// The sandbox encrypts its answers with code of its own; the client reads every member of every kind of them.
#[tokio::test]
async fn the_sandbox_encrypts_what_the_client_reads() {
    let vectors = vectors("arrivals");
    let (sandbox, address) = sandbox("arrivals", merchant(&vectors)).await;
    let builder = Client::builder(Environment::Custom(address), credentials(&vectors)).unwrap();
    let client: Client<DefaultTransport> = builder.build().unwrap();
    let answer = client.issue(&issue(&vectors)).await.unwrap();
    assert_eq!(*answer.amt.expose(), 1004);
    assert_eq!(answer.noted, []);
    let raw = sandbox.log().last().unwrap().answer_body.clone();
    assert!(!raw.contains("O-1"), "{raw}");
    client.prove(&Prove::new()).await.unwrap();
    client.whole(&Whole::new()).await.unwrap();
    client.held(&Held::new()).await.unwrap();
}

#[test]
fn the_sandbox_sends_notifications_that_are_received() {
    let vectors = vectors("arrivals");
    let spec = include_str!("../specs/arrivals.yaml");
    let vendor = compile(&SourceFile::new("arrivals.yaml", spec)).unwrap();
    let send = |name: &str| {
        let members = [("acct", "110-9"), ("holder", "홍길동")];
        let members = members.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let sending = Sending {
            members: if name == "deposited" {
                members.into()
            } else {
                Default::default()
            },
            ..Sending::default()
        };
        kpg_sandbox::send_notification(&vendor, name, &sending, &merchant(&vectors)).unwrap()
    };
    let credentials = credentials(&vectors);
    let deposited = Deposited::receive(&credentials, &send("deposited").body).unwrap();
    assert_eq!(deposited.acct.expose(), "110-9");
    assert_eq!(deposited.holder.unwrap().expose(), "홍길동");
    Packed::receive(&credentials, &send("packed").body).unwrap();
    Enveloped::receive(&credentials, &send("enveloped").body).unwrap();
    let sent = send("whole_notice");
    let mut headers = HeaderMap::new();
    for (name, value) in sent.headers {
        headers.insert(
            name.parse::<kpg_runtime::http::HeaderName>().unwrap(),
            value.parse().unwrap(),
        );
    }
    WholeNotice::receive(&credentials, &headers, &sent.body).unwrap();
}
