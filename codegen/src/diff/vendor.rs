//! What belongs to the vendor as a whole: addresses, time-outs, credentials, accounts, options, ciphers.
//! Operations and notifications are compared elsewhere.

use super::comparison::Comparison;
use super::limit::{self, Turn};
use super::matching::{matched, same_cipher};
use super::{
    ChangeKind, Subject, builder, documentation, host, notification, operation, session, types,
    words,
};
use crate::model::{
    Accounts, Cipher, ClientOption, Credential, Length, OptionChoice, OptionId, Secrecy, Timeouts,
    Vendor,
};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let new = comparison.new;
    let Vendor {
        id,
        label,
        documents: _,
        hosts: _,
        environments: _,
        timeouts: _,
        credentials: _,
        accounts: _,
        options: _,
        encoding_option: _,
        ciphers: _,
        enumerations: _,
        code_sets: _,
        sessions: _,
        operations: _,
        notifications: _,
        not_covered,
        quirks,
    } = comparison.old;
    let at = &Subject::vendor("vendor");
    if *id != new.id {
        comparison.turned(ChangeKind::VendorRenamed, at, id, &new.id);
    }
    documentation::label(comparison, at, label, &new.label);
    documentation::documents(comparison);
    host::compare(comparison);
    timeouts(comparison);
    credentials(comparison);
    accounts(comparison);
    options(comparison);
    ciphers(comparison);
    types::compare(comparison);
    session::compare(comparison);
    documentation::quirks(comparison, at, quirks, &new.quirks);
    let at = &Subject::vendor("not covered");
    documentation::left_out(comparison, at, not_covered, &new.not_covered);
    operation::compare(comparison);
    notification::compare(comparison);
}

fn timeouts(comparison: &mut Comparison<'_>) {
    let Timeouts {
        connect_ms,
        read_ms,
        total_ms,
        documented,
    } = comparison.old.timeouts;
    let new = comparison.new.timeouts;
    let at = Subject::vendor("time-out");
    let of_each = [
        ("to connect", connect_ms, new.connect_ms),
        ("for the next piece", read_ms, new.read_ms),
        ("in all", total_ms, new.total_ms),
    ];
    for (item, old, new) in of_each {
        let kind = match old.cmp(&new) {
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Less => ChangeKind::TimeoutLengthened,
            std::cmp::Ordering::Greater => ChangeKind::TimeoutShortened,
        };
        let words = |milliseconds: u64| format!("{milliseconds} ms");
        comparison.turned(kind, &at.item(item), words(old), words(new));
    }
    comparison.fact(
        ChangeKind::Fact,
        &at,
        (&documented, &new.documented),
        |known| Some(if *known { "documented" } else { "kpg's own" }.to_owned()),
    );
}

fn credentials(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.credentials, &comparison.new.credentials);
    let at = |credential: &Credential| Subject::vendor("credential").item(&credential.name);
    let told = |credential: &Credential| {
        format!(
            "{}, {}",
            words::credential_kind(credential.kind),
            words::secrecy(credential.secrecy)
        )
    };
    let given = (old.len(), new.len());
    builder::compare(comparison, &Subject::vendor("credentials"), given);
    let pairs = comparison.same.credentials.pairs(old, new);
    let removed = comparison.same.credentials.removed(old);
    let added = comparison.same.credentials.added(new);
    for (old, new) in pairs {
        credential(comparison, &at(new), old, new);
    }
    for old in removed {
        comparison.vanished(ChangeKind::CredentialRemoved, &at(old), told(old));
    }
    for new in added {
        let kind = match new.required {
            true => ChangeKind::CredentialRequired,
            false => ChangeKind::CredentialAdded,
        };
        comparison.appeared(kind, &at(new), told(new));
    }
}

fn credential(comparison: &mut Comparison<'_>, at: &Subject, old: &Credential, new: &Credential) {
    let Credential {
        name,
        label,
        kind,
        secrecy,
        required,
        length,
    } = old;
    if *name != new.name {
        comparison.turned(ChangeKind::CredentialRenamed, at, name, &new.name);
    }
    documentation::label(comparison, at, label, &new.label);
    if *kind != new.kind {
        let words = words::credential_kind;
        let (old, new) = (words(*kind), words(new.kind));
        comparison.turned(ChangeKind::CredentialKindChanged, at, old, new);
    }
    if *secrecy != new.secrecy {
        let text = *kind == crate::model::CredentialKind::Text && *kind == new.kind;
        let public = |secrecy: Secrecy| secrecy == Secrecy::Public;
        let kind = match text && public(*secrecy) != public(new.secrecy) {
            true => ChangeKind::CredentialSecrecyChanged,
            false => ChangeKind::Fact,
        };
        let (old, new) = (words::secrecy(*secrecy), words::secrecy(new.secrecy));
        comparison.turned(kind, at, old, new);
    }
    match (required, new.required) {
        (false, true) => {
            comparison.turned(ChangeKind::CredentialRequired, at, "optional", "required");
        }
        (true, false) => comparison.turned(
            ChangeKind::CredentialNoLongerRequired,
            at,
            "required",
            "optional",
        ),
        _ => {}
    }
    if *kind != new.kind {
        return; // A key has no length.
    }
    let kind = match limit::length(*length, new.length) {
        Turn::Same => return,
        Turn::Looser => ChangeKind::CredentialLoosened,
        Turn::Tighter => ChangeKind::CredentialTightened,
    };
    comparison.add(
        kind,
        at,
        length.map(Length::describe),
        new.length.map(Length::describe),
    );
}

