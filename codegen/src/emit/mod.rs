//! Model → Rust files, as paths and texts. Reads nothing but the model and cannot fail: what a model
//! holds has been checked.

mod answer;
mod blocking;
mod body;
mod builder;
mod cipher;
mod client;
mod code;
mod common;
mod condition;
mod credentials;
mod docs;
mod echo;
mod environment;
mod example;
mod expression;
mod features;
mod file;
mod follow_up;
mod form;
mod held;
mod json_text;
mod judgement;
mod layout;
mod manifest;
mod member;
mod needs;
mod notification;
mod opening;
mod operation;
mod operation_docs;
#[cfg(test)]
mod own_words;
mod proof;
mod receive;
mod request;
mod resolve;
mod session;
mod structs;
mod tests;
mod types;
mod values;
mod vendor;

use rayon::prelude::*;

use crate::model::Vendor;

pub use file::Files;
use judgement::SharedRules;

/// The files of a test target that holds the clients against the sandbox, relative to its folder.
/// They use the crates `kpg`, `kpg_tests` and `tokio`.
pub fn emit_tests(vendors: &[Vendor]) -> Files {
    tests::files(&sorted(vendors))
}

/// Every file of the generated crate, for vendors in any order. The files are made side by side on the threads of
/// rayon's pool; what they hold does not depend on how many there are.
pub fn emit(vendors: &[Vendor]) -> Files {
    let vendors = sorted(vendors);
    let mut files: Files = vendors
        .par_iter()
        .flat_map(|vendor| of_vendor(vendor))
        .collect();
    files.insert("Cargo.toml".to_owned(), manifest::manifest(&vendors));
    files.insert("src/lib.rs".to_owned(), manifest::library(&vendors));
    files
}

fn sorted(vendors: &[Vendor]) -> Vec<&Vendor> {
    let mut vendors: Vec<&Vendor> = vendors.iter().collect();
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    vendors
}

/// The files of one vendor: their paths in the crate, and their texts.
fn of_vendor(vendor: &Vendor) -> Vec<(String, String)> {
    let shared = SharedRules::of(vendor);
    let path = |name: &str| format!("src/{}/{name}.rs", vendor.id);
    let operations = vendor.operations.par_iter().map(|operation| {
        let text = operation::file(vendor, operation, &shared);
        (path(operation.name.snake()), text)
    });
    let forms = vendor.forms.par_iter();
    let forms = forms.map(|form| (path(form.request.name.snake()), form::file(vendor, form)));
    let notifications = vendor.notifications.par_iter().map(|notification| {
        let text = notification::file(vendor, notification);
        (path(notification.name.snake()), text)
    });
    let mut files: Vec<_> = operations.chain(forms).chain(notifications).collect();
    files.push((path("mod"), vendor::module(vendor)));
    files.push((path("client"), client::file(vendor)));
    files.push((path("blocking"), blocking::file(vendor)));
    files.push((path("types"), types::file(vendor, &shared)));
    files.extend(structs::file(vendor).map(|text| (path("structs"), text)));
    files
}
