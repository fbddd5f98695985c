//! What the documentation of an operation says: what it does to money, how it is called, what to do after an unknown
//! outcome, which fields it takes, and at the end where its document is doubtful.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{code_type, operation_type};
use super::example::{self, Example, Extent};
use super::{docs, follow_up};
use crate::model::{
    Effect, Fault, Field, Operation, Part, Pending, Presence, ProofPlace, Request, Source, Vendor,
    smallest_request,
};
use crate::words;

/// The documentation of an operation's request.
pub(super) fn request(vendor: &Vendor, operation: &Operation) -> Vec<String> {
    let mut lines = vec![title(operation)];
    if let Some(note) = &operation.note {
        paragraph(&mut lines, docs::sentence(&docs::prose(note)));
    }
    let request = example(vendor, operation).request();
    code(&mut lines, &quote!(let request = #request;));
    lines.extend(not_in_the_example(vendor, operation));
    let name = &operation.name;
    paragraph(
        &mut lines,
        format!(
            "Send it with [`Client::{name}`]. {}",
            unknown_outcome(vendor, operation)
        ),
    );
    if let Pending::Always(words) = &operation.answer.pending {
        let words = docs::sentence(&docs::prose(words));
        paragraph(&mut lines, format!("**Accepted is not done.** {words}"));
    }
    lines.extend(proof(operation));
    lines.extend(account(vendor, operation));
    let (method, path) = (operation.method.as_str(), operation.address());
    let source = docs::source(vendor, &operation.citation);
    paragraph(&mut lines, format!("`{method} {path}`. {source}"));
    lines.extend(fields(operation));
    lines.extend(supplied(vendor, operation));
    lines.extend(quirks(operation));
    lines
}

/// That its answers prove where they come from, and what an answer that does not is.
fn proof(operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(proof) = &operation.answer.proof {
        let which = match proof.demanded {
            Part::Always => "Every answer proves",
            Part::OnSuccess => "An answer that accepts proves",
            Part::Optional => "An answer may prove",
        };
        let place = match &proof.place {
            ProofPlace::Member(member) => format!("`{member}`"),
            ProofPlace::Header(name) => format!("the header `{name}`"),
        };
        paragraph(
            &mut lines,
            format!(
                "{which} in {place} that the vendor has sent it. One with another proof is `ErrorKind::Unproven`, and \
                 its outcome is unknown."
            ),
        );
        if let Some(reason) = &proof.unsigned {
            let reason = docs::sentence(&docs::prose(reason));
            paragraph(
                &mut lines,
                format!("**One without a proof is taken all the same.** {reason}"),
            );
        }
        if let Some(sentence) = docs::forgeable_proof(proof, "answer") {
            paragraph(&mut lines, sentence);
        }
    }
    lines
}

/// The documentation of what a browser posts.
pub(super) fn form(vendor: &Vendor, form: &Request) -> Vec<String> {
    let mut lines = vec![docs::sentence(&docs::label(&form.summary))];
    if let Some(note) = &form.note {
        paragraph(&mut lines, docs::sentence(&docs::prose(note)));
    }
    let example = example(vendor, form).request();
    code(&mut lines, &quote!(let request = #example;));
    lines.extend(not_in_the_example(vendor, form));
    let name = &form.name;
    paragraph(
        &mut lines,
        format!(
            "[`Client::{name}`] makes the form of it that the buyer's browser posts. What the browser brings back proves \
             nothing by itself: check it as the vendor documents."
        ),
    );
    lines.extend(account(vendor, form));
    let (path, source) = (form.address(), docs::source(vendor, &form.citation));
    paragraph(&mut lines, format!("`POST {path}`. {source}"));
    lines.extend(fields(form));
    lines.extend(supplied(vendor, form));
    lines.extend(quirks(form));
    lines
}

/// The optional credentials without which a request is not made.
pub(super) fn needed_credentials(vendor: &Vendor, request: &Request) -> Option<String> {
    let needed = vendor.needed_credentials(request).into_iter();
    let credentials = needed.filter_map(|id| vendor.credentials.get(id.0));
    let names: Vec<&str> = credentials.map(|one| one.name.snake()).collect();
    let noun = match names.as_slice() {
        [] => return None,
        [_] => "credential",
        _ => "credentials",
    };
    let names = words::listed(&names, "and");
    Some(format!(
        "Without the optional {noun} {names} it sends nothing."
    ))
}

/// The documentation of the client's method for an operation.
pub(super) fn method(vendor: &Vendor, operation: &Operation) -> Vec<String> {
    let mut lines = vec![title(operation)];
    code(&mut lines, &example::call(vendor, operation));
    let request = operation_type(operation, "");
    paragraph(
        &mut lines,
        format!(
            "[`{request}`] shows how its request is built. {}",
            unknown_outcome(vendor, operation)
        ),
    );
    let codes = code_type(vendor, operation.answer.codes);
    paragraph(&mut lines, "# Errors".to_owned());
    paragraph(
        &mut lines,
        format!(
            "[`CallError::outcome`] says whether the vendor may have acted; [`CallError::code`] gives a refusal's [`{codes}`]."
        ),
    );
    if let Some(needed) = needed_credentials(vendor, operation) {
        paragraph(&mut lines, needed);
    }
    let faults = operation.answer.faults.iter();
    let faults: Vec<String> = faults.map(|each| fault(vendor, each)).collect();
    if !faults.is_empty() {
        paragraph(&mut lines, "A refusal can also come as:".to_owned());
        lines.push(String::new());
        lines.extend(faults);
    }
    lines
}

/// Another shape of refusals, with who sends it and where that is documented.
fn fault(vendor: &Vendor, fault: &Fault) -> String {
    let (label, code) = (
        docs::label(&fault.label),
        docs::wire(&fault.code.to_string()),
    );
    let source = fault.citation.as_ref();
    let source = source.map_or_else(String::new, |citation| {
        format!(" {}", docs::source(vendor, citation))
    });
    format!(
        "- `{}`, told by {code}: {}{source}",
        fault.name,
        docs::sentence(&label)
    )
}

/// What the operation does, money first.
fn title(operation: &Operation) -> String {
    let effect = effect(operation);
    let summary = docs::sentence(&docs::label(&operation.summary));
    format!("**{effect}.** {summary}")
}

/// What the operation does to money.
pub(super) fn effect(operation: &Operation) -> &'static str {
    match operation.effect {
        Effect::MovesMoney => "Moves money",
        Effect::Changes => "Moves no money, changes data",
        Effect::Reads => "Only reads",
    }
}

fn paragraph(lines: &mut Vec<String>, text: String) {
    lines.extend([String::new(), text]);
}

/// An example. The generated tests compile the same code, which only they can: the path of the crate is not known here.
fn code(lines: &mut Vec<String>, statements: &TokenStream) {
    lines.extend([String::new(), "```ignore".to_owned()]);
    lines.extend(example::lines(statements));
    lines.push("```".to_owned());
}

/// The example of an operation's documentation.
pub(super) fn example<'v>(vendor: &'v Vendor, operation: &'v Request) -> Example<'v> {
    Example {
        vendor,
        operation,
        extent: Extent::Required,
        end: quote!(?),
    }
}

/// The fields that the example leaves out, in one line.
fn not_in_the_example(vendor: &Vendor, operation: &Request) -> Vec<String> {
    let builder = operation_type(operation, "Builder");
    let fields = operation.caller_fields();
    let needed = smallest_request(vendor, operation);
    let is_needed = |field: &Field| needed.iter().any(|(each, _)| std::ptr::eq(*each, field));
    let others = fields.filter(|field| !is_needed(field));
    let others: Vec<String> = others
        .map(|field| format!("[`{0}`]({builder}::{0})", field.facts.name))
        .collect();
    match others.is_empty() {
        true => others,
        false => vec![
            String::new(),
            format!("Not in every request: {}.", others.join(", ")),
        ],
    }
}

/// What may be done when it is not known whether the vendor has executed a request.
fn unknown_outcome(vendor: &Vendor, operation: &Operation) -> String {
    let lost = match operation.effect {
        Effect::Reads => {
            return "It changes nothing: after an unknown outcome it may be sent again.".to_owned();
        }
        Effect::MovesMoney => "After an unknown outcome money may have moved",
        Effect::Changes => "After an unknown outcome the change may have been made",
    };
    let key = operation
        .idempotency_key
        .and_then(|key| operation.field(key));
    let mut words = match key {
        Some(key) => format!(
            "{lost}; the same request may be sent again, because the vendor executes one {} once only.",
            docs::wire(&key.wire)
        ),
        None => format!("{lost}: do not send it again."),
    };
    let follow_ups = follow_up::documentation(vendor, operation);
    match follow_ups.as_slice() {
        [] => words
            .push_str(" The spec names no operation that tells what became of it: ask the vendor."),
        all => all.iter().for_each(|each| {
            words.push(' ');
            words.push_str(each);
        }),
    }
    words
}

/// Which of the merchant's accounts the operation belongs to.
fn account(vendor: &Vendor, operation: &Request) -> Vec<String> {
    let accounts = vendor.accounts.as_ref();
    let by = accounts.and_then(|accounts| vendor.enumerations.get(accounts.by.0));
    let choice = by
        .zip(operation.account)
        .and_then(|(by, index)| Some((by, by.choices.get(index)?)));
    choice.map_or_else(Vec::new, |(by, choice)| {
        let (by, choice) = (by.name.pascal(), choice.name.pascal());
        vec![
            String::new(),
            format!("Call it with the client of the account [`{by}::{choice}`]."),
        ]
    })
}

/// The fields that the builder takes, each with where its rules are documented.
fn fields(operation: &Request) -> Vec<String> {
    let builder = operation_type(operation, "Builder");
    let fields = operation.caller_fields().map(|field| {
        let (name, label) = (
            &field.facts.name,
            docs::sentence(&docs::label(&field.facts.label)),
        );
        let required = match field.presence {
            Presence::Required => " Required.",
            Presence::Optional | Presence::Conditional(_) | Presence::ByRule(_) => "",
        };
        format!("- [`{name}`]({builder}::{name}): {label}{required}")
    });
    docs::list_under("# Fields", fields.collect())
}

/// What the client supplies, each with what the document says of it; members of lists by the name of the list.
fn supplied(vendor: &Vendor, request: &Request) -> Vec<String> {
    let whole = request.all_fields().map(|field| (None, field));
    let members = request.all_fields().flat_map(|list| {
        let members = list.items().into_iter().flatten();
        members.map(move |member| (Some(list), member))
    });
    let all = whole.chain(members);
    let supplied = all.filter(|(_, field)| field.source != Source::Caller);
    let lines = supplied.map(|(list, field)| {
        let within = list.map_or_else(String::new, |list| {
            format!(" of {}", docs::wire(&list.wire))
        });
        let (wire, label) = (docs::wire(&field.wire), docs::label(&field.facts.label));
        let mut words = vec![format!(
            "- {}, sent as {wire}{within}: {}",
            field.facts.name,
            docs::sentence(&label)
        )];
        words.extend(docs::of_facts(vendor, &field.facts));
        words.join(" ")
    });
    docs::list_under("# Supplied by the client", lines.collect())
}

/// Where the document is doubtful, of the operation and of what the client supplies, folded at the end.
fn quirks(operation: &Request) -> Vec<String> {
    let mut lines = docs::quirks(&operation.quirks);
    let supplied = operation
        .all_fields()
        .filter(|field| field.source != Source::Caller && !field.facts.quirks.is_empty());
    for field in supplied {
        let (wire, label) = (docs::wire(&field.wire), docs::label(&field.facts.label));
        paragraph(
            &mut lines,
            format!("About {wire} ({label}), which the client supplies:"),
        );
        lines.extend(docs::quirks(&field.facts.quirks));
    }
    let computed = operation.computed.iter();
    for computed in computed.filter(|computed| !computed.quirks.is_empty()) {
        paragraph(&mut lines, format!("About the value `{}`:", computed.name));
        lines.extend(docs::quirks(&computed.quirks));
    }
    docs::under_heading("# Quirks", lines)
}
