//! What differs in an example, and steps as lines.

use crate::forward::Step;

/// What differs, before it is known in which example.
pub(super) struct Found {
    pub keys: Vec<String>,
    pub what: String,
    pub expected: Option<String>,
    pub made: Option<String>,
    pub steps: Vec<String>,
}

/// Steps as lines, each under what it goes into: the label and what came of it, nothing of it secret.
pub fn lines(step: &Step) -> Vec<String> {
    let mut lines = Vec::new();
    add_lines(step, 0, &mut lines);
    lines
}

fn add_lines(step: &Step, depth: usize, lines: &mut Vec<String>) {
    for input in &step.inputs {
        add_lines(input, depth + 1, lines);
    }
    let came = match step.shown_text() {
        Some(text) => format!("`{text}`"),
        None => match step.output.bytes() {
            Some(_) if step.secrecy.is_hidden() => crate::forward::HIDDEN.to_owned(),
            Some(bytes) => hex::encode(bytes),
            None if step.output == crate::forward::Output::Absent => "absent".to_owned(),
            None => "not known".to_owned(),
        },
    };
    lines.push(format!("{}{}: {came}", "  ".repeat(depth), step.label));
}
