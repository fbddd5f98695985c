//! Environments of two specs, and the hosts of each.

use crate::diff::change::facts::VendorFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::matching::{Matched, matched};
use crate::model::{Environment, Vendor};

pub(super) fn compare_hosts(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.hosts, &comparison.new.hosts);
    let same = matched(old, new, &[&|a, b| a == b]);
    for name in same.removed(old) {
        let subject = Subject::of_vendor(SubjectPart::Host(name));
        comparison.add_vanished(ChangeKind::HostRemoved, &subject, Fact::Name(name));
    }
    for name in same.added(new) {
        let subject = Subject::of_vendor(SubjectPart::Host(name));
        comparison.add_appeared(ChangeKind::HostAdded, &subject, Fact::Name(name));
    }
    compare_environments(comparison, &same);
}

fn compare_environments(comparison: &mut Comparison<'_>, hosts: &Matched) {
    let (before, after) = (comparison.old, comparison.new);
    let (old, new) = (&before.environments, &after.environments);
    let same = matched(old, new, &[&|a, b| a.name == b.name]);
    for (old, new) in same.pairs(old, new) {
        compare_environment(comparison, hosts, old, new);
    }
    for old in same.removed(old) {
        let kind = match old.is_documented() {
            true => ChangeKind::EnvironmentRemoved,
            false => ChangeKind::Documentation,
        };
        comparison.add_vanished(kind, &subject(old), addresses_fact(before, old));
    }
    for new in same.added(new) {
        let kind = match new.is_documented() {
            true => ChangeKind::EnvironmentAdded,
            false => ChangeKind::Documentation,
        };
        comparison.add_appeared(kind, &subject(new), addresses_fact(after, new));
    }
}

fn subject(environment: &Environment) -> Subject<'_> {
    Subject::of_vendor(SubjectPart::Environment(&environment.name))
}

fn addresses_fact<'m>(vendor: &'m Vendor, environment: &'m Environment) -> VendorFact<'m> {
    VendorFact::Addresses {
        hosts: &vendor.hosts,
        addresses: &environment.addresses,
    }
}

/// Compares an environment that both specs have: as a whole where one of them does not give all addresses, else host
/// by host.
fn compare_environment<'m>(
    comparison: &mut Comparison<'m>,
    hosts: &Matched,
    old: &'m Environment,
    new: &'m Environment,
) {
    let (before, after) = (comparison.old, comparison.new);
    let kind = match (old.is_documented(), new.is_documented()) {
        (false, true) => ChangeKind::EnvironmentAdded,
        (true, false) => ChangeKind::EnvironmentRemoved,
        (true, true) => ChangeKind::AddressChanged,
        (false, false) => ChangeKind::Documentation,
    };
    if old.is_documented() != new.is_documented() {
        let (old, new_fact) = (addresses_fact(before, old), addresses_fact(after, new));
        comparison.add_replaced(kind, &subject(new), old, new_fact);
        return;
    }
    if before.hosts.is_empty() && after.hosts.is_empty() {
        let both = (old.addresses.first(), new.addresses.first());
        comparison.compare_optional(kind, &subject(new), both, VendorFact::Address);
    }
    for (old_index, new_index) in &hosts.both {
        let both = (old.addresses.get(*old_index), new.addresses.get(*new_index));
        let Some(host) = after.hosts.get(*new_index) else {
            continue;
        };
        let subject = Subject::of_vendor(SubjectPart::HostOfEnvironment {
            environment: &new.name,
            host,
        });
        comparison.compare_optional(kind, &subject, both, VendorFact::Address);
    }
}
