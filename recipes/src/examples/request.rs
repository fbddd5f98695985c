//! Examples of requests: values, covered texts, fields, the address and the body, in the order in which they are made.

use std::collections::BTreeMap;

use kpg_codegen::model::{
    CredentialId, CredentialKind, Envelope, Example, ExpectedRequest, FieldRef, Request, Secrecy,
    Vendor,
};

use super::found::{Found, lines};
use super::{body, signatures};
use crate::charset;
use crate::forward::{Given, HIDDEN, Output, Step, Traced, TracedField, forward};

/// Keys that were read once and are some: the examples of a spec share them.
pub(super) type UsableKeys<'m> = Vec<(CredentialKind, &'m str)>;

/// The first thing that differs.
pub(super) fn difference<'m>(
    vendor: &Vendor,
    request: &Request,
    (example, usable_keys): (&'m Example, &mut UsableKeys<'m>),
) -> Option<Found> {
    if let Some(found) = unusable_key(vendor, (example, usable_keys)) {
        return Some(found);
    }
    let sends = example.sends.as_ref()?;
    let expected_body = sends.body.as_ref();
    let bytes = expected_body.and_then(|text| charset::encode(request.charset, text));
    let traced = forward(
        vendor,
        request,
        Given {
            supply: &example.supply,
            values: &example.given,
            body: bytes.as_deref(),
            known: &[],
            signatures: &signatures::stated(sends),
        },
    );
    let secrets = secrets(vendor, example, &traced);
    let compared = Compared {
        vendor,
        request,
        example,
        sends,
        traced: &traced,
        secrets,
    };
    compared
        .values()
        .or_else(|| compared.covers())
        .or_else(|| compared.fields())
        .or_else(|| compared.url())
        .or_else(|| compared.body())
}

/// What the fields of the request of an example say, as far as it is known.
pub(super) fn sent(
    vendor: &Vendor,
    request: &Request,
    example: &Example,
) -> BTreeMap<FieldRef, String> {
    let given = Given {
        supply: &example.supply,
        values: &example.given,
        body: None,
        known: &[],
        signatures: &[],
    };
    let traced = forward(vendor, request, given);
    let fields = traced.fields.into_iter();
    fields
        .filter_map(|field| Some((field.at, field.sent?)))
        .collect()
}

/// A key of the example that is none.
fn unusable_key<'m>(
    vendor: &Vendor,
    (example, usable_keys): (&'m Example, &mut UsableKeys<'m>),
) -> Option<Found> {
    use kpg_codegen::model::CredentialKind::{RsaPrivateKey, RsaPublicKey, Text};
    example.supply.credentials.iter().find_map(|(id, text)| {
        let credential = vendor.credentials.get(id.0)?;
        let is_usable = match credential.kind {
            Text => true,
            kind if usable_keys.contains(&(kind, text)) => return None,
            RsaPrivateKey => crate::rsa_keys::private(text).is_some(),
            RsaPublicKey => crate::rsa_keys::public(text).is_some(),
        };
        if is_usable {
            usable_keys.push((credential.kind, text));
        }
        (!is_usable).then(|| Found {
            keys: vec!["credentials".to_owned(), credential.name.to_string()],
            what: format!("`{}` is no RSA key in PEM", credential.name),
            expected: None,
            made: None,
            steps: Vec::new(),
        })
    })
}

/// Everything that must not be shown, the longest first.
fn secrets(vendor: &Vendor, example: &Example, traced: &Traced) -> Vec<String> {
    let is_secret = |id: &CredentialId| {
        let credential = vendor.credentials.get(id.0);
        credential.is_none_or(|known| known.secrecy != Secrecy::Public)
    };
    let credentials = example.supply.credentials.iter();
    let credentials = credentials.filter(|(id, _)| is_secret(id));
    let tokens = example.supply.tokens.iter().map(|(_, token)| token.clone());
    let mut secrets: Vec<String> = credentials
        .map(|(_, text)| text.clone())
        .chain(tokens)
        .collect();
    let values = traced.values.iter().map(|value| &value.step);
    let fields = traced.fields.iter().map(|field| &field.step);
    for step in values.chain(fields) {
        add_secrets(step, &mut secrets);
    }
    let hidden = traced
        .fields
        .iter()
        .filter(|field| field.sent != field.shown);
    let whole = hidden.filter(|field| field.shown.as_deref() == Some(HIDDEN));
    secrets.extend(whole.filter_map(|field| field.sent.clone()));
    secrets.retain(|secret| !secret.is_empty());
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.dedup();
    secrets
}

fn add_secrets(step: &Step, secrets: &mut Vec<String>) {
    if step.secrecy == crate::forward::Secrecy::Secret
        && let Output::Text(text) = &step.output
    {
        secrets.push(text.clone());
    }
    for input in &step.inputs {
        add_secrets(input, secrets);
    }
}

struct Compared<'m> {
    vendor: &'m Vendor,
    request: &'m Request,
    example: &'m Example,
    sends: &'m ExpectedRequest,
    traced: &'m Traced,
    secrets: Vec<String>,
}

