//! Recipes in words. Whether two of them make the same is found elsewhere.

use std::collections::BTreeMap;

use super::scope::Side;
use super::words;
use crate::model::{Absent, Expression, KeyForm, Selection, Value};

/// Recipes are told in so many characters; the rest of a longer one stands in the spec.
const TOLD: usize = 400;

/// A recipe in words, with the variants that are chosen, by their option; the default of any other.
pub(super) fn recipe_words(
    side: &Side<'_>,
    expression: &Expression,
    picks: BTreeMap<usize, usize>,
) -> String {
    let mut text = String::new();
    Words { side, picks }.write(expression, &mut text);
    match text.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Recipes in words.
struct Words<'w> {
    side: &'w Side<'w>,
    /// The variants that are chosen, by the option of this side.
    picks: BTreeMap<usize, usize>,
}

impl Words<'_> {
    /// Appends an expression; nothing when enough is told.
    fn write(&self, expression: &Expression, out: &mut String) {
        if out.len() > 8 * TOLD {
            return;
        }
        let vendor = self.side.vendor;
        match expression {
            Expression::Credential(id) => out.push_str(&words::credential(vendor, *id)),
            Expression::Field(field) => out.push_str(&(self.side.name)(*field)),
            Expression::Encrypted(id, inner) => {
                self.call(
                    &format!("encrypt {}", words::cipher_name(vendor, *id)),
                    inner,
                    out,
                );
            }
            Expression::Value(Value(at)) => {
                if let Some(computed) = self.side.computed.get(*at) {
                    self.write(&computed.expression, out);
                }
            }
            Expression::Session(id) => out.push_str(&words::session(vendor, *id)),
            Expression::Clock { zone, format } => {
                out.push_str(&words::clock(*zone, format));
            }
            Expression::RandomHex { digits } => {
                out.push_str(&format!("{digits} random hex digits"));
            }
            Expression::Literal(text) => out.push_str(&format!("{text:?}")),
            Expression::Path => out.push_str("the path"),
            Expression::Query => out.push_str("the query"),
            Expression::Body => out.push_str("the body"),
            Expression::Concatenation(parts) | Expression::Bytes(parts) => {
                self.list(parts.iter().map(|part| (String::new(), part)), " + ", out);
            }
            Expression::Selection(selection) => self.selection(selection, out),
            Expression::Json(members) => {
                out.push_str("JSON ");
                let members = members.iter();
                self.list(
                    members.map(|(name, part)| (format!("{name}: "), part)),
                    ", ",
                    out,
                );
            }
            Expression::Sent(sent) => out.push_str(&format!("`{}` as it is sent", sent.path)),
            Expression::First(count, inner) => self.call(&format!("first {count}"), inner, out),
            Expression::Charset(charset, inner) => self.call(charset.row().title, inner, out),
            Expression::Digest(digest, inner) => self.call(digest.row().function.title, inner, out),
            Expression::Mac {
                mac,
                key,
                form,
                message,
            } => {
                out.push_str(mac.row().function.title);
                let key_words = match form {
                    KeyForm::Text => "key ".to_owned(),
                    KeyForm::Hex | KeyForm::Base64 => format!("key as {} ", form.word()),
                };
                let parts = [(key_words, key.as_ref()), (String::new(), message)];
                self.list(parts.into_iter(), ", ", out);
            }
            Expression::Signature {
                signature,
                key,
                message,
            } => {
                let key = words::credential(vendor, *key);
                let title = signature.row().title;
                self.call(&format!("{title} by {key} "), message, out);
            }
            Expression::Encoded(encoding, inner) => {
                self.call(encoding.row().title, inner, out);
            }
            Expression::Variant(id, variants) => {
                let at = self.picks.get(&id.0).copied().unwrap_or_default();
                out.push_str(&words::choice(vendor, *id, at));
                if let Some(variant) = variants.get(at).or(variants.first()) {
                    self.write(variant, out);
                }
            }
        }
    }

    fn call(&self, name: &str, inner: &Expression, out: &mut String) {
        out.push_str(name);
        out.push('(');
        self.write(inner, out);
        out.push(')');
    }

    fn list<'e>(
        &self,
        parts: impl Iterator<Item = (String, &'e Expression)>,
        separator: &str,
        out: &mut String,
    ) {
        out.push('(');
        for (at, (name, part)) in parts.enumerate() {
            if at > 0 {
                out.push_str(separator);
            }
            out.push_str(&name);
            self.write(part, out);
        }
        out.push(')');
    }

    fn selection(&self, selection: &Selection, out: &mut String) {
        let parts = selection.parts.iter().map(|(name, part)| {
            let name = match &selection.between {
                Some(between) => format!("{:?} + ", format!("{name}{between}")),
                None => String::new(),
            };
            (name, part)
        });
        let separator = match selection.separator.is_empty() {
            true => " + ".to_owned(),
            false => format!(" + {:?} + ", selection.separator),
        };
        self.list(parts, &separator, out);
        if selection.absent == Absent::Skipped {
            out.push_str(" without what is absent");
        }
    }
}
