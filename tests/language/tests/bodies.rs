//! How bodies are announced, exactly as they are sent.

use crate::support::{Unused, bytes, content_type, prepared, text, vectors};
use kpg_language::bodies::{
    Change, Client, Credentials, Environment, Korean, Order, Plain, Register, RequestEncoding,
};
use kpg_runtime::HttpRequest;

const GOODS: &str = "홍 길동&=+%~*";

fn client(encoding: RequestEncoding) -> Client<Unused> {
    let client = Client::builder(Environment::Test, Credentials::new()).unwrap();
    client.request_encoding(encoding).build_with(Unused)
}

fn change(encoding: RequestEncoding) -> HttpRequest {
    let change = Change::builder().goods(GOODS).build().unwrap();
    prepared(client(encoding).core(), &change)
}

#[test]
fn a_body_is_announced_to_the_letter_as_its_vendor_or_its_operation_says() {
    let client = client(RequestEncoding::Json);
    let core = client.core();
    let order = Order::builder().goods(GOODS).build().unwrap();
    let register = Register::builder().goods(GOODS).build().unwrap();
    let korean = Korean::builder().goods(GOODS).build().unwrap();
    let plain = Plain::builder().goods(GOODS).build().unwrap();
    let vectors = vectors("bodies");
    for (request, announced, body) in [
        (
            prepared(core, &order),
            "application/x-www-form-urlencoded",
            "form",
        ),
        (
            prepared(core, &register),
            "application/json;charset=UTF-8",
            "json",
        ),
        (change(RequestEncoding::Json), "application/json", "json"),
        (
            change(RequestEncoding::Form),
            "application/x-www-form-urlencoded",
            "form",
        ),
        (
            prepared(core, &korean),
            "application/x-www-form-urlencoded; charset=\"EUC-KR\"",
            "korean",
        ),
        (
            prepared(core, &plain),
            "application/json; charset=utf-8",
            "json",
        ),
    ] {
        assert_eq!(content_type(&request), Some(announced));
        let sent = String::from_utf8(bytes(&request)).unwrap();
        assert_eq!(sent, text(&vectors["bodies"], body), "{announced}");
    }
}
