//! Whether the environments of a vendor are different places.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{Environment, HostAddress, Named, Spec};

/// Reports every address of an environment that another one has too, once for each environment.
pub(super) fn addresses_differ(spec: &Spec, out: &mut Diagnostics) {
    let mut known: Vec<(&str, String, Span)> = Vec::new();
    for environment in &spec.environments {
        let name = environment.name.value.as_str();
        let mut told = BTreeSet::new();
        for url in urls(&environment.value) {
            let address = normal(&url.value);
            let other = known
                .iter()
                .find(|(other, same, _)| *other != name && *same == address);
            if let Some((other, _, place)) = other.filter(|_| told.insert(address.clone())) {
                let message = format!("`{name}` has the address of `{other}`");
                let same = Diagnostic::new(DiagnosticCode::SameAddress, url.span, message)
                    .also(*place, "the same address")
                    .note("whoever means to test would move money, or ask a test for a payment that was made");
                out.push(same.help(
                    "correct one of the two; if the vendor tells tests apart by the keys alone, say so: `levels: { same_address: \
                     { level: allow, reason: … } }`",
                ));
            }
            known.push((name, address, url.span));
        }
    }
}

fn urls(environment: &Environment) -> Vec<&Text> {
    fn of_host(address: &HostAddress) -> Vec<&Text> {
        match address {
            HostAddress::Url(url) => vec![url],
            HostAddress::Choice(choices) => choices.iter().map(|choice| &choice.value).collect(),
            HostAddress::Undocumented(_) | HostAddress::Unreadable => Vec::new(),
        }
    }
    match environment {
        Environment::OneHost(address) => of_host(address),
        Environment::Hosts(hosts) => {
            let hosts = hosts.iter().map(|host: &Named<HostAddress>| &host.value);
            hosts.flat_map(of_host).collect()
        }
    }
}

/// An address as another spelling of it: hosts have no letter case, and 443 is the port of `https`.
fn normal(url: &str) -> String {
    let (host, path) = match url.get("https://".len()..) {
        Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
        None => (url, ""),
    };
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix(":443").unwrap_or(&host);
    format!("{host}/{path}")
}
