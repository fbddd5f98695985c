//! The schema that editors use, read by a validator that is not kpg's: it takes every spec that there is, and
//! what it refuses the compiler refuses too.

mod damage;
mod mistakes;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use kpg_codegen::{SourceFile, compile, schema};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn parsed() -> Value {
    serde_json::from_str(&schema()).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft7::new(&parsed()).unwrap()
}

/// What a YAML reader that knows nothing of kpg makes of a text.
fn read(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

fn compiles(text: &str) -> bool {
    compile(&SourceFile::new("any.yaml", text)).is_ok()
}

fn yaml_files(folder: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == "yaml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The specs of vendors, and the small ones that show every construct.
fn specs() -> BTreeMap<String, String> {
    let mut specs = yaml_files("specs");
    specs.extend(yaml_files("tests/language/specs"));
    assert!(specs.len() > 10);
    specs
}

#[test]
fn every_spec_is_valid() {
    let validator = validator();
    let mut specs = specs();
    specs.extend(yaml_files("sandbox/tests"));
    specs.insert(
        "example".to_owned(),
        std::fs::read_to_string(root().join("xtask/tests/fixtures/acme.yaml")).unwrap(),
    );
    for (name, text) in specs {
        let value = read(&text);
        let wrong: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{name}: {}: {error:.300}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Editors find the schema by the first line.
#[test]
fn every_spec_names_the_schema() {
    for folder in ["specs", "tests/language/specs"] {
        for (name, text) in yaml_files(folder) {
            let line = text.lines().next().unwrap_or_default();
            let path = line.strip_prefix("# yaml-language-server: $schema=");
            let path = path.unwrap_or_else(|| panic!("{name} begins with `{line}`"));
            assert!(root().join(folder).join(path).is_file(), "{name}: {path}");
        }
    }
}

/// Every example of the schema fits the key that it explains.
#[test]
fn examples_are_valid() {
    let schema = parsed();
    let mut examples = 0;
    for (name, definition) in schema["definitions"].as_object().unwrap() {
        let Some(keys) = definition["properties"].as_object() else {
            continue;
        };
        for (key, value) in keys {
            let at = format!("#/definitions/{name}/properties/{key}");
            let one = json!({ "allOf": [{ "$ref": at }], "definitions": schema["definitions"] });
            let validator = jsonschema::draft7::new(&one).unwrap();
            for example in value["examples"].as_array().into_iter().flatten() {
                examples += 1;
                assert!(validator.is_valid(example), "{name}.{key}: {example}");
            }
        }
    }
    assert!(examples > 80, "{examples}");
}

/// Whoever hovers over a key learns what it means.
#[test]
fn every_key_and_every_word_is_explained() {
    fn walk(value: &Value, path: &str) {
        if let (Some(words), Some(docs)) = (value.get("enum"), value.get("enumDescriptions")) {
            assert_eq!(
                words.as_array().unwrap().len(),
                docs.as_array().unwrap().len(),
                "{path}"
            );
        }
        match value {
            Value::Object(members) => members
                .iter()
                .for_each(|(name, value)| walk(value, &format!("{path}/{name}"))),
            Value::Array(items) => items.iter().for_each(|item| walk(item, path)),
            _ => {}
        }
    }
    let schema = parsed();
    walk(&schema, "");
    for (name, definition) in schema["definitions"].as_object().unwrap() {
        let described = definition.get("properties").into_iter();
        for (key, value) in described.flat_map(|keys| keys.as_object().unwrap()) {
            let described = value.get("description").or(value.get("$ref"));
            let text = described.and_then(Value::as_str).unwrap_or_default();
            assert!(!text.is_empty(), "{name}.{key}");
        }
    }
}

/// What need not be quoted is the number or the truth value that YAML makes of it.
#[test]
fn unquoted_scalars_are_taken() {
    let validator = validator();
    let packed = &specs()["packed"];
    for (from, to) in [
        ("length: 32", "length: \"32\""),
        ("secret: true", "secret: \"true\""),
        ("kpg: 1", "kpg: \"1\""),
        ("first: 16", "first: \"16\""),
        ("en: accepted }", "en: accepted, http: \"200\" }"),
        ("en: accepted }", "en: accepted, http: 200 }"),
        ("en: secret key", "en: 7"),
        ("en: secret key", "en: true"),
        ("memo: { en: memo }", "memo: { en: memo, example: 1000 }"),
        ("resultCode: [ \"0000\" ]", "resultCode: \"0000\""),
    ] {
        let text = packed.replacen(from, to, 1);
        assert!(packed.contains(from) && compiles(&text), "{to}");
        assert!(validator.is_valid(&read(&text)), "{to}");
    }
}
