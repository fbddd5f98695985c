//! The words of payment gateways' pages, in Korean and English, by what they stand in. Nothing but data lives here.
//!
//! Texts are compared without blanks, decoration and case, so that words without blanks stand in one text,
//! parted by blanks. No vendor is named: a page in other words is read after its words are added here.

mod columns;
mod headings;
mod lengths;
mod marks;
mod notes;
mod proofs;

pub(crate) use columns::*;
pub(crate) use headings::*;
pub(crate) use lengths::*;
pub(crate) use marks::*;
pub(crate) use notes::*;
pub(crate) use proofs::*;
