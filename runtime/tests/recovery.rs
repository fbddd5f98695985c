//! What the answer to an inquiry says of the request that was lost.

use crate::support::sample::Code;
use kpg_runtime::check::{Check, Violations};
use kpg_runtime::{
    AnswerTest, Call, Effect, ErrorKind, Outcome, Resolution, Standing, StillUnknown,
};

/// What an inquiry answered: a state, and a date of payment where the vendor has one.
struct Answer(Option<&'static str>, Option<&'static str>);

/// The state `PAID` with a date is done, `FAILED` is refused, `WAIT` and `PAID` without a date are pending.
fn standing(answer: &Answer) -> Standing {
    let (state, date) = (answer.0.map(str::to_owned), answer.1.map(str::to_owned));
    Standing::from_tests(
        &[
            AnswerTest {
                member: &state,
                values: &["PAID", "SETTLED"],
            },
            AnswerTest {
                member: &date,
                values: &["today", "yesterday"],
            },
        ],
        &[AnswerTest {
            member: &state,
            values: &["FAILED"],
        }],
        &[AnswerTest {
            member: &state,
            values: &["WAIT", "SETTLED"],
        }],
    )
}

#[test]
fn a_lost_request_stands_as_the_only_tests_say_that_all_hold() {
    for (state, date, expected) in [
        (Some("PAID"), Some("today"), Standing::Done),
        (Some("PAID"), Some("yesterday"), Standing::Done),
        // One test of two holds.
        (Some("PAID"), None, Standing::Unknown),
        (Some("PAID"), Some("tomorrow"), Standing::Unknown),
        (Some("FAILED"), None, Standing::Refused),
        (Some("WAIT"), None, Standing::Pending),
        (Some("SETTLED"), None, Standing::Pending),
        // Two say different things.
        (Some("SETTLED"), Some("today"), Standing::Unknown),
        // Nothing holds, and a text that is only like one that is asked for.
        (Some("NEW"), Some("today"), Standing::Unknown),
        (Some("paid"), Some("today"), Standing::Unknown),
        (Some("FAILED "), None, Standing::Unknown),
        (Some(""), None, Standing::Unknown),
        (None, None, Standing::Unknown),
    ] {
        assert_eq!(
            standing(&Answer(state, date)),
            expected,
            "{state:?} {date:?}"
        );
    }
}

#[test]
fn no_test_at_all_never_holds() {
    assert_eq!(Standing::from_tests(&[], &[], &[]), Standing::Unknown);
    let state = Some("WAIT".to_owned());
    assert_eq!(
        Standing::from_tests(
            &[],
            &[],
            &[AnswerTest {
                member: &state,
                values: &["WAIT"]
            }]
        ),
        Standing::Pending
    );
}

#[test]
fn a_resolution_keeps_the_answer_that_it_was_made_of() {
    for standing in [
        Standing::Done,
        Standing::Refused,
        Standing::Pending,
        Standing::Unknown,
    ] {
        let resolution = Resolution::<_, Code>::new(Ok("the answer"), |_| standing);
        assert_eq!(resolution.standing(), standing);
        assert_eq!(resolution.answer(), Some(&"the answer"));
        let unclear = matches!(resolution, Resolution::Unknown(StillUnknown::Unclear(_)));
        assert_eq!(unclear, standing == Standing::Unknown);
    }
}

fn violations() -> Violations {
    let mut check = Check::new();
    check.present("order", "order number", &None::<String>);
    check.finish(Ok(())).unwrap_err()
}

/// What could not be asked says nothing about the request that was lost.
#[test]
fn an_inquiry_that_failed_settles_nothing() {
    let call = Call::new("sample", "result", Effect::Reads);
    let resolution = Resolution::<&str, Code>::not_asked(call, violations());
    assert_eq!(resolution.standing(), Standing::Unknown);
    assert_eq!(resolution.answer(), None);
    let Resolution::Unknown(StillUnknown::Failed(error)) = resolution else {
        panic!("settled")
    };
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Prepare, Outcome::NotSent)
    );
    let resolution = Resolution::<&str, Code>::new(Err(error), |_| Standing::Refused);
    assert_eq!(resolution.standing(), Standing::Unknown);
    assert_eq!(resolution.answer(), None);
}

#[test]
fn why_it_is_still_unknown_is_one_line_without_the_answer() {
    let unclear = StillUnknown::<_, Code>::Unclear("4111111111111111").to_string();
    assert_eq!(
        unclear,
        "the answer to the inquiry does not say what became of the request"
    );
    let call = Call::new("sample", "result", Effect::Reads);
    let resolution = Resolution::<&str, Code>::not_asked(call, violations());
    let Resolution::Unknown(failed) = resolution else {
        panic!("settled")
    };
    let failed = failed.to_string();
    assert!(
        failed.starts_with("the inquiry failed: sample.result: not sent"),
        "{failed}"
    );
    assert_eq!(failed.lines().count(), 1);
}
