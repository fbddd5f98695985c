//! Closed lists of words: those of the schema are those of the compiler.

use kpg_codegen::{DiagnosticCode, SourceFile, compile};
use serde_json::Value;

use super::{parsed, read, specs, validator};

/// Where a closed list of words stands: in the schema, and in a spec.
const WORDS: &[(&str, &str, &str, &str)] = &[
    (
        "spec.plain/properties/lengths",
        "charsets",
        "lengths: euckr_bytes",
        "lengths: WORD",
    ),
    (
        "spec.plain/properties/charset/anyOf/0",
        "charsets",
        "charset: euckr\n",
        "charset: WORD\n",
    ),
    (
        "credential/properties/type",
        "packed",
        "length: 32, secret: true",
        "secret: true, type: WORD",
    ),
    (
        "value.plain/properties/clock",
        "packed",
        "clock: Asia/Seoul",
        "clock: WORD",
    ),
    (
        "cipher.plain/properties/encode",
        "packed",
        "encode: hex",
        "encode: WORD",
    ),
    ("ecb/properties/form", "packed", "form: text", "form: WORD"),
    (
        "operation.plain/properties/effect",
        "packed",
        "effect: changes",
        "effect: WORD",
    ),
    (
        "operation.plain/properties/send/anyOf/0",
        "packed",
        "send: form",
        "send: WORD",
    ),
    (
        "operation.plain/properties/receive",
        "charsets",
        "receive: form",
        "receive: WORD",
    ),
    (
        "code/properties/reports",
        "charsets",
        "en: refused }",
        "en: refused, reports: WORD }",
    ),
    (
        "field.plain/properties/unit",
        "charsets",
        "unit: characters",
        "unit: WORD",
    ),
    (
        "field.plain/properties/role",
        "charsets",
        "role: message",
        "role: WORD",
    ),
    (
        "field.plain/properties/presence/anyOf/0",
        "charsets",
        "presence: on_success",
        "presence: WORD",
    ),
    (
        "field.plain/properties/type/anyOf/0",
        "lists",
        "texts: { en: texts, type: list, of: text",
        "texts: { en: texts, type: WORD",
    ),
    (
        "field.plain/properties/of/anyOf/0",
        "lists",
        "type: list, of: text }",
        "type: list, of: WORD }",
    ),
    (
        "value.plain/properties/recipe/items/0/anyOf/0",
        "recipes",
        "korean: { recipe: [ { text: goods }",
        "korean: { recipe: [ WORD",
    ),
    (
        "value.plain/properties/recipe/additionalItems/anyOf/0",
        "recipes",
        "{ text: goods }, euckr",
        "{ text: goods }, WORD",
    ),
    (
        "selection/properties/order",
        "recipes",
        "order: by_name",
        "order: WORD",
    ),
    (
        "selection/properties/absent",
        "recipes",
        "absent: skip",
        "absent: WORD",
    ),
    (
        "selection/properties/of/anyOf/0",
        "recipes",
        "of: request",
        "of: WORD",
    ),
    (
        "operand/properties/request/anyOf/0",
        "recipes",
        "request: path",
        "request: WORD",
    ),
];

/// The lists of the schema are those of the compiler: it knows their words, and no other.
#[test]
fn words_of_the_schema_are_words_of_the_compiler() {
    let (schema, validator, specs) = (parsed(), validator(), specs());
    let is_unknown = |text: &str, word: &str| {
        let report = compile(&SourceFile::new("any.yaml", text)).err();
        let found = report.into_iter().flat_map(|report| report.diagnostics);
        let (bad, unknown) = (DiagnosticCode::BadValue, DiagnosticCode::UnknownName);
        let mut found = found.filter(|found| found.code == bad || found.code == unknown);
        found.any(|found| text.get(found.primary.span.start..found.primary.span.end) == Some(word))
    };
    for (at, spec, from, to) in WORDS {
        assert!(specs[*spec].contains(from), "{spec} has no `{from}`");
        let with = |word: &str| specs[*spec].replacen(from, &to.replace("WORD", word), 1);
        let list = schema.pointer(&format!("/definitions/{at}/enum"));
        for word in list.and_then(Value::as_array).expect(at) {
            let word = word.as_str().unwrap();
            assert!(!is_unknown(&with(word), word), "{at}: {word}");
            assert!(validator.is_valid(&read(&with(word))), "{at}: {word}");
        }
        assert!(is_unknown(&with("wordless"), "wordless"), "{at}");
        // Beside the words of these lists, names of the spec and of the vendor can stand.
        let open = at.starts_with("field.plain/properties/type")
            || at.starts_with("operand/properties/request")
            || at.contains("/of/anyOf/0") && at.starts_with("field");
        assert_eq!(validator.is_valid(&read(&with("wordless"))), open, "{at}");
    }
}
