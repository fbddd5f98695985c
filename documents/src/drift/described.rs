//! The operations and notifications of a spec side by side, and how the fields of a page are called beside theirs.

use kpg_codegen::model::{
    Citation, Label, LeftOut, Notification, OneMessage, Operation, OperationId, Place, Vendor,
};

use super::known::{self, Known};
use super::location::Owner;
use crate::page::{DocumentedField, DocumentedOperation, Way};

/// An operation or notification of a spec.
#[derive(Clone, Copy, Debug)]
pub(super) enum Described<'m> {
    Operation(&'m Operation),
    Notification(&'m Notification),
}

impl<'m> Described<'m> {
    pub(super) fn all(vendor: &'m Vendor) -> Vec<(Owner, Self)> {
        let operations = vendor.operations.iter().enumerate();
        let operations = operations.map(|(index, operation)| {
            let owner = Owner::Operation(OperationId(index));
            (owner, Self::Operation(operation))
        });
        let notifications = vendor.notifications.iter().enumerate();
        let notifications = notifications.map(|(index, notification)| {
            (Owner::Notification(index), Self::Notification(notification))
        });
        operations.chain(notifications).collect()
    }

    /// Whether two operations of a spec are one of its document, which the spec has twice: for all of a payment and for a
    /// part.
    pub(super) fn is_same_call(self, other: Self) -> bool {
        match (self, other) {
            (Self::Operation(one), Self::Operation(other)) => {
                one.method == other.method
                    && one.target.path().is_some()
                    && one.target.path() == other.target.path()
                    && one.citation == other.citation
            }
            (Self::Operation(_) | Self::Notification(_), _) => false,
        }
    }

    pub(super) fn citation(self) -> &'m Citation {
        match self {
            Self::Operation(operation) => &operation.citation,
            Self::Notification(notification) => &notification.citation,
        }
    }

    pub(super) fn summary(self) -> &'m Label {
        match self {
            Self::Operation(operation) => &operation.summary,
            Self::Notification(notification) => &notification.summary,
        }
    }

    /// Fields that the spec leaves out, and why.
    pub(super) fn left_out(self) -> &'m [LeftOut] {
        match self {
            Self::Operation(operation) => &operation.left_out,
            Self::Notification(notification) => &notification.left_out,
        }
    }

    /// Whether a name is of something that the spec has without a field of its own: the member of an envelope.
    pub(super) fn is_envelope(self, wire: &str) -> bool {
        match self {
            Self::Operation(operation) => known::is_envelope(operation, wire),
            Self::Notification(_) => false,
        }
    }

    /// The member as which the spec has an answer that is a list.
    pub(super) fn list_at_the_top(self) -> Option<&'m str> {
        match self {
            Self::Operation(operation) => operation.answer.format.list_as.as_deref(),
            Self::Notification(_) => None,
        }
    }

    pub(super) fn fields(self, vendor: &'m Vendor, owner: Owner) -> Vec<Known<'m>> {
        match self {
            Self::Operation(operation) => known::of_operation(vendor, owner, operation),
            Self::Notification(notification) => known::of_notification(vendor, owner, notification),
        }
    }
}

/// The fields of an operation, with the way they go.
pub(super) fn both_ways(
    page: &DocumentedOperation,
) -> impl Iterator<Item = (Way, &DocumentedField)> {
    let out = page.outward();
    let sent = page.request.iter().filter(|field| !is_implied(field));
    let answered = page.answer.iter();
    // Specs say nothing about headers of answers.
    let answered = answered.filter(|field| field.place != Place::Header);
    let sent = sent.map(move |field| (out, field));
    sent.chain(answered.map(|field| (Way::Answer, field)))
}

/// What follows from how a body is sent, and is no field of a spec.
fn is_implied(field: &DocumentedField) -> bool {
    let name = &field.wire.text;
    field.place == Place::Header && name.eq_ignore_ascii_case("content-type")
}

/// A name without those of the members that it is in, and without the mark of a list.
pub(super) fn leaf(wire: &str) -> &str {
    let wire = wire.trim_end_matches("[]");
    wire.rsplit('.').next().unwrap_or(wire)
}

/// The member that a field of a page is in.
pub(super) fn inside(field: &DocumentedField) -> Option<&str> {
    let dotted = field.wire.text.rsplit('.').nth(1);
    dotted.or(field.inside.as_deref())
}

/// Whether the spec leaves out a field of a page that goes one way.
pub(super) fn leaves_out(left_out: &LeftOut, way: Way, field: &DocumentedField) -> bool {
    let this_way = match left_out.message {
        Some(OneMessage::Request) => way == Way::Request,
        Some(OneMessage::Answer) => way == Way::Answer,
        None => true,
    };
    let name = field.wire.text.as_str();
    this_way && [name, leaf(name)].contains(&left_out.name.as_str())
}
