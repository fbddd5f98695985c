//! Nothing that is printed shows a secret: clients, credentials, builders, requests, messages, answers and
//! errors of every operation, given marked secrets, are searched for the marks.

use std::fmt::Debug;

use kpg::runtime::{Core, HttpAnswer, Operation, Sensitive, Transport, TransportError};
use kpg::{bccard, cookiepay, konaplate};
use kpg_codegen::model;
use kpg_tests::clients::{self, Clients, Visitor};
use kpg_tests::failure::shown;
use kpg_tests::marks::{
    assert_debug_hidden, assert_hidden, assert_hidden_however_written, marked_clients,
    marked_sandbox, planted, planted_answer, signing_key,
};
use kpg_tests::sandboxed;
use kpg_tests::specs::{self, OPERATIONS, operation};
use kpg_tests::values::Values;

const NOWHERE: &str = "http://127.0.0.1:9";

/// A transport that fails in words, after the request may have left.
#[derive(Clone, Debug)]
struct Broken;

impl Transport for Broken {
    async fn send(&self, _: kpg::runtime::HttpRequest) -> Result<HttpAnswer, TransportError> {
        Err(TransportError::maybe_sent("the line is dead"))
    }
}

fn clients_of_nobody() -> Clients<Broken> {
    marked_clients(|_| NOWHERE.to_owned(), &Broken).unwrap()
}

/// What all operations have in common: the request, its message, answers to it and what failed.
struct Hides<'a> {
    operation: &'a model::Operation,
    /// An accepted answer with marks in it.
    accepted: String,
    /// What the request is made of.
    values: &'a Values,
    /// What is not secret in the message.
    members: &'a [&'a str],
}

impl Visitor<Broken> for Hides<'_> {
    fn builder(&mut self, builder: &dyn Debug) {
        assert_debug_hidden(&format!("a builder of {}", self.operation.name), builder);
    }

    fn request<O>(&mut self, core: &Core<O::Settings, Broken>, request: &O)
    where
        O: Operation + Debug,
        O::Settings: Debug,
        O::Code: 'static,
        O::Verdict: Debug,
    {
        let what = |part: &str| format!("{part} of {}", O::CALL);
        assert_debug_hidden(&what("a request"), request);
        assert_debug_hidden(&what("the core"), core);
        assert_debug_hidden(&what("the settings"), core.settings());
        self.message(core, request);

        let answer = HttpAnswer::new(200, self.accepted.as_bytes());
        match core.interpret(request, &answer) {
            Ok(accepted) => assert_debug_hidden(&what("what was accepted"), &accepted),
            // The time of another request is in its proof.
            Err(error) => {
                assert!(self.operation.answer.proof.is_some(), "{}", shown(&error));
                assert_hidden(&what("an unproven answer"), &shown(&error));
            }
        }
        let masked = answer.masked(O::FORMAT, O::SENSITIVE).to_string();
        assert_hidden(&what("a masked answer"), &masked);
        self.failures(core, request);
    }
}

