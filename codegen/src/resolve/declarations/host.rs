//! Environments, and the hosts that each of them has.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Address, Environment, Name, NamedAddress, reserved};
use crate::resolve::context::{find, names};
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::source::Span;
use crate::syntax::spec::{self, HostAddress, Named, Spec};
use crate::words::listed;

/// The names of the hosts, as the first environment lists them; none where the vendor has one host.
pub(crate) fn hosts(spec: &Spec, out: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::new("hosts");
    let mut hosts = Vec::new();
    for host in first_hosts(spec) {
        if let Some(name) = text::name(&host.name, out) {
            scope.take(name.snake(), host.name.span, out);
            hosts.push(name);
        }
    }
    hosts
}

fn first_hosts(spec: &Spec) -> &[Named<HostAddress>] {
    let first = spec.environments.first();
    match first.map(|environment| &environment.value) {
        Some(spec::Environment::Hosts(hosts)) => hosts,
        Some(spec::Environment::OneHost(_)) | None => &[],
    }
}

/// The environments, each with the addresses of the same hosts.
pub(crate) fn environments(spec: &Spec, out: &mut Diagnostics) -> Vec<Environment> {
    let hosts = first_hosts(spec);
    let mut scope = Scope::new("environments").reserving(&reserved::ENVIRONMENTS);
    let mut list = Vec::new();
    for environment in &spec.environments {
        let name = text::name(&environment.name, out);
        if let Some(name) = &name {
            scope.take(&name.pascal(), environment.name.span, out);
        }
        let addresses = addresses(environment, hosts, out);
        if let (Some(name), Some(addresses)) = (name, addresses) {
            list.push(Environment { name, addresses });
        }
    }
    list
}

/// The address of every host, in their order; none if one of them cannot be read.
fn addresses(
    environment: &Named<spec::Environment>,
    hosts: &[Named<HostAddress>],
    out: &mut Diagnostics,
) -> Option<Vec<Address>> {
    match &environment.value {
        spec::Environment::OneHost(HostAddress::Undocumented(why)) => {
            let address = Address::Undocumented(why.value.clone());
            Some(vec![address; hosts.len().max(1)])
        }
        spec::Environment::OneHost(one) => {
            if let Some(first) = hosts.first() {
                let message = format!(
                    "`{}` has one address, and the vendor has several hosts",
                    environment.name.value
                );
                let conflict =
                    Diagnostic::new(DiagnosticCode::Conflict, environment.name.span, message)
                        .also(first.name.span, "the hosts are named here");
                out.push(conflict.help(format!("give the address of {}", host_list(hosts))));
            }
            address(one, environment.name.span, out).map(|address| vec![address])
        }
        spec::Environment::Hosts(given) => {
            has_the_same_hosts(environment, (hosts, given), out);
            kinds_agree(environment, (hosts, given), out);
            let read: Vec<_> = given
                .iter()
                .map(|host| (host, address(&host.value, host.name.span, out)))
                .collect();
            let in_order = hosts.iter().map(|host| {
                let mut read = read.iter();
                read.find(|(known, _)| known.name.value == host.name.value)
                    .and_then(|(_, address)| address.clone())
            });
            in_order.collect()
        }
    }
}

/// Reports hosts that an environment lacks, and those that only it has.
fn has_the_same_hosts(
    environment: &Named<spec::Environment>,
    (hosts, given): (&[Named<HostAddress>], &[Named<HostAddress>]),
    out: &mut Diagnostics,
) {
    if given.is_empty() {
        let message = format!("`{}` has no address", environment.name.value);
        let empty = Diagnostic::new(DiagnosticCode::MissingKey, environment.name.span, message);
        out.push(empty.help("write `https://…`, or `{ undocumented: why }`"));
    }
    for host in given {
        if find(hosts, &host.name.value).is_none() {
            let message = format!("`{}` is no host of the first environment", host.name.value);
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, host.name.span, message)
                .suggest(&host.name.value, names(hosts));
            out.push(unknown.help("every environment has the same hosts"));
        }
    }
    for host in hosts {
        if find(given, &host.name.value).is_none() && !given.is_empty() {
            let message = format!(
                "`{}` has no address of the host `{}`",
                environment.name.value, host.name.value
            );
            let missing =
                Diagnostic::new(DiagnosticCode::MissingKey, environment.name.span, message)
                    .also(host.name.span, "the host is named here");
            out.push(missing.help(
                "give its address here too; if the vendor does not publish it, write `{ undocumented: why }`",
            ));
        }
    }
}

/// Reports a host that has one address here and a list of them in the first environment, or the other way round.
fn kinds_agree(
    environment: &Named<spec::Environment>,
    (hosts, given): (&[Named<HostAddress>], &[Named<HostAddress>]),
    out: &mut Diagnostics,
) {
    for host in given {
        let Some(first) = find(hosts, &host.name.value) else {
            continue;
        };
        match (&first.value, &host.value) {
            (HostAddress::Url(_), HostAddress::Choice(_))
            | (HostAddress::Choice(_), HostAddress::Url(_)) => {
                let message = format!(
                    "`{}` has one address in one environment, and a list of them in `{}`",
                    host.name.value, environment.name.value
                );
                let conflict = Diagnostic::new(DiagnosticCode::Conflict, host.name.span, message)
                    .also(first.name.span, "here is the other form");
                out.push(
                    conflict.help(
                        "write a list in both; it may have one address: `{ name: https://… }`",
                    ),
                );
            }
            (HostAddress::Url(_), _)
            | (HostAddress::Choice(_), _)
            | (HostAddress::Undocumented(_) | HostAddress::Unreadable, _) => {}
        }
    }
}

fn host_list(hosts: &[Named<HostAddress>]) -> String {
    let names: Vec<&str> = names(hosts).collect();
    listed(&names, "and")
}

fn address(written: &HostAddress, place: Span, out: &mut Diagnostics) -> Option<Address> {
    match written {
        HostAddress::Url(url) => text::base_address(url, out).map(Address::Url),
        HostAddress::Undocumented(why) => Some(Address::Undocumented(why.value.clone())),
        HostAddress::Choice(list) if list.is_empty() => {
            let empty =
                Diagnostic::new(DiagnosticCode::MissingKey, place, "the host has no address");
            out.push(
                empty.help(
                    "write `https://…`, or each address by the name that answers have for it",
                ),
            );
            None
        }
        HostAddress::Choice(list) => {
            let named = list.iter().map(|one| {
                Some(NamedAddress {
                    wire: one.name.value.clone(),
                    url: text::base_address(&one.value, out)?,
                })
            });
            named.collect::<Option<_>>().map(Address::Choice)
        }
        HostAddress::Unreadable => None,
    }
}
