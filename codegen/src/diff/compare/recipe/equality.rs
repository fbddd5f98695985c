//! Whether recipes of two specs make the same. Which values they are for, and what a change shows of them, does not
//! belong here.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Scope, Side};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::matching::same_cipher;
use crate::model::{Derivation, Expression, KeyForm, Selection, Sent, Uses, Value};

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
pub(in crate::diff::compare) struct Differs {
    pub old: BTreeMap<usize, usize>,
    pub new: BTreeMap<usize, usize>,
}

/// Where recipes differ; nothing when they make the same whatever options a client was built with.
pub(in crate::diff::compare) fn difference(
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
        if !equality.is_same(old, new) {
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
    collect_options(scope.old, old, &mut BTreeSet::new(), &mut before);
    let mut after = BTreeSet::new();
    collect_options(scope.new, new, &mut BTreeSet::new(), &mut after);
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
fn collect_options(
    side: Side<'_>,
    expression: &Expression,
    seen: &mut BTreeSet<usize>,
    found: &mut BTreeSet<usize>,
) {
    match expression {
        Expression::Value(Value(at)) => {
            if let (true, Some(computed)) = (seen.insert(*at), side.computed().get(*at)) {
                collect_options(side, &computed.expression, seen, found);
            }
        }
        Expression::Variant(id, _) => {
            found.insert(id.0);
        }
        Expression::Credential(_)
        | Expression::Session(_)
        | Expression::Field(_)
        | Expression::Received(_)
        | Expression::ReceivedHeader(_)
        | Expression::Encrypted(..)
        | Expression::Clock { .. }
        | Expression::RandomDigits(..)
        | Expression::RandomBytes { .. }
        | Expression::Cased(..)
        | Expression::Replaced { .. }
        | Expression::Escaped(..)
        | Expression::Derived { .. }
        | Expression::Literal(_)
        | Expression::Path
        | Expression::Query
        | Expression::Body
        | Expression::Concatenation(_)
        | Expression::Selection(_)
        | Expression::Json(_)
        | Expression::Sent(_)
        | Expression::Cut(..)
        | Expression::Charset(..)
        | Expression::Bytes(_)
        | Expression::Digest(..)
        | Expression::Mac { .. }
        | Expression::Signature { .. }
        | Expression::Encoded(..)
        | Expression::ByText { .. } => {}
    }
    for part in expression.parts() {
        collect_options(side, part, seen, found);
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
    fn is_same(&mut self, old: &Expression, new: &Expression) -> bool {
        if let (Expression::Value(was), Expression::Value(is)) = (old, new) {
            if let Some(known) = self.known.get(&(was.0, is.0)) {
                return *known;
            }
            let same = self.is_same_value(was.0, is.0);
            self.known.insert((was.0, is.0), same);
            return same;
        }
        let scope = self.scope;
        let old_made = self.chosen(old, scope.old, false);
        let new_made = self.chosen(new, scope.new, true);
        self.is_same_made(old_made, new_made)
    }

    /// The texts that a concatenation is made of, however they are grouped; nothing for another expression, and
    /// for one of more texts than anybody writes.
    fn joined_texts<'e>(
        &self,
        expression: &'e Expression,
        side: Side<'e>,
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
            match self.chosen(part, side, is_new) {
                Expression::Concatenation(parts) => open.extend(parts.iter().rev()),
                _ => texts.push(part),
            }
        }
        None
    }

    /// Two values: a random value is the same as one other value only.
    fn is_same_value(&mut self, was: usize, is: usize) -> bool {
        let scope = self.scope;
        let (Some(old), Some(new)) = (scope.old.computed().get(was), scope.new.computed().get(is))
        else {
            return false;
        };
        let old = self.chosen(&old.expression, scope.old, false);
        let new = self.chosen(&new.expression, scope.new, true);
        if old.uses() == Uses::Chance {
            let mut random = scope.random.borrow_mut();
            let partner = *random.entry(was).or_insert(is);
            let taken = random.iter().any(|(other, of)| *other != was && *of == is);
            if partner != is || taken {
                return false;
            }
        }
        self.is_same_made(old, new)
    }

    /// The variant that the options choose, with references followed.
    fn chosen<'e>(
        &self,
        expression: &'e Expression,
        side: Side<'e>,
        is_new: bool,
    ) -> &'e Expression {
        let mut expression = side.follow(expression);
        while let Expression::Variant(id, variants) = expression {
            let at = chosen_position(self.comparison, self.picks, id.0, is_new);
            match variants.get(at).or(variants.first()) {
                Some(variant) => expression = side.follow(variant),
                None => break,
            }
        }
        expression
    }

    /// Whether two expressions that are neither values nor variants make the same.
    fn is_same_made(&mut self, old: &Expression, new: &Expression) -> bool {
        let scope = self.scope;
        let texts = (
            self.joined_texts(old, scope.old, false),
            self.joined_texts(new, scope.new, true),
        );
        let (is_same_head, old_parts, new_parts) = match texts {
            (None, None) => (self.is_same_head(old, new), old.parts(), new.parts()),
            (old_texts, new_texts) => (
                true,
                old_texts.unwrap_or_else(|| vec![old]),
                new_texts.unwrap_or_else(|| vec![new]),
            ),
        };
        let mut parts = old_parts.iter().zip(&new_parts);
        is_same_head
            && old_parts.len() == new_parts.len()
            && parts.all(|(old, new)| self.is_same(old, new))
    }

    /// Whether two expressions do the same to their parts.
    fn is_same_head(&self, old: &Expression, new: &Expression) -> bool {
        use Expression as E;
        let same = &self.comparison.same;
        match old {
            E::Credential(was) => {
                matches!(new, E::Credential(is) if same.credentials.are(was.0, is.0))
            }
            E::Session(was) => matches!(new, E::Session(is) if same.sessions.are(was.0, is.0)),
            E::Field(was) => matches!(new, E::Field(is) if self.scope.is_same_field(*was, *is)),
            E::Received(was) => matches!(new, E::Received(is)
                if was.may_be_absent == is.may_be_absent
                    && self.scope.is_same_member(&was.path, &is.path)),
            E::ReceivedHeader(was) => matches!(new, E::ReceivedHeader(is)
                if was.eq_ignore_ascii_case(is)),
            // A cipher of the same name is compared where it is declared.
            E::Encrypted(was, _) => {
                matches!(new, E::Encrypted(is, _) if same_ciphers(self.comparison, was.0, is.0))
            }
            E::Signature {
                signature: was,
                key: was_by,
                ..
            } => matches!(new, E::Signature { signature: is, key: is_by, .. }
                if was == is && same.credentials.are(was_by.0, is_by.0)),
            E::Selection(was) => matches!(new, E::Selection(is) if is_same_layout(was, is)),
            E::Json(was) => {
                let names = |members: &[(String, Expression)]| -> Vec<String> {
                    members.iter().map(|(name, _)| name.clone()).collect()
                };
                matches!(new, E::Json(is) if names(was) == names(is))
            }
            E::Cased(was, _) => matches!(new, E::Cased(is, _) if was == is),
            E::Escaped(was, by, _) => {
                matches!(new, E::Escaped(is, now_by, _) if (was, by) == (is, now_by))
            }
            E::Replaced { .. } => pieces(old) == pieces(new),
            E::Derived { .. } => derivation(old) == derivation(new),
            E::Cut(was, count, _) => {
                matches!(new, E::Cut(is, now, _) if (was, count) == (is, now))
            }
            E::Charset(was, _) => matches!(new, E::Charset(is, _) if was == is),
            E::Digest(was, _) => matches!(new, E::Digest(is, _) if was == is),
            E::Encoded(was, _) => matches!(new, E::Encoded(is, _) if was == is),
            E::Mac {
                mac: was,
                form: old_form,
                ..
            } => matches!(new, E::Mac { mac: is, form, .. } if (was, old_form) == (is, form)),
            E::Sent(was) => {
                let names = |sent: &Sent| -> Vec<String> {
                    let members = sent.members.iter();
                    members.map(|member| member.name.clone()).collect()
                };
                matches!(new, E::Sent(is) if names(was) == names(is))
            }
            E::ByText { arms: was, .. } => matches!(new, E::ByText { arms: is, .. }
                if was.iter().map(|(text, _)| text).eq(is.iter().map(|(text, _)| text))),
            E::Concatenation(_) => matches!(new, E::Concatenation(_)),
            E::Bytes(_) => matches!(new, E::Bytes(_)),
            E::Clock { .. }
            | E::RandomDigits(..)
            | E::RandomBytes { .. }
            | E::Literal(_)
            | E::Path
            | E::Query
            | E::Body
            | E::Value(_)
            | E::Variant(..) => old == new,
        }
    }
}

