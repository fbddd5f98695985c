//! Encrypted fields, fields that others call for or forbid, kinds with a shape, and times written in
//! one of two ways. Ciphertexts are made outside; the command stands beside each of them.

use crate::support::acme;
use crate::support::acme::{answer, findings, header, post, sha256_hex, started};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp, tz::Offset};
use kpg_codegen::model::{Kind, Reports, broken_rule};
use kpg_sandbox::{Exchange, Judgement, Sandbox};
use serde_json::{Map, Value, json};

// `printf TEXT | openssl enc -aes-256-cbc -K 31…31 -iv 31…31 -base64 -A`, with 32 and 16 bytes 31.
/// `test`, as a vendor's own documentation has it with this key.
const HOLDER: &str = "oijMQxRyQIcHc1qJ+Um2DA==";
/// `홍길동`
const KOREAN_HOLDER: &str = "91DI8WImqgAVs37ahCEmlA==";
/// `열한글자보다는긴이름임`
const LONG_HOLDER: &str = "OLRWY/U/imMxVRHZTivyP2h6SnpVBcGjtpIluzwogUghMAgxaitXCM402+irLNWe";
/// `John`
const JOHN: &str = "SYKRYFHeCijBb8SSJiPxaw==";
/// `4111111111111111`
const CARD: &str = "2DRnj203kuFVdk++pHEmf3F67iNYddX+0D4cO95pElA=";
/// `4111-1111-1111`
const WRONG_CARD: &str = "O1ZVakT2XwBSQ60uElGTAg==";
/// The bytes FF FE.
const NO_UTF8: &str = "7wDFsEk/0gAqYcgiNV2g3w==";
/// `0123456789abcdef`, with `-nopad`.
const NO_PADDING: &str = "0fiSLLCCf4JyCdXTltkUCg==";
/// `test`, with `-K 32…32`.
const OTHER_KEY: &str = "7+dbwnMlXpiVQvyOPORXQQ==";

// `… | openssl enc -aes-128-cbc -K 0001…0f -iv 1011…1f -base64 -A | tr +/ -_ | tr -d =`
/// `kim@example.com`
const MAIL: &str = "5c8VvODN3g0QX26QugYDIg";
/// `park.younghee@example.com`
const LONG_MAIL: &str = "4oYvUxP80HpdwsEjDCxU8ZKbKBAAE_KTHEDOtnVER2U";

// `… | openssl enc -aes-192-ecb -K $(printf 'twenty-four bytes of key' | xxd -p) | xxd -p`
/// `19900101`
const BIRTH: &str = "03632e64b6910913daa7b0e18308a554";
/// `19900231`
const NO_BIRTH: &str = "998809d84a77d936ffaccc388023e9dc";

/// The CRC is Python's `binascii.crc_hqx(text, 0xFFFF)`.
const QR: &str = "00020101021153034105802KR5907SANDBOX6005SEOUL63040590";

#[derive(Clone, Copy)]
enum Style {
    Local,
    Epoch,
}

fn local(moment: Timestamp, format: &str) -> String {
    Offset::constant(9)
        .to_datetime(moment)
        .strftime(format)
        .to_string()
}

fn minutes(count: i64) -> Timestamp {
    let distance = SignedDuration::from_mins(count);
    Timestamp::now().checked_add(distance).unwrap()
}

/// A call of `enrol`, right unless a test makes it wrong.
struct Enrol {
    members: Map<String, Value>,
    stamped: String,
    epoch: String,
    form: bool,
}

impl Enrol {
    fn at(moment: Timestamp, style: Style) -> Self {
        let epoch = moment.as_millisecond().to_string();
        let (stamped, mark) = match style {
            Style::Local => (local(moment, "%Y%m%d%H%M%S"), local(moment, "M%H:%M")),
            Style::Epoch => (epoch.clone(), format!("M{epoch}")),
        };
        let mut enrol = Self {
            members: Map::new(),
            stamped,
            epoch,
            form: false,
        };
        enrol.set("kind", "1");
        enrol.set("mark", mark);
        enrol.named("test", HOLDER);
        enrol
    }

