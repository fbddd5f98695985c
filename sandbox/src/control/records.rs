//! What vendors remember between calls, for the page and for tests in other languages.

use std::collections::BTreeMap;

use kpg_codegen::model::{Name, Operation, RecordId, RecordMember, Vendor};
use serde::Deserialize;
use serde_json::{Value, json};

use super::known::{self, Refused};
use super::requests::read;
use super::shown::label;
use crate::records::Held;
use crate::state::{State, VendorState, locked};

/// So many records of a vendor are told, the newest first.
const MOST: usize = 200;
/// So much of a sensitive key is shown.
const SHOWN_LETTERS: usize = 4;

/// A record that was made elsewhere.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    vendor: String,
    record: String,
    keys: BTreeMap<String, String>,
    amount: Option<String>,
}

/// The newest records of every vendor.
pub(super) fn all(state: &State) -> Value {
    let vendors = state.vendors.values();
    let records: Vec<Value> = vendors.flat_map(records_of).collect();
    json!({ "start": state.start, "records": records })
}

fn records_of(vendor_state: &VendorState) -> Vec<Value> {
    let held = locked(&vendor_state.records);
    let newest = held.newest().take(MOST);
    newest
        .filter_map(|held| shown(vendor_state, held))
        .collect()
}

fn shown(vendor_state: &VendorState, held: &Held) -> Option<Value> {
    let record = vendor_state.vendor.records.get(held.record.0)?;
    let keys: Vec<Value> = record
        .keys
        .iter()
        .filter_map(|name| {
            let text = held.keys.get(name.snake())?;
            let text = match is_sensitive(&vendor_state.vendor, held.record, name) {
                true => ending(text),
                false => text.clone(),
            };
            Some(json!({ "name": name.snake(), "text": text }))
        })
        .collect();
    Some(json!({
        "vendor": vendor_state.vendor.id.snake(),
        "record": record.name.snake(),
        "label": label(&record.label),
        "keys": keys,
        "state": if held.prepared { "prepared" } else { held.state().word() },
        "amount": held.amount.map(|amount| amount.to_string()),
        "left": held.left().map(|amount| amount.to_string()),
    }))
}

/// Whether a member that holds a key must not be shown.
fn is_sensitive(vendor: &Vendor, record: RecordId, key: &Name) -> bool {
    let hides = |operation: &Operation, member: &RecordMember| match member {
        RecordMember::Sent(at) => {
            let field = operation.field(*at);
            field.is_some_and(|field| field.facts.sensitive)
        }
        RecordMember::Answered(path) => {
            let mut fields = operation.answer.fields.iter();
            fields.any(|field| field.path == *path && field.facts.sensitive)
        }
    };
    vendor.operations.iter().any(|operation| {
        let uses = operation.records.iter().filter(|one| one.record == record);
        let mut keys = uses.flat_map(|one| &one.keys);
        keys.any(|(name, member)| name == key && hides(operation, member))
    })
}

fn ending(text: &str) -> String {
    let letters = text.chars().count();
    let shown = SHOWN_LETTERS.min(letters / 2);
    let end: String = text.chars().skip(letters - shown).collect();
    format!("…{end}")
}

/// Remembers something that was made elsewhere.
pub(super) fn add(state: &State, body: &[u8]) -> Result<(), Refused> {
    let made: Made = read(body)?;
    let vendor_state = known::vendor_state(state, &made.vendor)?;
    let added = vendor_state.add_record(&made.record, made.keys, made.amount.as_deref());
    added.map_err(|why| (400, why))
}

/// Forgets what every vendor remembers.
pub(super) fn forget(state: &State) {
    for vendor_state in state.vendors.values() {
        vendor_state.forget_records();
    }
}
