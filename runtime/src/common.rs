//! What vendors have in common: cancels and inquiries that a merchant writes once for all of them. No I/O, and no vendor.
//!
//! A vendor's client implements [`Offers`] for what its specification names, and [`Perform`] where nothing else has to be
//! said. What a vendor does not have is absent, so that asking for it does not compile:
//!
//! ```
//! use kpg_runtime::common::{Cancellation, Perform};
//! use kpg_runtime::{Completion, Error};
//!
//! async fn refund<G: Perform<Cancellation>>(gateway: &G, payment: &str) -> Result<Completion<G::Answer>, Error> {
//!     let cancellation = Cancellation::new(payment, 1_000).reason("고객 변심").key("CANCEL-0001");
//!     gateway.perform(&cancellation).await
//! }
//! ```
//!
//! Where a vendor asks for more, its part is written beside it, with the vendor's own builder that is begun already:
//! `refund(&client.to_cancel(|begun| begun.currency(Currency::Won).build()), "T0001")`; see [`Complete`].

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use crate::{Call, CallResult, Completion, Error, Operation, Verdict as _, Violations};

/// A cancel of a payment in full (전체 취소).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cancellation {
    /// The vendor's number of the payment (거래번호).
    pub transaction: String,
    /// The whole amount of the payment, which some vendors ask for: in won, or as the vendor's builder takes it.
    pub amount: u64,
    /// Why it is cancelled (취소 사유), for people.
    pub reason: String,
    /// The merchant's own number of this cancel: a number of its own, the same when the cancel is sent once more.
    pub key: String,
}

impl Cancellation {
    /// A cancel of the payment with this number of the vendor's, of which this is the whole amount.
    #[must_use]
    pub fn new(transaction: impl Into<String>, amount: u64) -> Self {
        Self {
            transaction: transaction.into(),
            amount,
            reason: String::new(),
            key: String::new(),
        }
    }

    /// Why it is cancelled. A vendor that asks for it refuses to build a request without one.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// The merchant's own number of this cancel. A vendor that asks for it refuses to build a request without one.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }
}

/// A cancel of a part of a payment (부분 취소).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartialCancellation {
    /// The vendor's number of the payment (거래번호).
    pub transaction: String,
    /// How much is cancelled now: in won, or as the vendor's builder takes it.
    pub amount: u64,
    /// How much of the payment is left when this cancel is done (취소 후 잔액), which some vendors compare.
    pub remaining: u64,
    /// Why it is cancelled (취소 사유), for people.
    pub reason: String,
    /// The merchant's own number of this cancel: a number of its own, the same when the cancel is sent once more.
    pub key: String,
}

impl PartialCancellation {
    /// A cancel of so much of the payment with this number of the vendor's, of which so much remains afterwards.
    #[must_use]
    pub fn new(transaction: impl Into<String>, amount: u64, remaining: u64) -> Self {
        Self {
            transaction: transaction.into(),
            amount,
            remaining,
            reason: String::new(),
            key: String::new(),
        }
    }

    /// Why it is cancelled. A vendor that asks for it refuses to build a request without one.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// The merchant's own number of this cancel. A vendor that asks for it refuses to build a request without one.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }
}

/// A question about a payment, by the vendor's number of it (거래 조회).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inquiry {
    /// The vendor's number of the payment (거래번호).
    pub transaction: String,
}

impl Inquiry {
    /// Asks about the payment with this number of the vendor's.
    #[must_use]
    pub fn new(transaction: impl Into<String>) -> Self {
        let transaction = transaction.into();
        Self { transaction }
    }
}

/// A question about a payment, by the merchant's own number of it (주문번호 조회).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrderInquiry {
    /// The merchant's own number of the payment (주문번호).
    pub order: String,
}

impl OrderInquiry {
    /// Asks about the payment with this number of the merchant's.
    #[must_use]
    pub fn new(order: impl Into<String>) -> Self {
        let order = order.into();
        Self { order }
    }
}

crate::record! { Cancellation transaction amount reason key }
crate::record! { PartialCancellation transaction amount remaining reason key }
crate::record! { Inquiry transaction }
crate::record! { OrderInquiry order }

/// A client whose vendor has an operation for `W`: a [`Cancellation`], a [`PartialCancellation`], an [`Inquiry`] or an
/// [`OrderInquiry`]. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "the vendor of `{Self}` has no operation for `{W}`",
    note = "`common:` in the specification of an operation says what it has in common with other vendors"
)]
pub trait Offers<W>: Sync {
    /// The vendor's own request.
    type Request: Operation;
    /// The builder of it, with what `W` says given.
    type Begun;

    /// Begins the vendor's request.
    fn begin(wanted: &W) -> Self::Begun;

    /// Makes the call, as the client's method of the operation does.
    fn call(
        &self,
        request: &Self::Request,
    ) -> impl Future<Output = CallResult<Self::Request>> + Send;
}

/// A client whose vendor asks for nothing but what `W` says. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "the vendor of `{Self}` asks for more than `{W}` says, or has no operation for it",
    note = "give the rest with a method of `Complete`: `client.to_cancel(|begun| begun.….build())`"
)]
pub trait OffersAll<W>: Offers<W> {
    /// Builds the request.
    ///
    /// # Errors
    ///
    /// All violations at once.
    fn finish(&self, begun: Self::Begun) -> Result<Self::Request, Violations>;
}

/// Does what a merchant wants at any vendor. Clients have it, and what [`Complete`] makes of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot perform `{W}`: its vendor has no operation for it, or asks for more",
    note = "give the rest with a method of `Complete`: `client.to_cancel(|begun| begun.….build())`"
)]
pub trait Perform<W: Sync>: Sync {
    /// The vendor's own answer. `Debug` shows nothing of it that is sensitive.
    type Answer: Debug + Send + Sync + 'static;

