//! What is shown of steps, and what is not. Digests are those of Python's hashlib, EUC-KR is that of its `cp949`.
#![cfg(all(feature = "aes", feature = "euckr", feature = "text_steps"))]

use std::borrow::Cow;

use http::Method;
use url::Url;

use super::{Explanation, explained};
use crate::cipher::Cipher;
use crate::message::{Members, query};
use crate::recipe::{
    KeyForm, bytes, euckr, first, hex_lower, hmac_sha256, joined, sha256, text_of, upper,
};
use crate::{Body, HttpRequest, PrepareError, Secret, Sensitive, Wire};

type Prepared = Result<HttpRequest, PrepareError>;

fn address() -> Url {
    Url::parse("https://api.example.com/pay").unwrap()
}

fn explanation(names: &[&str], prepare: impl FnOnce() -> Prepared) -> Explanation {
    explained(prepare, names).unwrap()
}

/// A request with these members as its body.
fn sending(put: impl FnOnce(&mut Members)) -> Prepared {
    let mut members = Members::new();
    put(&mut members);
    Ok(HttpRequest::new(Method::POST, address(), members.json()))
}

fn lines(explanation: &Explanation) -> Vec<String> {
    explanation
        .steps()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn assert_hidden(explanation: &Explanation, what: &str) {
    let shown = format!("{explanation}\n{explanation:?}");
    assert!(!shown.contains(what), "{what}: {shown}");
}

fn cipher() -> Result<Cipher, PrepareError> {
    let key = Secret::new("0123456789abcdef");
    Cipher::aes_ecb(KeyForm::Text(&key), hex_of)
}

fn hex_of(bytes: Vec<u8>) -> String {
    hex::encode(bytes)
}

const NAME: &str = "홍길동";
const NAME_IN_EUCKR: &str = "c8abb1e6b5bf";
const NAME_ESCAPED: &str = "%C8%AB%B1%E6%B5%BF";

#[test]
fn a_secret_text_is_hidden_in_euc_kr_too() {
    let name = Sensitive::from(NAME);
    let field = explanation(&[], || {
        let sealed = cipher()?.encrypt_euckr(&name)?;
        sending(|members| members.put("name", &sealed))
    });
    assert_hidden(&field, NAME_IN_EUCKR);
    assert!(lines(&field).contains(&"euckr\n    in   \"***\"\n    out  \"***\"".to_owned()));
    let body = |write: fn(&Members) -> Result<Body, PrepareError>| {
        explanation(&[], || {
            let mut members = Members::new();
            members.put("name", &name);
            let body = write(&members)?.encrypted(&cipher()?);
            Ok(HttpRequest::new(Method::POST, address(), body))
        })
    };
    for body in [
        body(|members| members.euckr(crate::Encoding::Json)),
        body(|members| members.euckr(crate::Encoding::Form)),
    ] {
        assert_hidden(&body, NAME_IN_EUCKR);
        assert_hidden(&body, NAME_ESCAPED);
    }
}

/// Of bytes that no step made nobody knows what they stand for.
#[test]
fn bytes_are_shown_where_a_step_made_them_of_what_is_shown() {
    let secret = Secret::new("key-0001");
    let shown = explanation(&[], || {
        let mut name = euckr(&NAME)?;
        let _ = text_of(&secret);
        let _ = hex_lower(&name);
        name.reverse();
        let _ = hex_lower(&name);
        sending(|_| {})
    });
    let text = lines(&shown).join("\n");
    assert!(
        text.contains(&format!("out  hex {NAME_IN_EUCKR}")),
        "{text}"
    );
    assert!(
        text.contains(&format!("in   hex {NAME_IN_EUCKR}")),
        "{text}"
    );
    assert!(!text.contains("hex bfb5e6b1abc8"), "{text}");
}

/// SHA-256 of `110123456789|Hong`.
const PLAIN_SIGN: &str = "485607e7baa21677af8390aeceaad078cc20f99eb3779752670b0dc02db18b80";

fn plain_sign(account: &dyn Wire) -> String {
    hex_lower(sha256(joined("|", &[account, &"Hong"])))
}

/// What can be guessed can be found from its digest.
#[test]
fn what_is_sent_under_a_listed_name_is_hidden_in_every_step() {
    let account = Sensitive::from("110123456789");
    let member = explanation(&["plainSign"], || {
        let sign = plain_sign(&account);
        sending(|members| members.put("plainSign", &sign))
    });
    let nested = explanation(&["plainSign"], || {
        let sign = plain_sign(&account);
        sending(|members| {
            members.put("holder", &"Hong");
            members.put("data.plainSign", &sign);
        })
    });
    let in_json = explanation(&["plainSign"], || {
        let mut inner = Members::new();
        inner.put("plainSign", &plain_sign(&account));
        let text = inner.json_text();
        sending(|members| members.put("data", &text))
    });
    let header = explanation(&[], || {
        let sign = plain_sign(&account);
        let mut request = sending(|_| {})?;
        request.header("Authorization", &joined(" ", &[&"HMAC", &sign]))?;
        Ok(request)
    });
    let in_query = explanation(&["plainSign"], || {
        let sign = plain_sign(&account);
        let url = query(address(), &[("plainSign", &sign)]);
        Ok(HttpRequest::new(Method::GET, url, None))
    });
    for explanation in [member, nested, in_json, header, in_query] {
        assert_hidden(&explanation, PLAIN_SIGN);
        assert!(explanation.to_string().contains("Hong"), "{explanation}");
    }
    let unlisted = explanation(&[], || {
        let sign = plain_sign(&account);
        sending(|members| members.put("plainSign", &sign))
    });
    assert!(unlisted.to_string().contains(PLAIN_SIGN));
}

/// `12` stands in the digits of `a-12`, and `33` in those of itself.
#[test]
fn a_short_secret_does_not_show_in_the_rest_of_its_encoding() {
    for (secret, text, digits) in [("12", "a-12", "612d3132"), ("33", "33", "3333")] {
        let secret = Sensitive::from(secret);
        let shown = explanation(&[], || {
            let _ = text_of(&secret);
            let sent = hex_lower(text);
            let joined = joined("", &[&"x", &secret]);
            sending(|members| {
                members.put("sent", &sent);
                members.put("joined", &joined);
            })
        });
        let lines = lines(&shown);
        let encoded = lines.iter().find(|line| line.starts_with("hex_lower"));
        assert!(encoded.unwrap().ends_with("out  \"***\""), "{shown}");
        assert!(lines.contains(&"sent sent = \"***\"".to_owned()), "{shown}");
        assert!(lines.contains(&"sent joined = \"x***\"".to_owned()));
        assert_hidden(&shown, digits);
    }
}

/// SHA-256 of `key-0001mid1`.
const OF_KEY: &str = "2bb72c81a3812109c15fc01f49b997077a8addc774143c75bd148408557e816d";

#[test]
fn json_that_is_hashed_is_a_step_and_not_sent() {
    let key = Secret::new("key-0001");
    let shown = explanation(&[], || {
        let mut inner = Members::new();
        inner.put("tid", &"T-1");
        inner.put("sign", &hex_lower(sha256(joined("", &[&key, &"mid1"]))));
        let sign = hex_lower(hmac_sha256(&key, inner.json_text()));
        sending(|members| {
            members.put("data.tid", &"T-1");
            members.put("sign", &sign);
        })
    });
    assert_hidden(&shown, OF_KEY);
    let sent = shown.steps().iter().filter(|step| step.is_sent());
    assert_eq!(
        sent.map(|step| step.word()).collect::<Vec<_>>(),
        ["data.tid", "sign"]
    );
    let json = lines(&shown)
        .into_iter()
        .find(|line| line.starts_with("json"));
    let expected = "json\n    in   \"T-1\"\n    in   \"***\"\n    out  \"{\\\"tid\\\":\\\"T-1\\\",\\\"sign\\\":\\\"***\\\"}\"";
    assert_eq!(json.as_deref(), Some(expected));
}

#[test]
fn values_inside_lists_are_told_by_the_way_to_them() {
    let shown = explanation(&["number"], || {
        let mut card = Members::new();
        card.put("number", &"4111");
        card.put("brand", &"acme");
        let cards = vec![Card(card)];
        sending(|members| members.put("cards", &cards))
    });
    let expected = [
        "sent cards[0].number = \"***\"",
        "sent cards[0].brand = \"acme\"",
    ];
    assert_eq!(lines(&shown), expected);
}

struct Card(Members);

impl crate::Writable for Card {
    fn written(&self) -> Option<crate::Written> {
        Some(self.0.object())
    }
}

#[test]
fn a_piece_is_secret_where_its_text_is() {
    let secret = Secret::new("20221108-key");
    for (of_secret, expected) in [(false, "\"20221108120814\""), (true, "\"***120814\"")] {
        let shown = explanation(&[], || {
            let time = "20221108120814".to_owned();
            let _ = match of_secret {
                true => text_of(&first(8, &secret)),
                false => text_of(&first(8, &time)),
            };
            sending(|members| members.put("time", &time))
        });
        let sent = lines(&shown).pop().unwrap();
        assert_eq!(sent, format!("sent time = {expected}"));
    }
}

/// A value of a caller whose text is made by a step.
struct Upper(&'static str);

impl Wire for Upper {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(upper(&self.0)))
    }
}

