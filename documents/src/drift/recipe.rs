//! What notes of a page say of how a field is signed or encrypted, against the recipe, the proof or the cipher of the
//! spec: digests, modes, and the order of what goes in. Whether a field is encrypted at all is compared elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::model::{Cipher, Computed, Expression, ProofPlace, Source, Vendor};

use super::difference::{Difference, Facts};
use super::location::Location;
use super::pair::{self, Described, Pair};
use crate::page::{Cell, DocumentedField, Note, Page, Way};
use crate::vocabulary;

/// Digests as notes name them, without marks. A MAC and a signature are named with the digest in them.
const DIGESTS: [&str; 5] = ["sha512", "sha384", "sha256", "sha1", "md5"];
/// Modes of block ciphers.
const MODES: [&str; 4] = ["cbc", "ecb", "gcm", "ctr"];
/// Block ciphers, which a number of bits may follow.
const CIPHERS: [&str; 5] = ["aes", "aria", "seed", "tripledes", "3des"];

/// Compares what notes say, and tells what of it could not be compared.
pub(super) fn compare(
    page: &Page,
    vendor: &Vendor,
    pairs: &[Pair<'_>],
    found: &mut Vec<Difference>,
) -> Vec<Note> {
    let mut notes = Vec::new();
    for pair in pairs {
        let Some(operation) = page.operations.get(pair.page) else {
            continue;
        };
        for (way, field) in pair::both_ways(operation) {
            let Some((spoken, cell)) = spoken(field) else {
                continue;
            };
            let made = made(vendor, pair, way, pair::leaf(&field.wire.text));
            if !made.can_be_compared(&spoken) {
                notes.push(not_compared(field, cell));
            }
            for (page, spec) in made.against(&spoken) {
                let at = location(pair, way, pair::leaf(&field.wire.text));
                let facts = Facts::Recipe { page, spec };
                found.push(Difference::shown_by(cell, at, facts));
            }
        }
    }
    notes
}

fn not_compared(field: &DocumentedField, cell: &Cell) -> Note {
    let words = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!(
        "`{}` of the page speaks of a signature or a cipher, which is not compared: {words}",
        field.wire.text
    );
    let line = Some(cell.line);
    Note { line, text }
}

fn location(pair: &Pair<'_>, way: Way, wire: &str) -> Location {
    let mut fields = pair.fields.iter();
    let known = fields.find(|known| known.at.way == way && known.wire() == wire);
    match known {
        Some(known) => Location::Field(known.at.clone(), None),
        None => Location::Owner(pair.owner, Some("authenticity")),
    }
}

/// What a note says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Spoken {
    digests: BTreeSet<&'static str>,
    modes: BTreeSet<&'static str>,
    ciphers: BTreeSet<&'static str>,
    /// What goes in, in this order.
    order: Vec<String>,
}

/// What the note of a field says, and the note; none where it speaks of nothing such.
fn spoken(field: &DocumentedField) -> Option<(Spoken, &Cell)> {
    let cell = field.note.as_ref().or(field.label.as_ref())?;
    let plain: String = vocabulary::fold(&cell.text).replace('-', "");
    let tokens = cell.text.split(|c: char| !c.is_ascii_alphanumeric());
    let tokens: Vec<String> = tokens.map(str::to_ascii_lowercase).collect();
    let is_cipher = |token: &str, cipher: &str| {
        let bits = token.strip_prefix(cipher);
        bits.is_some_and(|bits| bits.chars().all(|c| c.is_ascii_digit()))
    };
    let spoken = Spoken {
        digests: DIGESTS
            .into_iter()
            .filter(|one| plain.contains(one))
            .collect(),
        modes: MODES
            .into_iter()
            .filter(|one| tokens.iter().any(|token| token == one))
            .collect(),
        ciphers: CIPHERS
            .into_iter()
            .filter(|one| tokens.iter().any(|token| is_cipher(token, one)))
            .collect(),
        order: Vec::new(),
    };
    if spoken == Spoken::default() {
        return None;
    }
    let order = order(&cell.text);
    Some((Spoken { order, ..spoken }, cell))
}

