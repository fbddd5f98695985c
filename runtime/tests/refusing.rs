//! Which codes refuse: those that are listed, with their statuses, and all others where a document says so.

use crate::support::sample::Cancel;
use kpg_runtime::{
    Condition, ErrorKind, Fault, HttpAnswer, ListedCodes, Operation as _, OtherCodes, Outcome,
    Reading, ResultRules,
};

/// A document says that "00" is a success and every other code a failure.
const OTHERS: OtherCodes = OtherCodes {
    statuses: &[400..=499, 429..=429, 503..=503],
    longest: Some(6),
};

const ALL_OTHERS: ResultRules = ResultRules {
    success: &[Condition {
        member: &["result", "code"],
        values: &["00", "DONE"],
    }],
    undecided: &["0099"],
    listed: &[
        ListedCodes {
            codes: &["01"],
            statuses: None,
        },
        ListedCodes {
            codes: &["02"],
            statuses: Some(&[400..=400, 409..=409]),
        },
    ],
    others: Some(OTHERS),
    ..ResultRules::by_code(&["result", "code"])
};

fn refuses(rules: &ResultRules, status: u16, code: &str) -> bool {
    let body = format!(r#"{{"result":{{"code":{code}}}}}"#);
    let answer = HttpAnswer::new(status, body);
    let judged = Reading::open(Cancel::facts(), &answer)
        .unwrap()
        .judge(rules);
    let error = judged.unwrap_err();
    let outcomes = [Outcome::Refused, Outcome::Unknown];
    assert!(outcomes.contains(&error.outcome()), "HTTP {status} {code}");
    error.outcome() == Outcome::Refused
}

#[test]
fn a_listed_code_refuses_with_the_statuses_that_it_is_listed_with() {
    for status in [200, 302, 400, 404, 408, 409, 429, 500, 503] {
        assert!(refuses(&ALL_OTHERS, status, r#""01""#), "HTTP {status}");
        let shown = [400, 409].contains(&status);
        assert_eq!(
            refuses(&ALL_OTHERS, status, r#""02""#),
            shown,
            "HTTP {status}"
        );
        assert!(!refuses(&ALL_OTHERS, status, r#""0099""#), "HTTP {status}");
    }
}

#[test]
fn a_code_in_no_list_refuses_only_where_a_document_says_so_of_all_others() {
    let silent = ResultRules {
        others: None,
        ..ALL_OTHERS
    };
    for (status, shown) in [
        (200, true),
        (299, true),
        (400, true),
        (404, true),
        (498, true),
        (302, false),
        (304, false),
        // Nobody may have looked at the request; 429 and 503 are documented by themselves.
        (408, false),
        (409, false),
        (425, false),
        (429, true),
        (499, false),
        (500, false),
        (502, false),
        (503, true),
        (504, false),
    ] {
        assert_eq!(
            refuses(&ALL_OTHERS, status, r#""77""#),
            shown,
            "HTTP {status}"
        );
        assert!(!refuses(&silent, status, r#""77""#), "HTTP {status}");
    }
}

#[test]
fn what_is_not_written_as_codes_are_or_holds_a_yes_refuses_never() {
    for (code, expected) in [
        (r#""77""#, true),
        (r#""E-7_.a""#, true),
        (r#""1001""#, true),
        // Longer than documented, and characters that no code has.
        (r#""E777777""#, false),
        (r#""7 7""#, false),
        (r#"" 77""#, false),
        (r#""77\n""#, false),
        (r#""77\u0000""#, false),
        (r#""77=1""#, false),
        (r#""실패""#, false),
        ("77", false),
        ("true", false),
        // An accepted code at its beginning, between other characters, or, when it is long, anywhere.
        (r#""0""#, false),
        (r#""DON""#, false),
        (r#""00|OK""#, false),
        (r#""00\nOK""#, false),
        (r#""00\u0000""#, false),
        (r#""00 ""#, false),
        (r#""0077""#, false),
        (r#""7.00.7""#, false),
        (r#""7-00""#, false),
        (r#""7007""#, true),
        (r#""7DONE7""#, false),
    ] {
        assert_eq!(refuses(&ALL_OTHERS, 200, code), expected, "{code}");
    }
}

/// Codes that are whole numbers, as a number or in a text; `0` is the yes.
#[test]
fn where_codes_are_whole_numbers_only_a_whole_number_refuses() {
    const NUMBERS: ResultRules = ResultRules {
        number: true,
        success: &[Condition {
            member: &["result", "code"],
            values: &["0"],
        }],
        others: Some(OTHERS),
        ..ResultRules::by_code(&["result", "code"])
    };
    for (code, expected) in [
        ("7", true),
        (r#""7""#, true),
        ("-7", true),
        (r#""-7""#, true),
        (r#""70""#, true),
        // What could be another spelling of a yes, and what is no whole number.
        (r#""00""#, false),
        (r#""07""#, false),
        (r#""-0""#, false),
        (r#""-07""#, false),
        (r#""-""#, false),
        (r#""7a""#, false),
        ("7.0", false),
        ("7e1", false),
        ("true", false),
    ] {
        assert_eq!(refuses(&NUMBERS, 200, code), expected, "{code}");
    }
}

/// A fault's list is no stronger than what the operation says of the same code.
#[test]
fn a_code_that_a_fault_lists_and_the_operation_accepts_or_leaves_open_is_a_contradiction() {
    const WITH_FAULT: ResultRules = ResultRules {
        faults: &[Fault {
            code: &["error"],
            message: None,
            statuses: None,
            listed: &[ListedCodes {
                codes: &["E1", "00", "0099"],
                statuses: None,
            }],
            others: None,
        }],
        ..ALL_OTHERS
    };
    for (code, expected) in [
        ("E1", ErrorKind::Refused),
        ("00", ErrorKind::Contradiction),
        ("0099", ErrorKind::Contradiction),
    ] {
        let answer = HttpAnswer::new(400, format!(r#"{{"error":"{code}"}}"#));
        let mut reading = Reading::open(Cancel::facts(), &answer).unwrap();
        let error = reading.judge(&WITH_FAULT).unwrap_err();
        assert_eq!(error.kind(), expected, "{code}");
    }
}
