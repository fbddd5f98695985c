//! Addresses from which vendors say that they send notifications.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// All IP addresses that begin with the same bits; one address where all of its bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SourceNetwork {
    address: IpAddr,
    prefix: u8,
}

impl SourceNetwork {
    /// IPv4 addresses that have so many bits in common with this one.
    #[must_use]
    pub const fn v4([a, b, c, d]: [u8; 4], prefix: u8) -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::new(a, b, c, d)),
            prefix,
        }
    }

    /// IPv6 addresses that have so many bits in common with this one.
    #[must_use]
    pub const fn v6([a, b, c, d, e, f, g, h]: [u16; 8], prefix: u8) -> Self {
        Self {
            address: IpAddr::V6(Ipv6Addr::new(a, b, c, d, e, f, g, h)),
            prefix,
        }
    }

    /// Whether an address is one of these. An IPv4 address may be written as IPv6, as servers on both see it.
    #[must_use]
    pub fn contains(&self, peer: IpAddr) -> bool {
        let common = match (self.address, peer.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(peer)) => {
                (u32::from(own) ^ u32::from(peer)).leading_zeros()
            }
            (IpAddr::V6(own), IpAddr::V6(peer)) => {
                (u128::from(own) ^ u128::from(peer)).leading_zeros()
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
        };
        common >= u32::from(self.prefix)
    }
}

impl fmt::Display for SourceNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = match self.address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        };
        match self.prefix == bits {
            true => self.address.fmt(f),
            false => write!(f, "{}/{}", self.address, self.prefix),
        }
    }
}
