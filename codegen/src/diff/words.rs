//! Facts of the model in words, for people who know the spec language. What changed does not belong here.

use crate::model::{
    Acknowledgement, Address, Cipher, CipherId, CodeKind, Condition, Content, CredentialId,
    CredentialKind, Document, Effect, Envelope, Fault, Format, Key, KeyForm, Kind, Label, Layout,
    Lifetime, Mode, Nested, OptionId, Path, Place, Quirk, Rule, Secrecy, SessionId, TimeFormat,
    Vendor, Zone,
};

pub(super) fn label(label: &Label) -> String {
    let Label { ko, en } = label;
    let both = [ko, en].into_iter().flatten().cloned();
    both.collect::<Vec<_>>().join(" / ")
}

pub(super) fn document(document: &Document) -> String {
    let Document {
        id: _,
        title,
        url,
        read,
        sha256,
    } = document;
    let url = url.as_ref().map(|url| format!(", {url}"));
    let sum = sha256.as_ref().map(|sum| format!(", SHA-256 {sum}"));
    format!(
        "{}, read {read}{}{}",
        label(title),
        url.unwrap_or_default(),
        sum.unwrap_or_default()
    )
}

pub(super) fn quirk(quirk: &Quirk) -> String {
    let Quirk {
        says,
        seen,
        chosen,
        why,
        corrections,
    } = quirk;
    let why = why.as_ref().map(|why| format!("; why: {why}"));
    let corrections = corrections.iter().map(|correction| {
        let or_nothing = |fact: &Option<String>| fact.clone().unwrap_or_else(|| "nothing".into());
        let (from, to) = (
            or_nothing(&correction.documented),
            or_nothing(&correction.used),
        );
        format!("; corrects {} from {from} to {to}", correction.fact)
    });
    let corrections: String = corrections.collect();
    format!(
        "says: {says}; seen: {seen}; chosen: {chosen}{}{corrections}",
        why.unwrap_or_default()
    )
}

pub(super) fn address(address: &Address) -> String {
    match address {
        Address::Url(url) => url.clone(),
        Address::Undocumented(why) => format!("not documented: {why}"),
    }
}

/// A rule of a field's value.
pub(super) fn rule(vendor: &Vendor, rule: &Rule) -> String {
    rule.describe(&vendor.enumerations, &|text| {
        format!("`{}`", text.escape_debug())
    })
}

pub(super) fn code_kind(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Text => "a text",
        CodeKind::Integer => "a whole number",
    }
}

pub(super) fn secrecy(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Public => "public",
        Secrecy::Sensitive => "sent, never shown",
        Secrecy::Secret => "never sent, never shown",
    }
}

pub(super) fn credential_kind(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Text => "text",
        CredentialKind::RsaPrivateKey => "RSA private key",
        CredentialKind::RsaPublicKey => "RSA public key",
    }
}

pub(super) fn credential(vendor: &Vendor, id: CredentialId) -> String {
    let credential = vendor.credentials.get(id.0);
    let name = credential.map(|credential| credential.name.snake());
    format!("credential {}", name.unwrap_or_default())
}

pub(super) fn lifetime(lifetime: &Lifetime) -> String {
    match lifetime {
        Lifetime::OneCall => "for one call".to_owned(),
        Lifetime::Fixed(seconds) => format!("for {seconds} s"),
        Lifetime::Seconds(member) => format!("for the seconds in `{member}`"),
        Lifetime::Until { member, zone } => {
            let zone = zone.map_or("the zone that it tells", self::zone);
            format!("until `{member}`, in {zone}")
        }
    }
}

pub(super) fn session(vendor: &Vendor, id: SessionId) -> String {
    let session = vendor.sessions.get(id.0);
    let name = session.map(|session| session.name.snake());
    format!("session {}", name.unwrap_or_default())
}

/// `[signature_variant: documented] `
pub(super) fn choice(vendor: &Vendor, id: OptionId, at: usize) -> String {
    let option = vendor.options.get(id.0);
    let named = option.and_then(|option| Some((option, option.choices.get(at)?)));
    named.map_or_else(String::new, |(option, choice)| {
        format!("[{}: {}] ", option.name, choice.name)
    })
}

pub(super) fn cipher_name(vendor: &Vendor, id: CipherId) -> String {
    let cipher = vendor.ciphers.get(id.0);
    cipher.map_or_else(String::new, |cipher| cipher.name.to_string())
}

pub(super) fn cipher(vendor: &Vendor, cipher: &Cipher) -> String {
    let key = |key: &Key| {
        let Key {
            credential,
            form,
            first,
        } = key;
        let form = match form {
            KeyForm::Text => "text",
            KeyForm::Hex => "hex",
            KeyForm::Base64 => "base64",
        };
        let first = first.map(|first| format!("first {first} of "));
        let credential = self::credential(vendor, *credential);
        format!("{}{credential} as {form}", first.unwrap_or_default())
    };
    let algorithm = cipher.algorithm.description().title;
    let mode = match &cipher.mode {
        Mode::Cbc { iv } => format!("{algorithm}-CBC, IV {}", key(iv)),
        Mode::Ecb => format!("{algorithm}-ECB"),
    };
    let encoding = cipher.encoding.row().title;
    format!("{mode}, key {}, written as {encoding}", key(&cipher.key))
}

