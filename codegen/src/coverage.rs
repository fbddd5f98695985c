//! What of the vendors' documents the specs cover, as a page of documentation, and in numbers.

use std::collections::BTreeMap;

use crate::model::{AnswerField, Citation, Content, Field, LeftOut, Operation, Request, Vendor};

/// What is still to be settled in specs, in words, by the id of the vendor. A model does not have it: it is what a spec does
/// not say yet.
pub type Open = BTreeMap<String, Vec<String>>;

/// `docs/coverage.md`: every operation with its document and fields, what is left out and why, and what is still open.
pub fn coverage(vendors: &[Vendor], open: &Open) -> String {
    let mut vendors: Vec<&Vendor> = vendors.iter().collect();
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    let mut page = String::from(
        "<!-- @generated from specs/ by `cargo xtask generate`. -->\n\n# Coverage\n\n\
         Every operation, form and notification of every vendor, with its document and its documented fields. The last\n\
         column and the lists below the tables show what the specs leave out, with the reason.\n",
    );
    page.push_str(&summary(&vendors));
    for vendor in vendors {
        page.push_str(&section(vendor));
        page.push_str(&still_open(open.get(vendor.id.snake())));
    }
    page
}

/// How much of a vendor's documents a spec has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Fields of the requests of operations and forms, and the members of the objects in them.
    pub sent: usize,
    /// Members of answers and notifications, result codes and what stands in objects among them.
    pub received: usize,
    /// Fields that are left out with a reason.
    pub left_out: usize,
    /// Result codes, and values of enumerations.
    pub values: usize,
    /// Those of them of which the spec says in Korean what they mean.
    pub in_korean: usize,
}

impl Extent {
    /// That of a vendor's spec.
    pub fn of(vendor: &Vendor) -> Self {
        let mut extent = Self::default();
        for request in vendor.requests() {
            extent.sent += request.all_fields().map(with_members).sum::<usize>();
            extent.left_out += request.left_out.len();
        }
        for operation in &vendor.operations {
            let answer = &operation.answer;
            extent.received += within(&answer.fields) + usize::from(answer.code.is_some());
        }
        for notification in &vendor.notifications {
            extent.received += within(&notification.fields);
            extent.left_out += notification.left_out.len();
        }
        let codes = vendor.code_sets.iter().flat_map(|set| &set.codes);
        let choices = vendor.enumerations.iter().flat_map(|one| &one.choices);
        let labels = codes.map(|code| &code.label);
        for label in labels.chain(choices.map(|choice| &choice.label)) {
            extent.values += 1;
            extent.in_korean += usize::from(label.ko.is_some());
        }
        extent
    }
}

fn with_members(field: &Field) -> usize {
    match &field.facts.content {
        Content::Nested(items) => 1 + items.members.len(),
        Content::One(_) | Content::Values(_) => 1,
    }
}

fn within(fields: &[AnswerField]) -> usize {
    let each = |field: &AnswerField| 1 + within(field.members().unwrap_or_default());
    fields.iter().map(each).sum()
}

/// One line per vendor.
fn summary(vendors: &[&Vendor]) -> String {
    let mut text = String::from(
        "\n| vendor | documents | operations | forms | notifications | fields sent | members received | left out | not covered \
         | codes and values | of them in Korean |\n|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for vendor in vendors {
        let Extent {
            sent,
            received,
            left_out,
            values,
            in_korean,
        } = Extent::of(vendor);
        let counted = [
            vendor.documents.len(),
            vendor.operations.len(),
            vendor.forms.len(),
            vendor.notifications.len(),
            sent,
            received,
            left_out,
            vendor.not_covered.len(),
            values,
            in_korean,
        ];
        let counted: Vec<String> = counted.iter().map(ToString::to_string).collect();
        text.push_str(&format!("| `{}` | {} |\n", vendor.id, counted.join(" | ")));
    }
    text
}