    fn good() -> Self {
        Self::at(Timestamp::now(), Style::Local)
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.members.insert(name.to_owned(), value.into());
    }

    fn with(name: &str, value: impl Into<Value>) -> Self {
        let mut enrol = Self::good();
        enrol.set(name, value);
        enrol
    }

    /// With another name, sealed.
    fn named(&mut self, plain: &str, encrypted: &str) {
        self.set("holder", encrypted);
        let seal = sha256_hex(&format!("{}{plain}{encrypted}", self.stamped));
        self.set("seal", seal);
    }

    async fn send(&self, sandbox: &Sandbox) -> Exchange {
        let (media_type, body) = if self.form {
            let pairs = self
                .members
                .iter()
                .map(|(name, value)| (name, value.as_str().unwrap()));
            let mut form = form_urlencoded::Serializer::new(String::new());
            (
                "application/x-www-form-urlencoded",
                form.extend_pairs(pairs).finish(),
            )
        } else {
            (
                "application/json",
                serde_json::to_string(&self.members).unwrap(),
            )
        };
        let headers = [
            header("content-type", media_type),
            header("x-stamped", &self.stamped),
            header("x-epoch", &self.epoch),
        ];
        post(sandbox, "/v1/enrol", &headers, body).await
    }

    async fn accepted(&self, sandbox: &Sandbox) -> Exchange {
        let exchange = self.send(sandbox).await;
        assert_eq!(
            exchange.judgement,
            Judgement::Accepted,
            "{}",
            exchange.answer_body
        );
        exchange
    }

    /// Refused for one thing only, in these words.
    async fn refused(&self, sandbox: &Sandbox, subject: &str, reports: Reports, words: &str) {
        let exchange = self.send(sandbox).await;
        let found = findings(&exchange);
        let subjects: Vec<_> = found
            .iter()
            .map(|finding| (finding.subject.as_str(), finding.reports))
            .collect();
        assert_eq!(subjects, [(subject, reports)], "{found:?}");
        assert!(found[0].text.contains(words), "{found:?}");
    }
}

#[tokio::test]
async fn good_requests_are_accepted_in_either_style() {
    let sandbox = started().await;
    for style in [Style::Local, Style::Epoch] {
        let mut enrol = Enrol::at(Timestamp::now(), style);
        enrol.accepted(&sandbox).await;
        for (name, value) in [
            ("card", CARD),
            ("mail", MAIL),
            ("birth", BIRTH),
            ("kind", "2"),
            ("qr", QR),
            ("tags", "a|나|다다"),
            ("photo", "AP8="),
            ("since", "1667837294608"),
        ] {
            enrol.set(name, value);
        }
        enrol.named("홍길동", KOREAN_HOLDER);
        enrol.accepted(&sandbox).await;
        enrol.form = true;
        let exchange = enrol.accepted(&sandbox).await;
        assert_eq!(answer(&exchange)["holder"], "홍길동");
    }
    for distance in [-9, 9] {
        Enrol::at(minutes(distance), Style::Epoch)
            .accepted(&sandbox)
            .await;
    }
}

#[tokio::test]
async fn what_can_not_be_decrypted_is_found() {
    let sandbox = started().await;
    let tampered = HOLDER.replacen('o', "p", 1);
    for (holder, words) in [
        (OTHER_KEY, "cannot be decrypted"),
        (&tampered, "cannot be decrypted"),
        (NO_PADDING, "cannot be decrypted"),
        (NO_UTF8, "not in UTF-8"),
        ("test", "not whole blocks"),
        ("dGVzdA==", "not whole blocks"),
        ("", "not whole blocks"),
        ("oijMQxRyQIcHc1qJ-Um2DA", "not written as"),
        ("oijMQxRyQIcHc1qJ+Um2DA", "not written as"),
        ("테스트", "not written as"),
    ] {
        // The seal is computed from what nobody can read, and not held against the client.
        Enrol::with("holder", holder)
            .refused(&sandbox, "holder", Reports::Field, words)
            .await;
    }
    for (name, value) in [
        ("card", HOLDER.replace("==", "=")),
        ("mail", format!("{MAIL}==")),
        ("mail", HOLDER.to_owned()),
        ("birth", BIRTH.to_uppercase()),
        ("birth", BIRTH.replacen('0', "1", 1)),
    ] {
        Enrol::with(name, value)
            .refused(&sandbox, name, Reports::Field, "")
            .await;
    }
    let mut swapped = Enrol::good();
    swapped.set("holder", KOREAN_HOLDER);
    swapped
        .refused(&sandbox, "seal", Reports::Signature, "does not verify")
        .await;
    let mut plain_twice = Enrol::good();
    plain_twice.set(
        "seal",
        sha256_hex(&format!("{}testtest", plain_twice.stamped)),
    );
    plain_twice
        .refused(&sandbox, "seal", Reports::Signature, "does not verify")
        .await;
}

