//! Bodies that a sample writes as the language of a program does: `$params = array(…);`, `payload = {…}`. Only what a
//! variable is given that is called as what is sent is one; what else a program does is not read.

use super::json;
use crate::page::{Cell, SampleBody, SampleForm};
use crate::vocabulary;

/// What begins a literal with members.
const BEGINS: [&str; 3] = ["{", "[", "array("];
/// Members that say how a call is made, in the options of a function.
const OPTIONS: [&str; 3] = ["method", "headers", "url"];

/// The body that a program's variable is given.
pub(super) fn body(lines: &[&Cell]) -> Option<SampleBody> {
    let first = lines
        .iter()
        .position(|cell| behind_variable(&cell.text).is_some())?;
    let cell = *lines.get(first)?;
    let start = Cell {
        text: behind_variable(&cell.text)?.to_owned(),
        ..cell.clone()
    };
    let rest = lines.get(first + 1..).unwrap_or_default().iter().copied();
    // What follows the literal is of the program.
    let mut is_over = ends(&start.text);
    let rest = rest.take_while(|cell| !std::mem::replace(&mut is_over, ends(&cell.text)));
    let all: Vec<&Cell> = std::iter::once(&start).chain(rest).collect();
    let members = json::members(&all);
    let is_options = members
        .iter()
        .any(|member| matches!(member.path.as_slice(), [name] if OPTIONS.contains(&name.as_str())));
    (!members.is_empty() && !is_options).then(|| SampleBody {
        way: None,
        form: SampleForm::Literal,
        cell: cell.clone(),
        members,
    })
}

/// What a line gives a variable that is called as what is sent.
fn behind_variable(text: &str) -> Option<&str> {
    let (before, value) = text.split_once('=')?;
    let name = before.split_whitespace().last()?.trim_start_matches('$');
    let value = value.trim_start();
    let is_literal = BEGINS.iter().any(|begins| value.starts_with(begins));
    (is_literal && vocabulary::is_sent_variable(name)).then_some(value)
}

/// Whether a statement ends with a line.
fn ends(text: &str) -> bool {
    text.ends_with(';') || matches!(text, "}" | "]" | ")")
}
