//! Fields that operations share, lists that are counted, constants of every kind, and values that requests close and
//! answers leave open.

use crate::support::{Unused, body, prepared, source, text, vectors, violated};
use kpg_codegen::{SourceFile, compile};
use kpg_language::fields::{
    Bank, Client, ClientBuilder, Credentials, Environment, Look, Mark, Method, Pay, PayAnswer,
    PayGoods, RequestEncoding, ResultCode,
};
use kpg_runtime::{
    AnsweredChoice, BaseUrl, Binary, CallError, ErrorKind, HttpAnswer, OpenChoice as _, Violations,
};
use kpg_sandbox::{Judgement, Sandbox};

fn builder(environment: Environment) -> ClientBuilder {
    let credentials = Credentials::builder().merchant_id("M-1").build().unwrap();
    Client::builder(environment, credentials).unwrap()
}

/// A client at the clock of the vectors: `date -d 2022-11-08T12:08:14.608+09:00 +%s%3N`.
fn client() -> Client<Unused> {
    let builder = builder(Environment::Test).source(source(1_667_876_894_608));
    builder.build_with(Unused)
}

fn goods() -> PayGoods {
    PayGoods::builder()
        .name("커피")
        .price(4500)
        .build()
        .unwrap()
}

fn pay(goods: usize, pair: &[u64], rates: &[&str]) -> Result<Pay, Violations> {
    let pay = Pay::builder()
        .mcht_trd_no("O-1")
        .method(Method::VirtualAccount)
        .bank(Bank::from_wire("088"))
        .parts(["a", "b"])
        .image(Binary::new(b"\x00\xff".to_vec()))
        .receipt(true)
        .memo("")
        .goods(vec![self::goods(); goods])
        .pair(pair.iter().copied());
    let rates: Vec<String> = rates.iter().map(|rate| (*rate).to_owned()).collect();
    pay.rates(rates).build()
}

fn good_pay() -> Pay {
    pay(1, &[1, 2], &["10", "0025"]).unwrap()
}

#[test]
fn a_group_stands_where_it_is_named() {
    let vectors = vectors("fields");
    let request = prepared(client().core(), &good_pay());
    assert_eq!(body(&request), text(&vectors, "pay"));
}

#[test]
fn a_request_that_follows_takes_over_values_of_every_kind() {
    let vectors = vectors("fields");
    let request = prepared(client().core(), &good_pay().inquiry().unwrap());
    assert_eq!(body(&request), text(&vectors, "look"));
}

#[test]
fn constants_of_every_kind_are_written_as_values_are() {
    let vectors = vectors("fields");
    let mark = Mark::builder().memo("").build().unwrap();
    assert_eq!(
        body(&prepared(client().core(), &mark)),
        text(&vectors, "mark")
    );
    let form = builder(Environment::Test).request_encoding(RequestEncoding::Form);
    let form = form.build_with(Unused);
    assert_eq!(
        body(&prepared(form.core(), &mark)),
        text(&vectors, "mark_form")
    );
}

#[test]
fn a_list_has_exactly_at_least_or_from_so_many_items() {
    for (built, field) in [
        (pay(0, &[1, 2], &["1", "2"]), "goods"),
        (pay(1, &[1], &["1", "2"]), "pair"),
        (pay(1, &[1, 2, 3], &["1", "2"]), "pair"),
        (pay(1, &[], &["1", "2"]), "pair"),
        (pay(1, &[1, 2], &["1"]), "rates"),
        (pay(1, &[1, 2], &["1", "2", "3", "4"]), "rates"),
    ] {
        assert_eq!(violated(built), [field]);
    }
    assert!(pay(200, &[1, 2], &["1", "2", "3"]).is_ok());
}

fn read(members: &str) -> Result<PayAnswer, CallError<ResultCode>> {
    let body = format!(r#"{{"outStatCd":"0021",{members}}}"#);
    let answer = HttpAnswer::new(200, body);
    client().core().interpret(&good_pay(), &answer)
}

#[test]
fn a_closed_list_is_open_where_a_vendor_answers() {
    let answer = read(
        r#""payment":{"trdNo":"1","method":"CARD"},"methods":["VBANK","NEW"],"shares":[{"bank":"004"}]"#,
    )
    .unwrap();
    assert_eq!(answer.payment.method, AnsweredChoice::Listed(Method::Card));
    assert!(answer.payment.method == Method::Card);
    assert_eq!(answer.payment.method.listed(), Some(&Method::Card));
    let new = &answer.methods[1];
    assert_eq!((new.as_str(), new.listed()), ("NEW", None));
    assert!(matches!(new, AnsweredChoice::Unknown(text) if text.as_str() == "NEW"));
    // A documented number of items is no reason to turn a yes away.
    assert_eq!(answer.shares.len(), 1);
    let error = read(r#""payment":{"trdNo":"1"},"shares":[]"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed);
}

/// A sandbox of the spec.
async fn sandbox() -> Sandbox {
    let spec = include_str!("../specs/fields.yaml");
    let vendor = compile(&SourceFile::new("fields.yaml", spec)).unwrap();
    let merchant = kpg_sandbox::Credentials::new().text("merchant_id", "M-1");
    Sandbox::builder()
        .vendor(vendor, merchant)
        .start()
        .await
        .unwrap()
}

/// What the sandbox said of its last request.
fn judgement(sandbox: &Sandbox) -> Judgement {
    sandbox.log().pop().unwrap().judgement
}

#[tokio::test]
async fn a_second_reader_accepts_what_is_sent_and_answers_as_documented() {
    let sandbox = sandbox().await;
    let address = BaseUrl::parse(&sandbox.base_url("fields")).unwrap();
    let client = builder(Environment::Custom(address.clone()))
        .build()
        .unwrap();
    let pay = good_pay();
    let answer = client.pay(&pay).await.unwrap();
    assert_eq!(judgement(&sandbox), Judgement::Accepted);
    assert_eq!(
        (answer.shares.len(), answer.payment.method.listed()),
        (3, Some(&Method::Card))
    );
    let look: Look = pay.inquiry().unwrap();
    client.look(&look).await.unwrap();
    assert_eq!(judgement(&sandbox), Judgement::Accepted);
    for encoding in [RequestEncoding::Json, RequestEncoding::Form] {
        let client = builder(Environment::Custom(address.clone())).request_encoding(encoding);
        let client = client.build().unwrap();
        // A required text that may be empty is there, empty or not.
        for memo in ["", "memo"] {
            let mark = Mark::builder().memo(memo).build().unwrap();
            client.mark(&mark).await.unwrap();
            assert_eq!(
                judgement(&sandbox),
                Judgement::Accepted,
                "{encoding:?} {memo}"
            );
        }
    }
}
