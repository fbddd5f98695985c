//! Requests of every method, their addresses, and bodies of every kind.

use kpg_runtime::http::Method;
use kpg_runtime::{
    Bare, BaseUrl, Body, Charset, Encoding, HttpRequest, Members, Sensitive, Url, Wire, Writable,
    Written, http, path_of, query, query_of,
};

const METHODS: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

fn base() -> BaseUrl {
    BaseUrl::parse("https://api.example/v1").unwrap()
}

fn body() -> Body {
    let mut members = Members::new();
    members.put("a", &"1");
    members.json()
}

struct Goods(&'static str, Option<u64>);

impl Writable for Goods {
    fn written(&self) -> Option<Written> {
        let mut members = Members::new();
        members.put("name", &self.0);
        members.put("size.width", &Bare(&self.1));
        Some(members.object())
    }
}

#[test]
fn a_request_has_a_content_type_when_it_has_a_body() {
    for method in METHODS {
        for body in [None, Some(body())] {
            let length = body.as_ref().map_or(0, |body| body.bytes().len());
            let request = HttpRequest::new(method.clone(), base().join("/x"), body);
            assert_eq!(request.method(), &method);
            assert_eq!(request.body().is_some(), length > 0);
            assert_eq!(request.headers().contains_key("content-type"), length > 0);
            let converted: http::Request<Vec<u8>> = request.try_into().unwrap();
            assert_eq!(converted.method().as_str(), method.as_str());
            assert_eq!(converted.body().len(), length);
        }
    }
}

#[test]
fn a_masked_request_shows_its_method_its_query_and_no_body_that_is_not_there() {
    let url = query(base().join("/x"), &[("day", &"20260102")]);
    let mut request = HttpRequest::new(Method::GET, url, None);
    request.header("X-Key", &"top-secret").unwrap();
    assert_eq!(
        request.masked(&["x-key"]).to_string(),
        "GET https://api.example/v1/x?day=20260102\nx-key: ***"
    );
    assert!(!format!("{request:?}").contains("top-secret"));
}

#[test]
fn a_value_in_a_path_stays_one_segment() {
    let fill = |value: &dyn Wire| {
        let url = base().fill("/payments/{tid}/cancel", &[("tid", value)]);
        url.map(|url| url.to_string())
            .map_err(|error| error.to_string())
    };
    // python3 -c "from urllib.parse import quote; print(quote('a/b?c#d%e f+g가\\\\..;=&@:', safe=''))"
    let encoded = "a%2Fb%3Fc%23d%25e%20f%2Bg%EA%B0%80%5C..%3B%3D%26%40%3A";
    for (value, written) in [
        ("T1", "T1"),
        ("...", "..."),
        ("%2e%2e", "%252e%252e"),
        ("{tid}", "%7Btid%7D"),
        ("a/b?c#d%e f+g가\\..;=&@:", encoded),
    ] {
        let expected = format!("https://api.example/v1/payments/{written}/cancel");
        assert_eq!(fill(&value), Ok(expected), "{value}");
    }
    let refused = Err("`tid` cannot be left out of the address, nor be dots".to_owned());
    for value in [None, Some(""), Some("."), Some("..")] {
        assert_eq!(fill(&value), refused, "{value:?}");
    }
    let values: [(&str, &dyn Wire); 2] = [("b", &"{a}"), ("a", &2_u64)];
    assert_eq!(
        path_of(&base().fill("{a}/{b}/{a}", &values).unwrap()),
        "/v1/2/%7Ba%7D/2"
    );
    assert!(base().fill("/{other}", &values).is_err());
}

#[test]
fn a_query_holds_what_is_there() {
    let none: &[(&str, &dyn Wire)] = &[("a", &None::<String>)];
    assert_eq!(
        query(base().join("/x"), none).as_str(),
        "https://api.example/v1/x"
    );
    assert_eq!(query_of(&query(base().join("/x"), none)), "");
    // python3 -c "from urllib.parse import urlencode; print(urlencode([('a', '1 2&'), ('b', '가')]))"
    let some: &[(&str, &dyn Wire)] = &[("a", &"1 2&"), ("-", &None::<u64>), ("b", &"가")];
    let url: Url = query(base().join("/x"), some);
    assert_eq!(
        (path_of(&url), query_of(&url)),
        ("/v1/x", "a=1+2%26&b=%EA%B0%80")
    );
    assert_eq!(query_of(&query(base().join("/x"), &[("a", &"")])), "a=");
}

#[test]
fn lists_and_objects_are_written_in_order() {
    let mut members = Members::new();
    members.put(
        "t",
        &Some(vec![Sensitive::from("가"), Sensitive::from("\"")]),
    );
    members.put("n", &Bare(&Some(vec![1_u64, u64::MAX])));
    members.put("f", &Bare(&Some(vec![true, false])));
    members.put("g.list", &Some(vec![Goods("a", Some(1)), Goods("b", None)]));
    members.put("e", &Some(Vec::<String>::new()));
    members.put("absent", &None::<Vec<String>>);
    members.put("absent", &Bare(&None::<Vec<u64>>));
    members.put("absent", &None::<Vec<Goods>>);
    let json = r#"{"t":["가","\""],"n":[1,18446744073709551615],"f":[true,false],"g":{"list":[{"name":"a","size":{"width":1}},{"name":"b"}]},"e":[]}"#;
    assert_eq!(members.json_text(), json);
    assert_eq!(members.json().bytes(), json.as_bytes());
    assert!(!format!("{members:?}").contains('가'));
}

#[test]
fn a_body_in_euc_kr_is_what_python_writes() {
    let mut members = Members::new();
    members.put("상품", &"똠 방&=1");
    members.put("n", &Bare(&Some(1000_u64)));
    // python3 -c "from urllib.parse import urlencode; \
    //   print(urlencode({'상품': '똠 방&=1', 'n': 1000}, encoding='cp949'))"
    let form = members.euckr(Encoding::Form).unwrap();
    assert_eq!(form.bytes(), b"%BB%F3%C7%B0=%8Cc+%B9%E6%26%3D1&n=1000");
    assert_eq!(
        form.content_type(),
        "application/x-www-form-urlencoded; charset=euc-kr"
    );
    let request = HttpRequest::new(Method::POST, base().join("/x"), form);
    let shown = request.masked(&["N"]).to_string();
    assert!(shown.ends_with("\n\n상품=똠 방&=1&n=***"), "{shown}");

    let mut members = Members::new();
    members.put("상품", &"똠방");
    // python3 -c "print('{\"상품\":\"똠방\"}'.encode('cp949').hex())"
    let json = members.euckr(Encoding::Json).unwrap();
    let expected = b"{\"\xbb\xf3\xc7\xb0\":\"\x8cc\xb9\xe6\"}";
    assert_eq!(
        (json.bytes(), json.charset()),
        (expected.as_slice(), Charset::EucKr)
    );
    assert_eq!(json.content_type(), "application/json; charset=euc-kr");
    let shown = HttpRequest::new(Method::POST, base().join("/x"), json)
        .masked(&[])
        .to_string();
    assert!(shown.ends_with(r#"{"상품":"똠방"}"#), "{shown}");
}

#[test]
fn what_euc_kr_can_not_hold_stops_the_request_and_is_not_shown() {
    for encoding in [Encoding::Json, Encoding::Form] {
        let mut members = Members::new();
        members.put("a", &"가");
        members.put("goods.name", &Some(vec!["비밀", "비밀😀"]));
        let error = members.euckr(encoding).unwrap_err();
        let said = "`goods.name` has a character that EUC-KR cannot hold";
        assert_eq!(error.to_string(), said);
    }
}

#[test]
fn members_inside_a_text_are_hidden_too() {
    let mut inner = Members::new();
    inner.put("card", &"4242");
    inner.put("kind", &"x");
    for (text, shown) in [
        (inner.json_text(), r#"{"card":"***","kind":"x"}"#),
        (
            format!(" [{}]", inner.json_text()),
            r#"[{"card":"***","kind":"x"}]"#,
        ),
        (r#"{"card":"4242""#.to_owned(), "***"),
        (r#" [{"card":"4242""#.to_owned(), "***"),
        ("[sale] 4".to_owned(), "[sale] 4"),
    ] {
        let mut members = Members::new();
        members.put("data", &text);
        let masked = |body| {
            HttpRequest::new(Method::POST, base().join("/x"), body)
                .masked(&["card"])
                .to_string()
        };
        let form = masked(members.form());
        assert!(form.ends_with(&format!("\n\ndata={shown}")), "{form}");
        let json = masked(members.json());
        let shown = serde_json::json!({ "data": shown }).to_string();
        assert!(json.ends_with(&format!("\n\n{shown}")), "{json}");
    }
}
