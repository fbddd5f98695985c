//! What an error keeps and shows of an answer: so much as helps, and nothing sensitive.

use crate::judging::interpret;
use kpg_runtime::{ErrorKind, Outcome};

#[test]
fn neither_display_nor_debug_of_an_error_shows_the_body() {
    let body = r#"{"result":{"code":"00"},"isPending":false,"card":"4242"}"#;
    let error = interpret(200, body).unwrap_err();
    let debug = format!("{error:#?}");
    let display = error.to_string();
    assert!(
        !debug.contains("4242") && !display.contains("4242"),
        "{debug}"
    );
    assert!(debug.contains("56 bytes"), "{debug}");
    let source = interpret(200, r#"{"card":4242,}"#).unwrap_err();
    assert!(!format!("{source:#?}").contains("4242"), "{source:?}");
}

#[test]
fn an_error_keeps_no_more_than_64_kib_of_a_body() {
    let error = interpret(200, "x".repeat(100_000)).unwrap_err();
    assert_eq!(error.body().len(), 65_536);
    assert_eq!(error.masked_body().to_string(), "<100000 bytes>");
}

#[test]
fn of_a_long_answer_the_beginning_is_shown_masked() {
    // The name that says that 4242 is a card stands behind what is kept of the body.
    let long = "가".repeat(30_000);
    let bodies = [
        (
            format!(r#"{{"tid":"T1","card":"{}","n":1}}"#, "4242".repeat(20_000)),
            r#"{"tid":"T1","card":"***","n":1}"#,
        ),
        (
            format!(r#"{{"a":1,"long":"{long}","card":"4242"}}"#),
            r#"{"a":1,"long":"가가"#,
        ),
        (
            format!(
                r#"{{"long":"{}","note":"{}card=4242"}}"#,
                "가".repeat(21_834),
                "x".repeat(99)
            ),
            r#"{"long":"가가"#,
        ),
        (
            format!(r#"{{"long":"{}","card":"4242"}}"#, "x".repeat(65_536 - 20)),
            r#"{"long":"xxxx"#,
        ),
    ];
    for (body, beginning) in bodies {
        let error = interpret(200, body.clone()).unwrap_err();
        let shown = error.masked_body().to_string();
        assert!(shown.starts_with(beginning), "{shown:.99}");
        assert!(!shown.contains("42"), "{shown:.99}");
        assert!(shown.len() <= 65_536 + 30, "{}", shown.len());
        let whole_or_cut = shown.ends_with('}') || shown.ends_with(" bytes more)");
        assert!(whole_or_cut, "{beginning}");
    }
}

#[test]
fn an_answer_of_more_values_than_are_read_is_unknown() {
    let zeros = format!(
        r#"{{"result":{{"code":"01"}},"a":[{}0]}}"#,
        "0,".repeat(1_000_000)
    );
    let error = interpret(200, zeros).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Unreadable, Outcome::Unknown)
    );
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("more than 250000 values"), "{source}");
}
