//! How answers are written, and the members that are taken out of them.

use crate::support::sample::Code;
use kpg_runtime::http::Method;
use kpg_runtime::prelude::*;
use kpg_runtime::{ErrorKind, Outcome};

/// An operation whose answer is whatever its body holds, in a format.
#[derive(Clone)]
struct Probe<const FORMAT: usize>;

const JSON: usize = 0;
const FORM: usize = 1;
const FORM_EUC_KR: usize = 2;
const JSON_EUC_KR: usize = 3;
const LIST: usize = 4;

const fn format(encoding: Encoding, charset: Charset, list: bool) -> AnswerFormat {
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
    const RULES: &'static ResultRules = &ResultRules {
        message: Some(&["message"]),
        success: &[Condition {
            member: Self::CODE,
            values: &["00"],
        }],
        faults: &[Fault {
            code: &["error"],
            message: None,
            statuses: Some(&[400..=403]),
            listed: &[ListedCodes {
                codes: &["E1"],
                statuses: None,
            }],
            others: None,
        }],
        listed: &[ListedCodes {
            codes: &["01"],
            statuses: None,
        }],
        ..ResultRules::by_code(Self::CODE)
    };
    const FORMAT: AnswerFormat = match FORMAT {
        FORM => format(Encoding::Form, Charset::Utf8, false),
        FORM_EUC_KR => format(Encoding::Form, Charset::EucKr, false),
        JSON_EUC_KR => format(Encoding::Json, Charset::EucKr, false),
        LIST => format(Encoding::Json, Charset::Utf8, true),
        _ => AnswerFormat::JSON,
    };

    fn prepare(&self, _: &(), _: &Supply<'_>) -> Prepared {
        let url = BaseUrl::parse("https://x").unwrap().join("/probe");
        Ok(HttpRequest::new(Method::GET, url, None))
    }

    fn read(reader: &mut Reader) -> String {
        reader.get::<Option<String>>(&["name"]).unwrap_or_default()
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
) -> Result<String, CallError<Code>> {
    Probe::<FORMAT>.interpret(&(), &HttpAnswer::new(status, body))
}

fn kind<const FORMAT: usize>(status: u16, body: impl Into<Vec<u8>>) -> Result<String, ErrorKind> {
    interpret::<FORMAT>(status, body).map_err(|error| error.kind())
}

#[test]
fn a_value_of_a_form_is_read_in_its_charset_or_not_at_all() {
    let unreadable = Err(ErrorKind::Unreadable);
    let name = |name: &str| Ok(name.to_owned());
    // python3 -c "from urllib.parse import urlencode; \
    //   print(urlencode({'code': '00', 'name': '승인 똠&'}, encoding='cp949'))"   # and without encoding
    let euc_kr = "code=00&name=%BD%C2%C0%CE+%8Cc%26";
    let utf8 = "code=00&name=%EC%8A%B9%EC%9D%B8+%EB%98%A0%26";
    assert_eq!(kind::<FORM_EUC_KR>(200, euc_kr), name("승인 똠&"));
    assert_eq!(kind::<FORM>(200, utf8), name("승인 똠&"));
    // Bytes of another charset are never replaced: the value is not there.
    assert_eq!(kind::<FORM>(200, euc_kr), name(""));
    assert_eq!(kind::<FORM_EUC_KR>(200, "code=00&name=%FF"), name(""));
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
    assert_eq!(kind::<JSON>(200, body), Ok(String::new()));
    let cut = b"{\"code\":\"00\",\"name\":\"\x8c\"}";
    assert_eq!(kind::<JSON_EUC_KR>(200, cut), Ok(String::new()));
}

