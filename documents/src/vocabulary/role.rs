//! What the column of a table can hold. The words for it are in `words`.

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// The number of the row.
    Number,
    /// How deep it is in objects.
    Depth,
    /// The name on the wire.
    Wire,
    /// The name of the object that the fields beside and below are members of.
    Object,
    /// The name of a member, beside that of its object.
    Member,
    /// Where in a request it goes.
    Place,
    /// What the vendor calls it.
    Label,
    /// The length.
    Length,
    /// Whether it must be there.
    Presence,
    /// Whether it is encrypted.
    Encrypted,
    /// The type.
    Kind,
    /// Anything else.
    Note,
    /// The values that it may have, a line each, with what each means behind a tab; no page has such a column.
    Values,
    /// A value as an example.
    Example,
    /// A result code.
    Code,
    /// An HTTP status.
    Status,
    /// What a result code says.
    Message,
    /// The name of an environment.
    Environment,
    /// An address.
    Url,
}
