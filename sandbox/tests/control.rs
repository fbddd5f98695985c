//! The console page and its endpoints: what they tell and do, and whom they refuse.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::support::acme::{self, Pay, started};
use crate::support::{HTTP, globex};
use kpg_sandbox::{Credentials, Sandbox};
use serde_json::{Value, json};

/// A vendor that tells of payments.
const NOTICES: &str = r#"
credentials:
  key: { en: key, secret: true }
operations:
  look:
    en: Look
    document: page
    effect: reads
    get: /look
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: { "00": { name: success, en: done } }
values:
  proof: { recipe: [ concat: [ a, key ], sha256, hex ] }
notifications:
  paid:
    en: Paid
    document: page
    receive: json
    fields: { a: { en: a, presence: required, example: b }, sign: { en: proof, presence: required } }
    authenticity: { member: sign, is: proof }
    acknowledge: "OK"
    identity: [ a ]
"#;

fn url(sandbox: &Sandbox, path: &str) -> String {
    format!("{}{path}", sandbox.console_url())
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let answer = HTTP.get(url(sandbox, path)).send().await.unwrap();
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

async fn post(sandbox: &Sandbox, path: &str, body: &Value) -> (u16, Value) {
    let request = HTTP.post(url(sandbox, path)).json(body);
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap(),
    )
}

#[tokio::test]
async fn the_page_runs_its_own_script_alone() {
    let sandbox = started().await;
    for (path, content_type) in [
        ("", "text/html"),
        ("_sandbox/console.js", "text/javascript"),
    ] {
        let answer = HTTP.get(url(&sandbox, path)).send().await.unwrap();
        let headers = answer.headers().clone();
        assert!(
            headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with(content_type)
        );
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'"), "{policy}");
        let text = answer.text().await.unwrap();
        assert!(
            !text.contains("innerHTML"),
            "what was sent would become markup"
        );
        assert!(
            !text.contains("src=\"http"),
            "nothing is fetched from elsewhere"
        );
    }
}

/// A page of somebody else's can make a browser call this machine: under a name of its own, or with a form.
#[tokio::test]
async fn pages_of_others_are_refused() {
    let sandbox = started().await;
    let cases = [
        ("GET", "127.0.0.1:1", "", 200),
        ("GET", "localhost", "", 200),
        ("GET", "evil.example", "", 403),
        ("GET", "127.0.0.1.evil.example:80", "", 403),
        ("POST", "localhost", "text/plain", 415),
        ("DELETE", "localhost", "", 415),
        ("DELETE", "localhost", "application/json", 200),
    ];
    for (method, host, content_type, status) in cases {
        let path = if method == "GET" {
            "_sandbox/vendors"
        } else {
            "_sandbox/scripts"
        };
        let request = HTTP
            .request(method.parse().unwrap(), url(&sandbox, path))
            .header("host", host)
            .header("content-type", content_type);
        let answer = request.send().await.unwrap();
        assert_eq!(
            answer.status().as_u16(),
            status,
            "{method} {host} {content_type}"
        );
    }
}

/// Browsers tell by headers which page makes them call. Without any of them, no browser calls.
#[tokio::test]
async fn pages_of_others_cannot_call_a_vendor_under_a_name_of_their_own() {
    let sandbox = started().await;
    for (host, status) in [
        ("localhost:1", 400),
        ("[::1]:80", 400),
        ("evil.example", 403),
    ] {
        let request = HTTP.post(sandbox.base_url("acme") + "/v1/pay");
        let request = request
            .header("host", host)
            .header("kpg-sandbox-script", "no script");
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{host}");
    }
}

/// A script in a header is held to what the endpoint holds scripts to.
#[tokio::test]
async fn a_script_in_a_header_fits_the_operation() {
    let sandbox = started().await;
    for (script, told) in [
        ("code 0000", "is accepted"),
        ("fault none 1", "no fault `none`"),
        ("nonsense", "is no script"),
    ] {
        let request = HTTP.post(sandbox.base_url("acme") + "/v1/pay");
        let answer = request
            .header("kpg-sandbox-script", script)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{script}");
        let answer = answer.bytes().await.unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.contains(told), "{script}: {answer}");
    }
}

