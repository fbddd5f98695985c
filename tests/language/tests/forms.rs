//! Forms that a browser posts: their values, their HTML, and what the sandbox says of what was posted.

use std::error::Error;

use crate::support::{Unused, list, published, source, text, vectors, violated};
use encoding_rs::{EUC_KR, Encoding, UTF_8};
use kpg_codegen::{SourceFile, compile};
use kpg_language::forms::{
    BasketWindow, BasketWindowItems, Client, Credentials, Environment, Hosts, Method, MobileWindow,
    PaymentWindow, WindowResult,
};
use kpg_runtime::{BaseUrl, BrowserForm, reqwest};
use kpg_sandbox::{Judgement, Sandbox};
use scraper::{Html, Selector};

const SIGN_KEY: &str = "SU5JTElURV9UUklQTEVERVNfS0VZU1RS";
/// 2021-12-21 13:42:40.611 in Korea.
const AT: u64 = 1_640_061_760_611;

fn credentials() -> Credentials {
    let hash_key = text(
        &published("mobile window P_CHKFAKE")[0]["inputs"],
        "hashKey",
    )
    .to_owned();
    let builder = Credentials::builder().mid("INIpayTest").sign_key(SIGN_KEY);
    builder.hash_key(hash_key).build().unwrap()
}

fn client(environment: Environment, millis: u64) -> Client<Unused> {
    let builder = Client::builder(environment, credentials()).unwrap();
    builder.source(source(millis)).build_with(Unused)
}

fn window(order_id: &str, price: u64, goods: &str) -> PaymentWindow {
    let builder = PaymentWindow::builder().window_kind("card").shelf("A1");
    let builder = builder.order_id(order_id).price(price).goods(goods);
    builder.phone("01012345678").build().unwrap()
}

fn mobile(goods: &str) -> MobileWindow {
    let builder = MobileWindow::builder().order_id("url_99120").price(1000);
    builder.goods(goods).build().unwrap()
}

fn basket() -> BasketWindow {
    let first = BasketWindowItems::builder().name("똠").card("9410-1");
    let second = BasketWindowItems::builder().name("</form>&").build();
    let items = [first.build().unwrap(), second.unwrap()];
    let builder = BasketWindow::builder().reserved(["a=1", "나"]);
    builder.items(items).build().unwrap()
}

fn value<'f>(form: &'f BrowserForm, name: &str) -> &'f str {
    let mut values = form.values();
    values.find(|(known, _)| *known == name).unwrap().1
}

#[test]
fn the_signatures_of_a_form_are_those_that_vendors_publish() {
    for vector in list(&vectors("forms")["window"]) {
        let (order_id, price) = (text(vector, "oid"), text(vector, "price").parse().unwrap());
        let millis = text(vector, "timestamp").parse().unwrap();
        let client = client(Environment::Test, millis);
        let form = client
            .payment_window(&window(order_id, price, "떡"))
            .unwrap();
        for name in ["timestamp", "signature", "verification"] {
            assert_eq!(value(&form, name), text(vector, name));
        }
    }
    let vector = &published("mobile window P_CHKFAKE")[0];
    let millis = text(&vector["inputs"], "P_TIMESTAMP").parse().unwrap();
    let form = client(Environment::Test, millis)
        .mobile_window(&mobile("떡"))
        .unwrap();
    assert_eq!(value(&form, "P_CHKFAKE"), text(vector, "expected"));
}

#[test]
fn a_form_has_its_values_in_their_order_and_goes_to_the_address_of_its_environment() {
    let client = client(Environment::Test, AT);
    let form = client.payment_window(&window("o-1", 1000, "떡")).unwrap();
    let address = "https://window.forms.example.com/std/card/pay";
    assert_eq!(form.url().as_str(), address);
    assert_eq!((form.method(), form.accept_charset()), ("post", "UTF-8"));
    let names: Vec<&str> = form.values().map(|(name, _)| name).collect();
    let expected = [
        "version",
        "mid",
        "oid",
        "price",
        "timestamp",
        "signature",
        "verification",
        "goodname",
        "buyertel",
        "reference",
    ];
    // What the caller leaves out, and what is an input, is not posted.
    assert_eq!(names, expected);
    assert_eq!(value(&form, "reference"), "o-1/A1");

    let english = PaymentWindow::builder().window_kind("card").shelf("A1");
    let english = english.order_id("o-1").price(1).goods("떡").lang("en");
    let english = english.method(Method::VirtualAccount).build().unwrap();
    let form = client.payment_window(&english).unwrap();
    assert_eq!(form.url().as_str(), format!("{address}?lang=en"));
    assert_eq!(value(&form, "gopaymethod"), "VBank");

    let form = client.mobile_window(&mobile("떡")).unwrap();
    let address = "https://mobile.forms.example.com/smart/payment/";
    assert_eq!(
        (form.url().as_str(), form.accept_charset()),
        (address, "EUC-KR")
    );
}