#[tokio::test]
async fn rules_hold_for_the_plain_text() {
    let sandbox = started().await;
    let mut long = Enrol::good();
    long.named("열한글자보다는긴이름임", LONG_HOLDER);
    long.refused(&sandbox, "holder", Reports::Field, "it has 11 characters")
        .await;
    for (name, value, words) in [
        ("card", WRONG_CARD, "14 characters"),
        ("mail", LONG_MAIL, "25 characters"),
        ("birth", NO_BIRTH, "no time"),
    ] {
        Enrol::with(name, value)
            .refused(&sandbox, name, Reports::Field, words)
            .await;
    }
    Enrol::with("card", json!(4_111_111_111_111_111_u64))
        .send(&sandbox)
        .await;
    let found = findings(&sandbox.log().pop().unwrap());
    assert!(found[0].text.contains("a string in JSON"), "{found:?}");
    let mut missing = Enrol::good();
    missing.members.remove("holder");
    let found = findings(&missing.send(&sandbox).await);
    assert_eq!(found[0].to_string(), "`holder`: it is missing");
}

#[tokio::test]
async fn fields_that_others_call_for_or_forbid_are_found() {
    let sandbox = started().await;
    for (kind, needs_qr) in [("1", false), ("2", true), ("3", true)] {
        let mut enrol = Enrol::with("kind", kind);
        match needs_qr {
            false => drop(enrol.accepted(&sandbox).await),
            true => {
                let words = "it is missing: it must be there when `kind` is `2` or `3`";
                enrol.refused(&sandbox, "qr", Reports::Field, words).await;
            }
        }
        enrol.set("qr", QR);
        enrol.accepted(&sandbox).await;
        enrol.set("bar", "123");
        match kind {
            "2" => {
                let words = "it must not be there when `kind` is `2`";
                enrol.refused(&sandbox, "bar", Reports::Field, words).await;
            }
            _ => drop(enrol.accepted(&sandbox).await),
        }
    }
    // The other field is looked at after it was decrypted.
    let mut nick = Enrol::good();
    nick.named("John", JOHN);
    nick.refused(&sandbox, "nick", Reports::Field, "when `holder` is `John`")
        .await;
    nick.set("nick", "J");
    nick.accepted(&sandbox).await;
}

#[tokio::test]
async fn kinds_with_a_shape_are_checked() {
    let sandbox = started().await;
    for (name, value, words) in [
        ("qr", QR.replace("SEOUL", "BUSAN").as_str(), "CRC"),
        ("qr", "0590", "CRC"),
        ("tags", "123|456|789", "11 characters"),
        ("photo", "AP8", "base64"),
        ("photo", "-_8=", "base64"),
        ("since", "16678372946", "no time"),
        ("since", "20221108010814", "no time"),
    ] {
        Enrol::with(name, value)
            .refused(&sandbox, name, Reports::Field, words)
            .await;
    }
}

#[tokio::test]
async fn answers_have_values_with_a_shape() {
    let sandbox = started().await;
    let body = answer(&Enrol::good().accepted(&sandbox).await);
    assert_eq!(body["holder"], "test", "the plain text is repeated");
    let qr = body["qr"].as_str().unwrap();
    assert_eq!(qr.len(), 40);
    assert_eq!(broken_rule(&Kind::EmvQr, None, &[], qr), None);
    let photo = STANDARD.decode(body["photo"].as_str().unwrap()).unwrap();
    assert!(photo.starts_with(b"\x89PNG"));
    assert_eq!(body["since"].as_str().map(str::len), Some(13));
}

