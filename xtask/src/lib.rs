//! kpg's command line, which `cargo xtask` and the program `kpg` start. Only this crate touches the disk; what specs mean is
//! the compiler's business.
//!
//! Exit codes: 0 fine, 1 findings, 2 wrong usage; `diff`, `drift` and `update` end with 2 too when they have nothing to compare.

mod bench_report;
mod book;
mod check;
mod compare;
mod demo;
mod diff;
mod drift;
mod examples;
mod explain;
mod finding;
mod generate;
mod home;
mod import;
mod json;
mod lsp;
mod new;
mod openapi;
mod output;
mod program;
mod reading_days;
mod repository;
mod sandbox;
mod shell;
mod solve;
mod specs;
mod trace;
mod tree;
mod update;
mod yaml;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use kpg_codegen::DiagnosticCode;

use crate::home::Home;
use crate::output::Failure;
use crate::repository::Repository;

/// The compiler of Korean payment gateway specs.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    /// The folder that holds specs/ and generated/ [default: the cargo workspace around the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The folder of specs, private ones too [default: specs/ in the crate or workspace around the current folder, or in that folder]
    #[arg(long, global = true, value_name = "DIR")]
    specs: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Repository(Repository),
    /// Report everything that is wrong with specs, and write nothing
    ///
    /// Fails when there is an error; warnings are reported and do no harm.
    Check {
        /// Spec files, or vendors whose specs are in specs/ [default: every spec there]
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// For whom to report
        ///
        /// The JSON is one array, because all diagnostics are known only at the end and are few: any
        /// JSON reader takes it in one call, and `[]` says that nothing was found where no output
        /// says that nothing was looked at. Every diagnostic has file, code, severity, title,
        /// message, primary and secondary places, note, help, suggestion and the address of its
        /// explanation. Bytes count from 0; lines and columns from 1, in characters; ends are
        /// exclusive. A file that cannot be read has neither code nor place.
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        format: check::Format,
        /// Fail when there is a warning, as if it were an error
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Tell what changed in meaning between two specs, and what follows from it
    ///
    /// Compares what the specs mean, not how they are written. Every change is classed twice: for Rust
    /// code that uses the generated module (breaking, additive or nothing), and on the wire (requests
    /// that worked may now fail, answers may now be read differently). docs/changes.md lists the kinds of
    /// change and how each is classed.
    ///
    /// Ends with 0 when nothing changed, 1 when something did, and 2 when the specs cannot be compared:
    /// when one cannot be read or does not compile, which is reported as `check` reports it.
    #[command(
        after_help = "Examples:\n  cargo xtask diff old.yaml specs/welcome.yaml\n  cargo xtask diff HEAD:specs/welcome.yaml specs/welcome.yaml\n  cargo xtask diff --format changelog v0.1.0:specs/welcome.yaml HEAD:specs/welcome.yaml"
    )]
    Diff {
        /// The spec as it was: a file, or REVISION:PATH as git names a file of a revision
        #[arg(value_name = "OLD")]
        old: String,
        /// The spec as it is: a file, or REVISION:PATH
        #[arg(value_name = "NEW")]
        new: String,
        /// For whom to report
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        format: diff::Format,
    },
    /// Tell what vendors' pages say otherwise than the spec that was made from them
    ///
    /// Compares cell by cell: fields, lengths, presence, types, labels, values, addresses and result codes.
    /// What a quirk of the spec corrects is compared with what the quirk says of the page; what a page is
    /// silent about never differs, and neither does how it is laid out.
    ///
    /// No spec holds all that a page says. With `--since`, the page is compared with an old copy of itself too: every
    /// cell, address and note that changed is told, and whether the spec holds it.
    ///
    /// Ends with 0 when nothing differs, 1 when something does, and 2 when nothing can be compared.
    #[command(
        after_help = "Examples:\n  cargo xtask drift acme cancel.html\n  cargo xtask drift acme cancel.html --since cancel-2026-01.html\n  cargo xtask drift --format json acme pages/*.md"
    )]
    Drift {
        /// The vendor, as its spec is called
        #[arg(value_name = "VENDOR")]
        vendor: String,
        /// Pages as they are now: HTML, Markdown or text
        #[arg(required = true, value_name = "DOCUMENT")]
        documents: Vec<PathBuf>,
        /// An old copy of a page, to tell what changed that no spec holds; once for each page
        #[arg(long, value_name = "OLD")]
        since: Vec<PathBuf>,
        /// For whom to report
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        format: drift::Format,
    },
    /// Tell what changed between two copies of a vendor's page, without a spec
    ///
    /// Reads both copies as `drift` and `import` do and compares them: operations, addresses, fields, lengths, presence,
    /// types, labels, notes, values and result codes. What stands in a table and is not understood is compared as it
    /// stands. How the copies are laid out never differs, nor do their texts outside of tables, but for lines on signatures.
    ///
    /// Ends with 0 when nothing changed, 1 when something did, and 2 when the files are not two copies of one page.
    #[command(after_help = "Examples:\n  cargo xtask compare cancel-2026-01.html cancel.html")]
    Compare {
        /// The page as it was: HTML, Markdown or text
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The page as it is
        #[arg(value_name = "NEW")]
        new: PathBuf,
        /// For whom to report
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        format: drift::Format,
    },
    /// Take what vendors' pages say otherwise into their spec, as far as that needs no judgement
    ///
    /// Shows what `drift` shows and, as a patch, the edits of the spec that are mechanical: a length, a
    /// range, a label, a new optional field, value or result code. Comments and layout stay. An edit is made
    /// only when the spec compiles with it and the difference is gone. When nothing of a page is left, its
    /// digest and the day on which it was read follow. What needs judgement is listed.
    ///
    /// Ends with 0 when nothing is left to write or to do, 1 when something is, and 2 when nothing can be
    /// compared.
    #[command(
        after_help = "Examples:\n  cargo xtask update acme cancel.html\n  cargo xtask update --write acme cancel.html"
    )]
    Update {
        /// The vendor, as its spec is called
        #[arg(value_name = "VENDOR")]
        vendor: String,
        /// Pages as they are now: HTML, Markdown or text
        #[arg(required = true, value_name = "DOCUMENT")]
        documents: Vec<PathBuf>,
        /// Write the edits and tell what changed for clients; in kpg's repository, also regenerate and run the vendor's tests
        #[arg(long)]
        write: bool,
        /// Run no tests after writing
        #[arg(long, requires = "write")]
        no_test: bool,
    },
    /// Explain what the compiler reports, or list all that it can report
    Explain {
        /// What to explain: `KPG0012`, `12`, or the name under which a level is set, such as `unused`
        #[arg(value_name = "CODE", value_parser = explain::parse)]
        codes: Vec<DiagnosticCode>,
    },
    /// Start the spec of another payment gateway
    ///
    /// Writes specs/VENDOR.yaml: a commented spec that compiles, of an invented API. What is to be replaced by the
    /// vendor's own facts is a `todo`, which `check` reports at its place until it is settled.
    New {
        /// Lower-case letters and digits; becomes a module, a file and a cargo feature
        #[arg(value_name = "VENDOR")]
        vendor: String,
    },
    /// Draft a spec from a vendor's pages
    ///
    /// Reads tables of requests, answers and codes from Markdown, HTML and text that was copied from a page, and
    /// writes a spec that compiles. Behind each fact stands the line of the page that says it. What the pages
    /// leave open becomes a `todo`, which `check` reports at its place until it is settled.
    Import {
        /// Files of the vendor's pages; several make one spec
        #[arg(required = true, value_name = "DOCUMENT")]
        documents: Vec<PathBuf>,
        /// The vendor's id: lower-case letters and digits; becomes a module, a file and a cargo feature
        #[arg(long, value_name = "ID")]
        vendor: String,
        /// Where to write the draft, a new file [default: standard output]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// For whom to report
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        format: import::Format,
    },
    /// Find the recipe that makes a signature out of given values
    ///
    /// Takes a signature that is known to be right, from the vendor's page or from a system that works, and the
    /// values that may be in it. Tries orders, separators, names, digests, MACs, keys and ways of writing bytes, the
    /// likely ones first, and prints the recipe as a spec writes it. A secret is never printed.
    ///
    /// Ends with 0 when a recipe was found, 1 when none was, and 2 when there is nothing to search.
    #[command(
        after_help = "Examples:\n  cargo xtask solve --set tid=T1 --set amt=1000 --secret SIGN_KEY --expect 1f0b…\n  cargo xtask solve --body sent.json --secret SIGN_KEY --expect \"HMAC 20261129:uLD+…\""
    )]
    Solve(solve::Arguments),
    /// Show every step of a request: what is supplied, what each step of its recipes makes, and what is sent
    ///
    /// Computes the request from the spec alone, apart from the generated client. Begin with an example of the spec, with
    /// values of your own, or with both. Secrets and sensitive values are hidden unless `--show-secrets` is given.
    #[command(
        after_help = "Examples:\n  cargo xtask trace welcome cancel --example computed\n  cargo xtask trace acme cancel --set tid=T1 --set amt=1000 --secret sign_key"
    )]
    Trace(trace::Arguments),
    /// Print a vendor's API as an OpenAPI 3.1 document, for clients in other languages
    ///
    /// Bodies, answers, codes and notifications are JSON Schema, with the rules of the vendor's pages. What OpenAPI has no
    /// word for stands in members that begin with `x-kpg-`: what a signature is made of, what is encrypted, and what a call
    /// does to money. Calls that it cannot hold are told on standard error.
    #[command(after_help = "Examples:\n  cargo xtask openapi welcome > welcome.json")]
    Openapi {
        /// The vendor, as its spec is called
        #[arg(value_name = "VENDOR")]
        vendor: String,
    },
    /// Write the vendors' APIs as a reference in Korean and English: pages of HTML
    ///
    /// Each vendor has a page in either language with its operations, forms and notifications, their fields and rules, what
    /// signatures are made of, what a call does to money, the result codes, and where the vendor's documents contradict
    /// themselves. Labels are in the language of the page where the spec has one; prose is in English.
    #[command(
        after_help = "Examples:\n  cargo xtask book                          # every spec, into target/book\n  cargo xtask book welcome --output site"
    )]
    Book {
        /// The specs, by file or by vendor; every one of the folder where none is named
        #[arg(value_name = "SPEC")]
        files: Vec<PathBuf>,
        /// The folder to write into
        #[arg(long, value_name = "DIR", default_value = "target/book")]
        output: PathBuf,
    },
    /// Serve an editor: diagnostics as one types, completion, hover, definition, uses and renaming
    ///
    /// Speaks the Language Server Protocol over standard input and output. docs/editor.md says how to set up VS Code,
    /// Helix, Neovim and JetBrains' IDEs.
    Lsp,
    /// Print a script by which a shell completes these commands
    #[command(
        after_help = "Examples:\n  cargo xtask completions bash > ~/.local/share/bash-completion/completions/kpg\n  cargo xtask completions zsh > ~/.zfunc/_kpg"
    )]
    Completions {
        /// The shell
        #[arg(value_enum, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Write manual pages, one for each command
    Man {
        /// The folder to write them to
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Serve every operation of every spec on this machine, for programs in any language to be tested against
    ///
    /// Starts a server on 127.0.0.1 that speaks each vendor's protocol. It checks address, fields, signatures, tokens and
    /// encryption as the spec says, answers as the vendor would, and says why it refused: on the console, in the headers
    /// `kpg-sandbox-finding` of the answer, and on a page in the browser.
    ///
    /// Every vendor is below its own prefix: what the vendor has at `https://api.example/cancel` is at
    /// `http://127.0.0.1:4747/VENDOR/cancel`. Without the prefix an address works too, when one vendor alone has it. Test
    /// credentials are made at each start and printed; keys are made as well.
    ///
    /// A header `kpg-sandbox-script` decides the answer of one call: `code 9029` refuses with a code, `mishap lost` carries
    /// the request out and answers nothing. docs/sandbox.md has the other words.
    #[command(
        after_help = "Examples:\n  cargo xtask sandbox\n  cargo xtask sandbox --port 0 specs/welcome.yaml ../private/acme.yaml\n  cargo xtask sandbox --seed mine --print-credentials env > .env"
    )]
    Sandbox(sandbox::Arguments),
}

