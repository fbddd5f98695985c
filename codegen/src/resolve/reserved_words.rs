//! Every word that the generated code has itself, as a name of a spec: each is refused at its place.

use crate::model::{Name, reserved};
use crate::{DiagnosticCode, SourceFile, compile};

/// A spec with one of everything. What is tried takes the place of one of the words that end with `_here`.
const SPEC: &str = "
kpg: 1
vendor: vendorhere
name: { en: Acme }
documents: { guide: { title: { en: Guide }, read: 2026-11-21 } }
environments: { environment_here: https://acme.example.com }
lengths: characters
credentials: { credential_here: { en: key, secret: true } }
sessions: { session_here: { operation: open, token: token, lifetime: one_call } }
values:
  value_here: { recipe: [ { concat: [ field_here, credential_here ] }, sha256, hex ] }
  chosen: { en: way, option: option_here, choices: { a: { en: a, template: a }, b: { en: b, template: b } } }
types: { type_here: { en: type, open: true, values: { \"1\": { name: choice_here, en: one } } } }
codes: { result: { \"00\": { name: code_here, en: done }, \"01\": { name: refused, en: refused } } }
operations:
  open:
    en: Open
    document: guide#1
    effect: changes
    post: /open
    send: json
    answer: { code: { en: code, role: code }, token: { en: token, sensitive: true, presence: on_success } }
    success: { code: [ \"00\" ] }
    codes: result
  operation_here:
    en: Pay
    document: guide#2
    effect: moves_money
    post: /pay
    send: json
    request:
      field_here: { en: field, presence: required }
      list: { en: list, type: list, members: { member_here: { en: member, presence: required } } }
      kind: { en: kind, type: type_here }
      sign: { en: sign, from: value_here }
      way: { en: way, from: chosen }
      token: { en: token, from: session_here }
    answer: { code: { en: code, role: code } }
    success: { code: [ \"00\" ] }
    codes: result
notifications:
  notification_here:
    en: told
    document: guide#3
    receive: json
    fields: { sign: { en: sign, presence: required } }
    authenticity: { undocumented: Ask. }
    acknowledge: OK
    identity: { undocumented: Ask. }
";

/// `BaseUrl` → `base_url`, as a spec would write it; none of a Rust word.
fn written(word: &str) -> Option<String> {
    Name::from_wire(word)
        .ok()
        .map(|name| name.snake().to_owned())
}

fn refused<'w>(place: &str, words: impl IntoIterator<Item = &'w str>) {
    let declared = SPEC.find(&format!("{place}:"));
    let before = SPEC
        .split_at(declared.or_else(|| SPEC.find(place)).unwrap())
        .0;
    let mut count = 0;
    for name in words.into_iter().filter_map(written) {
        let text = SPEC.replace(place, &name);
        let report = match compile(&SourceFile::new("spec", text)) {
            Ok(_) => panic!("`{name}` may stand for `{place}`"),
            Err(report) => report,
        };
        let found = report.diagnostics.iter().any(|diagnostic| {
            let there = diagnostic.primary.span.start == before.replace(place, &name).len();
            there && diagnostic.code == DiagnosticCode::NameCollision
        });
        assert!(found, "`{name}` for `{place}`: {:?}", report.diagnostics);
        count += 1;
    }
    assert!(count > 0, "{place}");
}

#[test]
fn the_spec_compiles_as_it_stands() {
    assert!(compile(&SourceFile::new("spec", SPEC)).is_ok());
}

#[test]
fn a_vendor_is_called_like_no_feature_module_or_file() {
    // No id has an underscore or a hyphen.
    let could_be_an_id = |name: &&str| !name.contains(['_', '-']);
    let features = reserved::FEATURES.iter().map(|(name, _)| *name);
    refused("vendorhere", features.filter(could_be_an_id));
    refused(
        "vendorhere",
        reserved::CRATE.into_iter().filter(could_be_an_id),
    );
    refused("vendorhere", reserved::CRATES);
    refused(
        "vendorhere",
        ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"],
    );
}

#[test]
fn what_becomes_a_type_is_called_like_none() {
    for place in [
        "type_here",
        "operation_here",
        "notification_here",
        "option_here",
    ] {
        refused(place, reserved::TYPES);
        refused(place, reserved::STANDARD.iter().copied());
        refused(place, reserved::runtime_types());
    }
}

#[test]
fn what_becomes_a_module_is_called_like_none() {
    for place in ["operation_here", "notification_here"] {
        refused(place, reserved::MODULES);
        refused(place, ["con", "prn", "aux", "nul", "com1", "lpt9"]);
    }
}

#[test]
fn what_becomes_a_method_is_called_like_none() {
    refused("operation_here", reserved::CLIENT_METHODS);
    for place in ["option_here", "session_here"] {
        refused(place, reserved::CLIENT_BUILDER_METHODS);
        refused(place, reserved::SETTINGS);
        refused(place, [reserved::ENCODING_OPTION]);
    }
    for place in ["field_here", "member_here", "credential_here"] {
        refused(place, reserved::BUILDER_METHODS);
        refused(place, reserved::PATHS);
    }
}

#[test]
fn what_becomes_a_variant_is_called_like_none() {
    refused("environment_here", reserved::ENVIRONMENTS);
    refused("choice_here", reserved::VARIANTS);
    refused("code_here", reserved::VARIANTS);
}