#[tokio::test]
async fn one_style_explains_the_whole_request() {
    let sandbox = started().await;
    let now = Timestamp::now();
    let (in_local, in_epoch) = (Enrol::at(now, Style::Local), Enrol::at(now, Style::Epoch));

    let mut mixed = Enrol::at(now, Style::Local);
    mixed.set("mark", in_epoch.members["mark"].clone());
    mixed.refused(&sandbox, "mark", Reports::Field, "").await;
    let mut mixed = Enrol::at(now, Style::Epoch);
    mixed.set("mark", in_local.members["mark"].clone());
    let found = findings(&mixed.send(&sandbox).await);
    assert_eq!(found.len(), 1, "{found:?}");

    let mut sealed = Enrol::at(now, Style::Epoch);
    sealed.set("seal", in_local.members["seal"].clone());
    sealed
        .refused(&sandbox, "seal", Reports::Signature, "does not verify")
        .await;
}

#[tokio::test]
async fn wrong_times_are_found_in_either_style() {
    let sandbox = started().await;
    let patient = acme::builder().any_clock().start().await.unwrap();
    let now = Timestamp::now();
    let a_second = now.checked_add(SignedDuration::from_secs(1)).unwrap();
    for style in [Style::Local, Style::Epoch] {
        // Both stamps are fine by themselves, and not of one moment.
        let mut other = Enrol::at(now, style);
        other.epoch = a_second.as_millisecond().to_string();
        for sandbox in [&sandbox, &patient] {
            let found = findings(&other.send(sandbox).await);
            assert!(
                found
                    .iter()
                    .all(|each| each.text.contains("is not that of")),
                "{found:?}"
            );
        }
        for distance in [-12, 12] {
            let stale = Enrol::at(minutes(distance), style);
            let found = findings(&stale.send(&sandbox).await);
            assert!(
                found.iter().any(|each| each.subject == "X-Stamped"),
                "{found:?}"
            );
            assert!(
                found.iter().all(|each| each.text.contains("10 minutes")),
                "{found:?}"
            );
            stale.accepted(&patient).await;
        }
    }
    for (epoch, words) in [
        (now.as_second().to_string(), "ends too early"),
        (now.as_microsecond().to_string(), "goes on"),
        (local(now, "%Y%m%d%H%M%S"), "goes on"),
        ("166783729460x".to_owned(), "no time as `epoch_ms`"),
    ] {
        let mut wrong = Enrol::at(now, Style::Local);
        wrong.epoch = epoch;
        let found = findings(&wrong.send(&patient).await);
        assert_eq!(found[0].subject, "X-Epoch", "{found:?}");
        assert!(found[0].text.contains(words), "{found:?}");
    }
    for stamped in [
        "",
        "16678372946",
        "20221131010814",
        "166783729460x",
        "16678372946080000",
    ] {
        let mut wrong = Enrol::at(now, Style::Epoch);
        wrong.stamped = stamped.to_owned();
        let found = findings(&wrong.send(&sandbox).await);
        assert!(
            found.iter().any(|each| each.subject == "X-Stamped"),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn keys_that_are_none_are_told_at_the_start() {
    for (name, value, words) in [
        ("name_key", "1111111111", "16, 24 or 32 bytes, as text"),
        ("name_iv", "11111111111111111", "16 bytes, as text"),
        ("mail_key", "0001", "as hexadecimal digits"),
        ("mail_iv", "1111111111111111", "as hexadecimal digits"),
        (
            "birth_key",
            "twenty-four bytes of key",
            "as standard base64",
        ),
    ] {
        let credentials = acme::credentials().text(name, value);
        let builder = Sandbox::builder().vendor(acme::vendor(), credentials);
        let problem = builder.start().await.unwrap_err().to_string();
        assert!(problem.contains(&format!("`{name}`")), "{problem}");
        assert!(problem.contains(words), "{problem}");
        assert!(!problem.contains(value), "{problem}");
    }
}
