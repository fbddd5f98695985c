//! What fields hold and when they must be there; what of an answer is typed.

use crate::support::{Unused, body, prepared, text, vectors, violated};
use kpg_language::kinds::{
    Bank, Client, Credentials, Environment, Examine, ExamineAnswer, ExamineBuilder, Method, given,
};
use kpg_runtime::{Binary, CallError, ErrorKind, HttpAnswer, OpenChoice as _, Violations};
use proptest::prelude::*;

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, Credentials::new()).unwrap();
    client.build_with(Unused)
}

type Given = ExamineBuilder<(given::method, ())>;

fn examine(method: Method) -> Given {
    Examine::builder().method(method)
}

fn with(set: impl FnOnce(Given) -> Given) -> Result<Examine, Violations> {
    set(examine(Method::Card)).build()
}

#[test]
fn every_kind_is_written_as_documented() {
    let vectors = vectors("kinds");
    let examine = examine(Method::Phone)
        .bank(Bank::from_wire("999"))
        .phone("01012345678")
        .receipt("R")
        .amount(99_999)
        .tax(0)
        .months(36)
        .day("20240229")
        .at("2022-11-08T12:08:14.608+09:00")
        .flag(false)
        .parts(["a", "b"])
        .image(Binary::new(b"\x00\xffkpg".to_vec()))
        .qr(text(&vectors, "qr"))
        .title("가나다")
        .note("")
        .card("0123")
        .flags_deep_down(true);
    let request = prepared(client().core(), &examine.build().unwrap());
    assert_eq!(body(&request), text(&vectors, "body"));
    let least = prepared(client().core(), &with(|it| it).unwrap());
    assert_eq!(body(&least), r#"{"method":"CARD","version":"1.0"}"#);
}

/// What breaks a rule, and its field.
#[test]
fn every_rule_of_a_kind_is_kept() {
    let qr = text(&vectors("kinds"), "qr").to_owned();
    let wrong_crc = format!("{}0000", &qr[..qr.len() - 4]);
    let broken = [
        (with(|it| it.amount(0)), "amount"),
        (with(|it| it.amount(100_000)), "amount"),
        (with(|it| it.months(1)), "months"),
        (with(|it| it.months(37)), "months"),
        (with(|it| it.day("20230229")), "day"),
        (with(|it| it.day("2024-02-29")), "day"),
        (with(|it| it.day("")), "day"),
        (with(|it| it.at("2022-11-08T12:08:14.608+0900")), "at"),
        (with(|it| it.at("2022-11-08T24:00:00.000+09:00")), "at"),
        (with(|it| it.parts(["a|b"])), "parts"),
        (with(|it| it.qr(wrong_crc)), "qr"),
        (with(|it| it.qr("6304")), "qr"),
        (with(|it| it.qr("")), "qr"),
        (with(|it| it.title("a")), "title"),
        (with(|it| it.title("가나다라")), "title"),
        (with(|it| it.note("abcd")), "note"),
        (with(|it| it.card("12345")), "card"),
        (with(|it| it.card("12a4")), "card"),
    ];
    for (built, field) in broken {
        assert_eq!(violated(built), [field]);
    }
    let kept = [
        with(|it| it.amount(1)),
        with(|it| it.tax(0)),
        with(|it| it.months(2).title("ab").note("가나다")),
        with(|it| it.qr(qr).parts(["a", ""]).day("20240229")),
    ];
    for built in kept {
        assert!(built.is_ok(), "{built:?}");
    }
}

#[test]
fn a_field_can_be_required_or_forbidden_by_another_one() {
    let phone = "01012345678";
    for (built, expected) in [
        (examine(Method::Bank).build(), Some("bank")),
        (examine(Method::Bank).bank(Bank::Kb).build(), None),
        (examine(Method::Card).bank(Bank::Kb).build(), None),
        (examine(Method::Card).phone(phone).build(), Some("phone")),
        (examine(Method::Phone).phone(phone).build(), None),
        (examine(Method::Phone).build(), None),
        (examine(Method::Phone).phone("x").build(), Some("phone")),
    ] {
        let found = built.err().map(|it| it.iter().next().unwrap().field);
        assert_eq!(found, expected);
    }
}

#[test]
fn all_violations_are_told_at_once_and_sensitive_values_not_shown() {
    let examine = examine(Method::Bank)
        .phone("bad")
        .amount(0)
        .months(99)
        .day("today")
        .card("4111111111");
    let violations = examine.build().unwrap_err();
    let fields: Vec<&str> = violations.iter().map(|it| it.field).collect();
    assert_eq!(fields, ["bank", "phone", "amount", "months", "day", "card"]);
    let shown = format!("{violations} {violations:?}");
    assert!(
        shown.contains("today") && !shown.contains("4111"),
        "{shown}"
    );
}

fn read(members: &str) -> Result<ExamineAnswer, CallError<kpg_language::kinds::ResultCode>> {
    let body = format!(r#"{{"code":"0000",{members}}}"#);
    let answer = HttpAnswer::new(200, body);
    let request = with(|it| it).unwrap();
    client().core().interpret(&request, &answer)
}

#[test]
fn answers_are_typed_and_keep_what_is_new_or_odd() {
    let answer = read(
        r#""amount":"1000","day":"20240229","flag":"true","image":"AP9rcGc=","bank":"777",
           "card":"4111","inner":{"count":"7","more":1},"new":[]"#,
    )
    .unwrap();
    assert_eq!(answer.amount, 1000);
    assert_eq!(
        answer.day.unwrap().date().unwrap().to_string(),
        "2024-02-29"
    );
    assert_eq!(answer.flag, Some(true));
    assert_eq!(answer.image, Some(Binary::new(b"\x00\xffkpg".to_vec())));
    assert_eq!(answer.bank, Some(Bank::from_wire("777")));
    assert_eq!(answer.card.unwrap().as_str(), "4111");
    assert_eq!(answer.inner_count, Some(7));
    // A zero, an odd date and empty texts never hide that the vendor said yes.
    let odd = read(r#""amount":0,"day":"00000000","flag":"","image":"","bank":"","card":"""#);
    let odd = odd.unwrap();
    assert_eq!(odd.amount, 0);
    let day = odd.day.unwrap();
    assert_eq!((day.as_str(), day.date()), ("00000000", None));
    assert_eq!((odd.flag, odd.bank, odd.inner_count), (None, None, None));
}

#[test]
fn an_answer_that_breaks_its_description_is_unknown_unless_it_could_do_without() {
    for (members, place) in [
        (r#""amount":"1,00""#, "amount"),
        (r#""amount":"""#, "amount"),
        (r#""amount":null"#, "amount"),
        (r#""amount":1.5"#, "amount"),
        (r#""amount":-1"#, "amount"),
    ] {
        let error = read(members).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{members}");
        let places: Vec<&str> = error.problems().iter().map(|it| it.path.as_str()).collect();
        assert_eq!(places, [place], "{members}");
    }
    for (members, place) in [
        (r#""amount":1,"flag":"X""#, "flag"),
        (r#""amount":1,"image":"_-_""#, "image"),
        (r#""amount":1,"bank":{}"#, "bank"),
        (r#""amount":1,"inner":{"count":-1}"#, "inner.count"),
    ] {
        let answer = read(members).unwrap();
        assert_eq!((answer.flag, answer.image), (None, None));
        assert_eq!((answer.bank, answer.inner_count), (None, None));
        let places: Vec<&str> = answer.noted.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(places, [place], "{members}");
    }
}

proptest! {
    /// Whatever a caller gives is a violation or a request, and never the end of the program.
    #[test]
    fn nothing_that_is_given_makes_it_panic(
        texts in prop::array::uniform8(any::<String>()),
        numbers in prop::array::uniform3(any::<u64>()),
    ) {
        let [phone, receipt, day, at, qr, title, note, part] = texts;
        let examine = examine(Method::Phone)
            .phone(phone)
            .receipt(receipt)
            .amount(numbers[0])
            .tax(numbers[1])
            .months(numbers[2])
            .day(day)
            .at(at)
            .qr(qr)
            .title(title)
            .note(note)
            .parts(vec![part]);
        match examine.build() {
            Ok(examine) => prop_assert!(client().core().prepare(&examine, None).is_ok()),
            Err(violations) => prop_assert!(!violations.is_empty()),
        }
    }

    /// What is not checked beyond its kind is sent as it was given.
    #[test]
    fn a_text_comes_out_of_the_json_as_it_went_in(receipt in any::<String>(), tax in any::<u64>()) {
        let strange = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let Ok(examine) = with(|it| it.receipt(receipt.clone()).tax(tax)) else {
            // One line, and not blank: `both_readers_know_the_same_lines_and_blanks` tells which those are.
            let shown = receipt.chars().any(|c| c.is_alphanumeric() || c.is_ascii_graphic());
            prop_assert!(receipt.contains(strange) || !shown, "{receipt:?}");
            return Ok(());
        };
        prop_assert!(!receipt.contains(strange), "{receipt:?}");
        let sent: serde_json::Value =
            serde_json::from_str(&body(&prepared(client().core(), &examine))).unwrap();
        prop_assert_eq!(&sent["receipt"], &receipt);
        prop_assert_eq!(&sent["tax"], tax);
    }
}