/// Whether two ciphers are the same, or do the same.
pub(in crate::diff::compare) fn same_ciphers(
    comparison: &Comparison<'_>,
    was: usize,
    is: usize,
) -> bool {
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

fn is_same_layout(old: &Selection, new: &Selection) -> bool {
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
fn chosen_position(
    comparison: &Comparison<'_>,
    picks: &Picks,
    option: usize,
    is_new: bool,
) -> usize {
    let pick = match is_new {
        true => picks.get(&option),
        false => {
            let new = comparison.same.options.both.get(&option);
            new.and_then(|new| picks.get(new))
        }
    };
    pick.map_or(0, |pick| if is_new { pick.new } else { pick.old })
}

/// What a recipe replaces, and what by.
fn pieces(expression: &Expression) -> Option<(&str, &str)> {
    match expression {
        Expression::Replaced { from, to, text: _ } => Some((from, to)),
        _ => None,
    }
}

/// How a key is derived, whatever from.
fn derivation(expression: &Expression) -> Option<(Derivation, KeyForm, u32, u32)> {
    match expression {
        Expression::Derived {
            derivation,
            form,
            rounds,
            bytes,
            password: _,
            salt: _,
        } => Some((*derivation, *form, *rounds, *bytes)),
        _ => None,
    }
}
