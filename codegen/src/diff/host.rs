//! Where requests go: environments, the hosts of each, and the host and address of an operation.

use super::comparison::Comparison;
use super::matching::{Matched, matched};
use super::scope::Scope;
use super::{ChangeKind, Subject, words};
use crate::model::{Environment, FieldRef, HostId, Name, Operation, Place, Target, Vendor};

/// The hosts and environments of the vendors.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.hosts, &comparison.new.hosts);
    let same = same_hosts(comparison.old, comparison.new);
    let subject = |name: &Name| Subject::vendor("host").item(name);
    let removed: Vec<&Name> = same.removed(old);
    for host in removed {
        comparison.vanished(ChangeKind::HostRemoved, &subject(host), host);
    }
    let added: Vec<&Name> = same.added(new);
    for host in added {
        comparison.appeared(ChangeKind::HostAdded, &subject(host), host);
    }
    environments(comparison, &same);
}

fn same_hosts(old: &Vendor, new: &Vendor) -> Matched {
    matched(&old.hosts, &new.hosts, &[&|a, b| a == b])
}

/// Whether two operations go to the same host: to the one of the same name or, where a vendor has one without a name,
/// to the same addresses.
fn is_same_host(comparison: &Comparison<'_>, old: HostId, new: HostId) -> bool {
    let (before, after) = (comparison.old, comparison.new);
    match (before.hosts.get(old.0), after.hosts.get(new.0)) {
        (None, None) => true,
        (Some(before), Some(after)) => before == after,
        (None, Some(_)) | (Some(_), None) => {
            let mut known = before.environments.iter();
            known.all(|environment| {
                let mut others = after.environments.iter();
                let same = others.find(|other| other.name == environment.name);
                same.is_none_or(|same| environment.address(old) == same.address(new))
            })
        }
    }
}

fn environments(comparison: &mut Comparison<'_>, hosts: &Matched) {
    let (old, new) = (&comparison.old.environments, &comparison.new.environments);
    let same = matched(old, new, &[&|a, b| a.name == b.name]);
    for (old, new) in same.pairs(old, new) {
        environment(comparison, hosts, old, new);
    }
    for old in same.removed(old) {
        let kind = match old.is_documented() {
            true => ChangeKind::EnvironmentRemoved,
            false => ChangeKind::Fact,
        };
        comparison.vanished(kind, &subject(old), addresses(comparison.old, old));
    }
    for new in same.added(new) {
        let kind = match new.is_documented() {
            true => ChangeKind::EnvironmentAdded,
            false => ChangeKind::Fact,
        };
        comparison.appeared(kind, &subject(new), addresses(comparison.new, new));
    }
}

fn subject(environment: &Environment) -> Subject {
    Subject::vendor("environment").item(&environment.name)
}

fn addresses(vendor: &Vendor, environment: &Environment) -> String {
    if let [first, others @ ..] = environment.addresses.as_slice()
        && others.iter().all(|other| other == first)
    {
        return words::address(first);
    }
    let hosts = vendor.hosts.iter().map(Some).chain(std::iter::repeat(None));
    let addresses = environment.addresses.iter().zip(hosts);
    let addresses = addresses.map(|(address, host)| match host {
        Some(host) => format!("{host}: {}", words::address(address)),
        None => words::address(address),
    });
    addresses.collect::<Vec<_>>().join(", ")
}

/// One environment, host by host.
fn environment(
    comparison: &mut Comparison<'_>,
    hosts: &Matched,
    old: &Environment,
    new: &Environment,
) {
    let at = subject(new);
    let kind = match (old.is_documented(), new.is_documented()) {
        (true, true) => ChangeKind::AddressChanged,
        (false, true) => ChangeKind::EnvironmentAdded,
        (true, false) => ChangeKind::EnvironmentRemoved,
        (false, false) => ChangeKind::Fact,
    };
    if kind != ChangeKind::AddressChanged && kind != ChangeKind::Fact {
        let (old, new) = (
            addresses(comparison.old, old),
            addresses(comparison.new, new),
        );
        comparison.turned(kind, &at, old, new);
        return;
    }
    let unnamed = comparison.old.hosts.is_empty() && comparison.new.hosts.is_empty();
    for (index, address) in new.addresses.iter().enumerate() {
        let before = old.addresses.iter().enumerate();
        let before = before
            .filter(|(before, _)| unnamed || hosts.are(*before, index))
            .map(|(_, before)| before)
            .next();
        let Some(before) = before.filter(|before| *before != address) else {
            continue;
        };
        let at = match comparison.new.hosts.get(index) {
            Some(host) => at.part(host.snake()),
            None => at.clone(),
        };
        comparison.turned(kind, &at, words::address(before), words::address(address));
    }
}

/// The host and the address of an operation.
pub(super) fn operation(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (&Operation, &Operation),
) {
    if !is_same_host(comparison, old.host, new.host) {
        let name = |vendor: &Vendor, host: HostId| {
            let name = vendor.hosts.get(host.0);
            name.map_or_else(|| "the only host".to_owned(), ToString::to_string)
        };
        let (old, new) = (
            name(comparison.old, old.host),
            name(comparison.new, new.host),
        );
        comparison.turned(ChangeKind::HostChanged, at, old, new);
    }
    if !is_same_target(scope, old, new) {
        comparison.turned(ChangeKind::PathChanged, at, old.address(), new.address());
    }
}

/// Whether two targets lead to the same address, in which a segment or a field may be called otherwise.
fn is_same_target(scope: &Scope<'_>, old: &Operation, new: &Operation) -> bool {
    let is = |before: FieldRef, after: FieldRef| scope.fields.get(&before) == Some(&after);
    let translated = |path: &str| translated(path, scope, old, new);
    match (&old.target, &new.target) {
        (Target::Path(before), Target::Path(after)) => translated(before) == *after,
        (
            Target::PathOfNamed { path, named_by },
            Target::PathOfNamed {
                path: new_path,
                named_by: new_named_by,
            },
        ) => translated(path) == *new_path && is(*named_by, *new_named_by),
        (
            Target::Given { url, named_by },
            Target::Given {
                url: new_url,
                named_by: new_named_by,
            },
        ) => {
            let named = match (named_by, new_named_by) {
                (None, None) => true,
                (Some(before), Some(after)) => is(*before, *after),
                (None, Some(_)) | (Some(_), None) => false,
            };
            is(*url, *new_url) && named
        }
        (Target::Path(_) | Target::PathOfNamed { .. } | Target::Given { .. }, _) => false,
    }
}

/// The path with its segments called as the new operation calls them.
fn translated(path: &str, scope: &Scope<'_>, old: &Operation, new: &Operation) -> String {
    let name = |index: usize| {
        let at = FieldRef {
            place: Place::Path,
            index,
        };
        let now = scope.fields.get(&at)?;
        Some(new.field(*now)?.wire.clone())
    };
    let mut translated = String::new();
    for (position, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((wire, rest)) if position > 0 => {
                let index = old.segments.iter().position(|field| field.wire == wire);
                let wire = index.and_then(name).unwrap_or_else(|| wire.to_owned());
                translated.push_str(&format!("{{{wire}}}{rest}"));
            }
            _ => translated.push_str(part),
        }
    }
    translated
}
