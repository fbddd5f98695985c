//! Explanations of every request and form with random values: no credential that is not public, no token and no sensitive
//! value can be read in one, in whatever way it is written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kpg_codegen::model::{
    Content, CredentialId, Field, Kind, Request, Secrecy, Vendor, credential_made_of,
};
use kpg_language::driver::Values;
use kpg_tests::specs::SPECS;

use super::chance::Chance;
use super::{Case, cases_of, fitting, nothing_is};
use crate::driver::{self, TOKEN};

/// A text with fewer bytes may stand in others by chance.
const SHORTEST: usize = 6;

/// A credential of letters that nothing else has, as long as it must be.
fn credential(vendor: &Vendor, index: usize) -> String {
    let letters = |count: usize| {
        let mark = format!("QvX{index}wZ");
        mark.chars().cycle().take(count).collect()
    };
    credential_made_of(vendor, CredentialId(index), &letters, 12).unwrap_or_default()
}

/// Everything of a request that must not be shown.
fn secrets(vendor: &Vendor, request: &Request, values: &Values) -> Vec<String> {
    let credentials = vendor.credentials.iter().enumerate();
    let hidden = credentials.filter(|(_, each)| each.secrecy != Secrecy::Public);
    let mut secrets: Vec<String> = hidden.map(|(index, _)| credential(vendor, index)).collect();
    secrets.push(TOKEN.to_owned());
    let is_text = |field: &&Field| {
        matches!(field.facts.content, Content::One(Kind::Text | Kind::Digits))
            && field.facts.sensitive
    };
    let sensitive = request.caller_fields().filter(is_text);
    secrets.extend(sensitive.filter_map(|field| Some(values.get(&field.wire)?.concat())));
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets
}

/// The ways in which a text can be written.
fn written(text: &str) -> Vec<String> {
    let euckr = encoding_rs::EUC_KR.encode(text).0;
    let mut ways = vec![text.to_owned(), serde_json::Value::from(text).to_string()];
    for bytes in [text.as_bytes(), &euckr] {
        ways.push(hex::encode(bytes));
        ways.push(hex::encode_upper(bytes));
        ways.push(
            percent_encoding::percent_encode(bytes, percent_encoding::NON_ALPHANUMERIC).to_string(),
        );
        ways.push(url::form_urlencoded::byte_serialize(bytes).collect());
        // Whatever stands before it, one of these is in the base64 of the whole.
        for before in 0..3 {
            let all = [&b"..."[..before], bytes].concat();
            let letters = STANDARD.encode(&all);
            let inside = letters.get(4..letters.len().saturating_sub(4));
            ways.extend(
                inside
                    .filter(|inside| inside.len() >= SHORTEST)
                    .map(str::to_owned),
            );
        }
    }
    let unquoted = |way: String| way.trim_matches('"').to_owned();
    ways.into_iter().map(unquoted).collect()
}

/// What is shown of a request although it must not be.
fn shown(vendor: &Vendor, request: &Request, values: &Values) -> Vec<String> {
    let credential = |name: &str| {
        let mut all = vendor.credentials.iter();
        credential(
            vendor,
            all.position(|each| each.name.snake() == name).unwrap(),
        )
    };
    let name = request.name.snake();
    let explanation = driver::explain(vendor.id.snake(), name, values, &credential).unwrap();
    assert!(!explanation.steps().is_empty(), "{name}");
    let told = format!("{explanation}\n{explanation:?}");
    let secrets = secrets(vendor, request, values).into_iter();
    let found = secrets.flat_map(|secret| {
        let ways = written(&secret)
            .into_iter()
            .filter(|way| told.contains(way));
        ways.map(move |way| format!("{secret:?} as {way}"))
            .collect::<Vec<_>>()
    });
    found.map(|found| format!("{found} in {told}")).collect()
}

#[test]
fn no_explanation_of_a_random_request_shows_what_must_be_hidden() {
    let (mut explained, mut wrong) = (0, Vec::new());
    for vendor in SPECS.iter() {
        for request in vendor.requests() {
            for Case { at, dice } in cases_of(vendor, request) {
                let mut chance = Chance { dice, vendor };
                let values = fitting(request, &mut chance);
                let found = shown(vendor, request, &values);
                wrong.extend(found.into_iter().map(|found| format!("{at}: {found}")));
                explained += 1;
            }
        }
    }
    nothing_is(&wrong);
    assert!(explained >= 600, "{explained} requests were explained");
}