#[test]
fn the_values_of_a_form_obey_the_rules_of_their_fields() {
    let builder = PaymentWindow::builder().window_kind("CARD").shelf("가");
    let builder = builder
        .order_id("x".repeat(41))
        .price(0)
        .goods("가".repeat(21));
    let found = violated(builder.build());
    assert_eq!(found, ["kind", "oid", "price", "goodname", "shelf"]);
}

/// Names and values.
type Pairs = Vec<(String, String)>;

/// What a browser makes of HTML: the attributes of the form, and names and values of its inputs.
fn read(html: &str) -> (Pairs, Pairs) {
    let page = Html::parse_document(html);
    let forms = Selector::parse("form").unwrap();
    let form = page.select(&forms).next().unwrap();
    assert_eq!(page.select(&forms).count(), 1, "{html}");
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let inputs = Selector::parse("input").unwrap();
    assert_eq!(
        page.select(&inputs).count(),
        form.select(&inputs).count(),
        "an input is outside: {html}"
    );
    let all = Selector::parse("*").unwrap();
    let elements = page.select(&all).map(|element| element.value().name());
    let known = ["html", "head", "body", "form", "input", "button", "script"];
    elements.for_each(|name| assert!(known.contains(&name), "{name} in {html}"));
    let read = form.select(&inputs).map(|input| {
        let input = input.value();
        assert_eq!(input.attrs().count(), 3, "{html}");
        assert_eq!(input.attr("type"), Some("hidden"));
        own((input.attr("name").unwrap(), input.attr("value").unwrap()))
    });
    (form.value().attrs().map(own).collect(), read.collect())
}

