//! Servers: the published addresses of a vendor, by environment.

use serde_json::{Value, json};

use crate::model::{Address, Environment, HostId, Vendor};

/// The servers of all operations; none where the vendor names several hosts, since each operation has its own then.
pub(super) fn of_vendor(vendor: &Vendor) -> Vec<Value> {
    match vendor.hosts.is_empty() {
        true => of_host(vendor, HostId(0)),
        false => Vec::new(),
    }
}

/// The servers of an operation, where they are not those of all.
pub(super) fn of_operation(vendor: &Vendor, host: HostId) -> Option<Vec<Value>> {
    let servers = of_host(vendor, host);
    (!vendor.hosts.is_empty() && !servers.is_empty()).then_some(servers)
}

fn of_host(vendor: &Vendor, host: HostId) -> Vec<Value> {
    let environments = vendor.environments.iter();
    let servers = environments.flat_map(|environment| of_environment(environment, host));
    servers.collect()
}

fn of_environment(environment: &Environment, host: HostId) -> Vec<Value> {
    let name = environment.name.snake();
    match environment.address(host) {
        Some(Address::Url(url)) => vec![json!({ "url": url, "description": name })],
        Some(Address::Choice(addresses)) => {
            let servers = addresses.iter().map(|address| {
                let description =
                    format!("{name}, where an earlier answer names `{}`", address.wire);
                json!({ "url": address.url, "description": description })
            });
            servers.collect()
        }
        // An address that the vendor does not publish is nothing to call.
        Some(Address::Undocumented(_)) | None => Vec::new(),
    }
}