#[test]
fn half_a_character_breaks_its_own_text_and_no_other() {
    use ErrorKind::{Refused, Unreadable};
    let ok = |name: &str| Ok(name.to_owned());
    // "승인" in UTF-8 without its last byte, in EUC-KR without its last byte, and in UTF-16 escapes cut
    // within a pair.
    let cases: &[(&[u8], Result<String, ErrorKind>)] = &[
        (
            b"{\"code\":\"00\",\"name\":\"\xec\x8a\xb9\xec\x9d\"}",
            ok(""),
        ),
        (b"{\"code\":\"00\",\"name\":\"K\",\"x\":\"\xec\"}", ok("K")),
        (
            b"{\"code\":\"00\",\"name\":\"K\",\"x\":[[\"\xff\"]]}",
            ok("K"),
        ),
        (br#"{"code":"00","name":"\ud83d"}"#, ok("")),
        (br#"{"code":"00","name":"\ud83d\u0041"}"#, ok("")),
        (br#"{"code":"00","name":"\uDE00"}"#, ok("")),
        (br#"{"code":"00","name":"\ud83d\ude00"}"#, ok("\u{1f600}")),
        (br#"{"code":"00","name":"\\ud83d"}"#, ok("\\ud83d")),
        (br#"{"code":"00","name":"\\\ud83d"}"#, ok("")),
        // A replacement character in a whole body is the sender's own.
        (
            "{\"code\":\"00\",\"name\":\"\u{fffd}\"}".as_bytes(),
            ok("\u{fffd}"),
        ),
        (br#"{"code":"00","name":"\ufffd"}"#, ok("\u{fffd}")),
        // The code decides as ever, and one that is broken decides nothing.
        (b"{\"code\":\"01\",\"message\":\"\xec\"}", Err(Refused)),
        (b"{\"code\":\"01\xec\"}", Err(Unreadable)),
        (b"{\"code\":\"00\xec\"}", Err(Unreadable)),
        (b"{\"code\":\"\xec\",\"error\":\"E1\"}", Err(Unreadable)),
        (br#"{"code":"01\ud83d"}"#, Err(Unreadable)),
        // A broken name could be any member's; a name twice is twice.
        (b"{\"code\":\"01\",\"\xec\":1}", Err(Unreadable)),
        (b"{\"code\":\"01\",\"x\":{\"a\xec\":1}}", Err(Unreadable)),
        (br#"{"code":"01","\ud83d":1}"#, Err(Unreadable)),
        (b"{\"code\":\"01\",\"code\":\"\xec\"}", Err(Unreadable)),
        (b"\xec{\"code\":\"01\"}", Err(Unreadable)),
        (b"{\"code\":\"01\xec", Err(Unreadable)),
    ];
    for (body, expected) in cases {
        let shown = String::from_utf8_lossy(body);
        assert_eq!(kind::<JSON>(200, *body), *expected, "{shown}");
    }
    let fault = |body: &[u8]| kind::<JSON>(400, body);
    assert_eq!(fault(b"{\"error\":\"\xec\"}"), Err(Unreadable));
    assert_eq!(fault(b"{\"error\":\"E1\",\"x\":\"\xec\"}"), Err(Refused));
}

#[test]
fn every_value_of_a_form_stands_for_itself() {
    use ErrorKind::{Refused, Unreadable};
    let name = |name: &str| Ok(name.to_owned());
    for (body, expected) in [
        // python3 -c "print('승인'.encode('cp949')[:-1])"
        (&b"code=00&name=%BD%C2%C0"[..], name("")),
        (b"code=00&name=\xbd\xc2\xc0", name("")),
        (b"name=K&message=%C0&code=00", name("K")),
        (b"code=01&message=%BD%C2%C0", Err(Refused)),
        (b"code=01%C0&message=x", Err(Unreadable)),
        (b"code=%C0&message=x", Err(Unreadable)),
        (b"code=01&%C0=x", Err(Unreadable)),
        (b"code=01&x%C0=x", Err(Unreadable)),
        (b"code=01&code=%C0", Err(Unreadable)),
    ] {
        let shown = String::from_utf8_lossy(body);
        assert_eq!(kind::<FORM_EUC_KR>(200, body), expected, "{shown}");
    }
    let refused = interpret::<FORM_EUC_KR>(200, "code=01&message=%BD%C2%C0").unwrap_err();
    assert_eq!(refused.message(), None);
    assert_eq!(
        refused.masked_body().to_string(),
        "code=01&message=<not text>"
    );
    assert_eq!(refused.body(), b"code=01&message=%BD%C2%C0");
    let card = interpret::<FORM_EUC_KR>(200, "code=01&card=4242%C0").unwrap_err();
    assert_eq!(card.masked_body().to_string(), "code=01&card=***");
    let json = interpret::<JSON>(
        200,
        b"{\"code\":\"01\",\"m\":[\"4242\xec\"],\"card\":\"\xec\"}",
    );
    let shown = json.unwrap_err().masked_body().to_string();
    assert_eq!(shown, r#"{"code":"01","m":["<not text>"],"card":"***"}"#);
}

/// A form shows no end of its own: what stands last may be the beginning of what was sent.
const OF_A_FORM: ResultRules = ResultRules {
    success: &[
        Condition {
            member: &["code"],
            values: &["0000"],
        },
        Condition {
            member: &["state"],
            values: &["95"],
        },
    ],
    refused: Some(&[Condition {
        member: &["state"],
        values: &["99"],
    }]),
    listed: &[ListedCodes {
        codes: &["01", "000", "02", "0251", "00009"],
        statuses: None,
    }],
    others: Some(OtherCodes {
        statuses: &[],
        longest: None,
    }),
    ..ResultRules::by_code(&["code"])
};

#[test]
fn what_may_be_cut_off_refuses_nothing() {
    let (refused, unknown) = (Outcome::Refused, Outcome::Unknown);
    for (body, expected) in [
        ("code=01", refused),
        ("code=77", refused),
        ("code=77&m=", refused),
        // All of these may go on as the code that says yes, listed or not.
        ("code=", unknown),
        ("code=0", unknown),
        ("code=00", unknown),
        ("code=000", unknown),
        ("code=000&m=1", refused),
        // A beginning in no list is none, wherever it stands.
        ("code=00&m=1", unknown),
        // A refusal and a yes may be the beginning of another code that is listed.
        ("m=1&code=02", unknown),
        ("code=02&m=1", refused),
        // A member that says no by itself may go on too.
        ("code=0000&state=99", unknown),
        ("code=0000&state=99&m=1", refused),
        ("state=99&code=0000", refused),
        // Lines, and other things that are no form.
        ("code=0000\nm=OK\ntid=T1\n", unknown),
        ("code=0000\r\ntid=T1", unknown),
        ("code=0000|tid=T1", unknown),
        ("code=0000;tid=T1", unknown),
        ("code=0000,tid=T1", unknown),
        ("code=0000%00", unknown),
    ] {
        let answer = HttpAnswer::new(200, body);
        let mut reading = Reading::open(<Probe<FORM>>::facts(), &answer).unwrap();
        let error = reading.judge(&OF_A_FORM).unwrap_err();
        assert_eq!(error.outcome(), expected, "{body:?}");
    }
}

#[test]
fn a_yes_that_may_be_the_beginning_of_another_code_is_none_where_a_form_ends_in_it() {
    const RULES: &ResultRules = &ResultRules {
        success: &[Condition {
            member: &["code"],
            values: &["0000"],
        }],
        listed: &[ListedCodes {
            codes: &["00009"],
            statuses: None,
        }],
        ..ResultRules::by_code(&["code"])
    };
    for (body, accepted) in [
        ("code=0000&m=1", true),
        ("m=1&code=0000", false),
        ("code=0000", false),
    ] {
        let answer = HttpAnswer::new(200, body);
        let mut reading = Reading::open(<Probe<FORM>>::facts(), &answer).unwrap();
        assert_eq!(reading.judge(RULES).is_ok(), accepted, "{body}");
    }
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
