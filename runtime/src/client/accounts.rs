//! Several clients of one merchant.

/// A merchant's clients at one vendor, by what their credentials are for.
///
/// `K` is what they differ by, such as the kind of payment; `C` is the vendor's client.
#[derive(Clone, Debug)]
pub struct Accounts<K, C>(Vec<(K, C)>);

impl<K: Copy + Eq, C> Accounts<K, C> {
    /// Starts with none.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a client, in place of one for the same kind.
    #[must_use]
    pub fn with(mut self, kind: K, client: C) -> Self {
        self.0.retain(|(known, _)| *known != kind);
        self.0.push((kind, client));
        self
    }

    /// The client for a kind; none when the merchant has no such account.
    #[must_use]
    pub fn client(&self, kind: K) -> Option<&C> {
        let found = self.0.iter().find(|(known, _)| *known == kind);
        found.map(|(_, client)| client)
    }

    /// The kinds that there are clients for, in the order in which they were added.
    pub fn kinds(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(kind, _)| *kind)
    }
}

impl<K: Copy + Eq, C> Default for Accounts<K, C> {
    fn default() -> Self {
        Self::new()
    }
}
