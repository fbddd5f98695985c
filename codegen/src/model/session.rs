//! Sessions: the operation that issues a token, how long it lives, and how the vendor refuses one.

use std::collections::BTreeSet;

use super::{Expression, Label, Name, OperationId, OptionId, Path, Quirk, Request, Source, Zone};

/// A token fetched by one operation and carried by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub label: Label,
    /// The operation that fetches it.
    pub operation: OperationId,
    /// Where the token stands in that operation's answer.
    pub token: Path,
    /// How long a token is good for.
    pub lifetime: Lifetime,
    /// How the vendor refuses a token, and so says that it did not look at the request.
    pub refused: Vec<TokenRefusal>,
    /// Contradictions and assumptions.
    pub quirks: Vec<Quirk>,
}

/// How long a token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// For one call: no document says that it may be used again.
    OneCall,
    /// For so many seconds, at least one.
    Fixed(u64),
    /// For as many seconds as a member of its answer says, an integer or a text.
    Seconds(Path),
    /// Until the point in time that a member of its answer says.
    Until {
        /// The member, a date and time of day.
        member: Path,
        /// Its zone; none where its text tells it.
        zone: Option<Zone>,
    },
}

impl Lifetime {
    /// The member of the answer that tells it.
    pub fn member(&self) -> Option<&Path> {
        match self {
            Self::OneCall | Self::Fixed(_) => None,
            Self::Seconds(member) | Self::Until { member, .. } => Some(member),
        }
    }
}

/// A way in which a vendor refuses a token; it names a status, codes or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRefusal {
    /// The HTTP status; any below 500 where there is none.
    pub status: Option<u16>,
    /// The result codes; where there are none, the status refuses by itself.
    pub codes: Vec<String>,
}

/// Where a request has its token: in every request, or in those of clients that were built with some choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carries {
    /// In every request.
    Always,
    /// With these choices of the option, by their positions.
    When(OptionId, BTreeSet<usize>),
}

impl Request {
    /// In which requests the token of its session stands; `None` without a session.
    pub fn carries_token(&self) -> Option<Carries> {
        self.session?;
        let fields = self.all_fields();
        let supplied = fields.filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
        let computed = self.computed.iter().map(|computed| &computed.expression);
        let mut uses = Vec::new();
        for expression in supplied.chain(computed) {
            tokens(expression, None, &mut uses);
        }
        let by_one_option: Option<Vec<(OptionId, usize)>> = uses.into_iter().collect();
        let chosen = by_one_option.unwrap_or_default();
        let of_the_first = |(option, _): &(OptionId, usize)| {
            chosen.first().is_some_and(|(first, _)| first == option)
        };
        Some(match chosen.first() {
            Some((option, _)) if chosen.iter().all(of_the_first) => {
                Carries::When(*option, chosen.iter().map(|(_, choice)| *choice).collect())
            }
            Some(_) | None => Carries::Always,
        })
    }
}

/// Every use of a token: with the choice that it is made for, or `None` where it is always made.
fn tokens(
    expression: &Expression,
    within: Option<(OptionId, usize)>,
    uses: &mut Vec<Option<(OptionId, usize)>>,
) {
    match expression {
        Expression::Session(_) => uses.push(within),
        Expression::Variant(option, arms) => {
            for (choice, arm) in arms.iter().enumerate() {
                tokens(arm, Some((*option, choice)), uses);
            }
        }
        other => {
            for part in other.parts() {
                tokens(part, within, uses);
            }
        }
    }
}
