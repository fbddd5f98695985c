//! `cargo xtask sandbox`: the sandbox of every spec, until it is interrupted. What it answers is the business of
//! `kpg-sandbox`; here are the command line, and what is printed.

mod credentials;
mod show;

use std::path::PathBuf;

use clap::Args;
use kpg_codegen::model::Vendor;
use kpg_sandbox::Sandbox;

use crate::home::Home;
use crate::output::{self, Failure};
use crate::specs;
pub use credentials::Format;

/// The port that it listens on, unless another one is asked for.
const PORT: u16 = 4747;

/// What is asked on the command line.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The port of 127.0.0.1; 0 takes any free one
    #[arg(long, value_name = "N", default_value_t = PORT)]
    port: u16,
    /// Spec files, private ones too, or vendors whose specs are in specs/ [default: every spec there]
    ///
    /// With `--specs`, every spec of that folder besides these.
    // `specs` is the folder of all commands: two arguments of one name are one to clap.
    #[arg(id = "files", value_name = "SPEC")]
    files: Vec<PathBuf>,
    /// Print the addresses and the test credentials to standard output alone, for a program: as one JSON object, or as
    /// lines of an environment file
    #[arg(long, value_enum, value_name = "FORMAT")]
    print_credentials: Option<Format>,
    /// Make the test credentials of this text, so that they are the same at every start
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// Accept requests of any time; otherwise their clock must be right to some minutes
    #[arg(long)]
    any_clock: bool,
    /// Remember no payments, keys or requests: answer every call from itself alone
    #[arg(long)]
    without_records: bool,
    /// Print no line for each call
    #[arg(long)]
    quiet: bool,
}

/// Serves until it is interrupted.
pub fn run(home: Home<'_>, arguments: &Arguments) -> Result<(), Failure> {
    let vendors = vendors(home, arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Words(format!("cannot wait for Ctrl-C: {error}")))?;
    runtime.block_on(serve(vendors, arguments))
}

async fn serve(vendors: Vec<Vendor>, arguments: &Arguments) -> Result<(), Failure> {
    // What stops it counts from the beginning, so that nothing is cut off in between.
    let stopped =
        stopped().map_err(|error| Failure::Words(format!("cannot wait for Ctrl-C: {error}")))?;
    let mut builder = Sandbox::builder().port(arguments.port);
    if let Some(seed) = &arguments.seed {
        builder = builder.seed(seed);
    }
    if arguments.any_clock {
        builder = builder.any_clock();
    }
    if arguments.without_records {
        builder = builder.without_records();
    }
    let mut printing = None;
    if !arguments.quiet {
        let is_read_by_a_program = arguments.print_credentials.is_some();
        let (printer, thread) = show::Printer::start(is_read_by_a_program);
        builder = builder.on_exchange(move |exchange| printer.show(exchange));
        printing = Some(thread);
    }
    for vendor in vendors.iter().cloned() {
        builder = builder.fresh(vendor);
    }
    let sandbox = builder.start().await;
    let sandbox = sandbox.map_err(|error| Failure::Words(error.to_string()))?;
    match arguments.print_credentials {
        None => show::start(&sandbox, &vendors)?,
        Some(format) => output::print(credentials::printed(&sandbox, &vendors, format))?,
    }
    stopped.await;
    drop(sandbox);
    printing.iter().for_each(show::wait_for);
    show::end();
    Ok(())
}

/// What ends when the process is asked to.
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            let _interrupted = tokio::signal::ctrl_c().await;
        })
    }
}

fn vendors(home: Home<'_>, arguments: &Arguments) -> Result<Vec<Vendor>, Failure> {
    let mut files = specs::chosen(home, &arguments.files)?;
    if home.specs.is_some() && !arguments.files.is_empty() {
        let folder = specs::in_folder(&home.specs()?)?;
        let others = folder.into_iter().filter(|spec| !files.contains(spec));
        let others: Vec<_> = others.collect();
        files.extend(others);
    }
    let compiled = specs::compile_all(&files);
    if compiled.verdict(false).is_err() {
        output::findings(&compiled.findings);
    }
    compiled.verdict(false)?;
    Ok(compiled.vendors)
}
