//! What people are shown: the start, one line for each call with what was wrong with it, and the end.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;
use kpg_codegen::model::{CredentialKind, Vendor};
use kpg_sandbox::{Exchange, Judgement, Sandbox};

use crate::output::{self, Failure, plural};

const BOLD: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// So many characters of each text of a request are shown.
const LONGEST: usize = 500;

/// The start: addresses, credentials, and what it is not.
pub fn start(sandbox: &Sandbox, vendors: &[Vendor]) -> Result<(), Failure> {
    let console = sandbox.console_url();
    output::print(format!(
        "{BOLD}kpg sandbox{BOLD:#} — for tests on this machine only. It moves no money, and its credentials are worth nothing\n\
         elsewhere: never use them in production, and never give it real ones.\n\n\
         Console: {BOLD}{console}{BOLD:#}"
    ))?;
    for vendor in vendors {
        let id = vendor.id.snake();
        let operations = plural(vendor.operations.len(), "operation");
        let label = vendor.label.primary();
        let base = sandbox.base_url(id);
        output::print(format!(
            "\n{NAME}{id}{NAME:#}  {label}, {operations}\n  {:<22} {base}",
            "base address"
        ))?;
        for given in sandbox.credentials(id) {
            let shown = match given.kind {
                CredentialKind::Text => given.text.clone(),
                CredentialKind::RsaPrivateKey | CredentialKind::RsaPublicKey => {
                    format!(
                        "a key in PEM: curl {console}_sandbox/credentials/{id}/{}",
                        given.name
                    )
                }
            };
            output::print(format!("  {:<22} {shown}", given.name))?;
        }
    }
    output::print("\nCalls are shown here and on the console. Ctrl-C ends the sandbox.\n")
}

/// So many calls wait to be shown at most; of those that come then, only the number is shown.
const MOST_WAITING: usize = 1000;

/// Shows calls in a thread of its own: whoever does not read, such as a terminal that is stopped, holds up no call.
#[derive(Debug)]
pub struct Printer {
    waiting: SyncSender<String>,
    left_out: AtomicU64,
}

impl Printer {
    /// Starts it; to standard error where a program reads standard output.
    pub fn start(is_read_by_a_program: bool) -> (Self, JoinHandle<()>) {
        let (waiting, shown) = sync_channel::<String>(MOST_WAITING);
        let print = move || {
            for lines in shown {
                match is_read_by_a_program {
                    true => anstream::eprintln!("{lines}"),
                    // Whoever stopped reading has no use for it.
                    false => drop(output::print(lines)),
                }
            }
        };
        let printer = Self {
            waiting,
            left_out: AtomicU64::new(0),
        };
        (printer, std::thread::spawn(print))
    }

    /// Shows a call when its turn comes.
    pub fn show(&self, exchange: &Exchange) {
        let before = self.left_out.swap(0, Ordering::Relaxed);
        let lines = lines(exchange);
        let lines = match before {
            0 => lines,
            _ => format!("… {before} calls are not shown\n{lines}"),
        };
        if self.waiting.try_send(lines).is_err() {
            self.left_out.fetch_add(before + 1, Ordering::Relaxed);
        }
    }
}

/// Waits until the last call is shown, and not for whoever does not read.
pub fn wait_for(printing: &JoinHandle<()>) {
    const PAUSE: Duration = Duration::from_millis(10);
    const PAUSES: u32 = 50;
    for _ in 0..PAUSES {
        if printing.is_finished() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

/// One call, and below it what was wrong with it.
fn lines(exchange: &Exchange) -> String {
    let time = exchange
        .at
        .to_zoned(TimeZone::system())
        .strftime("%H:%M:%S");
    let Exchange {
        method,
        path,
        status,
        ..
    } = exchange;
    let name = match &exchange.operation {
        Some(operation) => format!("{}.{operation}", exchange.vendor),
        None => "no operation".to_owned(),
    };
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let (method, path) = (plain(method), plain(path));
    let mark = match &exchange.judgement {
        Judgement::Accepted => format!("{GOOD}accepted{GOOD:#}"),
        Judgement::Refused(_) | Judgement::NoOperation(_) => format!("{BAD}refused {BAD:#}"),
    };
    let script = exchange.script.as_ref();
    let script = script.map_or_else(String::new, |script| {
        format!(" (script: {})", plain(script))
    });
    let mut lines = vec![format!(
        "{time} {mark} {NAME}{name}{NAME:#} {method} {path} -> {status}{script}"
    )];
    match &exchange.judgement {
        Judgement::Accepted => {}
        Judgement::NoOperation(why) => lines.push(format!("         {}", plain(why))),
        Judgement::Refused(findings) => {
            let findings = findings.iter();
            lines.extend(findings.map(|each| format!("         {}", plain(&each.to_string()))));
        }
    }
    let notes = exchange.notes.iter();
    lines.extend(notes.map(|note| format!("         {}", plain(note))));
    lines.join("\n")
}

/// A text of a request, without what would make a terminal do something or turn what it shows, and not longer than is read.
fn plain(text: &str) -> String {
    let is_harmful = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown = |letter: char| match is_harmful(letter) {
        true => char::REPLACEMENT_CHARACTER,
        false => letter,
    };
    let mut letters = text.chars();
    let beginning: String = letters.by_ref().take(LONGEST).map(shown).collect();
    match letters.next() {
        None => beginning,
        Some(_) => beginning + "…",
    }
}

/// The end.
pub fn end() {
    anstream::eprintln!("\nThe sandbox has ended. Nothing of it is kept.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_says_cannot_command_the_terminal() {
        let long = "가".repeat(501);
        let cut = format!("{}…", "가".repeat(500));
        let cases = [
            ("`order`: it is 주문 1", "`order`: it is 주문 1"),
            ("\u{1b}[2Jcleared", "\u{fffd}[2Jcleared"),
            ("\u{9b}31mred\u{7}", "\u{fffd}31mred\u{fffd}"),
            ("a\r\naccepted\tb", "a\u{fffd}\u{fffd}accepted\u{fffd}b"),
            (
                "\u{202a}\u{202e}x\u{2066}y\u{2069}",
                "\u{fffd}\u{fffd}x\u{fffd}y\u{fffd}",
            ),
            ("a\u{2028}b", "a\u{fffd}b"),
            (&long, &cut),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected);
        }
    }
}
