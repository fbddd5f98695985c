//! Conditions over the values of other fields, as the runtime has them.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::number;
use crate::model::{FieldCondition, FieldTest, Siblings, Wanted};

/// `&[&[Is("QR_TYPE", &["2"]), Within("AMOUNT", &[(50000, u64::MAX)])]]`
pub(super) fn condition(siblings: Siblings<'_>, condition: &FieldCondition) -> TokenStream {
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter().map(|test| self::test(siblings, test));
        quote!(&[#(#tests),*])
    });
    quote!(&[#(#alternatives),*])
}

fn test(siblings: Siblings<'_>, test: &FieldTest) -> TokenStream {
    let wire = siblings.wire(test.field).unwrap_or_default();
    match &test.wanted {
        Wanted::Given(true) => quote!(IsGiven(#wire)),
        Wanted::Given(false) => quote!(IsLeftOut(#wire)),
        Wanted::Texts(texts) => quote!(Is(#wire, &[#(#texts),*])),
        Wanted::Numbers(ranges) => {
            let ranges = ranges.iter().map(|(least, most)| {
                let least = number(*least);
                match *most {
                    u64::MAX => quote!((#least, u64::MAX)),
                    most => {
                        let most = number(most);
                        quote!((#least, #most))
                    }
                }
            });
            quote!(Within(#wire, &[#(#ranges),*]))
        }
    }
}
