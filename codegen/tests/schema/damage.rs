//! Specs without one of their keys, or with one misspelt: what the schema refuses the compiler refuses too.

use jsonschema::Validator;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use super::{compiles, read, validator, yaml_files};

/// A key somewhere in a spec: the pointer to its mapping, and its name.
type Place = (String, String);

fn places(value: &Value, at: &str, found: &mut Vec<Place>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                found.push((at.to_owned(), key.clone()));
                let step = key.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{at}/{step}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The spec without a key, or with the key under another name.
fn damaged(spec: &Value, (at, key): &Place, renamed: bool) -> Value {
    let mut spec = spec.clone();
    let members = spec.pointer_mut(at).and_then(Value::as_object_mut).unwrap();
    let value = members.remove(key).unwrap();
    if renamed {
        members.insert(format!("{key}_x"), value);
    }
    spec
}

/// JSON is YAML, so the compiler reads what was damaged as a tree.
fn refused_by_the_schema_only(validator: &Validator, damaged: &Value) -> bool {
    !validator.is_valid(damaged) && compiles(&damaged.to_string())
}

#[test]
fn keys_that_the_schema_misses_the_compiler_misses() {
    let (validator, mut disagreed) = (validator(), Vec::new());
    for (name, text) in yaml_files("tests/language/specs") {
        let spec = read(&text);
        assert!(compiles(&spec.to_string()), "{name}");
        let mut keys = Vec::new();
        places(&spec, "", &mut keys);
        for place in &keys {
            for renamed in [false, true] {
                let damaged = damaged(&spec, place, renamed);
                if refused_by_the_schema_only(&validator, &damaged) {
                    disagreed.push(format!("{name}: {place:?}, renamed: {renamed}"));
                }
            }
        }
    }
    assert!(disagreed.is_empty(), "{}", disagreed.join("\n"));
}

/// How many damaged specs of vendors are tried.
const CASES: u32 = 200;

#[test]
fn keys_of_vendors_that_the_schema_misses_the_compiler_misses() {
    let validator = validator();
    let specs: Vec<(Value, Vec<Place>)> = yaml_files("specs")
        .values()
        .map(|text| {
            let (spec, mut keys) = (read(text), Vec::new());
            assert!(compiles(&spec.to_string()));
            places(&spec, "", &mut keys);
            (spec, keys)
        })
        .collect();
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let cases = (0..specs.len(), any::<usize>(), any::<bool>());
    TestRunner::new_with_rng(config, rng)
        .run(&cases, |(spec, key, renamed)| {
            let (spec, keys) = &specs[spec];
            let place = &keys[key % keys.len()];
            let damaged = damaged(spec, place, renamed);
            prop_assert!(
                !refused_by_the_schema_only(&validator, &damaged),
                "{place:?}"
            );
            Ok(())
        })
        .unwrap();
}
