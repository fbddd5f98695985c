//! What becomes of a member that is not as described: one that must be there makes the answer malformed,
//! one that may be left out is absent and noted.

use crate::support::probe::read;
use kpg_runtime::{Reader, Sensitive, shape};

const NONE: [&str; 0] = [];

#[test]
fn an_odd_date_keeps_its_text_and_a_date_that_is_none_is_absent() {
    let time = |written: &str| {
        let body = format!(r#"{{"a":{written}}}"#);
        let (time, problems, noted) = read(&body, |reader| {
            reader.optional(&["a"], shape::time("%Y%m%d"))
        });
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
    let (_, problems, _) = read(r#"{"a":[]}"#, |reader| {
        reader.required(&["a"], shape::time("%Y%m%d"))
    });
    assert_eq!(problems, ["a: expected a text, found an empty list"]);
}

/// An object with one member that it must have.
fn a(reader: &mut Reader) -> u64 {
    reader.get(&["a"])
}

/// An object that may have one member.
fn maybe_a(reader: &mut Reader) -> Option<u64> {
    reader.get(&["a"])
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
        let object = read(&body, |reader| reader.optional(&["o"], shape::object(a)));
        assert_eq!(object, (None, vec![], noted("an object")), "{written}");
        let (_, problems, _) = read(&body, |reader| reader.required(&["o"], shape::object(a)));
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
        let list = read(&body, |reader| {
            reader.optional(&["l"], shape::list(a)).unwrap_or_default()
        });
        assert_eq!(list, (vec![], vec![], noted.clone()), "{written}");
        let values = read(&body, |reader| {
            reader.get::<Option<Vec<u64>>>(&["l"]).unwrap_or_default()
        });
        assert_eq!(values, (vec![], vec![], noted), "{written}");
        let (_, problems, _) = read(&body, |reader| {
            reader.required(&["l"], shape::list(a));
            reader.get::<Vec<u64>>(&["l"]);
        });
        assert_eq!(problems.len(), 2, "{written}: {problems:?}");
    }
    // What is as described is no odd spelling of nothing.
    let empty = read(r#"{"o":{},"l":[]}"#, |reader| {
        let object = reader.optional(&["o"], shape::object(maybe_a));
        let alone = reader
            .optional(&["o"], shape::list_or_object(maybe_a))
            .unwrap_or_default();
        (
            object,
            alone,
            reader.optional(&["l"], shape::list(a)).unwrap_or_default(),
            reader.required(&["l"], shape::list(a)),
        )
    });
    assert_eq!(
        empty,
        ((Some(None), vec![None], vec![], vec![]), vec![], vec![])
    );
}

#[test]
fn an_optional_object_that_lacks_a_member_is_absent_as_a_whole() {
    let two = |reader: &mut Reader| (a(reader), reader.get::<Option<bool>>(&["b"]));
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
        let found = read(&body, |reader| reader.optional(&["o"], shape::object(two)));
        let noted: Vec<String> = noted.iter().map(|note| (*note).to_owned()).collect();
        assert_eq!(found, (value, vec![], noted), "{written}");
    }
}

#[test]
fn what_is_missing_below_counts_for_the_nearest_that_may_be_left_out() {
    let body = r#"{"p":{"q":{"r":{}}}}"#;
    let note = vec!["p.q.r.a: expected a whole number, found nothing".to_owned()];
    let outermost = read(body, |reader| {
        let r = |reader: &mut Reader| reader.required(&["r"], shape::object(a));
        let q = |reader: &mut Reader| reader.required(&["q"], shape::object(r));
        reader.optional(&["p"], shape::object(q))
    });
    assert_eq!(outermost, (None, vec![], note.clone()));
    let innermost = read(body, |reader| {
        let r = |reader: &mut Reader| reader.optional(&["r"], shape::object(a));
        let q = |reader: &mut Reader| reader.optional(&["q"], shape::object(r));
        reader.required(&["p"], shape::object(q))
    });
    assert_eq!(innermost, (Some(None), vec![], note.clone()));
    let nowhere = read(body, |reader| {
        let r = |reader: &mut Reader| reader.required(&["r"], shape::object(a));
        let q = |reader: &mut Reader| reader.required(&["q"], shape::object(r));
        reader.required(&["p"], shape::object(q))
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
    let list = read(body, |reader| {
        reader.optional(&["l"], shape::list(a)).unwrap_or_default()
    });
    assert_eq!(
        list,
        (vec![1, 2], vec![], missing.map(str::to_owned).to_vec())
    );
    let (_, problems, noted) = read(body, |reader| reader.required(&["l"], shape::list(a)));
    assert_eq!(
        (problems, noted),
        (missing.map(str::to_owned).to_vec(), vec![])
    );
    let (alone, problems, noted) = read(body, |reader| {
        reader
            .optional(&["one"], shape::list_or_object(a))
            .unwrap_or_default()
    });
    assert_eq!((alone, problems), (vec![], vec![]));
    assert_eq!(noted, ["one[0].a: expected a whole number, found nothing"]);
}

#[test]
fn what_stands_in_the_way_of_members_is_noted_once() {
    let members = |reader: &mut Reader| {
        let count = reader.get::<Option<u64>>(&["in", "count"]);
        (count, reader.get::<Option<String>>(&["in", "deep", "name"]))
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
        let found = read(&body, |reader| reader.optional(&["t"], shape::json_text(a)));
        let noted: Vec<String> = noted.map(str::to_owned).into_iter().collect();
        assert_eq!(found, (value, vec![], noted), "{written}");
        let (_, problems, noted) =
            read(&body, |reader| reader.required(&["t"], shape::json_text(a)));
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
        assert_eq!(reader.required(&["text"], shape::json_text(a)), 0);
        assert_eq!(
            reader.required(&["z"], shape::object(|reader| (a(reader), maybe_a(reader)))),
            (0, None)
        );
        reader.required(&["none"], shape::object(a));
        reader.required(&["object"], shape::object(a));
        reader.required(&["text"], shape::list_or_object(a));
        reader.required(&["object"], shape::list(a));
        reader.required(&["many"], shape::list(a))
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
        let name = reader.get::<Option<String>>(&["name"]);
        let sum = reader.get::<u64>(&["sum"]);
        let memo = reader.get::<String>(&["memo"]);
        (
            name,
            sum,
            memo,
            reader
                .get::<Option<Vec<String>>>(&["l"])
                .unwrap_or_default(),
        )
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
    let (_, problems, _) = read(body, |reader| reader.get::<Sensitive<String>>(&["name"]));
    assert_eq!(
        problems,
        ["name: expected a text, found a text with a broken character"]
    );
}

#[test]
fn a_hostile_answer_is_not_noted_without_end() {
    let body = format!(r#"{{"l":[{}0]}}"#, "0,".repeat(100_000));
    let (values, problems, noted) = read(&body, |reader| {
        reader
            .optional(&["l"], shape::list(a))
            .unwrap_or_default()
            .len()
    });
    assert_eq!((values, problems.len(), noted.len()), (0, 0, 100));
    let (_, problems, noted) = read(&body, |reader| {
        reader.required(&["l"], shape::list(a)).len()
    });
    assert_eq!((problems.len(), noted.len()), (100, 0));
}
