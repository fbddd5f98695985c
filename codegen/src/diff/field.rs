//! One field of a request, before and after. Which field is which is found elsewhere.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::expression::{difference, same_ciphers};
use super::limit::{self, Turn};
use super::matching::matched;
use super::recipe::recipe_words;
use super::scope::{Scope, Side};
use super::value::{limits, limits_told};
use super::words::place;
use super::{ChangeKind, Subject, builder, documentation, rust, words};
use crate::model::{
    BodyEncoding, CipherId, Expression, Facts, Field, FieldTest, Operation, Place, Placed,
    Presence, Source, Vendor,
};

/// What a field is compared in.
pub(super) struct Context<'c, 'm> {
    pub scope: &'c Scope<'m>,
    pub operations: (&'m Operation, &'m Operation),
    /// The list that it is a member of, with a dot at the end.
    pub inside: String,
}

impl Context<'_, '_> {
    fn subject(&self, at: &Subject, placed: Placed<'_>) -> Subject {
        let item = format!("{}{}", self.inside, placed.field.wire);
        at.part(place(placed.at.place)).item(item)
    }

    /// Whether JSON can hold the field, where numbers and texts differ.
    fn is_json(&self, placed: Placed<'_>) -> bool {
        let (_, operation) = self.operations;
        placed.at.place == Place::Body && operation.encodings.contains(&BodyEncoding::Json)
    }
}

pub(super) fn removed(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    old: Placed<'_>,
) {
    let kind = match old.field.source {
        Source::Caller => ChangeKind::FieldRemoved,
        Source::Supplied(_) => ChangeKind::FieldRemovedSupplied,
    };
    let told = told(&context.scope.old, old.field);
    comparison.vanished(kind, &context.subject(at, old), told);
}

pub(super) fn added(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    new: Placed<'_>,
) {
    let kind = match (&new.field.source, &new.field.presence) {
        (Source::Supplied(_), _) => ChangeKind::FieldAddedSupplied,
        (_, Presence::Required) => ChangeKind::FieldAddedRequired,
        (_, Presence::RequiredWhen(_)) => ChangeKind::FieldAddedConditional,
        (_, Presence::Optional | Presence::Conditional(_) | Presence::ForbiddenWhen(_)) => {
            ChangeKind::FieldAdded
        }
    };
    let told = told(&context.scope.new, new.field);
    comparison.appeared(kind, &context.subject(at, new), told);
}

/// A field in one line.
fn told(side: &Side<'_>, field: &Field) -> String {
    match &field.source {
        Source::Caller => rules(side, field),
        Source::Supplied(expression) => recipe_words(side, expression, BTreeMap::new()),
    }
}

/// The rules of a field in one line.
fn rules(side: &Side<'_>, field: &Field) -> String {
    let presence = presence_words(side, &field.presence);
    format!("{presence}, {}", limits_told(side.vendor, field))
}

fn presence_words(side: &Side<'_>, presence: &Presence) -> String {
    let test = |test: &FieldTest| {
        let values = test.values.iter().map(|value| format!("`{value}`"));
        let values: Vec<String> = values.collect();
        format!("{} is {}", (side.name)(test.field), values.join(" or "))
    };
    match presence {
        Presence::Required => "required".to_owned(),
        Presence::Optional => "optional".to_owned(),
        Presence::Conditional(words) => format!("conditional: {words}"),
        Presence::RequiredWhen(when) => format!("required when {}", test(when)),
        Presence::ForbiddenWhen(when) => format!("forbidden when {}", test(when)),
    }
}

pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    (old, new): (Placed<'_>, Placed<'_>),
) {
    let at = &context.subject(at, new);
    let Field {
        wire: _,
        facts,
        stated: _,
        presence: _,
        absence,
        source: _,
        cipher,
    } = old.field;
    let Facts {
        name: _,
        label,
        note,
        content: _,
        sensitive,
        example,
        quirks,
    } = facts;
    names(comparison, at, (old, new));
    documentation::label(comparison, at, label, &new.field.facts.label);
    documentation::text(
        comparison,
        ChangeKind::Note,
        at,
        note,
        &new.field.facts.note,
    );
    documentation::text(
        comparison,
        ChangeKind::Fact,
        at,
        absence,
        &new.field.absence,
    );
    documentation::text(
        comparison,
        ChangeKind::Example,
        at,
        example,
        &new.field.facts.example,
    );
    documentation::quirks(comparison, at, quirks, &new.field.facts.quirks);
    if *sensitive != new.field.facts.sensitive {
        let words = |sensitive: bool| if sensitive { "never shown" } else { "shown" };
        let (old, new) = (words(*sensitive), words(new.field.facts.sensitive));
        comparison.turned(ChangeKind::SensitivityChanged, at, old, new);
    }
    self::cipher(comparison, at, *cipher, new.field.cipher);
    self::source(comparison, at, context, (old, new));
}

