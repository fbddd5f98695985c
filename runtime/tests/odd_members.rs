//! What becomes of a member that is not as described: one that must be there makes the answer malformed,
//! one that may be left out is absent and noted.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod sample;

use std::fmt::Debug;

use kpg_runtime::prelude::*;
use kpg_runtime::{ErrorKind, Readable};
use sample::Code;

/// An operation of which only the format counts.
struct Probe;

impl Operation for Probe {
    type Settings = ();
    type Code = Code;
    type Answer = ();
    type Verdict = ();
    const CALL: Call = Call::new("sample", "probe", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &[];
    const RULES: ResultRules = ResultRules::by_code(&["code"]);

    fn prepare(&self, _: &(), _: &Supply<'_>) -> Prepared {
        Ok(HttpRequest::get(
            BaseUrl::parse("https://x").unwrap().join("/probe"),
        ))
    }

    fn read(_: &mut Reader) {}
}

/// What `read` makes of a body, every problem, and everything noted.
fn read<T>(
    body: impl AsRef<[u8]>,
    read: impl FnOnce(&mut Reader) -> T,
) -> (T, Vec<String>, Vec<String>) {
    let answer = HttpAnswer::new(200, body.as_ref());
    let mut reading = Reading::<Probe>::open(&answer).unwrap();
    let value = read(reading.reader());
    let noted = reading.reader().noted();
    let noted: Vec<String> = noted.iter().map(ToString::to_string).collect();
    let error = reading.finish(()).err();
    let told = error.iter().flat_map(|error| {
        assert_eq!(error.kind(), ErrorKind::Malformed);
        error.problems()
    });
    let mut problems: Vec<String> = told.map(ToString::to_string).collect();
    // A malformed answer tells all of it, the notes behind the problems.
    if !problems.is_empty() {
        let first_note = problems.len() - noted.len();
        assert_eq!(problems.split_off(first_note), noted);
    }
    (value, problems, noted)
}

const NONE: [&str; 0] = [];

/// How JSON writes a value, and what it is; nothing where it is odd.
type Spelling<T> = (&'static str, Option<T>);

/// Holds every spelling to what it is as a member that must be there, as one that may be left out, and
/// as an item of both kinds of lists.
fn every_spelling<T: Readable + PartialEq + Debug + Clone>(
    expected: &str,
    spellings: &[Spelling<T>],
) {
    for (written, value) in spellings {
        let body = format!(r#"{{"a":{written},"l":[{written}]}}"#);
        let required = read(&body, |reader| reader.required::<T>(&["a"]));
        let optional = read(&body, |reader| reader.optional::<T>(&["a"]));
        let values = read(&body, |reader| reader.values::<T>(&["l"]));
        let optional_values = read(&body, |reader| reader.optional_values::<T>(&["l"]));
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
    let none = read(r#"{"a":""}"#, |reader| reader.optional::<Binary>(&["a"]));
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
        let found = read(body, |reader| reader.optional::<Code>(&["a"]));
        assert_eq!(found, (None, vec![], vec![]), "{nothing}");
    }
}

#[test]
fn an_odd_date_keeps_its_text_and_a_date_that_is_none_is_absent() {
    let time = |written: &str| {
        let body = format!(r#"{{"a":{written}}}"#);
        let (time, problems, noted) = read(&body, |reader| reader.optional_time(&["a"], "%Y%m%d"));
        assert_eq!(problems, NONE);
        (time.map(|time| time.to_string()), noted.concat())
    };
    let kept = |text: &str| (Some(text.to_owned()), String::new());
    assert_eq!(time(r#""20260102""#), kept("20260102"));
    assert_eq!(time("20260102"), kept("20260102"));
    assert_eq!(time(r#""00000000""#), kept("00000000"));
    for nothing in [r#""""#, r#""        ""#, "null"] {
        assert_eq!(time(nothing), (None, String::new()));
    }
    for (odd, found) in [
        ("[]", "an empty list"),
        ("{}", "an empty object"),
        (r#"{"y":1}"#, "an object"),
    ] {
        assert_eq!(
            time(odd),
            (None, format!("a: expected a text, found {found}"))
        );
    }
    let (_, problems, _) = read(r#"{"a":[]}"#, |reader| reader.time(&["a"], "%Y%m%d"));
    assert_eq!(problems, ["a: expected a text, found an empty list"]);
}

/// An object with one member that it must have.
fn a(reader: &mut Reader) -> u64 {
    reader.required(&["a"])
}

/// An object that may have one member.
fn maybe_a(reader: &mut Reader) -> Option<u64> {
    reader.optional(&["a"])
}

#[test]
fn where_an_object_or_a_list_is_due_all_spellings_of_nothing_are_absent() {
    for (written, found) in [
        ("null", None),
        (r#""""#, None),
        (r#"" ""#, None),
        ("[]", Some("an empty list")),
        ("false", Some("true or false")),
        ("0", Some("a number")),
        (r#""none""#, Some("a text")),
        ("[1]", Some("a list")),
        (r#""\ud83d""#, Some("a text with a broken character")),
    ] {
        let body = format!(r#"{{"o":{written}}}"#);
        let noted = |expected: &str| {
            let note = found.map(|found| format!("o: expected {expected}, found {found}"));
            note.into_iter().collect::<Vec<_>>()
        };
        let object = read(&body, |reader| reader.optional_object(&["o"], a));
        assert_eq!(object, (None, vec![], noted("an object")), "{written}");
        let (_, problems, _) = read(&body, |reader| reader.object(&["o"], a));
        assert_eq!(problems.len(), 1, "{written}");
    }
    for (written, found) in [
        ("null", None),
        (r#""""#, None),
        ("{}", Some("an empty object")),
        ("false", Some("true or false")),
        ("7", Some("a number")),
        (r#""none""#, Some("a text")),
        (r#"{"a":1}"#, Some("an object")),
    ] {
        let body = format!(r#"{{"l":{written}}}"#);
        let note = found.map(|found| format!("l: expected a list, found {found}"));
        let noted: Vec<String> = note.into_iter().collect();
        let list = read(&body, |reader| reader.optional_list(&["l"], a));
        assert_eq!(list, (vec![], vec![], noted.clone()), "{written}");
        let values = read(&body, |reader| reader.optional_values::<u64>(&["l"]));
        assert_eq!(values, (vec![], vec![], noted), "{written}");
        let (_, problems, _) = read(&body, |reader| {
            reader.list(&["l"], a);
            reader.values::<u64>(&["l"]);
        });
        assert_eq!(problems.len(), 2, "{written}: {problems:?}");
    }
    // What is as described is no odd spelling of nothing.
    let empty = read(r#"{"o":{},"l":[]}"#, |reader| {
        let object = reader.optional_object(&["o"], maybe_a);
        let alone = reader.optional_list_or_object(&["o"], maybe_a);
        (
            object,
            alone,
            reader.optional_list(&["l"], a),
            reader.list(&["l"], a),
        )
    });
    assert_eq!(
        empty,
        ((Some(None), vec![None], vec![], vec![]), vec![], vec![])
    );
}

#[test]
fn an_optional_object_that_lacks_a_member_is_absent_as_a_whole() {
    let two = |reader: &mut Reader| (a(reader), reader.optional::<bool>(&["b"]));
    for (written, value, noted) in [
        (r#"{"a":1,"b":"Y"}"#, Some((1, Some(true))), &[][..]),
        // What may be left out of it is left out, and the object stays.
        (
            r#"{"a":1,"b":"x"}"#,
            Some((1, None)),
            &["o.b: expected true or false, found a text"],
        ),
        ("{}", None, &["o.a: expected a whole number, found nothing"]),
        (
            r#"{"b":[]}"#,
            None,
            &[
                "o.b: expected true or false, found an empty list",
                "o.a: expected a whole number, found nothing",
            ],
        ),
        (
            r#"{"a":-1}"#,
            None,
            &["o.a: expected a whole number, found a number"],
        ),
    ] {
        let body = format!(r#"{{"o":{written}}}"#);
        let found = read(&body, |reader| reader.optional_object(&["o"], two));
        let noted: Vec<String> = noted.iter().map(|note| (*note).to_owned()).collect();
        assert_eq!(found, (value, vec![], noted), "{written}");
    }
}

#[test]
fn what_is_missing_below_counts_for_the_nearest_that_may_be_left_out() {
    let body = r#"{"p":{"q":{"r":{}}}}"#;
    let note = vec!["p.q.r.a: expected a whole number, found nothing".to_owned()];
    let outermost = read(body, |reader| {
        reader.optional_object(&["p"], |reader| {
            reader.object(&["q"], |reader| reader.object(&["r"], a))
        })
    });
    assert_eq!(outermost, (None, vec![], note.clone()));
    let innermost = read(body, |reader| {
        reader.object(&["p"], |reader| {
            reader.optional_object(&["q"], |reader| reader.optional_object(&["r"], a))
        })
    });
    assert_eq!(innermost, (Some(None), vec![], note.clone()));
    let nowhere = read(body, |reader| {
        reader.object(&["p"], |reader| {
            reader.object(&["q"], |reader| reader.object(&["r"], a))
        })
    });
    assert_eq!(nowhere, (0, note, vec![]));
}

#[test]
fn an_odd_item_of_an_optional_list_is_left_out() {
    let body = r#"{"l":[{"a":1},{},7,{"a":"x"},null,{"a":2}],"one":{"b":1}}"#;
    let missing = [
        "l[1].a: expected a whole number, found nothing",
        "l[2]: expected an object, found a number",
        "l[3].a: expected a whole number, found a text",
        "l[4]: expected an object, found null",
    ];
    let list = read(body, |reader| reader.optional_list(&["l"], a));
    assert_eq!(
        list,
        (vec![1, 2], vec![], missing.map(str::to_owned).to_vec())
    );
    let (_, problems, noted) = read(body, |reader| reader.list(&["l"], a));
    assert_eq!(
        (problems, noted),
        (missing.map(str::to_owned).to_vec(), vec![])
    );
    let (alone, problems, noted) = read(body, |reader| reader.optional_list_or_object(&["one"], a));
    assert_eq!((alone, problems), (vec![], vec![]));
    assert_eq!(noted, ["one[0].a: expected a whole number, found nothing"]);
}

#[test]
fn what_stands_in_the_way_of_members_is_noted_once() {
    let members = |reader: &mut Reader| {
        let count = reader.optional::<u64>(&["in", "count"]);
        (count, reader.optional::<String>(&["in", "deep", "name"]))
    };
    for (written, found) in [
        (
            r#"{"in":[]}"#,
            &["in: expected an object, found an empty list"][..],
        ),
        (r#"{"in":7}"#, &["in: expected an object, found a number"]),
        (
            r#"{"in":{"deep":"x"}}"#,
            &["in.deep: expected an object, found a text"],
        ),
        (r#"{"in":{"deep":""}}"#, &[]),
        (r#"{"in":null}"#, &[]),
        (r#"{"in":" "}"#, &[]),
        (r#"{"in":{}}"#, &[]),
        ("{}", &[]),
    ] {
        let (values, problems, noted) = read(written, members);
        assert_eq!((values, problems), ((None, None), vec![]), "{written}");
        assert_eq!(noted, found, "{written}");
    }
}

#[test]
fn json_in_a_text_is_odd_in_the_same_ways() {
    for (written, value, noted) in [
        (r#""{\"a\":3}""#, Some(3), None),
        (r#""""#, None, None),
        ("null", None, None),
        (
            r#""{""#,
            None,
            Some("t: expected a JSON object in a text, found a text"),
        ),
        (
            r#""[]""#,
            None,
            Some("t: expected a JSON object in a text, found a text"),
        ),
        (
            r#"{"a":3}"#,
            None,
            Some("t: expected a JSON object in a text, found an object"),
        ),
        (
            "false",
            None,
            Some("t: expected a JSON object in a text, found true or false"),
        ),
        (
            r#""{}""#,
            None,
            Some("t.a: expected a whole number, found nothing"),
        ),
        (
            r#""{\"a\":\"\\ud83d\"}""#,
            None,
            Some("t.a: expected a whole number, found a text with a broken character"),
        ),
        (r#""{\"a\":3,\"x\":\"\\ud83d\"}""#, Some(3), None),
        (r#""{\"a\":3,\"x\":\"\ud83d\"}""#, Some(3), None),
    ] {
        let body = format!(r#"{{"t":{written}}}"#);
        let found = read(&body, |reader| reader.optional_json_text(&["t"], a));
        let noted: Vec<String> = noted.map(str::to_owned).into_iter().collect();
        assert_eq!(found, (value, vec![], noted), "{written}");
        let (_, problems, noted) = read(&body, |reader| reader.json_text(&["t"], a));
        assert_eq!(
            (problems.is_empty(), noted.is_empty()),
            (value.is_some(), true),
            "{written}"
        );
    }
}

#[test]
fn one_thing_is_wrong_with_an_object_that_is_not_there() {
    let body = r#"{"text":"{","object":{"a":"x"},"many":[{},"x"],"z":null}"#;
    let (values, problems, noted) = read(body, |reader| {
        assert_eq!(reader.json_text(&["text"], a), 0);
        assert_eq!(
            reader.object(&["z"], |reader| (a(reader), maybe_a(reader))),
            (0, None)
        );
        reader.object(&["none"], a);
        reader.object(&["object"], a);
        reader.list_or_object(&["text"], a);
        reader.list(&["object"], a);
        reader.list(&["many"], a)
    });
    assert_eq!((values, noted), (vec![0, 0], vec![]));
    assert_eq!(
        problems,
        [
            "text: expected a JSON object in a text, found a text",
            "z: expected an object, found nothing",
            "none: expected an object, found nothing",
            "object.a: expected a whole number, found a text",
            "text: expected a list or an object, found a text",
            "object: expected a list, found an object",
            "many[0].a: expected a whole number, found nothing",
            "many[1]: expected an object, found a text",
        ]
    );
}

#[test]
fn broken_texts_are_absent_and_the_others_are_as_they_were_sent() {
    // "홍길동" in UTF-8 without its last byte, beside a number, a whole text, and a list of both.
    let body = b"{\"name\":\"\xed\x99\x8d\xea\xb8\xb8\xeb\x8f\",\"sum\":\"1,000\",\"memo\":\"\xed\x99\x8d\",\"l\":[\"a\",\"\xff\"]}";
    let members = |reader: &mut Reader| {
        let name = reader.optional::<String>(&["name"]);
        let sum = reader.required::<u64>(&["sum"]);
        let memo = reader.required::<String>(&["memo"]);
        (name, sum, memo, reader.optional_values::<String>(&["l"]))
    };
    let (values, problems, noted) = read(body, members);
    assert_eq!(values, (None, 1000, "홍".to_owned(), vec!["a".to_owned()]));
    assert_eq!(problems, NONE);
    assert_eq!(
        noted,
        [
            "name: expected a text, found a text with a broken character",
            "l[1]: expected a text, found a text with a broken character",
        ]
    );
    let (_, problems, _) = read(body, |reader| {
        reader.required::<Sensitive<String>>(&["name"])
    });
    assert_eq!(
        problems,
        ["name: expected a text, found a text with a broken character"]
    );
}

#[test]
fn a_hostile_answer_is_not_noted_without_end() {
    let body = format!(r#"{{"l":[{}0]}}"#, "0,".repeat(100_000));
    let (values, problems, noted) = read(&body, |reader| reader.optional_list(&["l"], a).len());
    assert_eq!((values, problems.len(), noted.len()), (0, 0, 100));
    let (_, problems, noted) = read(&body, |reader| reader.list(&["l"], a).len());
    assert_eq!((problems.len(), noted.len()), (100, 0));
}