/// The names of `(mid + key + amount)`, around the first plus of a note; none where one of them is no name.
fn order(note: &str) -> Vec<String> {
    let Some(plus) = note.find('+') else {
        return Vec::new();
    };
    let (before, after) = note.split_at(plus);
    let start = before
        .rfind(['(', '\n', ',', ':', '='])
        .map_or(0, |at| at + 1);
    let end = after.find([')', '\n', ',']).unwrap_or(after.len());
    let inner = format!(
        "{}{}",
        before.get(start..).unwrap_or_default(),
        after.get(..end).unwrap_or_default()
    );
    // Markdown in HTML is not undone: `P\_OID`.
    let inner = inner.replace('\\', "");
    let names: Vec<String> = inner
        .split('+')
        .map(|name| name.trim().to_owned())
        .collect();
    match names.iter().all(|name| vocabulary::is_wire_name(name)) {
        true => names,
        false => Vec::new(),
    }
}

/// How the spec makes a field.
#[derive(Debug, Default)]
struct Made<'m> {
    digests: BTreeSet<&'static str>,
    cipher: Option<&'m Cipher>,
    /// What goes in, in each of the orders that the spec knows.
    orders: Vec<Vec<String>>,
    /// Every name that goes in somewhere: only what is made of these can be compared.
    known: BTreeSet<String>,
    /// What a field that the client supplies is a copy of, by the field's name.
    copies: BTreeMap<String, String>,
}

fn made<'m>(vendor: &'m Vendor, pair: &Pair<'m>, way: Way, wire: &str) -> Made<'m> {
    let mut made = Made::default();
    let proof = match (pair.described, way) {
        (Described::Operation(ours), Way::Request) => {
            let Some(field) = ours.all_fields().find(|field| field.wire == wire) else {
                return made;
            };
            made.cipher = field.cipher.and_then(|id| vendor.ciphers.get(id.0));
            let reader = Reader {
                vendor,
                pair,
                computed: &ours.computed,
            };
            for field in ours.all_fields() {
                let name = folded(&field.wire);
                if let Source::Supplied(expression) = &field.source
                    && let Some(copied) = reader.copied(expression)
                {
                    made.copies.insert(name.clone(), folded(&copied));
                }
                made.known.insert(name);
            }
            if let Source::Supplied(expression) = &field.source {
                made.add(vendor, pair, expression, &ours.computed);
            }
            None
        }
        (Described::Operation(ours), _) => ours.answer.proof.as_ref(),
        (Described::Notification(ours), _) => ours.authenticity.proof(),
    };
    let proof = proof.filter(|proof| match &proof.place {
        ProofPlace::Member(path) => path.0.last().is_some_and(|last| last == wire),
        ProofPlace::Header(name) => name.eq_ignore_ascii_case(wire),
    });
    if let Some(proof) = proof {
        made.add(vendor, pair, &proof.expected, &proof.computed);
    }
    made
}

impl Made<'_> {
    fn add(
        &mut self,
        vendor: &Vendor,
        pair: &Pair<'_>,
        expression: &Expression,
        computed: &[Computed],
    ) {
        let credentials = vendor.credentials.iter();
        self.known
            .extend(credentials.map(|one| folded(one.name.snake())));
        let reader = Reader {
            vendor,
            pair,
            computed,
        };
        let whole = reader.whole(expression);
        reader.digests(whole, &mut self.digests);
        self.orders = reader.orders(whole);
        let known = self.orders.iter().flatten().map(|name| folded(name));
        self.known.extend(known.collect::<Vec<_>>());
    }

    /// Whether nothing of what a note says is passed over.
    fn can_be_compared(&self, spoken: &Spoken) -> bool {
        let digests = spoken.digests.is_empty() || !self.digests.is_empty();
        let ciphers =
            (spoken.modes.is_empty() && spoken.ciphers.is_empty()) || self.cipher.is_some();
        let order = spoken.order.is_empty() || self.knows(&spoken.order);
        digests && ciphers && order
    }

    fn knows(&self, order: &[String]) -> bool {
        !self.orders.is_empty() && order.iter().all(|name| self.known.contains(&folded(name)))
    }

    /// What differs: the words of the page, and those of the spec.
    fn against(&self, spoken: &Spoken) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let joined = |words: &BTreeSet<&'static str>| {
            let words: Vec<&str> = words.iter().copied().collect();
            words.join(", ").to_uppercase()
        };
        if !self.digests.is_empty()
            && !spoken.digests.is_empty()
            && self.digests.is_disjoint(&spoken.digests)
        {
            found.push((joined(&spoken.digests), joined(&self.digests)));
        }
        if let Some(cipher) = self.cipher {
            let mode = cipher.mode.word().constructor();
            let algorithm = cipher.algorithm.description().constructor;
            for (words, ours) in [(&spoken.modes, mode), (&spoken.ciphers, algorithm)] {
                if !words.is_empty() && !words.contains(ours) {
                    found.push((joined(words), ours.to_uppercase()));
                }
            }
        }
        let meant = |order: &[String]| -> Vec<String> {
            let names = order.iter().map(|name| folded(name));
            let meant = names.map(|name| self.copies.get(&name).cloned().unwrap_or(name));
            meant.collect()
        };
        let same = |order: &Vec<String>| meant(order) == meant(&spoken.order);
        if !spoken.order.is_empty()
            && self.knows(&spoken.order)
            && !self.orders.iter().any(same)
            && let Some(first) = self.orders.first()
        {
            found.push((spoken.order.join(" + "), first.join(" + ")));
        }
        found
    }
}

