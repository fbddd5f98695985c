//! How single values may be written in an answer, and what is odd: a problem where the member must be there,
//! absent and noted where it may be left out.

use std::fmt::Debug;

use crate::support::probe::read;
use crate::support::sample::Code;
use kpg_runtime::{Binary, OpenChoice as _, Scalar};

/// How JSON writes a value, and what it is; nothing where it is odd.
type Spelling<T> = (&'static str, Option<T>);

/// Holds every spelling to what it is as a member that must be there, as one that may be left out, and
/// as an item of both kinds of lists.
fn every_spelling<T: Scalar + PartialEq + Debug + Clone>(
    expected: &str,
    spellings: &[Spelling<T>],
) {
    for (written, value) in spellings {
        let body = format!(r#"{{"a":{written},"l":[{written}]}}"#);
        let required = read(&body, |reader| reader.get::<T>(&["a"]));
        let optional = read(&body, |reader| reader.get::<Option<T>>(&["a"]));
        let values = read(&body, |reader| reader.get::<Vec<T>>(&["l"]));
        let optional_values = read(&body, |reader| {
            reader.get::<Option<Vec<T>>>(&["l"]).unwrap_or_default()
        });
        if let Some(value) = value {
            assert_eq!(required, (value.clone(), vec![], vec![]), "{written}");
            assert_eq!(optional, (Some(value.clone()), vec![], vec![]), "{written}");
            assert_eq!(values, (vec![value.clone()], vec![], vec![]), "{written}");
            assert_eq!(
                optional_values,
                (vec![value.clone()], vec![], vec![]),
                "{written}"
            );
            continue;
        }
        let note = format!("a: expected {expected}, found ");
        let one = |told: &[String], start: &str| told.len() == 1 && told[0].starts_with(start);
        assert!(
            one(&required.1, &note) && required.2.is_empty(),
            "{written}: {required:?}"
        );
        let nothing = matches!(*written, "null" | r#""""# | r#"" ""# | r#"" \n""#);
        let absent = if nothing {
            optional.2.is_empty()
        } else {
            one(&optional.2, &note)
        };
        assert!(
            absent && optional.0.is_none() && optional.1.is_empty(),
            "{written}: {optional:?}"
        );
        let item = note.replace("a:", "l[0]:");
        assert!(
            one(&values.1, &item) && values.2.is_empty(),
            "{written}: {values:?}"
        );
        let left_out = one(&optional_values.2, &item) && optional_values.0.is_empty();
        assert!(
            left_out && optional_values.1.is_empty(),
            "{written}: {optional_values:?}"
        );
    }
}

#[test]
fn a_whole_number_has_many_spellings_and_is_never_rounded() {
    every_spelling::<u64>(
        "a whole number",
        &[
            ("1000", Some(1000)),
            ("1000.0", Some(1000)),
            ("1e3", Some(1000)),
            ("10.00E2", Some(1000)),
            (r#""1000""#, Some(1000)),
            (r#""1000.00""#, Some(1000)),
            (r#""000001000""#, Some(1000)),
            (r#""1,000""#, Some(1000)),
            (r#""1,000.00""#, Some(1000)),
            (r#""12,345,678""#, Some(12_345_678)),
            ("0", Some(0)),
            ("-0", Some(0)),
            (r#""0.0""#, Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            (r#""18446744073709551615""#, Some(u64::MAX)),
            (r#""18,446,744,073,709,551,615.0""#, Some(u64::MAX)),
            ("999999999999999.0", Some(999_999_999_999_999)),
            ("1e14", Some(100_000_000_000_000)),
            // Beyond fifteen digits it is not known which one was written.
            ("1000000000000000.0", None),
            ("9007199254740991.0", None),
            ("1e16", None),
            ("18446744073709551616", None),
            (r#""18446744073709551616""#, None),
            ("1000.5", None),
            ("-1000", None),
            ("-1000.0", None),
            (r#""1000.5""#, None),
            (r#""1000.50""#, None),
            (r#""-1000""#, None),
            (r#""+1000""#, None),
            (r#""1e3""#, None),
            (r#""1000.""#, None),
            (r#"".0""#, None),
            (r#""1.000.000""#, None),
            (r#""1,00""#, None),
            (r#""1000,000""#, None),
            (r#""1,0000""#, None),
            (r#"",100""#, None),
            (r#""1,000,""#, None),
            (r#""1,,000""#, None),
            (r#""1,+00""#, None),
            // With a zero in front the comma may be that of a fraction.
            (r#""0,500""#, None),
            (r#""1 000""#, None),
            (r#"" 1000""#, None),
            (r#""1000원""#, None),
            (r#""１０００""#, None),
            (r#""""#, None),
            (r#"" ""#, None),
            ("null", None),
            ("false", None),
            ("true", None),
            ("[]", None),
            ("[1000]", None),
            ("{}", None),
        ],
    );
}

#[test]
fn a_flag_has_the_listed_spellings() {
    let yes = [
        "true",
        r#""true""#,
        r#""TRUE""#,
        "1",
        r#""1""#,
        r#""Y""#,
        r#""y""#,
    ];
    let no = [
        "false",
        r#""false""#,
        r#""False""#,
        "0",
        r#""0""#,
        r#""N""#,
        r#""n""#,
    ];
    let odd = [
        "2", "-1", "1.0", r#""YES""#, r#""T""#, r#""O""#, r#""X""#, r#""01""#, r#"" Y""#, "null",
        r#""""#, r#"" ""#, "[]", "{}", "[true]",
    ];
    let spellings = [
        yes.map(|word| (word, Some(true))).to_vec(),
        no.map(|word| (word, Some(false))).to_vec(),
        odd.map(|word| (word, None)).to_vec(),
    ];
    every_spelling::<bool>("true or false", &spellings.concat());
}

#[test]
fn base64_may_have_line_ends_in_it_and_nothing_else() {
    // printf '\000\377kpg' | base64
    let bytes = || Some(Binary::new(b"\x00\xffkpg".to_vec()));
    every_spelling::<Binary>(
        "base64",
        &[
            (r#""AP9rcGc=""#, bytes()),
            (r#""AP9r\r\ncGc=\r\n""#, bytes()),
            (r#""AP9r\ncGc=""#, bytes()),
            // A blank may be a plus sign that a form was to percent-encode.
            (r#""AP9r cGc=""#, None),
            (r#""AP9r\tcGc=""#, None),
            (r#""AP9rcGc""#, None),
            (r#""_-_""#, None),
            (r#"" \n""#, None),
            ("null", None),
            ("1234", None),
            ("false", None),
            ("[]", None),
            ("{}", None),
        ],
    );
    let none = read(r#"{"a":""}"#, |reader| reader.get::<Option<Binary>>(&["a"]));
    assert_eq!(none, (None, vec![], vec![]));
}

#[test]
fn a_text_is_any_text_and_a_number_or_a_flag_as_json_writes_it() {
    let text = |text: &str| Some(text.to_owned());
    every_spelling::<String>(
        "a text",
        &[
            (r#""a""#, text("a")),
            (r#""""#, text("")),
            (r#"" ""#, text(" ")),
            ("5", text("5")),
            ("true", text("true")),
            ("123456789012345678901234567890", None),
            ("null", None),
            ("[]", None),
            (r#"["a"]"#, None),
            ("{}", None),
            (r#""\ud83d""#, None),
        ],
    );
}

#[test]
fn a_choice_keeps_what_it_does_not_know() {
    let code = |text: &str| Some(Code::from_wire(text));
    every_spelling::<Code>(
        "a text",
        &[
            (r#""00""#, code("00")),
            (r#""new""#, code("new")),
            ("7", code("7")),
            ("null", None),
            ("[]", None),
            ("{}", None),
        ],
    );
    for nothing in [r#""""#, r#""  ""#, "null"] {
        let body = format!(r#"{{"a":{nothing}}}"#);
        let found = read(body, |reader| reader.get::<Option<Code>>(&["a"]));
        assert_eq!(found, (None, vec![], vec![]), "{nothing}");
    }
}
