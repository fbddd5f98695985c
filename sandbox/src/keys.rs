//! Keys of credentials: whether their texts are what their ciphers and recipes take.

use kpg_codegen::model::{Cut, KeyForm, KeyPart, KeySource, KeyText, KeyUnit, Vendor};
use kpg_recipes::keys::text_bytes;

use crate::cipher;
use crate::credentials::Credentials;
use crate::crypto;
use crate::start_error::StartError;

/// The keys of every cipher have a length that the cipher takes.
pub(crate) fn keys_fit(vendor: &Vendor, credentials: &Credentials) -> Result<(), StartError> {
    for cipher in &vendor.ciphers {
        let algorithm = cipher.algorithm;
        let block = [cipher::block(algorithm)];
        let keys = [
            (Some(&cipher.key), cipher::key_lengths(algorithm)),
            (cipher.mode.iv(), &block),
        ];
        for (key, lengths) in keys {
            let Some(key) = key else { continue };
            // What a key is made of otherwise, the spec or a request has.
            let KeySource::Text(KeyText::Credential(id), form) = &key.source else {
                continue;
            };
            let Some(declared) = vendor.credentials.get(id.0) else {
                continue;
            };
            let given = credentials.text_of(declared.name.snake());
            if given.is_none() && !declared.required {
                continue;
            }
            let bytes = given.and_then(|text| text_bytes(*form, key.part, text));
            if !bytes.is_some_and(|bytes| lengths.contains(&bytes.len())) {
                return Err(StartError::UnusableKey {
                    vendor: vendor.id.snake().to_owned(),
                    credential: declared.name.snake().to_owned(),
                    wanted: wanted(&either(lengths), *form, key.part),
                });
            }
        }
    }
    keys_of_recipes_fit(vendor, credentials)
}

/// The keys of MACs are written in the form that the spec says.
fn keys_of_recipes_fit(vendor: &Vendor, credentials: &Credentials) -> Result<(), StartError> {
    for (id, form) in vendor.keys_of_recipes() {
        let name = vendor.credentials.get(id.0).map(|known| known.name.snake());
        let name = name.unwrap_or_default();
        let given = credentials.text_of(name);
        if given.is_some_and(|text| crypto::key_bytes(form, text).is_none()) {
            return Err(StartError::UnusableKey {
                vendor: vendor.id.snake().to_owned(),
                credential: name.to_owned(),
                wanted: form_word(form).to_owned(),
            });
        }
    }
    Ok(())
}

/// "16, 24 or 32"
fn either(lengths: &[usize]) -> String {
    let words: Vec<String> = lengths.iter().map(usize::to_string).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => words.concat(),
    }
}

fn wanted(words: &str, form: KeyForm, part: Option<KeyPart>) -> String {
    let form = form_word(form);
    let Some(KeyPart { cut, unit, count }) = part else {
        return format!("{words} bytes, as {form}");
    };
    let end = match cut {
        Cut::First => "first",
        Cut::Last => "last",
    };
    match unit {
        KeyUnit::Characters => {
            format!("{words} bytes in its {end} {count} characters, as {form}")
        }
        KeyUnit::Bytes => format!("{words} bytes, the {end} {count} of it, as {form}"),
    }
}

fn form_word(form: KeyForm) -> &'static str {
    match form {
        KeyForm::Text => "text in UTF-8",
        KeyForm::Hex => "hexadecimal digits",
        KeyForm::Base64 => "standard base64",
    }
}
