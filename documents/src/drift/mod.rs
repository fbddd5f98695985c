//! A vendor's page against the spec that was made from it: page and model in, differences out. Nothing here touches
//! the disk, knows YAML, or decides how differences are shown.
//!
//! A difference holds the facts of both sides as values (`difference.rs`). What it breaks, whether both sides can be
//! true and what would have to be written is decided on those values; `words.rs` makes text of them at the end.
//!
//! What is compared is what the document is known to say: where a quirk of the spec corrects a fact, the fact as
//! the quirk says the document has it. What a page is silent about never differs; a length or a presence that
//! was not understood is a note, and a table with unknown names that was not understood is a difference.

mod address;
mod admit;
mod cells;
mod codes;
mod demand;
mod described;
mod difference;
mod doubt;
mod edit;
mod effect;
mod field;
mod follow;
mod kind;
mod known;
mod likeness;
mod location;
mod matching;
mod nearest;
mod notation;
mod one_sided;
mod operation;
mod pair;
mod passages;
mod recipe;
mod since;
mod success;
mod text;
mod unread;
mod values;
mod words;

pub use demand::Demand;
pub use difference::{Difference, Doubt, Drift, Facts, Position};
pub use edit::{Edit, WrittenEdit};
pub use effect::effect;
pub use kind::DriftKind;
pub use location::{FieldLocation, Location, Owner};
pub use nearest::{Nearest, nearest};
pub use since::{Held, PageChange, PageChangeKind, Revision, Subject, held, since};

use kpg_codegen::model::Vendor;

use crate::page::Page;

/// Every difference between a page and what the spec says that the page says.
///
/// `document` is the position of the page in [`Vendor::documents`]; see [`document_of`].
pub fn drift(page: &Page, vendor: &Vendor, document: usize) -> Drift {
    let mut found: Vec<Difference> = Vec::new();
    let pairs = pair::operations(page, vendor, document);
    let compared = operation::compare(page, vendor, document, &pairs, &mut found);
    address::bases(vendor, page, &mut found);
    success::compare(page, &pairs, &mut found);
    values::compare(page, vendor, &pairs, &mut found);
    codes::compare(page, vendor, document, &pairs, &mut found);
    let identical = likeness::is_identical(page, vendor, document);
    unread::compare(page, vendor, &mut found);
    passages::compare(page, vendor, &mut found);
    let not_compared = recipe::compare(page, vendor, &pairs, &mut found);
    found.sort_by_key(Difference::line);
    let doubts = doubt::doubts(page, vendor, document, &pairs, &found);
    let mut notes = [unread::notes(page), compared.notes, not_compared].concat();
    notes.extend(passages::note(page, identical));
    Drift {
        document,
        identical,
        compared: compared.fields,
        notes,
        doubts,
        differences: found,
    }
}

/// The document of a spec that a page is a version of: the one with its digest, the one whose operations the page
/// describes, or, where neither has any, the one that is called so; none where the page is of something else.
pub fn document_of(page: &Page, vendor: &Vendor) -> Option<usize> {
    let mut documents = 0..vendor.documents.len();
    if let Some(same) = documents.find(|document| likeness::is_identical(page, vendor, *document)) {
        return Some(same);
    }
    let mut operations = page.operations.iter();
    let is_elsewhere = operations.any(|each| likeness::is_elsewhere(vendor, page, each));
    let score = |document: usize| {
        match pair::likeness(page, vendor, document) {
            // Pages of other vendors have the same titles.
            0 if is_elsewhere => 0,
            likeness => likeness + nearest::named(page, vendor, document),
        }
    };
    let best = (0..vendor.documents.len())
        .max_by_key(|document| (score(*document), std::cmp::Reverse(*document)));
    let best = best.filter(|document| score(*document) > 0);
    best.or_else(|| nearest::by_title(page, vendor))
        .or_else(|| nearest::by_codes(page, vendor))
}
