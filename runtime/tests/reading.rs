//! How answers are written, and the members that are taken out of them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod sample;

use kpg_runtime::prelude::*;
use kpg_runtime::{ErrorKind, Outcome};
use sample::{Code, Currency};

/// Currencies as a vendor may add to them.
type Choices = Vec<Code>;

/// An operation whose answer is whatever its body holds, in a format.
#[derive(Clone)]
struct Probe<const FORMAT: usize>;

const JSON: usize = 0;
const FORM: usize = 1;
const FORM_EUC_KR: usize = 2;
const JSON_EUC_KR: usize = 3;
const LIST: usize = 4;

const fn format(encoding: AnswerEncoding, charset: Charset, list: bool) -> AnswerFormat {
    AnswerFormat {
        encoding,
        charset,
        list_as: if list { Some("records") } else { None },
    }
}

impl<const FORMAT: usize> Operation for Probe<FORMAT> {
    type Settings = ();
    type Code = Code;
    type Answer = String;
    type Verdict = String;
    const CALL: Call = Call::new("sample", "probe", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &["card"];
    const RULES: ResultRules = ResultRules {
        message: Some(&["message"]),
        success: &[(Self::CODE, &["00"])],
        faults: &[Fault {
            code: &["error"],
            message: None,
            statuses: Some((400, 403)),
        }],
        ..ResultRules::by_code(Self::CODE)
    };
    const FORMAT: AnswerFormat = match FORMAT {
        FORM => format(AnswerEncoding::Form, Charset::Utf8, false),
        FORM_EUC_KR => format(AnswerEncoding::Form, Charset::EucKr, false),
        JSON_EUC_KR => format(AnswerEncoding::Json, Charset::EucKr, false),
        LIST => format(AnswerEncoding::Json, Charset::Utf8, true),
        _ => AnswerFormat::JSON,
    };

    fn prepare(&self, _: &(), _: &Supply<'_>) -> Prepared {
        let url = BaseUrl::parse("https://x").unwrap().join("/probe");
        Ok(HttpRequest::get(url))
    }

    fn read(reader: &mut Reader) -> String {
        reader.optional_text(&["name"]).unwrap_or_default()
    }
}

impl<const FORMAT: usize> Probe<FORMAT> {
    const CODE: &'static [&'static str] = if FORMAT == LIST {
        &["records", "code"]
    } else {
        &["code"]
    };
}

fn interpret<const FORMAT: usize>(
    status: u16,
    body: impl Into<Vec<u8>>,
) -> Result<String, Error<Code>> {
    Probe::<FORMAT>::interpret(&(), &HttpAnswer::new(status, body))
}

fn kind<const FORMAT: usize>(status: u16, body: impl Into<Vec<u8>>) -> Result<String, ErrorKind> {
    interpret::<FORMAT>(status, body).map_err(|error| error.kind())
}

