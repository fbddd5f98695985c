//! Operations and forms: what is asked, what it does to money, what follows an answer that is lost.

use maud::{Markup, html};

use super::documentation::{encrypted, left_out, quirk, source};
use super::language::Language;
use super::{answer, field, words};
use crate::model::{BrowserForm, Charset, Effect, FollowUp, Operation, Request, Vendor};

/// An operation.
pub(super) fn operation(language: Language, vendor: &Vendor, operation: &Operation) -> Markup {
    html! {
        section id=(operation.request.name) {
            (head(language, &operation.request))
            p class=(effect_class(operation.effect)) { (words::effect(language, operation.effect)) }
            (facts(language, vendor, &operation.request, &after(language, vendor, operation)))
            (field::of_request(language, vendor, &operation.request))
            (answer::of_operation(language, vendor, operation))
            (foot(language, &operation.request))
        }
    }
}

/// A form that a browser posts.
pub(super) fn form(language: Language, vendor: &Vendor, form: &BrowserForm) -> Markup {
    html! {
        section id=(form.request.name) {
            (head(language, &form.request))
            p { (language.say("구매자의 브라우저가 보내는 폼입니다.", "The buyer's browser posts it.")) }
            (facts(language, vendor, &form.request, &html! {}))
            (field::of_request(language, vendor, &form.request))
            (foot(language, &form.request))
        }
    }
}

fn effect_class(effect: Effect) -> &'static str {
    match effect {
        Effect::MovesMoney => "effect money",
        Effect::Changes | Effect::Reads => "effect",
    }
}

fn head(language: Language, request: &Request) -> Markup {
    html! {
        h3 { code { (request.name) } " " (language.label(&request.summary)) }
        p.address {
            strong { (request.method.row()) } " "
            code { (request.address()) }
        }
    }
}

/// What belongs to a request beside its fields, as a list of terms. `more` stands at its end.
fn facts(language: Language, vendor: &Vendor, request: &Request, more: &Markup) -> Markup {
    let encodings = request.encodings.iter().map(|encoding| {
        let described = encoding.row();
        let exactly = request.content_types.get(encoding);
        exactly.map_or(described.media_type, String::as_str)
    });
    let encodings: Vec<&str> = encodings.collect();
    html! {
        dl {
            dt { (language.say("출처", "Source")) }
            dd { (source(language, vendor, &request.citation)) }
            @if vendor.hosts.len() > 1 {
                @if let Some(host) = vendor.hosts.get(request.host.0) {
                    dt { (language.say("호스트", "Host")) }
                    dd { code { (host) } }
                }
            }
            @if !encodings.is_empty() {
                dt { (language.say("본문 형식", "Body")) }
                dd {
                    (encodings.join(language.say(" 또는 ", " or ")))
                    (match request.charset {
                        Charset::Utf8 => "",
                        Charset::EucKr => ", EUC-KR",
                    })
                    @if let Some(member) = request.envelope.as_ref().map(|envelope| envelope.member()) {
                        ", " (encrypted(language, member))
                    }
                }
            }
            (more)
        }
        @if let Some(note) = &request.note { p { (language.prose(note)) } }
    }
}

/// What follows a request: what asks after it, what takes it back, what repeats it safely.
fn after(language: Language, vendor: &Vendor, operation: &Operation) -> Markup {
    let inquiries = operation.inquiries.iter().map(|inquiry| &inquiry.request);
    let inquiries: Vec<&FollowUp> = inquiries.collect();
    let key = operation.idempotency_key;
    let key = key.and_then(|key| operation.request.field(key));
    let known_by = operation.identification;
    let known_by = known_by.and_then(|at| operation.request.field(at));
    html! {
        @if let Some(field) = known_by {
            dt { (language.say("거래 식별", "Known by")) }
            dd { code { (field.wire) } }
        }
        @if let Some(field) = key {
            dt { (language.say("멱등키", "Idempotency key")) }
            dd { code { (field.wire) } }
        }
        @if !inquiries.is_empty() {
            dt { (language.say("응답을 받지 못했을 때 조회", "Where no answer came, ask")) }
            dd { (links(vendor, &inquiries)) }
        }
        @if let Some(net_cancel) = &operation.net_cancel {
            dt { (language.say("망취소", "Net-cancel")) }
            dd { (links(vendor, &[net_cancel])) }
        }
        @for next in &operation.next {
            dt { code { (next.code) } }
            dd { (language.say("대신 호출:", "call instead")) " " (links(vendor, &[&next.request])) }
        }
    }
}

fn links(vendor: &Vendor, follow_ups: &[&FollowUp]) -> Markup {
    html! {
        @for (index, follow_up) in follow_ups.iter().enumerate() {
            @if index > 0 { ", " }
            @if let Some(operation) = vendor.operations.get(follow_up.operation.0) {
                a href=(format!("#{}", operation.request.name)) { (operation.request.name) }
            }
        }
    }
}

fn foot(language: Language, request: &Request) -> Markup {
    html! {
        (left_out(language, &request.left_out))
        @for each in &request.quirks { (quirk(language, each)) }
    }
}
