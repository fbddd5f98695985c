//! Answers: the struct that success gives, and how an HTTP answer is opened and read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::{answer_type, ident, operation_type, optional, path, snake, value_type};
use super::docs;
use crate::model::{
    AnswerField, BodyEncoding, Charset, Content, Count, Format, Kind, Layout, Length, Members,
    NOTED, Name, Operation, Part, Pending, Vendor,
};

/// The struct of an operation's answer, and one for every nested object.
pub(super) fn items(vendor: &Vendor, operation: &Operation) -> Vec<TokenStream> {
    if operation.answer.structure.is_some() {
        return Vec::new();
    }
    let name = answer_type(operation);
    let doc = format!(
        "What [`{}`] is answered when the vendor accepts.",
        operation_type(operation, "")
    );
    let mut items = vec![structure(
        vendor,
        &name,
        &[doc],
        &operation.name.pascal(),
        &operation.answer.fields,
        Some(noted("answer")),
    )];
    nested(
        vendor,
        &operation.name.pascal(),
        &operation.answer.fields,
        &mut items,
    );
    items
}

pub(super) fn nested(
    vendor: &Vendor,
    prefix: &str,
    fields: &[AnswerField],
    items: &mut Vec<TokenStream>,
) {
    for field in fields {
        let (Some(members), None) = (field.members(), field.structure()) else {
            continue;
        };
        let name = nested_name(prefix, field);
        let doc = docs::sentence(&docs::label(&field.facts.label));
        items.push(structure(
            vendor,
            &ident(&name),
            &[doc],
            &name,
            members,
            None,
        ));
        nested(vendor, &name, members, items);
    }
}

/// The type of a nested object is named by the spec, or after the way to it.
fn nested_name(prefix: &str, field: &AnswerField) -> String {
    let shared = field.structure().map(Name::pascal);
    shared.unwrap_or_else(|| format!("{prefix}{}", field.facts.name.pascal()))
}

pub(super) fn structure(
    vendor: &Vendor,
    name: &Ident,
    docs: &[String],
    prefix: &str,
    fields: &[AnswerField],
    noted: Option<TokenStream>,
) -> TokenStream {
    let doc = docs::attributes(docs);
    let fields = fields.iter().map(|field| member(vendor, prefix, field));
    quote! {
        answer_type! {
            #doc
            pub struct #name { #(#fields)* #noted }
        }
    }
}

