//! Lists and nested values: what is sent, what is refused, what is read, and lists at the top.

use crate::support::{Unused, body, outcome, prepared, text, vectors, violated};
use kpg_language::lists::{
    Client, Credentials, Environment, Kind, Order, OrderAnswer, OrderItems, ResultCode, Search,
    SearchAnswer, SearchCode,
};
use kpg_runtime::{CallError, Choice as _, ErrorKind, HttpAnswer, OpenChoice as _, Outcome};

fn client() -> Client<Unused> {
    let credentials = Credentials::new();
    let client = Client::builder(Environment::Test, credentials).unwrap();
    client.build_with(Unused)
}

fn item(name: &str, price: u64) -> OrderItems {
    let item = OrderItems::builder().name(name).price(price);
    item.build().unwrap()
}

fn sent(order: Result<Order, kpg_runtime::Violations>) -> String {
    body(&prepared(client().core(), &order.unwrap()))
}

#[test]
fn values_objects_and_dotted_objects_are_sent_in_their_order() {
    let vectors = vectors("lists");
    let with_memo = OrderItems::builder().name("a\"b").price(1).memo("");
    let full = Order::builder()
        .tags(["a", "bcd"])
        .quantities([1, 0, u64::MAX])
        .kinds([Kind::Bank, Kind::Card, Kind::from_wire("QR")])
        .flags([true, false])
        .phones(["010", "0234"])
        .items([item("커피", 4500), with_memo.build().unwrap()])
        .delivery_address("서울")
        .delivery_phone("0212345678");
    assert_eq!(sent(full.build()), text(&vectors, "full"));
    let least = Order::builder().tags(["z"]).items([item("x", 1)]);
    assert_eq!(sent(least.build()), text(&vectors, "least"));
    // A list that is given and empty is sent; one that is not given is left out.
    let empty = Order::builder()
        .tags(["z"])
        .quantities([])
        .kinds([])
        .items([item("x", 1)])
        .delivery_phone("1");
    assert_eq!(sent(empty.build()), text(&vectors, "empty"));
}

#[test]
fn violations_name_the_part_of_the_list() {
    let order = |tags: &[&str]| {
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let order = Order::builder().tags(tags).items([item("x", 1)]);
        order.build()
    };
    assert_eq!(violated(order(&["ok", "toolong"])), ["tags[1]"]);
    assert_eq!(
        violated(order(&["A", "ok", "", "한글한글한글"])),
        ["tags[0]", "tags[2]", "tags[3]", "tags[3]"]
    );
    let violations = order(&["ok", "NO"]).unwrap_err();
    assert_eq!(violations.iter().next().unwrap().index, Some(1));
}

#[test]
fn a_required_list_has_parts() {
    let none: [&str; 0] = [];
    let order = Order::builder().tags(none).items([]);
    assert_eq!(
        violated(order.delivery_phone("02-1").build()),
        ["tags", "items", "delivery.phone"]
    );
}

#[test]
fn the_objects_of_a_list_are_checked_when_they_are_built() {
    let item = OrderItems::builder().name("12345678901").price(0);
    assert_eq!(violated(item.build()), ["name", "price"]);
}

fn read(body: &str) -> Result<OrderAnswer, CallError<ResultCode>> {
    let answer = HttpAnswer::new(200, body);
    let order = Order::builder().tags(["z"]).items([item("x", 1)]);
    client().core().interpret(&order.build().unwrap(), &answer)
}

/// An accepted answer with these members beside the numbers.
fn accepted(members: &str) -> String {
    format!(r#"{{"code":"0000","numbers":[],{members}}}"#)
}

#[test]
fn lists_of_values_are_read_and_unknown_kinds_kept() {
    let answer = read(
        r#"{"code":"0000","numbers":[1,"2",18446744073709551615],
            "kinds":["CARD","NEW"],"texts":["a",5,true,""],
            "flags":[true,"false"]}"#,
    )
    .unwrap();
    assert_eq!(answer.numbers, [1, 2, u64::MAX]);
    assert_eq!(answer.kinds[0], Kind::Card);
    assert_eq!(answer.kinds[1].as_str(), "NEW");
    assert_eq!(answer.kinds[1].unrecognised().unwrap().as_str(), "NEW");
    assert_eq!(answer.texts, ["a", "5", "true", ""]);
    assert_eq!(answer.flags, [true, false]);
    assert!(answer.cancels.is_empty() && answer.detail.is_none() && answer.card.is_none());
    let nulls = read(&accepted(
        r#""kinds":null,"texts":null,"cancels":null,"card":null"#,
    ));
    assert!(nulls.unwrap().kinds.is_empty());
}

