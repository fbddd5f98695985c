//! What a document says in words: labels, sources, quirks, and what JSON Schema has no word for. Descriptions are Markdown.

use crate::model::{
    Citation, Condition, Effect, Expression, Field, FieldCondition, Label, Name, Operation,
    Presence, Quirk, Request, Siblings, Source, Vendor,
};

/// `transaction ID (거래ID)`, or whichever there is.
pub(super) fn label(label: &Label) -> String {
    match (&label.en, &label.ko) {
        (Some(en), Some(ko)) => format!("{en} ({ko})"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    }
}

/// A text that is not to be read as Markdown.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// A sentence: with a capital at its beginning and a stop at its end.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first = letters.next().map(|letter| letter.to_uppercase());
    let mut sentence: String = first.into_iter().flatten().chain(letters).collect();
    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?', ':']) {
        sentence.push('.');
    }
    sentence
}

/// The texts that say something, each as a paragraph.
pub(super) fn paragraphs(texts: impl IntoIterator<Item = String>) -> String {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n\n")
}

/// Contradictions of the vendor's pages, as a list.
pub(super) fn quirks(quirks: &[Quirk]) -> String {
    let lines = quirks.iter().map(|quirk| {
        let why = quirk.why.iter().map(|why| sentence(why));
        let texts = [&quirk.says, &quirk.seen, &quirk.chosen].map(|text| sentence(text));
        let [says, seen, chosen] = texts;
        let told = [format!(
            "- The page says: {says} Seen: {seen} Chosen: {chosen}"
        )];
        told.into_iter().chain(why).collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where a fact stands.
pub(super) fn source(vendor: &Vendor, citation: &Citation) -> String {
    let document = vendor.documents.get(citation.document);
    let title = document.map(|document| label(&document.title));
    let section = citation.section.as_ref();
    let section = section.map(|section| format!("section {section}"));
    let parts: Vec<String> = title.into_iter().chain(section).collect();
    sentence(&format!("Source: {}", parts.join(", ")))
}

/// What an operation does, and what follows an answer that was lost.
pub(super) fn operation(vendor: &Vendor, operation: &Operation) -> String {
    let effect = match operation.effect {
        Effect::MovesMoney => {
            "It moves money: after a time-out or a broken connection the money may have moved. Do not send it again."
        }
        Effect::Changes => "It changes something at the vendor, and moves no money.",
        Effect::Reads => "It only reads, and can be repeated.",
    };
    let named = |ids: &[&Name]| {
        let names = ids.iter().map(|name| code(name.snake()));
        names.collect::<Vec<_>>().join(", then ")
    };
    let called = |follow_up: &crate::model::FollowUp| {
        let operation = vendor.operations.get(follow_up.operation.0);
        operation.map(|operation| &operation.request.name)
    };
    let inquiries = operation.inquiries.iter();
    let inquiries: Vec<&Name> = inquiries
        .filter_map(|inquiry| called(&inquiry.request))
        .collect();
    let inquiry = (!inquiries.is_empty()).then(|| {
        format!(
            "What became of a request whose answer is lost: ask {}.",
            named(&inquiries)
        )
    });
    let net_cancel = operation.net_cancel.as_ref().and_then(called);
    let net_cancel = net_cancel.map(|name| {
        format!(
            "A request whose outcome is unknown is taken back with {} (망취소).",
            named(&[name])
        )
    });
    let key = operation
        .idempotency_key
        .and_then(|key| operation.request.field(key));
    let key = key.map(|field| {
        format!(
            "The vendor executes one value of {} once only (멱등키).",
            code(&field.wire)
        )
    });
    let sentences = [Some(effect.to_owned()), inquiry, net_cancel, key];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a request is, beside its fields.
pub(super) fn request(vendor: &Vendor, request: &Request, does: String) -> String {
    let note = request.note.as_deref().map(sentence).unwrap_or_default();
    paragraphs([
        does,
        note,
        source(vendor, &request.citation),
        quirks(&request.quirks),
    ])
}

/// When a field must be there, beyond what `required` says.
pub(super) fn presence(siblings: Siblings<'_>, presence: &Presence) -> Vec<String> {
    let when = |what: &str, condition: &FieldCondition| {
        let condition = siblings.describe_condition(condition, &code);
        format!("{what} when {condition}.")
    };
    match presence {
        Presence::Required | Presence::Optional => Vec::new(),
        Presence::Conditional(words) => vec![sentence(&format!("Conditional: {words}"))],
        Presence::ByRule(rules) => {
            let required = rules.required_when.iter();
            let forbidden = rules.forbidden_when.iter();
            let required = required.map(|condition| when("Required", condition));
            let forbidden = forbidden.map(|condition| when("Not allowed", condition));
            required.chain(forbidden).collect()
        }
    }
}

/// When an answer accepts.
pub(super) fn condition(condition: &Condition) -> String {
    let statuses = condition.statuses.iter().map(u16::to_string);
    let statuses: Vec<String> = statuses.collect();
    let statuses = (!statuses.is_empty()).then(|| format!("HTTP {}", statuses.join(" or ")));
    let tests = condition.tests.iter().map(|test| {
        let values = test.values.iter().map(|value| code(value));
        let values: Vec<String> = values.collect();
        format!(
            "{} is {}",
            code(&test.path.to_string()),
            values.join(" or ")
        )
    });
    let all: Vec<String> = statuses.into_iter().chain(tests).collect();
    all.join(" and ")
}

/// What makes a field that the caller does not give.
pub(super) fn supplied(vendor: &Vendor, request: &Request, field: &Field) -> Option<String> {
    let Source::Supplied(expression) = &field.source else {
        return None;
    };
    match expression {
        // A constant is in the schema.
        Expression::Literal(_) => None,
        Expression::Credential(id) => {
            let credential = vendor.credentials.get(id.0)?;
            Some(format!("the merchant's credential {}", credential.name))
        }
        Expression::Session(id) => {
            let session = vendor.sessions.get(id.0)?;
            let operation = vendor.operations.get(session.operation.0)?;
            Some(format!("the token of {}", operation.request.name))
        }
        other => Some(crate::diff::recipe_in_words(vendor, request, other)),
    }
}
