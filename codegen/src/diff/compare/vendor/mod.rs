//! What belongs to the vendor as a whole: time-outs, accounts and ciphers here, the rest in the modules below.
//! Operations and notifications are compared elsewhere.

mod credential;
mod host;
mod option;
mod session;
mod types;

use super::comparison::Comparison;
use super::documentation::{compare_documents, compare_label, compare_left_out, compare_quirks};
use super::matching::same_cipher;
use super::record::compare_records;
use crate::diff::change::facts::VendorFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart, Timeout};
use crate::model::{Accounts, Cipher, Timeouts, Vendor};

pub(super) fn compare_declarations(comparison: &mut Comparison<'_>) {
    let new = comparison.new;
    let Vendor {
        id,
        label,
        documents: _,
        hosts: _,
        environments: _,
        timeouts: _,
        header_case,
        credentials: _,
        accounts: _,
        options: _,
        encoding_option: _,
        ciphers: _,
        enumerations: _,
        code_sets: _,
        sessions: _,
        records: _,
        operations: _,
        forms: _,
        notifications: _,
        not_covered,
        quirks,
    } = comparison.old;
    let subject = &Subject::of_vendor(SubjectPart::Vendor);
    comparison.compare(
        ChangeKind::VendorRenamed,
        subject,
        (id, &new.id),
        Fact::Name,
    );
    compare_label(comparison, subject, label, &new.label);
    compare_documents(comparison);
    host::compare_hosts(comparison);
    compare_timeouts(comparison);
    comparison.compare(
        ChangeKind::HeaderCaseChanged,
        subject,
        (*header_case, new.header_case),
        VendorFact::HeaderCase,
    );
    credential::compare_credentials(comparison);
    compare_accounts(comparison);
    option::compare_options(comparison);
    compare_ciphers(comparison);
    types::compare_enumerations(comparison);
    types::compare_code_sets(comparison);
    session::compare_sessions(comparison);
    compare_records(comparison);
    compare_quirks(comparison, subject, quirks, &new.quirks);
    compare_left_out(
        comparison,
        subject,
        SubjectPart::NotCovered,
        (not_covered, &new.not_covered),
    );
}

fn compare_timeouts(comparison: &mut Comparison<'_>) {
    let Timeouts {
        connect_ms,
        read_ms,
        total_ms,
        documented,
    } = comparison.old.timeouts;
    let new = comparison.new.timeouts;
    let limits = [
        (Timeout::Connect, connect_ms, new.connect_ms),
        (Timeout::Read, read_ms, new.read_ms),
        (Timeout::Total, total_ms, new.total_ms),
    ];
    for (timeout, old, new) in limits {
        let kind = match old < new {
            true => ChangeKind::TimeoutLengthened,
            false => ChangeKind::TimeoutShortened,
        };
        let subject = Subject::of_vendor(SubjectPart::Timeout(timeout));
        comparison.compare(kind, &subject, (old, new), VendorFact::Milliseconds);
    }
    comparison.compare(
        ChangeKind::Documentation,
        &Subject::of_vendor(SubjectPart::Timeouts),
        (documented, new.documented),
        VendorFact::AreTimeoutsDocumented,
    );
}

fn compare_accounts(comparison: &mut Comparison<'_>) {
    let subject = &Subject::of_vendor(SubjectPart::Accounts);
    let (before, after) = (comparison.old, comparison.new);
    let (old, new) = (before.accounts.as_ref(), after.accounts.as_ref());
    let kind = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => ChangeKind::AccountsAdded,
        (Some(_), None) => ChangeKind::AccountsRemoved,
        (Some(_), Some(_)) => ChangeKind::AccountsChanged,
    };
    let is_same = match (old, new) {
        (Some(old), Some(new)) => comparison.same.enumerations.are(old.by.0, new.by.0),
        (None, _) | (_, None) => false,
    };
    if !is_same {
        let facts = (
            old.and_then(|old| accounts_fact(before, old)),
            new.and_then(|new| accounts_fact(after, new)),
        );
        comparison.add(kind, subject, facts.0, facts.1);
    }
    if let (Some(old), Some(new)) = (old, new) {
        let Accounts {
            by: _,
            label,
            quirks,
        } = old;
        compare_label(comparison, subject, label, &new.label);
        compare_quirks(comparison, subject, quirks, &new.quirks);
    }
}

fn accounts_fact<'m>(vendor: &'m Vendor, accounts: &Accounts) -> Option<VendorFact<'m>> {
    let by = vendor.enumerations.get(accounts.by.0);
    by.map(|by| VendorFact::AccountsBy(&by.name))
}

/// Compares ciphers that both specs have; one that only one of them has is compared where it is used.
fn compare_ciphers(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.old, comparison.new);
    for (old, new) in comparison
        .same
        .ciphers
        .pairs(&before.ciphers, &after.ciphers)
    {
        let subject = Subject::of_vendor(SubjectPart::Cipher(&new.name));
        let Cipher {
            name: _,
            algorithm: _,
            mode: _,
            key: _,
            charset: _,
            encoding: _,
            quirks,
        } = old;
        compare_quirks(comparison, &subject, quirks, &new.quirks);
        if !same_cipher(&comparison.same.credentials, old, new) {
            let old = cipher_fact(before, old);
            let new = cipher_fact(after, new);
            comparison.add_replaced(ChangeKind::CipherChanged, &subject, old, new);
        }
    }
}

/// A cipher with all that its description needs.
pub(super) fn cipher_fact<'m>(vendor: &'m Vendor, cipher: &'m Cipher) -> VendorFact<'m> {
    VendorFact::Cipher {
        cipher,
        credentials: &vendor.credentials,
    }
}