fn accounts(comparison: &mut Comparison<'_>) {
    let at = &Subject::vendor("accounts");
    let by = |vendor: &Vendor, accounts: &Accounts| {
        let by = vendor.enumerations.get(accounts.by.0);
        by.map_or_else(String::new, |by| format!("by `{}`", by.name))
    };
    let (before, after) = (comparison.old, comparison.new);
    match (&before.accounts, &after.accounts) {
        (None, None) => {}
        (None, Some(new)) => {
            comparison.appeared(ChangeKind::AccountsAdded, at, by(after, new));
        }
        (Some(old), None) => {
            comparison.vanished(ChangeKind::AccountsRemoved, at, by(before, old));
        }
        (Some(old), Some(new)) => {
            let Accounts {
                by: id,
                label,
                quirks,
            } = old;
            if !comparison.same.enumerations.are(id.0, new.by.0) {
                let (old, new) = (by(before, old), by(after, new));
                comparison.turned(ChangeKind::AccountsChanged, at, old, new);
            }
            documentation::label(comparison, at, label, &new.label);
            documentation::quirks(comparison, at, quirks, &new.quirks);
        }
    }
}

fn options(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.options, &comparison.new.options);
    let at = |option: &ClientOption| Subject::vendor("client option").item(&option.name);
    let choices = |option: &ClientOption| {
        let names: Vec<&str> = option.choices.iter().map(|one| one.name.snake()).collect();
        names.join(", ")
    };
    let same = &comparison.same.options;
    let positions: Vec<(usize, usize)> = same.both.iter().map(|(a, b)| (*a, *b)).collect();
    let (removed, added) = (same.removed(old), same.added(new));
    for (before, after) in positions {
        if let (Some(before_option), Some(after_option)) = (old.get(before), new.get(after)) {
            // The type of the request encoding is the runtime's.
            let was = comparison.old.encoding_option == Some(OptionId(before));
            let is = comparison.new.encoding_option == Some(OptionId(after));
            let at = at(after_option);
            if was != is {
                comparison.vanished(ChangeKind::OptionRemoved, &at, choices(before_option));
                comparison.appeared(ChangeKind::OptionAdded, &at, choices(after_option));
                continue;
            }
            option(comparison, &at, (before_option, after_option), is);
        }
    }
    for old in removed {
        comparison.vanished(ChangeKind::OptionRemoved, &at(old), choices(old));
    }
    for new in added {
        comparison.appeared(ChangeKind::OptionAdded, &at(new), choices(new));
    }
}

fn option(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    (old, new): (&ClientOption, &ClientOption),
    is_encoding: bool,
) {
    let ClientOption {
        name,
        label,
        choices,
        quirks,
    } = old;
    if *name != new.name {
        comparison.turned(ChangeKind::OptionRenamed, at, name, &new.name);
    }
    documentation::label(comparison, at, label, &new.label);
    documentation::quirks(comparison, at, quirks, &new.quirks);
    let default = |choices: &[OptionChoice]| choices.first().map(|choice| choice.name.to_string());
    let (before, after) = (default(choices), default(&new.choices));
    comparison.fact(
        ChangeKind::OptionDefaultChanged,
        at,
        (&before, &after),
        Clone::clone,
    );
    let same = matched(choices, &new.choices, &[&|a, b| a.name == b.name]);
    let choice = Subject::vendor(&format!("choice of `{}`", new.name));
    for (old, new) in same.pairs(choices, &new.choices) {
        let OptionChoice { name, label } = old;
        documentation::label(comparison, &choice.item(name), label, &new.label);
    }
    if is_encoding {
        return;
    }
    for old in same.removed(choices) {
        let at = choice.item(&old.name);
        comparison.vanished(
            ChangeKind::OptionChoiceRemoved,
            &at,
            words::label(&old.label),
        );
    }
    for new in same.added(&new.choices) {
        let at = choice.item(&new.name);
        comparison.appeared(ChangeKind::OptionChoiceAdded, &at, words::label(&new.label));
    }
}

/// Ciphers that only one spec has are met where they are used.
fn ciphers(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.old, comparison.new);
    let same = &comparison.same;
    for (old, new) in same.ciphers.pairs(&before.ciphers, &after.ciphers) {
        let at = Subject::vendor("cipher").item(&new.name);
        let Cipher {
            name: _,
            algorithm: _,
            mode: _,
            key: _,
            encoding: _,
            quirks,
        } = old;
        documentation::quirks(comparison, &at, quirks, &new.quirks);
        if !same_cipher(&comparison.same.credentials, old, new) {
            let (old, new) = (words::cipher(before, old), words::cipher(after, new));
            comparison.turned(ChangeKind::CipherChanged, &at, old, new);
        }
    }
}
