//! The methods of a client that find out what became of a request: they make its inquiries and say what was found.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::{answer_type, code_type, ident, operation_type, pascal, snake};
use super::docs;
use crate::model::{Inquiry, Lacks, Operation, Pending, Vendor};

/// The variants of what several inquiries give.
const TURNS: [&str; 3] = ["First", "Second", "Third"];

/// `inquiry`, `second_inquiry`
pub(super) fn in_turn(place: usize, word: &str) -> String {
    match place {
        0 => word.to_owned(),
        1 => format!("second_{word}"),
        _ => format!("third_{word}"),
    }
}

/// How the client finds out what became of a request.
pub(super) struct Resolve<'v> {
    vendor: &'v Vendor,
    operation: &'v Operation,
    /// The inquiries with the operations that are asked; at least one.
    inquiries: Vec<(&'v Inquiry, &'v Operation)>,
    /// What the inquiries cannot be made without, beside the request.
    lacks: Lacks,
}

impl<'v> Resolve<'v> {
    /// None where no inquiry follows, or one whose answer can itself be pending.
    pub(super) fn new(vendor: &'v Vendor, operation: &'v Operation) -> Option<Self> {
        let inquiries = operation.inquiries.iter().filter_map(|inquiry| {
            let asked = vendor.operations.get(inquiry.request.operation.0)?;
            Some((inquiry, asked))
        });
        let inquiries: Vec<_> = inquiries.collect();
        let is_final = |(_, asked): &(&Inquiry, &Operation)| asked.answer.pending == Pending::Never;
        let can_resolve = !inquiries.is_empty() && inquiries.iter().all(is_final);
        let lack = |(inquiry, asked): &(&Inquiry, &Operation)| inquiry.request.lacks(asked);
        let lacks: Vec<Lacks> = inquiries.iter().map(lack).collect();
        let lacks = [Lacks::CallersValues, Lacks::MadeValues]
            .into_iter()
            .find(|one| lacks.contains(one));
        can_resolve.then_some(Self {
            vendor,
            operation,
            inquiries,
            lacks: lacks.unwrap_or(Lacks::Nothing),
        })
    }

    fn name(&self) -> Ident {
        ident(&format!("resolve_{}", self.operation.name))
    }

