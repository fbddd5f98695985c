//! How members are written, and how the items of a list where nothing but names and values is written.

/// How members are written into a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// A JSON object.
    Json,
    /// Percent-encoded `name=value` pairs (`application/x-www-form-urlencoded`).
    Form,
    /// `name=value` in lines, not escaped. Requests are never written so: a value with a line end would become two.
    Lines,
}

/// How a query or a form writes the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// `ids=1&ids=2`
    SameName,
    /// `ids[]=1&ids[]=2`
    Brackets,
    /// `ids[0]=1&ids[1]=2`, and `items[0][name]=…` for a list of objects.
    Indexed,
    /// As `Indexed`, with a dot before the members of objects: `items[0].name=…`.
    IndexedDots,
}

impl Repeat {
    /// The name of an item.
    pub(crate) fn item(self, list: &str, index: usize) -> String {
        match self {
            Self::SameName => list.to_owned(),
            Self::Brackets => format!("{list}[]"),
            Self::Indexed | Self::IndexedDots => format!("{list}[{index}]"),
        }
    }

    /// The name of a member of an item.
    pub(crate) fn member(self, item: &str, name: &str) -> String {
        match self {
            Self::SameName | Self::Brackets | Self::Indexed => format!("{item}[{name}]"),
            Self::IndexedDots => format!("{item}.{name}"),
        }
    }
}
