//! What is written down of requests, answers and values, and what is read back; answers that tests make up.

use kpg_runtime::prelude::*;
use kpg_runtime::{NotListed, Unmasked, testing};
use serde_json::json;

use crate::support::probe;
use crate::support::sample::{Cancel, Code, Currency};

request_type! {
    /// A request with a member of every basis.
    pub struct Paid {
        text: String,
        amount: u64,
        balance: i64,
        flag: bool,
        currency: Currency,
        card_number: Sensitive<String>,
        items: Vec<String>,
        texts: Option<Vec<String>>,
        note: Option<String>,
        months: Option<u64>,
        limit: Option<Hidden<u64>>,
    }

    /// Makes a [`Paid`].
    pub struct PaidBuilder(PaidDraft);
}

answer_type! {
    /// An answer with what only answers have.
    pub struct PaidAnswer {
        /// The code.
        pub code: Code,
        /// A currency, be it an unknown one.
        pub currency: AnsweredChoice<Currency>,
        /// The day.
        pub day: TimeText,
        /// A card number.
        pub card_number: Option<Sensitive<String>>,
        /// For people.
        pub note: Option<String>,
        /// What was odd.
        pub noted: Vec<Problem>,
    }
}

impl NotificationMembers for PaidAnswer {
    fn read(reader: &mut Reader) -> Self {
        Self {
            code: reader.get(&["code"]),
            currency: reader.get(&["currency"]),
            day: reader.required(&["day"], shape::time("%Y%m%d")),
            card_number: reader.get(&["card"]),
            note: reader.get(&["note"]),
            noted: reader.noted(),
        }
    }
}

fn paid() -> Paid {
    let draft = PaidDraft {
        text: Some("한글".to_owned()),
        amount: Some(u64::MAX),
        balance: Some(-1),
        flag: Some(true),
        currency: Some(Currency::Won),
        card_number: sensitive("9411-SECRET"),
        items: Some(vec!["a".to_owned()]),
        texts: Some(vec!["b".to_owned()]),
        note: None,
        months: Some(3),
        limit: Some(Hidden::new(7_777)),
    };
    draft.complete().unwrap()
}

#[test]
fn a_request_is_read_by_getters_of_the_types_that_suit_reading() {
    let paid = paid();
    let (text, items, texts): (&str, &[String], Option<&[String]>) =
        (paid.text(), paid.items(), paid.texts());
    assert_eq!((text, items.len(), texts.unwrap().len()), ("한글", 1, 1));
    let (amount, balance, flag): (u64, i64, bool) = (paid.amount(), paid.balance(), paid.flag());
    assert_eq!((amount, balance, flag), (u64::MAX, -1, true));
    let (note, months): (Option<&str>, Option<u64>) = (paid.note(), paid.months());
    assert_eq!((note, months), (None, Some(3)));
    assert_eq!(paid.currency(), &Currency::Won);
    assert_eq!(paid.card_number().as_str(), "9411-SECRET");
    assert_eq!(paid.limit().map(Hidden::expose), Some(&7_777));
}

#[test]
fn what_is_sensitive_in_a_request_is_written_only_when_it_is_asked_for() {
    let paid = paid();
    let mut expected = json!({
        "text": "한글",
        "amount": u64::MAX,
        "balance": -1,
        "flag": true,
        "currency": "WON",
        "card_number": "***",
        "items": ["a"],
        "texts": ["b"],
        "note": null,
        "months": 3,
        "limit": "***",
    });
    assert_eq!(serde_json::to_value(&paid).unwrap(), expected);
    assert_eq!(serde_json::to_value([&paid]).unwrap(), json!([expected]));
    expected["card_number"] = json!("9411-SECRET");
    expected["limit"] = json!(7_777);
    assert_eq!(serde_json::to_value(Unmasked(&paid)).unwrap(), expected);
    assert!(!format!("{:?}", Unmasked(&paid)).contains("SECRET"));
}

#[test]
fn a_member_keeps_its_place_and_its_name_in_rust() {
    let text = serde_json::to_string(&paid()).unwrap();
    assert!(
        text.starts_with(r#"{"text":"한글","amount":18446744073709551615,"balance":-1,"#),
        "{text}"
    );
}

#[test]
fn an_answer_is_written_with_what_was_noted_of_it() {
    let body = r#"{"code": "77", "currency": "EUR", "day": "20261129", "card": "9411-SECRET", "note": []}"#;
    let (answer, problems, _) = probe::read(body, PaidAnswer::read);
    assert_eq!(problems, [""; 0]);
    let mut expected = json!({
        "code": "77",
        "currency": "EUR",
        "day": "20261129",
        "card_number": "***",
        "note": null,
        "noted": [{"path": "note", "expected": "a text", "found": "an empty list"}],
    });
    assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
    expected["card_number"] = json!("9411-SECRET");
    assert_eq!(serde_json::to_value(Unmasked(&answer)).unwrap(), expected);
}

#[test]
fn values_of_lists_are_read_back_from_what_was_written_of_them() {
    for code in Code::ALL {
        let written = serde_json::to_string(code).unwrap();
        assert_eq!(written, format!("\"{code}\""));
        assert_eq!(&serde_json::from_str::<Code>(&written).unwrap(), code);
    }
    let unknown: Code = serde_json::from_str(r#""no such code""#).unwrap();
    assert_eq!(unknown.as_str(), "no such code");
    assert_eq!(
        Currency::ALL
            .iter()
            .map(|each| each.as_str())
            .collect::<Vec<_>>(),
        ["WON", "USD"]
    );
    assert_eq!("USD".parse(), Ok(Currency::Usd));
    let refused: Result<Currency, NotListed> = "9411-SECRET".parse();
    assert_eq!(
        refused.unwrap_err().to_string(),
        "no value of `Currency`, which has `WON`, `USD`"
    );
    let refused = serde_json::from_str::<Currency>(r#""9411-SECRET""#).unwrap_err();
    assert!(!refused.to_string().contains("SECRET"), "{refused}");
    assert_eq!(format!("[{:>4}]", Currency::Won), "[ WON]");
}

#[test]
fn an_answer_for_a_test_has_what_is_given_and_is_blank_otherwise() {
    let answer = testing::answer::<Cancel>(r#"{"tid": "T1"}"#).unwrap();
    assert_eq!((answer.transaction_id.as_str(), answer.price), ("T1", 0));
    let arrived = testing::notification::<PaidAnswer>(r#"{"day": "20261129"}"#).unwrap();
    assert_eq!(arrived.day.as_str(), "20261129");
    assert_eq!((arrived.code.as_str(), arrived.currency.as_str()), ("", ""));
    for (members, says) in [
        ("[]", "it is JSON, but no object"),
        ("{", "it is no JSON"),
        (
            r#"{"day": {}, "note": []}"#,
            "it has members that are not as described: day: expected a text, found an empty object; \
             note: expected a text, found an empty list",
        ),
    ] {
        let refused = testing::notification::<PaidAnswer>(members).unwrap_err();
        assert_eq!(refused.to_string(), says, "{members}");
    }
}
