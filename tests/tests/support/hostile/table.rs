//! What a run of the matrix found, as a table that reads well in a terminal and on a page.

use std::collections::BTreeSet;

use textwrap::core::display_width;

use super::cases::{self, Case, End, On};
use super::matrix::Cell;

const HEADINGS: [&str; 6] = [
    "the vendor …",
    "request",
    "`kind()`",
    "`outcome()`",
    "to repeat",
    "tried on",
];

/// The table, in Markdown, with its columns under each other however wide their letters are. `silent` are the
/// vendors whose answers to calls that move money repeat nothing.
pub fn table(cells: &[Cell], silent: &[String]) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(cases::all().flat_map(|case| lines(case, cells, silent)));
    let widths: Vec<usize> = (0..HEADINGS.len())
        .map(|column| widest(&rows, column))
        .collect();
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index == 1 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
            text.push_str(&format!("|{}|\n", rule.join("|")));
        }
        let padded = row.iter().zip(&widths).map(|(cell, width)| {
            let missing = width.saturating_sub(display_width(cell));
            format!("{cell}{}", " ".repeat(missing))
        });
        text.push_str(&format!("| {} |\n", padded.collect::<Vec<_>>().join(" | ")));
    }
    text
}

fn widest(rows: &[[String; 6]], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    cells.map(|cell| display_width(cell)).max().unwrap_or(0)
}

/// One line for every way in which a case ended for calls that move money; for others, where none of those
/// can be used to try it.
fn lines(case: &'static Case, cells: &[Cell], silent: &[String]) -> Vec<[String; 6]> {
    let of_case = cells.iter().filter(|cell| std::ptr::eq(cell.case, case));
    let mut calls: Vec<&Cell> = of_case.filter(|cell| cell.on == case.on).collect();
    if calls.iter().any(|cell| cell.moves_money) {
        calls.retain(|cell| cell.moves_money);
    }
    let of_all: BTreeSet<&str> = cells.iter().map(|cell| cell.vendor.as_str()).collect();
    let of_all = of_all.len();
    let mut ends: Vec<End> = Vec::new();
    for cell in &calls {
        if !ends.contains(&cell.end) {
            ends.push(cell.end);
        }
    }
    let line = |end: &End| {
        let vendors = calls.iter().filter(|cell| cell.end == *end);
        let vendors: BTreeSet<&str> = vendors.map(|cell| cell.vendor.as_str()).collect();
        let read = if case.read { "read" } else { "not read" };
        let [kind, outcome, repeat] = told(*end);
        let tried = match vendors.len() == of_all {
            true => "all".to_owned(),
            false => vendors.into_iter().collect::<Vec<_>>().join(", "),
        };
        let tried = match silent {
            [_, ..] if cases::is_of_repetition(case) => {
                format!("{tried}; nothing to repeat: {}", silent.join(", "))
            }
            _ => tried,
        };
        [
            case.name.to_owned(),
            read.to_owned(),
            kind,
            outcome,
            repeat,
            tried,
        ]
    };
    ends.iter().map(line).collect()
}

fn told(end: End) -> [String; 3] {
    match end {
        End::Done => ["", "done", ""].map(str::to_owned),
        End::Pending => ["", "pending", ""].map(str::to_owned),
        End::Fails(kind, outcome, safe) => [
            format!("`{kind:?}`"),
            format!("`{outcome:?}`"),
            if safe { "safe" } else { "no" }.to_owned(),
        ],
    }
}

/// How many calls were made, on what and how.
pub fn summary(cells: &[Cell]) -> String {
    let count = |wanted: &dyn Fn(&Cell) -> bool| cells.iter().filter(|cell| wanted(cell)).count();
    let money = count(&|cell| cell.on == On::Call && cell.moves_money);
    let reading = count(&|cell| cell.on == On::Call && !cell.moves_money);
    let token = count(&|cell| cell.on == On::Token);
    let cases = cases::all().count();
    format!(
        "{cases} cases, {} calls: {money} that move money, {reading} that read, {token} with the fault in their token",
        cells.len()
    )
}
