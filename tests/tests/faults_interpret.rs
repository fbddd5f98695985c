//! Good answers of every operation, damaged in a few thousand ways: no client falls over any of them, and
//! none takes one for more than a second reading of it allows. `KPG_SEED` repeats a run.

use kpg::runtime::HttpAnswer;
use kpg_codegen::model::{AnswerField, BodyEncoding, Operation, Part, Pending};
use kpg_tests::fixtures;
use kpg_tests::hostile::answers::Subject;
use kpg_tests::hostile::dice::Dice;
use kpg_tests::hostile::fuzzed::{Readers, Understood};
use kpg_tests::hostile::{answers, mutated};
use kpg_tests::values::Values;
use serde_json::{Value, json};

/// How often each good answer is damaged.
const TIMES: usize = 1_500;

/// How often each encrypted one is: to open one takes as long as to read a hundred others.
const SEALED_TIMES: usize = 60;

const STATUSES: [u16; 8] = [200, 200, 200, 201, 302, 400, 404, 500];

const STATUSES_OF_REFUSALS: [u16; 20] = [
    200, 200, 200, 201, 204, 302, 400, 400, 400, 401, 404, 408, 409, 422, 425, 429, 499, 500, 502,
    504,
];

async fn subjects(readers: &Readers) -> Vec<Subject> {
    let mut names = Vec::new();
    for position in 0..readers.count() {
        let (vendor, operation) = readers.at(position).unwrap();
        names.push((vendor.id.snake(), operation.name.snake()));
    }
    let subjects = answers::subjects(&names).await.unwrap().into_iter();
    let with_examples = subjects.map(|subject| {
        let values = Values::good(&subject.vendor, &subject.operation);
        subject.repeating(&values)
    });
    with_examples.collect()
}

#[tokio::test]
async fn no_damaged_answer_is_taken_for_more_than_it_says() {
    let seed = Dice::seed();
    println!("seed {seed}");
    let readers = Readers::new().unwrap();
    let (mut read, mut decided) = (0, 0);
    for (position, subject) in subjects(&readers).await.iter().enumerate() {
        let mut dice = Dice::new(seed, u64::try_from(position).unwrap());
        let refusal = subject.refusal(subject.no_code());
        let plain = [subject.yes.plain.as_bytes(), refusal.as_bytes()].map(|body| (body, TIMES));
        let sealed = subject
            .envelope()
            .map(|_| (&*subject.yes.body, SEALED_TIMES));
        for (good, times) in plain.into_iter().chain(sealed) {
            for _ in 0..times {
                let status = *dice.one_of(&STATUSES).unwrap();
                let body = mutated::damaged(good, &mut dice);
                let answer = HttpAnswer::new(status, body);
                let understood = readers.read(position, &answer).unwrap_or_else(|why| {
                    let body = String::from_utf8_lossy(&answer.body);
                    panic!("seed {seed}: {why}, on HTTP {status}: {body}")
                });
                read += 1;
                let refused = Understood::Failed(kpg::ErrorKind::Refused);
                decided += usize::from(understood == Understood::Accepted || understood == refused);
            }
        }
    }
    println!("{read} answers read, {decided} of them clear");
    assert!(decided > read / 20 && decided < read, "{decided} of {read}");
}

/// Codes of every kind, on statuses of every kind: what is refused, the spec refuses. The second reading knows the
/// model and shares no code with the clients.
#[tokio::test]
async fn a_refusal_is_one_that_the_spec_says() {
    let seed = Dice::seed();
    println!("seed {seed}");
    let readers = Readers::new().unwrap();
    let (mut read, mut refused) = (0, 0);
    for (position, subject) in subjects(&readers).await.iter().enumerate() {
        let mut dice = Dice::new(seed, u64::try_from(position).unwrap());
        for _ in 0..TIMES {
            let status = *dice.one_of(&STATUSES_OF_REFUSALS).unwrap();
            let body = subject.with_any_code(&mut dice);
            let answer = HttpAnswer::new(status, body.as_bytes());
            let understood = readers
                .read(position, &answer)
                .unwrap_or_else(|why| panic!("seed {seed}: {why}, on HTTP {status}: {body}"));
            read += 1;
            let is_refused = understood == Understood::Failed(kpg::ErrorKind::Refused);
            refused += usize::from(is_refused);
        }
    }
    println!("{read} answers read, {refused} of them refused");
    assert!(
        refused > read / 50 && refused < read / 2,
        "{refused} of {read}"
    );
}

/// Whether nothing but a member is wrong with an answer in which it is another: it is JSON, and has no proof.
fn is_changeable(operation: &Operation) -> bool {
    operation.answer.format.encoding == BodyEncoding::Json && operation.answer.proof.is_none()
}

/// Values that are odd somewhere: as texts, numbers, flags, objects or lists.
fn odd_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(false),
        json!(1.5),
        json!(-1000),
        json!(""),
        json!("천원"),
        json!([]),
        json!({}),
        json!([[]]),
        json!([{ "x": 1 }]),
        json!({ "x": [] }),
    ]
}

