//! A builder by texts for every request of the small specs, as Rust: which setter takes what is known here.

use std::fmt::Write as _;

use kpg_codegen::model::{Content, Field, Kind, Operation, Presence, Source, Vendor};

/// `build(vendor, operation, values)` for every operation, and for the objects of every list.
pub fn driver(vendors: &[Vendor]) -> String {
    let mut arms = String::new();
    for vendor in vendors {
        for operation in &vendor.operations {
            let kind = format!("{}::{}", vendor.id, operation.name.pascal());
            let fields: Vec<&Field> = operation.caller_fields().collect();
            let name = operation.name.snake();
            arm(&mut arms, vendor, operation, (name, &kind), &fields);
            for field in operation.query.iter().chain(&operation.body) {
                let Some(members) = field.items() else {
                    continue;
                };
                let given = members.iter().filter(|each| each.source == Source::Caller);
                let (name, kind) = (
                    format!("{name}.{}", field.wire),
                    format!("{kind}{}", field.facts.name.pascal()),
                );
                let given: Vec<&Field> = given.collect();
                arm(&mut arms, vendor, operation, (&name, &kind), &given);
            }
        }
    }
    format!(
        "/// What becomes of a request, or of an object of a list (`operation.list`), of these texts; `None` when
/// there is none of that name.
pub fn build(vendor: &str, name: &str, values: &Values) -> Option<Result<(), Violations>> {{
    Some(match (vendor, name) {{\n{arms}        _ => return None,\n    }})
}}\n"
    )
}

fn arm(
    arms: &mut String,
    vendor: &Vendor,
    operation: &Operation,
    (name, kind): (&str, &str),
    fields: &[&Field],
) {
    let body = match fields {
        [] => format!("let _ = {kind}::new(); Ok(())"),
        _ => builder(vendor, operation, kind, fields) + " builder.build().map(drop)",
    };
    let _ = writeln!(
        arms,
        "        ({:?}, {name:?}) => {{ {body} }}",
        vendor.id.snake()
    );
}

/// `builder`, given the texts of all these fields that `values` has.
pub fn builder(vendor: &Vendor, operation: &Operation, kind: &str, fields: &[&Field]) -> String {
    let is_required = |field: &&&Field| field.presence == Presence::Required;
    let mut body = format!("let builder = {kind}::builder()");
    for field in fields.iter().filter(is_required) {
        let argument = argument(vendor, operation, field);
        let _ = write!(body, ".{}({argument})", field.facts.name);
    }
    body.push(';');
    for field in fields.iter().filter(|field| !is_required(field)) {
        let (wire, argument) = (&field.wire, argument(vendor, operation, field));
        let _ = write!(
            body,
            " let builder = if values.contains_key({wire:?}) {{ builder.{}({argument}) }} else {{ builder }};",
            field.facts.name
        );
    }
    body
}

/// What a setter takes, made of the texts of its field.
fn argument(vendor: &Vendor, operation: &Operation, field: &Field) -> String {
    let wire = &field.wire;
    let one = format!("text(values, {wire:?})");
    let all = format!("texts(values, {wire:?})");
    match &field.facts.content {
        Content::One(Kind::Joined { .. }) => all,
        Content::One(kind) => value(vendor, kind, &one),
        Content::Values(inner) => {
            let each = value(vendor, inner, "each");
            format!("{all}.into_iter().map(|each| {each}).collect::<Vec<_>>()")
        }
        // How many objects there are is all that the list is told here.
        Content::Nested(items) => {
            let item = format!(
                "{}::{}{}",
                vendor.id,
                operation.name.pascal(),
                field.facts.name.pascal()
            );
            let mut made = format!("{item}::builder()");
            for (member, good) in kpg_codegen::model::smallest_item(vendor, items) {
                let kind = member.facts.content.one().unwrap_or(&Kind::Text);
                let good = value(vendor, kind, &format!("{good:?}.to_owned()"));
                let _ = write!(made, ".{}({good})", member.facts.name);
            }
            format!("{all}.into_iter().filter_map(|_| {made}.build().ok()).collect::<Vec<_>>()")
        }
    }
}

fn value(vendor: &Vendor, kind: &Kind, text: &str) -> String {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } => format!("number(&{text})"),
        Kind::Decimal { .. } => format!("number::<kpg_runtime::Decimal>(&{text})"),
        Kind::Boolean => format!("{text} == \"true\""),
        Kind::Base64 => format!("Binary::new({text}.into_bytes())"),
        Kind::Enumeration(id) => {
            let declared = vendor.enumerations.get(id.0);
            let name = declared.map(|each| each.name.pascal()).unwrap_or_default();
            match declared.is_some_and(|each| each.open) {
                true => format!("<{}::{name} as OpenChoice>::from_wire(&{text})", vendor.id),
                false => format!("choice::<{}::{name}>(&{text})", vendor.id),
            }
        }
        Kind::Text
        | Kind::Digits
        | Kind::DateTime(_)
        | Kind::TimeOr(..)
        | Kind::Joined { .. }
        | Kind::EmvQr => text.to_owned(),
    }
}
