//! How bodies are announced, and lists where only names and values are written, exactly as they are sent.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpListener;

use crate::support::{Unused, bytes, content_type, prepared, sandbox, text, vectors, violated};
use kpg_language::bodies::{
    Cart, CartItems, CartRows, Change, Client, Credentials, Environment, Korean, Look, Order,
    Plain, Register, RequestEncoding, Search, SearchKorean, State,
};
use kpg_runtime::{BaseUrl, HttpRequest};

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
    assert_eq!(search.url().query(), Some(text(&vectors, "search_query")));
    let korean = SearchKorean::builder().goods(GOODS).build().unwrap();
    let korean = prepared(client.core(), &korean);
    for (request, name) in [(search, "search"), (korean, "search_korean")] {
        let sent = String::from_utf8(bytes(&request)).unwrap();
        assert_eq!(sent, text(&vectors, name));
    }
}

/// The server is a bare socket: HTTP libraries forget letter cases.
#[tokio::test]
async fn headers_are_sent_in_the_letter_case_that_the_spec_asks_for() -> Result<(), Box<dyn Error>>
{
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = BaseUrl::parse(&format!("http://{}", listener.local_addr()?))?;
    let server = std::thread::spawn(move || -> std::io::Result<String> {
        let (mut stream, _) = listener.accept()?;
        let mut buffer = [0; 4096];
        let mut request = String::new();
        while !request.ends_with('}') {
            let count = stream.read(&mut buffer)?;
            request.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"resultCode\":\"0000\"}";
        stream.write_all(answer.as_bytes())?;
        Ok(request)
    });
    let client = Client::builder(Environment::Custom(address), Credentials::new())?;
    let plain = Plain::builder().goods(GOODS).build()?;
    client.build()?.plain(&plain).await?;
    let request = server.join().unwrap()?;
    let head = request.split("\r\n\r\n").next().unwrap_or_default();
    let names = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split(':').next());
    let names: Vec<&str> = names.collect();
    for name in ["X-Shop-Id", "Content-Type", "Content-Length", "Host"] {
        assert!(names.contains(&name), "{names:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_sandbox_reads_lists_and_escapes_as_the_client_writes_them()
-> Result<(), Box<dyn Error>> {
    let (sandbox, address) = sandbox("bodies", kpg_sandbox::Credentials::new()).await;
    for encoding in [RequestEncoding::Json, RequestEncoding::Form] {
        let environment = Environment::Custom(address.clone());
        let client = Client::builder(environment, Credentials::new())?;
        let client = client.request_encoding(encoding).build()?;
        let look = Look::builder().ids(["a b", "가&=+"]).months([1, 12]);
        client.look(&look.build()?).await?;
        let look = Look::builder().ids(["a b"]).months([]);
        client.look(&look.build()?).await?;
        let search = Search::builder().query(GOODS).goods(GOODS).build()?;
        client.search(&search).await?;
        let korean = SearchKorean::builder().goods(GOODS).build()?;
        client.search_korean(&korean).await?;
        client.cart(&cart(&["vbank=Y", "가"])).await?;
    }
    assert_eq!(sandbox.log().len(), 10);
    Ok(())
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
