//! What a page is nearest to, where it is none of the documents of a spec: so that people see why it is not.

use kpg_codegen::model::Vendor;

use super::described::Described;
use super::likeness;
use super::location::Owner;
use super::text::folded;
use crate::page::{Cell, Page};
use crate::vocabulary;

/// The operation of a spec that has most in common with one of a page, and what it has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The title on the page.
    pub title: Option<Cell>,
    /// The operation of the spec.
    pub owner: Owner,
    /// How many names of fields are on both sides.
    pub shared: usize,
    /// How many names are on the page.
    pub on_page: usize,
    /// Whether the page gives the path of the operation.
    pub has_address: bool,
    /// Whether the page gives addresses, and none at a host of the spec.
    pub is_elsewhere: bool,
}

/// The operation of a spec that is nearest to one of a page; none where one of them has no operations.
pub fn nearest(page: &Page, vendor: &Vendor) -> Option<Nearest> {
    let all = Described::all(vendor);
    let known = all.into_iter().map(|(owner, described)| {
        let fields = described.fields(vendor, owner);
        (owner, described, fields)
    });
    let known: Vec<_> = known.collect();
    let candidates = page.operations.iter().flat_map(|operation| {
        known.iter().map(move |(owner, described, fields)| {
            let likeness = likeness::between(vendor, page, operation, (*described, fields));
            (operation, *owner, likeness)
        })
    });
    // An operation without fields is near to nothing.
    let (operation, owner, likeness) =
        candidates.max_by_key(|(_, _, likeness)| (likeness.score(), likeness.on_page))?;
    Some(Nearest {
        title: operation.title.clone(),
        owner,
        shared: likeness.shared,
        on_page: likeness.on_page,
        has_address: likeness.has_address,
        is_elsewhere: likeness.is_elsewhere,
    })
}

/// How much it counts that a document is called as the page or as an operation on it.
pub(super) fn named(page: &Page, vendor: &Vendor, document: usize) -> usize {
    let titles = page
        .operations
        .iter()
        .filter_map(|operation| operation.title.as_ref());
    let titles = titles.map(|title| folded(vocabulary::unnumbered(&title.text)));
    let titles: Vec<String> = titles.collect();
    let labels = vendor
        .documents
        .get(document)
        .map(|document| &document.title);
    let labels = labels
        .into_iter()
        .flat_map(|title| [title.ko.as_deref(), title.en.as_deref()]);
    let mut labels = labels.flatten().map(folded);
    match labels.any(|label| titles.contains(&label)) {
        true => likeness::NAMED,
        false => 0,
    }
}

/// The document of a page without operations: the only one of those without operations that is called as the page.
pub(super) fn by_title(page: &Page, vendor: &Vendor) -> Option<usize> {
    let names = page.names.iter().chain(&page.title);
    let names = names.map(|name| folded(vocabulary::unnumbered(&name.text)));
    let names: Vec<String> = names.filter(|_| page.operations.is_empty()).collect();
    only_uncited(vendor, |label| names.iter().any(|name| name == label))
}

/// The document of a list of codes without a title: the only one of those without operations that is called one of codes,
/// where the spec knows most of the codes.
pub(super) fn by_codes(page: &Page, vendor: &Vendor) -> Option<usize> {
    let known = |code: &str| {
        let mut codes = vendor.code_sets.iter().flat_map(|set| &set.codes);
        codes.any(|known| known.wire == code)
    };
    let count = page
        .codes
        .iter()
        .filter(|code| known(&code.code.text))
        .count();
    let is_of_codes = page.operations.is_empty() && count > 2 && count * 2 > page.codes.len();
    only_uncited(vendor, |label| {
        is_of_codes && vocabulary::is_of_codes(label)
    })
}

/// The only document without operations with such a title.
fn only_uncited(vendor: &Vendor, is_it: impl Fn(&str) -> bool) -> Option<usize> {
    let cited = |document: usize| {
        let mut all = Described::all(vendor).into_iter();
        all.any(|(_, described)| described.citation().document == document)
    };
    let documents = vendor.documents.iter().enumerate();
    let mut called = documents.filter(|(index, document)| {
        let labels = [document.title.ko.as_deref(), document.title.en.as_deref()];
        let mut labels = labels.into_iter().flatten().map(folded);
        !cited(*index) && labels.any(|label| is_it(&label))
    });
    let found = called.next().map(|(index, _)| index);
    found.filter(|_| called.next().is_none())
}
