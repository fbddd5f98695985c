//! A builder by texts for every request of the small specs, as Rust: which setter takes what is known here.

use std::fmt::Write as _;

use kpg_codegen::model::{
    ClientOption, Content, CredentialKind, Field, Kind, Operation, Presence, Source, Vendor,
};

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
    let built = built(vendor, operation, kind, fields);
    let _ = writeln!(
        arms,
        "        ({:?}, {name:?}) => {{ let build = || -> Result<_, Violations> {{ {built} }}; build().map(drop) }}",
        vendor.id.snake()
    );
}

/// The lines that build a request, or an object of a list, of its texts.
fn built(vendor: &Vendor, operation: &Operation, kind: &str, fields: &[&Field]) -> String {
    if fields.is_empty() {
        return format!("Ok({kind}::new())");
    }
    let (required, others): (Vec<&Field>, Vec<&Field>) = fields
        .iter()
        .partition(|each| each.presence == Presence::Required);
    let mut body = format!("let builder = {kind}::builder()");
    for field in required {
        let argument = argument(vendor, operation, field);
        let _ = write!(body, ".{}({argument})", field.facts.name);
    }
    body.push(';');
    for field in others {
        let (wire, argument) = (&field.wire, argument(vendor, operation, field));
        let _ = write!(
            body,
            " let builder = if values.contains_key({wire:?}) {{ builder.{}({argument}) }} else {{ builder }};",
            field.facts.name
        );
    }
    body + " builder.build()"
}

/// `call(bench, operation, values)` for every operation: what comes of a call with these texts.
#[allow(dead_code, reason = "the small specs are called by tests of their own")]
pub fn calls(vendors: &[Vendor]) -> String {
    let (mut arms, mut functions) = (String::new(), String::new());
    for vendor in vendors {
        let id = vendor.id.snake();
        let _ = writeln!(
            arms,
            "        {id:?} => Box::pin({id}_call(bench, operation, values)).await,"
        );
        functions.push_str(&calls_of(vendor));
    }
    format!(
        "{functions}/// What comes of a call with these texts, by the vendor's generated client; where a value breaks a
/// rule, nothing is sent.
pub async fn call(bench: &Bench, operation: &str, values: &Values) -> Result<Called, Violations> {{
    match bench.vendor().id.snake() {{\n{arms}        other => panic!(\"no client of {{other}}\"),\n    }}
}}\n"
    )
}

/// A client of a vendor at a bench, and calls of each of its operations.
fn calls_of(vendor: &Vendor) -> String {
    let id = vendor.id.snake();
    let mut given = String::new();
    for credential in &vendor.credentials {
        let name = credential.name.snake();
        let argument = match credential.kind {
            CredentialKind::Text => format!("bench.credential({name:?})"),
            CredentialKind::RsaPrivateKey => "Bench::private_key()".to_owned(),
            CredentialKind::RsaPublicKey => "Bench::public_key()".to_owned(),
        };
        let _ = write!(given, ".{name}({argument})");
    }
    let options: String = vendor.options.iter().map(|each| option(id, each)).collect();
    let mut arms = String::new();
    for operation in &vendor.operations {
        let (name, kind) = (
            operation.name.snake(),
            format!("{id}::{}", operation.name.pascal()),
        );
        let fields: Vec<&Field> = operation.caller_fields().collect();
        let built = built(vendor, operation, &kind, &fields);
        let _ = writeln!(
            arms,
            "        {name:?} => {{ let build = || -> Result<{kind}, Violations> {{ {built} }}; written::<{kind}>(client.{name}(&build()?).await) }}"
        );
    }
    format!(
        "async fn {id}_call(bench: &Bench, operation: &str, values: &Values) -> Result<Called, Violations> {{
    let credentials = {id}::Credentials::builder(){given}.build()?;
    let environment = {id}::Environment::Custom(bench.address().into());
    let client = {id}::Client::builder(environment, credentials).unwrap();
{options}    let client = client.build_with(TRANSPORT.clone());
    Ok(match operation {{\n{arms}        other => panic!(\"{id} has no {{other}}\"),\n    }})
}}\n"
    )
}

/// The choice of an option, which stands among the values under the option's name.
fn option(vendor: &str, option: &ClientOption) -> String {
    let (name, kind) = (option.name.snake(), option.name.pascal());
    let mut arms = String::new();
    for choice in &option.choices {
        let _ = write!(
            arms,
            "Some({:?}) => client.{name}({vendor}::{kind}::{}), ",
            choice.name.snake(),
            choice.name.pascal()
        );
    }
    format!("    let client = match chosen(values, {name:?}) {{ {arms}_ => client }};\n")
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
        // Each text is a JSON object of the texts of its members, beside those that an object must have.
        Content::Nested(items) => {
            let name = field.facts.name.pascal();
            let item = format!("{}::{}{name}", vendor.id, operation.name.pascal());
            let must: Vec<(&str, String)> = kpg_codegen::model::smallest_item(vendor, items)
                .into_iter()
                .map(|(member, good)| (member.wire.as_str(), good))
                .collect();
            let given = items.members.iter();
            let given: Vec<&Field> = given.filter(|each| each.source == Source::Caller).collect();
            let built = built(vendor, operation, &item, &given);
            format!(
                "{all}.into_iter().map(|item| -> Result<{item}, Violations> {{ let values = &members(&item, &{must:?}); {built} }}).collect::<Result<Vec<_>, _>>()?"
            )
        }
    }
}

fn value(vendor: &Vendor, kind: &Kind, text: &str) -> String {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } => format!("number(&{text})"),
        Kind::Decimal { .. } => format!("number::<Decimal>(&{text})"),
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
