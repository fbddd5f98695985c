//! Text from a spec as documentation: it can never become code, a link, HTML or a doctest.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::layout::LINE_END;
use crate::model::{
    Citation, Combination, Content, Correction, Facts, Field, FieldCondition, FieldRef, Kind,
    Label, Layout, Nested, Presence, Proof, Quirk, Rule, Siblings, Vendor,
};

/// The lines of a documentation as one `#[doc]` attribute, which the layout takes apart again: the parser
/// and the formatter pass one literal instead of as many attributes as there are lines.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push(LINE_END);
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    let text = raw(&text);
    quote!(#[doc = #text])
}

/// A text as a raw literal, which neither the emitter, nor the parser, nor the formatter takes apart character by character
/// as they do with one that has escapes.
fn raw(text: &str) -> Literal {
    let runs = text.split('"').skip(1);
    let hashes = runs.map(|run| run.len() - run.trim_start_matches('#').len());
    let hashes = "#".repeat(hashes.max().map_or(0, |longest| longest + 1));
    let literal = format!("r{hashes}\"{text}\"{hashes}").parse();
    // A raw literal cannot hold every text: none holds a lone carriage return.
    literal.unwrap_or_else(|_| Literal::string(text))
}

/// One line of prose with nothing in it that Markdown or HTML would act on.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for character in word.chars().filter(|c| is_shown(*c)) {
            if matches!(
                character,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '{' | '}'
            ) {
                out.push('\\');
            }
            out.push(character);
        }
    }
    unlist(out)
}

/// Whether a character is shown, and leaves the direction of the text around it alone.
fn is_shown(character: char) -> bool {
    !character.is_control() && !super::file::turns_text(character)
}

/// A line that begins like a list item or an underline would become one.
fn unlist(mut line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    if line.starts_with(['-', '+', '=']) {
        line.insert(0, '\\');
    } else if digits > 0 && after.starts_with(['.', ')']) {
        line.insert(digits, '\\');
    }
    line
}

/// A wire name or value as code.
pub(super) fn wire(text: &str) -> String {
    let plain: String = text.chars().filter(|c| is_shown(*c) && *c != '`').collect();
    format!("`{plain}`")
}

/// `거래ID: transaction ID`, or whichever there is.
pub(super) fn label(label: &Label) -> String {
    match (&label.ko, &label.en) {
        (Some(ko), Some(en)) => format!("{} ({})", prose(en), prose(ko)),
        (Some(one), None) | (None, Some(one)) => prose(one),
        (None, None) => String::new(),
    }
}

/// A sentence: with a capital at its beginning and a stop at its end.
pub(super) fn sentence(text: &str) -> String {
    let mut sentence = text.to_owned();
    // A first word that is no plain word, such as a wire name, stays as it is.
    let first = text.split(' ').next().unwrap_or_default();
    let plain = first
        .bytes()
        .all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b',' | b':' | b';' | b'.'));
    if plain && let Some(letter) = sentence.get_mut(..1) {
        letter.make_ascii_uppercase();
    }

    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?', ':']) {
        sentence.push('.');
    }
    sentence
}

