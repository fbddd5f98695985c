//! The file of one operation: its request, how it becomes an HTTP request, and how the answer is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::{self, Built, Member};
use super::code::{code_type, field_type, ident, local, number, operation_type, snake};
use super::expression::Recipes;
use super::file::file as assemble;
use super::{answer, docs};
use crate::model::{
    BodyEncoding, Computed, Effect, Field, Kind, LengthUnit, Operation, Pending, Presence, Source, Stage, Vendor,
};

/// `<operation>.rs` of a vendor.
pub(super) fn file(vendor: &Vendor, operation: &Operation) -> String {
    let built = request(vendor, operation);
    let mut items = builder::items(&built);
    items.extend(answer::item(vendor, operation));
    items.push(implementation(vendor, operation));
    let uses = uses(vendor, &items);
    assemble(&super::vendor::spec_name(vendor), &[docs::sentence(&docs::label(&operation.summary))], &uses, &items)
}

/// The request of an operation, as a builder makes it.
pub(super) fn request(vendor: &Vendor, operation: &Operation) -> Built {
    Built {
        name: operation_type(operation, ""),
        docs: operation_docs(vendor, operation),
        derives: quote!(#[derive(Clone, Debug, PartialEq)]),
        visibility: TokenStream::new(),
        members: operation.caller_fields().map(|field| member(vendor, field)).collect(),
    }
}

fn operation_docs(vendor: &Vendor, operation: &Operation) -> Vec<String> {
    let mut lines = vec![docs::sentence(&docs::label(&operation.summary)), String::new()];
    if let Some(note) = &operation.note {
        lines.push(docs::sentence(&docs::prose(note)));
        lines.push(String::new());
    }
    lines.push(format!("`POST {}`. {}", operation.path, docs::source(vendor, &operation.citation)));
    if let Pending::Always(words) = &operation.answer.pending {
        lines.push(String::new());
        lines.push(format!("**Accepted is not done.** {}", docs::sentence(&docs::prose(words))));
    }
    lines.extend(docs::quirks(&operation.quirks));
    let supplied = operation.headers.iter().chain(&operation.body).filter(|field| field.source != Source::Caller);
    for field in supplied.filter(|field| !field.quirks.is_empty()) {
        lines.push(String::new());
        lines.push(format!("About {} ({}), which the client supplies:", docs::wire(&field.wire), docs::label(&field.label)));
        lines.extend(docs::quirks(&field.quirks));
    }
    for computed in operation.computed.iter().filter(|computed| !computed.quirks.is_empty()) {
        lines.push(String::new());
        lines.push(format!("About the value `{}`:", computed.name));
        lines.extend(docs::quirks(&computed.quirks));
    }
    lines
}

fn member(vendor: &Vendor, field: &Field) -> Member {
    let text = matches!(field.kind, Kind::Text | Kind::Digits | Kind::DateTime(_));
    let kind = field_type(vendor, field);
    let (argument, conversion) = match (text, field.sensitive) {
        (true, true) => (quote!(impl Into<String>), quote!(Sensitive::new(value.into()))),
        (true, false) => (quote!(impl Into<String>), quote!(value.into())),
        (false, _) => (kind.clone(), quote!(value)),
    };
    Member {
        name: field.name.clone(),
        docs: docs::field(vendor, field),
        kind,
        argument,
        conversion,
        required: field.presence == Presence::Required,
        check: check(field),
    }
}

/// `check.field("tid", "거래ID").text(request.transaction_id.as_deref(), &[Required, Characters(1, 40)]);`
fn check(field: &Field) -> TokenStream {
    let rules = rules(field);
    if rules.is_empty() {
        return TokenStream::new();
    }
    let (wire, label, name) = (&field.wire, field.label.primary(), snake(&field.name));
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    let value = match (&field.kind, field.sensitive) {
        (Kind::Amount { .. } | Kind::Integer { .. }, _) => quote!(number(request.#name)),
        (Kind::Boolean, _) => quote!(flag(request.#name)),
        (Kind::Enumeration(_), _) => quote!(choice(request.#name.as_ref())),
        (_, true) => quote!(text(request.#name.as_ref().map(Sensitive::as_str))),
        (_, false) => quote!(text(request.#name.as_deref())),
    };
    let value = with_rules(value, &rules);
    quote!(check.field(#wire, #label) #sensitive . #value;)
}

/// Puts the rules behind the value, inside the call's parentheses.
fn with_rules(call: TokenStream, rules: &[TokenStream]) -> TokenStream {
    let mut tokens: Vec<proc_macro2::TokenTree> = call.into_iter().collect();
    if let Some(proc_macro2::TokenTree::Group(arguments)) = tokens.pop() {
        let inner = arguments.stream();
        tokens.push(proc_macro2::TokenTree::Group(proc_macro2::Group::new(
            proc_macro2::Delimiter::Parenthesis,
            quote!(#inner, &[#(#rules),*]),
        )));
    }
    tokens.into_iter().collect()
}

fn rules(field: &Field) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    if field.presence == Presence::Required {
        rules.push(quote!(Required));
    }
    // Every listed value of an enumeration fits: the compiler has checked that.
    if let (Some(length), false) = (field.length, matches!(field.kind, Kind::Enumeration(_))) {
        let (min, max) = (number(length.min.into()), number(length.max.into()));
        rules.push(match length.unit {
            LengthUnit::Characters => quote!(Characters(#min, #max)),
            LengthUnit::Utf8Bytes => quote!(Utf8Bytes(#min, #max)),
            LengthUnit::EucKrBytes => quote!(EucKrBytes(#min, #max)),
        });
    }
    match &field.kind {
        Kind::Digits => rules.push(quote!(DigitsOnly)),
        Kind::Amount { digits: Some((min, max)), .. } => {
            let (min, max) = (number((*min).into()), number((*max).into()));
            rules.push(quote!(Digits(#min, #max)));
        }
        Kind::Integer { min, max } => {
            let (min, max) = (number(*min), number(*max));
            rules.push(quote!(Range(#min, #max)));
        }
        Kind::DateTime(format) => {
            let (text, width) = (format.strftime(), number(format.width() as u64));
            rules.push(quote!(DateTime(#text, #width)));
        }
        Kind::Text | Kind::Boolean | Kind::Enumeration(_) | Kind::Amount { digits: None, .. } => {}
    }
    rules
}

fn implementation(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let name = operation_type(operation, "");
    let (vendor_id, operation_id) = (vendor.id.snake(), operation.name.snake());
    let moves_money = operation.effect == Effect::MovesMoney;
    let code = code_type(vendor, operation.answer.codes);
    let answer = answer::result_type(operation);
    let sensitive = sensitive_names(vendor, operation);
    let prepare = prepare(vendor, operation);
    let interpret = answer::interpret(vendor, operation);
    quote! {
        impl Operation for #name {
            type Settings = Settings;
            type Answer = #answer;
            type Code = #code;
            const CALL: Call = Call { vendor: #vendor_id, operation: #operation_id, moves_money: #moves_money };
            const SENSITIVE: &'static [&'static str] = &[#(#sensitive),*];
            #prepare
            #interpret
        }
    }
}

/// Wire names that must never be shown, in requests and answers.
fn sensitive_names<'m>(_: &Vendor, operation: &'m Operation) -> Vec<&'m str> {
    let request = operation.headers.iter().chain(&operation.body).filter(|field| field.sensitive);
    let request = request.map(|field| field.wire.as_str());
    let answer = operation.answer.fields.iter().filter(|field| field.sensitive);
    let mut names: Vec<&str> = request.chain(answer.filter_map(|field| field.path.0.last()).map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn prepare(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let recipes = Recipes { vendor, operation };
    let before = values(&recipes, operation, Stage::BeforeBody);
    let after = values(&recipes, operation, Stage::AfterBody);
    let members = operation.body.iter().map(|field| put(&recipes, field));
    let encode = match operation.encodings.as_slice() {
        [BodyEncoding::Form] => quote!(form()),
        [_, _, ..] => quote!(encode(settings.request_encoding)),
        _ => quote!(json()),
    };
    let path = &operation.path;
    let send = match operation.headers.is_empty() {
        true => quote!(Ok(HttpRequest::post(settings.base_url.join(#path), body))),
        false => {
            let headers = operation.headers.iter().map(|field| header(&recipes, field));
            quote! {
                let mut request = HttpRequest::post(settings.base_url.join(#path), body);
                #(#headers)*
                Ok(request)
            }
        }
    };
    let members: Vec<TokenStream> = members.collect();
    let mutable = (!members.is_empty()).then(|| quote!(mut));
    quote! {
        fn prepare(&self, settings: &Settings, supply: &Supply<'_>) -> Result<HttpRequest, PrepareError> {
            #(#before)*
            let #mutable members = Members::new();
            #(#members)*
            let body = members.#encode;
            #(#after)*
            #send
        }
    }
}

fn values<'m>(recipes: &'m Recipes<'_>, operation: &'m Operation, stage: Stage) -> impl Iterator<Item = TokenStream> + 'm {
    let computed = operation.computed.iter().filter(move |computed| computed.stage == stage);
    computed.map(|computed: &Computed| {
        let (name, value) = (local(&computed.name), recipes.owned(&computed.expression));
        quote!(let #name = #value;)
    })
}

fn put(recipes: &Recipes<'_>, field: &Field) -> TokenStream {
    let wire = &field.wire;
    let Source::Supplied(expression) = &field.source else {
        let name = snake(&field.name);
        let (method, value) = match (&field.kind, field.sensitive) {
            (Kind::Amount { number: false, .. }, _) => ("digits", quote!(self.#name)),
            (Kind::Amount { .. } | Kind::Integer { .. }, _) => ("number", quote!(self.#name)),
            (Kind::Boolean, _) => ("flag", quote!(self.#name)),
            (Kind::Enumeration(_), _) => ("choice", quote!(self.#name.as_ref())),
            (_, true) => ("text", quote!(self.#name.as_ref().map(Sensitive::as_str))),
            (_, false) => ("text", quote!(self.#name.as_deref())),
        };
        let method = ident(method);
        return quote!(members.#method(#wire, #value););
    };
    let value = recipes.optional_text(expression);
    quote!(members.text(#wire, #value);)
}

fn header(recipes: &Recipes<'_>, field: &Field) -> TokenStream {
    let wire = &field.wire;
    let name = snake(&field.name);
    let value = match (&field.source, &field.kind) {
        (Source::Supplied(expression), _) => recipes.optional_text(expression),
        (Source::Caller, Kind::Enumeration(_)) => quote!(self.#name.as_ref().map(Choice::as_str)),
        (Source::Caller, Kind::Amount { .. } | Kind::Integer { .. } | Kind::Boolean) => {
            quote!(self.#name.map(|value| value.to_string()).as_deref())
        }
        (Source::Caller, _) if field.sensitive => quote!(self.#name.as_ref().map(Sensitive::as_str)),
        (Source::Caller, _) => quote!(self.#name.as_deref()),
    };
    quote!(request.header(#wire, #value)?;)
}

/// The imports that the items use; the emitter knows its own words.
fn uses(vendor: &Vendor, items: &[TokenStream]) -> Vec<TokenStream> {
    let text: String = items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let words: std::collections::HashSet<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let known = [
        "Call", "Choice", "Completion", "Error", "Fault", "HttpAnswer", "HttpRequest", "Members", "Operation", "Pending",
        "PrepareError", "Reading", "ResultRules", "Secret", "Sensitive", "Supply", "TimeText", "Zone", "recipe",
    ];
    let runtime: Vec<_> = known.iter().filter(|word| words.contains(**word)).map(|word| ident(word)).collect();
    let rules = ["Required", "Characters", "Utf8Bytes", "EucKrBytes", "Digits", "DigitsOnly", "Range", "DateTime"];
    let rules: Vec<_> = rules.iter().filter(|word| words.contains(**word)).map(|word| ident(word)).collect();
    let mut own = vec!["Settings".to_owned()];
    own.extend(words.contains("given").then(|| "given".to_owned()).filter(|_| text.contains("given ::")));
    let declared = vendor.enumerations.iter().map(|e| e.name.pascal());
    let declared = declared.chain(vendor.code_sets.iter().map(|set| set.name.pascal()));
    own.extend(declared.chain(vendor.options.iter().map(|option| option.name.pascal())).filter(|name| words.contains(name.as_str())));
    own.sort_unstable();
    let own: Vec<_> = own.iter().map(|word| ident(word)).collect();
    let rules = (!rules.is_empty()).then(|| quote!(use kpg_runtime::check::Rule::{#(#rules),*};));
    let mut uses = Vec::new();
    if words.contains("Check") {
        uses.push(quote!(use std::marker::PhantomData;));
        uses.push(quote!(use kpg_runtime::check::{Check, Violations};));
        uses.extend(rules);
        uses.push(quote!(use kpg_runtime::given::Complete;));
    }
    uses.push(quote!(use kpg_runtime::{#(#runtime),*};));
    uses.push(quote!(use super::{#(#own),*};));
    uses
}

