//! What people are shown: the start, one line for each call with what was wrong with it, and the end.

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;
use kpg_codegen::model::{CredentialKind, Vendor};
use kpg_sandbox::{Exchange, Judgement, Sandbox};

use crate::output::{self, Failure, plural};

const BOLD: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

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

/// One call: to standard error where a program reads standard output.
pub fn exchange(exchange: &Exchange, is_read_by_a_program: bool) {
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
    let mark = match &exchange.judgement {
        Judgement::Accepted => format!("{GOOD}accepted{GOOD:#}"),
        Judgement::Refused(_) | Judgement::NoOperation(_) => format!("{BAD}refused {BAD:#}"),
    };
    let script = exchange.script.as_ref();
    let script = script.map_or_else(String::new, |script| format!(" (script: {script})"));
    let mut lines = vec![format!(
        "{time} {mark} {NAME}{name}{NAME:#} {method} {path} -> {status}{script}"
    )];
    match &exchange.judgement {
        Judgement::Accepted => {}
        Judgement::NoOperation(why) => lines.push(format!("         {why}")),
        Judgement::Refused(findings) => {
            lines.extend(findings.iter().map(|finding| format!("         {finding}")));
        }
    }
    match is_read_by_a_program {
        true => anstream::eprintln!("{}", lines.join("\n")),
        // Whoever stopped reading has no use for it.
        false => drop(output::print(lines.join("\n"))),
    }
}

/// The end.
pub fn end() {
    anstream::eprintln!("\nThe sandbox has ended. Nothing of it is kept.");
}
