//! How bodies are announced, and lists where only names and values are written, exactly as they are sent.

use crate::support::{Unused, bytes, content_type, prepared, text, vectors, violated};
use kpg_language::bodies::{
    Cart, CartItems, CartRows, Change, Client, Credentials, Environment, Korean, Look, Order,
    Plain, Register, RequestEncoding, Search, SearchKorean, State,
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

#[test]
fn a_list_in_a_query_is_written_as_its_field_says() {
    let vectors = vectors("bodies");
    let client = client(RequestEncoding::Form);
    let query = |look: &Look| {
        let request = prepared(client.core(), look);
        assert_eq!(request.url().path(), "/payments");
        request.url().query().unwrap_or_default().to_owned()
    };
    let full = Look::builder()
        .ids(["a b", "가&=+"])
        .states([State::Paid, State::Cancelled])
        .months([1, 12]);
    assert_eq!(query(&full.build().unwrap()), text(&vectors, "look"));
    let one = || Look::builder().ids(["a b"]);
    assert_eq!(query(&one().build().unwrap()), text(&vectors, "look_one"));
    let page = one().months([]).page("2").build().unwrap();
    assert_eq!(query(&page), text(&vectors, "look_page"));
    let none = Look::builder().ids(Vec::<String>::new()).build();
    assert_eq!(violated(none), ["imp_uid"]);
    assert_eq!(violated(one().months([1, 2, 3, 4]).build()), ["months"]);
}

#[test]
fn a_query_and_a_form_are_escaped_as_their_operation_says() {
    let vectors = vectors("bodies");
    let client = client(RequestEncoding::Form);
    let search = Search::builder().query(GOODS).goods(GOODS).build().unwrap();
    let search = prepared(client.core(), &search);
    assert_eq!(search.url().query(), Some(&*text(&vectors, "search_query")));
    let korean = SearchKorean::builder().goods(GOODS).build().unwrap();
    let korean = prepared(client.core(), &korean);
    for (request, name) in [(search, "search"), (korean, "search_korean")] {
        let sent = String::from_utf8(bytes(&request)).unwrap();
        assert_eq!(sent, text(&vectors, name));
    }
}

fn cart(reserved: &[&str]) -> Cart {
    let first = CartItems::builder().name("커피 1").price(4500);
    let first = first.card("9410-secret").build().unwrap();
    let second = CartItems::builder().name("a&b").price(0).build().unwrap();
    let row = |label: &str| CartRows::builder().label(label).build().unwrap();
    let cart = Cart::builder().reserved(reserved.iter().copied());
    let cart = cart.items([first, second]).rows([row("x"), row("y")]);
    cart.note("n").build().unwrap()
}

#[test]
fn a_list_in_a_form_is_written_as_its_field_says_and_stays_a_list_in_json() {
    let vectors = vectors("bodies");
    for (encoding, name) in [
        (RequestEncoding::Form, "cart"),
        (RequestEncoding::Json, "cart_json"),
    ] {
        let request = prepared(client(encoding).core(), &cart(&["vbank=Y", "가"]));
        let sent = String::from_utf8(bytes(&request)).unwrap();
        assert_eq!(sent, text(&vectors, name));
    }
}

#[test]
fn what_is_sensitive_inside_a_list_is_not_shown_however_the_list_is_written() {
    use kpg_runtime::Operation as _;
    for encoding in [RequestEncoding::Form, RequestEncoding::Json] {
        let request = prepared(client(encoding).core(), &cart(&["vbank=Y"]));
        let shown = request.masked(Cart::SENSITIVE).to_string();
        assert!(!shown.contains("9410"), "{shown}");
        assert!(shown.contains("커피"), "{shown}");
    }
}
