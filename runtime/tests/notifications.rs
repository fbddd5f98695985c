//! What vendors send of their own accord.

use kpg_runtime::recipe::{hex_lower, pairs, sha256};
use kpg_runtime::{
    Acknowledgement, AnswerFormat, Charset, Encoding, Notice, NotificationError,
    NotificationErrorKind, Secret, SourceNetwork, Wire,
};

const FORM: AnswerFormat = AnswerFormat {
    encoding: Encoding::Form,
    charset: Charset::EucKr,
    list_as: None,
};

fn open(format: AnswerFormat, body: impl AsRef<[u8]>) -> Result<Notice, NotificationError> {
    Notice::open("sample", "paid", format, &["card", "sign"], body.as_ref())
}

fn said(error: &NotificationError) -> (NotificationErrorKind, String) {
    let shown = format!("{error} {error:?} {}", error.masked_body());
    assert!(!shown.contains("4242"), "{shown}");
    (error.kind(), error.to_string())
}

#[test]
fn a_notification_is_authentic_and_taken_apart() {
    // printf 'tid=T1&price=1000&key=top-secret' | openssl dgst -sha256
    let sign = "e705f65670714eae48dae165a91ea8f14a1cf35e479a83cc28310202409a98b6";
    let body = format!(r#"{{"tid":"T1","price":1000,"card":"4242","sign":"{sign}"}}"#);
    let notice = open(AnswerFormat::JSON, &body).unwrap();
    let key = Secret::new("top-secret");
    let (tid, price) = (notice.wire(&["tid"]), notice.wire(&["price"]));
    let message = pairs(&[("tid", &tid), ("price", &price), ("key", &key)]);
    let expected = hex_lower(sha256(message));
    notice.authentic(&["sign"], &expected).unwrap();
    assert!(!format!("{notice:?}").contains("4242"));
    let read = notice.finish(|reader| {
        (
            reader.get::<String>(&["tid"]),
            reader.get::<u64>(&["price"]),
        )
    });
    assert_eq!(read.unwrap(), ("T1".to_owned(), 1000));
}

#[test]
fn what_does_not_prove_its_sender_is_not_authentic() {
    use NotificationErrorKind::NotAuthentic;
    let none = "sample.paid: the notification is not the vendor's: it carries no signature";
    let other = "sample.paid: the notification is not the vendor's: its signature is another one";
    let cases: [(&str, &dyn Wire, &str); 8] = [
        (r#"{"sign":"ab"}"#, &"ac", other),
        (r#"{"sign":"ab"}"#, &"AB", other),
        (r#"{"sign":"ab"}"#, &"abc", other),
        (r#"{"sign":"ab"}"#, &"", other),
        (r#"{"sign":"ab"}"#, &None::<String>, other),
        (r#"{"sign":""}"#, &"", none),
        (r#"{"sign":null}"#, &None::<String>, none),
        ("{}", &"ab", none),
    ];
    for (body, expected, words) in cases {
        let notice = open(AnswerFormat::JSON, body).unwrap();
        let error = notice.authentic(&["sign"], expected).unwrap_err();
        assert_eq!(said(&error), (NotAuthentic, words.to_owned()), "{body}");
    }
    let notice = open(AnswerFormat::JSON, r#"{"sign":"ab"}"#).unwrap();
    assert!(notice.authentic(&["sign"], &"ab").is_ok());
}

#[test]
fn a_member_is_had_as_it_was_sent_or_not_at_all() {
    let body =
        r#"{"t":" 0a ","n":100,"f":true,"i":-5,"d":100.00,"e":1e3,"l":[],"o":{"x":"y"},"z":null}"#;
    let notice = open(AnswerFormat::JSON, body).unwrap();
    for (path, sent) in [
        (&["t"][..], Some(" 0a ")),
        (&["n"], Some("100")),
        (&["f"], Some("true")),
        (&["i"], Some("-5")),
        (&["o", "x"], Some("y")),
        (&["d"], None),
        (&["e"], None),
        (&["l"], None),
        (&["o"], None),
        (&["z"], None),
        (&["none"], None),
    ] {
        assert_eq!(notice.wire(path).as_deref(), sent, "{path:?}");
    }
    // python3 -c "from urllib.parse import quote; print(quote('승인', encoding='cp949'))"
    let notice = open(FORM, "n=0100.00&m=%BD%C2%C0%CE").unwrap();
    assert_eq!(notice.wire(&["n"]).as_deref(), Some("0100.00"));
    assert_eq!(notice.wire(&["m"]).as_deref(), Some("승인"));
}

#[test]
fn what_can_not_be_used_says_why_and_shows_nothing() {
    use NotificationErrorKind::{Malformed, Unreadable};
    let unread = |format, body: &str| said(&open(format, body).unwrap_err());
    let words = "sample.paid: the notification cannot be read: ";
    for (format, body, why) in [
        (AnswerFormat::JSON, r#"{"card":4242,}"#, "it is no JSON"),
        (AnswerFormat::JSON, "[4242]", "it is JSON, but no object"),
        (AnswerFormat::JSON, "card=4242", "it is no JSON"),
        (FORM, r#"{"card":"4242="}"#, "it is no form"),
        (FORM, "card=4242&card=4242", "a member stands there twice"),
        (
            FORM,
            "4242%FF=x",
            "the name of a member is none of its charset",
        ),
    ] {
        assert_eq!(
            unread(format, body),
            (Unreadable, format!("{words}{why}")),
            "{body}"
        );
    }
    let notice = open(FORM, "card=4242&price=4242x&m=1").unwrap();
    let read = notice.finish(|reader| {
        (
            reader.get::<u64>(&["price"]),
            reader.get::<String>(&["tid"]),
        )
    });
    let error = read.unwrap_err();
    let expected = "sample.paid: the notification breaks its description; price: expected a whole \
                    number, found a text; tid: expected a text, found nothing";
    assert_eq!(
        (error.kind(), error.to_string()),
        (Malformed, expected.to_owned())
    );
    assert_eq!(error.problems().len(), 2);
    assert_eq!(error.masked_body().to_string(), "card=***&price=4242x&m=1");
    assert!(!format!("{error:?}").contains("4242"));
}

#[test]
fn half_a_character_loses_its_own_member_and_nothing_else() {
    // printf 'tid=T1&key=top-secret' | openssl dgst -sha256
    let sign = "5f40bad6b312e055713ab92cada92ac86e9bce256584ba8ead4efbd7642acc10";
    // A name cut to so many bytes, within its second letter:
    // python3 -c "print('홍길'.encode()[:-1], '홍길'.encode('cp949')[:-1])"
    let name = b"{\"name\":\"\xed\x99\x8d\xea\xb8\",";
    let json = [name, format!(r#""tid":"T1","sign":"{sign}"}}"#).as_bytes()].concat();
    let form = format!("tid=T1&name=%C8%AB%B1&sign={sign}").into_bytes();
    for (format, body) in [(AnswerFormat::JSON, json), (FORM, form)] {
        let notice = open(format, &body).unwrap();
        let key = Secret::new("top-secret");
        let message = pairs(&[("tid", &notice.wire(&["tid"])), ("key", &key)]);
        notice
            .authentic(&["sign"], &hex_lower(sha256(message)))
            .unwrap();
        let read = notice.finish(|reader| {
            let (tid, name) = (reader.get(&["tid"]), reader.get(&["name"]));
            let noted: Vec<String> = reader.noted().iter().map(ToString::to_string).collect();
            assert_eq!(
                noted,
                ["name: expected a text, found a text with a broken character"]
            );
            (tid, name)
        });
        let read: (String, Option<String>) = read.unwrap();
        assert_eq!(read, ("T1".to_owned(), None));
        // Where the broken text is signed itself, what was signed is not known.
        let notice = open(format, &body).unwrap();
        assert_eq!(notice.wire(&["name"]), None);
        let error = notice.authentic(&["sign"], &sign).unwrap_err();
        let words = "sample.paid: the notification is not the vendor's: what it signs cannot be \
                     told as it was written";
        assert_eq!(error.to_string(), words);
        // Where it must be there, the notification is malformed.
        let notice = open(format, &body).unwrap();
        let read = notice.finish(|reader| reader.get::<String>(&["name"]));
        let error = read.unwrap_err();
        assert_eq!(error.kind(), NotificationErrorKind::Malformed);
        assert_eq!(error.problems()[0].path, "name");
    }
}

#[test]
fn of_several_formats_the_one_that_fits_is_taken() {
    let any = |formats: &[AnswerFormat], body: &str| {
        let notice = Notice::open_any("sample", "paid", formats, &[], body.as_bytes());
        notice
            .map(|notice| notice.wire(&["a"]).unwrap())
            .map_err(|error| error.kind())
    };
    let both = [FORM, AnswerFormat::JSON];
    let unreadable = Err(NotificationErrorKind::Unreadable);
    for (formats, body, expected) in [
        (&both[..], "a=1", Ok("1")),
        (&both, " \r\n{\"a\":\"1\"}", Ok("1")),
        (&both, "\u{feff}{\"a\":\"1\"}", Ok("1")),
        (&both, "", unreadable),
        (&both[..1], r#"{"a":"1"}"#, unreadable),
        (&both[1..], "a=1", unreadable),
        (&[], r#"{"a":"1"}"#, Ok("1")),
    ] {
        assert_eq!(any(formats, body), expected.map(str::to_owned), "{body}");
    }
}

#[test]
fn what_was_signed_must_be_known_as_it_was_written() {
    let open = |memo: &str| {
        let body = format!(r#"{{"tid":"T1","memo":{memo}}}"#);
        Notice::open(
            "sample",
            "changed",
            AnswerFormat::JSON,
            &[],
            body.as_bytes(),
        )
        .unwrap()
    };
    for (memo, believed) in [
        (r#""x""#, true),
        ("5", true),
        ("null", true),
        // Of these it is not known how they were written: they could be added unsigned.
        ("1.5", false),
        ("1e3", false),
        (r#"{"a":1}"#, false),
        ("[1]", false),
    ] {
        let notice = open(memo);
        let signed = notice.wire(&["memo"]).unwrap_or_default();
        let proof = notice.authentic(&["tid"], &"T1").is_ok();
        assert_eq!(proof, believed, "{memo} {signed}");
    }
}

#[test]
fn a_network_has_the_addresses_that_begin_with_its_bits() {
    let one = SourceNetwork::v4([203, 0, 113, 7], 32);
    let some = SourceNetwork::v4([10, 0, 0, 128], 25);
    let v6 = SourceNetwork::v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 33);
    // python3 -c "import ipaddress as i; print(i.ip_address('10.0.0.127') in i.ip_network('10.0.0.128/25'))"
    for (network, address, is_in) in [
        (one, "203.0.113.7", true),
        (one, "::ffff:203.0.113.7", true),
        (one, "203.0.113.6", false),
        (one, "::203.0.113.7", false),
        (some, "10.0.0.128", true),
        (some, "10.0.0.255", true),
        (some, "10.0.0.127", false),
        (some, "10.0.1.128", false),
        (v6, "2001:db8:7fff::1", true),
        (v6, "2001:db8:8000::1", false),
        (v6, "10.0.0.128", false),
    ] {
        let address = address.parse().unwrap();
        assert_eq!(network.contains(address), is_in, "{address} in {network}");
    }
}

#[test]
fn an_acknowledgement_is_the_response_of_a_server() {
    let taken = Acknowledgement {
        status: 202,
        content_type: "text/html",
        body: "OK",
    };
    let response = taken.response::<String>();
    assert_eq!(response.status(), 202);
    assert_eq!(response.headers().len(), 1);
    assert_eq!(response.headers()["content-type"], "text/html");
    assert_eq!(response.body(), "OK");
}