/// Where it stands and what it is called.
fn names(comparison: &mut Comparison<'_>, at: &Subject, (old, new): (Placed<'_>, Placed<'_>)) {
    let same_place = old.at.place == new.at.place;
    if !same_place {
        comparison.turned(
            ChangeKind::FieldMoved,
            at,
            place(old.at.place),
            place(new.at.place),
        );
    }
    // The names of inputs and path segments are not sent.
    let sent = !matches!(new.at.place, Place::Input | Place::Path);
    if old.field.wire != new.field.wire {
        let kind = match sent {
            true => ChangeKind::FieldWireRenamed,
            false => ChangeKind::Fact,
        };
        comparison.turned(kind, at, &old.field.wire, &new.field.wire);
    }
    // What only the client knows has no name in Rust.
    let given = old.field.source == Source::Caller && new.field.source == Source::Caller;
    if given && old.field.facts.name != new.field.facts.name {
        comparison.turned(
            ChangeKind::FieldRenamed,
            at,
            &old.field.facts.name,
            &new.field.facts.name,
        );
    }
}

fn cipher(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: Option<CipherId>,
    new: Option<CipherId>,
) {
    let same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => same_ciphers(comparison, old.0, new.0),
        _ => false,
    };
    if !same {
        let told = |vendor: &Vendor, id: CipherId| {
            let cipher = vendor.ciphers.get(id.0);
            cipher.map(|cipher| words::cipher(vendor, cipher))
        };
        let old = old.and_then(|id| told(comparison.old, id));
        let new = new.and_then(|id| told(comparison.new, id));
        comparison.add(ChangeKind::FieldCipherChanged, at, old, new);
    }
}

/// Who supplies it; what is compared further depends on that.
fn source(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    (old, new): (Placed<'_>, Placed<'_>),
) {
    let told = (
        told(&context.scope.old, old.field),
        told(&context.scope.new, new.field),
    );
    match (&old.field.source, &new.field.source) {
        (Source::Caller, Source::Caller) => given(comparison, at, context, (old, new)),
        (Source::Caller, Source::Supplied(_)) => {
            comparison.turned(ChangeKind::FieldNowSupplied, at, told.0, told.1);
        }
        (Source::Supplied(_), Source::Caller) => {
            let kind = match new.field.presence {
                Presence::Required => ChangeKind::FieldNowGiven,
                _ => ChangeKind::FieldNowGivenOptionally,
            };
            comparison.turned(kind, at, told.0, told.1);
        }
        (Source::Supplied(before), Source::Supplied(after)) => {
            if let Some(differs) = difference(comparison, context.scope, before, after) {
                let before = recipe_words(&context.scope.old, before, differs.old);
                let after = recipe_words(&context.scope.new, after, differs.new);
                comparison.turned(ChangeKind::SuppliedValueChanged, at, before, after);
            }
            let constant = matches!(after, Expression::Literal(_));
            let bare = (old.field.is_bare(), new.field.is_bare());
            if constant && bare.0 != bare.1 && context.is_json(new) {
                form(comparison, at, bare);
            }
            must_be_shown(comparison, at, context, (old, new));
            let limits = (
                limits_told(context.scope.old.vendor, old.field),
                limits_told(context.scope.new.vendor, new.field),
            );
            comparison.fact(ChangeKind::Fact, at, (&limits.0, &limits.1), |limits| {
                Some(limits.clone())
            });
        }
    }
}

/// A field that shows an optional credential is left out without it, or no request is made.
fn must_be_shown(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    (old, new): (Placed<'_>, Placed<'_>),
) {
    let optional = |side: &Side<'_>, field: &Field| match field.source {
        Source::Supplied(Expression::Credential(id)) => {
            let credential = side.vendor.credentials.get(id.0);
            credential.is_some_and(|credential| !credential.required)
        }
        _ => false,
    };
    // Whether the credential is required is told of the credential.
    if !optional(&context.scope.old, old.field) || !optional(&context.scope.new, new.field) {
        return;
    }
    let kind = match (&old.field.presence, &new.field.presence) {
        (old, new) if old == new => return,
        (_, Presence::Required) => ChangeKind::PresenceTightened,
        _ => ChangeKind::PresenceLoosened,
    };
    let old = presence_words(&context.scope.old, &old.field.presence);
    let new = presence_words(&context.scope.new, &new.field.presence);
    comparison.turned(kind, at, old, new);
}

fn form(comparison: &mut Comparison<'_>, at: &Subject, (old, new): (bool, bool)) {
    let form = |bare: bool| if bare { "without quotes" } else { "in quotes" };
    comparison.turned(ChangeKind::FormChanged, at, form(old), form(new));
}

