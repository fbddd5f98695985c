//! Answers: what says yes, what says no, and the members.

use maud::{Markup, html};

use super::language::Language;
use super::{documentation, field, values, words};
use crate::model::{Fault, Operation, OtherCodes, Part, Pending, Proof, ProofPlace, Vendor};

/// The answer of an operation.
pub(super) fn of_operation(language: Language, vendor: &Vendor, operation: &Operation) -> Markup {
    let answer = &operation.answer;
    html! {
        h4 { (language.say("응답", "Answer")) }
        dl {
            dt { (language.say("성공", "Accepted")) }
            dd { (words::sentence(&words::test(language, &answer.success))) }
            (pending(language, &answer.pending))
            @if let Some(refused) = &answer.refused {
                dt { (language.say("거절", "Refused")) }
                dd { (words::sentence(&words::test(language, refused))) }
            }
            @if let Some(code) = &answer.code {
                dt { (language.say("결과 코드", "Result code")) }
                dd { code { (code.path) } ", " (values::codes_link(vendor, answer.codes)) }
            }
            @if let Some(message) = &answer.message {
                dt { (language.say("결과 메시지", "Result message")) }
                dd { code { (message) } }
            }
            dt { (language.say("목록에 없는 코드", "Codes that are not listed")) }
            dd { (other_codes(language, vendor, &answer.other_codes)) }
            @if let Some(member) = answer.envelope.as_ref().map(|envelope| envelope.member()) {
                dt { (language.say("암호화", "Encryption")) }
                dd { (documentation::encrypted(language, member)) }
            }
            @if let Some(proof) = &answer.proof {
                @let made = crate::diff::answer_proof_in_words(vendor, operation, proof);
                (proved(language, proof, &made))
            }
        }
        @if !answer.fields.is_empty() {
            (field::arriving(language, vendor, &answer.fields, &|_| None))
        }
        @for each in &answer.faults { (fault(language, vendor, each)) }
    }
}

fn pending(language: Language, pending: &Pending) -> Markup {
    html! {
        @match pending {
            Pending::Never => {}
            Pending::When(condition) => {
                dt { (language.say("처리 중", "Pending")) }
                dd { (words::sentence(&words::test(language, condition))) }
            }
            Pending::Always(until) => {
                dt { (language.say("처리 중", "Pending")) }
                dd { (language.say("항상:", "always:")) " " (language.prose(until)) }
            }
        }
    }
}

fn other_codes(language: Language, vendor: &Vendor, codes: &OtherCodes) -> Markup {
    html! {
        @match codes {
            OtherCodes::Unsaid => (language.say("처리 여부를 알 수 없습니다.", "The outcome is unknown.")),
            OtherCodes::Undocumented(looked) => {
                (language.say("처리 여부를 알 수 없습니다.", "The outcome is unknown.")) " " (language.prose(looked))
            }
            OtherCodes::Refuse { citation, .. } => {
                (language.say("거절", "refused")) " (" (documentation::source(language, vendor, citation)) ")"
            }
        }
    }
}

/// How what arrives is known to be the vendor's. `made` says what the proof is made of.
pub(super) fn proved(language: Language, proof: &Proof, made: &str) -> Markup {
    html! {
        dt { (language.say("위변조 검증", "Proof")) }
        dd {
            @match &proof.place {
                ProofPlace::Member(path) => { code { (path) } }
                ProofPlace::Header(name) => { (language.say("헤더", "header")) " " code { (name) } }
            }
            " = " span lang="en" { (made) }
            (match proof.demanded {
                Part::Always => "",
                Part::OnSuccess => language.say(" (성공 응답)", " (where it accepts)"),
                Part::Optional => language.say(" (있을 때)", " (where it is there)"),
            })
        }
    }
}

fn fault(language: Language, vendor: &Vendor, fault: &Fault) -> Markup {
    html! {
        h4 { (language.say("다른 형태의 오류", "Another shape of refusal")) ": " (language.label(&fault.label)) }
        dl {
            dt { (language.say("결과 코드", "Result code")) }
            dd { code { (fault.code) } }
            @if let Some(message) = &fault.message {
                dt { (language.say("결과 메시지", "Result message")) }
                dd { code { (message) } }
            }
            @if let Some((first, last)) = fault.statuses {
                dt { "HTTP" }
                dd { (first) @if first != last { "–" (last) } }
            }
            @if !fault.codes.is_empty() {
                dt { (language.say("코드", "Codes")) }
                dd { @for code in &fault.codes { code { (code) } " " } }
            }
            @if let Some(citation) = &fault.citation {
                dt { (language.say("출처", "Source")) }
                dd { (documentation::source(language, vendor, citation)) }
            }
        }
    }
}
