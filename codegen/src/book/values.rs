//! Lists: the values of enumerations, and result codes with what they mean.

use maud::{Markup, html};

use super::language::Language;
use crate::model::{CodeSet, CodeSetId, EnumerationId, Vendor};

/// What leads to the values of an enumeration.
pub(super) fn link(language: Language, vendor: &Vendor, id: EnumerationId) -> Markup {
    html! {
        @if let Some(enumeration) = vendor.enumerations.get(id.0) {
            (language.say("값 목록", "one of")) " "
            a href=(format!("#values-{}", enumeration.name)) { (enumeration.name) }
        }
    }
}

/// What leads to the codes of an operation.
pub(super) fn codes_link(vendor: &Vendor, id: CodeSetId) -> Markup {
    html! {
        @if let Some(set) = vendor.code_sets.get(id.0) {
            a href=(format!("#codes-{}", set.name)) { (set.name) }
        }
    }
}

/// Every enumeration.
pub(super) fn enumerations(language: Language, vendor: &Vendor) -> Markup {
    html! {
        @for enumeration in &vendor.enumerations {
            h3 id=(format!("values-{}", enumeration.name)) {
                code { (enumeration.name) } " " (language.label(&enumeration.label))
            }
            @if enumeration.open {
                p { (language.say("목록에 없는 값이 올 수 있습니다.", "Values that are not listed may arrive.")) }
            }
            table {
                (language.heads(&[("값", "Value"), ("의미", "Meaning")]))
                tbody {
                    @for choice in &enumeration.choices {
                        tr { td { code { (choice.wire) } } td { (language.label(&choice.label)) } }
                    }
                }
            }
        }
    }
}

/// Every list of result codes that has one.
pub(super) fn code_sets(language: Language, vendor: &Vendor) -> Markup {
    html! {
        @for set in vendor.code_sets.iter().filter(|set| !set.codes.is_empty()) {
            h3 id=(format!("codes-{}", set.name)) { code { (set.name) } }
            (codes(language, set))
        }
    }
}

fn codes(language: Language, set: &CodeSet) -> Markup {
    html! {
        table {
            (language.heads(&[("코드", "Code"), ("의미", "Meaning"), ("HTTP", "HTTP")]))
            tbody {
                @for code in &set.codes {
                    tr {
                        td { code { (code.wire) } }
                        td {
                            (language.label(&code.label))
                            @if code.undecided {
                                " " span.mark { (language.say("처리 여부 불명", "outcome unknown")) }
                            }
                        }
                        td { @if let Some(status) = code.status { (status) } }
                    }
                }
            }
        }
    }
}