impl Compared<'_> {
    /// A text of the source as it may be shown: secrets in it are hidden.
    fn shown(&self, text: &str) -> String {
        self.secrets
            .iter()
            .fold(text.to_owned(), |text, secret| text.replace(secret, HIDDEN))
    }

    fn values(&self) -> Option<Found> {
        self.sends.values.iter().find_map(|(name, expected)| {
            let value = self.traced.value(name)?;
            let made = match &value.step.output {
                Output::Bytes(bytes) => Some(hex::encode(bytes)),
                other => other.text().map(str::to_owned),
            };
            let keys = ["sends", "values", name.snake()].map(str::to_owned);
            self.compare(
                (format!("the value `{name}`"), keys.to_vec()),
                (expected, made.as_deref()),
                &value.step,
            )
        })
    }

    fn covers(&self) -> Option<Found> {
        self.sends.covers.iter().find_map(|(at, expected)| {
            let field = self.traced.field(*at)?;
            let (hiding, covered) = self.traced.covered_by(field)?;
            let keys = ["sends", "covers", field.wire.as_str()].map(str::to_owned);
            let what = format!(
                "the text that `{}` of `{}` is made of",
                hiding.label, field.wire
            );
            let made = covered.text().or(match &covered.output {
                Output::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
                _ => None,
            });
            self.compare((what, keys.to_vec()), (expected, made), covered)
        })
    }

    fn fields(&self) -> Option<Found> {
        self.sends.fields.iter().find_map(|(at, expected)| {
            let field = self.traced.field(*at)?;
            let keys = ["sends", "fields", field.wire.as_str()].map(str::to_owned);
            self.field(field, (expected, keys.to_vec()))
        })
    }

    /// A field that is made otherwise, with how it was made.
    fn field(&self, field: &TracedField, (expected, keys): (&str, Vec<String>)) -> Option<Found> {
        let what = format!("the {} `{}`", field.at.place.word(), field.wire);
        let mut found =
            self.compare((what, keys), (expected, field.sent.as_deref()), &field.step)?;
        if let Some((_, covered)) = self.traced.covered_by(field)
            && let Some(text) = covered.shown_text()
        {
            found.what.push_str(&format!("; it is made of `{text}`"));
        }
        Some(found)
    }

    fn compare(
        &self,
        (what, keys): (String, Vec<String>),
        (expected, made): (&str, Option<&str>),
        step: &Step,
    ) -> Option<Found> {
        if made == Some(expected) {
            return None;
        }
        let steps = lines(step);
        Some(match made {
            Some(made) => Found {
                what: format!("{what} is another one{}", self.reminder(expected, made)),
                keys,
                expected: Some(self.shown(expected)),
                made: Some(self.shown(made)),
                steps,
            },
            None if step.output == Output::Absent => Found {
                what: format!("{what} is left out"),
                keys,
                expected: Some(self.shown(expected)),
                made: None,
                steps,
            },
            None => Found {
                what: format!(
                    "{what} cannot be computed: the example does not give {}",
                    listed(&step.lacks())
                ),
                keys,
                expected: Some(self.shown(expected)),
                made: None,
                steps,
            },
        })
    }

    /// What both texts have in common, where that says what is wrong.
    fn reminder(&self, expected: &str, made: &str) -> &'static str {
        match expected.eq_ignore_ascii_case(made) {
            true => ": only the letter case differs",
            false => "",
        }
    }

    fn url(&self) -> Option<Found> {
        let expected = self.sends.url.as_ref()?;
        let made = self.traced.url.as_ref();
        if made.is_some_and(|url| url.sent == *expected) {
            return None;
        }
        Some(Found {
            keys: ["sends", "url"].map(str::to_owned).to_vec(),
            what: match made {
                Some(_) => "the address is another one".to_owned(),
                None => "the address is not known: the environment has none, or a part of it is not given".to_owned(),
            },
            expected: Some(self.shown(expected)),
            made: made.map(|url| url.shown.clone()),
            steps: Vec::new(),
        })
    }

    fn body(&self) -> Option<Found> {
        let expected = self.sends.body.as_ref()?;
        let Some(bytes) = charset::encode(self.request.charset, expected) else {
            let charset = self.request.charset.row().title;
            let what = format!("the body has characters that {charset} cannot hold");
            return Some(found_in_body(what));
        };
        if let Some(Envelope::Jwe { member, key }) = &self.request.envelope {
            let envelope = (member.as_str(), *key);
            let inside =
                body::inside_jwe(self.vendor, self.example, envelope, (&bytes, self.traced));
            return inside.map(found_in_body);
        }
        let Some(made) = &self.traced.body else {
            let fields = self.traced.fields.iter();
            let mut lacks: Vec<&str> = fields.flat_map(|field| field.step.lacks()).collect();
            lacks.dedup();
            return Some(found_in_body(format!(
                "the body cannot be computed: the example does not give {}",
                listed(&lacks)
            )));
        };
        if made.sent == bytes {
            return None;
        }
        let encoding = self.traced.encoding?;
        Some(
            match body::first(encoding, self.request.charset, (&bytes, &made.sent)) {
                body::First::Member { name, expected } => self.member_of_body(&name, &expected),
                other => Found {
                    expected: Some(self.shown(expected)),
                    made: Some(self.shown(&made.shown)),
                    ..found_in_body(other.words())
                },
            },
        )
    }

    /// The first member in which two bodies differ; where it is made of steps, the step.
    fn member_of_body(&self, name: &str, expected: &str) -> Found {
        let mut fields = self.traced.fields.iter();
        fields
            .find(|field| field.wire == name)
            .and_then(|field| self.field(field, (expected, body_keys())))
            .unwrap_or_else(|| Found {
                expected: Some(self.shown(expected)),
                ..found_in_body(format!("the member `{name}` of the body is another one"))
            })
    }
}

/// Where an example says which body is sent.
fn body_keys() -> Vec<String> {
    ["sends", "body"].map(str::to_owned).to_vec()
}

fn found_in_body(what: String) -> Found {
    Found {
        keys: body_keys(),
        what,
        expected: None,
        made: None,
        steps: Vec::new(),
    }
}

fn listed(names: &[&str]) -> String {
    match names.split_last() {
        None => "all that it is made of".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
