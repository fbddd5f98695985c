//! Whether recipes of two specs make the same. Which values they are for, and what they are in words, does not
//! belong here.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::Comparison;
use super::matching::same_cipher;
use super::scope::{Scope, Side};
use crate::model::{Expression, Selection, Sent, Value};

/// Recipes that depend on more combinations of options than this are compared with the defaults only.
const COMBINATIONS: usize = 256;
/// Concatenations of more texts than this are compared as they are grouped.
const TEXTS: usize = 1_000;

/// A choice for options of both specs: by the option of the new spec, positions on each side.
type Picks = BTreeMap<usize, Pick>;

#[derive(Clone, Copy, Debug, Default)]
struct Pick {
    old: usize,
    new: usize,
}

/// The variants that options choose where two recipes differ: by the option of each spec, the position chosen.
pub(super) struct Differs {
    pub old: BTreeMap<usize, usize>,
    pub new: BTreeMap<usize, usize>,
}

/// Where recipes differ; nothing when they make the same whatever options a client was built with.
pub(super) fn difference(
    comparison: &Comparison<'_>,
    scope: &Scope<'_>,
    old: &Expression,
    new: &Expression,
) -> Option<Differs> {
    let mut first = None;
    for picks in combinations(comparison, scope, old, new) {
        let mut equality = Equality {
            comparison,
            scope,
            picks: &picks,
            known: BTreeMap::new(),
        };
        if !equality.same(old, new) {
            first = Some(picks);
            break;
        }
    }
    let picks = first?;
    let both = comparison.same.options.both.iter();
    let was = both.filter_map(|(old, new)| Some((*old, picks.get(new)?.old)));
    let is = picks.iter().map(|(option, pick)| (*option, pick.new));
    Some(Differs {
        old: was.collect(),
        new: is.collect(),
    })
}

/// Every way to build a client that both specs know and that makes a difference to two recipes.
fn combinations(
    comparison: &Comparison<'_>,
    scope: &Scope<'_>,
    old: &Expression,
    new: &Expression,
) -> Vec<Picks> {
    let mut before = BTreeSet::new();
    options(&scope.old, old, &mut BTreeSet::new(), &mut before);
    let mut after = BTreeSet::new();
    options(&scope.new, new, &mut BTreeSet::new(), &mut after);
    let both = &comparison.same.options.both;
    let shared = both
        .iter()
        .filter(|(was, is)| before.contains(*was) || after.contains(*is));
    let mut all = vec![Picks::new()];
    for (&was, &is) in shared {
        let picks = shared_choices(comparison, was, is);
        if all.len() * picks.len() > COMBINATIONS {
            break;
        }
        all = all
            .iter()
            .flat_map(|chosen| {
                picks.iter().map(|pick| {
                    let mut chosen = chosen.clone();
                    chosen.insert(is, *pick);
                    chosen
                })
            })
            .collect();
    }
    all
}

/// The choices of an option that both specs have; the defaults when there is none.
fn shared_choices(comparison: &Comparison<'_>, was: usize, is: usize) -> Vec<Pick> {
    let (Some(before), Some(after)) = (
        comparison.old.options.get(was),
        comparison.new.options.get(is),
    ) else {
        return vec![Pick::default()];
    };
    let picks = before
        .choices
        .iter()
        .enumerate()
        .filter_map(|(old, choice)| {
            let mut named = after.choices.iter();
            let new = named.position(|other| other.name == choice.name)?;
            Some(Pick { old, new })
        });
    let picks: Vec<Pick> = picks.collect();
    match picks.is_empty() {
        true => vec![Pick::default()],
        false => picks,
    }
}

/// The options that a recipe depends on. Values are visited once.
fn options(
    side: &Side<'_>,
    expression: &Expression,
    seen: &mut BTreeSet<usize>,
    found: &mut BTreeSet<usize>,
) {
    match expression {
        Expression::Value(Value(at)) => {
            if let (true, Some(computed)) = (seen.insert(*at), side.computed.get(*at)) {
                options(side, &computed.expression, seen, found);
            }
        }
        Expression::Variant(id, _) => {
            found.insert(id.0);
        }
        _ => {}
    }
    for part in expression.parts() {
        options(side, part, seen, found);
    }
}

/// Whether two recipes make the same.
struct Equality<'c, 'm> {
    comparison: &'c Comparison<'m>,
    scope: &'c Scope<'m>,
    picks: &'c Picks,
    /// Answers about pairs of values, each of which is asked once.
    known: BTreeMap<(usize, usize), bool>,
}

impl Equality<'_, '_> {
    fn same(&mut self, old: &Expression, new: &Expression) -> bool {
        if let (Expression::Value(was), Expression::Value(is)) = (old, new) {
            if let Some(known) = self.known.get(&(was.0, is.0)) {
                return *known;
            }
            let same = self.same_value(was.0, is.0);
            self.known.insert((was.0, is.0), same);
            return same;
        }
        let scope = self.scope;
        let old_made = self.picked(old, &scope.old, false);
        let new_made = self.picked(new, &scope.new, true);
        self.same_made(old_made, new_made)
    }

