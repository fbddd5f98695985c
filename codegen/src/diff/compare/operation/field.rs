//! The fields of a request, before and after: which there are, what each is called and who supplies it. When a field must
//! be there and which rules it has is compared in modules of their own.

use super::placed::match_fields;
use super::presence::{
    BothSiblings, compare_combinations, compare_must_be_shown, compare_presence, presence,
};
use super::rules::compare_rules;
use crate::diff::change::facts::{FieldFact, GivenField, Recipe, VendorFact};
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::builder::compare_builder;
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::{
    compare_label, compare_own_citation, compare_quirks, compare_text,
};
use crate::diff::compare::limit::{Turn, compare_kinds};
use crate::diff::compare::recipe::{
    Scope, Side, difference, followed, followed_with_defaults, same_ciphers,
};
use crate::diff::compare::rust_type::{is_same_type, setter_type};
use crate::diff::compare::value_kind::{value_kind, value_rules};
use crate::diff::compare::vendor::cipher_fact;
use crate::model::{
    BodyEncoding, CipherId, Expression, Facts, Field, Items, Place, Placed, Presence, Siblings,
    Source, Vendor,
};

/// The fields of a request, or the members of a list in it.
pub(super) struct Fields<'c, 'm> {
    pub subject: &'c Subject<'m>,
    pub siblings: BothSiblings<'c, 'm>,
    /// How the new operation may encode its body.
    pub encodings: &'m [BodyEncoding],
    /// The wire names of the lists that the fields are members of, from the outside in.
    pub lists: Vec<&'m str>,
}

impl<'m> Fields<'_, 'm> {
    fn subject_of(&self, placed: Placed<'m>) -> Subject<'m> {
        let mut path = self.lists.clone();
        path.push(&placed.field.wire);
        let place = placed.at.place;
        self.subject.with_part(SubjectPart::Field { place, path })
    }

    /// Whether JSON can hold the field, where numbers and texts differ.
    fn is_json(&self, placed: Placed<'m>) -> bool {
        placed.at.place == Place::Body && self.encodings.contains(&BodyEncoding::Json)
    }
}

pub(super) fn compare_fields<'m>(
    comparison: &mut Comparison<'m>,
    fields: &Fields<'_, 'm>,
    (old, new): (&[Placed<'m>], &[Placed<'m>]),
) {
    let same = match_fields(old, new);
    for (old, new) in same.pairs(old, new) {
        compare_field(comparison, fields, (*old, *new));
    }
    for old in same.removed(old) {
        let kind = match old.field.source {
            Source::Caller => ChangeKind::FieldRemoved,
            Source::Supplied(_) => ChangeKind::FieldRemovedSupplied,
        };
        let fact = field_fact(fields.siblings.old, fields.siblings.scope.old, old.field);
        comparison.add_vanished(kind, &fields.subject_of(*old), fact);
    }
    for new in same.added(new) {
        let kind = match (&new.field.source, &new.field.presence) {
            (Source::Supplied(_), _) => ChangeKind::FieldAddedSupplied,
            (Source::Caller, Presence::Required) => ChangeKind::FieldAddedRequired,
            (Source::Caller, Presence::ByRule(rules)) if rules.required_when.is_some() => {
                ChangeKind::FieldAddedConditional
            }
            (
                Source::Caller,
                Presence::Optional | Presence::Conditional(_) | Presence::ByRule(_),
            ) => ChangeKind::FieldAdded,
        };
        let fact = field_fact(fields.siblings.new, fields.siblings.scope.new, new.field);
        comparison.add_appeared(kind, &fields.subject_of(*new), fact);
        compare_reasons(
            comparison,
            &fields.subject_of(*new),
            (None, reason(fields.siblings.scope.new, new.field)),
        );
    }
}

/// What a change shows of a field as a whole.
fn field_fact<'m>(siblings: Siblings<'m>, side: Side<'m>, field: &'m Field) -> Fact<'m> {
    match &field.source {
        Source::Caller => Fact::Field(FieldFact::Given(GivenField {
            presence: presence(siblings, &field.presence),
            rules: value_rules(side.vendor, field),
        })),
        Source::Supplied(expression) => Fact::Recipe(followed_with_defaults(side, expression)),
    }
}

