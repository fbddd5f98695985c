//! A builder by texts for every request of the small specs, as Rust: which setter takes what is known here.

use std::fmt::Write as _;

use kpg_codegen::model::{
    ClientOption, Content, CredentialKind, Field, Kind, Presence, Request, Source, Vendor,
};

/// `build(vendor, request, values)` for every operation and form, and for the objects of every list.
pub fn driver(vendors: &[Vendor]) -> String {
    let mut arms = String::new();
    for vendor in vendors {
        for request in vendor.requests() {
            let kind = format!("{}::{}", vendor.id, request.name.pascal());
            let fields: Vec<&Field> = request.caller_fields().collect();
            let name = request.name.snake();
            arm(&mut arms, vendor, request, (name, &kind), &fields);
            for field in request.query.iter().chain(&request.body) {
                let Some(members) = field.items() else {
                    continue;
                };
                let given = members.iter().filter(|each| each.source == Source::Caller);
                let (name, kind) = (
                    format!("{name}.{}", field.wire),
                    format!("{kind}{}", field.facts.name.pascal()),
                );
                let given: Vec<&Field> = given.collect();
                arm(&mut arms, vendor, request, (&name, &kind), &given);
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
    request: &Request,
    (name, kind): (&str, &str),
    fields: &[&Field],
) {
    let built = built(vendor, request, kind, fields);
    let _ = writeln!(
        arms,
        "        ({:?}, {name:?}) => {{ let build = || -> Result<_, Violations> {{ {built} }}; build().map(drop) }}",
        vendor.id.snake()
    );
}

/// The lines that build a request, or an object of a list, of its texts.
fn built(vendor: &Vendor, request: &Request, kind: &str, fields: &[&Field]) -> String {
    match fields {
        [] => format!("Ok({kind}::new())"),
        _ => builder(vendor, request, kind, fields) + " builder.build()",
    }
}

/// `builder`, given the texts of all these fields that `values` has.
pub fn builder(vendor: &Vendor, request: &Request, kind: &str, fields: &[&Field]) -> String {
    let (required, others): (Vec<&Field>, Vec<&Field>) = fields
        .iter()
        .partition(|each| each.presence == Presence::Required);
    let mut body = format!("let builder = {kind}::builder()");
    for field in required {
        let argument = argument(vendor, request, field);
        let _ = write!(body, ".{}({argument})", field.facts.name);
    }
    body.push(';');
    for field in others {
        let (wire, argument) = (&field.wire, argument(vendor, request, field));
        let _ = write!(
            body,
            " let builder = if values.contains_key({wire:?}) {{ builder.{}({argument}) }} else {{ builder }};",
            field.facts.name
        );
    }
    body
}

/// `call` for every operation: what comes of a call with these texts; and `explain` for every operation and form: what the
/// client tells of its request.
#[allow(dead_code, reason = "the small specs are called by tests of their own")]
pub fn calls(vendors: &[Vendor]) -> String {
    let (mut called, mut explained) = (String::new(), String::new());
    for vendor in vendors {
        let id = vendor.id.snake();
        let _ = writeln!(
            called,
            "        {id:?} => Box::pin({id}_call(bench, operation, values)).await,"
        );
        let _ = writeln!(
            explained,
            "        {id:?} => {id}_explain(request, values, credential),"
        );
    }
    let clients = vendors.iter().map(client);
    let calls = vendors.iter().map(calls_of);
    let explanations = vendors.iter().map(explanations_of);
    let functions: String = clients.chain(calls).chain(explanations).collect();
    format!(
        "{functions}/// What comes of a call with these texts, by the vendor's generated client; where a value breaks a
/// rule, nothing is sent.
pub async fn call(bench: &Bench, operation: &str, values: &Values) -> Result<Called, Violations> {{
    match bench.vendor().id.snake() {{\n{called}        other => panic!(\"no client of {{other}}\"),\n    }}
}}

/// What a client with these credentials tells of the request or form of these texts.
pub fn explain(vendor: &str, request: &str, values: &Values, credential: Credential<'_>) -> Result<Explanation, Violations> {{
    match vendor {{\n{explained}        other => panic!(\"no client of {{other}}\"),\n    }}
}}\n"
    )
}

/// A client of a vendor at an address.
fn client(vendor: &Vendor) -> String {
    let id = vendor.id.snake();
    let mut given = String::new();
    for credential in &vendor.credentials {
        let name = credential.name.snake();
        let argument = match credential.kind {
            CredentialKind::Text => format!("credential({name:?})"),
            CredentialKind::RsaPrivateKey => "Bench::private_key()".to_owned(),
            CredentialKind::RsaPublicKey => "Bench::public_key()".to_owned(),
        };
        let _ = write!(given, ".{name}({argument})");
    }
    let options: String = vendor.options.iter().map(|each| option(id, each)).collect();
    format!(
        "fn {id}_client(address: BaseUrl, values: &Values, credential: Credential<'_>) -> {id}::Client<ReqwestTransport> {{
    let credentials = {id}::Credentials::builder(){given}.build().unwrap();
    let environment = {id}::Environment::Custom(address.into());
    let client = {id}::Client::builder(environment, credentials).unwrap();
{options}    client.build_with(TRANSPORT.clone())
}}\n"
    )
}

/// Calls of each operation of a vendor.
fn calls_of(vendor: &Vendor) -> String {
    let id = vendor.id.snake();
    let arms = vendor.operations.iter().map(|operation| {
        let name = operation.name.snake();
        let (kind, build) = build(vendor, operation);
        format!(
            "        {name:?} => {{ {build} written::<{kind}>(client.{name}(&build()?).await) }}\n"
        )
    });
    let arms: String = arms.collect();
    format!(
        "async fn {id}_call(bench: &Bench, operation: &str, values: &Values) -> Result<Called, Violations> {{
    let client = {id}_client(bench.address(), values, &|name| bench.credential(name));
    Ok(match operation {{\n{arms}        other => panic!(\"{id} has no {{other}}\"),\n    }})
}}\n"
    )
}

/// Explanations of each request of a vendor.
fn explanations_of(vendor: &Vendor) -> String {
    let id = vendor.id.snake();
    let of_operation = |operation: &Request| {
        let (_, build) = build(vendor, operation);
        format!("{build} client.core().explain(&build()?, Some(&token())).unwrap()")
    };
    let of_form = |form: &Request| {
        let (_, build) = build(vendor, form);
        format!("{build} client.core().explain_form(&build()?).unwrap()")
    };
    let operations = vendor.operations.iter();
    let operations = operations.map(|each| (each.name.snake(), of_operation(each)));
    let forms = vendor.forms.iter().map(|each| &each.request);
    let forms = forms.map(|each| (each.name.snake(), of_form(each)));
    let arms = operations.chain(forms);
    let arms: String = arms
        .map(|(name, told)| format!("        {name:?} => {{ {told} }}\n"))
        .collect();
    format!(
        "fn {id}_explain(request: &str, values: &Values, credential: Credential<'_>) -> Result<Explanation, Violations> {{
    let client = {id}_client(nowhere(), values, credential);
    Ok(match request {{\n{arms}        other => panic!(\"{id} has no {{other}}\"),\n    }})
}}\n"
    )
}

/// The type of a request, and a closure that builds one.
fn build(vendor: &Vendor, request: &Request) -> (String, String) {
    let kind = format!("{}::{}", vendor.id, request.name.pascal());
    let fields: Vec<&Field> = request.caller_fields().collect();
    let built = built(vendor, request, &kind, &fields);
    let closure = format!("let build = || -> Result<{kind}, Violations> {{ {built} }};");
    (kind, closure)
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
fn argument(vendor: &Vendor, request: &Request, field: &Field) -> String {
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
            let item = format!("{}::{}{name}", vendor.id, request.name.pascal());
            let must: Vec<(&str, String)> = kpg_codegen::model::smallest_item(vendor, items)
                .into_iter()
                .map(|(member, good)| (member.wire.as_str(), good))
                .collect();
            let given = items.members.iter();
            let given: Vec<&Field> = given.filter(|each| each.source == Source::Caller).collect();
            let built = built(vendor, request, &item, &given);
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
        Kind::Enumeration { id, .. } => {
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
