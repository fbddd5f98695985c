//! Addresses and test credentials for programs: JSON, or an environment file.

use clap::ValueEnum;
use kpg_codegen::model::Vendor;
use kpg_sandbox::Sandbox;
use serde_json::{Map, Value, json};

/// For whom they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object, by vendor
    Json,
    /// `NAME='value'` lines, which a shell and readers of .env files take; keys have several lines
    Env,
}

/// Whoever waits for a file of lines knows by it that the file is whole.
const LAST_LINE: &str = "# End of the credentials.";

/// All of them.
pub fn printed(sandbox: &Sandbox, vendors: &[Vendor], format: Format) -> String {
    match format {
        Format::Json => in_json(sandbox, vendors),
        Format::Env => in_lines(sandbox, vendors),
    }
}

fn in_json(sandbox: &Sandbox, vendors: &[Vendor]) -> String {
    let of_vendor = |vendor: &Vendor| {
        let id = vendor.id.snake();
        let given = sandbox.credentials(id).iter();
        let credentials: Map<String, Value> = given
            .map(|each| (each.name.clone(), Value::from(each.text.as_str())))
            .collect();
        let known = json!({ "base_url": sandbox.base_url(id), "credentials": credentials });
        (id.to_owned(), known)
    };
    let all: Map<String, Value> = vendors.iter().map(of_vendor).collect();
    format!(
        "{:#}",
        json!({ "console": sandbox.console_url(), "vendors": all })
    )
}

fn in_lines(sandbox: &Sandbox, vendors: &[Vendor]) -> String {
    let mut lines = vec!["# Of a sandbox, for tests only.".to_owned()];
    for vendor in vendors {
        let id = vendor.id.snake();
        lines.push(line(id, "base_url", &sandbox.base_url(id)));
        let given = sandbox.credentials(id).iter();
        lines.extend(given.map(|each| line(id, &each.name, &each.text)));
    }
    lines.push(LAST_LINE.to_owned());
    lines.join("\n")
}

/// Nothing that the sandbox makes has a quotation mark in it.
fn line(vendor: &str, name: &str, text: &str) -> String {
    let name = format!("{vendor}_{name}").to_uppercase();
    format!("{name}='{}'", text.trim_end())
}
