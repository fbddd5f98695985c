//! Values as text, and sets of them.

use crate::support::sample::{Code, Currency};
use kpg_runtime::{Bare, Choice as _, Members, OpenChoice as _, Secret, Sensitive, Wire};

#[test]
fn every_value_has_its_text_and_says_whether_it_may_be_shown() {
    let cases: [(&dyn Wire, Option<&str>, bool); 17] = [
        (&"가", Some("가"), false),
        (&"", Some(""), false),
        (&String::from("a"), Some("a"), false),
        (&0_u64, Some("0"), false),
        (&u64::MAX, Some("18446744073709551615"), false),
        (&true, Some("true"), false),
        (&false, Some("false"), false),
        (&Currency::Won, Some("WON"), false),
        (&Code::AlreadyCancelled, Some("01"), false),
        (&Code::from_wire("77"), Some("77"), false),
        (&Secret::new("s"), Some("s"), true),
        (&Sensitive::from("42"), Some("42"), true),
        (&Some(Secret::new("s")), Some("s"), true),
        (&Some(Sensitive::from("42")), Some("42"), true),
        (&Some(Currency::Usd), Some("USD"), false),
        (&None::<Currency>, None, false),
        // Nothing is there that could be shown.
        (&None::<Secret>, None, false),
    ];
    for (value, text, sensitive) in cases {
        assert_eq!(value.wire().as_deref(), text);
        assert_eq!(value.is_sensitive(), sensitive, "{text:?}");
    }
}

#[test]
fn what_is_absent_is_left_out_and_what_is_empty_is_not() {
    let mut members = Members::new();
    members.put("a", &None::<String>);
    members.put("b", &Some(String::new()));
    members.put("c", &None::<Sensitive<String>>);
    members.put("d", &None::<Currency>);
    members.put("e", &Bare(&None::<bool>));
    assert_eq!(members.json().bytes(), br#"{"b":""}"#);
    assert_eq!(members.form().bytes(), b"b=");
}

#[test]
fn members_print_their_names_only() {
    let mut members = Members::new();
    members.put("key", &Secret::new("top-secret"));
    members.put("price", &Bare(&Some(1_000_u64)));
    assert_eq!(format!("{members:?}"), r#"["key", "price"]"#);
    assert_eq!(format!("{:?}", members.json()), "Json, 33 bytes");
}

#[test]
fn listed_texts_read_as_what_they_are_and_others_keep_their_text() {
    for (text, code) in Code::values() {
        assert_eq!((&Code::from_wire(text), code.as_str()), (code, *text));
        assert_eq!(code.unrecognised(), None);
    }
    // "0" and " 00" are not "00", and one unlisted text is not another.
    let unlisted = ["77", "78", "", "0", " 00", "00 "];
    for text in unlisted {
        let code = Code::from_wire(text);
        assert_eq!(code.as_str(), text);
        assert_eq!(code.unrecognised().unwrap().as_str(), text);
        let equal = unlisted
            .iter()
            .filter(|other| Code::from_wire(other) == code);
        assert_eq!(equal.count(), 1, "{text:?}");
    }
}