#[test]
fn a_value_may_tell_steps_while_its_text_is_made() {
    let shown = explanation(&[], || {
        let _ = bytes(&[&joined("", &[&Upper("a"), &Upper("b")])]);
        sending(|members| members.put("a", &Upper("c")))
    });
    assert!(
        lines(&shown).contains(&"sent a = \"C\"".to_owned()),
        "{shown}"
    );
}

/// With the key, whoever reads an explanation could open the encrypted card in it.
#[test]
fn a_key_is_hidden_whatever_it_was_made_of() {
    let key = "00112233445566778899aabbccddeeff".to_owned();
    let text = "0123456789abcdef".to_owned();
    let card = Sensitive::from("4111111111111111");
    let shown = explanation(&[], || {
        let (key, text) = (text_of(&key), text_of(&text));
        let by_hex = Cipher::aes_ecb(KeyForm::Hex(&key), hex_of)?.encrypt(&card);
        let by_text = Cipher::aes_ecb(KeyForm::Text(&text), hex_of)?.encrypt(&card);
        sending(|members| {
            members.put("hex", &by_hex);
            members.put("text", &by_text);
            members.put("note", &joined("", &[&key, &text]));
        })
    });
    for secret in [key.as_str(), &text, "4111111111111111"] {
        assert_hidden(&shown, secret);
    }
    assert_eq!(lines(&shown).last().unwrap(), "sent note = \"***\"");
}

/// `abcd` and `cdef` in `abcdef`.
#[test]
fn secrets_that_overlap_are_hidden_as_one() {
    let (one, other) = (Sensitive::from("abcd"), Sensitive::from("cdef"));
    let shown = explanation(&[], || {
        let _ = (text_of(&one), text_of(&other));
        sending(|members| members.put("both", &"xabcdefy"))
    });
    assert!(
        lines(&shown).contains(&"sent both = \"x***y\"".to_owned()),
        "{shown}"
    );
}