#[test]
fn a_form_is_read_in_its_charset_or_not_at_all() {
    let unreadable = Err(ErrorKind::Unreadable);
    let name = |name: &str| Ok(name.to_owned());
    // python3 -c "from urllib.parse import urlencode; \
    //   print(urlencode({'code': '00', 'name': '승인 똠&'}, encoding='cp949'))"   # and without encoding
    let euc_kr = "code=00&name=%BD%C2%C0%CE+%8Cc%26";
    let utf8 = "code=00&name=%EC%8A%B9%EC%9D%B8+%EB%98%A0%26";
    assert_eq!(kind::<FORM_EUC_KR>(200, euc_kr), name("승인 똠&"));
    assert_eq!(kind::<FORM>(200, utf8), name("승인 똠&"));
    // Bytes of another charset are never replaced.
    assert_eq!(kind::<FORM>(200, euc_kr), unreadable);
    assert_eq!(kind::<FORM_EUC_KR>(200, "code=00&name=%FF"), unreadable);
    // Vendors forget to percent-encode: python3 -c "print('승인'.encode('cp949'))"
    let raw = b"\r\ncode=00&&name=\xbd\xc2\xc0\xce=%\n";
    assert_eq!(kind::<FORM_EUC_KR>(200, raw), name("승인=%"));
    for (body, expected) in [
        ("code=00&name=", name("")),
        ("name=a&code=00&name=a", unreadable.clone()),
        ("code=00&name", unreadable.clone()),
        ("", unreadable.clone()),
        ("<meta charset=\"utf-8\">", unreadable.clone()),
        (r#"{"code":"00","a":"="}"#, unreadable.clone()),
        ("code=01", Err(ErrorKind::Refused)),
    ] {
        assert_eq!(kind::<FORM>(200, body), expected, "{body}");
    }
}

#[test]
fn reading_a_form_survives_every_truncation_and_every_flipped_byte() {
    let body = b"code=00&name=%BD%C2\xbd\xc2+%8Cc&card=1";
    for length in 0..body.len() {
        drop(interpret::<FORM_EUC_KR>(200, &body[..length]));
        for flip in [0x01, 0x55, 0x80] {
            let mut flipped = body.to_vec();
            flipped[length] ^= flip;
            drop(interpret::<FORM_EUC_KR>(200, flipped.clone()));
            drop(interpret::<FORM>(200, flipped));
        }
    }
}

#[test]
fn json_in_euc_kr_is_read_as_such() {
    // python3 -c "print('{\"code\":\"00\",\"name\":\"똠방\"}'.encode('cp949'))"
    let body = b"{\"code\":\"00\",\"name\":\"\x8cc\xb9\xe6\"}";
    assert_eq!(kind::<JSON_EUC_KR>(200, body), Ok("똠방".to_owned()));
    assert_eq!(kind::<JSON>(200, body), Err(ErrorKind::Unreadable));
    let cut = b"{\"code\":\"00\",\"name\":\"\x8c\"}";
    assert_eq!(kind::<JSON_EUC_KR>(200, cut), Err(ErrorKind::Unreadable));
}

#[test]
fn items_of_a_list_that_agree_give_its_result() {
    use ErrorKind::{Refused, Unreadable};
    for (body, expected) in [
        (r#"[{"code":"00"}]"#, Ok(())),
        (r#"[{"code":"00"},{"code":"00","x":1}]"#, Ok(())),
        (r#"{"records":[{"code":"00"}]}"#, Ok(())),
        (r#"{"records":{"code":"00"}}"#, Ok(())),
        (r#"[{"code":"01"},{"code":"01"}]"#, Err(Refused)),
        (r#"[{"code":"00"},{"code":"01"}]"#, Err(Unreadable)),
        (r#"[{"code":"00"},{}]"#, Err(Unreadable)),
        (r#"[{"code":"00"},{"code":null}]"#, Err(Unreadable)),
        (r#"[{"code":"00"},"00"]"#, Err(Unreadable)),
        (r#"[{"code":["00"]}]"#, Err(Unreadable)),
        ("[]", Err(Unreadable)),
        (r#""00""#, Err(Unreadable)),
    ] {
        assert_eq!(kind::<LIST>(200, body).map(drop), expected, "{body}");
    }
    assert_eq!(kind::<JSON>(200, r#"[{"code":"00"}]"#), Err(Unreadable));
}

#[test]
fn a_fault_counts_with_its_statuses_only() {
    for (status, expected) in [
        (399, Outcome::Unknown),
        (400, Outcome::Refused),
        (403, Outcome::Refused),
        (404, Outcome::Unknown),
        (200, Outcome::Unknown),
        (500, Outcome::Unknown),
    ] {
        let error = interpret::<JSON>(status, r#"{"error":"E1"}"#).unwrap_err();
        assert_eq!(error.outcome(), expected, "HTTP {status}");
    }
}

#[test]
fn an_error_masks_a_body_as_its_format_says() {
    let form = interpret::<FORM_EUC_KR>(200, "code=01&card=4242&m=%BD%C2%C0%CE").unwrap_err();
    assert_eq!(form.masked_body().to_string(), "code=01&card=***&m=승인");
    assert_eq!(form.body(), b"code=01&card=4242&m=%BD%C2%C0%CE");
    let json = interpret::<JSON_EUC_KR>(200, b"{\"card\":1,\"m\":\"\xbd\xc2\"}").unwrap_err();
    assert_eq!(json.masked_body().to_string(), r#"{"card":"***","m":"승"}"#);
    let page = interpret::<FORM>(502, r#"<p class="x">4242"#).unwrap_err();
    assert_eq!(page.masked_body().to_string(), "<17 bytes>");
}

/// What `read` makes of a body, and every problem that it notes.
fn read<T>(body: &str, read: impl FnOnce(&mut Reader) -> T) -> (T, Vec<String>) {
    let answer = HttpAnswer::new(200, body);
    let mut reading = Reading::<Probe<JSON>>::open(&answer).unwrap();
    let value = read(reading.reader());
    let problems = reading.finish(()).err();
    let problems = problems.iter().flat_map(|error| error.problems());
    (value, problems.map(ToString::to_string).collect())
}

const NONE: [&str; 0] = [];

#[test]
fn lists_of_values_are_read_and_every_odd_part_is_noted() {
    let body = r#"{"t":["a",1,true],"n":[1,"2"],"f":[true,"false"],"c":["00","77"],"e":[],"z":null,
        "bad":["a",{},null],"text":"a","deep":{"n":[1,"x"]}}"#;
    let (values, problems) = read(body, |reader| {
        let codes: Choices = reader.choices(&["c"]);
        let empty: Choices = reader.optional_choices(&["z"]);
        assert_eq!(
            codes.iter().map(Choice::as_str).collect::<Vec<_>>(),
            ["00", "77"]
        );
        assert!(empty.is_empty() && reader.texts(&["e"]).is_empty());
        assert!(reader.optional_numbers(&["none"]).is_empty());
        assert!(reader.optional_flags(&["z"]).is_empty());
        assert!(reader.optional_texts(&["z"]).is_empty());
        (
            reader.texts(&["t"]),
            reader.numbers(&["n"]),
            reader.flags(&["f"]),
        )
    });
    let texts = ["a", "1", "true"].map(str::to_owned).to_vec();
    assert_eq!(
        (values, problems),
        ((texts, vec![1, 2], vec![true, false]), vec![])
    );
    let (_, problems) = read(body, |reader| {
        reader.texts(&["bad"]);
        reader.optional_texts(&["text"]);
        reader.numbers(&["z"]);
        reader.flags(&["none"]);
        reader.choices::<Code>(&["none"]);
        reader.object(&["deep"], |reader| reader.numbers(&["n"]));
    });
    assert_eq!(
        problems,
        [
            "bad[1]: expected a text, found an object",
            "bad[2]: expected a text, found null",
            "text: expected a list, found a text",
            "z: expected a list, found nothing",
            "none: expected a list, found nothing",
            "none: expected a list, found nothing",
            "deep.n[1]: expected a whole number, found a text",
        ]
    );
}

#[test]
fn objects_stand_alone_in_lists_and_in_texts() {
    let body = r#"{"one":{"a":1},"many":[{"a":1},{"a":2}],"in":"{\"a\":3,\"x\":{\"b\":\"{\\\"a\\\":4}\"}}",
        "empty":"","z":null}"#;
    let a = |reader: &mut Reader| reader.number(&["a"]);
    let (values, problems) = read(body, |reader| {
        let inner = reader.json_text(&["in"], |reader| {
            (a(reader), reader.json_text(&["x", "b"], a))
        });
        assert_eq!(inner, (3, 4));
        assert_eq!(reader.optional_json_text(&["in"], a), Some(3));
        assert_eq!(reader.optional_json_text(&["empty"], a), None);
        assert_eq!(reader.optional_json_text(&["z"], a), None);
        assert_eq!(reader.optional_object(&["one"], a), Some(1));
        assert_eq!(reader.optional_object(&["z"], a), None);
        assert!(reader.optional_list_or_object(&["z"], a).is_empty());
        assert!(reader.optional_list(&["none"], a).is_empty());
        (
            reader.list_or_object(&["one"], a),
            reader.optional_list_or_object(&["many"], a),
            reader.list(&["many"], a),
        )
    });
    assert_eq!(
        (values, problems),
        ((vec![1], vec![1, 2], vec![1, 2]), vec![])
    );
}

#[test]
fn an_empty_text_stands_for_an_object_or_a_list_that_is_not_there_unless_it_must_be() {
    let a = |reader: &mut Reader| reader.number(&["a"]);
    let (_, problems) = read(r#"{"e":"","o":{"e":""}}"#, |reader| {
        assert_eq!(reader.optional_object(&["e"], a), None);
        assert!(reader.optional_list(&["e"], a).is_empty());
        assert!(reader.optional_list(&["o", "e"], a).is_empty());
        assert!(reader.optional_list_or_object(&["e"], a).is_empty());
        assert!(reader.optional_texts(&["e"]).is_empty());
        assert!(reader.optional_numbers(&["e"]).is_empty());
        assert!(reader.optional_flags(&["e"]).is_empty());
        assert!(reader.optional_choices::<Code>(&["e"]).is_empty());
    });
    assert_eq!(problems, NONE);
    let (_, problems) = read(r#"{"e":"","s":" ","l":[""]}"#, |reader| {
        reader.object(&["e"], a);
        reader.list(&["e"], a);
        reader.list_or_object(&["e"], a);
        reader.texts(&["e"]);
        reader.optional_object(&["s"], a);
        reader.optional_list(&["s"], a);
        reader.optional_list(&["l"], a);
        reader.optional_numbers(&["l"]);
    });
    assert_eq!(
        problems,
        [
            "e: expected an object, found an empty text",
            "e: expected a list, found an empty text",
            "e: expected a list or an object, found an empty text",
            "e: expected a list, found an empty text",
            "s: expected an object, found a text",
            "s: expected a list, found a text",
            "l[0]: expected an object, found an empty text",
            "l[0]: expected a whole number, found an empty text",
        ]
    );
}

#[test]
fn one_thing_is_wrong_with_an_object_that_is_not_there() {
    let body = r#"{"text":"{","list":"[]","object":{"a":"x"},"many":[{},"x"],"z":null}"#;
    let a = |reader: &mut Reader| reader.number(&["a"]);
    let (values, problems) = read(body, |reader| {
        let texts = ["text", "list", "object", "z"].map(|name| reader.json_text(&[name], a));
        assert_eq!(texts, [0; 4]);
        assert_eq!(reader.optional_json_text(&["object"], a), Some(0));
        assert_eq!(reader.optional_object(&["text"], a), Some(0));
        reader.object(&["none"], a);
        reader.object(&["object"], a);
        reader.list_or_object(&["text"], a);
        reader.list_or_object(&["none"], a);
        reader.list(&["object"], a);
        reader.list(&["many"], a)
    });
    assert_eq!(values, [0, 0]);
    assert_eq!(
        problems,
        [
            "text: expected a JSON object in a text, found a text",
            "list: expected a JSON object in a text, found a text",
            "object: expected a JSON object in a text, found an object",
            "z: expected a JSON object in a text, found nothing",
            "object: expected a JSON object in a text, found an object",
            "text: expected an object, found a text",
            "none: expected an object, found nothing",
            "object.a: expected a whole number, found a text",
            "text: expected a list or an object, found a text",
            "none: expected a list or an object, found nothing",
            "object: expected a list, found an object",
            "many[0].a: expected a whole number, found nothing",
            "many[1]: expected an object, found a text",
        ]
    );
    let (currency, problems) = read("{}", |_| Currency::Won.as_str());
    assert_eq!(
        (currency, problems),
        ("WON", NONE.map(str::to_owned).to_vec())
    );
}
