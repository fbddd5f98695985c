//! `cargo xtask explain CODE…`: what diagnostics mean, laid out for a terminal.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use anstyle::{AnsiColor, Style};
use kpg_codegen::DiagnosticCode;

use crate::output::{self, Failure};
use crate::program;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 100;
/// The width of what is not printed on a terminal.
const PIPED: usize = 80;
/// How far examples are indented.
const INDENT: &str = "    ";

/// Prints the explanations of some codes, or all codes with their titles.
pub fn run(codes: &[DiagnosticCode]) -> Result<(), Failure> {
    let width = match std::io::stdout().is_terminal() {
        true => textwrap::termwidth().min(WIDEST),
        false => PIPED,
    };
    let texts: Vec<String> = codes.iter().map(|code| explanation(*code, width)).collect();
    let text = match texts.is_empty() {
        true => list(width),
        false => texts.join("\n\n"),
    };
    output::print(text.trim_end_matches('\n'))
}

/// Where a code is explained on the web.
pub fn address(code: DiagnosticCode) -> String {
    let anchor = code.to_string().to_lowercase();
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!("{repository}/blob/main/docs/diagnostics.md#{anchor}")
}

/// A code as people write it: `KPG0012`, `kpg0012`, `12`, or the name under which its level is set.
pub fn parse(written: &str) -> Result<DiagnosticCode, String> {
    let name = written.trim().to_lowercase().replace('-', "_");
    let mut lints = DiagnosticCode::ALL.iter().copied();
    let named = lints.find(|code| code.lint().is_some_and(|(lint, _)| lint == name));
    name.parse().ok().or(named).ok_or_else(|| unknown(&name))
}

/// What to write instead of a name that no code has.
fn unknown(name: &str) -> String {
    if name.trim_start_matches("kpg").parse::<u64>().is_ok() {
        return match (DiagnosticCode::ALL.first(), DiagnosticCode::ALL.last()) {
            (Some(first), Some(last)) => format!("codes go from {first} to {last}"),
            _ => "there is no code".to_owned(),
        };
    }
    let codes = DiagnosticCode::ALL
        .iter()
        .map(|code| code.to_string().to_lowercase());
    let lints = DiagnosticCode::ALL.iter().filter_map(|code| code.lint());
    let known = codes.chain(lints.map(|(lint, _)| lint.to_owned()));
    let known = known.map(|known| (strsim::damerau_levenshtein(name, &known), known));
    let close = known.filter(|(distance, known)| *distance <= known.chars().count() / 3);
    match close.min() {
        Some((_, known)) => format!(
            "nothing is called that; did you mean `{}`?",
            as_shown(&known)
        ),
        None => format!(
            "nothing is called that; `{} explain` lists what there is",
            program::name()
        ),
    }
}

/// Codes in capitals, names as they are.
fn as_shown(known: &str) -> String {
    let code: Option<DiagnosticCode> = known.parse().ok();
    code.map_or_else(|| known.to_owned(), |code| code.to_string())
}

fn list(width: usize) -> String {
    let mut text = String::new();
    for code in DiagnosticCode::ALL {
        let level = code
            .lint()
            .map(|(lint, level)| format!(" ({lint}, {level} by default)"));
        let line = format!("{}{}", code.title(), level.unwrap_or_default());
        let bold = Style::new().bold();
        let options = textwrap::Options::new(width).subsequent_indent("         ");
        let line = textwrap::fill(&format!("{bold}{code}{bold:#}  {line}"), options);
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(
        text,
        "\n`{} explain CODE` tells what is behind one, and what to do.",
        program::name()
    );
    text
}

fn explanation(code: DiagnosticCode, width: usize) -> String {
    let bold = Style::new().bold();
    let mut text = format!("{bold}{code}: {}{bold:#}\n", code.title());
    let level = match code.lint() {
        None => "always an error".to_owned(),
        Some((lint, level)) => format!("`{lint}`, {level} by default"),
    };
    let _ = writeln!(text, "{level}");
    for block in blocks(code.body()) {
        text.push('\n');
        match block {
            Block::Words(words) => {
                let words = program::in_own_name(&words);
                let style = match words.as_str() {
                    "Wrong:" => AnsiColor::Red.on_default().bold(),
                    "Right:" => AnsiColor::Green.on_default().bold(),
                    _ => Style::new(),
                };
                let _ = writeln!(text, "{style}{}{style:#}", wrapped(&words, width));
            }
            Block::Code(lines) => {
                for line in lines {
                    let _ = writeln!(text, "{}", format!("{INDENT}{line}").trim_end());
                }
            }
        }
    }
    text
}

/// Words on lines of a width; what stands in backticks stays on one.
fn wrapped(words: &str, width: usize) -> String {
    let kept = words
        .split('`')
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => part.to_owned(),
            _ => part.replace(' ', "\u{a0}"),
        });
    let kept: Vec<String> = kept.collect();
    let options = textwrap::Options::new(width).break_words(false);
    textwrap::fill(&kept.join("`"), options).replace('\u{a0}', " ")
}

/// A part of an explanation.
enum Block<'t> {
    /// A paragraph, its lines joined.
    Words(String),
    Code(Vec<&'t str>),
}

/// The paragraphs and fenced examples of a text; explanations have nothing else.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    loop {
        let line = lines.next();
        let fence = line.is_some_and(|line| line.starts_with("```"));
        let ends = fence || line.is_none_or(|line| line.trim().is_empty());
        if ends && !words.is_empty() {
            blocks.push(Block::Words(words.join(" ")));
            words.clear();
        }
        match line {
            None => return blocks,
            Some(_) if fence => {
                let inside = lines.by_ref().take_while(|line| !line.starts_with("```"));
                blocks.push(Block::Code(inside.collect()));
            }
            Some(_) if ends => {}
            Some(line) => words.push(line.trim()),
        }
    }
}
