//! An operation that reads whatever a test wants of an answer.

use kpg_runtime::ErrorKind;
use kpg_runtime::http::Method;
use kpg_runtime::prelude::*;

use crate::support::sample::Code;

#[derive(Clone)]
struct Probe;

impl Operation for Probe {
    type Settings = ();
    type Code = Code;
    type Answer = ();
    type Verdict = ();
    const CALL: Call = Call::new("sample", "probe", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &[];
    const RULES: &'static ResultRules = &ResultRules::by_code(&["code"]);

    fn prepare(&self, _: &(), _: &Supply<'_>) -> Prepared {
        Ok(HttpRequest::new(
            Method::GET,
            BaseUrl::parse("https://x").unwrap().join("/probe"),
            None,
        ))
    }

    fn read(_: &mut Reader) {}
}

/// What `read` makes of a body, every problem, and everything noted.
pub fn read<T>(
    body: impl AsRef<[u8]>,
    read: impl FnOnce(&mut Reader<'_>) -> T,
) -> (T, Vec<String>, Vec<String>) {
    let answer = HttpAnswer::new(200, body.as_ref());
    let reading = Reading::open(Probe::facts(), &answer).unwrap();
    let mut read_and_noted = None;
    let finished = reading.finish(|reader| {
        let value = read(reader);
        read_and_noted = Some((value, reader.noted()));
    });
    let (value, noted) = read_and_noted.unwrap();
    let noted: Vec<String> = noted.iter().map(ToString::to_string).collect();
    let error = finished.err();
    let told = error.iter().flat_map(|error| {
        assert_eq!(error.kind(), ErrorKind::Malformed);
        error.problems()
    });
    let mut problems: Vec<String> = told.map(ToString::to_string).collect();
    // A malformed answer tells all of it, the notes behind the problems.
    if !problems.is_empty() {
        let first_note = problems.len() - noted.len();
        assert_eq!(problems.split_off(first_note), noted);
    }
    (value, problems, noted)
}
