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
    each_test_file(vendors).collect()
}

/// The files of [`emit_tests`], each handed on when it is made.
pub fn each_test_file(vendors: &[Vendor]) -> impl ParallelIterator<Item = (String, String)> {
    tests::files(sorted(vendors))
}

/// Every file of the generated crate, for vendors in any order. The files are made side by side on the threads of
/// rayon's pool; what they hold does not depend on how many there are.
pub fn emit(vendors: &[Vendor]) -> Files {
    each_file(vendors).collect()
}

/// The files of [`emit`], path and text, each handed on when it is made: whoever puts it away at once needs no memory
/// for all of them.
pub fn each_file(vendors: &[Vendor]) -> impl ParallelIterator<Item = (String, String)> {
    let vendors = sorted(vendors);
    let crate_files = [
        ("Cargo.toml".to_owned(), manifest::manifest(&vendors)),
        ("src/lib.rs".to_owned(), manifest::library(&vendors)),
    ];
    let of_vendors = vendors.into_par_iter().flat_map(of_vendor);
    of_vendors.chain(crate_files)
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
