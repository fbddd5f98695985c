//! What the build script makes of the specs: `Clients`, and calls of every operation by its name.
#![allow(
    clippy::too_many_lines,
    clippy::map_identity,
    clippy::needless_pass_by_value,
    clippy::unnecessary_to_owned,
    clippy::useless_conversion,
    unused_imports,
    dead_code,
    reason = "emitted for all vendors alike"
)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;
use std::time::Duration;

use kpg::runtime::{Choice, Transport};

use super::setup::{Called, Named, Setup, Visitor};
use crate::Fault;
use crate::failure::{Failed, told};
use crate::values::Values;

/// Looks at a builder.
type Look<'l> = &'l mut dyn FnMut(&dyn Debug);

fn unknown(name: &str) -> Fault {
    format!("no spec has `{name}`").into()
}

fn went_well(called: Result<String, Failed>) -> Result<(), Fault> {
    called.map(drop).map_err(|failed| failed.shown.into())
}

/// The text of a field.
fn text(values: &Values, field: &str) -> String {
    texts(values, field).concat()
}

/// The texts of a field.
fn texts(values: &Values, field: &str) -> Vec<String> {
    let found = values.texts(field);
    found.unwrap_or_else(|| panic!("the builder wants `{field}`, and there is no value"))
}

/// The texts of an object of a list: those that it must have, and those of a JSON object in place of them.
fn members(text: &str, must: &[(&str, &str)]) -> Values {
    let given: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
    let must = must.iter();
    let must = must.map(|(name, good)| ((*name).to_owned(), (*good).to_owned()));
    must.chain(given).collect()
}

/// The number that a text writes.
fn number<N: FromStr<Err: Debug>>(text: &str) -> N {
    text.parse().unwrap()
}

/// The listed value of this text.
fn choice<C: Choice + Clone>(text: &str) -> C {
    let mut listed = C::values().iter();
    let found = listed.find(|(wire, _)| *wire == text);
    let (_, choice) = found.unwrap_or_else(|| panic!("no value `{text}` is listed"));
    choice.clone()
}

include!(concat!(env!("OUT_DIR"), "/clients.rs"));