#[test]
fn a_list_or_an_object_is_read_as_a_list() {
    for (cancels, count) in [
        (r#"[{"tid":"C1","amount":"5"},{"tid":"C2"}]"#, 2),
        (r#"{"tid":"C1","amount":5}"#, 1),
        ("[]", 0),
    ] {
        let answer = read(&accepted(&format!(r#""cancels":{cancels}"#))).unwrap();
        assert_eq!(answer.cancels.len(), count, "{cancels}");
        if let Some(first) = answer.cancels.first() {
            assert_eq!((&*first.tid, first.amount), ("C1", Some(5)));
        }
    }
}

#[test]
fn json_inside_a_text_is_read() {
    let answer = read(&accepted(r#""detail":"{\"card\":\"신한\",\"more\":1}""#)).unwrap();
    assert_eq!(answer.detail.unwrap().card, "신한");
    let answer = read(&accepted(r#""detail":"""#)).unwrap();
    assert!(answer.detail.is_none());
}

#[test]
fn nested_lists_are_read() {
    let answer = read(&accepted(
        r#""card":{"name":"n","parts":[{"number":1},{"number":"22"}]}"#,
    ));
    let card = answer.unwrap().card.unwrap();
    let numbers: Vec<u64> = card.parts.iter().map(|part| part.number).collect();
    assert_eq!((&*card.name, &*numbers), ("n", &[1, 22][..]));
}

#[test]
fn what_is_not_as_described_is_unknown_and_told_with_its_place() {
    for (members, place) in [
        (r#""numbers":[1,"x"]"#, "numbers[1]"),
        (r#""numbers":[1.5]"#, "numbers[0]"),
        (r#""numbers":[-1]"#, "numbers[0]"),
        (r#""numbers":{"0":1}"#, "numbers"),
        (r#""texts":[]"#, "numbers"),
    ] {
        let error = read(&format!(r#"{{"code":"0000",{members}}}"#)).unwrap_err();
        let places: Vec<&str> = error.problems().iter().map(|it| it.path.as_str()).collect();
        assert_eq!(places, [place], "{members}");
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert_eq!(error.outcome(), Outcome::Unknown);
        // The vendor did say yes, and that is kept.
        assert_eq!(error.code(), Some(&ResultCode::Accepted));
    }
}

#[test]
fn what_is_not_as_described_and_may_be_left_out_is_left_out_and_noted() {
    for (members, place) in [
        (r#""numbers":[],"texts":[[]]"#, "texts[0]"),
        (r#""numbers":[],"kinds":[null]"#, "kinds[0]"),
        (r#""numbers":[],"flags":["X"]"#, "flags[0]"),
        (r#""numbers":[],"cancels":[{"amount":1}]"#, "cancels[0].tid"),
        (r#""numbers":[],"cancels":[{"tid":"a"},7]"#, "cancels[1]"),
        (r#""numbers":[],"cancels":"none""#, "cancels"),
        (r#""numbers":[],"detail":"{\"card\":""#, "detail"),
        (r#""numbers":[],"detail":"[]""#, "detail"),
        (r#""numbers":[],"detail":"{}""#, "detail.card"),
        (r#""numbers":[],"detail":{"card":"x"}"#, "detail"),
        (
            r#""numbers":[],"card":{"name":"n","parts":[{"number":1},{}]}"#,
            "card.parts[1].number",
        ),
        (r#""numbers":[],"card":[]"#, "card"),
    ] {
        let answer = read(&format!(r#"{{"code":"0000",{members}}}"#)).unwrap();
        let places: Vec<&str> = answer.noted.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(places, [place], "{members}");
        assert!(answer.texts.is_empty() && answer.kinds.is_empty() && answer.flags.is_empty());
        assert!(answer.detail.is_none(), "{members}");
        // Of a list the other items are read.
        let cancels = usize::from(members.contains(r#""tid":"a""#));
        assert_eq!(answer.cancels.len(), cancels, "{members}");
        let parts = answer.card.map_or(0, |card| card.parts.len());
        assert_eq!(parts, usize::from(members.contains("parts")), "{members}");
    }
}

fn day() -> Search {
    Search::builder().day("2024-02-29").build().unwrap()
}

fn search(status: u16, body: &str) -> Result<SearchAnswer, CallError<SearchCode>> {
    let answer = HttpAnswer::new(status, body);
    client().core().interpret(&day(), &answer)
}

#[test]
fn a_list_at_the_top_is_an_answer() {
    let answer = search(
        200,
        r#"[{"RESULTCODE":"0000","TID":"T1","AMOUNT":"1000"},
            {"RESULTCODE":"0000","TID":"T2","AMOUNT":2}]"#,
    );
    let records = answer.unwrap().records;
    let read: Vec<_> = records.iter().map(|it| (&*it.tid, it.amount)).collect();
    assert_eq!(read, [("T1", 1000), ("T2", 2)]);
}

#[test]
fn an_object_that_holds_the_list_is_read_as_it_is() {
    let body = r#"{"records":[{"RESULTCODE":"0000","TID":"T1","AMOUNT":1}]}"#;
    assert_eq!(search(200, body).unwrap().records[0].tid, "T1");
}

#[test]
fn an_object_in_place_of_the_list_refuses_with_its_code() {
    let refusal = r#"{"RESULTCODE":"E008","RESULTMSG":"조회 결과 없음"}"#;
    let refused = search(200, refusal).unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Refused);
    assert_eq!(refused.code(), Some(&SearchCode::NothingFound));
    assert_eq!(refused.message(), Some("조회 결과 없음"));
    // The same from a server that broke down says nothing.
    assert_eq!(
        search(500, refusal).unwrap_err().outcome(),
        Outcome::Unknown
    );
}

#[test]
fn what_a_list_does_not_say_in_one_voice_is_unknown() {
    for body in [
        "[]",
        r#"[{"RESULTCODE":"0000","TID":"T1","AMOUNT":1},{"RESULTCODE":"E008"}]"#,
        r#"[{"RESULTCODE":"E008"},{"RESULTCODE":"0000","TID":"T1","AMOUNT":1}]"#,
        r#"[{"RESULTCODE":"0000","TID":"T1","AMOUNT":1},{"TID":"T2","AMOUNT":1}]"#,
        r#"[{"TID":"T1","AMOUNT":1}]"#,
        r#"[{"RESULTCODE":"0000","TID":"T1"}]"#,
        r#"[{"RESULTCODE":"0000","TID":"T1","AMOUNT":1},7]"#,
        r#"[[{"RESULTCODE":"0000"}]]"#,
        "[1]",
        "{}",
        "\"E008\"",
        "null",
        "",
    ] {
        let known = outcome(client().core(), &day(), (200, body.as_bytes()));
        assert_eq!(known, Some(Outcome::Unknown), "{body}");
    }
}

#[test]
fn a_list_of_nothing_but_refusals_is_one_where_the_code_is_listed_for_lists() {
    let refused = search(200, r#"[{"RESULTCODE":"E001"},{"RESULTCODE":"E001"}]"#);
    let refused = refused.unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Refused);
    assert_eq!(refused.code(), Some(&SearchCode::NotAllowed));
    // E008 is documented for the object that stands in place of a list.
    let unknown = search(200, r#"[{"RESULTCODE":"E008"},{"RESULTCODE":"E008"}]"#);
    let unknown = unknown.unwrap_err();
    assert_eq!(unknown.outcome(), Outcome::Unknown);
    assert_eq!(unknown.code(), Some(&SearchCode::NothingFound));
}

#[test]
fn a_day_must_exist() {
    for (day, fits) in [
        ("2024-02-29", true),
        ("2023-02-29", false),
        ("2024-2-29", false),
        ("20240229", false),
    ] {
        assert_eq!(Search::builder().day(day).build().is_ok(), fits, "{day}");
    }
}
