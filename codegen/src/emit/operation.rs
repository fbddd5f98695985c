//! The file of one operation: how its request becomes an HTTP request, and how the answer is read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::check_computed;
use super::builder;
use super::code::{answer_type, code_type, ident, operation_type};
use super::expression::{Recipes, Subject, kept_for_proof};
use super::file::{file as assemble, uses};
use super::judgement::SharedRules;
use super::request::{self, request};
use super::values::values;
use super::{answer, body, common, echo, environment, follow_up, opening, proof};
use crate::model::{
    AnswerField, Charset, Effect, Escaping, Expression, Field, FieldRef, GivenValue, Holder,
    Method, Operation, ReceivedEnvelope, Request, Source, Stage, Target, Vendor,
};

/// `<operation>.rs` of a vendor.
pub(super) fn file(vendor: &Vendor, operation: &Operation, shared: &SharedRules<'_>) -> String {
    let built = request(vendor, operation);
    let mut items = builder::items(&built);
    let parts = request::items(vendor, operation);
    for (part, item) in &parts {
        items.extend(builder::items(part));
        items.push(request::item(&part.name, item));
    }
    items.extend(answer::items(vendor, operation));
    items.extend(follow_up::items(vendor, operation));
    items.push(implementation(vendor, operation, shared));
    items.extend(common::items(operation));
    assemble(
        &[format!(
            "The operation `{}`: its request and the builder of it, its answer, and how both go over the wire.",
            operation.name
        )],
        uses(
            vendor,
            parts
                .iter()
                .map(|(part, _)| part)
                .chain([&built])
                .flat_map(builder::markers),
        ),
        items,
    )
}

fn implementation(vendor: &Vendor, operation: &Operation, shared: &SharedRules<'_>) -> TokenStream {
    let name = operation_type(operation, "");
    let (vendor_id, operation_id) = (vendor.id.snake(), operation.name.snake());
    let effect = ident(match operation.effect {
        Effect::MovesMoney => "moves_money",
        Effect::Changes => "changes",
        Effect::Reads => "reads",
    });
    let label = operation.summary.ko.as_deref().unwrap_or_default();
    let identification = common::identification(operation);
    let code = code_type(vendor, operation.answer.codes);
    let (answer, verdict) = (answer_type(operation), answer::verdict_type(operation));
    let mut sensitive = sensitive_names(operation);
    sensitive_members(&operation.answer.fields, &mut sensitive);
    let envelope = operation.answer.envelope.as_ref();
    sensitive.extend(sealed_member(envelope));
    sensitive.sort_unstable();
    sensitive.dedup();
    let rules = shared.of_operation(vendor, operation);
    let prepare = prepare(vendor, operation);
    let correlation = operation
        .correlation_id
        .and_then(|index| operation.headers.get(index));
    let correlation = correlation.map(|header| {
        let wire = &header.wire;
        quote!(const CORRELATION_HEADER: Option<&'static str> = Some(#wire);)
    });
    let has_key = operation.idempotency_key.is_some();
    let idempotent = has_key.then(|| {
        quote!(
            const IDEMPOTENT: bool = true;
        )
    });
    let format = answer::format_constant(&operation.answer.format);
    let (open, read) = (opening::open(vendor, operation), answer::read(operation));
    let unseal = opening::unseal(vendor, operation);
    let prove = proof::prove(vendor, operation);
    let echoes = echo::echoes(vendor, operation);
    quote! {
        #[doc(hidden)]
        impl Operation for #name {
            type Settings = Settings;
            type Code = #code;
            type Answer = #answer;
            type Verdict = #verdict;
            const CALL: Call = Call::#effect(#vendor_id, #operation_id, #label);
            const SENSITIVE: &'static [&'static str] = &[#(#sensitive),*];
            const RULES: &'static ResultRules = #rules;
            #format
            #correlation
            #idempotent
            #identification
            #prepare
            #open
            #unseal
            #prove
            #echoes
            #read
        }
    }
}

