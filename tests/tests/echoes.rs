//! An answer to another request, of every operation whose answers repeat something: never a yes, whichever
//! member differs and whatever stands there.

use std::fmt::Debug;

use kpg::runtime::{Core, HttpAnswer, Operation};
use kpg::{ErrorKind, Outcome, welcome};
use kpg_codegen::model::{self, AnswerField, Kind};
use kpg_tests::clients::{Clients, Visitor};
use kpg_tests::failure::{Failed, Failure};
use kpg_tests::fixtures;
use kpg_tests::hostile::answers::{self, Subject};
use kpg_tests::hostile::dice::Dice;
use kpg_tests::hostile::fuzzed::Nowhere;
use kpg_tests::specs::OPERATIONS;
use kpg_tests::values::Values;
use serde_json::{Value, json};

/// How many values are tried in the place of each that is repeated.
const TIMES: usize = 400;

fn clients() -> Clients<Nowhere> {
    Clients::at("http://127.0.0.1:9", &Nowhere).unwrap()
}

/// Interprets one answer to a request.
struct Reading<'a> {
    body: &'a str,
    said: Option<Result<(), Failed>>,
}

impl Visitor<Nowhere> for Reading<'_> {
    fn builder(&mut self, _: &dyn Debug) {}

    fn request<O>(&mut self, core: &Core<O::Settings, Nowhere>, request: &O)
    where
        O: Operation + Debug,
        O::Settings: Debug,
        O::Code: 'static,
        O::Verdict: Debug,
    {
        let answer = HttpAnswer::new(200, self.body);
        let read = core.interpret(request, &answer);
        self.said = Some(read.map(|_| ()).map_err(|error| Failure::of(&error)));
    }
}

/// An operation whose answers repeat something, and its client.
struct Tried<'c> {
    subject: &'c Subject,
    clients: &'c Clients<Nowhere>,
}

impl Tried<'_> {
    fn read(&self, body: &str) -> Result<(), Failed> {
        let operation = &self.subject.operation;
        let mut reading = Reading { body, said: None };
        let (vendor, name) = (self.subject.vendor.id.snake(), operation.name.snake());
        let values = Values::good(&self.subject.vendor, operation);
        self.clients
            .visit(vendor, name, &values, &mut reading)
            .unwrap();
        reading.said.unwrap()
    }

    /// The value that a member repeats.
    fn given(&self, member: &AnswerField) -> Option<String> {
        let operation = &self.subject.operation;
        let field = operation.field(member.echoes?)?;
        Values::good(&self.subject.vendor, operation)
            .of(field)
            .map(str::to_owned)
    }

    fn assert_never_a_yes(&self, member: &AnswerField, value: Value) {
        let body = self.subject.with(&member.path, Some(value.clone()));
        let name = format!("{}: {} is {value}", self.subject.name(), member.path);
        let failed = self.read(&body).expect_err(&name);
        assert_eq!(failed.outcome, Outcome::Unknown, "{name}");
        assert_eq!(failed.kind, ErrorKind::Mismatch, "{name}: {failed}");
        let told = format!("; {}: expected ", member.path);
        assert!(failed.to_string().contains(&told), "{name}: {failed}");
    }
}

async fn subjects() -> Vec<Subject> {
    // What proves itself proves nothing once it was changed: the tests of the language tell that.
    let repeats = |operation: &model::Operation| {
        let mut fields = operation.answer.fields.iter();
        let is_json = operation.answer.format.encoding == model::BodyEncoding::Json;
        let can_be_changed = is_json && operation.answer.proof.is_none();
        can_be_changed && fields.any(|field| field.echoes.is_some())
    };
    let vendors = fixtures::vendors().unwrap();
    let names: Vec<_> = OPERATIONS
        .iter()
        .filter(|(vendor, name)| {
            let vendor = vendors.iter().find(|each| each.id.snake() == vendor);
            let mut operations = vendor.unwrap().operations.iter();
            let operation = operations.find(|each| each.name.snake() == name);
            repeats(operation.unwrap())
        })
        .map(|(vendor, name)| (vendor.as_str(), name.as_str()))
        .collect();
    let subjects = answers::subjects(&names).await.unwrap().into_iter();
    let with_examples = subjects.map(|subject| {
        let values = Values::good(&subject.vendor, &subject.operation);
        subject.repeating(&values)
    });
    with_examples.collect()
}