/// Names of a page and of a spec are the same whatever their case and marks.
fn folded(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_ascii_alphanumeric());
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// Reads recipes of one operation.
struct Reader<'r, 'm> {
    vendor: &'r Vendor,
    pair: &'r Pair<'m>,
    computed: &'r [Computed],
}

impl<'r> Reader<'r, '_> {
    /// The recipe behind a name.
    fn whole(&self, expression: &'r Expression) -> &'r Expression {
        let mut whole = expression;
        // A value refers to those before it only.
        while let Expression::Value(value) = whole
            && let Some(computed) = self.computed.get(value.0)
        {
            whole = &computed.expression;
        }
        whole
    }

    fn digests(&self, expression: &Expression, found: &mut BTreeSet<&'static str>) {
        let word = match expression {
            Expression::Digest(digest, _) => digest.word(),
            Expression::Mac { mac, .. } => mac.word(),
            Expression::Signature { signature, .. } => signature.word(),
            _ => "",
        };
        found.extend(DIGESTS.into_iter().filter(|digest| word.contains(digest)));
        for part in expression.parts() {
            self.digests(part, found);
        }
    }

    /// What goes in, for each variant.
    fn orders(&self, expression: &Expression) -> Vec<Vec<String>> {
        match expression {
            Expression::Variant(_, arms) => arms.iter().flat_map(|arm| self.orders(arm)).collect(),
            Expression::ByText { arms, .. } => {
                let arms = arms.iter();
                arms.flat_map(|(_, arm)| self.orders(arm)).collect()
            }
            other => match (other.step(), other.parts().last()) {
                (Some(_), Some(inner)) => self.orders(inner),
                _ => vec![self.names(other)],
            },
        }
    }

    /// What an expression merely repeats: a credential or a value.
    fn copied(&self, expression: &Expression) -> Option<String> {
        match expression {
            Expression::Credential(id) => {
                let credential = self.vendor.credentials.get(id.0)?;
                Some(credential.name.snake().to_owned())
            }
            Expression::Value(value) => {
                let value = self.computed.get(value.0)?;
                let name = value.declared.as_ref().unwrap_or(&value.name);
                Some(name.snake().to_owned())
            }
            _ => None,
        }
    }

    fn names(&self, expression: &Expression) -> Vec<String> {
        let one = match expression {
            Expression::Credential(_) | Expression::Value(_) => self.copied(expression),
            Expression::Field(at) => match self.pair.described {
                Described::Operation(ours) => ours.field(*at).map(|field| field.wire.clone()),
                Described::Notification(_) => None,
            },
            Expression::Received(received) => received.path.0.last().cloned(),
            Expression::ReceivedHeader(name) => Some(name.clone()),
            other => {
                let parts = other.parts();
                return parts.iter().flat_map(|part| self.names(part)).collect();
            }
        };
        one.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_goes_into_a_recipe_is_what_stands_around_a_plus_and_is_a_name() {
        let cases = [
            ("SHA256\n(mid+mkey+timestamp)", "mid mkey timestamp"),
            ("hex(sha256(tid + key))", "tid key"),
            ("Sha256<br>(mid+P\\_OID+P_AMT)", "mid P_OID P_AMT"),
            ("mid+key 를 SHA256", ""),
            ("AES256, 1 + 2", ""),
            ("SHA256(mid)", ""),
        ];
        for (note, expected) in cases {
            assert_eq!(order(note).join(" "), expected, "{note}");
        }
    }
}
