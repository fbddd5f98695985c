//! Fields that others demand or keep out, and combinations of fields: the client and the sandbox against a reading of the spec
//! by hand, on random requests.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use kpg_codegen::{SourceFile, compile};
use kpg_language::conditions::{Kind, Method, Order, OrderItems};
use kpg_language::driver::{self, Values};
use kpg_sandbox::{Credentials, Exchange, Judgement, Sandbox};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

/// Values that fields are given by chance: none, or texts.
type Choices = &'static [(&'static str, &'static [&'static [&'static str]])];

const ORDERS: Choices = &[
    ("method", &[&["CARD"], &["BANK"], &["POINT"]]),
    (
        "amount",
        &[
            &["999"],
            &["1000"],
            &["4999"],
            &["5000"],
            &["7777"],
            &["49999"],
            &["50000"],
        ],
    ),
    ("escrow", &[&["true"], &["false"]]),
    ("months", &[&["0"], &["12"]]),
    ("holder", &[&["Kim"], &[""]]),
    ("courier", &[&["kpost"], &["other"], &[""]]),
    ("reason", &[&["late"], &[""]]),
    ("tags", &[&["a", "b"], &[]]),
    ("items", &[&["item"], &[]]),
    ("tid", &[&["T1"], &[""]]),
    ("orderNo", &[&["O1"], &[""]]),
    ("bill", &[&["B1"]]),
    ("phone", &[&["010"]]),
    ("email", &[&["a@b.c"], &[""]]),
    ("coupon", &[&["C1"], &[""]]),
    ("point", &[&["10"]]),
    ("cardNo", &[&["4000"], &[""]]),
    ("expiry", &[&["2911"]]),
    ("billKey", &[&["B"], &[""]]),
    ("zip", &[&["04524"], &[""]]),
    ("address", &[&["Seoul"], &[""]]),
];

const ITEMS: Choices = &[
    ("kind", &[&["GOODS"], &["TICKET"]]),
    ("price", &[&["9999"], &["10000"]]),
    ("quantity", &[&["1"]]),
    ("seat", &[&["A1"], &[""]]),
    ("code", &[&["C1"], &[""]]),
    ("title", &[&["T1"], &[""]]),
];

const REQUIRED: [&str; 4] = ["method", "amount", "kind", "price"];

/// Fields with values by chance; what is always required is there.
fn random(runner: &mut TestRunner, choices: Choices) -> Values {
    let mut pick = |count: usize| (0..count).new_tree(runner).unwrap().current();
    let mut values = Values::new();
    for (field, options) in choices {
        let least = usize::from(REQUIRED.contains(field));
        // Twice as many chances to be left out as each value has.
        let picked = pick(options.len() + 2 * (1 - least));
        if let Some(texts) = options.get(picked) {
            let texts = texts.iter().map(|text| (*text).to_owned());
            values.insert((*field).to_owned(), texts.collect());
        }
    }
    values
}

/// A good request of which some fields are changed by chance.
fn nearly_good(runner: &mut TestRunner) -> Values {
    let good = [
        ("method", "CARD"),
        ("amount", "5000"),
        ("orderNo", "O1"),
        ("email", "a@b.c"),
    ];
    let mut values: Values = good
        .map(|(field, text)| (field.to_owned(), vec![text.to_owned()]))
        .into();
    let others = random(runner, ORDERS);
    for (field, _) in ORDERS {
        let is_changed = (0..8_u32).new_tree(runner).unwrap().current() == 0;
        let other = others.get(*field).filter(|_| is_changed);
        if let Some(texts) = other {
            values.insert((*field).to_owned(), texts.clone());
        }
    }
    values
}

/// The spec as a person reads it, over the values of fields.
struct Reading<'v>(&'v Values);