fn compare_field<'m>(
    comparison: &mut Comparison<'m>,
    fields: &Fields<'_, 'm>,
    (old, new): (Placed<'m>, Placed<'m>),
) {
    let subject = &fields.subject_of(new);
    let Field {
        wire: _,
        facts,
        stated: _,
        presence: _,
        text_or_number,
        absence,
        source: _,
        repeat,
        cipher,
    } = old.field;
    let Facts {
        name: _,
        label,
        note,
        content: _,
        sensitive,
        example,
        citation,
        quirks,
    } = facts;
    compare_names(comparison, subject, (old, new));
    let (new_field, new_facts) = (new.field, &new.field.facts);
    compare_label(comparison, subject, label, &new_facts.label);
    for (kind, old, new) in [
        (ChangeKind::Note, note, &new_facts.note),
        (ChangeKind::Documentation, absence, &new_field.absence),
        (ChangeKind::Example, example, &new_facts.example),
    ] {
        compare_text(comparison, kind, subject, old, new);
    }
    let citations = (citation.as_ref(), new_facts.citation.as_ref());
    compare_own_citation(comparison, subject, citations.0, citations.1);
    compare_quirks(comparison, subject, quirks, &new_facts.quirks);
    comparison.compare(
        ChangeKind::Documentation,
        subject,
        (*text_or_number, new_field.text_or_number),
        FieldFact::IsTextOrNumber,
    );
    let is_given = |field: &Field| field.source == Source::Caller;
    let sensitivity = match is_given(old.field) && is_given(new_field) {
        true => ChangeKind::GivenSensitivityChanged,
        false => ChangeKind::SensitivityChanged,
    };
    comparison.compare(
        sensitivity,
        subject,
        (*sensitive, new_facts.sensitive),
        FieldFact::IsSensitive,
    );
    comparison.compare_optional(
        ChangeKind::RepeatChanged,
        subject,
        (*repeat, new_field.repeat),
        FieldFact::Repeat,
    );
    compare_ciphers(comparison, subject, *cipher, new_field.cipher);
    compare_sources(comparison, subject, fields, (old, new));
    let reasons = (
        reason(fields.siblings.scope.old, old.field),
        reason(fields.siblings.scope.new, new_field),
    );
    compare_reasons(comparison, subject, reasons);
}

/// Why a field sends a value that is made of secrets; `None` where it sends none.
fn reason<'m>(side: Side<'m>, field: &'m Field) -> Option<&'m str> {
    let Source::Supplied(expression) = &field.source else {
        return None;
    };
    let mut disclosed = expression.disclosed(side.computed()).into_iter();
    disclosed.find_map(|(_, value)| value.sent_because.as_deref())
}

/// Compares whether a value of secrets is sent; another reason for it is documentation.
fn compare_reasons<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    reasons: (Option<&'m str>, Option<&'m str>),
) {
    let kind = match reasons {
        (Some(_), Some(_)) => ChangeKind::Note,
        (None, _) | (_, None) => ChangeKind::SecretValueSent,
    };
    comparison.compare_optional(kind, subject, reasons, Fact::Text);
}

/// Compares where a field stands and what it is called.
fn compare_names<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (Placed<'m>, Placed<'m>),
) {
    let places = (old.at.place, new.at.place);
    comparison.compare(ChangeKind::FieldMoved, subject, places, FieldFact::Place);
    // The names of inputs, path segments and stored values are not sent.
    let kind = match new.at.place {
        Place::Input | Place::Path | Place::Stored => ChangeKind::Documentation,
        Place::Query | Place::Header | Place::Body | Place::Received => {
            ChangeKind::FieldWireRenamed
        }
    };
    let wires = (old.field.wire.as_str(), new.field.wire.as_str());
    comparison.compare(kind, subject, wires, Fact::Text);
    // What the client supplies has no name in Rust.
    if old.field.source == Source::Caller && new.field.source == Source::Caller {
        let names = (&old.field.facts.name, &new.field.facts.name);
        comparison.compare(ChangeKind::FieldRenamed, subject, names, Fact::Name);
    }
}

fn compare_ciphers<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: Option<CipherId>,
    new: Option<CipherId>,
) {
    let is_same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => same_ciphers(comparison, old.0, new.0),
        (None, Some(_)) | (Some(_), None) => false,
    };
    if !is_same {
        let fact = |vendor: &'m Vendor, id: CipherId| -> Option<VendorFact<'m>> {
            let cipher = vendor.ciphers.get(id.0)?;
            Some(cipher_fact(vendor, cipher))
        };
        let old = old.and_then(|id| fact(comparison.old, id));
        let new = new.and_then(|id| fact(comparison.new, id));
        comparison.add(ChangeKind::FieldCipherChanged, subject, old, new);
    }
}

/// Compares who supplies a field; what is compared further depends on that.
fn compare_sources<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    fields: &Fields<'_, 'm>,
    (old, new): (Placed<'m>, Placed<'m>),
) {
    let kind = match (&old.field.source, &new.field.source) {
        (Source::Caller, Source::Caller) => {
            return compare_given(comparison, subject, fields, (old, new));
        }
        (Source::Supplied(was), Source::Supplied(is)) => {
            compare_recipes(comparison, subject, fields.siblings.scope, (was, is));
            let is_constant = matches!(is, Expression::Literal(_));
            if is_constant && fields.is_json(new) {
                let is_bare = (old.field.is_bare(), new.field.is_bare());
                compare_forms(comparison, subject, is_bare);
            }
            compare_must_be_shown(comparison, subject, fields.siblings, (old.field, new.field));
            return compare_supplied_rules(comparison, subject, (old.field, new.field));
        }
        (Source::Caller, Source::Supplied(_)) => ChangeKind::FieldNowSupplied,
        (Source::Supplied(_), Source::Caller) => match new.field.presence {
            Presence::Required => ChangeKind::FieldNowGiven,
            Presence::Optional | Presence::Conditional(_) | Presence::ByRule(_) => {
                ChangeKind::FieldNowGivenOptionally
            }
        },
    };
    let old = field_fact(fields.siblings.old, fields.siblings.scope.old, old.field);
    let new = field_fact(fields.siblings.new, fields.siblings.scope.new, new.field);
    comparison.add_replaced(kind, subject, old, new);
}

