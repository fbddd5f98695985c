//! How answers are judged: what tells success from refusal.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{code_type, ident, number, optional, path};
use crate::model::{
    Answer, Code, CodeKind, CodeSetId, Condition, Length, Operation, OtherCodes, Pending, Vendor,
};

/// One rule: a member of `ResultRules`, and its value.
struct Judged {
    member: &'static str,
    value: TokenStream,
}

/// Rules that can be compared: with what they begin, and what differs from an answer judged by its code alone, or by the
/// HTTP status.
struct Rules {
    begun: TokenStream,
    differing: Vec<Judged>,
}

/// For each list of codes, an operation with the rules that most operations with these codes have; `None` where no
/// two have the same.
pub(super) struct SharedRules<'m>(Vec<Option<&'m Operation>>);

impl<'m> SharedRules<'m> {
    pub(super) fn of(vendor: &'m Vendor) -> Self {
        let codes = (0..vendor.code_sets.len()).map(CodeSetId);
        Self(codes.map(|codes| most_frequent(vendor, codes)).collect())
    }

    fn get(&self, vendor: &Vendor, codes: CodeSetId) -> Option<Rules> {
        let operation = (*self.0.get(codes.0)?)?;
        Some(rules(vendor, &operation.answer))
    }

    /// The rules that are shared under these codes.
    pub(super) fn under(&self, vendor: &Vendor, codes: CodeSetId) -> Option<TokenStream> {
        self.get(vendor, codes).map(|rules| rules.spelled_out())
    }