#[tokio::test]
async fn pages_of_others_are_refused_by_what_browsers_say_of_them() {
    type Headers<'h> = &'h [(&'h str, &'h str)];
    let sandbox = started().await;
    let own = format!("http://{}", sandbox.address());
    let cases: [(&str, Headers<'_>, u16); 12] = [
        ("_sandbox/calls", &[("origin", &own)], 200),
        ("_sandbox/calls", &[("origin", "http://evil.example")], 403),
        ("_sandbox/calls", &[("origin", "http://127.0.0.1:1")], 403),
        ("_sandbox/calls", &[("origin", "null")], 403),
        ("_sandbox/calls", &[("sec-fetch-site", "same-origin")], 200),
        ("_sandbox/calls", &[("sec-fetch-site", "none")], 200),
        ("_sandbox/calls", &[("sec-fetch-site", "cross-site")], 403),
        ("_sandbox/calls", &[("sec-fetch-site", "same-site")], 403),
        (
            "_sandbox/console.js",
            &[
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "no-cors"),
            ],
            403,
        ),
        (
            "",
            &[
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate"),
            ],
            200,
        ),
        (
            "",
            &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors")],
            403,
        ),
        (
            "_sandbox/calls",
            &[
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate"),
            ],
            403,
        ),
    ];
    for (path, headers, status) in cases {
        let mut request = HTTP.get(url(&sandbox, path));
        for (name, text) in headers {
            request = request.header(*name, *text);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path} {headers:?}");
    }
}

#[tokio::test]
async fn calls_are_told_in_portions_and_from_the_first() {
    let sandbox = started().await;
    for _ in 0..201 {
        HTTP.get(url(&sandbox, "acme/nothing"))
            .send()
            .await
            .unwrap();
    }
    let numbers = |told: &Value| {
        let calls = told["calls"].as_array().unwrap();
        let number = |call: Option<&Value>| call.unwrap()["number"].clone();
        (
            calls.len(),
            number(calls.first()),
            number(calls.last()),
            told["more"].clone(),
        )
    };
    let told = get(&sandbox, "_sandbox/calls").await;
    assert_eq!(numbers(&told), (200, json!(1), json!(200), json!(true)));
    let told = get(&sandbox, "_sandbox/calls?after=200").await;
    assert_eq!(numbers(&told), (1, json!(201), json!(201), json!(false)));
    // A portion ends before 4 MiB, whatever its calls are.
    for _ in 0..5 {
        let body = "a".repeat(1024 * 1000);
        HTTP.post(url(&sandbox, "acme/v1/pay"))
            .body(body)
            .send()
            .await
            .unwrap();
    }
    let told = get(&sandbox, "_sandbox/calls?after=201").await;
    assert_eq!(numbers(&told), (4, json!(202), json!(205), json!(true)));
}

#[tokio::test]
async fn scripts_are_queued_all_or_none() {
    let sandbox = started().await;
    let queue = |operation: &str, scripts: &[&str]| json!({ "vendor": "acme", "operation": operation, "scripts": scripts });
    let refused = [
        (queue("pay", &["code 2001", "explode"]), 400, "is no script"),
        (queue("pay", &["pending", "code 0000"]), 400, "is accepted"),
        (
            queue("pay", &["fault nowhere 2001"]),
            400,
            "no fault `nowhere`",
        ),
        (
            queue("pay", &["refuse-token 1 nowhere"]),
            400,
            "no fault `nowhere`",
        ),
        (
            queue("nothing", &["pending"]),
            404,
            "has no operation `nothing`",
        ),
        (
            json!({ "vendor": "x", "operation": "pay", "scripts": [] }),
            404,
            "there are: acme",
        ),
        (
            json!({ "vendor": "acme", "operation": "pay", "script": "pending" }),
            400,
            "unknown field `script`",
        ),
        (json!([]), 400, "the body"),
    ];
    for (body, status, why) in refused {
        let (found, said) = post(&sandbox, "_sandbox/scripts", &body).await;
        assert_eq!(found, status, "{said}");
        assert!(said["error"].as_str().unwrap().contains(why), "{said}");
    }
    let (status, _) = post(
        &sandbox,
        "_sandbox/scripts",
        &queue("pay", &["code 2001", "code 1002"]),
    )
    .await;
    assert_eq!(status, 200);
    for code in ["2001", "1002", "0000"] {
        let exchange = Pay::good().send(&sandbox).await;
        assert_eq!(acme::answer(&exchange)["result"]["code"], code);
    }
}

