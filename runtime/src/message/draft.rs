//! What generated builders fill in.

use std::marker::PhantomData;

use crate::Sensitive;

/// The fields of a request that is being built, and in its type the required ones given so far.
#[derive(Clone, Debug)]
pub struct Draft<T, G> {
    fields: T,
    given: PhantomData<G>,
}

impl<T: Default> Draft<T, ()> {
    /// Nothing given yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            fields: T::default(),
            given: PhantomData,
        }
    }
}

impl<T: Default> Default for Draft<T, ()> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, G> Draft<T, G> {
    /// Gives the required field `F`.
    #[must_use]
    pub fn give<F>(mut self, give: impl FnOnce(&mut T)) -> Draft<T, (F, G)> {
        give(&mut self.fields);
        Draft {
            fields: self.fields,
            given: PhantomData,
        }
    }

    /// Sets an optional field.
    #[must_use]
    pub fn set(mut self, set: impl FnOnce(&mut T)) -> Self {
        set(&mut self.fields);
        self
    }

    /// The fields as they are.
    #[must_use]
    pub fn finish(self) -> T {
        self.fields
    }
}

/// Declares a struct and its builder, without which none can be made. A member whose type is no `Option` is
/// required: the builder holds a draft of the struct in which every member is an `Option`, and the draft's `complete`
/// makes the struct of it.
///
/// ```
/// use kpg_runtime::prelude::*;
///
/// builder! {
///     /// Takes a payment back.
///     pub struct Cancel {
///         transaction_id: String,
///         reason: Option<String>,
///     }
///
///     /// Makes a [`Cancel`].
///     pub struct CancelBuilder(CancelDraft);
/// }
///
/// let draft = CancelDraft { transaction_id: Some("T1".to_owned()), reason: None };
/// assert_eq!(draft.complete().map(|cancel| cancel.transaction_id), Ok("T1".to_owned()));
/// assert_eq!(CancelDraft::default().complete().unwrap_err(), "transaction_id");
/// let _: CancelBuilder<()> = Cancel::builder();
/// ```
#[macro_export]
macro_rules! builder {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident { $($members:tt)* }
        $(#[$builder_attribute:meta])*
        pub struct $builder:ident($draft:ident);
    ) => {
        $crate::builder! { @members [$(#[$attribute])* $name $draft] [] $($members)* }

        $(#[$builder_attribute])*
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct $builder<G>($crate::Draft<$draft, G>);

        impl $name {
            #[doc = ::core::concat!("Starts one. [`", ::core::stringify!($builder), "`] says what is required.")]
            pub fn builder() -> $builder<()> {
                $builder($crate::Draft::new())
            }
        }
    };
    (@members $struct:tt [$($done:tt)*] $vis:vis $member:ident: Option<$type:ty>, $($rest:tt)*) => {
        $crate::builder! {
            @members $struct [$($done)* ($vis $member: $type, ::core::option::Option<$type>, optional)] $($rest)*
        }
    };
    (@members $struct:tt [$($done:tt)*] $vis:vis $member:ident: $type:ty, $($rest:tt)*) => {
        $crate::builder! { @members $struct [$($done)* ($vis $member: $type, $type, required)] $($rest)* }
    };
    (
        @members [$(#[$attribute:meta])* $name:ident $draft:ident]
        [$(($vis:vis $member:ident: $given:ty, $built:ty, $need:ident))*]
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        pub struct $name { $($vis $member: $built,)* }

        #[derive(Clone, Debug, Default)]
        struct $draft { $($member: ::core::option::Option<$given>,)* }

        impl $draft {
            /// What is built, or the name of a required member that was not given.
            fn complete(self) -> ::core::result::Result<$name, &'static str> {
                ::core::result::Result::Ok($name {
                    $($member: $crate::builder!(@$need self.$member, $member),)*
                })
            }
        }
    };
    (@required $value:expr, $member:ident) => { $value.ok_or(::core::stringify!($member))? };
    (@optional $value:expr, $member:ident) => { $value };
}

/// A given text that must not be shown.
pub fn sensitive(value: impl Into<String>) -> Option<Sensitive<String>> {
    Some(Sensitive::new(value.into()))
}
