//! What a difference between a page and its spec would break, as the diff of specs classes it.

use kpg_codegen::model::{Source, Vendor};
use kpg_codegen::{ChangeKind, diff};

use super::difference::{Difference, Facts};
use super::follow::{FieldEdit, ModelEdit, request_field};
use super::location::{FieldLocation, Owner};
use crate::page::{Bound, PresenceWord, Way};

/// The kinds of change that a spec undergoes when it follows its page in this; none where the client stays as it is.
pub fn effect(vendor: &Vendor, difference: &Difference) -> Vec<ChangeKind> {
    if difference.quirk_is_obsolete {
        return Vec::new();
    }
    match consequence(vendor, difference) {
        Some(Consequence::Change(kind)) => vec![kind],
        Some(Consequence::Edit(edit)) => changes_by(vendor, &edit),
        None => Vec::new(),
    }
}

fn changes_by(vendor: &Vendor, edit: &ModelEdit<'_>) -> Vec<ChangeKind> {
    let mut changed = vendor.clone();
    if edit.apply(&mut changed).is_none() {
        return Vec::new();
    }
    let changes = diff(vendor, &changed);
    let mut kinds: Vec<ChangeKind> = changes.iter().map(|change| change.kind).collect();
    kinds.dedup();
    kinds
}

/// What follows when a spec follows its page in one difference.
enum Consequence<'d> {
    /// This change. It cannot be made in a model alone: other parts of it refer to fields by their positions.
    Change(ChangeKind),
    /// Whatever the diff finds when this fact of the model is another one.
    Edit(ModelEdit<'d>),
}

/// What follows from a difference; `None` where the client stays as it is.
fn consequence<'d>(vendor: &Vendor, difference: &'d Difference) -> Option<Consequence<'d>> {
    use ChangeKind as Kind;
    use Consequence::{Change, Edit};
    let at = &difference.at;
    let is_sent = at.field().is_some_and(|field| field.way == Way::Request);
    let by_way = |sent: Kind, arrives: Kind| match is_sent {
        true => Change(sent),
        false => Change(arrives),
    };
    let edit_field = |edit: FieldEdit<'d>| Some(Edit(ModelEdit::Field(at.field()?, edit)));
    Some(match &difference.facts {
        Facts::OperationAdded { .. } => Change(Kind::OperationAdded),
        Facts::OperationRemoved { .. } => Change(owner_removed(at.owner()?)),
        Facts::CodeRemoved { .. } => Change(Kind::CodeRemoved),
        Facts::Success { .. } => Change(Kind::SuccessChanged),
        Facts::ValueRemoved { .. } => Change(Kind::ChoiceRemoved),
        Facts::Url { .. } => Change(Kind::AddressChanged),
        Facts::Method { .. } => Change(Kind::MethodChanged),
        Facts::FieldPosition { .. } => by_way(Kind::FieldMoved, Kind::AnswerFieldMoved),
        Facts::FieldEncryption { .. } => Change(Kind::FieldCipherChanged),
        Facts::MessageEncryption => Change(Kind::AnswerEnvelopeChanged),
        Facts::FieldRemoved { .. } => by_way(
            removed_from_request(vendor, at.field()?),
            Kind::AnswerFieldRemoved,
        ),
        Facts::FieldAdded { presence, .. } => {
            by_way(added_to_request(*presence), Kind::AnswerFieldAdded)
        }
        Facts::Format { .. } => by_way(Kind::ValuesTightened, Kind::AnswerReadingChanged),
        Facts::Type { .. } => by_way(Kind::FieldTypeChanged, Kind::AnswerTypeChanged),
        Facts::Path { page, .. } => Edit(ModelEdit::Path(at.owner()?.operation()?, page)),
        Facts::FieldName { page, .. } => edit_field(FieldEdit::Name(page))?,
        Facts::Length { page, .. } => {
            edit_field(FieldEdit::Length(page.unwrap_or(Bound::Unlimited)))?
        }
        Facts::Range { page, .. } => edit_field(FieldEdit::Range(*page))?,
        Facts::Presence { page, .. } => edit_field(FieldEdit::Presence(*page))?,
        Facts::Label { page, .. } => edit_field(FieldEdit::Label(page))?,
        Facts::ValueAdded { value, meaning } => {
            Edit(ModelEdit::ValueAdded(at.enumeration()?, value, meaning))
        }
        Facts::ValueMeaning { page, .. } => {
            Edit(ModelEdit::ValueMeaning(at.enumeration()?, at.wire()?, page))
        }
        Facts::CodeAdded { code, meaning } => {
            Edit(ModelEdit::CodeAdded(at.owner_of_codes()?, code, meaning))
        }
        Facts::CodeMeaning { page, .. } => Edit(ModelEdit::CodeMeaning(
            at.owner_of_codes()?,
            at.wire()?,
            page,
        )),
        Facts::CodeStatus { page, .. } => Edit(ModelEdit::CodeStatus(
            at.owner_of_codes()?,
            at.wire()?,
            *page,
        )),
        // What a table says that was not understood, nobody knows.
        Facts::LeftOutGone { .. } | Facts::TableUnread { .. } | Facts::Recipe { .. } => {
            return None;
        }
    })
}

fn owner_removed(owner: Owner) -> ChangeKind {
    match owner {
        Owner::Notification(_) => ChangeKind::NotificationRemoved,
        Owner::Operation(_) => ChangeKind::OperationRemoved,
    }
}

fn added_to_request(presence: Option<PresenceWord>) -> ChangeKind {
    match presence {
        Some(PresenceWord::Required) => ChangeKind::FieldAddedRequired,
        Some(PresenceWord::Optional | PresenceWord::Conditional) | None => ChangeKind::FieldAdded,
    }
}

fn removed_from_request(vendor: &Vendor, at: &FieldLocation) -> ChangeKind {
    match request_field(&mut vendor.clone(), at).map(|field| field.source.clone()) {
        Some(Source::Supplied(_)) => ChangeKind::FieldRemovedSupplied,
        Some(Source::Caller) | None => ChangeKind::FieldRemoved,
    }
}