pub(super) fn clock(zone: Zone, format: &TimeFormat) -> String {
    format!("time in {} as {}", self::zone(zone), format.mask())
}

fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::Seoul => "Seoul",
        Zone::Utc => "UTC",
    }
}

pub(super) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::MovesMoney => "moves money",
        Effect::Changes => "changes something",
        Effect::Reads => "reads",
    }
}

pub(super) fn envelope(vendor: &Vendor, envelope: &Envelope) -> String {
    let Envelope::Jwe { member, key } = envelope;
    format!("JWE in `{member}` with {}", credential(vendor, *key))
}

pub(super) fn path(path: &Path) -> String {
    path.to_string()
}

pub(super) fn condition(condition: &Condition) -> String {
    let tests = condition.0.iter().map(|test| {
        let values = test.values.iter().map(|value| format!("`{value}`"));
        format!(
            "{} is {}",
            test.path,
            values.collect::<Vec<_>>().join(" or ")
        )
    });
    tests.collect::<Vec<_>>().join(" and ")
}

pub(super) fn format(format: &Format) -> String {
    let Format {
        encoding,
        charset,
        list_as,
    } = format;
    let list = list_as.as_ref().map(|name| format!(", a list as `{name}`"));
    format!(
        "{} in {}{}",
        body_encoding(*encoding),
        charset.row().title,
        list.unwrap_or_default()
    )
}

pub(super) fn body_encoding(encoding: crate::model::BodyEncoding) -> &'static str {
    match encoding {
        crate::model::BodyEncoding::Json => "JSON",
        crate::model::BodyEncoding::Form => "form",
    }
}

/// How a fault is told from other answers; what is only documented about it is left out.
pub(super) fn fault(fault: &Fault) -> String {
    let message = fault.message.as_ref();
    let message = message.map(|path| format!(", message in {path}"));
    let statuses = fault.statuses;
    let statuses = statuses.map(|(first, last)| format!(", on HTTP {first} to {last}"));
    format!(
        "code in {}{}{}",
        fault.code,
        message.unwrap_or_default(),
        statuses.unwrap_or_default()
    )
}

/// The HTTP statuses of refusals beside those that always can be.
pub(super) fn statuses(ranges: &[(u16, u16)]) -> String {
    let ranges = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    let ranges: Vec<String> = std::iter::once("2xx".to_owned()).chain(ranges).collect();
    format!("on HTTP {}", ranges.join(", "))
}

pub(super) fn acknowledgement(acknowledgement: &Acknowledgement) -> String {
    let Acknowledgement {
        status,
        content_type,
        body,
    } = acknowledgement;
    format!("HTTP {status}, {content_type}, {body:?}")
}

/// What a field holds.
pub(super) fn content<N: Nested>(vendor: &Vendor, content: &Content<N>) -> String {
    match content {
        Content::One(kind) => self::kind(vendor, kind),
        Content::Values(kind) => format!("list of {}", self::kind(vendor, kind)),
        Content::Nested(nested) => match nested.layout() {
            Layout::Object => "object".to_owned(),
            Layout::List => "list of objects".to_owned(),
            Layout::ListOrObject => "list of objects, or one object".to_owned(),
            Layout::JsonText => "object as JSON in a text".to_owned(),
        },
    }
}

/// What a kind demands beside its Rust type.
fn kind(vendor: &Vendor, kind: &Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Digits => "digits".to_owned(),
        Kind::Amount {
            digits,
            number,
            zero,
        } => {
            let digits = digits.map(|(min, max)| format!(" of {min} to {max} digits"));
            let number = if *number { ", a JSON number" } else { "" };
            let zero = if *zero { ", or zero" } else { "" };
            format!("amount{}{number}{zero}", digits.unwrap_or_default())
        }
        Kind::Integer { min, max } => format!("integer from {min} to {max}"),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Enumeration(id) => {
            let enumeration = vendor.enumerations.get(id.0);
            enumeration.map_or_else(String::new, |found| found.name.to_string())
        }
        Kind::DateTime(format) => format!("time as {}", format.mask()),
        Kind::Joined { separator } => format!("texts joined by `{separator}`"),
        Kind::EmvQr => "EMV QR code".to_owned(),
        Kind::Base64 => "base64".to_owned(),
    }
}

pub(super) fn reports(reports: crate::model::Reports) -> String {
    let what = match reports {
        crate::model::Reports::Signature => "a wrong signature",
        crate::model::Reports::Field => "a missing or invalid field",
        crate::model::Reports::Credential => "an unknown credential or token",
    };
    format!("reports {what}")
}

/// The place of a field as changes name it.
pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path segment",
        Place::Query => "query parameter",
        Place::Header => "header",
        Place::Body => "body member",
        Place::Input => "input",
        Place::Received => "member",
    }
}
