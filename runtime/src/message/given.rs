//! The typestate behind generated builders: which required fields were given.
//!
//! A builder carries the names of the given fields in its type, as nested pairs
//! `(newest, (older, ()))`. `build` asks that all required ones are among them; the positions
//! ([`Here`], [`There`]) are found by the compiler and never written by hand.

use std::marker::PhantomData;

/// The field stands first in the list.
#[derive(Debug)]
pub struct Here;

/// The field stands further down the list, at `I` of the rest.
#[derive(Debug)]
pub struct There<I>(PhantomData<I>);

/// The field was given: it stands at `I` in the list `G`.
///
/// The field is the type that implements it, not the list: rustc names the implementing type
/// when it says what is missing.
#[diagnostic::on_unimplemented(
    message = "the required field `{Self}` was not given",
    label = "the required field `{Self}` is missing here",
    note = "call the builder's method `{Self}` before `build()`"
)]
pub trait Given<G, I> {}

#[doc(hidden)]
impl<F, Rest> Given<(F, Rest), Here> for F {}

#[doc(hidden)]
impl<F, Newer, Rest, I> Given<(Newer, Rest), There<I>> for F where F: Given<Rest, I> {}

/// All of `Fields`, a list of nested pairs, were given.
#[diagnostic::on_unimplemented(
    message = "a required field was not given, or one was given twice",
    label = "not all required fields are given exactly once here"
)]
pub trait Complete<Fields, I> {}

#[doc(hidden)]
impl<G> Complete<(), ()> for G {}

#[doc(hidden)]
impl<G, F, Fields, I, Rest> Complete<(F, Fields), (I, Rest)> for G
where
    F: Given<G, I>,
    G: Complete<Fields, Rest>,
{
}

/// Declares the types by which builders know that a required field was given, one for each name.
#[macro_export]
macro_rules! markers {
    ($($name:ident)*) => {$(
        #[doc = ::core::concat!("`", ::core::stringify!($name), "` was given.")]
        #[derive(Clone, Debug)]
        pub enum $name {}
    )*};
}

/// The list of required fields that [`Complete`](crate::given::Complete) takes: `required![a, b]` is `(a, (b, ()))`.
#[macro_export]
macro_rules! required {
    () => { () };
    ($first:ident $(, $rest:ident)*) => { ($first, $crate::required![$($rest),*]) };
}