/// The members of an accepted answer that neither decide over it nor repeat what was asked.
fn plain_members(operation: &Operation) -> impl Iterator<Item = &AnswerField> {
    let answer = &operation.answer;
    let pending = match &answer.pending {
        Pending::When(condition) => Some(condition),
        Pending::Never | Pending::Always(_) => None,
    };
    let conditions = [Some(&answer.success), pending, answer.refused.as_ref()];
    let tests = conditions.into_iter().flatten().flat_map(|it| &it.tests);
    let asked: Vec<_> = tests.map(|test| &test.path).collect();
    let fields = answer.fields.iter();
    fields.filter(move |field| !asked.contains(&&field.path) && field.echoes.is_none())
}

#[tokio::test]
async fn no_odd_member_that_may_be_left_out_hides_a_yes() {
    let readers = Readers::new().unwrap();
    let (mut odd, mut missing) = (0, 0);
    for (position, subject) in subjects(&readers).await.iter().enumerate() {
        let understood = |body: String, field: &AnswerField| {
            let answer = HttpAnswer::new(200, body.as_str());
            let read = readers.read(position, &answer);
            let name = format!("{}: {}: {body}", subject.name(), field.path);
            (read.unwrap_or_else(|why| panic!("{name}: {why}")), name)
        };
        if !is_changeable(&subject.operation) {
            continue;
        }
        for field in plain_members(&subject.operation) {
            if field.part == Part::Optional {
                for value in odd_values() {
                    let (found, name) = understood(subject.with(&field.path, Some(value)), field);
                    assert_eq!(found, Understood::Accepted, "{name}");
                    odd += 1;
                }
            } else if subject.operation.answer.format.list_as.is_none() {
                let (found, name) = understood(subject.with(&field.path, None), field);
                let malformed = Understood::Failed(kpg::ErrorKind::Malformed);
                assert_eq!(found, malformed, "{name}");
                missing += 1;
            }
        }
    }
    println!("{odd} odd members, {missing} missing ones");
    assert!(odd > 500 && missing > 50, "{odd}, {missing}");
}

/// What is not whole says nothing, wherever it ends: the vendor may have said more. A form that ends after the last
/// member that must be there cannot be told from a whole one: it says what the whole one says, or nothing.
#[tokio::test]
async fn no_beginning_of_an_answer_is_clear() {
    let readers = Readers::new().unwrap();
    let unreadable = Understood::Failed(kpg::ErrorKind::Unreadable);
    for (position, subject) in subjects(&readers).await.iter().enumerate() {
        let refusal = subject.refusal(subject.no_code());
        for whole in [&subject.yes.plain, &refusal] {
            let read = |body: &[u8]| {
                let answer = HttpAnswer::new(200, body);
                readers.read(position, &answer).unwrap()
            };
            for length in 0..whole.len() {
                let beginning = whole.as_bytes().get(..length).unwrap();
                let understood = read(beginning);
                let fits = match shown_end(&subject.operation, beginning) {
                    End::Missing => understood == unreadable,
                    End::MembersMissing => is_unknown(understood),
                    End::None => is_unknown(understood) || understood == read(whole.as_bytes()),
                };
                assert!(fits, "{}: {length} bytes: {understood:?}", subject.name());
            }
        }
    }
}

/// What shows that the beginning of an answer is not a whole one.
enum End {
    /// JSON and envelopes end in a character of their own.
    Missing,
    /// A form has no end, but lacks members.
    MembersMissing,
    /// Nothing: a form with all that must be there.
    None,
}

fn shown_end(operation: &Operation, beginning: &[u8]) -> End {
    let answer = &operation.answer;
    if answer.format.encoding == BodyEncoding::Json || answer.envelope.is_some() {
        return End::Missing;
    }
    let beginning = String::from_utf8_lossy(beginning);
    let fields = answer.fields.iter();
    let mut needed = fields.filter(|field| field.part != Part::Optional);
    if needed.all(|field| beginning.contains(&format!("{}=", field.path))) {
        End::None
    } else {
        End::MembersMissing
    }
}

fn is_unknown(understood: Understood) -> bool {
    match understood {
        Understood::Accepted => false,
        Understood::Failed(kind) => kind.outcome() == kpg::Outcome::Unknown,
    }
}

/// Writes what the fuzz target starts from; see docs/fuzzing.md.
#[tokio::test]
#[ignore = "writes the corpus of the fuzz target"]
async fn seeds() {
    let folder = fixtures::root().join("tests/fuzz/corpus/answers");
    std::fs::create_dir_all(&folder).unwrap();
    let readers = Readers::new().unwrap();
    for (position, subject) in subjects(&readers).await.iter().enumerate() {
        let refusal = subject.refusal(subject.no_code());
        let yes = &subject.yes;
        let pending = subject.pending.as_ref().map(|pending| &*pending.plain);
        let plain = [&*yes.plain, &refusal].into_iter().chain(pending);
        let bodies = plain.map(str::as_bytes).chain([&*yes.body]);
        for (index, body) in bodies.enumerate() {
            let head = [u8::try_from(position).unwrap(), 0];
            let file = folder.join(format!("{}-{index}", subject.name()));
            std::fs::write(file, [&head, body].concat()).unwrap();
        }
    }
}
