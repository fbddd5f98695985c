//! What a request that follows is for.

/// What follows an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Inquiry,
    NetCancel,
    Next,
}

impl Role {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::NetCancel => "net-cancel",
            Self::Next => "next operation",
        }
    }
}
