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
mod included;
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
mod parts;
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
use file::{marked, spec_name};
use parts::parts;

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
    let of_vendors = vendors.clone().into_par_iter().flat_map(of_vendor);
    let of_crate = CRATE_FILES.into_par_iter();
    of_vendors.chain(of_crate.map(move |(name, text)| (name.to_owned(), text(&vendors))))
}

/// The files that tell of every vendor, each with what makes its text.
type CrateFile = (&'static str, fn(&[&Vendor]) -> String);
const CRATE_FILES: [CrateFile; 2] = [
    ("Cargo.toml", manifest::manifest),
    ("src/lib.rs", manifest::library),
];

/// Files for a crate that compiles specs of its own in its build script, for vendors in any order: `kpg.rs` to be included
/// in the crate, and a file per vendor that it includes. They need the crate `kpg-runtime` alone; where one of its
/// features is off that they need, rustc says which. `blocking` adds the clients that block the calling thread.
pub fn emit_included(vendors: &[Vendor], blocking: bool) -> Files {
    included::files(&sorted(vendors), blocking)
}

fn sorted(vendors: &[Vendor]) -> Vec<&Vendor> {
    let mut vendors: Vec<&Vendor> = vendors.iter().collect();
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    vendors
}

/// The files of one vendor in the generated crate: their paths, and their texts.
fn of_vendor(vendor: &Vendor) -> Vec<(String, String)> {
    let spec = spec_name(vendor);
    let file = |name: &str, text: &str| {
        let path = format!("src/{}/{name}.rs", vendor.id);
        (path, marked(&spec, text))
    };
    let parts = parts(vendor);
    let module = file("mod", &vendor::module(vendor, &parts));
    let files = parts.iter().map(|part| file(&part.name, &part.text));
    files.chain([module]).collect()
}
