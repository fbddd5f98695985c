//! Lines of real specs, taken out, doubled, swapped and changed: closer to a model than any bytes are.
#![no_main]

use kpg_codegen::{SourceFile, Style, check, emit, emit_tests, render};
use libfuzzer_sys::fuzz_target;

/// Small specs that together use the whole language.
const SPECS: [&str; 7] = [
    include_str!("../../../tests/language/specs/charsets.yaml"),
    include_str!("../../../tests/language/specs/lists.yaml"),
    include_str!("../../../tests/language/specs/methods.yaml"),
    include_str!("../../../tests/language/specs/notices.yaml"),
    include_str!("../../../tests/language/specs/outcomes.yaml"),
    include_str!("../../../tests/language/specs/packed.yaml"),
    include_str!("../../../tests/language/specs/recipes.yaml"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, edits)) = bytes.split_first() else {
        return;
    };
    let spec = SPECS[usize::from(*first) % SPECS.len()];
    let mut lines: Vec<String> = spec.lines().map(str::to_owned).collect();
    for edit in edits.chunks(4) {
        change(&mut lines, edit);
    }
    let checked = check(&SourceFile::new("fuzzed.yaml", lines.join("\n")));
    render(&checked.report, Style::Plain);
    if let Some(vendor) = checked.vendor {
        let files = emit(&[vendor.clone()]);
        assert!(files.values().all(|text| !text.contains("compile_error!")));
        emit_tests(&[vendor]);
    }
});

/// One edit of a few bytes: what is done, on which line, and with what.
fn change(lines: &mut Vec<String>, edit: &[u8]) {
    let [what, line, more @ ..] = edit else {
        return;
    };
    if lines.is_empty() {
        return;
    }
    let at = usize::from(*line) % lines.len();
    let other = usize::from(more.first().copied().unwrap_or_default()) % lines.len();
    match what % 6 {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[other].clone()),
        2 => lines.swap(at, other),
        3 => lines[at] = words(&lines[at], &lines[other], usize::from(*more.last().unwrap_or(&0))),
        4 => {
            let letter = char::from(more.last().copied().unwrap_or(b' '));
            let place = usize::from(*more.first().unwrap_or(&0));
            let mut text: Vec<char> = lines[at].chars().collect();
            let place = place % (text.len() + 1);
            text.insert(place, letter);
            lines[at] = text.into_iter().collect();
        }
        _ => {
            let kept = usize::from(*more.first().unwrap_or(&0));
            lines[at] = lines[at].chars().take(kept).collect();
        }
    }
}

/// A line with one of its words in place of which stands one of another line's.
fn words(line: &str, other: &str, which: usize) -> String {
    let split = |text: &str| -> Vec<String> {
        text.split_inclusive([' ', ',', '[', ']', '{', '}', ':'])
            .map(str::to_owned)
            .collect()
    };
    let (mut own, others) = (split(line), split(other));
    if let (Some(count), false) = (own.len().checked_sub(1), others.is_empty()) {
        let place = which % (count + 1);
        own[place] = others[which % others.len()].clone();
    }
    own.concat()
}
