//! What an editor is told about a spec: every case names what is written, where the cursor is, and what must come of it.

use kpg_codegen::{CompletionKind, Editing, RenameRefused, SourceFile};

const SPEC: &str = include_str!("editor/spec.yaml");
/// Where the cursor is, in what is written.
const CURSOR: char = '‸';

/// A spec in which a line has been changed to what is being written, and the cursor in it.
fn writing(line: &str, written: &str) -> (Editing, usize) {
    assert_eq!(SPEC.matches(line).count(), 1, "{line}");
    let text = SPEC.replace(line, written);
    let cursor = text.find(CURSOR).unwrap();
    let file = SourceFile::new("acme.yaml", text.replace(CURSOR, ""));
    (Editing::new(&file), cursor)
}

fn spec() -> Editing {
    Editing::new(&SourceFile::new("acme.yaml", SPEC))
}

/// The offset inside a part of the spec that stands there once.
fn offset(context: &str, inside: &str) -> usize {
    assert_eq!(SPEC.matches(context).count(), 1, "{context}");
    SPEC.find(context).unwrap() + context.find(inside).unwrap() + 1
}

fn lines(spec: &Editing, spans: &[kpg_codegen::Span]) -> Vec<usize> {
    let line = |span: &kpg_codegen::Span| spec.file().position(span.start).line;
    spans.iter().map(line).collect()
}

#[test]
fn what_may_stand_at_the_cursor_is_offered_and_nothing_else() {
    let tid =
        "tid: { name: transaction_id, ko: 거래ID, length: ..40, presence: required, example: T1 }";
    let from = "mid: { en: merchant ID, from: merchant_id }";
    let effect = "    effect: moves_money\n    post: /cancel";
    let answer = "      message: { en: message, role: message }";
    let steps = "[ concat: [ mid, tid, timestamp, sign_key ], sha256, hex ]";
    let codes = "codes: result\n    examples:";
    for (line, written, wanted, unwanted) in [
        // Keys of a field that are not there yet, in a mapping that is not closed.
        (
            tid,
            "tid: { ko: 거래ID, len‸ }",
            vec!["length", "only"],
            vec!["ko"],
        ),
        (
            tid,
            "tid: { ko: 거래ID, ‸",
            vec!["length", "presence"],
            vec!["ko", "sha256"],
        ),
        (
            tid,
            "tid: { ko: 거래ID, presence: ‸ }",
            vec!["required", "optional"],
            vec!["length"],
        ),
        (
            tid,
            "tid: { ko: 거래ID, type: ‸",
            vec!["amount", "digits"],
            vec!["merchant_id"],
        ),
        // Names: what supplies a field, operations, code sets, documents.
        (
            from,
            "mid: { en: merchant ID, from: ‸ }",
            vec!["merchant_id", "signature", "now"],
            vec!["cancel", "tid"],
        ),
        (
            codes,
            "codes: ‸\n    examples:",
            vec!["result"],
            vec!["guide"],
        ),
        // Words of a line of its own, and its keys.
        (
            effect,
            "    effect: ‸\n    post: /cancel",
            vec!["moves_money", "reads"],
            vec!["post"],
        ),
        (
            effect,
            "    eff‸\n    post: /cancel",
            vec!["effect", "query"],
            vec!["post", "request"],
        ),
        (
            answer,
            "      message: { role: ‸ }",
            vec!["message", "code"],
            vec!["moves_money"],
        ),
        // Steps, and what they take in: fields too.
        (
            steps,
            "[ concat: [ mid, ‸ ], sha256, hex ]",
            vec!["tid", "sign_key", "timestamp"],
            vec!["cancel"],
        ),
        (
            steps,
            "[ concat: [ mid ], ‸ ]",
            vec!["sha256", "hex"],
            vec!["mid"],
        ),
        // The top of a spec.
        (
            "lengths: characters\n",
            "len‸\n",
            vec!["lengths", "timeouts"],
            vec!["credentials"],
        ),
    ] {
        let (spec, cursor) = writing(line, written);
        let offered: Vec<String> = spec
            .complete(cursor)
            .into_iter()
            .map(|each| each.label)
            .collect();
        for word in wanted {
            assert!(
                offered.iter().any(|each| each == word),
                "{written}: no `{word}` in {offered:?}"
            );
        }
        for word in unwanted {
            assert!(
                !offered.iter().any(|each| each == word),
                "{written}: `{word}` in {offered:?}"
            );
        }
    }
}

#[test]
fn what_is_offered_says_what_it_is_and_replaces_the_word_at_the_cursor() {
    let from = "mid: { en: merchant ID, from: merchant_id }";
    let (spec, cursor) = writing(from, "mid: { en: merchant ID, from: mer‸ch }");
    let offered = spec.complete(cursor);
    let merchant = offered
        .iter()
        .find(|each| each.label == "merchant_id")
        .unwrap();
    assert_eq!(merchant.kind, CompletionKind::Name);
    assert_eq!(merchant.detail, "credential merchant ID");
    let replaced = &spec.file().text()[merchant.replaces.start..merchant.replaces.end];
    assert_eq!(replaced, "merch");

    let (spec, cursor) = writing(from, "mid: { en: merchant ID, leng‸ }");
    let offered = spec.complete(cursor);
    let length = offered.iter().find(|each| each.label == "length").unwrap();
    assert_eq!(
        (length.kind, length.text.as_str()),
        (CompletionKind::Key, "length: ")
    );
    assert!(
        length.documentation.contains("Example: `length: "),
        "{}",
        length.documentation
    );
    // A key whose colon stands already gets no second one.
    let (spec, cursor) = writing(from, "mid: { en: merchant ID, leng‸: 3 }");
    let offered = spec.complete(cursor);
    let length = offered.iter().find(|each| each.label == "length").unwrap();
    assert_eq!(length.text, "length");
}

