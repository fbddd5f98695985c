//! Words that the generated code has itself, so that nothing of a spec can be called so. Tests of the emitter hold
//! every list to what is emitted, in both directions (`emit/own_words.rs`).

use std::collections::BTreeSet;

use super::Name;

/// Cargo features of the generated crate beside those of the vendors, with what each is for. The manifest is made
/// from them; each turns on the runtime's feature of the same name.
pub(crate) const FEATURES: [(&str, &str); 8] = [
    ("reqwest", "The transport over reqwest."),
    ("rustls", "TLS for it."),
    (
        "native-tls",
        "TLS of the operating system for it, for servers that rustls cannot reach.",
    ),
    ("blocking", "Clients that block the calling thread."),
    ("tower", "Any tower service as a transport."),
    (
        "explain",
        "`Core::explain`: what a request is made of, step by step.",
    ),
    ("passphrases", "Private keys that a passphrase protects."),
    (
        "serde",
        "Requests, answers and notifications written down; values of lists read back.",
    ),
];

/// What else of the generated crate a vendor's module, feature or file would meet: the default features, the
/// runtime's name and its modules in the root, the file of the root, and that of the generated tests.
pub(crate) const CRATE: [&str; 7] = [
    ALL_VENDORS,
    "common",
    "default",
    "lib",
    "main",
    "runtime",
    "testing",
];

/// The cargo feature that stands for those of all vendors.
pub(crate) const ALL_VENDORS: &str = "all_vendors";

/// Crates that Rust code may name without importing them, in the root of the generated crate too.
pub(crate) const CRATES: [&str; 3] = ["alloc", "core", "std"];

/// Modules of a vendor beside those of its operations, and the crate that all of them import from.
pub(crate) const MODULES: [&str; 6] = [
    "blocking",
    "client",
    "given",
    "kpg_runtime",
    "structs",
    "types",
];

/// Methods of a vendor's clients beside those of its operations, inquiries and sessions.
pub(crate) const CLIENT_METHODS: [&str; 6] = [
    "builder",
    "client",
    "core",
    "wait",
    "with_retry",
    "with_timeouts",
];

/// Methods of a client's builder beside those of its options.
pub(crate) const CLIENT_BUILDER_METHODS: [&str; 15] = [
    "build_over",
    "certificate_authority",
    "client_certificate",
    "proxy",
    "http_client",
    "offload",
    "audit",
    "build",
    "build_blocking",
    "build_blocking_with",
    "build_with",
    "longest_answer",
    "retry",
    "source",
    "timeouts",
];

/// The option by which callers choose how requests are encoded, where a vendor takes several encodings.
pub(crate) const ENCODING_OPTION: &str = "request_encoding";

/// Members of a client's settings beside its options and sessions.
pub(crate) const SETTINGS: [&str; 3] = ["base_url", "credentials", "hosts"];

/// Methods of a request's or the credentials' builder beside its setters, and of what it makes beside the getters.
pub(crate) const BUILDER_METHODS: [&str; 2] = ["build", "builder"];

/// Words in the paths of files that import the marker of every required member.
pub(crate) const PATHS: [&str; 2] = ["given", "kpg_runtime"];

/// Types that a vendor's module has or may have beside those of its operations, notifications, types, codes and
/// options; and type parameters, inside which a type of the same name could not be named.
pub(crate) const TYPES: [&str; 15] = [
    "Accounts",
    "BlockingClient",
    "Client",
    "ClientBuilder",
    "Credentials",
    "CredentialsBuilder",
    "CredentialsDraft",
    "Environment",
    "G",
    "Hosts",
    "I",
    "O",
    "RequestEncoding",
    "Settings",
    "T",
];

/// Variables of the methods that compute a spec's values, which are variables too.
pub(crate) const VARIABLES: [&str; 15] = [
    "body",
    "credentials",
    "found",
    "headers",
    "members",
    "notice",
    "parameters",
    "received_at",
    "request",
    "sealed",
    "settings",
    "signed",
    "stored",
    "supply",
    "url",
];

/// What an open enumeration makes of a text that no spec lists.
pub(crate) const VARIANTS: [&str; 1] = ["Unknown"];

/// The environment of one's own.
pub(crate) const ENVIRONMENTS: [&str; 1] = ["Custom"];

/// Every word that generated files import from the runtime, sorted.
const PRELUDE: &str = include_str!("prelude.txt");

/// The types, variants and traits among the runtime's words.
pub(crate) fn runtime_types() -> impl Iterator<Item = &'static str> {
    PRELUDE.lines().filter(|word| !is_function(word))
}

/// The functions among the runtime's words.
pub(crate) fn runtime_functions() -> impl Iterator<Item = &'static str> {
    PRELUDE.lines().filter(|word| is_function(word))
}

fn is_function(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Whether Windows keeps the name for a device, so that no file of that name can be made there.
pub(crate) fn is_device(name: &Name) -> bool {
    let numbered = |device: &str| {
        let number = name.snake().strip_prefix(device);
        number.is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    matches!(name.snake(), "aux" | "con" | "nul" | "prn") || numbered("com") || numbered("lpt")
}

macro_rules! standard {
    ($($word:ident)*) => {
        /// Types, traits and variants that Rust code names without importing them: a glob import of a vendor's
        /// module would hide them.
        pub(crate) const STANDARD: &[&str] = &[$(stringify!($word)),*];

        /// Each is there; rustc says so.
        #[cfg(test)]
        #[allow(unused_imports)]
        use std::prelude::rust_2024::{$($word as _),*};
    };
}

standard! {
    AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Clone Copy Debug Default DoubleEndedIterator Drop Eq Err
    ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Hash Into IntoFuture IntoIterator Iterator None
    Ok Option Ord PartialEq PartialOrd Result Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec
}

/// Why a name cannot be a vendor's id, to follow the id.
pub(crate) fn vendor_problem(id: &Name) -> Option<&'static str> {
    let id_is = |words: &[&str]| words.contains(&id.snake());
    let features: BTreeSet<&str> = FEATURES.iter().map(|(name, _)| *name).collect();
    if features.contains(id.snake()) {
        return Some("is a cargo feature of the generated crate");
    }
    if id_is(&CRATE) {
        return Some("is a name that the generated crate needs itself");
    }
    if id_is(&CRATES) {
        return Some("is a crate that comes with Rust");
    }
    is_device(id).then_some("is a name that no file can have on Windows")
}