#[test]
fn whatever_a_value_holds_it_stays_a_value_in_html() {
    let client = client(Environment::Test, AT);
    let hostile = [
        "\"><script>alert(1)</script>",
        "' onmouseover='alert(1)",
        "</form><form action=//evil.example>",
        "</form>&quot;&amp;&#39;",
        "<!-- 떡 & 꿀 -->",
        "`${1}` \\ % + = ; , ?",
    ];
    for goods in hostile {
        let form = client.mobile_window(&mobile("떡")).unwrap();
        assert!(!form.to_html().contains("alert"));
        let values = PaymentWindow::builder().window_kind("card").shelf("A1");
        let values = values.order_id("o-1").price(1000).goods(goods);
        let values = values.phone(format!("{goods}\u{2066}rtl\u{2069} a\u{a0}b é😀"));
        let form = client.payment_window(&values.build().unwrap()).unwrap();
        let expected: Vec<(String, String)> = form
            .values()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let pages = [
            form.to_html(),
            form.to_posting_html("r4nd0m\"><img>"),
            format!("<form>{}</form>", form.to_inputs_html()),
        ];
        for html in &pages {
            let (_, values) = read(html);
            assert_eq!(values, expected, "{html}");
        }
        let (mut attributes, _) = read(&pages[0]);
        attributes.sort();
        let address = "https://window.forms.example.com/std/card/pay";
        let expected = [
            ("accept-charset", "UTF-8"),
            ("action", address),
            ("id", "payment_window"),
            ("method", "post"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(attributes, expected);
        let scripts = |html: &str| html.matches("<script").count();
        assert_eq!(pages.each_ref().map(|html| scripts(html)), [0, 1, 0]);
    }
}

#[test]
fn a_form_is_shown_without_what_is_sensitive_and_holds_no_secret() {
    let client = client(Environment::Test, AT);
    let form = client.payment_window(&window("o-1", 1000, "떡")).unwrap();
    let shown = format!("{form:?}");
    assert!(
        shown.contains("떡") && !shown.contains("01012345678"),
        "{shown}"
    );
    assert!(form.to_html().contains("01012345678"));
    for text in [shown, form.to_html()] {
        assert!(!text.contains(SIGN_KEY), "{text}");
    }

    // What the spec says a window wants in clear is posted and not shown; so is a member of a list.
    let form = client.basket_window(&basket()).unwrap();
    let page_key = text(&vectors("forms"), "page_key").to_owned();
    assert_eq!(value(&form, "mKey"), page_key);
    let shown = format!("{form:?}");
    assert!(
        !shown.contains(&page_key) && !shown.contains("9410-1") && shown.contains("a=1"),
        "{shown}"
    );
}

#[test]
fn lists_are_posted_as_the_vendor_writes_them() {
    let form = client(Environment::Test, AT)
        .basket_window(&basket())
        .unwrap();
    let body = posted(&form, EUC_KR, ("", ""));
    assert_eq!(body, text(&vectors("forms"), "basket"));
    let (_, values) = read(&form.to_html());
    assert_eq!(values.last().unwrap().1, "</form>&");
    let found = BasketWindowItems::builder().name("똠\0").build();
    assert_eq!(violated(found), ["name"]);
}

#[test]
fn a_value_that_the_charset_cannot_hold_makes_no_form() {
    let client = client(Environment::Test, AT);
    // A browser would post `&#128512;` in its place.
    let built = MobileWindow::builder().order_id("o-1").price(1);
    assert_eq!(violated(built.goods("😀").build()), ["P_GOODS"]);
    let credentials = Credentials::builder().mid("é").sign_key("k");
    assert!(credentials.hash_key("k").build().is_err());
    assert!(client.mobile_window(&mobile("똠")).is_ok());
}

/// The body that a browser posts, in the charset that it was asked for; `swap` replaces a value on the way.
fn posted(form: &BrowserForm, charset: &'static Encoding, swap: (&str, &str)) -> String {
    let escaped = |text: &str| -> String {
        let (bytes, _, _) = charset.encode(text);
        let each = bytes.iter().map(|byte| match byte {
            b' ' => "+".to_owned(),
            b'*' | b'-' | b'.' | b'_' => char::from(*byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
            byte => format!("%{byte:02X}"),
        });
        each.collect()
    };
    let pairs = form.values().map(|(name, value)| {
        let value = if name == swap.0 { swap.1 } else { value };
        format!("{}={}", escaped(name), escaped(value))
    });
    pairs.collect::<Vec<_>>().join("&")
}

async fn post(form: &BrowserForm, body: String) -> Result<(u16, String), Box<dyn Error>> {
    let request = reqwest::Client::new().post(form.url().clone()).body(body);
    let encoding = "application/x-www-form-urlencoded";
    let answer = request.header("content-type", encoding).send().await?;
    let content_type = answer.headers()["content-type"].to_str()?.to_owned();
    assert_eq!(content_type, "text/html; charset=utf-8");
    Ok((answer.status().as_u16(), answer.text().await?))
}

#[tokio::test]
async fn the_sandbox_checks_what_a_browser_posts_as_strictly_as_a_request()
-> Result<(), Box<dyn Error>> {
    let spec = SourceFile::new("forms.yaml", include_str!("../specs/forms.yaml"));
    let vendor = compile(&spec).map_err(|report| format!("{report:?}"))?;
    let hash_key = text(
        &published("mobile window P_CHKFAKE")[0]["inputs"],
        "hashKey",
    )
    .to_owned();
    let known = kpg_sandbox::Credentials::new()
        .text("mid", "INIpayTest")
        .text("sign_key", SIGN_KEY)
        .text("hash_key", hash_key);
    let sandbox = Sandbox::builder().vendor(vendor, known).any_clock();
    let sandbox = sandbox.start().await?;
    let address = BaseUrl::parse(&sandbox.base_url("forms"))?;
    let client = client(Environment::Custom(Hosts::from(address)), AT);
    let form = client.payment_window(&window("o-1", 1000, "<떡>"))?;

    let (status, page) = post(&form, posted(&form, UTF_8, ("", ""))).await?;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("`payment_window` was accepted"), "{page}");
    let exchange = sandbox.log().pop().unwrap();
    assert_eq!(exchange.operation.as_deref(), Some("payment_window"));
    assert_eq!(exchange.judgement, Judgement::Accepted);

    for (name, other, told) in [
        ("price", "10", "`signature`: "),
        ("price", "1,000", "`price`: "),
        ("oid", "o-2", "`verification`: "),
        ("mid", "other", "`mid`: "),
        ("version", "2.0", "`version`: "),
        ("reference", "o-1/<b>", "`reference`: "),
        ("goodname", "", "`goodname`: "),
    ] {
        let (status, page) = post(&form, posted(&form, UTF_8, (name, other))).await?;
        assert_eq!(status, 400, "{name} {page}");
        assert!(
            page.contains(told) && !page.contains("<b>"),
            "{name} {page}"
        );
    }

    let vectors = vectors("forms");
    let form = client.mobile_window(&mobile(text(&vectors, "goods")))?;
    let body = posted(&form, EUC_KR, ("", ""));
    assert!(body.contains(text(&vectors, "posted_goods")), "{body}");
    let (status, page) = post(&form, posted(&form, EUC_KR, ("", ""))).await?;
    assert_eq!(status, 200, "{page}");
    // Another form at the same address.
    let basket = client.basket_window(&basket())?;
    let (status, page) = post(&basket, posted(&basket, EUC_KR, ("", ""))).await?;
    assert!(page.contains("`basket_window` was accepted"), "{page}");
    assert_eq!(status, 200);
    let (status, page) = post(&basket, posted(&basket, EUC_KR, ("mKey", "k"))).await?;
    assert!(page.contains("`basket_window` was refused"), "{page}");
    assert_eq!(status, 400);
    // A page that leaves `accept-charset` out.
    let (status, page) = post(&form, posted(&form, UTF_8, ("", ""))).await?;
    assert_eq!(status, 400, "{page}");
    Ok(())
}

#[test]
fn what_the_browser_brings_back_is_read_like_a_notification() {
    let body = b"resultCode=0000&authToken=t%2B1%3D";
    let result = WindowResult::receive(&credentials(), body).unwrap();
    let token = result.auth_token.as_ref().map(|token| token.as_str());
    assert_eq!((result.result_code.as_str(), token), ("0000", Some("t+1=")));
}
