//! Which fields good requests have, for tests and examples: presence, conditions and combinations are obeyed. Their values are
//! made elsewhere.

use super::{
    Combination, CombinationWord, Enumeration, Field, FieldCondition, FieldRef, Items, Place,
    Presence, Request, Source, Stored, Vendor, sample,
};

/// The fields of the caller's that a good request has, each with its text: everything that is required
/// or has an example, as far as fields do not exclude each other.
pub fn good_request<'m>(vendor: &Vendor, operation: &'m Request) -> Vec<(&'m Field, String)> {
    Choice::of_request(vendor, operation).made(|field| field.facts.example.is_some())
}

/// The same of a good request with no more fields than necessary.
pub fn smallest_request<'m>(vendor: &Vendor, operation: &'m Request) -> Vec<(&'m Field, String)> {
    Choice::of_request(vendor, operation).made(|_| false)
}

/// The members of the caller's that a good object of a list has, each with its text.
pub fn good_item<'m>(vendor: &Vendor, items: &'m Items) -> Vec<(&'m Field, String)> {
    Choice::of_item(vendor, items).made(|member| member.facts.example.is_some())
}

/// The same of a good object with no more members than necessary.
pub fn smallest_item<'m>(vendor: &Vendor, items: &'m Items) -> Vec<(&'m Field, String)> {
    Choice::of_item(vendor, items).made(|_| false)
}

/// The values that were stored for a good notification, each with its text: those that are required or have an example.
pub fn good_stored<'m>(vendor: &Vendor, stored: &'m Stored) -> Vec<(&'m Field, String)> {
    let chosen = Choice::of_together(vendor, (Place::Stored, &stored.values), &[]);
    chosen.made(|value| value.facts.example.is_some())
}

/// The choice of fields for one request or object.
struct Choice<'c, 'm> {
    enumerations: &'c [Enumeration],
    combinations: &'m [Combination],
    fields: Vec<Candidate<'m>>,
}

/// A field that can be given.
struct Candidate<'m> {
    at: FieldRef,
    field: &'m Field,
    is_given: bool,
}

impl<'c, 'm> Choice<'c, 'm> {
    fn of_request(vendor: &'c Vendor, operation: &'m Request) -> Self {
        let placed = operation.placed_fields();
        let fields = placed.map(|placed| (placed.at, placed.field));
        Self::new(vendor, &operation.combinations, fields)
    }

    fn of_item(vendor: &'c Vendor, items: &'m Items) -> Self {
        let at = Place::Body;
        Self::of_together(vendor, (at, &items.members), &items.combinations)
    }

    /// Fields that are given together and stand nowhere else.
    fn of_together(
        vendor: &'c Vendor,
        (place, fields): (Place, &'m [Field]),
        combinations: &'m [Combination],
    ) -> Self {
        let fields = fields.iter().enumerate();
        let fields = fields.map(|(index, field)| (FieldRef { place, index }, field));
        Self::new(vendor, combinations, fields)
    }

    fn new(
        vendor: &'c Vendor,
        combinations: &'m [Combination],
        fields: impl Iterator<Item = (FieldRef, &'m Field)>,
    ) -> Self {
        let given = fields.filter(|(_, field)| field.source == Source::Caller);
        let fields = given.map(|(at, field)| Candidate {
            at,
            field,
            is_given: field.presence == Presence::Required,
        });
        Self {
            enumerations: &vendor.enumerations,
            combinations,
            fields: fields.collect(),
        }
    }

    /// What is given in the end: what must be, what is wished for, and what follows from these.
    fn made(mut self, is_wished: impl Fn(&Field) -> bool) -> Vec<(&'m Field, String)> {
        for each in &mut self.fields {
            each.is_given |= is_wished(each.field);
        }
        // A choice can lead to the next one, at most once a field.
        for _ in 0..=self.fields.len() {
            let changed = self.obey_rules() | self.obey_combinations();
            if !changed {
                break;
            }
        }
        let given = self.fields.iter().filter(|each| each.is_given);
        given
            .map(|each| (each.field, sample(each.field, self.enumerations)))
            .collect()
    }

    fn holds(&self, condition: Option<&FieldCondition>) -> bool {
        let text = |at: FieldRef| {
            let mut given = self.fields.iter().filter(|each| each.is_given);
            let field = given.find(|each| each.at == at)?.field;
            Some(sample(field, self.enumerations))
        };
        condition.is_some_and(|condition| condition.held_by(&text).is_some())
    }

    fn is_demanded(&self, field: &Field) -> bool {
        field.presence == Presence::Required || self.holds(field.presence.required_when())
    }

    fn is_kept_out(&self, field: &Field) -> bool {
        self.holds(field.presence.forbidden_when())
    }

    /// Whether anything changed.
    fn obey_rules(&mut self) -> bool {
        let wanted: Vec<bool> = self
            .fields
            .iter()
            .map(|each| {
                let field = each.field;
                (each.is_given || self.is_demanded(field)) && !self.is_kept_out(field)
            })
            .collect();
        self.set(wanted)
    }

    /// Whether anything changed.
    fn obey_combinations(&mut self) -> bool {
        let combinations = self.combinations.iter();
        combinations.fold(false, |changed, combination| {
            let wanted = self.by_combination(combination);
            self.set(wanted) | changed
        })
    }

    /// Which fields are given so that a combination is obeyed.
    fn by_combination(&self, combination: &Combination) -> Vec<bool> {
        let is_member = |each: &Candidate<'_>| combination.members.contains(&each.at);
        let members = || self.fields.iter().filter(|each| is_member(each));
        let possible = || members().filter(|each| !self.is_kept_out(each.field));
        let demanded = possible().find(|each| self.is_demanded(each.field));
        let given = members().find(|each| each.is_given);
        let is_any_given = given.is_some();
        // What is demanded comes before what is merely wished for.
        let one = demanded.or(given).map(|each| each.at);
        let first = || possible().next().map(|each| each.at);
        let only = |at: Option<FieldRef>| {
            let fields = self.fields.iter();
            fields
                .map(|each| match is_member(each) {
                    true => Some(each.at) == at,
                    false => each.is_given,
                })
                .collect()
        };
        let as_they_are = || self.fields.iter().map(|each| each.is_given).collect();
        match combination.word {
            CombinationWord::ExactlyOneOf => only(one.or_else(first)),
            CombinationWord::AtMostOneOf => only(one),
            CombinationWord::AtLeastOneOf if is_any_given => as_they_are(),
            CombinationWord::AtLeastOneOf => only(first()),
            CombinationWord::AllOrNoneOf => {
                let all = is_any_given && possible().count() == members().count();
                let fields = self.fields.iter();
                fields
                    .map(|each| if is_member(each) { all } else { each.is_given })
                    .collect()
            }
        }
    }

    fn set(&mut self, wanted: Vec<bool>) -> bool {
        let mut changed = false;
        for (each, wanted) in self.fields.iter_mut().zip(wanted) {
            changed |= each.is_given != wanted;
            each.is_given = wanted;
        }
        changed
    }
}