/// The rules of a request field in words. `at` is where it stands among its siblings.
pub(super) fn field(
    vendor: &Vendor,
    (siblings, combinations): (Siblings<'_>, &[Combination]),
    at: FieldRef,
    field: &Field,
) -> Vec<String> {
    let mut facts = vec![wire(&field.wire)];
    facts.extend(presence(siblings, &field.presence));
    let combinations = combinations
        .iter()
        .filter(|combination| combination.members.contains(&at));
    facts.extend(combinations.map(|combination| siblings.describe_combination(combination, &wire)));
    facts.extend(describe_content(vendor, &field.facts.content));
    let stated = field.stated.iter();
    facts.extend(stated.map(|rule| rule.describe(&vendor.enumerations, &wire)));
    if field.cipher.is_some() {
        facts.push("encrypted on the wire; give the plain text".to_owned());
    }
    if field.facts.sensitive {
        facts.push("never shown".to_owned());
    }
    let mut lines = vec![
        sentence(&label(&field.facts.label)),
        String::new(),
        sentence(&facts.join("; ")),
    ];
    if let Some(absence) = &field.absence {
        lines.push(format!("Left out: {}", sentence(&prose(absence))));
    }
    lines.extend(of_facts(vendor, &field.facts));
    lines.extend(quirks(&field.facts.quirks));
    lines
}

/// What the spec adds to the rules of a field: its note, an example, and a source of its own.
pub(super) fn of_facts<N>(vendor: &Vendor, facts: &Facts<N>) -> Vec<String> {
    let note = facts.note.iter().map(|note| sentence(&prose(note)));
    let example = facts.example.iter();
    let example = example.map(|example| format!("Example: {}.", value(example)));
    let source = facts.citation.iter().map(|cited| source(vendor, cited));
    note.chain(example).chain(source).collect()
}

fn presence(siblings: Siblings<'_>, presence: &Presence) -> Vec<String> {
    let when = |what: &str, condition: &FieldCondition| {
        format!(
            "{what} when {}",
            siblings.describe_condition(condition, &wire)
        )
    };
    match presence {
        Presence::Required => vec!["required".to_owned()],
        Presence::Optional => vec!["optional".to_owned()],
        Presence::Conditional(words) => vec![format!("conditional: {}", prose(words))],
        Presence::ByRule(rules) => {
            let required = rules.required_when.iter();
            let forbidden = rules.forbidden_when.iter();
            let required = required.map(|condition| when("required", condition));
            let forbidden = forbidden.map(|condition| when("not allowed", condition));
            required.chain(forbidden).collect()
        }
    }
}

/// What a field holds, in words; nothing for plain text.
pub(super) fn describe_content<N: Nested>(vendor: &Vendor, content: &Content<N>) -> Option<String> {
    Some(match content {
        Content::One(kind) => return describe_kind(vendor, kind),
        Content::Values(kind) => match describe_kind(vendor, kind) {
            Some(words) => format!("a list, each value {words}"),
            None => "a list of texts".to_owned(),
        },
        Content::Nested(nested) => match nested.layout() {
            Layout::Object => "an object".to_owned(),
            Layout::List => "a list".to_owned(),
            Layout::ListOrObject => "a list, or one object standing alone".to_owned(),
            Layout::JsonText => "an object, written as JSON inside a text".to_owned(),
        },
    })
}

/// What a kind demands, in words; nothing for plain text.
fn describe_kind(vendor: &Vendor, kind: &Kind) -> Option<String> {
    let rule = match kind {
        // An open list is told as well.
        Kind::Enumeration { id, .. } => Rule::Listed(*id),
        other => Rule::of_kind(other)?,
    };
    Some(rule.describe(&vendor.enumerations, &wire))
}

/// `Source: payapi02 §2.1, Cancel API`
pub(super) fn source(vendor: &Vendor, citation: &Citation) -> String {
    let with_address = |title: String, url: &str| format!("{title}, <{url}>");
    let cited = cited(vendor, citation, with_address);
    cited.map_or_else(String::new, |cited| format!("Source: {cited}."))
}

/// The source in a table that is headed so, where a link takes less room than an address.
pub(super) fn source_in_table(vendor: &Vendor, citation: &Citation) -> String {
    let as_link = |title: String, url: &str| format!("[{title}](<{url}>)");
    cited(vendor, citation, as_link).unwrap_or_default()
}

/// A document, and the section of it that is cited. An address that is no plain one is left out.
fn cited(
    vendor: &Vendor,
    citation: &Citation,
    with_url: impl Fn(String, &str) -> String,
) -> Option<String> {
    let document = vendor.documents.get(citation.document)?;
    let title = label(&document.title);
    let title = match &document.url {
        Some(url) if !url.contains(['<', '>', ' ']) => with_url(title, url),
        _ => title,
    };
    Some(match &citation.section {
        Some(section) => format!("{title}, section {}", prose(section)),
        None => title,
    })
}

/// Lines under a heading of their own; nothing where there are none.
pub(super) fn under_heading(heading: &str, lines: Vec<String>) -> Vec<String> {
    match lines.is_empty() {
        true => lines,
        false => {
            let heading = [String::new(), heading.to_owned()];
            heading.into_iter().chain(lines).collect()
        }
    }
}

/// A list under a heading of its own; nothing where it is empty.
pub(super) fn list_under(heading: &str, items: Vec<String>) -> Vec<String> {
    match items.is_empty() {
        true => items,
        false => {
            let heading = [String::new(), heading.to_owned(), String::new()];
            heading.into_iter().chain(items).collect()
        }
    }
}

/// Quirks as paragraphs of their own.
pub(super) fn quirks(quirks: &[Quirk]) -> Vec<String> {
    let mut lines = Vec::new();
    for quirk in quirks {
        lines.push(String::new());
        lines.push(format!(
            "**Quirk.** The document: {}",
            sentence(&prose(&quirk.says))
        ));
        lines.push(format!("- Seen: {}", sentence(&prose(&quirk.seen))));
        lines.push(format!("- Chosen: {}", sentence(&prose(&quirk.chosen))));
        lines.extend(quirk.corrections.iter().map(correction));
        lines.extend(
            quirk
                .why
                .as_ref()
                .map(|why| format!("- Why: {}", sentence(&prose(why)))),
        );
    }
    lines
}

/// - Corrects `length`: documented `66`, used `67`.
fn correction(correction: &Correction) -> String {
    let documented = match &correction.documented {
        Some(text) => format!("documented {}", value(text)),
        None => "not documented".to_owned(),
    };
    let used = match &correction.used {
        Some(text) => format!("used {}", value(text)),
        None => "not used".to_owned(),
    };
    format!(
        "- Corrects {}: {documented}, {used}.",
        wire(&correction.fact)
    )
}

/// A value of a fact as code; one that code would not hold safely as prose, in quotation marks.
fn value(text: &str) -> String {
    if text.contains(['<', '>', '`']) {
        return format!("\"{}\"", prose(text));
    }
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    wire(&text.chars().map(blank).collect::<String>())
}

/// What a reader must know of a proof that everybody can make, where it is one.
pub(super) fn forgeable_proof(proof: &Proof, noun: &str) -> Option<String> {
    let reason = sentence(&prose(proof.forgeable.as_ref()?));
    Some(format!(
        "**Anyone can make this proof.** It tells a garbled {noun}, not a forged one. {reason}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_behind_a_raw_literal() {
        for text in [
            "",
            "a \"b\"",
            "\"",
            "\"# \"## end",
            "##\"",
            "one\u{1f} two",
            "back\\slash",
            "결제수단 “card”",
            "a\rb",
        ] {
            let literal = raw(text);
            let read: syn::LitStr = syn::parse2(quote!(#literal)).unwrap();
            assert_eq!(read.value(), text);
        }
    }

    #[test]
    fn text_from_a_spec_stays_text() {
        for (text, expected) in [
            ("```rust\npanic!()\n```", "\\`\\`\\`rust panic!() \\`\\`\\`"),
            ("    indented", "indented"),
            ("*/ \"# {} <b>x</b>", "\\*/ \"\\# \\{\\} \\<b\\>x\\</b\\>"),
            ("[link](x)", "\\[link\\](x)"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("14 digits", "14 digits"),
            ("a\r\nb\u{0}", "a b"),
            ("가맹점ID", "가맹점ID"),
        ] {
            assert_eq!(prose(text), expected);
        }
        assert_eq!(wire("a`b\n"), "`ab`");
    }
}
