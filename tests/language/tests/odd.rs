//! What is odd in an accepted answer: absent and noted where it may be left out, malformed where not.

use crate::support::Unused;
use kpg_language::odd::{
    Client, Credentials, Deposited, Environment, Look, LookAnswer, Must, MustAnswer, PayByForm,
    ResultCode, State,
};
use kpg_runtime::{
    Binary, CallError, ErrorKind, HttpAnswer, NotificationErrorKind, OpenChoice as _, Outcome,
    Problem,
};

fn credentials() -> Credentials {
    Credentials::builder().secret_key("K").build().unwrap()
}

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, credentials()).unwrap();
    client.build_with(Unused)
}

fn look(members: &str) -> Result<LookAnswer, CallError<ResultCode>> {
    let body = format!(r#"{{"code":"00","tid":"T1","amount":"1000"{members}}}"#);
    client()
        .core()
        .interpret(&Look::new(), &HttpAnswer::new(200, body))
}

/// Paths of what is not as described.
fn paths(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| &*problem.path).collect()
}

/// An optional member, a way to write it, and the path that is noted for it; none for what is silent.
/// The member is absent, and all else is there.
const ODD: &[(&str, &str, &str)] = &[
    ("balance", "null", ""),
    ("balance", r#""""#, ""),
    ("balance", r#"" ""#, ""),
    ("balance", "[]", "balance"),
    ("balance", "{}", "balance"),
    ("balance", "false", "balance"),
    ("balance", "1000.5", "balance"),
    ("balance", "-1000", "balance"),
    ("balance", r#""1000.50""#, "balance"),
    ("balance", r#""0,500""#, "balance"),
    ("balance", r#""천원""#, "balance"),
    ("months", r#""일시불""#, "months"),
    ("months", "[12]", "months"),
    ("flag", r#""X""#, "flag"),
    ("flag", "2", "flag"),
    ("flag", "[]", "flag"),
    ("flag", r#""""#, ""),
    ("image", r#""_-_""#, "image"),
    ("image", "7", "image"),
    ("image", "false", "image"),
    ("image", r#""""#, ""),
    ("state", "[]", "state"),
    ("state", "{}", "state"),
    ("state", r#"" ""#, ""),
    ("day", "[]", "day"),
    ("day", "{}", "day"),
    ("day", r#""""#, ""),
    ("memo", "[]", "memo"),
    ("memo", "{}", "memo"),
    ("memo", r#""\ud83d""#, "memo"),
    ("holder", r#"["4242"]"#, "holder"),
    ("names", r#""""#, ""),
    ("names", "{}", "names"),
    ("names", "false", "names"),
    ("names", r#""a""#, "names"),
    ("names", "[[]]", "names[0]"),
    ("sums", "{}", "sums"),
    ("sums", "[1.5]", "sums[0]"),
    ("card", "null", ""),
    ("card", r#""""#, ""),
    ("card", "[]", "card"),
    ("card", "false", "card"),
    ("card", "7", "card"),
    ("card", r#""none""#, "card"),
    ("card", "{}", "card.number"),
    ("card", r#"{"network":"STAR"}"#, "card.number"),
    ("card", r#"{"number":[]}"#, "card.number"),
    ("cancels", r#""""#, ""),
    ("cancels", "{}", "cancels"),
    ("cancels", "false", "cancels"),
    ("cancels", "[{}]", "cancels[0].amount"),
    ("cancels", "[7]", "cancels[0]"),
    ("refunds", "false", "refunds"),
    ("refunds", "{}", "refunds[0].amount"),
    ("refunds", "[[]]", "refunds[0]"),
    ("detail", r#""""#, ""),
    ("detail", "{}", "detail"),
    ("detail", r#""{""#, "detail"),
    ("detail", r#""{}""#, "detail.point"),
    ("extra", "[]", "extra"),
    ("extra", "false", "extra"),
    ("inner", "[]", "inner"),
    ("inner", "7", "inner"),
    ("inner", r#"{"count":{}}"#, "inner.count"),
];

#[test]
fn whatever_is_odd_in_a_member_that_may_be_left_out_the_answer_stays_accepted() {
    let plain = look("").unwrap();
    assert_eq!((plain.amount, &*plain.transaction_id), (1000, "T1"));
    for (name, written, noted) in ODD {
        let answer = look(&format!(r#","{name}":{written}"#));
        let mut answer = answer.unwrap_or_else(|error| panic!("{name}: {written}: {error}"));
        let noted: Vec<&str> = noted.split(' ').filter(|path| !path.is_empty()).collect();
        assert_eq!(paths(&answer.noted), noted, "{name}: {written}");
        assert!(!format!("{answer:?}").contains("4242"), "{answer:?}");
        // Nothing else is there that is not there without the member.
        answer.noted.clear();
        assert_eq!(answer, plain, "{name}: {written}");
    }
}

#[test]
fn what_can_mean_one_value_only_is_read_as_that() {
    for written in [
        "1000",
        "1000.0",
        "1e3",
        r#""1000""#,
        r#""1000.00""#,
        r#""1,000""#,
        r#""0001000""#,
    ] {
        let answer = look(&format!(
            r#","balance":{written},"inner":{{"count":{written}}}"#
        ))
        .unwrap();
        assert_eq!(
            (answer.balance, answer.inner_count),
            (Some(1000), Some(1000)),
            "{written}"
        );
        assert_eq!(answer.noted, [], "{written}");
    }
    for (written, flag) in [
        ("true", true),
        (r#""Y""#, true),
        ("1", true),
        (r#""n""#, false),
        (r#""FALSE""#, false),
        ("0", false),
    ] {
        let answer = look(&format!(r#","flag":{written}"#)).unwrap();
        assert_eq!(
            (answer.flag, answer.noted),
            (Some(flag), vec![]),
            "{written}"
        );
    }
    let rest = r#","image":"AP9r\r\ncGc=\r\n","state":"new","day":"00000000","names":["a",5],
        "sums":["1,000",1e3],"extra":{},"refunds":{"amount":1},"memo":"","cancels":[]"#;
    let answer = look(rest).unwrap();
    assert_eq!(answer.noted, []);
    assert_eq!(answer.image, Some(Binary::new(b"\x00\xffkpg".to_vec())));
    assert_eq!(answer.state, Some(State::from_wire("new")));
    assert_eq!(answer.day.unwrap().as_str(), "00000000");
    assert_eq!(
        (answer.names, answer.sums),
        (vec!["a".to_owned(), "5".to_owned()], vec![1000, 1000])
    );
    assert_eq!(
        (answer.extra.unwrap().colour, answer.refunds[0].amount),
        (None, 1)
    );
    assert_eq!(
        (answer.memo.as_deref(), answer.cancels.len()),
        (Some(""), 0)
    );
}

#[test]
fn the_items_of_a_list_stand_for_themselves() {
    let answer = look(
        r#","cancels":[{"amount":1,"why":[]},{"why":"x"},{"amount":"2,000"}],"names":["a",{},"b"]"#,
    )
    .unwrap();
    let amounts: Vec<u64> = answer.cancels.iter().map(|cancel| cancel.amount).collect();
    assert_eq!(
        (amounts, answer.names),
        (vec![1, 2000], vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(
        paths(&answer.noted),
        ["names[1]", "cancels[0].why", "cancels[1].amount"]
    );
}

/// Members as they must be, of which one at a time is made otherwise.
const MUST: &[(&str, &str)] = &[
    ("balance", "1"),
    ("flag", "true"),
    ("image", r#""AAAA""#),
    ("state", r#""paid""#),
    ("day", r#""20260102""#),
    ("memo", r#""m""#),
    ("sums", "[1]"),
    ("card", r#"{"number":"1"}"#),
    ("cancels", r#"[{"amount":1}]"#),
    ("detail", r#""{\"point\":1}""#),
];

fn must(other: &str, written: Option<&str>) -> Result<MustAnswer, CallError<ResultCode>> {
    let members = MUST.iter().filter_map(|(name, good)| {
        let value = if *name == other { written? } else { good };
        Some(format!(r#","{name}":{value}"#))
    });
    let body = format!(r#"{{"code":"00"{}}}"#, members.collect::<String>());
    client()
        .core()
        .interpret(&Must::new(), &HttpAnswer::new(200, body))
}

#[test]
fn what_is_odd_in_a_member_that_must_be_there_makes_the_answer_malformed() {
    assert_eq!(must("", None).unwrap().noted, []);
    for (name, _) in MUST {
        let error = must(name, None).unwrap_err();
        assert_eq!(
            (error.kind(), paths(error.problems())),
            (ErrorKind::Malformed, vec![*name])
        );
    }
    let mut count = 0;
    for (name, written, noted) in ODD {
        let is_text =
            matches!(*name, "memo" | "state" | "day" | "image") && written.starts_with("\"");
        let is_broken = *name == "memo" || !noted.is_empty();
        if !MUST.iter().any(|(known, _)| known == name) || (is_text && !is_broken) {
            continue;
        }
        let error = must(name, Some(written)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{name}: {written}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        // The vendor did say yes, and that is kept.
        assert_eq!(error.code(), Some(&ResultCode::Accepted));
        let told = if noted.is_empty() { *name } else { *noted };
        assert_eq!(paths(error.problems()), [told], "{name}: {written}");
        count += 1;
    }
    assert!(count > 40, "{count}");
    // What may be left out inside of what must be there is left out.
    let answer = must("card", Some(r#"{"number":"1","quota":"x"}"#)).unwrap();
    assert_eq!(
        (answer.card.quota, paths(&answer.noted)),
        (None, vec!["card.quota"])
    );
    // An odd date and an unknown value keep their texts.
    let answer = must("day", Some(r#""""#)).unwrap();
    assert_eq!((answer.day.as_str(), answer.day.date()), ("", None));
}

/// "커피" without its last byte; python3 -c "print('커피'.encode('cp949'))"
const HALF: &[u8] = b"\xc4\xbf\xc7";

fn by_form(body: &[u8]) -> Result<(Option<String>, Vec<Problem>), CallError<ResultCode>> {
    let answer = HttpAnswer::new(200, body);
    let answer = client().core().interpret(&PayByForm::new(), &answer)?;
    assert_eq!(answer.transaction_id, "T1");
    Ok((answer.goods, answer.noted))
}

#[test]
fn half_a_character_in_a_form_answer_hides_neither_yes_nor_no() {
    for half in [HALF, b"%C4%BF%C7"] {
        let yes = [b"P_STATUS=00&P_TID=T1&P_GOODS=", half].concat();
        let (goods, noted) = by_form(&yes).unwrap();
        assert_eq!((goods, paths(&noted)), (None, vec!["P_GOODS"]));
        assert_eq!(noted[0].found, "a text with a broken character");
        let yes = [
            b"P_MSG=",
            half,
            b"&P_STATUS=00&P_TID=T1&P_GOODS=%C4%BF%C7%C7",
        ]
        .concat();
        let (goods, _) = by_form(&yes).unwrap();
        assert_eq!(goods.as_deref(), Some("커피"));
        let no = by_form(&[b"P_STATUS=99&P_MSG=", half].concat()).unwrap_err();
        assert_eq!(
            (no.outcome(), no.code(), no.message()),
            (Outcome::Refused, Some(&ResultCode::Refused), None)
        );
        // The code itself, and a member that must be there.
        let code = by_form(&[b"P_STATUS=99", half].concat()).unwrap_err();
        assert_eq!((code.kind(), code.code()), (ErrorKind::Unreadable, None));
        let tid = by_form(&[b"P_STATUS=00&P_TID=", half].concat()).unwrap_err();
        assert_eq!(
            (tid.kind(), paths(tid.problems())),
            (ErrorKind::Malformed, vec!["P_TID"])
        );
    }
}

#[test]
fn half_a_character_in_json_hides_neither_yes_nor_no() {
    let read = |body: &[u8]| {
        client()
            .core()
            .interpret(&Look::new(), &HttpAnswer::new(200, body))
    };
    // "홍길" without its last byte; python3 -c "print('홍길'.encode())"
    let half = b"\xed\x99\x8d\xea\xb8";
    let around = |before: &str, after: &str| [before.as_bytes(), half, after.as_bytes()].concat();
    let yes = r#"{"code":"00","tid":"T1","amount":1,"names":["홍"],"memo":""#;
    let answer = read(&around(yes, r#""}"#)).unwrap();
    assert_eq!((answer.memo, answer.names), (None, vec!["홍".to_owned()]));
    assert_eq!(paths(&answer.noted), ["memo"]);
    let no = read(&around(r#"{"code":"99","msg":""#, r#""}"#)).unwrap_err();
    assert_eq!((no.outcome(), no.message()), (Outcome::Refused, None));
    for broken in [
        around(r#"{"code":"99"#, r#""}"#),
        around(r#"{"code":"00","tid":"T1","amount":1,""#, r#"":1}"#),
    ] {
        assert_eq!(read(&broken).unwrap_err().kind(), ErrorKind::Unreadable);
    }
    let tid = read(&around(r#"{"code":"00","amount":1,"tid":""#, r#""}"#)).unwrap_err();
    assert_eq!(
        (tid.kind(), paths(tid.problems())),
        (ErrorKind::Malformed, vec!["tid"])
    );
}

#[test]
fn half_a_character_does_not_lose_a_notification() {
    // printf 'T1|5000|K' | openssl dgst -sha256
    let hash = "39dbce0625b6e8a9687588fa716d0729d4cc96846b27c7bc3b9e7a4f7c13643d";
    let form = |name: &str, tid: &str| {
        format!("P_TID={tid}&P_AMT=5000&P_UNAME={name}&P_HASH={hash}").into_bytes()
    };
    let json = |name: &[u8]| {
        let before = br#"{"P_TID":"T1","P_AMT":"5000","P_UNAME":""#;
        [before, name, br#"","P_HASH":""#, hash.as_bytes(), br#""}"#].concat()
    };
    for body in [form("%C4%BF%C7", "T1"), json(HALF)] {
        let received = Deposited::receive(&credentials(), &body).unwrap();
        assert_eq!((received.amount, received.depositor), (5000, None));
        assert_eq!(paths(&received.noted), ["P_UNAME"]);
    }
    for body in [form("%C4%BF%C7%C7", "T1"), json(b"\xc4\xbf\xc7\xc7")] {
        let received = Deposited::receive(&credentials(), &body).unwrap();
        assert_eq!(
            (received.depositor.as_deref(), received.noted),
            (Some("커피"), vec![])
        );
    }
    let error = Deposited::receive(&credentials(), &form("%C4%BF%C7", "T2")).unwrap_err();
    assert_eq!(error.kind(), NotificationErrorKind::NotAuthentic);
    // What the proof takes in must be whole.
    let error = Deposited::receive(&credentials(), &form("x", "T1%C7")).unwrap_err();
    assert_eq!(error.kind(), NotificationErrorKind::NotAuthentic);
}