impl Hides<'_> {
    fn message<O: Operation>(&self, core: &Core<O::Settings, Broken>, request: &O) {
        let what = |part: &str| format!("{part} of {}", O::CALL);
        let token = Sensitive::new("SECRET-MARK-TOKEN".to_owned());
        assert_debug_hidden(&what("the token"), &token);
        let message = core.prepare(request, Some(&token)).ok().unwrap();
        assert_debug_hidden(&what("a message"), &message);
        let masked = message.masked(O::SENSITIVE);
        assert_hidden(&what("a masked message"), &masked.to_string());
        assert_debug_hidden(&what("a masked message"), &masked);
        for member in self.members {
            let there = masked.to_string().contains(member);
            assert!(there, "{member} is not in {masked}");
        }
        let explanation = core.explain(request, Some(&token)).ok().unwrap();
        let explained = format!("{explanation}\n{explanation:?}");
        assert_hidden_however_written(&what("an explanation"), &explained);
        let sent = explanation.steps().iter().filter(|step| step.is_sent());
        assert!(sent.count() > 0, "{explanation}");
        // What is too short for a mark is masked too.
        let given = self.operation.body.iter();
        let sensitive = given.filter(|field| {
            let is_given = field.source == model::Source::Caller && self.values.of(field).is_some();
            is_given && field.facts.sensitive && field.facts.content.one().is_some()
        });
        for field in sensitive.filter(|_| self.operation.envelope.is_none()) {
            let name = field.wire.rsplit('.').next().unwrap();
            let ways = [format!("\"{name}\":\"***\""), format!("{name}=***")];
            let is_masked = ways.iter().any(|way| masked.to_string().contains(way));
            assert!(is_masked, "{name} is not masked in {masked}");
        }
    }

    /// Answers that repeat what is sensitive, in every way to fail.
    fn failures<O: Operation>(&self, core: &Core<O::Settings, Broken>, request: &O)
    where
        O::Code: 'static,
        O::Verdict: Debug,
    {
        let what = |part: &str| format!("{part} of {}", O::CALL);
        let coded = |value: &str| {
            self.operation.answer.code.as_ref()?;
            let mut answer: serde_json::Value = serde_json::from_str(&self.accepted).ok()?;
            let path = specs::code_pointer(self.operation);
            *answer.pointer_mut(&path)? = value.into();
            Some((200, answer.to_string()))
        };
        let named: Vec<String> = O::SENSITIVE
            .iter()
            .map(|name| format!(r#""{name}":"SECRET-MARK-9","x-{name}":{{"{name}":["쉿"]}}"#))
            .collect();
        let named = format!("{{{}}}", named.join(","));
        // Bodies that have members can be masked; the others are not shown at all.
        let mut answers = vec![(500, self.accepted.clone()), (200, named)];
        answers.extend([coded("QQ77"), coded("")].into_iter().flatten());
        for (status, body) in &answers {
            let answer = HttpAnswer::new(*status, body.as_bytes());
            let name = what(&format!("the masked {body}"));
            let error = core.interpret(request, &answer).expect_err(&name);
            assert_hidden(&name, &error.masked_body().to_string());
            assert_hidden(&name, &answer.masked(O::FORMAT, O::SENSITIVE).to_string());
        }
        let unreadable = [
            (200, "SECRET-MARK-9"),
            (502, "<p>SECRET-MARK-9</p>"),
            (200, r#"["SECRET-MARK-9"]"#),
            (200, r#""SECRET-MARK-9""#),
            (200, r#"{"TOKEN":"SECRET-MARK-9"#),
            (200, r#"{"TOKEN":"SECRET-MARK-9"}}"#),
            (200, r#"{"encData":"SECRET-MARK-9"}"#),
        ];
        answers.extend(unreadable.map(|(status, body)| (status, body.to_owned())));
        for (status, body) in &answers {
            let name = what(&format!("the reading of {body}"));
            let answer = HttpAnswer::new(*status, body.as_bytes());
            assert_debug_hidden(&what("an answer"), &answer);
            let error = core.interpret(request, &answer).err().unwrap();
            assert_hidden(&name, &shown(&error));
        }
    }
}

/// What is not secret and must stay to be seen in a masked message.
fn shown_members(vendor: &str, operation: &str) -> &'static [&'static str] {
    match (vendor, operation) {
        ("bccard", "cancel") => &["apikey: ***", "98181361", "bcqrcpay"],
        ("cookiepay", "token") => &[r#""pay2_id":"kpgtest""#, r#""pay2_key":"***""#],
        ("cookiepay", "cancel") => &["token: ***", "apikey: ***", r#""bank":"088""#],
        ("cookiepay", "deposit_then_cancel") => &["token: ***", r#""amount":"1000""#],
        ("cookiepay", "key_in_payment") => &[r#""AMOUNT":"1000""#, r#""ORDERNO":"KPG-"#],
        ("konaplate", "cancel_charge") => &["x-km-access-key: ***", r#""userId":50000104652"#],
        ("konaplate", "transaction_history") => &[r#""pageSize":20"#],
        ("welcome", "cancel") => &["price=1000", "mid=welcometst"],
        ("welcome", "partial_cancel") => &["confirmPrice=700"],
        ("welcome", "issue_billing_key") => &["mid=welcometst", "etc=kpg"],
        ("welcome", "escrow_delivery") => &["exCode=hanjin", "goodsCode=G-0001"],
        _ => &[],
    }
}

#[tokio::test]
async fn no_operation_shows_a_secret_of_its_requests_and_answers() {
    let sandbox = marked_sandbox().await.unwrap();
    let sending = marked_clients(|id| sandbox.base_url(id), &sandboxed::transport()).unwrap();
    let clients = clients_of_nobody();
    for (vendor, name) in OPERATIONS.iter() {
        let (spec, operation) = operation(vendor, name);
        let values = planted(spec, operation);
        let accepted = sending.send(vendor, name, &values).await.unwrap();
        assert_hidden(name, &accepted.unwrap());
        let last = sandboxed::log(&sandbox, vendor, name).pop().unwrap();
        let answer = last.plain_answer.unwrap_or(last.answer_body);
        let mut hides = Hides {
            operation,
            values: &values,
            accepted: planted_answer(operation, &answer),
            members: shown_members(vendor, name),
        };
        clients.visit(vendor, name, &values, &mut hides).unwrap();
        let lost = clients.send(vendor, name, &values).await.unwrap();
        assert_hidden("a lost call", &lost.unwrap_err().shown);
    }
}

#[derive(Default)]
struct Shown(String);

impl<T> Visitor<T> for Shown {
    fn builder(&mut self, builder: &dyn Debug) {
        self.0.push_str(&format!("{builder:#?}\n"));
    }

    fn request<O: Operation + Debug>(&mut self, _: &Core<O::Settings, T>, request: &O) {
        self.0.push_str(&format!("{request:#?}\n"));
    }
}

/// Two digits of a password are too short to be searched for: they would be found by chance.
#[test]
fn requests_that_differ_in_secrets_only_look_the_same() {
    let clients = clients_of_nobody();
    for (vendor, name) in OPERATIONS.iter() {
        let (spec, operation) = operation(vendor, name);
        let [one, other] =
            [Values::good(spec, operation), planted(spec, operation)].map(|values| {
                let mut shown = Shown::default();
                clients.visit(vendor, name, &values, &mut shown).unwrap();
                shown.0
            });
        assert_eq!(one, other, "{vendor}.{name}");
    }
}

/// Every sensitive field of every operation, broken by a marked text that is too long for any rule.
#[test]
fn violations_of_no_operation_show_a_secret() {
    let clients = clients_of_nobody();
    let (mut told, mut unbroken) = (0, Vec::new());
    for (vendor, name) in OPERATIONS.iter() {
        let (spec, operation) = operation(vendor, name);
        for field in operation
            .caller_fields()
            .filter(|field| field.facts.sensitive)
        {
            let text = "SECRET-MARK-쉿".repeat(40);
            let values = Values::good(spec, operation).with(field, &text);
            let mut shown = Shown::default();
            match clients.visit(vendor, name, &values, &mut shown) {
                Ok(()) => unbroken.push(field),
                Err(violations) => {
                    assert_hidden("violations", &format!("{violations}\n{violations:#?}"));
                    told += 1;
                }
            }
            assert_hidden("a request", &shown.0);
        }
    }
    let any_text = |field: &&model::Field| {
        field.facts.content.one() == Some(&model::Kind::Text) && field.stated.length().is_none()
    };
    assert!(unbroken.iter().all(any_text), "{unbroken:?}");
    assert!(told > 40, "{told}");
}

/// What was refused is not told where it was secret: only how much of it there was.
#[test]
fn violations_show_no_secret() {
    let texts = ("KPGTESTASP00001", "SECRET-MARK-1", "SECRET-MARK-2");
    let wrong_key = clients::konaplate_credentials(texts, None, signing_key()).unwrap_err();
    let wrong_token = konaplate::CancelCharge::builder()
        .sequence_id("202211081208146080000000000001")
        .user_id(1)
        .transaction_id("KMN221114031773543")
        .one_time_token("SECRET-MARK-쉿")
        .dcvv("SECRET-MARK")
        .build()
        .unwrap_err();
    let long_key = cookiepay::Credentials::builder()
        .api_id("kpgtest")
        .api_key("SECRET-MARK".repeat(10))
        .build()
        .unwrap_err();
    for (violations, count) in [(wrong_key, 1), (wrong_token, 2), (long_key, 1)] {
        assert_eq!(violations.len(), count, "{violations}");
        assert_hidden("a violation", &format!("{violations}\n{violations:?}"));
    }
}

/// A key with a stray line end is the most common mistake, and the text of its error the most printed.
#[test]
fn a_key_that_no_header_can_hold_is_not_shown() {
    let violations = bccard::Credentials::builder()
        .api_key("SECRET-MARK-1\n")
        .affiliate_id("bcqrcpay")
        .private_key(signing_key())
        .build()
        .unwrap_err();
    let shown = format!("{violations}\n{violations:?}");
    assert_hidden("a violation", &shown);
    assert!(shown.contains("api_key"), "{shown}");
}