/// Texts that a mistake, another merchant or an attacker may write.
fn others(given: &str, kind: &Kind, dice: &mut Dice) -> Vec<Value> {
    let mut texts: Vec<Value> = ["FIRST", "1", "null", "true", "\u{0}", "１０００", "'--"]
        .map(Value::from)
        .into();
    texts.extend([
        format!("{given}0").into(),
        format!("1{given}").into(),
        format!("{given}\n").into(),
        format!("{given},{given}").into(),
        json!([given]),
        json!({ "value": given }),
        json!(true),
        json!(-1),
        json!(0.5),
        json!(123_456_789_012_345_678_901_f64),
    ]);
    for _ in 0..TIMES {
        let mut letters: Vec<char> = given.chars().collect();
        let at = dice.below(letters.len());
        let letter = char::from(b'!' + u8::try_from(dice.below(90)).unwrap());
        letters[at] = letter;
        texts.push(letters.into_iter().collect::<String>().into());
    }
    // What is the same after all: another way to write a number, or the letter that stood there.
    let number = |text: &str| text.parse::<u128>().ok();
    let is_number = matches!(kind, Kind::Amount { .. } | Kind::Integer { .. });
    texts.retain(|value| {
        let text = value.as_str().unwrap_or_default();
        let fraction = text.split_once('.').filter(|_| is_number);
        let whole = fraction.map_or(text, |(whole, _)| whole);
        let same_number = is_number && number(whole).is_some() && number(whole) == number(given);
        text != given && !same_number
    });
    texts
}

#[tokio::test]
async fn no_changed_repetition_of_any_operation_is_a_yes() {
    let clients = clients();
    let seed = Dice::seed();
    println!("seed {seed}");
    let mut dice = Dice::new(seed, 0);
    let mut tried = 0;
    let subjects = subjects().await;
    assert!(subjects.len() >= 9, "{}", subjects.len());
    for subject in &subjects {
        let it = Tried {
            subject,
            clients: &clients,
        };
        assert!(it.read(&subject.yes.plain).is_ok(), "{}", subject.name());
        for member in subject.repeated() {
            let given = it.given(member).unwrap_or_else(|| "welcometst".to_owned());
            for value in others(&given, member.facts.content.one().unwrap(), &mut dice) {
                it.assert_never_a_yes(member, value);
                tried += 1;
            }
        }
    }
    assert!(tried > 5_000, "{tried}");
}

#[tokio::test]
async fn other_ways_to_write_the_same_value_are_accepted() {
    let clients = clients();
    let mut tried = 0;
    for subject in &subjects().await {
        let it = Tried {
            subject,
            clients: &clients,
        };
        for member in subject.repeated() {
            let Some(given) = it.given(member) else {
                continue;
            };
            let mut same = vec![json!(given)];
            match member.facts.content.one() {
                Some(Kind::Amount { .. }) => {
                    let number: u64 = given.parse().unwrap();
                    same.extend([json!(number), json!(format!("000{given}"))]);
                }
                _ => same.push(json!(format!("{given}  "))),
            }
            for value in same {
                let body = subject.with(&member.path, Some(value.clone()));
                let read = it.read(&body);
                let name = format!("{}: {} is {value}", subject.name(), member.path);
                read.unwrap_or_else(|failed| panic!("{name}: {failed}"));
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

/// A cancel of one payment that is answered with another one.
#[test]
fn the_cancel_of_another_payment_is_no_cancel_of_this_one() {
    let cancel = welcome::Cancel::builder()
        .payment_method(welcome::PaymentMethod::Card)
        .transaction_id("SECOND")
        .price(222)
        .currency(welcome::Currency::Won)
        .build()
        .unwrap();
    let answer = |tid: &str, price: &str| {
        let body = json!({
            "ResultCode": "00", "ResultMsg": "정상처리되었습니다.", "Mid": "welcometst", "Tid": tid,
            "Moid": "ORDER-1", "Price": price, "CancelDate": "20261121", "CancelTime": "101112",
        });
        let answer = HttpAnswer::new(200, body.to_string());
        clients().welcome.core().interpret(&cancel, &answer)
    };
    let done = answer("SECOND", "222").unwrap();
    assert_eq!((done.transaction_id.as_str(), done.price), ("SECOND", 222));
    let error = answer("FIRST", "111").unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!error.is_safe_to_repeat());
    let told: Vec<_> = error.mismatches().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Tid: expected SECOND as in the request, found FIRST",
            "Price: expected 222 as in the request, found 111",
        ]
    );
}
