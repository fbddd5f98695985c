//! What changes documentation only: labels, notes, sources, quirks. Nothing that reaches the wire or a Rust
//! type may be compared here.

use super::comparison::Comparison;
use super::matching::matched;
use super::{ChangeKind, Subject, words};
use crate::model::{Citation, Document, Label, LeftOut, Quirk};

pub(super) fn label(comparison: &mut Comparison<'_>, at: &Subject, old: &Label, new: &Label) {
    comparison.fact(ChangeKind::Label, at, (old, new), |label| {
        Some(words::label(label))
    });
}

/// A text that is documentation, of one kind or another.
pub(super) fn text(
    comparison: &mut Comparison<'_>,
    kind: ChangeKind,
    at: &Subject,
    old: &Option<String>,
    new: &Option<String>,
) {
    comparison.fact(kind, at, (old, new), Clone::clone);
}

pub(super) fn citation(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: &Citation,
    new: &Citation,
) {
    let cited = |documents: &[Document], citation: &Citation| {
        let Citation { document, section } = citation;
        let document = documents
            .get(*document)
            .map(|document| document.id.as_str());
        let document = document.unwrap_or_default();
        match section {
            Some(section) => format!("{document}#{section}"),
            None => document.to_owned(),
        }
    };
    let old = cited(&comparison.old.documents, old);
    let new = cited(&comparison.new.documents, new);
    comparison.fact(ChangeKind::Citation, at, (&old, &new), |cited| {
        Some(cited.clone())
    });
}

pub(super) fn documents(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.documents, &comparison.new.documents);
    let same = matched(old, new, &[&|a, b| a.id == b.id]);
    let at = |document: &Document| Subject::vendor("document").item(&document.id);
    for (old, new) in same.pairs(old, new) {
        comparison.fact(ChangeKind::Document, &at(new), (old, new), |document| {
            Some(words::document(document))
        });
    }
    for old in same.removed(old) {
        comparison.vanished(ChangeKind::Document, &at(old), words::document(old));
    }
    for new in same.added(new) {
        comparison.appeared(ChangeKind::Document, &at(new), words::document(new));
    }
}

/// Quirks that came, went or are told otherwise.
pub(super) fn quirks(comparison: &mut Comparison<'_>, at: &Subject, old: &[Quirk], new: &[Quirk]) {
    let same = matched(
        old,
        new,
        &[&|a, b| a == b, &|a, b| a.says == b.says, &|a, b| {
            a.chosen == b.chosen
        }],
    );
    for (old, new) in same.pairs(old, new) {
        comparison.fact(ChangeKind::Quirk, at, (old, new), |quirk| {
            Some(words::quirk(quirk))
        });
    }
    for old in same.removed(old) {
        comparison.vanished(ChangeKind::Quirk, at, words::quirk(old));
    }
    for new in same.added(new) {
        comparison.appeared(ChangeKind::Quirk, at, words::quirk(new));
    }
}

pub(super) fn left_out(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: &[LeftOut],
    new: &[LeftOut],
) {
    let same = matched(old, new, &[&|a, b| a.name == b.name]);
    for (old, new) in same.pairs(old, new) {
        let LeftOut { name, reason } = old;
        comparison.fact(
            ChangeKind::LeftOut,
            &at.item(name),
            (reason, &new.reason),
            |reason| Some(reason.clone()),
        );
    }
    for old in same.removed(old) {
        comparison.vanished(ChangeKind::LeftOut, &at.item(&old.name), &old.reason);
    }
    for new in same.added(new) {
        comparison.appeared(ChangeKind::LeftOut, &at.item(&new.name), &new.reason);
    }
}