    /// Which operation of which vendor it is.
    fn operation(&self) -> Call;

    /// Makes the vendor's request of what is wanted, and the call. It is sent as the client's own methods send it.
    ///
    /// # Errors
    ///
    /// [`Error::outcome`] says whether the vendor may have acted. [`Error::downcast_ref`] leads to the vendor's own error,
    /// with its typed result code.
    fn perform(
        &self,
        wanted: &W,
    ) -> impl Future<Output = Result<Completion<Self::Answer>, Error>> + Send;
}

impl<W: Sync, C: OffersAll<W>> Perform<W> for C {
    type Answer = <C::Request as Operation>::Answer;

    fn operation(&self) -> Call {
        C::Request::CALL
    }

    async fn perform(&self, wanted: &W) -> Result<Completion<Self::Answer>, Error> {
        let request = self.finish(C::begin(wanted))?;
        let verdict = self.call(&request).await?;
        Ok(verdict.into_completion())
    }
}

/// Gives a vendor what it asks for beyond what vendors have in common. The closure gets the vendor's own builder, begun
/// with the common values, and builds the request.
pub trait Complete: Sized {
    /// To perform a [`Cancellation`].
    fn to_cancel<F>(&self, complete: F) -> Completing<'_, Cancellation, Self, F>
    where
        Self: Offers<Cancellation>,
        F: Fn(Begun<Self, Cancellation>) -> Built<Self, Cancellation>,
    {
        Completing::new(self, complete)
    }

    /// To perform a [`PartialCancellation`].
    fn to_cancel_part<F>(&self, complete: F) -> Completing<'_, PartialCancellation, Self, F>
    where
        Self: Offers<PartialCancellation>,
        F: Fn(Begun<Self, PartialCancellation>) -> Built<Self, PartialCancellation>,
    {
        Completing::new(self, complete)
    }

    /// To perform an [`Inquiry`].
    fn to_inquire<F>(&self, complete: F) -> Completing<'_, Inquiry, Self, F>
    where
        Self: Offers<Inquiry>,
        F: Fn(Begun<Self, Inquiry>) -> Built<Self, Inquiry>,
    {
        Completing::new(self, complete)
    }

    /// To perform an [`OrderInquiry`].
    fn to_inquire_order<F>(&self, complete: F) -> Completing<'_, OrderInquiry, Self, F>
    where
        Self: Offers<OrderInquiry>,
        F: Fn(Begun<Self, OrderInquiry>) -> Built<Self, OrderInquiry>,
    {
        Completing::new(self, complete)
    }
}

#[doc(hidden)]
impl<C> Complete for C {}

/// The builder with which a client begins its vendor's request for `W`.
pub type Begun<C, W> = <C as Offers<W>>::Begun;

/// The vendor's request for `W`, or what is wrong with it.
pub type Built<C, W> = Result<<C as Offers<W>>::Request, Violations>;

/// A client, and what else its vendor asks for when `W` is wanted; [`Complete`] makes it.
pub struct Completing<'c, W, C, F> {
    client: &'c C,
    complete: F,
    wanted: PhantomData<fn(W)>,
}

impl<'c, W, C, F> Completing<'c, W, C, F> {
    fn new(client: &'c C, complete: F) -> Self {
        Self {
            client,
            complete,
            wanted: PhantomData,
        }
    }
}

impl<W, C: Debug, F> Debug for Completing<'_, W, C, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Completing").field(self.client).finish()
    }
}

impl<W, C: Offers<W>, F: Sync> Offers<W> for Completing<'_, W, C, F> {
    type Request = C::Request;
    type Begun = C::Begun;

    fn begin(wanted: &W) -> C::Begun {
        C::begin(wanted)
    }

    fn call(&self, request: &C::Request) -> impl Future<Output = CallResult<C::Request>> + Send {
        self.client.call(request)
    }
}

impl<W, C, F> OffersAll<W> for Completing<'_, W, C, F>
where
    C: Offers<W>,
    F: Fn(C::Begun) -> Built<C, W> + Sync,
{
    fn finish(&self, begun: C::Begun) -> Built<C, W> {
        (self.complete)(begun)
    }
}

/// Declares that the client of the module offers something by a method of its own: what is wanted, the vendor's request,
/// and how its builder begins.
#[macro_export]
macro_rules! offers {
    (
        fn $method:ident($wanted:ident: &$want:ident, request: &$request:ty $(,)?) -> $begun:ty $begin:block
    ) => {
        impl<T: $crate::Transport> $crate::common::Offers<$crate::common::$want> for Client<T> {
            type Request = $request;
            type Begun = $begun;

            fn begin($wanted: &$crate::common::$want) -> Self::Begun $begin

            async fn call(&self, request: &$request) -> $crate::CallResult<$request> {
                self.$method(request).await
            }
        }
    };
}

/// As [`offers!`](crate::offers), where the vendor asks for nothing else.
#[macro_export]
macro_rules! offers_all {
    (
        fn $method:ident($wanted:ident: &$want:ident, request: &$request:ty $(,)?) -> $begun:ty $begin:block
    ) => {
        $crate::offers! { fn $method($wanted: &$want, request: &$request) -> $begun $begin }

        impl<T: $crate::Transport> $crate::common::OffersAll<$crate::common::$want> for Client<T> {
            fn finish(
                &self,
                begun: $begun,
            ) -> ::core::result::Result<$request, $crate::Violations> {
                begun.build()
            }
        }
    };
}
