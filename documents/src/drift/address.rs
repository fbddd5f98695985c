//! Addresses and methods of a page against those of the spec. What is sent there does not belong here.

use kpg_codegen::model::{Address as Base, Operation, Quirk, Vendor};

use super::difference::{Difference, Facts};
use super::location::{Location, Owner};
use crate::page::{Address, DocumentedOperation, Page, Said};

pub(super) fn compare(
    vendor: &Vendor,
    page: &DocumentedOperation,
    (owner, ours): (Owner, &Operation),
    found: &mut Vec<Difference>,
) {
    method(page, (owner, ours), found);
    let key = key(ours);
    let documented = corrected(&ours.quirks, key).unwrap_or(ours.path.as_str());
    for address in &page.addresses {
        let Some(path) = address.path() else { continue };
        if ends_in(path, documented) {
            host(vendor, &page.addresses, (address, documented), found);
            continue;
        }
        let obsolete = documented != ours.path && ends_in(path, &ours.path);
        let facts = Facts::Path {
            page: below(vendor, address).unwrap_or(path).to_owned(),
            spec: documented.to_owned(),
        };
        found.push(Difference {
            facts,
            quirk_is_obsolete: obsolete,
            at: Location::Owner(owner, Some(key)),
            cell: Some(address.cell.clone()),
            edit: None,
        });
        // The same path for another environment says nothing more.
        return;
    }
}

/// The base addresses that a page gives for all its operations, against those of the environments. An address
/// that the page does not call by an environment may be of anything.
pub(super) fn bases(vendor: &Vendor, page: &Page, found: &mut Vec<Difference>) {
    let bases = &page.environments;
    for address in bases.iter().filter(|one| one.environment.is_some()) {
        host(vendor, bases, (address, ""), found);
    }
}

/// The key under which the path of an operation stands.
fn key(operation: &Operation) -> &'static str {
    operation.method.word()
}

fn corrected<'q>(quirks: &'q [Quirk], fact: &str) -> Option<&'q str> {
    let mut corrections = quirks.iter().flat_map(|quirk| &quirk.corrections);
    let found = corrections.find(|correction| correction.fact == fact)?;
    found.documented.as_deref()
}

/// Whether a path of a page is one of the spec below some base; names in braces are any.
fn ends_in(page: &str, spec: &str) -> bool {
    let page: Vec<&str> = page.trim_matches('/').split('/').collect();
    let spec: Vec<&str> = spec.trim_matches('/').split('/').collect();
    let Some(from) = page.len().checked_sub(spec.len()) else {
        return false;
    };
    let varies = |segment: &str| segment.starts_with(['{', ':', '<', '$']);
    let tail = page.get(from..).unwrap_or_default();
    tail.iter()
        .zip(&spec)
        .all(|(page, spec)| page == spec || (varies(spec) && varies(page)))
}

/// The path of an address below one of the spec's bases.
fn below<'a>(vendor: &Vendor, address: &'a Address) -> Option<&'a str> {
    let url = address.url.as_deref()?;
    vendor
        .environments
        .iter()
        .find_map(|environment| match &environment.address {
            Base::Url(base) => url.strip_prefix(base.as_str()),
            Base::Undocumented(_) => None,
        })
}

fn method(
    page: &DocumentedOperation,
    (owner, ours): (Owner, &Operation),
    found: &mut Vec<Difference>,
) {
    if let Said::Given(fact) = &page.method
        && fact.value != ours.method
    {
        let facts = Facts::Method {
            page: fact.value,
            spec: ours.method,
        };
        let at = Location::Owner(owner, Some(key(ours)));
        found.push(Difference::shown_by(&fact.cell, at, facts));
    }
}

/// The host and base path of an address, against those of the environment that it most probably is of.
fn host(
    vendor: &Vendor,
    addresses: &[Address],
    (address, path): (&Address, &str),
    found: &mut Vec<Difference>,
) {
    let Some(url) = address.url.as_deref() else {
        return;
    };
    let base = url.trim_end_matches('/');
    let base = base
        .strip_suffix(path.trim_end_matches('/'))
        .unwrap_or(base);
    let known = vendor.environments.iter().enumerate();
    let known: Vec<(usize, &str)> = known
        .filter_map(|(index, environment)| match &environment.address {
            Base::Url(url) => Some((index, url.as_str())),
            Base::Undocumented(_) => None,
        })
        .collect();
    // A page that gives hosts for all operations may leave the base path to them.
    let below = |rest: &str| rest.is_empty() || (path.is_empty() && rest.starts_with('/'));
    let same = |known: &str| {
        let known = known.trim_end_matches('/');
        known.strip_prefix(base).is_some_and(below)
    };
    if known.is_empty() || path.contains('{') || known.iter().any(|(_, known)| same(known)) {
        return;
    }
    // What the page still has is not what has changed.
    let on_page = |known: &str| {
        let mut urls = addresses
            .iter()
            .filter_map(|address| address.url.as_deref());
        urls.any(|url| url.starts_with(known))
    };
    let (there, mut gone): (Vec<_>, Vec<_>) = known.iter().partition(|(_, known)| on_page(known));
    if gone.is_empty() {
        gone = there;
    }
    let like = |known: &str| (strsim::jaro_winkler(known, base) * 1000.0) as u32;
    let Some((index, was)) = gone.into_iter().max_by_key(|(_, known)| like(known)) else {
        return;
    };
    let at = Location::Environment(index);
    let found_before = found.iter().any(|difference| {
        let same_url = matches!(&difference.facts, Facts::Url { page, .. } if page == base);
        same_url && difference.at == at
    });
    if found_before {
        return;
    }
    let facts = Facts::Url {
        page: base.to_owned(),
        spec: was.to_owned(),
    };
    found.push(Difference::shown_by(&address.cell, at, facts));
}