#[tokio::test]
async fn calls_are_told_with_what_was_wrong_and_their_steps() {
    let sandbox = Sandbox::builder().vendor(acme::vendor(), acme::credentials());
    let sandbox = sandbox.start().await.unwrap();
    Pay::good().send(&sandbox).await;
    let mut wrong = Pay::good();
    wrong.set("recheck", "wrong");
    wrong.send(&sandbox).await;

    let calls = get(&sandbox, "_sandbox/calls?after=0").await;
    let told = |index: usize| {
        let call = &calls["calls"][index];
        (
            call["number"].clone(),
            call["outcome"].clone(),
            call["findings"][0]["subject"].clone(),
        )
    };
    assert_eq!(told(0), (json!(1), json!("accepted"), Value::Null));
    assert_eq!(told(1), (json!(2), json!("refused"), json!("recheck")));
    let later = get(&sandbox, "_sandbox/calls?after=2").await;
    assert_eq!(
        (&later["calls"], &later["more"]),
        (&json!([]), &json!(false))
    );
    // The page loads itself again when the start is another one.
    let start = &get(&sandbox, "_sandbox/vendors").await["start"];
    assert_eq!((start, &later["start"]), (start, start));
    let other = started().await;
    assert_ne!(&get(&other, "_sandbox/vendors").await["start"], start);

    // Of the request that was accepted, every field is what came; of the other one all but one.
    for (number, differing) in [(1, vec![]), (2, vec!["recheck"])] {
        let steps = get(&sandbox, &format!("_sandbox/calls/{number}/steps")).await;
        let fields = steps["fields"].as_array().unwrap();
        assert!(fields.len() > 2, "{steps:#}");
        let differ = fields.iter().filter(|field| field["same"] == false);
        let differ: Vec<&str> = differ
            .map(|field| field["field"].as_str().unwrap())
            .collect();
        assert_eq!(differ, differing);
    }
    let steps = get(&sandbox, "_sandbox/calls/2/steps").await;
    let check = steps["fields"].as_array().unwrap();
    let check = check
        .iter()
        .find(|field| field["field"] == "check")
        .unwrap();
    let labels = check["expected"].to_string();
    assert!(
        labels.contains("sha256") && labels.contains("credential `hash_key`"),
        "{labels}"
    );
    let unknown = get(&sandbox, "_sandbox/calls/77/steps").await;
    assert!(unknown["error"].as_str().unwrap().contains("no call 77"));
}

/// The signature of a client that joins the same values in another order.
#[tokio::test]
async fn what_came_is_explained() {
    let sandbox = started().await;
    let mut pay = Pay::good();
    let when = pay.members["when"].as_str().unwrap().to_owned();
    let text = format!("{when}{}{}", acme::SHOP, acme::HASH_KEY);
    pay.set("check", acme::sha256_hex(&text));
    pay.send(&sandbox).await;
    let said = get(&sandbox, "_sandbox/calls/1/explanation/check").await;
    assert_eq!(said["says"], "other_text", "{said}");
    assert_eq!(said["theirs"], text);
    assert_eq!(
        said["ours"],
        format!("{}{when}{}", acme::SHOP, acme::HASH_KEY)
    );
}

#[tokio::test]
async fn notifications_are_sent_as_often_as_asked() {
    let credentials = Credentials::new().text("key", "K");
    let sandbox = globex::started(NOTICES, credentials).await;
    let merchant = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = merchant.local_addr().unwrap();
    let served = std::thread::spawn(move || {
        let mut bodies = Vec::new();
        for _ in 0..2 {
            let (mut stream, _) = merchant.accept().unwrap();
            let mut bytes = Vec::new();
            let mut piece = [0; 4096];
            loop {
                let count = stream.read(&mut piece).unwrap();
                bytes.extend(&piece[..count]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else {
                    continue;
                };
                let length = head
                    .to_lowercase()
                    .split("content-length: ")
                    .nth(1)
                    .unwrap()
                    .lines()
                    .next()
                    .unwrap()
                    .parse::<usize>()
                    .unwrap();
                if body.len() >= length {
                    bodies.push(body.to_owned());
                    break;
                }
            }
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nOK")
                .unwrap();
        }
        bodies
    });
    let asked = json!({ "vendor": "globex", "notification": "paid", "url": format!("http://{address}/hook"), "times": 2 });
    let (status, said) = post(&sandbox, "_sandbox/notifications", &asked).await;
    assert_eq!(status, 200, "{said}");
    let bodies = served.join().unwrap();
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(said["body"], bodies[0]);
    assert_eq!(
        said["answers"],
        json!([{ "status": 200, "body": "OK" }, { "status": 200, "body": "OK" }])
    );

    let mut elsewhere = asked;
    elsewhere["url"] = json!("https://merchant.example/hook");
    let (_, said) = post(&sandbox, "_sandbox/notifications", &elsewhere).await;
    assert!(
        said["answers"][0]["error"]
            .as_str()
            .unwrap()
            .contains("does not begin with http://"),
        "{said}"
    );
}
