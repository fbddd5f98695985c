//! What endpoints are sent: JSON objects, read strictly, and the names in them looked up.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::known::{Refused, vendor_state};
use crate::script::Script;
use crate::state::State;

/// So many scripts may be given at once.
const MOST_SCRIPTS: usize = 1000;

/// How the next calls of an operation are answered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scripts {
    vendor: String,
    operation: String,
    scripts: Vec<String>,
}

/// Queues scripts: all of them, or none where one is none.
pub(super) fn scripts(state: &State, body: &[u8]) -> Result<(), Refused> {
    let asked: Scripts = read(body)?;
    let vendor_state = vendor_state(state, &asked.vendor)?;
    let mut operations = vendor_state.vendor.operations.iter();
    let operation = operations.find(|known| known.name.snake() == asked.operation);
    let operation = operation.ok_or_else(|| {
        let why = format!("`{}` has no operation `{}`", asked.vendor, asked.operation);
        (404, why)
    })?;
    if asked.scripts.len() > MOST_SCRIPTS {
        return Err((400, format!("more than {MOST_SCRIPTS} scripts at once")));
    }
    let scripts: Result<Vec<Script>, String> = asked
        .scripts
        .iter()
        .map(|text| {
            let script = Script::parse(text)?;
            script.fits(operation).map(|()| script)
        })
        .collect();
    for script in scripts.map_err(|why| (400, why))? {
        state.queue(&asked.vendor, &asked.operation, script);
    }
    Ok(())
}

/// The JSON of a body.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| (400, format!("the body: {error}")))
}
