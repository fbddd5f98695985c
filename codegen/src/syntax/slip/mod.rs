//! A text that is not YAML: what the person who wrote it most probably did. The parser says where it gave up, which is
//! often a line after the slip, or in words of its own; here the slip itself is looked for, the most certain first.
//! Nothing here decides whether a text is YAML.

mod brackets;
mod characters;
mod columns;
mod found;
mod keys;
mod lines;

use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::source::Span;
pub(super) use found::GivenUp;
use found::Slip;
use lines::Lines;

/// The slips that are known, the most certain first.
const FINDERS: &[fn(&GivenUp<'_>, &Lines<'_>) -> Option<Slip>] = &[
    characters::directive,
    characters::indentation,
    characters::control,
    characters::full_width,
    characters::typographic_quote,
    keys::of_line,
    keys::in_flow,
    brackets::quote,
    characters::comment,
    characters::reserved,
    characters::missing_blank,
    brackets::bracket,
    characters::missing_colon,
    columns::dash,
    columns::deeper,
    keys::of_line_before,
    characters::colon,
    columns::too_deep,
    columns::outdented,
    columns::between,
    brackets::text_behind,
    columns::first_too_deep,
    columns::ended_early,
    columns::no_item,
    columns::beside_none,
];

/// What is wrong with a key that holds what belongs behind its colon: `answer { code: …`, which YAML reads as a key.
pub(super) fn of_key(text: &str, key: Span) -> Option<Diagnostic> {
    let given_up = GivenUp {
        text,
        at: key.end,
        what: "",
        open: &[],
    };
    let lines = Lines::around(text, key.start);
    keys::of_line(&given_up, &lines).map(told)
}

/// What is wrong with a text that is not YAML.
pub(super) fn not_yaml(given_up: &GivenUp<'_>) -> Diagnostic {
    let lines = Lines::around(given_up.text, given_up.at);
    let found = FINDERS.iter().find_map(|find| find(given_up, &lines));
    let Some(slip) = found else {
        let place = Span::new(given_up.at, given_up.at);
        return Diagnostic::new(DiagnosticCode::NotYaml, place, "the spec is not valid YAML")
            .label(given_up.what.to_owned())
            .help(
                "quote text that holds `: `, ` #` or begins with one of `{ [ & * ! | > % @ \"`; \
                 close every quote and bracket",
            );
    };
    told(slip)
}

fn told(slip: Slip) -> Diagnostic {
    let diagnostic = Diagnostic::new(DiagnosticCode::NotYaml, slip.place, slip.message);
    let diagnostic = diagnostic.label(slip.label).help(slip.help);
    match slip.also {
        Some((place, label)) => diagnostic.also(place, label),
        None => diagnostic,
    }
}