impl Reading<'_> {
    fn is_there(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Whether the field has a value: the empty text and the empty list are none.
    fn has_value(&self, field: &str) -> bool {
        let texts = self.0.get(field);
        texts.is_some_and(|texts| texts.iter().any(|text| !text.is_empty()))
    }

    fn is(&self, field: &str, text: &str) -> bool {
        self.0
            .get(field)
            .is_some_and(|texts| texts.concat() == text)
    }

    fn number(&self, field: &str) -> i64 {
        self.0[field].concat().parse().unwrap()
    }

    fn count(&self, fields: &[&str]) -> usize {
        fields.iter().filter(|field| self.is_there(field)).count()
    }

    fn broken_order(&self) -> BTreeSet<&'static str> {
        let (card, points) = (self.is("method", "CARD"), self.is("method", "POINT"));
        let bank = !card && !points;
        let amount = self.number("amount");
        let escrow = self.is("escrow", "true");
        let small = (1000..5000).contains(&amount) || amount == 7777;
        let holder_wanted = bank || (points && small);
        let mut broken = BTreeSet::new();
        let mut tell = |field, is_broken: bool| {
            if is_broken {
                broken.insert(field);
            }
        };
        tell(
            "months",
            card && amount >= 50_000 && !self.is_there("months"),
        );
        tell("months", !card && self.is_there("months"));
        tell("holder", card && self.is_there("holder"));
        tell("holder", holder_wanted && !self.has_value("holder"));
        // The empty text is shorter than two characters.
        tell("holder", self.is("holder", ""));
        tell("courier", escrow && !self.has_value("courier"));
        tell(
            "reason",
            self.is("courier", "other") && !self.is_there("reason"),
        );
        tell("tags", points && !self.has_value("tags"));
        tell("items", escrow && !self.has_value("items"));
        tell(
            "items",
            self.is("escrow", "false") && self.is_there("items"),
        );
        let ids = ["tid", "orderNo", "bill"];
        let second = ids.iter().filter(|id| self.is_there(id)).nth(1);
        tell(second.unwrap_or(&"tid"), second.is_some());
        tell(
            "tid",
            second.is_none() && !ids.iter().any(|id| self.has_value(id)),
        );
        tell(
            "phone",
            !self.has_value("phone") && !self.has_value("email"),
        );
        tell("point", self.count(&["coupon", "point"]) == 2);
        let card_given = self.has_value("cardNo");
        tell("expiry", card_given != self.is_there("expiry"));
        tell("billKey", card_given && self.is_there("billKey"));
        let bill_wanted = points && !card_given && amount >= 5000;
        tell("billKey", bill_wanted && !self.has_value("billKey"));
        let home = ["zip", "address"];
        let lacking = home.iter().find(|field| !self.has_value(field));
        let begun = self.count(&home) > 0;
        tell(lacking.unwrap_or(&"zip"), begun && lacking.is_some());
        broken
    }

    fn broken_item(&self) -> BTreeSet<&'static str> {
        let goods = self.is("kind", "GOODS");
        let dear = self.number("price") >= 10_000;
        let mut broken = BTreeSet::new();
        if goods != self.is_there("quantity") {
            broken.insert("quantity");
        }
        if !goods && dear && !self.has_value("seat") {
            broken.insert("seat");
        }
        if self.count(&["code", "title"]) == 2 {
            broken.insert("title");
        } else if !self.has_value("code") && !self.has_value("title") {
            broken.insert("code");
        }
        broken
    }
}

fn told_by_client(name: &str, values: &Values) -> BTreeSet<&'static str> {
    let built = driver::build("conditions", name, values).unwrap();
    let violations = built.err();
    let violations = violations.iter().flat_map(|all| all.iter());
    violations.map(|violation| violation.field).collect()
}

/// The body of a request as JSON has it, written here.
fn written(values: &Values, item: &Value) -> Value {
    let members = values.iter().map(|(field, texts)| {
        let text = texts.concat();
        let value = match field.as_str() {
            "amount" | "months" | "price" | "quantity" => json!(text.parse::<u64>().unwrap()),
            "escrow" => json!(text == "true"),
            "tags" => json!(texts),
            "items" => json!(vec![item; texts.len()]),
            _ => json!(text),
        };
        (field.clone(), value)
    });
    Value::Object(members.collect::<Map<_, _>>())
}

fn send(address: SocketAddr, path: &str, body: &Value) {
    let body = body.to_string();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json; charset=utf-8\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
}

async fn sandbox() -> Sandbox {
    let spec = include_str!("../specs/conditions.yaml").to_owned();
    let vendor = compile(&SourceFile::new("conditions.yaml".to_owned(), spec)).unwrap();
    let builder = Sandbox::builder().vendor(vendor, Credentials::new());
    builder.start().await.unwrap()
}

/// What the sandbox says of a request, by the fields that it names.
async fn told_by_sandbox(sandbox: &Sandbox, body: Value) -> (BTreeSet<String>, String) {
    let address = sandbox.address();
    let base = sandbox.base_url("conditions");
    let prefix = base.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
    let path = format!("/{prefix}/order").replace("//", "/");
    tokio::task::spawn_blocking(move || send(address, &path, &body))
        .await
        .unwrap();
    let seen: Exchange = sandbox.log().pop().unwrap();
    match &seen.judgement {
        Judgement::Accepted => (BTreeSet::new(), String::new()),
        Judgement::Refused(findings) => {
            let subjects = findings.iter().map(|finding| finding.subject.clone());
            let texts: Vec<&str> = findings.iter().map(|it| it.text.as_str()).collect();
            (subjects.collect(), texts.join("; "))
        }
        other => panic!("{other:?}"),
    }
}

