//! A recipe as a change shows it: references followed, options decided. Whether two recipes make the same is found
//! elsewhere.

use std::collections::BTreeMap;

use super::scope::Side;
use crate::diff::change::facts::{Recipe, Reference, Selection};
use crate::model::{self, Expression, OptionId, Place};

/// A change shows at most so many parts of a recipe; they are more than fit in its words.
const MOST_PARTS: usize = 3_000;

/// A recipe with the variants that are chosen, by the option of this side; the default of any other.
pub(in crate::diff::compare) fn followed<'m>(
    side: Side<'m>,
    expression: &'m Expression,
    choices: BTreeMap<usize, usize>,
) -> Recipe<'m> {
    let mut following = Following {
        side,
        choices,
        parts: 0,
    };
    following.recipe(expression)
}

/// A recipe as a client with all its options at their defaults uses it.
pub(in crate::diff::compare) fn followed_with_defaults<'m>(
    side: Side<'m>,
    expression: &'m Expression,
) -> Recipe<'m> {
    followed(side, expression, BTreeMap::new())
}

struct Following<'m> {
    side: Side<'m>,
    /// The variants that are chosen, by the option of this side.
    choices: BTreeMap<usize, usize>,
    /// How many parts there are so far. Values that refer to values twice could make any number of them.
    parts: usize,
}

impl<'m> Following<'m> {
    fn recipe(&mut self, expression: &'m Expression) -> Recipe<'m> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Recipe::Omitted;
        }
        let expression = self.side.follow(expression);
        // A checked model refers to nothing that does not exist.
        self.part(expression).unwrap_or(Recipe::Omitted)
    }

    fn part(&mut self, expression: &'m Expression) -> Option<Recipe<'m>> {
        use Expression as E;
        let vendor = self.side.vendor;
        Some(match expression {
            E::Credential(id) => Recipe::Credential(&vendor.credentials.get(id.0)?.name),
            E::Session(id) => Recipe::Session(&vendor.sessions.get(id.0)?.name),
            E::Field(field) => Recipe::Reference(self.side.reference(*field)),
            E::Received(received) => Recipe::Reference(Reference::Member(&received.path)),
            E::ReceivedHeader(wire) => Recipe::Reference(Reference::Field {
                place: Place::Header,
                wire,
            }),
            E::Value(_) => return None,
            E::Clock { zone, format } => Recipe::Clock {
                zone: *zone,
                format,
            },
            E::RandomDigits(kind, digits) => Recipe::RandomDigits(*kind, *digits),
            E::Literal(text) => Recipe::Literal(text),
            E::Path => Recipe::Path,
            E::Query => Recipe::Query,
            E::Body => Recipe::Body,
            E::Concatenation(parts) | E::Bytes(parts) => {
                Recipe::Joined(parts.iter().map(|part| self.recipe(part)).collect())
            }
            E::Selection(selection) => self.selection(selection),
            E::Json(members) => {
                let members = members.iter();
                Recipe::Json(
                    members
                        .map(|(name, part)| (name.as_str(), self.recipe(part)))
                        .collect(),
                )
            }
            E::Encrypted(id, inner) => {
                Recipe::Encrypted(&vendor.ciphers.get(id.0)?.name, self.boxed(inner))
            }
            E::RandomBytes { bytes, encoding } => Recipe::RandomBytes(*bytes, *encoding),
            E::Cased(case, inner) => Recipe::Cased(*case, self.boxed(inner)),
            E::Replaced { from, to, text } => Recipe::Replaced {
                from,
                to,
                text: self.boxed(text),
            },
            E::Escaped(escape, charset, inner) => {
                Recipe::Escaped(*escape, *charset, self.boxed(inner))
            }
            E::Derived {
                derivation,
                password,
                salt,
                form,
                rounds,
                bytes,
            } => Recipe::Derived {
                derivation: *derivation,
                password: self.boxed(password),
                salt: self.boxed(salt),
                form: *form,
                rounds: *rounds,
                bytes: *bytes,
            },
            E::Cut(cut, count, inner) => Recipe::Cut(*cut, *count, self.boxed(inner)),
            E::Charset(charset, inner) => Recipe::Charset(*charset, self.boxed(inner)),
            E::Digest(digest, inner) => Recipe::Digest(*digest, self.boxed(inner)),
            E::Sent(sent) => Recipe::Sent(&sent.path),
            E::Mac {
                mac,
                key,
                form,
                message,
            } => Recipe::Mac {
                mac: *mac,
                key: self.boxed(key),
                form: *form,
                message: self.boxed(message),
            },
            E::Signature {
                signature,
                key,
                message,
            } => Recipe::Signature {
                signature: *signature,
                key: &vendor.credentials.get(key.0)?.name,
                message: self.boxed(message),
            },
            E::Encoded(encoding, inner) => Recipe::Encoded(*encoding, self.boxed(inner)),
            E::Variant(id, variants) => return self.variant(*id, variants),
            E::ByText { by, arms } => {
                let by = self.boxed(by);
                let arms = arms.iter();
                let arms = arms.map(|(text, arm)| (text.as_str(), self.recipe(arm)));
                Recipe::ByText {
                    by,
                    arms: arms.collect(),
                }
            }
        })
    }

    fn boxed(&mut self, expression: &'m Expression) -> Box<Recipe<'m>> {
        Box::new(self.recipe(expression))
    }

    fn variant(&mut self, id: OptionId, variants: &'m [Expression]) -> Option<Recipe<'m>> {
        let option = self.side.vendor.options.get(id.0)?;
        let position = self.choices.get(&id.0).copied().unwrap_or_default();
        let variant = variants.get(position).or(variants.first())?;
        Some(Recipe::Chosen {
            option: &option.name,
            choice: &option.choices.get(position)?.name,
            variant: self.boxed(variant),
        })
    }

    fn selection(&mut self, selection: &'m model::Selection) -> Recipe<'m> {
        let model::Selection {
            parts,
            between,
            separator,
            absent,
        } = selection;
        let parts = parts.iter().map(|(name, part)| {
            let name = between.is_some().then_some(name.as_str());
            (name, self.recipe(part))
        });
        Recipe::Selection(Selection {
            parts: parts.collect(),
            between: between.as_deref().unwrap_or_default(),
            separator,
            absent: *absent,
        })
    }
}
