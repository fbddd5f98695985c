//! Clients of the small specs in `specs/`, one per area of the spec language. Beside them,
//! `driver` makes their requests of texts, for the test that breaks every rule.
#![warn(missing_docs)]
#![allow(
    clippy::wrong_self_convention,
    reason = "a builder's method is named after its field"
)]

kpg_runtime::include_vendors!();

/// Requests made of texts by field.
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    clippy::map_identity,
    clippy::unnecessary_to_owned,
    reason = "emitted, for tests, which hand it values of every field"
)]
pub mod driver {
    use std::collections::BTreeMap;
    use std::fmt::Debug;
    use std::str::FromStr;

    use kpg_runtime::{Binary, Choice, Decimal, OpenChoice, Violations};

    use super::*;

    /// The texts of fields by their names on the wire; several for lists and joined texts.
    pub type Values = BTreeMap<String, Vec<String>>;

    /// The text of a field.
    pub fn text(values: &Values, field: &str) -> String {
        values[field][0].clone()
    }

    /// The texts of a field.
    pub fn texts(values: &Values, field: &str) -> Vec<String> {
        values[field].clone()
    }

    /// A number of this text.
    pub fn number<N: FromStr<Err: Debug>>(text: &str) -> N {
        text.parse().unwrap()
    }

    /// The choice of this text.
    pub fn choice<C: Choice + Clone>(text: &str) -> C {
        let mut listed = C::values().iter();
        listed.find(|(wire, _)| *wire == text).unwrap().1.clone()
    }

    /// The texts of an object of a list: those that it must have, and those of a JSON object, where the text is
    /// one, in place of them.
    pub fn members(text: &str, must: &[(&str, &str)]) -> Values {
        let given: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
        let must = must.iter();
        let must = must.map(|(name, good)| ((*name).to_owned(), (*good).to_owned()));
        let all = must.chain(given);
        all.map(|(name, text)| (name, vec![text])).collect()
    }

    include!(concat!(env!("OUT_DIR"), "/driver.rs"));
}