fn section(vendor: &Vendor) -> String {
    let mut text = format!("\n## {} (`{}`)\n\n", cell(&title(vendor)), vendor.id);
    text.push_str(
        "| operation | document | request | answer | left out |\n|---|---|---|---|---|\n",
    );
    for operation in &vendor.operations {
        text.push_str(&row(vendor, operation));
    }
    if !vendor.forms.is_empty() {
        text.push_str("\n| form | document | posted | left out |\n|---|---|---|---|\n");
    }
    for form in &vendor.forms {
        let request = &form.request;
        text.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            request.name,
            cell(&citation(vendor, &request.citation)),
            names(&request_names(request)),
            left_out(&request.left_out),
        ));
    }
    if !vendor.notifications.is_empty() {
        text.push_str("\n| notification | document | members | left out |\n|---|---|---|---|\n");
    }
    for notification in &vendor.notifications {
        let members = notification
            .fields
            .iter()
            .map(|field| field.path.to_string());
        text.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            notification.name,
            cell(&citation(vendor, &notification.citation)),
            names(&members.collect::<Vec<_>>()),
            left_out(&notification.left_out),
        ));
    }
    text.push_str(&common_pages(vendor));
    if !vendor.not_covered.is_empty() {
        text.push_str("\nNot covered:\n\n");
        for left_out in &vendor.not_covered {
            text.push_str(&format!(
                "- `{}`: {}\n",
                left_out.name,
                cell(&left_out.reason)
            ));
        }
    }
    text
}

/// Pages whose facts stand in no single operation.
fn common_pages(vendor: &Vendor) -> String {
    let about = vendor.documents.iter().filter_map(|document| {
        let about = document.about.as_ref()?;
        Some(format!("- `{}`: {}\n", document.id, cell(about)))
    });
    let lines: String = about.collect();
    match lines.is_empty() {
        true => lines,
        false => format!("\nRead for all of it:\n\n{lines}"),
    }
}

fn still_open(open: Option<&Vec<String>>) -> String {
    let lines = open.into_iter().flatten();
    let lines: String = lines.map(|each| format!("- {}\n", cell(each))).collect();
    match lines.is_empty() {
        true => lines,
        false => format!("\nStill to do:\n\n{lines}"),
    }
}

fn title(vendor: &Vendor) -> String {
    match (&vendor.label.en, &vendor.label.ko) {
        (Some(en), Some(ko)) => format!("{en}, {ko}"),
        (one, other) => one.clone().or_else(|| other.clone()).unwrap_or_default(),
    }
}

fn row(vendor: &Vendor, operation: &Operation) -> String {
    let path = |field: &AnswerField| field.path.to_string();
    let code = operation.answer.code.iter();
    let answer: Vec<String> = code
        .map(|code| code.path.to_string())
        .chain(operation.answer.fields.iter().map(path))
        .collect();
    format!(
        "| `{}` | {} | {} | {} | {} |\n",
        operation.name,
        cell(&citation(vendor, &operation.citation)),
        names(&request_names(operation)),
        names(&answer),
        left_out(&operation.left_out),
    )
}

fn request_names(request: &Request) -> Vec<String> {
    let wire = |field: &Field| field.wire.clone();
    let mut names: Vec<String> = request.all_fields().map(wire).collect();
    names.dedup();
    names
}

fn left_out(list: &[LeftOut]) -> String {
    let one = |left_out: &LeftOut| {
        let LeftOut {
            name,
            message,
            reason,
        } = left_out;
        let reason = cell(reason);
        match message {
            Some(message) => format!("`{name}` of the {}: {reason}", message.word()),
            None => format!("`{name}`: {reason}"),
        }
    };
    list.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn citation(vendor: &Vendor, citation: &Citation) -> String {
    let document = vendor
        .documents
        .get(citation.document)
        .map(|document| document.id.as_str())
        .unwrap_or_default();
    match &citation.section {
        Some(section) => format!("{document} {section}"),
        None => document.to_owned(),
    }
}

fn names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" ")
}

/// A text that cannot end its cell.
fn cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
