//! Facts of what a vendor declares for all operations, in words.

use std::collections::BTreeSet;

use super::list::joined;
use super::record::record_words;
use crate::diff::change::facts::VendorFact;
use crate::model::{
    Address, Charset, Cipher, Credential, CredentialKind, Key, KeyPart, KeySource, KeyText,
    KeyUnit, Lifetime, Mode, Name, Reports, Secrecy, Zone,
};

pub(super) fn vendor_words(fact: &VendorFact<'_>) -> String {
    match fact {
        VendorFact::Address(address) => address_words(address),
        VendorFact::Addresses { hosts, addresses } => addresses_words(hosts, addresses),
        VendorFact::Milliseconds(milliseconds) => format!("{milliseconds} ms"),
        VendorFact::AreTimeoutsDocumented(true) => "documented".to_owned(),
        VendorFact::AreTimeoutsDocumented(false) => "kpg's own".to_owned(),
        VendorFact::HeaderCase(case) => case.word().to_owned(),
        VendorFact::Credential(credential) => credential_words(credential),
        VendorFact::CredentialKind(kind) => kind_words(*kind).to_owned(),
        VendorFact::Secrecy(secrecy) => secrecy_words(*secrecy).to_owned(),
        VendorFact::IsCredentialRequired(true) => "required".to_owned(),
        VendorFact::IsCredentialRequired(false) => "optional".to_owned(),
        VendorFact::AccountsBy(name) => format!("by `{name}`"),
        VendorFact::OptionChoices(choices) => {
            joined(choices.iter().map(|choice| choice.name.snake()), ", ")
        }
        VendorFact::Cipher {
            cipher,
            credentials,
        } => cipher_words(cipher, credentials),
        VendorFact::Choices(choices) => joined(choices.iter().map(|one| &one.wire), ", "),
        VendorFact::IsOpen(true) => "open".to_owned(),
        VendorFact::IsOpen(false) => "closed".to_owned(),
        VendorFact::Codes(codes) => joined(codes.iter().map(|code| &code.wire), ", "),
        VendorFact::Status(status) => format!("HTTP {status}"),
        VendorFact::Reports(reports) => reports_words(*reports).to_owned(),
        VendorFact::IsUndecided(true) => "undecided".to_owned(),
        VendorFact::IsUndecided(false) => "decided".to_owned(),
        VendorFact::Token { member, operation } => format!("`{member}` of `{operation}`"),
        VendorFact::Lifetime(lifetime) => lifetime_words(lifetime),
        VendorFact::TokenRefusals(refusals) => refusals_words(refusals),
        VendorFact::Record(record) => record_words(record),
    }
}

fn address_words(address: &Address) -> String {
    match address {
        Address::Url(url) => url.clone(),
        Address::Choice(list) => {
            let list = list.iter().map(|one| format!("{} ({})", one.url, one.wire));
            joined(list, " or ")
        }
        Address::Undocumented(why) => format!("not documented: {why}"),
    }
}

/// The address of each host by its name; one that all of them have, once.
fn addresses_words(hosts: &[Name], addresses: &[Address]) -> String {
    match addresses {
        [first, others @ ..] if others.iter().all(|other| other == first) => address_words(first),
        _ => {
            let both = hosts.iter().zip(addresses);
            let words = both.map(|(host, address)| format!("{host}: {}", address_words(address)));
            joined(words, ", ")
        }
    }
}

fn credential_words(credential: &Credential) -> String {
    let (kind, secrecy) = (credential.kind, credential.secrecy);
    format!("{}, {}", kind_words(kind), secrecy_words(secrecy))
}

fn kind_words(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Text => "text",
        CredentialKind::RsaPrivateKey => "RSA private key",
        CredentialKind::RsaPublicKey => "RSA public key",
    }
}

fn secrecy_words(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Public => "public",
        Secrecy::Sensitive => "sent, never shown",
        Secrecy::Secret => "never sent, never shown",
    }
}

fn cipher_words(cipher: &Cipher, credentials: &[Credential]) -> String {
    let Cipher {
        name: _,
        algorithm,
        mode,
        key,
        charset,
        encoding,
        quirks: _,
    } = cipher;
    let algorithm = algorithm.description().title;
    let key = key_words(key, credentials);
    let mode = match mode {
        Mode::Cbc { iv } => format!("{algorithm}-CBC, IV {}", key_words(iv, credentials)),
        Mode::Ecb => format!("{algorithm}-ECB"),
    };
    let charset = match charset {
        Charset::Utf8 => "",
        Charset::EucKr => " of EUC-KR",
    };
    format!(
        "{mode}{charset}, key {key}, written as {}",
        encoding.row().title
    )
}

fn key_words(key: &Key, credentials: &[Credential]) -> String {
    let Key { source, part } = key;
    let part = part.map(|KeyPart { cut, unit, count }| match unit {
        KeyUnit::Characters => format!("{} {count} of ", cut.row().title),
        KeyUnit::Bytes => format!("{} {count} bytes of ", cut.row().title),
    });
    let source = match source {
        KeySource::Text(text, form) => {
            let text = match text {
                KeyText::Credential(id) => {
                    let credential = credentials.get(id.0);
                    let name = credential.map_or("", |credential| credential.name.snake());
                    format!("credential {name}")
                }
                KeyText::Value(name) => format!("value {name}"),
                KeyText::Literal(text) => format!("{text:?}"),
            };
            format!("{text} as {}", form.word())
        }
        KeySource::Bytes(name) => format!("value {name}"),
        KeySource::Zero => "of zeros".to_owned(),
        KeySource::FirstBlock => "in the first block".to_owned(),
    };
    format!("{}{source}", part.unwrap_or_default())
}

fn reports_words(reports: Reports) -> &'static str {
    match reports {
        Reports::Signature => "reports a wrong signature",
        Reports::Field => "reports a missing or invalid field",
        Reports::Credential => "reports an unknown credential or token",
    }
}

fn lifetime_words(lifetime: &Lifetime) -> String {
    match lifetime {
        Lifetime::OneCall => "for one call".to_owned(),
        Lifetime::Fixed(seconds) => format!("for {seconds} s"),
        Lifetime::Seconds(member) => format!("for the seconds in `{member}`"),
        Lifetime::Until { member, zone } => {
            let zone = zone.map_or("the zone that it tells", zone_words);
            format!("until `{member}`, in {zone}")
        }
    }
}

pub(super) fn zone_words(zone: Zone) -> &'static str {
    match zone {
        Zone::Seoul => "Seoul",
        Zone::Utc => "UTC",
    }
}

fn refusals_words(refusals: &BTreeSet<(Option<&str>, Option<u16>)>) -> String {
    let words = refusals.iter().map(|refusal| match refusal {
        (Some(code), Some(status)) => format!("{code} on HTTP {status}"),
        (Some(code), None) => (*code).to_owned(),
        (None, Some(status)) => format!("HTTP {status}"),
        (None, None) => String::new(),
    });
    let words: BTreeSet<String> = words.collect();
    joined(words, ", ")
}
