//! What is not as the vendor signed it is never believed: single bytes, members, keys and encodings of answers in lines and in
//! forms, and of notifications in forms, are changed.
//!
//! The proof is Python's: `sha256("T1|1004|홍길동|test-key-0001".encode("euc-kr")).hexdigest()`.

use kpg_language::tampered::{Client, Credentials, Environment, SellByForm, SellByLines, Sold};
use kpg_runtime::{CallError, ErrorKind, HttpAnswer, NotificationErrorKind, Outcome};
use proptest::prelude::*;

use crate::support::Unused;

const KEY: &str = "test-key-0001";
const PROOF: &str = "179ad77b1a3ffd5cc78a99faa49628420bfadb358daafda8d82cecc60a333c08";
/// The buyer's name in EUC-KR, and as a form escapes it.
const BUYER: &[u8] = b"\xc8\xab\xb1\xe6\xb5\xbf";
const ESCAPED: &str = "%C8%AB%B1%E6%B5%BF";

/// How a message is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Written {
    Lines,
    Form,
    Notice,
}

const ALL: [Written; 3] = [Written::Lines, Written::Form, Written::Notice];

/// What the proof takes in, and what it does not.
type Seen = (String, u64, String);

fn genuine() -> Seen {
    ("T1".to_owned(), 1_004, "홍길동".to_owned())
}

/// The members of a good message, as they are written.
fn members(written: Written) -> Vec<(&'static str, Vec<u8>)> {
    let buyer = match written {
        Written::Lines => BUYER.to_vec(),
        Written::Form | Written::Notice => ESCAPED.as_bytes().to_vec(),
    };
    let mut members = vec![
        ("code", b"00".to_vec()),
        ("tid", b"T1".to_vec()),
        ("amt", b"1004".to_vec()),
        ("buyer", buyer),
        ("memo", b"fast".to_vec()),
        ("sign", PROOF.as_bytes().to_vec()),
    ];
    if written == Written::Notice {
        members.remove(0);
    }
    members
}

fn body(written: Written, members: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let separator: &[u8] = match written {
        Written::Lines => b"\n",
        Written::Form | Written::Notice => b"&",
    };
    let pairs = members.iter();
    let pairs: Vec<Vec<u8>> = pairs
        .map(|(name, value)| [name.as_bytes(), b"=", value].concat())
        .collect();
    pairs.join(separator)
}

/// What is believed of a message: nothing where it is not, with whether that is for its proof.
fn believed(written: Written, body: &[u8], key: &str) -> Result<Seen, bool> {
    let credentials = Credentials::builder().sign_key(key).build().unwrap();
    if written == Written::Notice {
        let received = Sold::receive(&credentials, body);
        return received
            .map(|sold| (sold.tid, sold.amt, sold.buyer))
            .map_err(|error| error.kind() == NotificationErrorKind::NotAuthentic);
    }
    let client = Client::builder(Environment::Test, credentials).unwrap();
    let client = client.build_with(Unused);
    let answer = HttpAnswer::new(200, body.to_vec());
    let no = |error: CallError<_>| {
        assert_ne!(error.outcome(), Outcome::NotSent, "{error}");
        error.kind() == ErrorKind::Unproven
    };
    if written == Written::Form {
        let request = SellByForm::builder().order("O-1").build().unwrap();
        let read = client.core().interpret(&request, &answer);
        return read
            .map(|sold| (sold.tid, sold.amt, sold.buyer))
            .map_err(no);
    }
    let request = SellByLines::builder().order("O-1").build().unwrap();
    let read = client.core().interpret(&request, &answer);
    read.map(|sold| (sold.tid, sold.amt, sold.buyer))
        .map_err(no)
}

#[test]
fn what_the_vendor_signed_is_believed() {
    for written in ALL {
        let body = body(written, &members(written));
        assert_eq!(believed(written, &body, KEY), Ok(genuine()), "{written:?}");
    }
}

#[test]
fn another_key_a_missing_proof_and_exchanged_members_are_not_believed() {
    for written in ALL {
        let good = members(written);
        assert_eq!(
            believed(written, &body(written, &good), "other"),
            Err(true),
            "{written:?}"
        );
        let position = |name: &str| good.iter().position(|(known, _)| *known == name).unwrap();
        let mut without = good.clone();
        without.remove(position("sign"));
        assert_eq!(
            believed(written, &body(written, &without), KEY),
            Err(true),
            "{written:?}"
        );
        for (one, other) in [
            ("tid", "amt"),
            ("tid", "buyer"),
            ("amt", "buyer"),
            ("tid", "sign"),
        ] {
            let mut exchanged = good.clone();
            let (one, other) = (position(one), position(other));
            let value = exchanged[one].1.clone();
            exchanged[one].1 = exchanged[other].1.clone();
            exchanged[other].1 = value;
            let read = believed(written, &body(written, &exchanged), KEY);
            assert!(read.is_err(), "{written:?} {one} {other}");
        }
    }
}

#[test]
fn the_same_name_in_another_charset_is_not_believed() {
    for written in ALL {
        let mut members = members(written);
        let buyer = members
            .iter_mut()
            .find(|(name, _)| *name == "buyer")
            .unwrap();
        buyer.1 = match written {
            Written::Lines => "홍길동".as_bytes().to_vec(),
            Written::Form | Written::Notice => b"%ED%99%8D%EA%B8%B8%EB%8F%99".to_vec(),
        };
        let read = believed(written, &body(written, &members), KEY);
        assert!(read.is_err(), "{written:?}: {read:?}");
    }
}

fn written() -> impl Strategy<Value = Written> {
    prop::sample::select(ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever becomes of a byte, what is believed is what the vendor signed.
    #[test]
    fn a_changed_byte_changes_nothing_that_is_believed(
        written in written(),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut body = body(written, &members(written));
        let place = place.index(body.len());
        body[place] = byte;
        if let Ok(seen) = believed(written, &body, KEY) {
            prop_assert_eq!(seen, genuine());
        }
    }

    /// So it is when bytes are cut off, or others put in.
    #[test]
    fn cut_and_longer_messages_change_nothing_that_is_believed(
        written in written(),
        place in any::<prop::sample::Index>(),
        more in prop::collection::vec(any::<u8>(), 0..8),
        cut in any::<bool>(),
    ) {
        let body = body(written, &members(written));
        let (before, after) = body.split_at(place.index(body.len()));
        let changed = match cut {
            true => before.to_vec(),
            false => [before, &more, after].concat(),
        };
        if let Ok(seen) = believed(written, &changed, KEY) {
            prop_assert_eq!(seen, genuine());
        }
    }

    /// Another value of a member that the proof takes in is refused, however the rest is.
    #[test]
    fn another_value_is_never_believed(
        written in written(),
        member in prop::sample::select(vec!["tid", "amt", "buyer", "sign"]),
        value in "[0-9A-Za-z]{1,20}",
    ) {
        let mut members = members(written);
        let changed = members.iter_mut().find(|(name, _)| *name == member).unwrap();
        prop_assume!(changed.1 != value.as_bytes());
        changed.1 = value.into_bytes();
        prop_assert!(believed(written, &body(written, &members), KEY).is_err());
    }
}