/// Wire names of a request that must never be shown, sorted.
pub(super) fn sensitive_names(request: &Request) -> Vec<&str> {
    let mut names = Vec::new();
    sensitive_fields(request.all_fields(), &mut names);
    if let Some(Holder::Member { name, .. }) = request.sealed().map(|sealed| &sealed.holder) {
        names.push(name);
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn sensitive_fields<'m>(fields: impl Iterator<Item = &'m Field>, names: &mut Vec<&'m str>) {
    for field in fields {
        if field.facts.sensitive {
            // What a dot leads into is masked by the name that stands in the object; a header's dot
            // leads nowhere.
            names.push(field.wire.as_str());
            names.extend(field.wire.rsplit_once('.').map(|(_, last)| last));
        }
        sensitive_fields(&mut field.items().into_iter().flatten(), names);
    }
}

/// The member that a cipher encrypts what arrives into.
pub(super) fn sealed_member(envelope: Option<&ReceivedEnvelope>) -> Option<&str> {
    envelope
        .filter(|envelope| envelope.opening().is_some())?
        .member()
}

pub(super) fn sensitive_members<'m>(fields: &'m [AnswerField], names: &mut Vec<&'m str>) {
    for field in fields {
        if field.facts.sensitive {
            names.extend(field.path.0.last().map(String::as_str));
        }
        sensitive_members(field.members().unwrap_or_default(), names);
    }
}

fn prepare(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let subject = Subject::Operation(operation);
    let recipes = Recipes { vendor, subject };
    let has_url = recipes.needs().url;
    let url = has_url.then(|| address(&recipes, operation));
    let start = start(&recipes, url);
    let body = body::body(&recipes, operation);
    let after = values(&recipes, Stage::AfterBody);
    let send = send(&recipes, operation, has_url);
    let supply = supply(&recipes);
    quote! {
        fn prepare(&self, settings: &Settings, #supply: &Supply<'_>) -> Prepared {
            #start
            #body
            #after
            #send
        }
    }
}