const GOOD_ITEM: &str = r#"{"kind":"GOODS","price":1,"quantity":1,"code":"C1"}"#;

#[tokio::test]
async fn client_and_sandbox_agree_with_the_spec_on_random_requests() {
    let sandbox = sandbox().await;
    let mut runner = TestRunner::deterministic();
    let item: Value = serde_json::from_str(GOOD_ITEM).unwrap();
    let (mut good, mut bad) = (0, 0);
    for round in 0..1500 {
        let values = match round % 2 {
            0 => random(&mut runner, ORDERS),
            _ => nearly_good(&mut runner),
        };
        let expected = Reading(&values).broken_order();
        assert_eq!(told_by_client("order", &values), expected, "{values:?}");
        let (subjects, texts) = told_by_sandbox(&sandbox, written(&values, &item)).await;
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(subjects, expected, "{values:?}: {texts}");
        *(if expected.is_empty() {
            &mut good
        } else {
            &mut bad
        }) += 1;
    }
    assert!(good > 100 && bad > 500, "{good} {bad}");
}

#[tokio::test]
async fn client_and_sandbox_agree_with_the_spec_on_random_objects_of_a_list() {
    let sandbox = sandbox().await;
    let mut runner = TestRunner::deterministic();
    let order = json!({
        "method": "CARD", "amount": 1, "escrow": true, "courier": "kpost", "tid": "T1", "phone": "010"
    });
    let (mut good, mut bad) = (0, 0);
    for _ in 0..400 {
        let values = random(&mut runner, ITEMS);
        let expected = Reading(&values).broken_item();
        assert_eq!(
            told_by_client("order.items", &values),
            expected,
            "{values:?}"
        );
        let mut order = order.clone();
        order["items"] = json!([written(&values, &Value::Null)]);
        let (subjects, texts) = told_by_sandbox(&sandbox, order).await;
        assert_eq!(
            subjects.is_empty(),
            expected.is_empty(),
            "{values:?}: {texts}"
        );
        let named = expected
            .iter()
            .any(|member| texts.contains(&format!("`{member}`: ")));
        assert!(named || expected.is_empty(), "{expected:?}: {texts}");
        *(if expected.is_empty() {
            &mut good
        } else {
            &mut bad
        }) += 1;
    }
    assert!(good > 30 && bad > 100, "{good} {bad}");
}

#[test]
fn what_is_told_names_the_rule_and_what_was_given() {
    let order = || {
        Order::builder()
            .method(Method::Point)
            .amount(4_000)
            .tags(["a"])
    };
    let good = |order: kpg_language::conditions::OrderBuilder<_>| order.tid("T1").phone("010");
    let told = |built: Result<Order, kpg_runtime::Violations>| built.unwrap_err().to_string();
    assert_eq!(
        told(good(order()).build()),
        "holder (holder): required when method is BANK, or method is POINT and amount is 1000 to 4999 or 7777, \
         got nothing, where method is POINT and amount is 4000"
    );
    assert_eq!(
        told(good(order()).holder("Kim").months(3).build()),
        "months (instalments): not allowed when method is BANK or POINT, got a value, where method is POINT"
    );
    assert_eq!(
        told(good(order()).holder("Kim").order_number("O1").build()),
        "orderNo (order number): exactly one of tid, orderNo, bill, got tid, orderNo"
    );
    assert_eq!(
        told(order().holder("Kim").zip("04524").build()),
        "tid (transaction): exactly one of tid, orderNo, bill, got nothing\n\
         phone (phone): at least one of phone, email, got nothing\n\
         address (address): all or none of zip, address, got zip"
    );
    assert_eq!(
        told(
            good(order())
                .holder("Kim")
                .card_number("4000")
                .billing_key("B")
                .build()
        ),
        "expiry (expiry): required when cardNo is given, got nothing\n\
         billKey (billing key): not allowed when cardNo is given, got a value"
    );
    let dear = Order::builder().method(Method::Point).amount(5_000);
    assert_eq!(
        told(good(dear.tags(["a"])).holder("Kim").build()),
        "billKey (billing key): required when method is POINT and cardNo is left out and amount is at least 5000, got \
         nothing, where method is POINT and cardNo is left out and amount is 5000"
    );
    let items = OrderItems::builder()
        .kind(Kind::Ticket)
        .price(10_000)
        .code("C1");
    assert_eq!(
        items.build().unwrap_err().to_string(),
        "seat (seat): required when kind is TICKET and price is at least 10000, got nothing, where kind is TICKET and \
         price is 10000"
    );
}