#[test]
fn nothing_is_offered_where_a_text_is_free_and_no_text_is_too_broken() {
    let tid =
        "tid: { name: transaction_id, ko: 거래ID, length: ..40, presence: required, example: T1 }";
    for written in [
        "tid: { ko: 거래‸ }",
        "tid: { ko: \"거래‸",
        "tid: ]‸[",
        "tid: {{{{‸",
        "‸\t- : ?",
    ] {
        let (spec, cursor) = writing(tid, written);
        assert_eq!(spec.complete(cursor), [], "{written}");
    }
    let empty = Editing::new(&SourceFile::new("empty.yaml", ""));
    let offered = empty.complete(usize::MAX);
    assert!(offered.iter().any(|each| each.label == "vendor"));
}

#[test]
fn a_name_leads_to_its_declaration_and_that_to_every_use() {
    let spec = spec();
    for (context, name, declared, uses) in [
        ("from: merchant_id }", "merchant_id", 11, vec![28, 41]),
        ("  sign_key: { en", "sign_key", 12, vec![15, 41]),
        ("timestamp, sign_key ]", "sign_key", 12, vec![15, 41]),
        ("from: signature }", "signature", 15, vec![31]),
        ("concat: [ mid, tid", "tid", 29, vec![15]),
        ("codes: result\n    examples:", "result", 17, vec![36, 55]),
        ("guide#2", "guide", 6, vec![23, 46]),
    ] {
        let at = offset(context, name);
        let found = spec.definition(at).map(|span| lines(&spec, &[span]));
        assert_eq!(found, Some(vec![declared]), "{context}");
        assert_eq!(lines(&spec, &spec.uses(at)), uses, "{context}");
    }
    // A word of the language is declared nowhere.
    assert_eq!(
        spec.definition(offset("effect: moves_money\n    post: /cancel", "moves")),
        None
    );
}

#[test]
fn a_place_is_explained() {
    let spec = spec();
    for (context, inside, told) in [
        (
            "lengths: characters",
            "lengths",
            "What the lengths in the vendor's tables count",
        ),
        ("lengths: characters", "characters", ""),
        (
            "length: ..30",
            "length",
            "How long its text is (길이, 크기)",
        ),
        (
            "from: merchant_id }",
            "merchant_id",
            "**`merchant_id`**: credential\n\nmerchant ID\n\nGoes into:\n\n- `computed`, an example of the operation `cancel`\n- `mid`, in the body of the operation `cancel`",
        ),
        (
            "timestamp, sign_key ]",
            "sign_key",
            "- the value `signature`",
        ),
        (
            "concat: [ mid, tid",
            "tid",
            "**`tid`**: `tid`, in the body of the operation `cancel`\n\n거래ID",
        ),
    ] {
        let found = spec
            .hover(offset(context, inside))
            .unwrap_or_else(|| panic!("{context}"));
        assert!(
            found.markdown.contains(told),
            "{context}: {}",
            found.markdown
        );
    }
    assert_eq!(spec.hover(0), None);
}

#[test]
fn a_name_is_renamed_wherever_it_is_used_and_the_spec_still_compiles() {
    let spec = spec();
    for (context, name, to, changes) in [
        ("from: merchant_id }", "merchant_id", "shop_id", 3),
        ("  sign_key: { en", "sign_key", "hash_key", 3),
        ("from: now,", "now", "moment", 2),
        ("codes: result\n    examples:", "result", "outcome", 3),
        ("guide#2", "guide", "manual", 3),
    ] {
        let edits = spec.rename(offset(context, name), to);
        let edits = edits.unwrap_or_else(|refused| panic!("{context}: {refused}"));
        assert_eq!(edits.len(), changes, "{context}: {edits:?}");
        let mut text = SPEC.to_owned();
        for (span, with) in edits.iter().rev() {
            assert_eq!(&text[span.start..span.end], name);
            text.replace_range(span.start..span.end, with);
        }
        let renamed = Editing::new(&SourceFile::new("acme.yaml", text));
        assert_eq!(renamed.report().diagnostics, [], "{context}");
    }
}

#[test]
fn nothing_is_renamed_that_the_vendor_knows_or_the_compiler_would_refuse() {
    let spec = spec();
    for (context, inside, to, refused) in [
        ("concat: [ mid, tid", "tid", "other", RenameRefused::OfTheVendor),
        ("lengths: characters", "characters", "other", RenameRefused::NoName),
        ("from: merchant_id }", "merchant_id", "Shop", RenameRefused::BadName("`Shop` is not lower-case ASCII words joined by underscores, beginning with a letter".to_owned())),
    ] {
        assert_eq!(spec.rename(offset(context, inside), to), Err(refused), "{context}");
    }
    let taken = spec.rename(offset("from: merchant_id }", "merchant_id"), "sign_key");
    assert!(matches!(taken, Err(RenameRefused::Breaks(_))), "{taken:?}");
}
