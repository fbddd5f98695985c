//! Places of fields: which part of a message a field belongs to, and which of its fields it is.

/// Which part of a message a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// A parameter of the query.
    Query,
    /// An HTTP header.
    Header,
    /// A member of the body.
    Body,
    /// Nowhere by itself: recipes take it in.
    Input,
    /// A member of a notification that has arrived.
    Received,
    /// Nowhere in a notification: the merchant stored it when it made the request, and the proof takes it in.
    Stored,
}

impl Place {
    /// The places of a request, in the order in which its builder takes them.
    pub const REQUEST: [Self; 5] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Body,
        Self::Input,
    ];

    /// Whether its fields go on the wire by themselves.
    pub fn is_sent(self) -> bool {
        match self {
            Self::Path | Self::Query | Self::Header | Self::Body => true,
            Self::Input | Self::Received | Self::Stored => false,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path segment",
            Self::Query => "query parameter",
            Self::Header => "header",
            Self::Body | Self::Received => "member",
            Self::Input => "input",
            Self::Stored => "stored value",
        }
    }
}

/// A field of the operation or notification at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldRef {
    /// Which list.
    pub place: Place,
    /// The position in the list of that place: see [`super::Request::fields`].
    pub index: usize,
}
