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

use crate::model::Vendor;

pub use file::Files;

/// The files of a test target that holds the clients against the sandbox, relative to its folder.
/// They use the crates `kpg`, `kpg_tests` and `tokio`.
pub fn emit_tests(vendors: &[Vendor]) -> Files {
    let mut vendors: Vec<&Vendor> = vendors.iter().collect();
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    tests::files(&vendors)
}

/// Every file of the generated crate, for vendors in any order.
pub fn emit(vendors: &[Vendor]) -> Files {
    let mut vendors: Vec<&Vendor> = vendors.iter().collect();
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    let mut files = Files::new();
    files.insert("Cargo.toml".to_owned(), manifest::manifest(&vendors));
    files.insert("src/lib.rs".to_owned(), manifest::library(&vendors));
    for vendor in vendors {
        let folder = format!("src/{}", vendor.id);
        files.insert(format!("{folder}/mod.rs"), vendor::module(vendor));
        files.insert(format!("{folder}/client.rs"), client::file(vendor));
        files.insert(format!("{folder}/blocking.rs"), blocking::file(vendor));
        files.insert(format!("{folder}/types.rs"), types::file(vendor));
        if let Some(structs) = structs::file(vendor) {
            files.insert(format!("{folder}/structs.rs"), structs);
        }
        for operation in &vendor.operations {
            files.insert(
                format!("{folder}/{}.rs", operation.name),
                operation::file(vendor, operation),
            );
        }
        for form in &vendor.forms {
            files.insert(
                format!("{folder}/{}.rs", form.request.name),
                form::file(vendor, form),
            );
        }
        for notification in &vendor.notifications {
            files.insert(
                format!("{folder}/{}.rs", notification.name),
                notification::file(vendor, notification),
            );
        }
    }
    files
}