/// A member of a struct, with its documentation.
pub(super) fn member(vendor: &Vendor, prefix: &str, field: &AnswerField) -> TokenStream {
    let (docs, name) = (
        docs::attributes(&field_docs(vendor, field)),
        snake(&field.facts.name),
    );
    let kind = match &field.facts.content {
        Content::One(kind) => value_type(vendor, kind, field.facts.sensitive, true),
        Content::Values(kind) => value_type(vendor, kind, field.facts.sensitive, true),
        Content::Nested(_) => {
            let nested = ident(&nested_name(prefix, field));
            quote!(#nested)
        }
    };
    let kind = match field.part {
        // A list that is not there has nothing in it.
        _ if field.facts.content.is_list() => quote!(Vec<#kind>),
        Part::Optional => quote!(Option<#kind>),
        Part::Always | Part::OnSuccess => kind,
    };
    quote!(#docs pub #name: #kind,)
}

/// The member of a whole answer or notification for what is odd in it.
pub(super) fn noted(of: &str) -> TokenStream {
    let (name, doc) = (
        ident(NOTED),
        format!(" What was odd in the {of} and is absent here."),
    );
    quote!(#[doc = #doc] pub #name: Vec<Problem>,)
}

/// What fills it; it comes last, when all else was read.
pub(super) fn read_noted() -> TokenStream {
    let name = ident(NOTED);
    quote!(#name: reader.noted(),)
}

fn field_docs(vendor: &Vendor, field: &AnswerField) -> Vec<String> {
    let mut facts = vec![docs::wire(&field.path.to_string())];
    facts.extend(docs::describe_content(vendor, &field.facts.content));
    facts.extend(field.length.map(Length::describe));
    facts.extend(field.count.map(Count::describe));
    let mut lines = vec![format!(
        "{} {}",
        docs::sentence(&docs::label(&field.facts.label)),
        docs::sentence(&facts.join("; "))
    )];
    lines.extend(docs::of_facts(vendor, &field.facts));
    lines.extend(docs::quirks(&field.facts.quirks));
    lines
}

/// What a call gives: the answer, or whether it is final with it.
pub(super) fn verdict_type(operation: &Operation) -> TokenStream {
    let answer = answer_type(operation);
    match operation.answer.pending {
        Pending::Never => quote!(#answer),
        Pending::When(_) => quote!(Completion<#answer>),
        Pending::Always(_) => quote!(Pending<#answer>),
    }
}

/// How the body is written, where it is not a JSON object in UTF-8.
pub(super) fn format_constant(written: &Format) -> Option<TokenStream> {
    let format = (!is_plain(written)).then(|| format(written))?;
    Some(quote!(const FORMAT: AnswerFormat = #format;))
}

fn is_plain(format: &Format) -> bool {
    let utf8_json = (BodyEncoding::Json, Charset::Utf8);
    (format.encoding, format.charset) == utf8_json && format.list_as.is_none()
}

pub(super) fn format(format: &Format) -> TokenStream {
    if is_plain(format) {
        return quote!(AnswerFormat::JSON);
    }
    let encoding = ident(format.encoding.row().variant);
    let charset = ident(match format.charset {
        Charset::Utf8 => "Utf8",
        Charset::EucKr => "EucKr",
    });
    let list_as = optional(format.list_as.as_ref().map(|member| quote!(#member)));
    quote! {
        AnswerFormat { encoding: Encoding::#encoding, charset: Charset::#charset, list_as: #list_as }
    }
}

/// The method that takes the members out of an accepted answer.
pub(super) fn read(operation: &Operation) -> TokenStream {
    let name = answer_type(operation);
    if operation.answer.structure.is_some() {
        return quote! {
            fn read(reader: &mut Reader) -> #name { #name::read(reader) }
        };
    }
    let fields = operation.answer.fields.iter();
    let fields = fields.map(|field| read_field(&operation.name.pascal(), field));
    let noted = read_noted();
    quote! {
        fn read(reader: &mut Reader) -> #name {
            #name { #(#fields)* #noted }
        }
    }
}

pub(super) fn read_field(prefix: &str, field: &AnswerField) -> TokenStream {
    let (name, value) = (snake(&field.facts.name), read_value(prefix, field));
    quote!(#name: #value,)
}

/// How a member is taken out of a reader.
pub(super) fn read_value(prefix: &str, field: &AnswerField) -> TokenStream {
    let at = path(&field.path);
    let is_optional = field.part == Part::Optional;
    let is_list = field.facts.content.is_list();
    let Some(shape) = shape(prefix, field) else {
        // What it is read as follows from the type of the struct's member.
        return match is_list && is_optional {
            true => quote!(reader.get::<Option<_>>(#at).unwrap_or_default()),
            false => quote!(reader.get(#at)),
        };
    };
    match is_optional {
        false => quote!(reader.required(#at, #shape)),
        true if is_list => quote!(reader.optional(#at, #shape).unwrap_or_default()),
        true => quote!(reader.optional(#at, #shape)),
    }
}

/// How a member is written, where its Rust type does not say.
fn shape(prefix: &str, field: &AnswerField) -> Option<TokenStream> {
    match &field.facts.content {
        Content::One(Kind::DateTime(format)) if !field.facts.sensitive => {
            let format = format.strftime();
            Some(quote!(shape::time(#format)))
        }
        Content::One(Kind::TimeOr(format, _)) => {
            let format = format.strftime();
            Some(match field.facts.sensitive {
                true => quote!(shape::hidden(shape::time_or(#format))),
                false => quote!(shape::time_or(#format)),
            })
        }
        Content::One(_) | Content::Values(_) => None,
        Content::Nested(Members {
            layout,
            structure,
            fields,
        }) => {
            let shape = ident(match layout {
                Layout::Object => "object",
                Layout::List => "list",
                Layout::ListOrObject => "list_or_object",
                Layout::JsonText => "json_text",
            });
            let nested = nested_name(prefix, field);
            let name = ident(&nested);
            if structure.is_some() {
                return Some(quote!(shape::#shape(#name::read)));
            }
            let members = fields.iter().map(|member| read_field(&nested, member));
            Some(quote!(shape::#shape(|reader| #name { #(#members)* })))
        }
    }
}