/// What a browser posts, where it does.
pub(super) fn posted(recipes: &Recipes<'_>, request: &Request) -> TokenStream {
    let url = match recipes.needs().url {
        true => address(recipes, request),
        false => {
            let url = fixed_address(recipes, request);
            quote!(let url = #url;)
        }
    };
    let start = start(recipes, Some(url));
    let members = body::all_members(recipes, request);
    let charset = ident(match request.charset {
        Charset::Utf8 => "Utf8",
        Charset::EucKr => "EucKr",
    });
    let supply = supply(recipes);
    quote! {
        fn form(&self, settings: &Settings, #supply: &Supply<'_>) -> Result<BrowserForm, PrepareError> {
            #start
            #members
            BrowserForm::new::<Self>(url, Charset::#charset, &members)
        }
    }
}

/// What stands before the body: credentials, ciphers, the address and the values around it.
fn start(recipes: &Recipes<'_>, url: Option<TokenStream>) -> TokenStream {
    let credentials = recipes
        .needs()
        .credentials
        .then(|| quote!(let credentials = &settings.credentials;));
    let ciphers = recipes.ciphers(None);
    let early = values(recipes, Stage::BeforeAddress);
    let later = values(recipes, Stage::BeforeBody);
    quote! {
        #credentials
        #(#ciphers)*
        #early
        #url
        #later
    }
}

/// The name of the argument by which a request is given the time and the rest.
fn supply(recipes: &Recipes<'_>) -> Ident {
    ident(if recipes.needs().supply {
        "supply"
    } else {
        "_supply"
    })
}

/// The address, where it is more than a fixed path or recipes take it in.
fn address(recipes: &Recipes<'_>, operation: &Request) -> TokenStream {
    let pairs = |fields: &[Field]| {
        let pairs = fields.iter().map(|field| {
            let (wire, value) = (&field.wire, recipes.sent(field));
            quote!((#wire, #value))
        });
        quote!(&[#(#pairs),*])
    };
    let url = match operation.segments.as_slice() {
        [] => fixed_address(recipes, operation),
        segments => {
            let (base, path) = (base(recipes, operation), operation.target.path());
            let segments = pairs(segments);
            quote!(#base.fill(#path, #segments)?)
        }
    };
    let fields = operation.segments.iter().chain(&operation.query);
    let check = fields.filter_map(|field| check_computed(recipes, field, &recipes.plain(field)));
    let url = match operation.query.as_slice() {
        [] => quote!(let url = #url;),
        parameters if is_simple_query(operation) => {
            let parameters = pairs(parameters);
            quote!(let url = query(#url, #parameters);)
        }
        parameters => {
            let none = body::no_members(operation.escaping);
            let parameters = parameters.iter().map(|field| {
                recipes.put_into("parameters", &field.wire, field, recipes.sent(field))
            });
            quote! {
                let mut parameters = #none;
                #(#parameters)*
                let url = parameters.query(#url);
            }
        }
    };
    quote!(#(#check)* #url)
}

/// Whether the query has no lists and is escaped as forms are.
fn is_simple_query(operation: &Request) -> bool {
    let has_lists = operation.query.iter().any(|field| field.repeat.is_some());
    !has_lists && operation.escaping == Escaping::FormEncode
}

/// The base address below which the operation's path lies.
fn base(recipes: &Recipes<'_>, operation: &Request) -> TokenStream {
    let host = environment::of_settings(recipes.vendor, operation.host);
    match operation.target.named_by() {
        Some(name) => {
            let (wire, name) = named_field(recipes, operation, name);
            quote!(#host.named(#wire, #name)?)
        }
        None => host,
    }
}

/// The address without segments and query.
fn fixed_address(recipes: &Recipes<'_>, operation: &Request) -> TokenStream {
    match &operation.target {
        Target::Path(path) | Target::PathOfNamed { path, .. } => {
            let base = base(recipes, operation);
            quote!(#base.join(#path))
        }
        Target::Given { url, named_by } => {
            let host = environment::of_settings(recipes.vendor, operation.host);
            let (wire, url) = named_field(recipes, operation, *url);
            let name = match named_by {
                Some(name) => {
                    let (wire, name) = named_field(recipes, operation, *name);
                    quote!(Some((#wire, #name)))
                }
                None => quote!(None),
            };
            quote!(#host.given((#wire, #url), #name)?)
        }
    }
}

/// A field with its name on the wire and its value.
fn named_field<'m>(
    recipes: &Recipes<'_>,
    operation: &'m Request,
    at: FieldRef,
) -> (&'m str, TokenStream) {
    let field = operation.field(at);
    let wire = field.map_or("", |field| field.wire.as_str());
    (
        wire,
        field.map(|field| recipes.sent(field)).unwrap_or_default(),
    )
}

/// The request itself, with its headers.
fn send(recipes: &Recipes<'_>, operation: &Operation, has_url: bool) -> TokenStream {
    let url = (!has_url).then(|| {
        let url = fixed_address(recipes, operation);
        quote!(let url = #url;)
    });
    let has_body = !operation.encodings.is_empty();
    let method = ident(match operation.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    });
    let body = match has_body {
        true => quote!(body),
        false => quote!(None),
    };
    let request = quote!(HttpRequest::new(HttpMethod::#method, url, #body));
    let headers = operation.headers.iter().map(|field| header(recipes, field));
    let additions: Vec<TokenStream> = headers.chain(keeps(recipes, operation)).collect();
    let inputs = operation.inputs.iter();
    let checks = inputs.filter_map(|field| check_computed(recipes, field, &recipes.plain(field)));
    let url = quote!(#(#checks)* #url);
    match additions.is_empty() {
        true => quote!(#url Ok(#request)),
        false => quote! {
            #url
            let mut request = #request;
            #(#additions)*
            Ok(request)
        },
    }
}

/// What the client makes here for requests that follow: a failure of the call knows it.
fn keeps(recipes: &Recipes<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut kept = Vec::new();
    for follow_up in operation.follow_ups() {
        let Some(following) = recipes.vendor.operations.get(follow_up.operation.0) else {
            continue;
        };
        for given in &follow_up.given {
            if let (GivenValue::Made(value), Some(field)) =
                (&given.value, following.field(given.field))
            {
                let (name, value) = (
                    follow_up::kept_name(following, field),
                    recipes.text_reference(value),
                );
                kept.push(quote!(request.keep(#name, #value);));
            }
        }
    }
    kept.extend(kept_for_answer(recipes, operation));
    kept
}

/// What the client makes here, and what opens or proves the answer takes in.
fn kept_for_answer(recipes: &Recipes<'_>, operation: &Operation) -> Vec<TokenStream> {
    let fields = operation.answer.request_fields();
    let fields = fields.into_iter().filter_map(|at| operation.field(at));
    let kept = fields.filter_map(|field| match &field.source {
        Source::Caller | Source::Supplied(Expression::Literal(_) | Expression::Credential(_)) => {
            None
        }
        Source::Supplied(made) => {
            let (name, value) = (kept_for_proof(field), recipes.text_reference(made));
            Some(quote!(request.keep(#name, #value);))
        }
    });
    kept.collect()
}

fn header(recipes: &Recipes<'_>, field: &Field) -> TokenStream {
    let (wire, value) = (&field.wire, recipes.sent(field));
    let check = check_computed(recipes, field, &recipes.plain(field));
    quote!(#check request.header(#wire, #value)?;)
}
