//! Notifications: what the vendor sends by itself, how it is known to be genuine, and what it wants as answer.

use maud::{Markup, html};

use super::language::Language;
use super::{answer, documentation, field, words};
use crate::model::{Acknowledgement, Authenticity, Identity, Notification, Siblings, Vendor};

/// A notification.
pub(super) fn section(language: Language, vendor: &Vendor, notification: &Notification) -> Markup {
    let presence = |member| {
        let rules = notification.presence_rules(member)?;
        let siblings = Siblings::Notification(&notification.fields);
        Some(words::by_rule(language, siblings, rules))
    };
    let formats = notification.formats.iter();
    let formats = formats.map(|format| format.encoding.row().media_type);
    let formats: Vec<&str> = formats.collect();
    html! {
        section id=(notification.name) {
            h3 { code { (notification.name) } " " (language.label(&notification.summary)) }
            dl {
                dt { (language.say("출처", "Source")) }
                dd { (documentation::source(language, vendor, &notification.citation)) }
                dt { (language.say("본문 형식", "Body")) }
                dd { (formats.join(language.say(" 또는 ", " or "))) }
                (authenticity(language, vendor, notification))
                (identity(language, &notification.identity))
                dt { (language.say("받았을 때의 응답", "Answer where it was taken")) }
                dd { (acknowledgement(&notification.acknowledgement)) }
                @if let Some(rejection) = &notification.rejection {
                    dt { (language.say("받지 못했을 때의 응답", "Answer where it was not taken")) }
                    dd { (acknowledgement(rejection)) }
                }
                @for sources in &notification.sources {
                    dt { (language.say("보내는 주소", "Sent from")) }
                    dd {
                        @if let Some(environment) = &sources.environment { (environment) ": " }
                        @for network in &sources.networks { code { (network) } " " }
                    }
                }
            }
            @if let Some(note) = &notification.note { p { (language.prose(note)) } }
            (field::arriving(language, vendor, &notification.fields, &presence))
            @if let Some(stored) = &notification.stored {
                h4 { (language.say("요청할 때 저장해 둘 값", "What is to be stored with the request")) }
                (field::stored(language, vendor, &stored.values))
            }
            (documentation::left_out(language, &notification.left_out))
            @for quirk in &notification.quirks { (documentation::quirk(language, quirk)) }
        }
    }
}

fn authenticity(language: Language, vendor: &Vendor, notification: &Notification) -> Markup {
    html! {
        @match &notification.authenticity {
            Authenticity::Proof(proof) => {
                @let made = crate::diff::notification_proof_in_words(vendor, notification, proof);
                (answer::proved(language, proof, &made))
            }
            Authenticity::None(instead) => {
                dt { (language.say("위변조 검증", "Proof")) }
                dd { (language.say("없음.", "None.")) " " (language.prose(instead)) }
            }
        }
    }
}

fn identity(language: Language, identity: &Identity) -> Markup {
    html! {
        @match identity {
            Identity::Members(paths) => {
                dt { (language.say("중복 판별", "Told apart by")) }
                dd { @for path in paths { code { (path) } " " } }
            }
            Identity::Undocumented(instead) => {
                dt { (language.say("중복 판별", "Told apart by")) }
                dd { (language.prose(instead)) }
            }
            Identity::Unsaid => {}
        }
    }
}

fn acknowledgement(acknowledgement: &Acknowledgement) -> Markup {
    let Acknowledgement {
        status,
        content_type,
        body,
    } = acknowledgement;
    html! {
        "HTTP " (status)
        @if !body.is_empty() { ", " code { (body) } " (" (content_type) ")" }
    }
}
