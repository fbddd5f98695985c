//! What documents say beside facts: sources, what is left out, contradictions; and that a body is encrypted.

use maud::{Markup, html};

use super::language::Language;
use crate::model::{Citation, LeftOut, OneMessage, Quirk, Vendor};

/// That a body is encrypted, and where it stands then.
pub(super) fn encrypted(language: Language, member: Option<&str>) -> Markup {
    html! {
        @match member {
            Some(member) => { (language.say("암호화된 멤버", "encrypted, in")) " " code { (member) } }
            None => (language.say("본문 전체 암호화", "encrypted as a whole")),
        }
    }
}

/// What is documented and not in the spec.
pub(super) fn left_out(language: Language, list: &[LeftOut]) -> Markup {
    html! {
        @if !list.is_empty() {
            h4 { (language.say("제외한 항목", "Left out")) }
            ul {
                @for each in list {
                    li {
                        code { (each.name) }
                        @match each.message {
                            Some(OneMessage::Request) => (language.say(" (요청)", " (request)")),
                            Some(OneMessage::Answer) => (language.say(" (응답)", " (answer)")),
                            None => {}
                        }
                        ": " (language.prose(&each.reason))
                    }
                }
            }
        }
    }
}

/// Where a fact stands, with a link to the vendor's page.
pub(super) fn source(language: Language, vendor: &Vendor, citation: &Citation) -> Markup {
    html! {
        @if let Some(document) = vendor.documents.get(citation.document) {
            @match &document.url {
                Some(url) => { a href=(url) { (language.name(&document.title)) } }
                None => (language.name(&document.title)),
            }
        }
        @if let Some(section) = &citation.section { ", " (section) }
    }
}

/// A contradiction of the vendor's pages, folded.
pub(super) fn quirk(language: Language, quirk: &Quirk) -> Markup {
    html! {
        details {
            summary { (language.say("문서의 모순", "Quirk")) ": " (language.prose(&quirk.says)) }
            dl {
                dt { (language.say("확인된 사실", "Seen")) } dd { (language.prose(&quirk.seen)) }
                dt { (language.say("선택", "Chosen")) } dd { (language.prose(&quirk.chosen)) }
                @if let Some(why) = &quirk.why {
                    dt { (language.say("이유", "Why")) } dd { (language.prose(why)) }
                }
            }
        }
    }
}
