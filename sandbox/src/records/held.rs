//! One record: its keys, its amount, how it stands, and what answers tell of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{
    AnswerField, Enumeration, Kind, Operation, Part, Path, Record, RecordFact, RecordId,
    RecordState, Tells, Vendor, Zone,
};

use super::amount::Amount;
use crate::clock;

/// Members of an answer with their texts; nothing for those that are left out.
pub(crate) type Told = Vec<(Path, Option<String>)>;

/// A record as the vendor remembers it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub record: RecordId,
    /// Texts by the names of the keys.
    pub keys: BTreeMap<String, String>,
    /// With what it was made; not known of one that was made elsewhere.
    pub amount: Option<Amount>,
    /// What was taken away in all.
    pub taken: Amount,
    pub taken_at: Option<Timestamp>,
    /// Whether all of an amount that is not known was taken away.
    pub all_taken: bool,
    pub pending: bool,
    pub ended: bool,
    /// Whether it was prepared elsewhere, and an operation can still create it.
    pub prepared: bool,
}

impl Held {
    pub fn new(record: RecordId, keys: BTreeMap<String, String>) -> Self {
        Self {
            record,
            keys,
            amount: None,
            taken: Amount::ZERO,
            taken_at: None,
            all_taken: false,
            pending: false,
            ended: false,
            prepared: false,
        }
    }

    /// What is left; not known where the amount is not.
    pub fn left(&self) -> Option<Amount> {
        if self.all_taken {
            return Some(Amount::ZERO);
        }
        Some(self.amount?.minus(self.taken).unwrap_or_default())
    }

    /// Whether something was taken away, and nothing is left.
    pub fn is_spent(&self) -> bool {
        self.taken_at.is_some() && self.left() == Some(Amount::ZERO)
    }

    pub fn state(&self) -> RecordState {
        match self {
            Self { ended: true, .. } => RecordState::Ended,
            Self { pending: true, .. } => RecordState::Pending,
            _ if self.is_spent() => RecordState::Spent,
            Self {
                taken_at: Some(_), ..
            } => RecordState::PartlySpent,
            _ => RecordState::Open,
        }
    }

    /// What an operation's answer tells of it.
    pub fn answer_members(&self, vendor: &Vendor, record: &Record, operation: &Operation) -> Told {
        let told = record.told.iter().filter_map(|told| {
            let field = AnswerField::at(&operation.answer.fields, &told.member)?;
            let text = self.tells(&told.tells, field, &vendor.enumerations)?;
            Some((told.member.clone(), text))
        });
        told.collect()
    }

    /// What a member tells; nothing where it is as in any answer.
    fn tells(
        &self,
        tells: &Tells,
        field: &AnswerField,
        enumerations: &[Enumeration],
    ) -> Option<Option<String>> {
        let known = |amount: Option<Amount>| amount.map(|amount| Some(amount.to_string()));
        match tells {
            Tells::Key(name) => self.keys.get(name.snake()).cloned().map(Some),
            Tells::State(states) => {
                let mut states = states.iter();
                let (_, value) = states.find(|(state, _)| *state == self.state())?;
                can_be(field, enumerations, value).then(|| Some(value.clone()))
            }
            Tells::Fact(RecordFact::Amount) => known(self.amount),
            Tells::Fact(RecordFact::Left) => known(self.left()),
            Tells::Fact(RecordFact::Taken) => known(Some(self.taken)),
            Tells::Fact(RecordFact::TakenAt) => self.tells_when(field, enumerations),
        }
    }

    fn tells_when(
        &self,
        field: &AnswerField,
        enumerations: &[Enumeration],
    ) -> Option<Option<String>> {
        let kind = field.facts.content.one()?;
        match (self.taken_at, kind) {
            (Some(at), Kind::DateTime(format) | Kind::TimeOr(format, _)) => {
                Some(Some(clock::render(Zone::Seoul, format, at)))
            }
            (Some(_), _) => None,
            (None, Kind::TimeOr(_, id)) => {
                let choice = enumerations.get(id.0)?.choices.first()?;
                Some(Some(choice.wire.clone()))
            }
            (None, _) => (field.part == Part::Optional).then_some(None),
        }
    }
}

/// Whether a member can have a value: not every operation has the same list for it.
fn can_be(field: &AnswerField, enumerations: &[Enumeration], value: &str) -> bool {
    let listed = field.facts.content.one().and_then(Kind::enumeration);
    let listed = listed.and_then(|id| enumerations.get(id.0));
    listed.is_none_or(|listed| listed.choices.iter().any(|choice| choice.wire == value))
}
