//! Pages that nobody prepared, one kind each and as small as shows it, with what a careful reader takes from them:
//! `kinds/cases.txt`.
//!
//! A case begins with `=== name`; the page follows, and after a line of `----` what is read of it, nothing more and
//! nothing less. A case whose name begins with `draft:` is read as a draft takes it, with the members of samples.

use kpg_documents::{DocumentedField, KindWord, Page, Said, read, with_samples};

const CASES: &str = include_str!("kinds/cases.txt");

#[test]
fn pages_of_every_kind_are_read_as_a_careful_reader_does() {
    let mut wrong = Vec::new();
    for case in CASES.split("\n=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (text, expected) = rest.split_once("\n----\n").unwrap();
        let page = read(text.as_bytes()).unwrap();
        let page = match name.starts_with("draft:") {
            true => with_samples(page),
            false => page,
        };
        let (found, expected) = (shown(&page), expected.trim().to_owned());
        if found.trim() != expected {
            wrong.push(format!("## {name}\n{found}-- and not\n{expected}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page in few lines.
fn shown(page: &Page) -> String {
    let mut out = String::new();
    for address in &page.environments {
        let name = address.environment.as_deref().unwrap_or("-");
        out += &format!(
            "environment {name} {}\n",
            address.url.as_deref().unwrap_or("-")
        );
    }
    for operation in &page.operations {
        let title = operation.title.as_ref().map_or("-", |title| &title.text);
        let method = operation.method.given();
        let method = method.map_or("-", |method| method.as_str());
        let kind = if operation.inbound {
            "inbound"
        } else {
            "operation"
        };
        out += &format!("{kind} {title} {method}\n");
        for address in &operation.addresses {
            let where_to = address.url.as_deref().or(address.path.as_deref());
            out += &format!("  at {}\n", where_to.unwrap_or("-"));
        }
        let named = operation
            .shown_headers
            .iter()
            .filter(|header| !header.is_sampled);
        let named: Vec<&str> = named.map(|header| header.name.as_str()).collect();
        if !named.is_empty() {
            out += &format!("  headers named {}\n", named.join(" "));
        }
        for sample in &operation.samples {
            let way = sample.way.map_or("-".to_owned(), |way| format!("{way:?}"));
            out += &format!("  sample {way} {:?}\n", sample.form);
        }
        for (word, list) in [
            ("request", &operation.request),
            ("answer", &operation.answer),
        ] {
            for field in list {
                out += &format!("  {word} {}\n", field_line(field));
            }
        }
        for failure in &operation.failures {
            for field in &failure.members {
                out += &format!("  failure {} {}\n", failure.cell.text, field_line(field));
            }
        }
    }
    for note in &page.notes {
        out += &format!("note {} {}\n", note.line.unwrap_or_default(), note.text);
    }
    out
}

fn field_line(field: &DocumentedField) -> String {
    let inside = field.inside.as_ref().map(|inside| format!("{inside}."));
    let kind = match field.kind.given() {
        None => "-",
        Some(KindWord::Text) => "text",
        Some(KindWord::Number) => "number",
        Some(KindWord::Boolean) => "boolean",
        Some(KindWord::Time) => "time",
        Some(KindWord::Object) => "object",
        Some(KindWord::List) => "list",
    };
    let length = match &field.length {
        Said::Given(fact) => fact.value.bound.to_string(),
        Said::Blank(_) => "blank".to_owned(),
        Said::Unclear(_) => "unclear".to_owned(),
        Said::Silent => "-".to_owned(),
    };
    let presence = match &field.presence {
        Said::Given(fact) => fact.value.to_string(),
        Said::Blank(_) => "blank".to_owned(),
        Said::Unclear(_) => "unclear".to_owned(),
        Said::Silent => "-".to_owned(),
    };
    let values: Vec<String> = field
        .values
        .iter()
        .map(|value| format!("{}={}", value.value, value.meaning))
        .collect();
    let others = if field.others_fail.is_some() {
        " others fail"
    } else {
        ""
    };
    let role = field
        .role
        .map_or(String::new(), |role| format!(" {role:?}"));
    let condition = field
        .condition
        .as_ref()
        .map(|cell| format!(" when {}", cell.text));
    format!(
        "{} {}{} {kind} {length} {presence}{role} [{}]{others}{}",
        field.place.word(),
        inside.unwrap_or_default(),
        field.wire.text,
        values.join(", "),
        condition
            .filter(|_| presence == "conditional")
            .unwrap_or_default()
    )
}
