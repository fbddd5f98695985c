//! The addresses from which a vendor sends its notifications.

use std::net::IpAddr;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Network, Sources};
use crate::resolve::context::{Context, lookup};
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec;

pub(super) fn sources(
    context: &Context<'_>,
    value: &spec::Notification,
    out: &mut Diagnostics,
) -> Vec<Sources> {
    match &value.sources {
        None => Vec::new(),
        Some(spec::Sources::Common(written)) => vec![Sources {
            environment: None,
            networks: networks(written, out),
        }],
        Some(spec::Sources::ByEnvironment(list)) => {
            let mut by_environment = Vec::new();
            for environment in list {
                lookup(
                    &context.spec.environments,
                    &environment.name,
                    "environment",
                    out,
                );
                by_environment.push(Sources {
                    environment: text::name(&environment.name, &mut Diagnostics::default()),
                    networks: networks(&environment.value, out),
                });
            }
            by_environment
        }
    }
}

fn networks(written: &[Text], out: &mut Diagnostics) -> Vec<Network> {
    let mut known = Vec::new();
    for text in written {
        let Some(network) = network(text, out) else {
            continue;
        };
        if known.contains(&network) {
            let twice = format!("`{}` stands twice among the sources", text.value);
            out.push(Diagnostic::new(DiagnosticCode::Conflict, text.span, twice));
        }
        known.push(network);
    }
    known
}

/// `203.0.113.7` or `203.0.113.0/24`
fn network(written: &Text, out: &mut Diagnostics) -> Option<Network> {
    const HELP: &str =
        "write an address, `203.0.113.7`, or all that begin with the same bits, `203.0.113.0/24`";
    let (address, prefix) = match written.value.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (written.value.as_str(), None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        text::bad(
            written,
            format!("`{}` is no IP address", written.value),
            HELP,
            out,
        );
        return None;
    };
    if address.to_canonical() != address {
        let message = format!("`{address}` is an IPv4 address written as IPv6");
        text::bad(
            written,
            message,
            &format!("write `{}`", address.to_canonical()),
            out,
        );
        return None;
    }
    let bits = Network::bits(address);
    let prefix = prefix.map_or(Some(bits), |prefix| prefix.parse().ok());
    let Some(prefix) = prefix.filter(|prefix| (1..=bits).contains(prefix)) else {
        let message = format!(
            "`{}` does not say how many of its {bits} bits count",
            written.value
        );
        text::bad(written, message, HELP, out);
        return None;
    };
    if has_bits_behind(address, prefix) {
        let message = format!(
            "`{}` has bits behind the first {prefix}, which do not count",
            written.value
        );
        text::bad(written, message, HELP, out);
        return None;
    }
    Some(Network { address, prefix })
}

fn has_bits_behind(address: IpAddr, prefix: u8) -> bool {
    let zeros = match address {
        IpAddr::V4(address) => u32::from(address).trailing_zeros(),
        IpAddr::V6(address) => u128::from(address).trailing_zeros(),
    };
    u32::from(Network::bits(address) - prefix) > zeros
}
