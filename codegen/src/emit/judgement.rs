//! How answers are judged: what tells success from refusal.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{code_type, number, optional, path};
use crate::model::{
    Answer, Code, CodeKind, CodeSetId, Condition, Length, Operation, OtherCodes, Pending, Vendor,
};

/// The rules of one operation: those of its codes where it shares them with others, otherwise spelled out.
pub(super) fn rules_of_operation(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let answer = &operation.answer;
    let own = rules(vendor, answer);
    match shared(vendor, answer.codes) {
        Some(shared) if shared.to_string() == own.to_string() => {
            let codes = code_type(vendor, answer.codes);
            quote!(#codes::RULES)
        }
        _ => own,
    }
}

/// The rules that most operations with these codes have, where at least two have the same.
pub(super) fn shared(vendor: &Vendor, codes: CodeSetId) -> Option<TokenStream> {
    let operations = vendor.operations.iter();
    let answers = operations.map(|operation| &operation.answer);
    let answers = answers.filter(|answer| answer.codes == codes);
    let all: Vec<TokenStream> = answers.map(|answer| rules(vendor, answer)).collect();
    let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
    let count = |text: &String| texts.iter().filter(|other| *other == text).count();
    // The first of those that are equally frequent.
    let counted = all.into_iter().zip(texts.iter().map(count)).rev();
    let (rules, count) = counted.max_by_key(|(_, count)| *count)?;
    (count > 1).then_some(rules)
}

/// How success is told from refusal: only what differs from an answer judged by its code alone.
fn rules(vendor: &Vendor, answer: &Answer) -> TokenStream {
    let code = path(&answer.code);
    let message = answer
        .message
        .as_ref()
        .map(path)
        .map(|path| quote!(message: Some(#path),));
    let whole_numbers = match answer.code_kind {
        CodeKind::Integer => Some(quote!(number: true,)),
        CodeKind::Text => None,
    };
    let success = condition(&answer.success);
    let pending = match &answer.pending {
        Pending::When(when) => Some(condition(when)),
        Pending::Never | Pending::Always(_) => None,
    };
    let pending = pending.map(|pending| quote!(pending: Some(#pending),));
    let refused = answer
        .refused
        .as_ref()
        .map(condition)
        .map(|refused| quote!(refused: Some(#refused),));
    let codes = vendor
        .code_sets
        .get(answer.codes.0)
        .map(|set| set.codes.as_slice())
        .unwrap_or_default();
    let faults = answer.faults.iter().map(|fault| {
        let (code, message) = (
            path(&fault.code),
            optional(fault.message.as_ref().map(path)),
        );
        let statuses = optional(fault.statuses.map(|statuses| self::statuses(&[statuses])));
        let listed = codes.iter();
        let listed = listed.filter(|code| fault.codes.contains(&code.wire) && !code.undecided);
        let listed = self::listed(listed);
        let others = optional(others(&fault.other_codes, None));
        quote! {
            Fault { code: #code, message: #message, statuses: #statuses, listed: &[#(#listed),*], others: #others }
        }
    });
    let faults = (!answer.faults.is_empty()).then(|| quote!(faults: &[#(#faults),*],));
    let listed = vendor.code_sets.get(answer.codes.0);
    let listed = listed.into_iter().flat_map(|set| answer.refusals(set));
    let listed = self::listed(listed);
    let listed = (!listed.is_empty()).then(|| quote!(listed: &[#(#listed),*],));
    let others = others(&answer.other_codes, answer.code_length);
    let others = others.map(|others| quote!(others: Some(#others),));
    let undecided: Vec<&str> = codes
        .iter()
        .filter(|code| code.undecided)
        .map(|code| code.wire.as_str())
        .collect();
    let undecided = (!undecided.is_empty()).then(|| quote!(undecided: &[#(#undecided),*],));
    quote! {
        ResultRules {
            #message
            #whole_numbers
            success: #success,
            #pending
            #refused
            #undecided
            #listed
            #others
            #faults
            ..ResultRules::by_code(#code)
        }
    }
}

/// Codes that refuse in one shape, by the status that they come with.
fn listed<'m>(codes: impl Iterator<Item = &'m Code>) -> Vec<TokenStream> {
    let mut by_status: Vec<(Option<u16>, Vec<&str>)> = Vec::new();
    for code in codes {
        let mut groups = by_status.iter_mut();
        match groups.find(|(status, _)| *status == code.status) {
            Some((_, codes)) => codes.push(&code.wire),
            None => by_status.push((code.status, vec![&code.wire])),
        }
    }
    let groups = by_status.into_iter().map(|(status, codes)| {
        let statuses = optional(status.map(|status| statuses(&[(status, status)])));
        quote!(ListedCodes { codes: &[#(#codes),*], statuses: #statuses })
    });
    groups.collect()
}

/// What all other codes mean, where a document says that they refuse.
fn others(others: &OtherCodes, length: Option<Length>) -> Option<TokenStream> {
    match others {
        OtherCodes::Unsaid | OtherCodes::Undocumented(_) => None,
        OtherCodes::Refuse { statuses, .. } => {
            let statuses = self::statuses(statuses);
            let longest = optional(length.map(|length| {
                let most = number(length.max.into());
                quote!(#most)
            }));
            Some(quote!(OtherCodes { statuses: #statuses, longest: #longest }))
        }
    }
}

fn statuses(ranges: &[(u16, u16)]) -> TokenStream {
    let ranges = ranges.iter().map(|(first, last)| {
        let (first, last) = (number((*first).into()), number((*last).into()));
        quote!(#first..=#last)
    });
    quote!(&[#(#ranges),*])
}

fn condition(condition: &Condition) -> TokenStream {
    let tests = condition.tests.iter().map(|test| {
        let (path, values) = (path(&test.path), &test.values);
        quote!(Condition { member: #path, values: &[#(#values),*] })
    });
    quote!(&[#(#tests),*])
}
