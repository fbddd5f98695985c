//! Members that are being opened, in place. How one is decrypted is not decided here.

use crate::body::{Json, NotRead, form_in};
use crate::{Charset, HttpAnswer};

/// An answer or a notification of which nothing is believed yet, and whose members are being opened.
///
/// A member that is missing, null or blank has nothing to open and stays as it is. One that cannot be opened is no
/// value any more: it is odd wherever it is read, and never what it was before.
pub struct Arrived<'a> {
    pub(super) json: Json<'a>,
    /// The texts of encrypted members as they arrived, each with its path.
    pub(super) sealed: Vec<(String, String)>,
    #[cfg_attr(
        not(feature = "cipher"),
        expect(dead_code, reason = "only keys are made of it")
    )]
    pub(super) arrived: &'a HttpAnswer,
}

opaque!(Arrived<'_>, "Arrived");

const NOT_A_TEXT: &str = "what is no text that could be opened";
const NO_JSON: &str = "a text that holds no JSON";
const NOT_ESCAPED: &str = "a text that is not escaped as it should be";
const NO_FORM: &str = "a text that holds no form";

impl<'a> Arrived<'a> {
    /// Takes what arrived out of its place until members of it are opened.
    pub(crate) fn open_in(
        (json, sealed): (&mut Json<'a>, &mut Vec<(String, String)>),
        arrived: &'a HttpAnswer,
        open: impl FnOnce(&mut Arrived<'_>),
    ) {
        let mut taken = Self {
            json: std::mem::replace(json, Json::Null),
            sealed: std::mem::take(sealed),
            arrived,
        };
        open(&mut taken);
        (*json, *sealed) = (taken.json, taken.sealed);
    }

    /// Reads the JSON in the text at `path`.
    pub fn json(&mut self, path: &[&str]) {
        self.open(path, |text| {
            let json = Json::parse(text).map_err(|_| NO_JSON)?;
            Ok(json.into_owned())
        });
    }

    /// Reads the members in the form, `name=value&…`, in the text at `path`.
    pub fn form(&mut self, path: &[&str], charset: Charset) {
        self.open(path, |text| {
            let bytes = charset.encode(text).ok_or(NO_FORM)?;
            form_in(&bytes, charset).map_err(|NotRead { .. }| NO_FORM)
        });
    }

    /// Undoes the escapes of the text at `path`, where a `+` is a `+`.
    pub fn percent_encoded(&mut self, path: &[&str], charset: Charset) {
        self.open(path, |text| {
            let plain = charset.unescape(text).map_err(|_| NOT_ESCAPED)?;
            Ok(Json::Text(plain.into()))
        });
    }

    /// Undoes the escapes of the text at `path`, where a `+` is a blank.
    pub fn form_encoded(&mut self, path: &[&str], charset: Charset) {
        self.open(path, |text| {
            let plain = charset.unescape(&text.replace('+', " "));
            let plain = plain.map_err(|_| NOT_ESCAPED)?;
            Ok(Json::Text(plain.into()))
        });
    }

    /// Puts what a text at `path` holds in its place; through a list, that of each item.
    pub(super) fn open(
        &mut self,
        path: &[&str],
        open: impl Fn(&str) -> Result<Json<'static>, &'static str>,
    ) {
        each(&mut self.json, path, &mut |member| {
            let opened = match &*member {
                Json::Null => return,
                Json::Text(text) if text.trim().is_empty() => return,
                Json::Text(text) => open(text),
                Json::Unopened(why) => Err(*why),
                Json::Flag(_)
                | Json::Number(_)
                | Json::Broken(_)
                | Json::List(_)
                | Json::Object(_) => Err(NOT_A_TEXT),
            };
            *member = opened.unwrap_or_else(Json::Unopened);
        });
    }
}

/// Every value at the end of a path: through a list those of all its items.
fn each<'a>(json: &mut Json<'a>, path: &[&str], take: &mut dyn FnMut(&mut Json<'a>)) {
    match (json, path) {
        (Json::List(items), [_, ..]) => items.iter_mut().for_each(|item| each(item, path, take)),
        (Json::Object(members), [name, rest @ ..]) => {
            let mut named = members.iter_mut().filter(|(known, _)| known == name);
            if let Some((_, member)) = named.next() {
                each(member, rest, take);
            }
        }
        (json, []) => take(json),
        _ => {}
    }
}
