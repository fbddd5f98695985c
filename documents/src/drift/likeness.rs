//! What an operation of a page and one of a spec have in common, and whether that is enough to be one. The number of a
//! section alone decides nothing: chapters are renumbered.

use std::collections::BTreeSet;

use kpg_codegen::model::{Address as Base, Vendor};

use super::described::{Described, both_ways, leaf};
use super::known::Known;
use super::text::folded;
use crate::page::{Address, DocumentedOperation, Page, Way};
use crate::vocabulary;

/// What an operation of the document costs that is not on the page.
pub(super) const MISSING: usize = 20;

/// What it is worth that a document is called as an operation on the page.
pub(super) const NAMED: usize = 120;

/// What two operations have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    has_section: bool,
    has_title: bool,
    pub(super) has_address: bool,
    /// The page gives paths, and not that of the spec.
    has_other_path: bool,
    has_method: bool,
    /// The page gives addresses, and none at a host of the spec.
    pub(super) is_elsewhere: bool,
    /// How many names of fields are on both sides, on the page, and in the spec.
    pub(super) shared: usize,
    pub(super) on_page: usize,
    pub(super) in_spec: usize,
}

impl Likeness {
    /// How much it is, to find the likest.
    pub(super) fn score(self) -> usize {
        let points = [
            (self.has_address, 60),
            (self.has_title, 60),
            (self.has_section, 15),
            (self.has_method, 5),
        ];
        let points = points.into_iter().filter(|(has, _)| *has);
        points.map(|(_, points)| points).sum::<usize>() + self.overlap() * 60 / 100
    }

    /// How many percent of the names are on both sides.
    fn overlap(self) -> usize {
        100 * self.shared / self.on_page.min(self.in_spec).max(1)
    }

    /// Whether it is enough to be one operation. What the spec has of the very page that it was made from is on that page, so
    /// that half of the names are enough there; which it is of several, the score tells.
    pub(super) fn is_enough(self, is_identical: bool) -> bool {
        if is_identical && self.overlap() >= 50 && !self.is_elsewhere {
            return true;
        }
        let here = !self.is_elsewhere;
        // The members that all answers have in common make no operation.
        let many = 4 * self.shared >= self.on_page.max(self.in_spec);
        let is_named = here && (self.has_section || (self.shared > 2 && many));
        match self.overlap() {
            ..25 => self.has_address && self.has_title,
            // Every vendor has a call that is titled `취소`.
            25..50 => self.has_address || (self.has_title && here),
            // Calls of one vendor have most of their members in common: at another path it is another one.
            50..80 if self.has_other_path => self.has_title,
            50.. => self.has_address || self.has_title || is_named,
        }
    }
}

/// What an operation of a page has in common with one of a spec.
pub(super) fn between(
    vendor: &Vendor,
    page: &Page,
    operation: &DocumentedOperation,
    (described, fields): (Described<'_>, &[Known<'_>]),
) -> Likeness {
    if operation.inbound != matches!(described, Described::Notification(_)) {
        return Likeness::default();
    }
    let title = operation.title.as_ref();
    let title = title.map(|title| title.text.as_str()).unwrap_or_default();
    let section = described.citation().section.as_deref();
    let (shared, on_page, in_spec) = names(operation, fields);
    let mut likeness = Likeness {
        has_section: section.is_some_and(|section| is_section(title, section)),
        has_title: is_titled(title, described),
        is_elsewhere: is_elsewhere(vendor, page, operation),
        shared,
        on_page,
        in_spec,
        ..Likeness::default()
    };
    if let Described::Operation(ours) = described {
        let used = ours.target.path().map(|path| path.trim_end_matches('/'));
        let mut paths = operation.addresses.iter().filter_map(Address::path);
        likeness.has_address =
            used.is_some_and(|used| paths.any(|path| path.trim_end_matches('/').ends_with(used)));
        let mut paths = operation.addresses.iter().filter_map(Address::path);
        likeness.has_other_path = used.is_some() && !likeness.has_address && paths.next().is_some();
        likeness.has_method = operation.method.given() == Some(&ours.method);
    }
    likeness
}

/// Whether a title is the summary of an operation, with or without words such as `API` around it.
fn is_titled(title: &str, described: Described<'_>) -> bool {
    let summary = described.summary();
    let labels = [summary.ko.as_deref(), summary.en.as_deref()];
    let titled = folded(vocabulary::unnumbered(title));
    let is_it = |label: String| {
        let rest = titled.replacen(&label, "", 1);
        !label.is_empty() && rest.len() < titled.len() && vocabulary::is_section(&rest)
    };
    let mut labels = labels.into_iter().flatten().map(folded);
    labels.any(|label| label == titled || is_it(label))
}

/// `2.1` is the section of `2.1 전체 취소`; a section without a number is the title itself.
fn is_section(title: &str, section: &str) -> bool {
    // `2.1` is neither `2.10` nor `2.1.3`.
    let goes_on = |rest: &str| {
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let rest = title.trim().strip_prefix(section);
    let whole = rest.is_some_and(|rest| !goes_on(rest));
    !section.is_empty() && (whole || folded(title) == folded(section))
}

/// How many names are on both sides, on the page, and in the spec.
fn names(operation: &DocumentedOperation, fields: &[Known<'_>]) -> (usize, usize, usize) {
    let page: BTreeSet<(bool, &str)> = both_ways(operation)
        .map(|(way, field)| (way == Way::Answer, leaf(&field.wire.text)))
        .collect();
    let spec: BTreeSet<(bool, &str)> = fields
        .iter()
        .map(|field| (field.at.way == Way::Answer, field.wire()))
        .collect();
    (page.intersection(&spec).count(), page.len(), spec.len())
}

/// Whether a page is byte by byte the file that the spec was made from.
pub(super) fn is_identical(page: &Page, vendor: &Vendor, document: usize) -> bool {
    let document = vendor.documents.get(document);
    document.is_some_and(|document| document.sha256.as_ref() == Some(&page.sha256))
}

/// Whether the page gives addresses, and none at a host of the spec.
pub(super) fn is_elsewhere(vendor: &Vendor, page: &Page, operation: &DocumentedOperation) -> bool {
    let given = operation.addresses.iter().chain(&page.environments);
    let given: Vec<&str> = given
        .filter_map(|address| host(address.url.as_deref()?))
        .collect();
    let known = hosts(vendor);
    !given.is_empty() && !known.is_empty() && given.iter().all(|host| !known.contains(host))
}

/// The hosts of a spec.
fn hosts(vendor: &Vendor) -> BTreeSet<&str> {
    let environments = vendor.environments.iter();
    let addresses = environments.flat_map(|environment| &environment.addresses);
    let urls = addresses.flat_map(|address| match address {
        Base::Url(url) => vec![url.as_str()],
        Base::Choice(list) => list.iter().map(|one| one.url.as_str()).collect(),
        Base::Undocumented(_) => Vec::new(),
    });
    urls.filter_map(host).collect()
}

fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', ':', '?']).next()
}
