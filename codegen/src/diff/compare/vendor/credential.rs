//! Credentials of two specs.

use crate::diff::change::facts::VendorFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::builder::compare_builder;
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::compare_label;
use crate::diff::compare::limit::{Turn, compare_lengths};
use crate::model::{Credential, CredentialKind, Length, Secrecy};

pub(super) fn compare_credentials(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.credentials, &comparison.new.credentials);
    let given = (old.len(), new.len());
    let all = Subject::of_vendor(SubjectPart::Credentials);
    compare_builder(comparison, &all, given);
    let pairs = comparison.same.credentials.pairs(old, new);
    let removed = comparison.same.credentials.removed(old);
    let added = comparison.same.credentials.added(new);
    for (old, new) in pairs {
        compare_credential(comparison, old, new);
    }
    for old in removed {
        let subject = Subject::of_vendor(SubjectPart::Credential(&old.name));
        let fact = VendorFact::Credential(old);
        comparison.add_vanished(ChangeKind::CredentialRemoved, &subject, fact);
    }
    for new in added {
        let kind = match new.required {
            true => ChangeKind::CredentialRequired,
            false => ChangeKind::CredentialAdded,
        };
        let subject = Subject::of_vendor(SubjectPart::Credential(&new.name));
        comparison.add_appeared(kind, &subject, VendorFact::Credential(new));
    }
}

fn compare_credential<'m>(
    comparison: &mut Comparison<'m>,
    old: &'m Credential,
    new: &'m Credential,
) {
    let Credential {
        name,
        label,
        kind,
        secrecy: _,
        required,
        length,
    } = old;
    let subject = &Subject::of_vendor(SubjectPart::Credential(&new.name));
    comparison.compare(
        ChangeKind::CredentialRenamed,
        subject,
        (name, &new.name),
        Fact::Name,
    );
    compare_label(comparison, subject, label, &new.label);
    comparison.compare(
        ChangeKind::CredentialKindChanged,
        subject,
        (*kind, new.kind),
        VendorFact::CredentialKind,
    );
    compare_secrecy(comparison, subject, old, new);
    comparison.compare(
        match new.required {
            true => ChangeKind::CredentialRequired,
            false => ChangeKind::CredentialNoLongerRequired,
        },
        subject,
        (*required, new.required),
        VendorFact::IsCredentialRequired,
    );
    // A key has no length.
    if *kind == new.kind {
        compare_length(comparison, subject, (*length, new.length));
    }
}

fn compare_secrecy<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Credential,
    new: &'m Credential,
) {
    let are_texts = old.kind == CredentialKind::Text && new.kind == CredentialKind::Text;
    let is_public = |credential: &Credential| credential.secrecy == Secrecy::Public;
    let kind = match are_texts && is_public(old) != is_public(new) {
        true => ChangeKind::CredentialSecrecyChanged,
        false => ChangeKind::Documentation,
    };
    let both = (old.secrecy, new.secrecy);
    comparison.compare(kind, subject, both, VendorFact::Secrecy);
}

fn compare_length<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (Option<Length>, Option<Length>),
) {
    let kind = match compare_lengths(old, new) {
        Turn::Same => return,
        Turn::Looser => ChangeKind::CredentialLoosened,
        Turn::Tighter => ChangeKind::CredentialTightened,
    };
    comparison.add(kind, subject, old.map(Fact::Length), new.map(Fact::Length));
}
