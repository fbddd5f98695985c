//! What a vendor sends by itself → its lines of a draft under `notifications`. How fields are drafted does not belong
//! here.

use kpg_codegen::model::Place;
use kpg_documents::{DocumentedOperation, SampleForm, Way};

use super::context::OperationContext;
use super::lines::DraftText;
use super::operation::OperationDraft;
use super::types::Types;

/// The lines of a notification.
pub(super) fn draft_notification(
    operation: &DocumentedOperation,
    context: &OperationContext<'_>,
    types: &mut Types,
) -> DraftText {
    let mut draft = OperationDraft::new(operation, context, types);
    draft.add_receive();
    draft.add_members();
    draft.add_authenticity();
    draft.add_acknowledgement();
    draft.note_encryption();
    draft.finish()
}

impl OperationDraft<'_> {
    /// How it is written, as a content type or a sample says it; else JSON is assumed.
    fn add_receive(&mut self) {
        let words = self.operation.content_types.iter();
        let said = words.filter_map(|cell| {
            let text = cell.text.to_lowercase();
            let form = text.contains("x-www-form-urlencoded").then_some("form");
            let json = text.contains("application/json").then_some("json");
            Some((form.or(json)?, cell.line))
        });
        let mut shown = self.operation.samples.iter().filter_map(|sample| {
            let comes = sample.way == Some(Way::Notification);
            let form = match sample.form {
                SampleForm::Json => "json",
                SampleForm::Form => "form",
                SampleForm::Lines => "lines",
                SampleForm::Xml | SampleForm::Literal => return None,
            };
            comes.then_some((form, sample.cell.line))
        });
        let mut said = said;
        match said.next().or_else(|| shown.next()) {
            Some((form, line)) => {
                let cited = self.context.cite(line);
                self.add("receive", form, &cited);
            }
            None => self.add_open(
                "receive",
                "json",
                "The page does not say how it is written; JSON is assumed.",
            ),
        }
    }

    /// What stands in its body; headers are told.
    fn add_members(&mut self) {
        let (headers, members): (Vec<_>, Vec<_>) = self
            .operation
            .request
            .iter()
            .partition(|field| field.place == Place::Header);
        for header in &headers {
            let place = self.context.cite(header.line());
            self.todos.push(format!(
                "It comes with the header {} ({place}); if that proves it, name it under `authenticity`.",
                header.wire.text
            ));
        }
        if let Some(query) = members.iter().find(|field| field.place == Place::Query) {
            let place = self.context.cite(query.line());
            self.todos.push(format!(
                "The page has `{}` in the query of the address ({place}); this draft reads it from the body.",
                query.wire.text
            ));
        }
        match members.is_empty() {
            true => self.body.push("    fields: {}\n"),
            false => self.add_fields("fields", &members, Way::Notification),
        }
        if !self.operation.answer.is_empty() {
            let names = self.operation.answer.iter();
            let names: Vec<&str> = names.map(|field| field.wire.text.as_str()).collect();
            self.todos.push(format!(
                "The page has {} in what it is answered; say so under `acknowledge`.",
                names.join(", ")
            ));
        }
    }

    /// How it is known to come from the vendor: the member that may prove it, and nothing that is believed.
    fn add_authenticity(&mut self) {
        let mut members = self.operation.request.iter();
        let proof = members.find(|field| field.inside.is_none() && super::recipe::is_proof(field));
        let todo = match proof {
            Some(field) => {
                let name = &field.wire.text;
                let evidence = self.context.evidence(self.operation);
                let drafted = super::recipe::drafted(field, Way::Notification, &evidence);
                let drafted = drafted.unwrap_or_else(|| {
                    "Declare the recipe of the page under `values`.".to_owned()
                });
                let place = self.context.cite(field.line());
                format!(
                    "`{name}` ({place}) may prove that it is the vendor's. {drafted} Then write `{{ member: {name}, is: … }}`."
                )
            }
            None => "No member of it is called a proof; say how it is known to be the vendor's, or what to do instead.".to_owned(),
        };
        self.add_open(
            "authenticity",
            "{ undocumented: Anyone may have sent it. Take from it only which payment to inquire about. }",
            &todo,
        );
    }

    /// What it is answered, and what tells two of them apart. No page says either in a table.
    fn add_acknowledgement(&mut self) {
        self.add_open(
            "acknowledge",
            "unknown",
            "Say what the vendor wants as answer, to the letter; until then it may send it again.",
        );
        self.add_open(
            "identity",
            "{ undocumented: Book a payment once. }",
            "Say which members tell it apart from every other one.",
        );
    }
}
