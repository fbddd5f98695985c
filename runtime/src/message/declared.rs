//! The types that generated code declares: requests with their builders and getters, answers and notifications. What the
//! runtime knows of their members — how they are read back, how they are written down — is made here, from the one list of
//! them.

/// Declares a checked request, without which nothing is sent: a struct with its builder (see [`builder!`](crate::builder)),
/// a getter for each member, and, with the feature `serde`, how it is written down. A request of which nothing is asked has
/// no builder.
///
/// ```
/// use kpg_runtime::prelude::*;
///
/// request_type! {
///     /// Takes a payment back.
///     pub struct Cancel {
///         transaction_id: String,
///         amount: u64,
///         reason: Option<String>,
///     }
///
///     /// Makes a [`Cancel`].
///     pub struct CancelBuilder(CancelDraft);
/// }
///
/// let draft = CancelDraft { transaction_id: Some("T1".to_owned()), amount: Some(1_000), reason: None };
/// let cancel = draft.complete()?;
/// assert_eq!((cancel.transaction_id(), cancel.amount(), cancel.reason()), ("T1", 1_000, None));
/// # Ok::<(), &str>(())
/// ```
#[macro_export]
macro_rules! request_type {
    ($(#[$attribute:meta])* pub struct $name:ident;) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name;

        impl $name {
            /// Everything it holds is supplied by the client.
            #[must_use]
            pub fn new() -> Self {
                Self
            }
        }

        $crate::record! { $name }
    };
    (
        $(#[$attribute:meta])*
        pub struct $name:ident { $($members:tt)* }
        $(#[$builder_attribute:meta])*
        pub struct $builder:ident($draft:ident);
    ) => {
        $crate::builder! {
            $(#[$attribute])*
            #[derive(PartialEq)]
            pub struct $name { $($members)* }

            $(#[$builder_attribute])*
            pub struct $builder($draft);
        }

        $crate::getters! { $name $builder [] $($members)* }
    };
}

/// The getters of a request, each with the type that suits reading: texts and lists are lent, numbers are copied.
#[doc(hidden)]
#[macro_export]
macro_rules! getters {
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: String, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [&] (&str) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: u64, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [] (u64) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: i64, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [] (i64) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: bool, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [] (bool) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Vec<$item:ty>, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [&] (&[$item]) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Option<String>, $($rest:tt)*) => {
        $crate::getters! {
            $name $builder [$($done)* ($member [] (::core::option::Option<&str>) [.as_deref()])] $($rest)*
        }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Option<u64>, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [] (::core::option::Option<u64>) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Option<i64>, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [] (::core::option::Option<i64>) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Option<bool>, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [] (::core::option::Option<bool>) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Option<Vec<$item:ty>>, $($rest:tt)*) => {
        $crate::getters! {
            $name $builder
            [$($done)* ($member [] (::core::option::Option<&[$item]>) [.as_deref()])]
            $($rest)*
        }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: Option<$type:ty>, $($rest:tt)*) => {
        $crate::getters! {
            $name $builder [$($done)* ($member [] (::core::option::Option<&$type>) [.as_ref()])] $($rest)*
        }
    };
    ($name:ident $builder:ident [$($done:tt)*] $member:ident: $type:ty, $($rest:tt)*) => {
        $crate::getters! { $name $builder [$($done)* ($member [&] (&$type) [])] $($rest)* }
    };
    ($name:ident $builder:ident [$(($member:ident [$($lent:tt)?] ($read:ty) [$($convert:tt)*]))*]) => {
        impl $name {$(
            #[doc = ::core::concat!(
                "What was given with [`", ::core::stringify!($builder), "::", ::core::stringify!($member), "`]."
            )]
            #[must_use]
            pub fn $member(&self) -> $read {
                $($lent)? self.$member $($convert)*
            }
        )*}

        $crate::record! { $name $($member)* }
    };
}

/// Declares what arrives: an answer, a notification, or an object in one, whose members are public. With the feature `serde`
/// it says how it is written down.
///
/// ```
/// use kpg_runtime::prelude::*;
///
/// answer_type! {
///     /// What a cancel is answered.
///     pub struct CancelAnswer {
///         /// Transaction ID.
///         pub transaction_id: String,
///     }
/// }
/// ```
#[macro_export]
macro_rules! answer_type {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident { $($(#[$docs:meta])* pub $member:ident: $type:ty,)* }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name { $($(#[$docs])* pub $member: $type,)* }

        $crate::record! { $name $($member)* }
    };
}
