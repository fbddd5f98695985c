//! How the demonstration looks: short, wrapped by display width, coloured only on a terminal.

use std::fmt::Debug;

use anstyle::{AnsiColor, Style};
use kpg::Error;
use kpg::runtime::{Operation, ReqwestTransport};
use kpg_tests::Fault;
use kpg_tests::recording::Recording;
use textwrap::core::display_width;

const WIDTH: usize = 118;
const BOLD: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default().bold();
const OUT: Style = AnsiColor::Yellow.on_default();
const IN: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// A heading.
pub fn title(text: &str) {
    anstream::println!("\n{BOLD}{text}{BOLD:#}");
}

/// A line of text.
pub fn text(text: &str) {
    anstream::println!("{text}");
}

/// A call: what went out, and what came back.
pub fn call<O: Operation, A: Debug>(
    name: &str,
    request: &O,
    transport: &Recording<ReqwestTransport>,
    result: Result<A, Error<O::Code>>,
) -> Result<(), Fault> {
    anstream::println!("\n{NAME}{name}{NAME:#}");
    self::request(request, transport)?;
    match result {
        Ok(accepted) => {
            answer(&format!("{accepted:?}"));
            Ok(())
        }
        Err(error) => {
            answer(&error.to_string());
            Err(format!("{name} failed").into())
        }
    }
}

/// A call in one line, whose end is left out when it is too wide.
pub fn line(name: &str, label: &str, (method, path): (&str, &str), answer: &str) {
    // How wide most names are, and what an answer needs to say anything.
    const NAMES: usize = 30;
    const ENOUGH: usize = 24;
    let before = display_width(&format!("  {name} {label} {method}  ← "));
    let path = &cut(path, WIDTH.saturating_sub(before + ENOUGH));
    let taken = before + display_width(path);
    let room = WIDTH.saturating_sub(taken);
    let gap = NAMES
        .saturating_sub(name.len())
        .min(room.saturating_sub(ENOUGH));
    let answer = cut(answer, room.saturating_sub(gap));
    anstream::println!(
        "  {NAME}{name}{NAME:#}{:gap$} {label} {OUT}{method}{OUT:#} {path} {IN}←{IN:#} {answer}",
        ""
    );
}

/// The text, or as much of it as fits into so many columns; a Korean syllable takes two.
fn cut(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += display_width(character.encode_utf8(&mut [0; 4]));
        if used > columns {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// The request as it went out, secrets masked.
pub fn request<O: Operation>(_: &O, transport: &Recording<ReqwestTransport>) -> Result<(), Fault> {
    let sent = transport
        .last()
        .ok_or("nothing was sent")?
        .masked(O::SENSITIVE)
        .to_string();
    let (head, body) = sent.split_once("\n\n").unwrap_or((&sent, ""));
    let mut lines = head.lines();
    wrapped(&format!("{OUT}→{OUT:#} "), lines.next().unwrap_or_default());
    let headers: Vec<String> = lines.map(shortened).collect();
    wrapped("  ", &headers.join("  "));
    wrapped("  ", &shortened(body));
    Ok(())
}

/// The text with the middle of every very long word, such as a signature, left out.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    const KEPT: usize = 16;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '%');
    let mut out = String::new();
    for piece in text.split_inclusive(|c| !is_part(c)) {
        let word = piece.trim_end_matches(|c| !is_part(c));
        match (
            word.get(..KEPT),
            word.get(word.len().saturating_sub(KEPT)..),
        ) {
            (Some(start), Some(end)) if word.len() > LONGEST => {
                out.push_str(&format!("{start}…{end}"));
                out.push_str(piece.strip_prefix(word).unwrap_or_default());
            }
            _ => out.push_str(piece),
        }
    }
    out
}

/// What came back.
pub fn answer(text: &str) {
    wrapped(&format!("{IN}←{IN:#} "), text);
}

/// A named fact about an answer.
pub fn fact(name: &str, value: &str) {
    anstream::println!("    {name}: {BOLD}{value}{BOLD:#}");
}

/// One violation.
pub fn bullet(text: &str) {
    wrapped(&format!("{BAD}✗{BAD:#} "), text);
}

fn wrapped(mark: &str, text: &str) {
    let options = textwrap::Options::new(WIDTH - 4).break_words(true);
    for (index, line) in textwrap::wrap(text, options).iter().enumerate() {
        let mark = if index == 0 { mark } else { "  " };
        anstream::println!("  {mark}{line}");
    }
}