/// Emission makes and drops millions of small tokens: a quarter of its time is the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs what the arguments of this process ask for. `program` is what people type to start it.
pub fn main(program: &'static str) -> ExitCode {
    program::call(program);
    let done = match Arguments::from_arg_matches(&command().get_matches()) {
        Ok(Arguments {
            root,
            specs,
            command,
        }) => {
            let (root, specs) = (root.as_deref(), specs.as_deref());
            run(command, Home { root, specs })
        }
        Err(error) => error.exit(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

/// All commands, as the program is called.
fn command() -> clap::Command {
    let name = program::name();
    let command = program::named(Arguments::command().name(name).bin_name(name));
    match program::is_installed() {
        true => repository::hidden(command),
        false => command,
    }
}

fn run(command: Command, home: Home<'_>) -> Result<(), Failure> {
    match command {
        Command::Repository(command) if program::is_installed() => {
            let kind = clap::error::ErrorKind::InvalidSubcommand;
            self::command().error(kind, command.instead()).exit()
        }
        Command::Repository(command) => repository::run(command, home),
        Command::Check {
            files,
            format,
            deny_warnings,
        } => check::run(&specs::chosen(home, &files)?, format, deny_warnings),
        Command::Diff { old, new, format } => diff::run(&old, &new, format),
        Command::Drift {
            vendor,
            documents,
            since,
            format,
        } => drift::run(&home.specs()?, &vendor, &documents, &since, format),
        Command::Compare { old, new, format } => compare::run(&old, &new, format),
        Command::Update {
            vendor,
            documents,
            write,
            no_test,
        } => {
            let test = !no_test;
            update::run(home, &vendor, &documents, update::Doing { write, test })
        }
        Command::Explain { codes } => explain::run(&codes),
        Command::New { vendor } => new::write(home, &vendor),
        Command::Import {
            documents,
            vendor,
            output,
            format,
        } => import::run(&documents, &vendor, output.as_deref(), format),
        Command::Solve(arguments) => solve::run(&arguments),
        Command::Trace(arguments) => trace::run(&home.specs()?, &arguments),
        Command::Sandbox(arguments) => sandbox::run(home, &arguments),
        Command::Openapi { vendor } => openapi::run(&home.specs()?, &vendor),
        Command::Book { files, output } => book::run(home, &files, &output),
        Command::Lsp => lsp::run(),
        Command::Completions { shell } => shell::completions(shell, self::command()),
        Command::Man { folder } => shell::manual(&folder, self::command()),
    }
}
