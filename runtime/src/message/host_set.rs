//! Hosts of which an earlier answer says which one is called, or gives the whole address.

use url::Url;

use super::address::BaseUrl;
use crate::{PrepareError, Wire};

/// The addresses of a host that has several, by the names that the vendor's answers have for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostSet {
    addresses: &'static [(&'static str, &'static str)],
    stand_in: Option<BaseUrl>,
}

impl HostSet {
    /// The documented addresses: each a name and a base address.
    #[must_use]
    pub const fn new(addresses: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            addresses,
            stand_in: None,
        }
    }

    /// The same host at one other address, such as a sandbox: what would go to a documented address goes there, with
    /// its path and query.
    #[must_use]
    pub fn at(self, address: BaseUrl) -> Self {
        Self {
            stand_in: Some(address),
            ..self
        }
    }

    /// The address that has the name in a field of a request.
    ///
    /// # Errors
    ///
    /// When no address has the name. The value is not shown.
    pub fn named(&self, field: &'static str, name: &dyn Wire) -> Result<BaseUrl, PrepareError> {
        let (_, address) = self.of_name(field, name)?;
        match &self.stand_in {
            Some(address) => Ok(address.clone()),
            None => parsed(address),
        }
    }

    /// The whole address in a field of a request. It must lead to one of the documented addresses; where a second
    /// field names that address, to this one.
    ///
    /// # Errors
    ///
    /// When it leads elsewhere, is no address, or carries a user name or a fragment. The address is not shown, for it
    /// may hold a token.
    pub fn given(
        &self,
        (field, address): (&'static str, &dyn Wire),
        name: Option<(&'static str, &dyn Wire)>,
    ) -> Result<Url, PrepareError> {
        let allowed = match name {
            Some((field, name)) => std::slice::from_ref(self.of_name(field, name)?),
            None => self.addresses,
        };
        let text = address.wire().unwrap_or_default();
        let url = Url::parse(&text)
            .map_err(|_| PrepareError::new(format!("`{field}` holds no address")))?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            let what = format!("the address in `{field}` carries a user name or a fragment");
            return Err(PrepareError::new(what));
        }
        if let Some(stand_in) = &self.stand_in
            && stand_in.leads_to(&url)
        {
            return Ok(url);
        }
        for (_, address) in allowed {
            if parsed(address)?.leads_to(&url) {
                return Ok(self.stand_in.as_ref().map_or(url.clone(), |stand_in| {
                    let mut moved = stand_in.join(url.path());
                    moved.set_query(url.query());
                    moved
                }));
            }
        }
        let addresses: Vec<&str> = allowed.iter().map(|(_, address)| *address).collect();
        let addresses = addresses.join(", ");
        Err(PrepareError::new(format!(
            "the address in `{field}` leads to no address of the vendor ({addresses}), and nothing was sent to it"
        )))
    }

    /// The address of a name, with the name.
    fn of_name(
        &self,
        field: &'static str,
        name: &dyn Wire,
    ) -> Result<&'static (&'static str, &'static str), PrepareError> {
        let text = name.wire().unwrap_or_default();
        let mut addresses = self.addresses.iter();
        addresses
            .find(|(known, _)| *known == text)
            .ok_or_else(|| unknown(field, self.addresses))
    }
}

fn parsed(address: &str) -> Result<BaseUrl, PrepareError> {
    let what = |_| PrepareError::new(format!("`{address}` is no base address"));
    BaseUrl::parse(address).map_err(what)
}

fn unknown(field: &str, addresses: &[(&str, &str)]) -> PrepareError {
    let names: Vec<String> = addresses
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    PrepareError::new(format!(
        "`{field}` names no address of the vendor; the names are {}",
        names.join(", ")
    ))
}