    /// The texts that a concatenation is made of, however they are grouped; nothing for another expression, and
    /// for one of more texts than anybody writes.
    fn texts<'e>(
        &self,
        expression: &'e Expression,
        side: &'e Side<'_>,
        is_new: bool,
    ) -> Option<Vec<&'e Expression>> {
        let Expression::Concatenation(parts) = expression else {
            return None;
        };
        let mut texts = Vec::new();
        let mut open: Vec<&Expression> = parts.iter().rev().collect();
        for _ in 0..TEXTS {
            let Some(part) = open.pop() else {
                return Some(texts);
            };
            match self.picked(part, side, is_new) {
                Expression::Concatenation(parts) => open.extend(parts.iter().rev()),
                _ => texts.push(part),
            }
        }
        None
    }

    /// Two values: what comes of chance is the same value only once.
    fn same_value(&mut self, was: usize, is: usize) -> bool {
        let scope = self.scope;
        let (Some(old), Some(new)) = (scope.old.computed.get(was), scope.new.computed.get(is))
        else {
            return false;
        };
        let old = self.picked(&old.expression, &scope.old, false);
        let new = self.picked(&new.expression, &scope.new, true);
        if matches!(old, Expression::RandomHex { .. }) {
            let mut chance = scope.chance.borrow_mut();
            let partner = *chance.entry(was).or_insert(is);
            let taken = chance.iter().any(|(other, of)| *other != was && *of == is);
            if partner != is || taken {
                return false;
            }
        }
        self.same_made(old, new)
    }

    /// The variant that the options choose, with references followed.
    fn picked<'e>(
        &self,
        expression: &'e Expression,
        side: &'e Side<'_>,
        is_new: bool,
    ) -> &'e Expression {
        let mut expression = side.resolved(expression);
        while let Expression::Variant(id, variants) = expression {
            let at = chosen(self.comparison, self.picks, id.0, is_new);
            match variants.get(at).or(variants.first()) {
                Some(variant) => expression = side.resolved(variant),
                None => break,
            }
        }
        expression
    }

    /// Two expressions that are neither values nor variants.
    fn same_made(&mut self, old: &Expression, new: &Expression) -> bool {
        use Expression as E;
        let scope = self.scope;
        let texts = (
            self.texts(old, &scope.old, false),
            self.texts(new, &scope.new, true),
        );
        let texts = match texts {
            (None, None) => None,
            (old_texts, new_texts) => Some((
                old_texts.unwrap_or_else(|| vec![old]),
                new_texts.unwrap_or_else(|| vec![new]),
            )),
        };
        if let Some((old, new)) = texts {
            let same_count = old.len() == new.len();
            return same_count
                && old
                    .into_iter()
                    .zip(new)
                    .all(|(old, new)| self.same(old, new));
        }
        let same = &self.comparison.same;
        let heads = match (old, new) {
            (E::Credential(was), E::Credential(is)) => same.credentials.are(was.0, is.0),
            (E::Session(was), E::Session(is)) => same.sessions.are(was.0, is.0),
            (E::Field(was), E::Field(is)) => self.scope.fields.get(was) == Some(is),
            (E::Encrypted(was, _), E::Encrypted(is, _)) => self.same_cipher(was.0, is.0),
            (
                E::Signature {
                    signature: was,
                    key: was_by,
                    ..
                },
                E::Signature {
                    signature: is,
                    key: is_by,
                    ..
                },
            ) => was == is && same.credentials.are(was_by.0, is_by.0),
            (E::Selection(was), E::Selection(is)) => same_layout(was, is),
            (E::Json(was), E::Json(is)) => {
                let names = |members: &[(String, Expression)]| -> Vec<String> {
                    members.iter().map(|(name, _)| name.clone()).collect()
                };
                names(was) == names(is)
            }
            (E::Sent(was), E::Sent(is)) => {
                let names = |sent: &Sent| -> Vec<String> {
                    let members = sent.members.iter();
                    members.map(|member| member.name.clone()).collect()
                };
                names(was) == names(is)
            }
            (E::First(was, _), E::First(is, _)) => was == is,
            (E::Charset(was, _), E::Charset(is, _)) => was == is,
            (E::Digest(was, _), E::Digest(is, _)) => was == is,
            (E::Encoded(was, _), E::Encoded(is, _)) => was == is,
            (
                E::Mac {
                    mac: was,
                    form: old_form,
                    ..
                },
                E::Mac { mac: is, form, .. },
            ) => (was, old_form) == (is, form),
            (E::Concatenation(_), E::Concatenation(_)) | (E::Bytes(_), E::Bytes(_)) => true,
            (was, is) => return was == is,
        };
        let (old, new) = (old.parts(), new.parts());
        heads
            && old.len() == new.len()
            && old
                .into_iter()
                .zip(new)
                .all(|(old, new)| self.same(old, new))
    }

    /// A cipher of the same name is compared where it is declared.
    fn same_cipher(&self, was: usize, is: usize) -> bool {
        same_ciphers(self.comparison, was, is)
    }
}

/// Whether two ciphers are the same, or do the same.
pub(super) fn same_ciphers(comparison: &Comparison<'_>, was: usize, is: usize) -> bool {
    let ciphers = (
        comparison.old.ciphers.get(was),
        comparison.new.ciphers.get(is),
    );
    let alike = match ciphers {
        (Some(old), Some(new)) => same_cipher(&comparison.same.credentials, old, new),
        _ => false,
    };
    alike || comparison.same.ciphers.are(was, is)
}

fn same_layout(old: &Selection, new: &Selection) -> bool {
    let Selection {
        parts,
        between,
        separator,
        absent,
    } = old;
    // Names that are left out are nowhere.
    let names = |parts: &[(String, Expression)]| -> Vec<String> {
        let names = parts.iter().filter(|_| between.is_some());
        names.map(|(name, _)| name.clone()).collect()
    };
    names(parts) == names(&new.parts)
        && (between, separator, absent) == (&new.between, &new.separator, &new.absent)
}

/// The position of the variant that an option of one side chooses.
fn chosen(comparison: &Comparison<'_>, picks: &Picks, option: usize, is_new: bool) -> usize {
    let pick = match is_new {
        true => picks.get(&option),
        false => {
            let new = comparison.same.options.both.get(&option);
            new.and_then(|new| picks.get(new))
        }
    };
    pick.map_or(0, |pick| if is_new { pick.new } else { pick.old })
}