    /// The rules of one operation: those of its codes where it shares them with others, or what is other than in them;
    /// otherwise spelled out.
    pub(super) fn of_operation(&self, vendor: &Vendor, operation: &Operation) -> TokenStream {
        let answer = &operation.answer;
        let own = rules(vendor, answer);
        let alone = || {
            let own = own.spelled_out();
            quote!(&#own)
        };
        let Some(shared) = self.get(vendor, answer.codes) else {
            return alone();
        };
        let codes = code_type(vendor, answer.codes);
        match own.beside(&shared) {
            None => alone(),
            Some(others) if others.is_empty() => quote!(#codes::RULES),
            Some(others) => {
                let others = others.iter().map(|judged| judged.written());
                quote!(&ResultRules { #(#others,)* ..*#codes::RULES })
            }
        }
    }
}

fn most_frequent(vendor: &Vendor, codes: CodeSetId) -> Option<&Operation> {
    let operations = vendor.operations.iter();
    let with_codes = operations.filter(|operation| operation.answer.codes == codes);
    let all: Vec<(&Operation, String)> = with_codes
        .map(|operation| {
            let rules = rules(vendor, &operation.answer);
            (operation, rules.spelled_out().to_string())
        })
        .collect();
    let count = |text: &String| all.iter().filter(|(_, other)| other == text).count();
    // The first of those that are equally frequent.
    let counted = all.iter().rev();
    let counted = counted.map(|(operation, text)| (*operation, count(text)));
    let (operation, count) = counted.max_by_key(|(_, count)| *count)?;
    (count > 1).then_some(operation)
}

impl Judged {
    fn written(&self) -> TokenStream {
        let (member, value) = (ident(self.member), &self.value);
        quote!(#member: #value)
    }
}

impl Rules {
    fn spelled_out(&self) -> TokenStream {
        let begun = &self.begun;
        let differing = self.differing.iter().map(Judged::written);
        quote! {
            ResultRules {
                #(#differing,)*
                ..#begun
            }
        }
    }

    /// What is other than in the shared rules; `None` where those have a rule that these have not.
    fn beside(&self, shared: &Self) -> Option<Vec<&Judged>> {
        let own = |judged: &Judged| self.differing.iter().any(|own| own.member == judged.member);
        let fits = self.begun.to_string() == shared.begun.to_string();
        let is_same = |own: &Judged| {
            let mut others = shared.differing.iter();
            others.any(|judged| {
                judged.member == own.member && judged.value.to_string() == own.value.to_string()
            })
        };
        (fits && shared.differing.iter().all(own)).then(|| {
            let differing = self.differing.iter();
            differing.filter(|own| !is_same(own)).collect()
        })
    }
}

/// How success is told from refusal: only what differs from an answer judged by its code alone.
fn rules(vendor: &Vendor, answer: &Answer) -> Rules {
    let message = answer.message.as_ref().map(path);
    let message = message.map(|path| quote!(Some(#path)));
    let detail = answer.detail.as_ref().map(path);
    let detail = detail.map(|path| quote!(Some(#path)));
    let other_details = answer.other_codes.details().map(|_| quote!(true));
    let whole_numbers = match answer.code.as_ref().map(|code| code.kind) {
        Some(CodeKind::Integer) => Some(quote!(true)),
        Some(CodeKind::Text) | None => None,
    };
    let pending = match &answer.pending {
        Pending::When(when) => Some(when),
        Pending::Never | Pending::Always(_) => None,
    };
    let pending_statuses = pending.and_then(asked_statuses);
    let pending = pending.map(condition);
    let pending = pending.map(|pending| quote!(Some(#pending)));
    let refused = answer.refused.as_ref().map(condition);
    let refused = refused.map(|refused| quote!(Some(#refused)));
    let codes = vendor
        .code_sets
        .get(answer.codes.0)
        .map(|set| set.codes.as_slice())
        .unwrap_or_default();
    let faults = faults(answer, codes);
    let faults = (!faults.is_empty()).then(|| quote!(&[#(#faults),*]));
    let listed = vendor.code_sets.get(answer.codes.0);
    let listed = listed.into_iter().flat_map(|set| answer.refusals(set));
    let listed = self::listed(listed);
    let listed = (!listed.is_empty()).then(|| quote!(&[#(#listed),*]));
    let others = others(&answer.other_codes, answer.code_length());
    let others = others.map(|others| quote!(Some(#others)));
    let undecided: Vec<&str> = codes
        .iter()
        .filter(|code| code.undecided)
        .map(|code| code.wire.as_str())
        .collect();
    let undecided = (!undecided.is_empty()).then(|| quote!(&[#(#undecided),*]));
    let rules = [
        ("message", message),
        ("detail", detail),
        ("other_details", other_details),
        ("number", whole_numbers),
        ("success", asked_members(&answer.success)),
        ("success_statuses", asked_statuses(&answer.success)),
        ("pending", pending),
        ("pending_statuses", pending_statuses),
        ("refused", refused),
        ("undecided", undecided),
        ("listed", listed),
        ("others", others),
        ("faults", faults),
    ];
    let judged = |(member, value): (&'static str, Option<TokenStream>)| {
        value.map(|value| Judged { member, value })
    };
    Rules {
        begun: match &answer.code {
            Some(code) => {
                let code = path(&code.path);
                quote!(ResultRules::by_code(#code))
            }
            None => quote!(ResultRules::BY_STATUS),
        },
        differing: rules.into_iter().filter_map(judged).collect(),
    }
}

/// Other shapes of refusals.
fn faults(answer: &Answer, codes: &[Code]) -> Vec<TokenStream> {
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
    faults.collect()
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

/// The members that success asks for, where it asks for some.
fn asked_members(success: &Condition) -> Option<TokenStream> {
    (!success.tests.is_empty()).then(|| condition(success))
}

/// The HTTP statuses that a condition asks for, where it asks for some.
fn asked_statuses(condition: &Condition) -> Option<TokenStream> {
    let each = condition.statuses.iter();
    let ranges: Vec<(u16, u16)> = each.map(|status| (*status, *status)).collect();
    (!ranges.is_empty()).then(|| statuses(&ranges))
}

fn condition(condition: &Condition) -> TokenStream {
    let tests = condition.tests.iter().map(|test| {
        let (path, values) = (path(&test.path), &test.values);
        quote!(Condition { member: #path, values: &[#(#values),*] })
    });
    quote!(&[#(#tests),*])
}
