//! A traced request for people: what it is made of, every step, what is covered, and what is sent.

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use super::against::Comparison;
use super::report::{Made, Report, ShownStep, Supplied};
use crate::output::{self, Failure, plural};

const HEAD: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default();
const DIM: Style = Style::new().dimmed();
/// Longer texts of bytes are cut; the JSON has all of them.
const LONGEST_HEX: usize = 96;

pub fn print(report: &Report) -> Result<(), Failure> {
    let mut lines = vec![format!(
        "{HEAD}{} {}{HEAD:#}",
        report.vendor, report.operation
    )];
    for made_up in &report.made_up {
        lines.push(format!("Not given: {made_up}."));
    }
    head(&mut lines, "Made of");
    supplied(&mut lines, &report.supplied);
    if !report.values.is_empty() {
        head(&mut lines, "Values");
        report
            .values
            .iter()
            .for_each(|value| made(&mut lines, value));
    }
    let computed: Vec<&Made> = report
        .fields
        .iter()
        .filter(|field| !field.step.inputs.is_empty())
        .collect();
    if !computed.is_empty() {
        head(&mut lines, "Fields that are made here");
        computed
            .into_iter()
            .for_each(|field| made(&mut lines, field));
    }
    head(&mut lines, "Covered");
    covered(&mut lines, report);
    head(&mut lines, "Sent");
    sent(&mut lines, report);
    if let Some(comparison) = &report.against {
        head(&mut lines, "Against theirs");
        against(&mut lines, comparison);
    }
    output::print(lines.join("\n"))
}

fn head(lines: &mut Vec<String>, words: &str) {
    lines.push(String::new());
    lines.push(format!("{HEAD}{words}{HEAD:#}"));
}

/// Columns that stand under each other, whatever script they are in.
fn supplied(lines: &mut Vec<String>, list: &[Supplied]) {
    let widest = |text: fn(&Supplied) -> &str| {
        list.iter()
            .map(|each| display_width(text(each)))
            .max()
            .unwrap_or_default()
    };
    let (kinds, names) = (widest(|each| each.kind), widest(|each| &each.name));
    for each in list {
        let text = match &each.text {
            Some(text) => one_line(text),
            None => format!("{DIM}not given{DIM:#}"),
        };
        let (kind, name) = (padded(each.kind, kinds), padded(&each.name, names));
        lines.push(format!(
            "  {DIM}{kind}{DIM:#}  {NAME}{name}{NAME:#}  {text}"
        ));
    }
}

fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(display_width(text));
    format!("{text}{}", " ".repeat(missing))
}

fn one_line(text: &str) -> String {
    text.trim_end().replace('\n', "\\n").replace('\r', "\\r")
}

fn made(lines: &mut Vec<String>, made: &Made) {
    let place = made
        .place
        .map(|place| format!(" {DIM}{place}{DIM:#}"))
        .unwrap_or_default();
    lines.push(format!("  {NAME}{}{NAME:#}{place}", made.name));
    step(lines, &made.step, 2);
}

/// What a step is made of comes before it, one level further in.
fn step(lines: &mut Vec<String>, shown: &ShownStep, depth: usize) {
    for input in &shown.inputs {
        step(lines, input, depth + 1);
    }
    let indent = "  ".repeat(depth);
    let came = match (&shown.text, shown.state) {
        (Some(text), _) => one_line(text),
        (None, "known") if shown.is_secret => kpg_recipes::forward::HIDDEN.to_owned(),
        (None, "known") => String::new(),
        (None, state) => format!("{DIM}{state}{DIM:#}"),
    };
    let hex = match &shown.hex {
        Some(hex) if hex.len() > LONGEST_HEX => {
            let start = hex.get(..LONGEST_HEX).unwrap_or_default();
            format!("  {DIM}hex {start}… ({} bytes){DIM:#}", hex.len() / 2)
        }
        Some(hex) => format!("  {DIM}hex {hex}{DIM:#}"),
        None => String::new(),
    };
    lines.push(format!("{indent}{}  {came}{hex}", shown.label));
}

fn covered(lines: &mut Vec<String>, report: &Report) {
    for covered in &report.covered {
        lines.push(format!(
            "  {NAME}{}{NAME:#} covers {}",
            covered.by,
            covered.fields.join(", ")
        ));
    }
    if report.covered.is_empty() {
        lines.push("  No digest, MAC or signature covers anything.".to_owned());
    }
    if report.body_is_encrypted {
        lines.push("  The body is encrypted.".to_owned());
    }
    if !report.not_covered.is_empty() {
        lines.push(format!(
            "  Nothing covers {}",
            report.not_covered.join(", ")
        ));
    }
}

fn sent(lines: &mut Vec<String>, report: &Report) {
    let sent = &report.request;
    let unknown = || format!("{DIM}not known{DIM:#}");
    let url = sent.url.clone().unwrap_or_else(unknown);
    lines.push(format!("  {} {url}", sent.method));
    for (name, text) in &sent.headers {
        let text = text.clone().unwrap_or_else(unknown);
        lines.push(format!("  {name}: {text}"));
    }
    if let Some(plain) = &sent.plain_body {
        lines.push(format!(
            "\n  {DIM}before it is encrypted:{DIM:#}\n  {plain}"
        ));
    }
    match &sent.body {
        Some(body) => lines.push(format!("\n  {body}")),
        None if sent.headers.iter().any(|(name, _)| name == "Content-Type") => {
            lines.push(format!("\n  {}", unknown()));
        }
        None => {}
    }
    if !sent.lacks.is_empty() {
        lines.push(format!(
            "\n  Give what it still lacks with `--set`: {}",
            sent.lacks.join(", ")
        ));
    }
}

fn against(lines: &mut Vec<String>, comparison: &Comparison) {
    if comparison.differences.is_empty() {
        lines.push("  Nothing differs.".to_owned());
    }
    for (index, difference) in comparison.differences.iter().enumerate() {
        let first = if index == 0 {
            "First difference: "
        } else {
            "Also: "
        };
        lines.push(format!("  {first}{}", difference.what));
        let sides = [("theirs", &difference.theirs), ("spec", &difference.ours)];
        for (side, text) in sides {
            if let Some(text) = text {
                lines.push(format!(
                    "    {DIM}{}{DIM:#}  {}",
                    padded(side, 6),
                    one_line(text)
                ));
            }
        }
    }
    let Some(explanation) = &comparison.explanation else {
        return;
    };
    lines.push(format!(
        "  What would explain {NAME}{}{NAME:#}:",
        explanation.field
    ));
    for words in &explanation.words {
        lines.push(format!("    {words}"));
    }
    if let Some(yaml) = &explanation.yaml {
        lines.push(String::new());
        lines.extend(yaml.lines().map(|line| format!("    {line}")));
        if explanation.others > 0 {
            lines.push(format!(
                "    {DIM}({} from the same values){DIM:#}",
                plural(explanation.others, "other recipe")
            ));
        }
    }
}
