//! What an operation and the requests that follow it are to each other: what follows, and what is missing for it.

use super::{Expression, Field, FollowUp, GivenValue, Operation, Presence, Source};

/// What a request that follows cannot be made without, beside the first request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// Nothing.
    Nothing,
    /// What the client made in the first call.
    MadeValues,
    /// What only the caller knows.
    CallersValues,
}

impl FollowUp {
    /// What is missing, where `following` is the operation that follows.
    pub fn lacks(&self, following: &Operation) -> Lacks {
        if self.missing(following).next().is_some() {
            return Lacks::CallersValues;
        }
        match self.takes_made_values() {
            true => Lacks::MadeValues,
            false => Lacks::Nothing,
        }
    }

    /// The required fields that only the caller can give, where `following` is the operation that follows.
    pub fn missing<'m>(&self, following: &'m Operation) -> impl Iterator<Item = &'m Field> {
        let placed = following.placed_fields();
        let missing = placed.filter(|placed| {
            let is_asked_for = placed.field.source == Source::Caller
                && placed.field.presence == Presence::Required;
            is_asked_for && !self.given.iter().any(|given| given.field == placed.at)
        });
        missing.map(|placed| placed.field)
    }

    /// Whether it takes what the client makes in the first call.
    pub fn takes_made_values(&self) -> bool {
        let mut values = self.given.iter().map(|given| &given.value);
        values.any(|value| matches!(value, GivenValue::Made(_)))
    }
}

impl Operation {
    /// Every request that can follow one of this operation.
    pub fn follow_ups(&self) -> impl Iterator<Item = &FollowUp> {
        let inquiries = self.inquiries.iter().map(|inquiry| &inquiry.request);
        let next = self.next.iter().map(|next| &next.request);
        inquiries.chain(&self.net_cancel).chain(next)
    }

    /// What the client makes in a call for requests that follow.
    pub fn made_values(&self) -> impl Iterator<Item = &Expression> {
        let given = self.follow_ups().flat_map(|follow_up| &follow_up.given);
        given.filter_map(|given| match &given.value {
            GivenValue::Made(expression) => Some(expression),
            GivenValue::Field(_) | GivenValue::Constant(_) => None,
        })
    }
}
