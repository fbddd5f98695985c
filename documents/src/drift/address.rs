//! Addresses and methods of a page against those of the spec. What is sent there does not belong here.

use kpg_codegen::model::{Address as Base, HostId, Operation, Quirk, Vendor};

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
    // An address that an earlier answer gives is on no page.
    let Some(used) = ours.target.path() else {
        return;
    };
    let documented = corrected(&ours.quirks, key).unwrap_or(used);
    for address in &page.addresses {
        let Some(path) = address.path() else { continue };
        if ends_in(path, documented) {
            host(
                (vendor, Some(ours.host)),
                &page.addresses,
                (address, documented),
                found,
            );
            continue;
        }
        let obsolete = documented != used && ends_in(path, used);
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
        host((vendor, None), bases, (address, ""), found);
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
    let mut known = urls(vendor, None);
    known.find_map(|(_, base)| url.strip_prefix(base))
}

/// The base addresses of one host, or of all, each with the position of its environment.
fn urls(vendor: &Vendor, host: Option<HostId>) -> impl Iterator<Item = (usize, &str)> {
    let environments = vendor.environments.iter().enumerate();
    let addresses = environments.flat_map(move |(index, environment)| {
        let all = environment.addresses.iter().enumerate();
        let of_host = all.filter(move |(known, _)| host.is_none_or(|host| host.0 == *known));
        of_host.map(move |(_, address)| (index, address))
    });
    addresses.flat_map(|(index, address)| {
        let urls = match address {
            Base::Url(url) => vec![url.as_str()],
            Base::Choice(list) => list.iter().map(|one| one.url.as_str()).collect(),
            Base::Undocumented(_) => Vec::new(),
        };
        urls.into_iter().map(move |url| (index, url))
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
    (vendor, of): (&Vendor, Option<HostId>),
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
    let known: Vec<(usize, &str)> = urls(vendor, of).collect();
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
