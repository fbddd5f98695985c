//! A vendor's API as a whole, and what is declared for all of its operations.

use super::{
    BrowserForm, Cipher, CodeSet, Credential, Document, Enumeration, EnumerationId, Environment,
    Field, HeaderCase, Label, LeftOut, Name, Notification, Operation, OptionId, Quirk, Record,
    Request, Session,
};

/// One vendor's API, as one spec file describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Vendor {
    /// The module, the cargo feature and the file name: lower-case ASCII letters and digits.
    pub id: Name,
    /// What the vendor is called.
    pub label: Label,
    /// The pages the spec was made from, in the spec's order.
    pub documents: Vec<Document>,
    /// Its hosts, where it names several; otherwise there is one without a name.
    pub hosts: Vec<Name>,
    /// Where requests go, in the spec's order; at least one has an address.
    pub environments: Vec<Environment>,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// The letter case in which the names of headers are sent over HTTP/1.1.
    pub header_case: HeaderCase,
    /// What a merchant is given by the vendor.
    pub credentials: Vec<Credential>,
    /// Whether a merchant has several sets of them, and by what they differ.
    pub accounts: Option<Accounts>,
    /// Ambiguities that a caller decides when building the client.
    pub options: Vec<ClientOption>,
    /// The option that chooses the encoding of request bodies, when operations take several.
    pub encoding_option: Option<OptionId>,
    /// Ciphers that fields are encrypted with.
    pub ciphers: Vec<Cipher>,
    /// Enumerations used by fields.
    pub enumerations: Vec<Enumeration>,
    /// Result codes, shared by operations or belonging to one.
    pub code_sets: Vec<CodeSet>,
    /// Tokens that must be fetched before other operations can be called.
    pub sessions: Vec<Session>,
    /// What the vendor remembers between calls, in the spec's order.
    pub records: Vec<Record>,
    /// The operations, in the spec's order.
    pub operations: Vec<Operation>,
    /// What a browser posts to the vendor, in the spec's order.
    pub forms: Vec<BrowserForm>,
    /// What the vendor sends by itself, in the spec's order.
    pub notifications: Vec<Notification>,
    /// Documented operations that the spec leaves out, and why.
    pub not_covered: Vec<LeftOut>,
    /// Contradictions that concern the whole vendor.
    pub quirks: Vec<Quirk>,
}

impl Vendor {
    /// Every request, of operations and of forms.
    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        let operations = self.operations.iter().map(|operation| &operation.request);
        operations.chain(self.forms.iter().map(|form| &form.request))
    }

    /// Every field of the requests, and every value that a merchant stored for the proof of a notification.
    pub fn given_fields(&self) -> impl Iterator<Item = &Field> {
        let stored = self
            .notifications
            .iter()
            .filter_map(|each| each.stored.as_ref());
        let of_requests = self.requests().flat_map(Request::all_fields);
        of_requests.chain(stored.flat_map(|stored| &stored.values))
    }
}

/// Time-outs in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection to stand.
    pub connect_ms: u64,
    /// For the next piece of the answer.
    pub read_ms: u64,
    /// For the whole call.
    pub total_ms: u64,
    /// Whether the vendor documents them; otherwise they are kpg's defaults.
    pub documented: bool,
}

/// A merchant has a set of credentials, and so a client, for each value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// By what they differ; a closed enumeration.
    pub by: EnumerationId,
    /// What they are.
    pub label: Label,
    /// Contradictions and assumptions.
    pub quirks: Vec<Quirk>,
}

/// An ambiguity of the document that the caller decides when building the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOption {
    /// Its name, such as `signature_variant`.
    pub name: Name,
    /// What is decided.
    pub label: Label,
    /// The ways to decide; the first is the default.
    pub choices: Vec<OptionChoice>,
    /// The contradictions that leave it open.
    pub quirks: Vec<Quirk>,
}

/// One way to decide a [`ClientOption`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionChoice {
    /// Its name.
    pub name: Name,
    /// What it does.
    pub label: Label,
}
