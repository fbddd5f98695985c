//! Recipes in words.

use super::subject::place_of_field;
use super::vendor::zone_words;
use crate::diff::change::facts::{Recipe, Reference, Selection};
use crate::model::{Absent, KeyForm, Place, RandomDigits};

/// A recipe is shown in at most so many characters; the rest of a longer one stands in the spec.
const MOST_CHARACTERS: usize = 400;

/// A field or member as recipes and rules call it.
pub(super) fn reference_words(reference: Reference<'_>) -> String {
    match reference {
        Reference::Field {
            place: Place::Body | Place::Input,
            wire,
        } => wire.to_owned(),
        Reference::Field {
            place:
                place @ (Place::Path | Place::Query | Place::Header | Place::Received | Place::Stored),
            wire,
        } => format!("{} {wire}", place_of_field(place)),
        Reference::Member(path) => path.to_string(),
        Reference::Nothing => String::new(),
    }
}

pub(crate) fn recipe_words(recipe: &Recipe<'_>) -> String {
    let mut text = String::new();
    write_recipe(recipe, &mut text);
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Appends a recipe.
fn write_recipe(recipe: &Recipe<'_>, text: &mut String) {
    match recipe {
        Recipe::Credential(name) => text.push_str(&format!("credential {name}")),
        Recipe::Session(name) => text.push_str(&format!("session {name}")),
        Recipe::Reference(reference) => text.push_str(&reference_words(*reference)),
        Recipe::Clock { zone, format } => {
            let zone = zone_words(*zone);
            text.push_str(&format!("time in {zone} as {}", format.mask()));
        }
        Recipe::RandomDigits(RandomDigits::Hex, digits) => {
            text.push_str(&format!("{digits} random hex digits"));
        }
        Recipe::RandomDigits(RandomDigits::Decimal, digits) => {
            text.push_str(&format!("{digits} random decimal digits"));
        }
        Recipe::Literal(literal) => text.push_str(&format!("{literal:?}")),
        Recipe::Path => text.push_str("the path"),
        Recipe::Query => text.push_str("the query"),
        Recipe::Body => text.push_str("the body"),
        Recipe::Joined(parts) => {
            write_list(parts.iter().map(|part| ("".into(), part)), " + ", text);
        }
        Recipe::Selection(selection) => write_selection(selection, text),
        Recipe::Json(members) => {
            text.push_str("JSON ");
            let members = members.iter();
            let members = members.map(|(name, part)| (format!("{name}: "), part));
            write_list(members, ", ", text);
        }
        Recipe::Encrypted(cipher, inner) => write_call(&format!("encrypt {cipher}"), inner, text),
        Recipe::RandomBytes(bytes, encoding) => {
            let title = encoding.row().title;
            text.push_str(&format!("{bytes} random bytes as {title}"));
        }
        Recipe::Cased(case, inner) => write_call(case.row().title, inner, text),
        Recipe::Replaced {
            from,
            to,
            text: inner,
        } => write_call(&format!("{from:?} replaced by {to:?} in "), inner, text),
        Recipe::Escaped(escape, charset, inner) => {
            let name = format!("{} in {}", escape.row().title, charset.row().title);
            write_call(&name, inner, text);
        }
        Recipe::Derived {
            derivation,
            password,
            salt,
            form,
            rounds,
            bytes,
        } => {
            let title = derivation.row().title;
            text.push_str(&format!("{title} of {rounds} rounds and {bytes} bytes"));
            let salt_words = format!("salt as {} ", form.word());
            let parts = [(String::new(), &**password), (salt_words, &**salt)];
            write_list(parts, ", ", text);
        }
        Recipe::Cut(cut, count, inner) => {
            write_call(&format!("{} {count}", cut.row().title), inner, text);
        }
        Recipe::Charset(charset, inner) => write_call(charset.row().title, inner, text),
        Recipe::Digest(digest, inner) => write_call(digest.row().function.title, inner, text),
        Recipe::Sent(path) => text.push_str(&format!("`{path}` as it is sent")),
        Recipe::Mac {
            mac,
            key,
            form,
            message,
        } => {
            text.push_str(mac.row().function.title);
            let key_words = match form {
                KeyForm::Text => "key ".to_owned(),
                KeyForm::Hex | KeyForm::Base64 => format!("key as {} ", form.word()),
            };
            let parts = [(key_words, &**key), (String::new(), &**message)];
            write_list(parts, ", ", text);
        }
        Recipe::Signature {
            signature,
            key,
            message,
        } => {
            let title = signature.row().title;
            write_call(&format!("{title} by credential {key} "), message, text);
        }
        Recipe::Encoded(encoding, inner) => write_call(encoding.row().title, inner, text),
        Recipe::Chosen {
            option,
            choice,
            variant,
        } => {
            text.push_str(&format!("[{option}: {choice}] "));
            write_recipe(variant, text);
        }
        Recipe::ByText { by, arms } => {
            text.push_str("chosen by ");
            write_recipe(by, text);
            text.push(' ');
            let arms = arms.iter().map(|(when, arm)| (format!("`{when}`: "), arm));
            write_list(arms, ", ", text);
        }
        Recipe::Omitted => {}
    }
}

fn write_call(name: &str, inner: &Recipe<'_>, text: &mut String) {
    text.push_str(name);
    text.push('(');
    write_recipe(inner, text);
    text.push(')');
}

fn write_list<'r, 'm: 'r>(
    parts: impl IntoIterator<Item = (String, &'r Recipe<'m>)>,
    separator: &str,
    text: &mut String,
) {
    text.push('(');
    for (position, (name, part)) in parts.into_iter().enumerate() {
        if position > 0 {
            text.push_str(separator);
        }
        text.push_str(&name);
        write_recipe(part, text);
    }
    text.push(')');
}

fn write_selection(selection: &Selection<'_>, text: &mut String) {
    let Selection {
        parts,
        between,
        separator,
        absent,
    } = selection;
    let parts = parts.iter().map(|(name, part)| {
        let name = name.map(|name| format!("{:?} + ", format!("{name}{between}")));
        (name.unwrap_or_default(), part)
    });
    let separator = match separator.is_empty() {
        true => " + ".to_owned(),
        false => format!(" + {separator:?} + "),
    };
    write_list(parts, &separator, text);
    match absent {
        Absent::Skipped => text.push_str(" without what is absent"),
        Absent::Empty => {}
    }
}
