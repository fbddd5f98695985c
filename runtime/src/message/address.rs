//! Where requests may go.

use std::{error, fmt};

use url::{Host, Url, form_urlencoded};

use crate::PrepareError;
use crate::Wire;
use crate::steps;

/// Where a vendor's API lives: a checked `https` address without user, query or fragment.
///
/// Plain `http` is allowed on the loopback interface only, for sandboxes and tests; to another machine with
/// [`unencrypted_for_tests`](Self::unencrypted_for_tests).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Whether others can read what goes to an address.
enum Scheme {
    Encrypted,
    Plain,
}

impl BaseUrl {
    /// Checks an address.
    ///
    /// # Errors
    ///
    /// When it is no address that payments may be sent to; the error says why.
    pub fn parse(address: &str) -> Result<Self, AddressError> {
        match Self::checked(address)? {
            (url, Scheme::Encrypted) => Ok(Self(url)),
            (url, Scheme::Plain) if is_loopback(&url) => Ok(Self(url)),
            (_, Scheme::Plain) => Err(AddressError::NotEncrypted),
        }
    }

    /// As [`parse`](Self::parse), and takes plain `http` to another machine too: for a sandbox in a container that has a
    /// name of its own.
    ///
    /// **For tests only.** Everybody between both machines can read what is sent, credentials among it, and change what
    /// is answered.
    ///
    /// ```
    /// use kpg_runtime::BaseUrl;
    ///
    /// assert!(BaseUrl::parse("http://sandbox:8080/pay").is_err());
    /// assert!(BaseUrl::unencrypted_for_tests("http://sandbox:8080/pay").is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn unencrypted_for_tests(address: &str) -> Result<Self, AddressError> {
        match Self::checked(address) {
            Ok((url, Scheme::Plain)) => Ok(Self(url)),
            _ => Self::parse(address),
        }
    }

    fn checked(address: &str) -> Result<(Url, Scheme), AddressError> {
        let url = Url::parse(address).map_err(|_| AddressError::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::QueryOrFragment);
        }
        let scheme = match url.scheme() {
            "https" => Scheme::Encrypted,
            "http" => Scheme::Plain,
            _ => return Err(AddressError::NotHttps),
        };
        Ok((url, scheme))
    }

    /// The address of an operation: the base's path followed by `path`. What has a meaning of its
    /// own in an address (`?`, `#`, spaces) is escaped.
    #[must_use]
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        let base = self.0.path().trim_end_matches('/');
        let slash = if path.starts_with('/') { "" } else { "/" };
        url.set_path(&[base, slash, path].concat());
        url
    }

    /// The address of an operation whose path holds values: every `{name}` in `path` replaced by
    /// its value, percent-encoded so that it stays one segment whatever is in it.
    ///
    /// # Errors
    ///
    /// When a value is absent, empty, `.` or `..`: the request would go to another address. The
    /// value is not shown.
    pub fn fill(
        &self,
        path: &'static str,
        values: &[(&'static str, &dyn Wire)],
    ) -> Result<Url, PrepareError> {
        let mut filled = path.to_owned();
        for (name, value) in values {
            steps::reads(*value);
            let text = value.wire().unwrap_or_default();
            steps::sends(name, &text);
            if matches!(&*text, "" | "." | "..") {
                let what = format!("`{name}` cannot be left out of the address, nor be dots");
                return Err(PrepareError::new(what));
            }
            // Of what this leaves as it is nothing has a meaning in a path but `+`, for a space.
            let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            filled = filled.replace(&format!("{{{name}}}"), &encoded.replace('+', "%20"));
        }
        if filled.contains('{') {
            let what = format!("a part of the address `{path}` has no value");
            return Err(PrepareError::new(what));
        }
        Ok(self.join(&filled))
    }

    /// Whether an address is this one or lies below it: the same scheme, host and port, and the path of this one
    /// with further segments.
    pub(crate) fn leads_to(&self, url: &Url) -> bool {
        let base = self.0.path().trim_end_matches('/');
        let rest = url.path().strip_prefix(base);
        let below = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let origin = |url: &Url| {
            (
                url.scheme().to_owned(),
                url.host_str().map(str::to_owned),
                url.port(),
            )
        };
        below && origin(&self.0) == origin(url)
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The address with a query of these names and values, form-urlencoded and in this order. Absent
/// values are left out; without any there is no query.
#[must_use]
pub fn query(mut url: Url, values: &[(&'static str, &dyn Wire)]) -> Url {
    for (name, value) in values {
        steps::reads(*value);
        if let Some(text) = value.wire() {
            steps::sends(name, &text);
            url.query_pairs_mut().append_pair(name, &text);
        }
    }
    url
}

/// The path of an address as it is sent, with its leading slash.
#[must_use]
pub fn path_of(url: &Url) -> &str {
    url.path()
}

/// The query of an address as it is sent, without its question mark; empty when there is none.
#[must_use]
pub fn query_of(url: &Url) -> &str {
    url.query().unwrap_or_default()
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Why an address may not be used. The address itself is not shown: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressError {
    /// It is no address at all.
    NotAnAddress,
    /// It has neither `https` nor, on the loopback interface, `http`.
    NotHttps,
    /// It is `http` to another machine.
    NotEncrypted,
    /// It carries a user name or password.
    UserInfo,
    /// It carries a query or a fragment.
    QueryOrFragment,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnAddress => {
                "not an absolute address: write it like https://api.example.com/v1"
            }
            Self::NotHttps => "the address must start with https://",
            Self::NotEncrypted => {
                "http:// is for the loopback interface only (localhost, 127.0.0.1, [::1]): \
                 use https://, or in a test BaseUrl::unencrypted_for_tests"
            }
            Self::UserInfo => {
                "the address must not carry a user name or password: remove the part before @"
            }
            Self::QueryOrFragment => "the address must end before any `?` or `#`",
        })
    }
}

impl error::Error for AddressError {}
