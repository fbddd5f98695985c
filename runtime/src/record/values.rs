//! What is written of the values that members have.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use zeroize::Zeroize;

use super::{Record, Recorded, Secrets};
use crate::{
    AnsweredChoice, Binary, Choice, Hidden, Joined, Outcome, Problem, Sensitive, TimeOr, TimeText,
    Wire,
};

/// Values that are written as their text on the wire.
macro_rules! as_text {
    ($([$($parameters:tt)*] $type:ty),* $(,)?) => {$(
        impl<$($parameters)*> Recorded for $type {
            fn record(&self, _: Secrets) -> Record<'_> {
                self.wire().map_or(Record::Absent, Record::Text)
            }
        }
    )*};
}

as_text!(
    [] String,
    [] TimeText,
    [] Binary,
    [C: Choice] C,
    [C: Choice] AnsweredChoice<C>,
    [C: Choice] TimeOr<C>,
    [C: Choice] TimeOr<C, TimeText>,
    [const SEPARATOR: char] Joined<SEPARATOR>,
);

/// Exact: JSON readers may round a number with a fraction.
#[cfg(feature = "decimal")]
impl Recorded for crate::Decimal {
    fn record(&self, _: Secrets) -> Record<'_> {
        Record::Text(Cow::Owned(self.to_string()))
    }
}

impl Recorded for u64 {
    fn record(&self, _: Secrets) -> Record<'_> {
        Record::Number(*self)
    }
}

impl Recorded for i64 {
    fn record(&self, _: Secrets) -> Record<'_> {
        Record::Signed(*self)
    }
}

impl Recorded for bool {
    fn record(&self, _: Secrets) -> Record<'_> {
        Record::Flag(*self)
    }
}

impl<T: Recorded + Zeroize> Recorded for Sensitive<T> {
    fn record(&self, secrets: Secrets) -> Record<'_> {
        Record::of_secret(secrets, || self.expose().record(secrets))
    }
}

impl<T: Recorded> Recorded for Hidden<T> {
    fn record(&self, secrets: Secrets) -> Record<'_> {
        Record::of_secret(secrets, || self.expose().record(secrets))
    }
}

impl<T: Recorded> Recorded for Option<T> {
    fn record(&self, secrets: Secrets) -> Record<'_> {
        self.as_ref()
            .map_or(Record::Absent, |value| value.record(secrets))
    }
}

impl<T: Recorded> Recorded for Vec<T> {
    fn record(&self, secrets: Secrets) -> Record<'_> {
        Record::List(self.iter().map(|item| item.record(secrets)).collect())
    }
}

/// In the words of its `Display`.
impl Recorded for Outcome {
    fn record(&self, _: Secrets) -> Record<'_> {
        Record::Text(Cow::Owned(self.to_string()))
    }
}

impl Recorded for Problem {
    fn record(&self, _: Secrets) -> Record<'_> {
        let text = |text| Record::Text(Cow::Borrowed(text));
        Record::Object(vec![
            ("path", text(self.path.as_str())),
            ("expected", text(self.expected)),
            ("found", text(self.found)),
        ])
    }
}

/// The types of values that stand in a merchant's own types too.
macro_rules! serialized {
    ($([$($parameters:tt)*] $type:ty),* $(,)?) => {$(
        impl<$($parameters)*> Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.record(Secrets::Masked).serialize(serializer)
            }
        }
    )*};
}

serialized!(
    [] TimeText,
    [] Binary,
    [C: Choice] AnsweredChoice<C>,
    [C: Choice] TimeOr<C>,
    [C: Choice] TimeOr<C, TimeText>,
    [const SEPARATOR: char] Joined<SEPARATOR>,
    [T: Recorded + Zeroize] Sensitive<T>,
    [T: Recorded] Hidden<T>,
    [] Outcome,
    [] Problem,
);
