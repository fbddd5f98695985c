//! Words of recipes and ciphers against each other: a word that was added in one place and forgotten in another must
//! not become the code of another word. The words are those of the schema, as editors offer them.

use std::collections::BTreeMap;
use std::path::Path;

use kpg_codegen::{SourceFile, compile, emit, schema};
use serde_json::Value;

fn definition(name: &str) -> Value {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    schema["definitions"][name].clone()
}

fn keys(definition: &Value) -> Vec<String> {
    let properties = definition["properties"].as_object().unwrap();
    properties.keys().cloned().collect()
}

/// The steps that stand alone, and those with an operand.
fn steps() -> (Vec<String>, Vec<String>) {
    let value = definition("value.plain");
    let further = &value["properties"]["recipe"]["additionalItems"]["anyOf"];
    let alone = further
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["enum"].as_array())
        .flatten()
        .map(|word| word.as_str().unwrap().to_owned());
    (alone.collect(), keys(&definition("next_step")))
}

/// The ciphers: what of the keys is no key of every cipher.
fn ciphers() -> Vec<String> {
    let mut keys = keys(&definition("cipher.plain"));
    keys.retain(|key| !["charset", "encode", "quirk", "quirks"].contains(&key.as_str()));
    keys
}

fn emitted(recipe: &str, cipher: &str) -> Option<String> {
    let spec = format!(
        r#"kpg: 1
vendor: words
name: {{ en: Words }}
documents: {{ guide: {{ title: {{ en: Guide }}, read: 2026-11-21 }} }}
environments: {{ test: https://words.example.com }}
lengths: characters
levels: {{ unused: {{ level: allow, reason: "Not every recipe takes every key." }} }}
credentials:
  sign_key: {{ en: key, secret: true }}
  private_key: {{ en: key, type: rsa_private_key }}
ciphers: {{ sealing: {{ {cipher}, encode: hex }} }}
values: {{ made: {{ recipe: {recipe} }} }}
codes: {{ result: {{ "00": {{ en: done, name: done }} }} }}
operations:
  pay:
    en: Pay
    document: guide#1
    effect: moves_money
    post: /pay
    send: json
    request:
      tid: {{ en: id, presence: required }}
      hidden: {{ en: hidden, encrypt: sealing }}
      made: {{ en: made, from: made }}
    answer: {{ code: {{ en: code, role: code }} }}
    success: {{ code: [ "00" ] }}
    codes: result
"#
    );
    let vendor = compile(&SourceFile::new("words.yaml", spec)).ok()?;
    Some(emit(&[vendor]).into_values().collect())
}

const CIPHER: &str = "aes_ecb: { key: sign_key, form: text }";

/// What a spec becomes with a step, in the first recipe that it fits into.
fn with_step(step: &str) -> Option<String> {
    let recipes = [
        format!("[ text: tid, {step} ]"),
        format!("[ text: tid, {step}, hex ]"),
        format!("[ concat: [ tid, sign_key ], sha256, {step} ]"),
    ];
    recipes.iter().find_map(|recipe| emitted(recipe, CIPHER))
}

fn with_operand(word: &str) -> Option<String> {
    let operands = [
        "sign_key",
        "private_key",
        "16",
        "sealing",
        "utf8",
        "{ from: a, to: b }",
        "{ salt: tid, form: text, rounds: 1000, bytes: 16 }",
    ];
    operands
        .iter()
        .find_map(|operand| with_step(&format!("{word}: {operand}")))
}

fn with_cipher(word: &str) -> Option<String> {
    let keys = ["key: sign_key", "key: sign_key, iv: sign_key"];
    keys.iter().find_map(|keys| {
        let cipher = format!("{word}: {{ {keys}, form: text }}");
        emitted("[ text: tid, sha256, hex ]", &cipher)
    })
}

fn become_different_code(words: Vec<(String, Option<String>)>) {
    assert!(words.len() > 1);
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (word, code) in words {
        let code = code.unwrap_or_else(|| panic!("no recipe has `{word}`"));
        if let Some(other) = known.insert(code, word.clone()) {
            panic!("`{word}` becomes the same code as `{other}`");
        }
    }
}

#[test]
fn no_two_steps_become_the_same_code() {
    let (alone, with) = steps();
    let alone = alone
        .into_iter()
        .map(|word| (word.clone(), with_step(&word)));
    let with = with
        .into_iter()
        .map(|word| (word.clone(), with_operand(&word)));
    become_different_code(alone.chain(with).collect());
}

#[test]
fn no_two_ciphers_become_the_same_code() {
    let ciphers = ciphers().into_iter();
    become_different_code(
        ciphers
            .map(|word| (word.clone(), with_cipher(&word)))
            .collect(),
    );
}

/// The recipes of these specs are computed by Python and OpenSSL too, in `tests/language/vectors/`.
#[test]
fn every_step_and_every_cipher_has_a_value_from_outside() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/language/specs");
    let text: String = ["recipes.yaml", "packed.yaml", "sealed.yaml", "steps.yaml"]
        .map(|name| std::fs::read_to_string(specs.join(name)).unwrap())
        .concat();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .collect();
    let (alone, with) = steps();
    for word in alone.into_iter().chain(with).chain(ciphers()) {
        assert!(
            words.contains(&word.as_str()),
            "`{word}` is in no recipe that vectors hold"
        );
    }
}