fn compare_recipes<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Expression, &'m Expression),
) {
    if let Some(differs) = difference(comparison, scope, old, new) {
        let old: Recipe<'m> = followed(scope.old, old, differs.old);
        let new: Recipe<'m> = followed(scope.new, new, differs.new);
        let facts = (Fact::Recipe(old), Fact::Recipe(new));
        comparison.add_replaced(ChangeKind::SuppliedValueChanged, subject, facts.0, facts.1);
    }
}

/// Compares the rules of a field that the client supplies; they are for documentation.
fn compare_supplied_rules<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m Field, &'m Field),
) {
    let old = value_rules(comparison.old, old);
    let new = value_rules(comparison.new, new);
    if (&old.kind, &old.rules) != (&new.kind, &new.rules) {
        let (old, new) = (FieldFact::Rules(old), FieldFact::Rules(new));
        comparison.add_replaced(ChangeKind::Documentation, subject, old, new);
    }
}

/// Compares whether JSON writes a value without quotes.
fn compare_forms<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    is_bare: (bool, bool),
) {
    comparison.compare(ChangeKind::FormChanged, subject, is_bare, FieldFact::IsBare);
}

/// Compares a field that the caller gives on both sides.
fn compare_given<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    fields: &Fields<'_, 'm>,
    (old, new): (Placed<'m>, Placed<'m>),
) {
    let presences = (&old.field.presence, &new.field.presence);
    compare_presence(comparison, subject, fields.siblings, presences);
    let old_type = setter_type(old.field);
    let new_type = setter_type(new.field);
    if is_same_type(&old_type, &new_type, &comparison.same.enumerations) {
        compare_values(comparison, subject, fields, (old, new));
    } else {
        let old = FieldFact::RustType(old_type, &comparison.old.enumerations);
        let new = FieldFact::RustType(new_type, &comparison.new.enumerations);
        comparison.add_replaced(ChangeKind::FieldTypeChanged, subject, old, new);
    }
    compare_rules(comparison, subject, (old.field, new.field));
}

/// Compares what a field holds, where both are of one Rust type.
fn compare_values<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    fields: &Fields<'_, 'm>,
    (old, new): (Placed<'m>, Placed<'m>),
) {
    let is_json = fields.is_json(new);
    if let (Some(old_items), Some(new_items)) = (old.field.objects(), new.field.objects()) {
        let list = |field, items| List { field, items };
        let lists = (list(old, old_items), list(new, new_items));
        return compare_members(comparison, subject, fields, lists);
    }
    let (old, new) = (old.field, new.field);
    let contents = (&old.facts.content, &new.facts.content);
    let (Some(old_kind), Some(new_kind)) = (contents.0.kind(), contents.1.kind()) else {
        return;
    };
    if is_json {
        compare_forms(comparison, subject, (old.is_bare(), new.is_bare()));
    }
    let kind = match compare_kinds(old_kind, new_kind) {
        Turn::Looser => ChangeKind::ValuesLoosened,
        Turn::Tighter => ChangeKind::ValuesTightened,
        Turn::Same => return,
    };
    let old = FieldFact::Kind(value_kind(&comparison.old.enumerations, contents.0));
    let new = FieldFact::Kind(value_kind(&comparison.new.enumerations, contents.1));
    comparison.add_replaced(kind, subject, old, new);
}

/// A list of objects, with their members.
#[derive(Clone, Copy)]
struct List<'m> {
    field: Placed<'m>,
    items: &'m Items,
}

impl<'m> List<'m> {
    /// The members that the caller gives.
    fn given(self) -> usize {
        let given = self.items.members.iter();
        given.filter(|field| field.source == Source::Caller).count()
    }

    fn placed_members(self) -> Vec<Placed<'m>> {
        let members = self.items.members.iter();
        members.map(|member| self.field.member(member)).collect()
    }
}

/// Compares the members of the objects of a list.
fn compare_members<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    fields: &Fields<'_, 'm>,
    (old, new): (List<'m>, List<'m>),
) {
    compare_builder(comparison, subject, (old.given(), new.given()));
    let mut lists = fields.lists.clone();
    lists.push(&new.field.field.wire);
    let (
        Items {
            members: _,
            combinations,
        },
        new_items,
    ) = (old.items, new.items);
    let siblings = BothSiblings {
        old: Siblings::Object(&old.items.members),
        new: Siblings::Object(&new_items.members),
        scope: fields.siblings.scope,
    };
    compare_combinations(
        comparison,
        subject,
        siblings,
        (combinations, &new_items.combinations),
    );
    let inner = Fields {
        lists,
        siblings,
        ..*fields
    };
    let members = (&*old.placed_members(), &*new.placed_members());
    compare_fields(comparison, &inner, members);
}
