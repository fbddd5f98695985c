//! What stands in an answer in JSON at the places of a model, read by nobody's code but this.

use kpg_codegen::model::{Condition, Path};
use serde_json::Value;

/// Every member of the condition is there, everywhere, with one of the values.
pub(super) fn holds(Condition { statuses: _, tests }: &Condition, tree: &Value) -> bool {
    tests.iter().all(|test| {
        let found = texts(tree, &test.path);
        !found.is_empty() && found.iter().all(|text| test.values.contains(text))
    })
}

/// The values at a path, which may lead through lists.
pub(super) fn values<'t>(tree: &'t Value, path: &Path) -> Vec<&'t Value> {
    let mut places = vec![tree];
    for name in &path.0 {
        let members = places.into_iter().flat_map(|place| match place {
            Value::Array(items) => items.iter().collect(),
            single => vec![single],
        });
        places = members.filter_map(|place| place.get(name)).collect();
    }
    places
}

/// The texts at a path, which may lead through lists.
pub(super) fn texts(tree: &Value, path: &Path) -> Vec<String> {
    let texts = values(tree, path)
        .into_iter()
        .filter_map(|place| match place {
            Value::String(text) => Some(text.clone()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
    // One that is broken is nobody's, and says neither yes nor no.
    let whole = texts.filter(|text| !text.contains(char::REPLACEMENT_CHARACTER));
    whole.filter(|text| !text.trim().is_empty()).collect()
}
