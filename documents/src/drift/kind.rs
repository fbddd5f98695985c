//! The kinds of difference between a page and its spec, as one table. How they are found does not belong here.

/// Declares the kinds of something that happened to a page, each with what it is in words.
macro_rules! kinds {
    ($(#[$attribute:meta])* $name:ident: $($kind:ident $what:literal)*) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $what] $kind,)* }

        impl $name {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// What happened, in words.
            pub fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)* }
            }

            /// A stable name, such as `length_changed`.
            pub fn id(self) -> String {
                let variant = match self { $(Self::$kind => stringify!($kind),)* };
                kpg_codegen::model::snake_case(variant)
            }
        }
    };
}

pub(super) use kinds;

kinds! {
    /// What happened to a page.
    DriftKind:
    OperationAdded "the page describes an operation that the spec does not have"
    OperationRemoved "the page no longer describes this operation"
    MethodChanged "the page gives another HTTP method"
    PathChanged "the page gives another path"
    UrlChanged "the page gives another host or base path"
    EncryptionChanged "the page disagrees on whether it is encrypted"
    FieldAdded "the page has a field that the spec does not have"
    FieldRemoved "the page no longer has this field"
    FieldRenamed "the page most likely gives this field another name"
    FieldMoved "the page has this field in another place"
    LengthChanged "the page gives another length"
    RangeChanged "the page gives another least or greatest value"
    PresenceChanged "the page disagrees on whether it must be there"
    TypeChanged "the page gives another type"
    FormatChanged "the page gives another format"
    LabelChanged "the page gives another label"
    ValueAdded "the page lists a value that the spec does not have"
    ValueRemoved "the page no longer lists this value"
    ValueLabelChanged "the page gives another meaning of this value"
    CodeAdded "the page lists a result code that the spec does not have"
    CodeRemoved "the page no longer lists this result code"
    CodeLabelChanged "the page gives another meaning of this result code"
    CodeStatusChanged "the page gives another HTTP status with this result code"
    SuccessChanged "the page says that this result code is success"
    RecipeChanged "the page says otherwise how this is signed or encrypted"
    QuirkObsolete "the page now says what the spec uses: the quirk no longer corrects anything"
    LeftOutGone "the page no longer has what the spec leaves out"
    TableUnread "the page has a table that was not understood, with names that the spec does not have"
}
