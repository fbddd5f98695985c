//! Credentials of examples: whether they look like those of production, which nobody may write into a spec.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Secrecy, Vendor};
use crate::syntax::reader::Text;
use crate::syntax::spec::Named;

/// A shorter text is guessed, or a number that is no secret.
const SHORTEST: usize = 16;
/// So many bits each letter of a random text tells at least; words and repetitions tell fewer.
const BITS_OF_CHANCE: f64 = 3.6;
/// What people write into values that protect nothing.
const HARMLESS: &[&str] = &[
    "test",
    "sample",
    "example",
    "dummy",
    "demo",
    "fake",
    "placeholder",
];

/// Reports secret and sensitive credentials that look random: nobody can tell whether a merchant uses them.
pub(super) fn look_harmless(vendor: &Vendor, written: &[Named<Text>], out: &mut Diagnostics) {
    for entry in written {
        let mut credentials = vendor.credentials.iter();
        let declared = credentials.find(|known| known.name.snake() == entry.name.value);
        let is_public = declared.is_none_or(|known| known.secrecy == Secrecy::Public);
        if is_public || !looks_random(&entry.value.value) {
            continue;
        }
        let problem = Diagnostic::new(
            DiagnosticCode::SecretInExample,
            entry.name.span,
            format!(
                "`{}` looks like a secret that somebody uses",
                entry.name.value
            ),
        )
        .note("whoever reads the spec could sign with it in the merchant's name");
        out.push(problem.help(
            "replace it by one that was made for tests; or say under `published` where everybody can read it, or how \
             it was made",
        ));
    }
}

fn looks_random(text: &str) -> bool {
    if text.contains("PRIVATE KEY-----") {
        return true;
    }
    let folded = text.to_ascii_lowercase();
    let is_harmless = HARMLESS.iter().any(|word| folded.contains(word));
    !is_harmless && text.chars().count() >= SHORTEST && bits_each(text) >= BITS_OF_CHANCE
}

/// How much a letter of the text tells on average, by how often each stands in it.
fn bits_each(text: &str) -> f64 {
    let mut counts: BTreeMap<char, u32> = BTreeMap::new();
    for letter in text.chars() {
        *counts.entry(letter).or_default() += 1;
    }
    let all: f64 = counts.values().copied().map(f64::from).sum();
    let shares = counts.values().map(|count| f64::from(*count) / all);
    shares.map(|share| -share * share.log2()).sum()
}