    /// What the method takes, with types.
    fn parameters(&self) -> TokenStream {
        let request = operation_type(self.operation, "");
        match (self.lacks, self.inquiries.first()) {
            (Lacks::CallersValues, Some((_, asked))) => {
                let inquiry = operation_type(asked, "");
                quote!(inquiry: &#inquiry)
            }
            (Lacks::MadeValues, _) => {
                let code = code_type(self.vendor, self.operation.answer.codes);
                quote!(request: &#request, lost: &CallError<#code>)
            }
            (Lacks::Nothing | Lacks::CallersValues, _) => quote!(request: &#request),
        }
    }

    fn result(&self) -> TokenStream {
        match self.inquiries.as_slice() {
            [(_, asked)] => resolution_type(self.vendor, asked),
            _ => {
                let name = operation_type(self.operation, "Resolution");
                quote!(#name)
            }
        }
    }

    /// What a caller does in an example after `error`, an unknown outcome; none where more must be known.
    pub(super) fn in_example(&self) -> Option<TokenStream> {
        let name = self.name();
        let arguments = match self.lacks {
            Lacks::CallersValues => return None,
            Lacks::MadeValues => quote!(&request, &error),
            Lacks::Nothing => quote!(&request),
        };
        Some(quote!({
            let resolution = client.#name(#arguments).await;
            println!("{resolution:?}");
        }))
    }

    /// What the documentation of a request says of it.
    pub(super) fn sentence(&self) -> String {
        let (name, request) = (&self.operation.name, self.operation.name.pascal());
        let with = match self.lacks {
            Lacks::CallersValues => {
                format!(", given what [`{request}::inquiry`] begins")
            }
            Lacks::MadeValues => ", given the failure too".to_owned(),
            Lacks::Nothing => String::new(),
        };
        format!("[`Client::resolve_{name}`] asks what became of it{with}.")
    }

    /// The method of the client.
    pub(super) fn method(&self) -> TokenStream {
        let (docs, name) = (docs::attributes(&self.documentation()), self.name());
        let (parameters, result) = (self.parameters(), self.result());
        let body = match self.inquiries.as_slice() {
            [only] => self.ask(0, *only),
            several => self.ask_in_turn(several),
        };
        quote! {
            #docs
            pub async fn #name(&self, #parameters) -> #result {
                #body
            }
        }
    }

    /// The signature of the method of the client that blocks.
    pub(super) fn blocking(&self) -> TokenStream {
        let (name, parameters, result) = (self.name(), self.parameters(), self.result());
        quote!(fn #name(&self, #parameters) -> #result;)
    }

    fn documentation(&self) -> Vec<String> {
        let request = operation_type(self.operation, "");
        let asked: Vec<String> = self
            .inquiries
            .iter()
            .map(|(_, asked)| format!("[`{0}`](Self::{0})", asked.name))
            .collect();
        let asks = match asked.len() {
            1 => "It asks once",
            _ => "It asks the next one only when the one before does not tell",
        };
        let mut lines = vec![format!(
            "Asks {} what became of the given [`{request}`]: after an unknown outcome or a pending answer. {asks}, and never sends the request itself again.",
            asked.join(", then ")
        )];
        if self
            .inquiries
            .iter()
            .any(|(inquiry, _)| inquiry.standing.is_none())
        {
            lines.push(String::new());
            lines.push("How the answer tells is not documented: it stays [`Resolution::Unknown`], with the answer for you to judge.".to_owned());
        }
        lines
    }

    /// One inquiry, and what it gives.
    fn ask(&self, place: usize, (inquiry, asked): (&Inquiry, &Operation)) -> TokenStream {
        let (request, ask) = (operation_type(self.operation, ""), snake(&asked.name));
        let standing = ident(&in_turn(place, "standing"));
        let standing_of = match &inquiry.standing {
            Some(_) => quote!(#request::#standing),
            None => quote!(|_| Standing::Unknown),
        };
        let method = in_turn(place, "inquiry");
        let made = match inquiry.request.lacks(asked) {
            Lacks::CallersValues => {
                return quote!(Resolution::new(self.#ask(inquiry).await, #standing_of));
            }
            Lacks::MadeValues => {
                let method = ident(&format!("{method}_after"));
                quote!(request.#method(lost))
            }
            Lacks::Nothing => {
                let method = ident(&method);
                quote!(request.#method())
            }
        };
        let inquiry = operation_type(asked, "");
        quote! {
            match #made {
                Ok(inquiry) => Resolution::new(self.#ask(&inquiry).await, #standing_of),
                Err(violations) => Resolution::not_asked(#inquiry::CALL, violations),
            }
        }
    }

    /// Inquiries one after the other, until one of them tells.
    fn ask_in_turn(&self, inquiries: &[(&Inquiry, &Operation)]) -> TokenStream {
        let result = self.result();
        let last = inquiries.len().saturating_sub(1);
        let turns = inquiries.iter().zip(TURNS).enumerate();
        let turns = turns.map(|(place, (inquiry, turn))| {
            let (asked, turn) = (self.ask(place, *inquiry), ident(turn));
            match place == last {
                true => quote!(#result::#turn(#asked)),
                false => quote! {
                    let found = #asked;
                    if found.standing() != Standing::Unknown {
                        return #result::#turn(found);
                    }
                },
            }
        });
        quote!(#(#turns)*)
    }
}

/// What several inquiries after a request give.
pub(super) fn resolution_enum(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    let resolve = Resolve::new(vendor, operation)?;
    if resolve.inquiries.len() < 2 {
        return None;
    }
    let name = operation_type(operation, "Resolution");
    let turns: Vec<_> = resolve.inquiries.iter().zip(TURNS).collect();
    let variants = turns.iter().map(|((_, asked), turn)| {
        let (turn, found) = (ident(turn), resolution_type(vendor, asked));
        let doc = format!(" [`Client::{}`] was asked last.", asked.name);
        quote!(#[doc = #doc] #turn(#found),)
    });
    let arms = turns.iter().map(|(_, turn)| {
        let turn = ident(turn);
        quote!(Self::#turn(found) => found.standing(),)
    });
    let doc = format!(
        " What the inquiries after a [`{}`] have found out.",
        pascal(&operation.name)
    );
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #[must_use = "it says whether money has moved"]
        pub enum #name { #(#variants)* }

        impl #name {
            #[doc = " What the inquiry that was made last says of the request."]
            #[must_use]
            pub fn standing(&self) -> Standing {
                match self { #(#arms)* }
            }
        }
    })
}

/// What asking about a request gives, when this operation is asked.
fn resolution_type(vendor: &Vendor, asked: &Operation) -> TokenStream {
    let code = code_type(vendor, asked.answer.codes);
    let answer = answer_type(asked);
    quote!(Resolution<#answer, #code>)
}
