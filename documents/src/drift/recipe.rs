//! What notes of a page say of how a field is signed or encrypted, against the recipe, the proof or the cipher of the
//! spec: digests, modes, and the order of what goes in. Whether a field is encrypted at all is compared elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::model::{Cipher, Computed, Expression, ProofPlace, Source, Vendor};

use super::difference::{Difference, Facts};
use super::location::Location;
use super::pair::{self, Described, Pair};
use crate::page::{Cell, DocumentedField, Fact, Note, Page, RecipeWords, Way};
use crate::vocabulary::DIGESTS;

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
            let Some(Fact {
                value: spoken,
                cell,
            }) = &field.recipe
            else {
                continue;
            };
            let made = made(vendor, pair, way, pair::leaf(&field.wire.text));
            if !made.can_be_compared(spoken) {
                notes.push(not_compared(field, cell));
            }
            for (page, spec) in made.against(spoken) {
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
        digests(whole, &mut self.digests);
        self.orders = reader.orders(whole);
        let known = self.orders.iter().flatten().map(|name| folded(name));
        self.known.extend(known.collect::<Vec<_>>());
    }

    /// Whether nothing of what a note says is passed over.
    fn can_be_compared(&self, spoken: &RecipeWords) -> bool {
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
    fn against(&self, spoken: &RecipeWords) -> Vec<(String, String)> {
        let mut found = Vec::new();
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

/// The digests that an expression is made with.
pub(super) fn digests(expression: &Expression, found: &mut BTreeSet<&'static str>) {
    let word = match expression {
        Expression::Digest(digest, _) => digest.word(),
        Expression::Mac { mac, .. } => mac.word(),
        Expression::Signature { signature, .. } => signature.word(),
        _ => "",
    };
    found.extend(DIGESTS.into_iter().filter(|digest| word.contains(digest)));
    for part in expression.parts() {
        digests(part, found);
    }
}

/// Words as people write them, in one line.
pub(super) fn joined(words: &BTreeSet<&'static str>) -> String {
    let words: Vec<&str> = words.iter().copied().collect();
    words.join(", ").to_uppercase()
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