/// A field that the caller gives, on both sides.
fn given(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    (old, new): (Placed<'_>, Placed<'_>),
) {
    presence(
        comparison,
        at,
        context,
        (&old.field.presence, &new.field.presence),
    );
    let (before, after) = (rust::given(old.field), rust::given(new.field));
    if !before.is(&after, &comparison.same.enumerations) {
        let old = before.words(&comparison.old.enumerations);
        let new = after.words(&comparison.new.enumerations);
        comparison.turned(ChangeKind::FieldTypeChanged, at, old, new);
    } else {
        kind(comparison, at, context, (old, new));
    }
    limits(comparison, at, (old.field, new.field));
}

/// What a field holds, where both are of one Rust type.
fn kind(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    (old, new): (Placed<'_>, Placed<'_>),
) {
    let items = (old.field.items(), new.field.items());
    if let (Some(old), Some(new_members)) = items {
        return members(comparison, at, context, new, (old, new_members));
    }
    let kinds = (
        old.field.facts.content.kind(),
        new.field.facts.content.kind(),
    );
    let (Some(before), Some(after)) = kinds else {
        return;
    };
    let (was, is) = (before.is_bare(), after.is_bare());
    if was != is && context.is_json(new) {
        form(comparison, at, (was, is));
    }
    let told = (
        words::content(comparison.old, &old.field.facts.content),
        words::content(comparison.new, &new.field.facts.content),
    );
    let kind = match limit::values(before, after) {
        Turn::Looser => ChangeKind::ValuesLoosened,
        Turn::Tighter => ChangeKind::ValuesTightened,
        Turn::Same => return,
    };
    comparison.turned(kind, at, told.0, told.1);
}

/// The members of the objects of a list.
fn members<'m>(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    list: Placed<'m>,
    (old, new): (&'m [Field], &'m [Field]),
) {
    let given = |fields: &[Field]| {
        let given = fields.iter().filter(|field| field.source == Source::Caller);
        given.count()
    };
    builder::compare(comparison, at, (given(old), given(new)));
    let inner = Context {
        scope: context.scope,
        operations: context.operations,
        inside: format!("{}{}[].", context.inside, list.field.wire),
    };
    let same = matched(
        old,
        new,
        &[
            &|a, b| a.wire == b.wire,
            &|a, b| a.facts.name == b.facts.name,
            &|a, b| a.facts.label == b.facts.label,
        ],
    );
    for (old, new) in same.pairs(old, new) {
        compare(comparison, at, &inner, (list.member(old), list.member(new)));
    }
    for old in same.removed(old) {
        removed(comparison, at, &inner, list.member(old));
    }
    for new in same.added(new) {
        added(comparison, at, &inner, list.member(new));
    }
}

fn presence(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    context: &Context<'_, '_>,
    (old, new): (&Presence, &Presence),
) {
    use Presence as P;
    let free = |presence: &P| matches!(presence, P::Optional | P::Conditional(_));
    let kind = match (old, new) {
        (P::Required, P::Required) => return,
        (_, P::Required) => ChangeKind::FieldRequired,
        (P::Required, P::ForbiddenWhen(_)) => {
            let words = (
                presence_words(&context.scope.old, old),
                presence_words(&context.scope.new, new),
            );
            comparison.turned(ChangeKind::PresenceTightened, at, words.0, words.1);
            ChangeKind::FieldNoLongerRequired
        }
        (P::Required, _) => ChangeKind::FieldNoLongerRequired,
        (old, new) if free(old) && free(new) => match old == new {
            true => return,
            false => ChangeKind::Fact,
        },
        (_, new) if free(new) => ChangeKind::PresenceLoosened,
        (P::RequiredWhen(old), P::RequiredWhen(new))
        | (P::ForbiddenWhen(old), P::ForbiddenWhen(new)) => match test(context.scope, old, new) {
            Turn::Same => return,
            Turn::Looser => ChangeKind::PresenceLoosened,
            Turn::Tighter => ChangeKind::PresenceTightened,
        },
        _ => ChangeKind::PresenceTightened,
    };
    let old = presence_words(&context.scope.old, old);
    let new = presence_words(&context.scope.new, new);
    comparison.turned(kind, at, old, new);
}

/// What became of a rule that holds when another field has one of some values.
fn test(scope: &Scope<'_>, old: &FieldTest, new: &FieldTest) -> Turn {
    let FieldTest { field, values } = old;
    if scope.fields.get(field) != Some(&new.field) {
        return Turn::Tighter;
    }
    let has = |outer: &[String], inner: &[String]| inner.iter().all(|value| outer.contains(value));
    match (has(&new.values, values), has(values, &new.values)) {
        (true, true) => Turn::Same,
        (false, true) => Turn::Looser,
        _ => Turn::Tighter,
    }
}
