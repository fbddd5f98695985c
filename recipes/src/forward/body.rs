//! The address and the body of a request, out of what is written of its fields: as they are sent, and as they may be shown.

use kpg_codegen::model::{
    Address, BodyEncoding, Envelope, Field, FieldRef, Holder, Place, Request, Target, Vendor,
};

use super::known::Sending;
use super::step::HIDDEN;
use super::written::{Written, in_tree, joined, pairs};
use crate::charset;
use crate::cipher;
use crate::evaluate::keys;
use crate::tree::Tree;

/// A field with what is sent of it, and the same as it may be shown.
pub(super) struct Filled<'m> {
    pub at: FieldRef,
    pub field: &'m Field,
    pub written: Written,
    pub shown: Written,
}

/// Something that is sent, and the same as it may be shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Said<T> {
    pub sent: T,
    pub shown: String,
}

impl<'m> Filled<'m> {
    fn of(&self, shown: bool) -> &Written {
        if shown { &self.shown } else { &self.written }
    }
}

/// The encoding of the body that a client sends.
pub(super) fn encoding(sending: &Sending<'_>, encodings: &[BodyEncoding]) -> Option<BodyEncoding> {
    let Vendor {
        options,
        encoding_option,
        ..
    } = sending.vendor;
    let chosen = encoding_option.and_then(|id| {
        let mut given = sending.supply.options.iter();
        let (_, position) = given.find(|(known, _)| *known == id)?;
        let choice = options.get(id.0)?.choices.get(*position)?;
        let mut encodings = encodings.iter();
        encodings.find(|encoding| encoding.word() == choice.name.snake())
    });
    chosen.or(encodings.first()).copied()
}

/// The base address of the request's host, in the example's environment or the first that is published.
fn base<'m>(sending: &Sending<'m>, filled: &[Filled<'_>]) -> Option<&'m str> {
    let Request { host, target, .. } = sending.request;
    let environments = &sending.vendor.environments;
    let published = || {
        let mut all = environments.iter();
        all.find(|environment| environment.is_documented())
    };
    let chosen = sending.supply.environment;
    let environment = match chosen {
        Some(index) => environments.get(index),
        None => published(),
    }?;
    match environment.address(*host)? {
        Address::Url(url) => Some(url),
        Address::Choice(addresses) => {
            let named_by = target.named_by()?;
            let named = filled.iter().find(|filled| filled.at == named_by)?;
            let Written::Text(name) = &named.written else {
                return None;
            };
            let mut addresses = addresses.iter();
            let address = addresses.find(|address| address.wire == *name)?;
            Some(&address.url)
        }
        Address::Undocumented(_) => None,
    }
}

/// The whole address without its query.
pub(super) fn address(sending: &Sending<'_>, filled: &[Filled<'_>]) -> Option<Said<String>> {
    let path = match &sending.request.target {
        Target::Path(path) | Target::PathOfNamed { path, .. } => path,
        Target::Given { url, .. } => {
            let given = filled.iter().find(|filled| filled.at == *url)?;
            let text = |written: &Written| match written {
                Written::Text(text) => text.clone(),
                Written::List(_) => String::new(),
            };
            return Some(Said {
                sent: text(&given.written),
                shown: text(&given.shown),
            });
        }
    };
    let base = base(sending, filled)?;
    let with = |shown: bool| -> Option<String> {
        let mut path = path.clone();
        for filled in filled
            .iter()
            .filter(|filled| filled.at.place == Place::Path)
        {
            let Written::Text(text) = filled.of(shown) else {
                continue;
            };
            let escaped: String = match text == HIDDEN {
                true => text.clone(),
                false => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
            };
            path = path.replace(
                &format!("{{{}}}", filled.field.wire),
                &escaped.replace('+', "%20"),
            );
        }
        (!path.contains('{')).then(|| format!("{base}{path}"))
    };
    Some(Said {
        sent: with(false)?,
        shown: with(true)?,
    })
}

/// The query without its question mark; empty where there is none.
pub(super) fn query(sending: &Sending<'_>, filled: &[Filled<'_>]) -> Option<Said<String>> {
    let with = |shown: bool| {
        let fields = filled
            .iter()
            .filter(|filled| filled.at.place == Place::Query);
        let pairs: Vec<(String, String)> = fields
            .flat_map(|filled| pairs(&filled.field.wire, filled.field.repeat, filled.of(shown)))
            .collect();
        joined(&pairs, charset_of_queries(), sending.request.escaping)
    };
    Some(Said {
        sent: with(false)?,
        shown: with(true)?,
    })
}

fn charset_of_queries() -> kpg_codegen::model::Charset {
    kpg_codegen::model::Charset::Utf8
}

/// The body with its encoding. There is none where a text is not in its charset, or where chance is in it.
pub(super) fn body(sending: &Sending<'_>, filled: &[Filled<'_>]) -> Option<Said<Vec<u8>>> {
    let request = sending.request;
    let outer = encoding(sending, &request.encodings)?;
    let members = |is_hidden: &dyn Fn(usize) -> bool| -> Vec<&Filled<'_>> {
        let fields = filled.iter();
        let fields = fields.filter(|filled| filled.at.place == Place::Body);
        fields.filter(|filled| is_hidden(filled.at.index)).collect()
    };
    let everything = |_: usize| true;
    match &request.envelope {
        None => written(request, outer, &members(&everything), None),
        // The key of its content is made by chance.
        Some(Envelope::Jwe { .. }) => None,
        Some(Envelope::Cipher(sealed)) => {
            let is_hidden = |index: usize| !sealed.clear().contains(&index);
            let inner = encoding(sending, &request.content_encodings())?;
            let plain = written(request, inner, &members(&is_hidden), None)?;
            let cipher = sending.vendor.ciphers.get(sealed.cipher.0)?;
            let text = cipher::seal_bytes(cipher, &keys(sending, cipher)?, &plain.sent)?;
            match &sealed.holder {
                Holder::Body => Some(Said {
                    sent: text.clone().into_bytes(),
                    shown: text,
                }),
                Holder::Member { name, .. } => {
                    let clear = members(&|index| !is_hidden(index));
                    written(request, outer, &clear, Some((name, &text)))
                }
            }
        }
    }
}

/// What the members of the body are before they are encrypted.
pub(super) fn plain(sending: &Sending<'_>, filled: &[Filled<'_>]) -> Option<Said<Vec<u8>>> {
    let encoding = encoding(sending, &sending.request.content_encodings())?;
    let fields = filled.iter();
    let fields = fields.filter(|filled| filled.at.place == Place::Body);
    written(sending.request, encoding, &fields.collect::<Vec<_>>(), None)
}

/// Members as a body, and behind them the member that holds the others encrypted.
fn written(
    request: &Request,
    encoding: BodyEncoding,
    members: &[&Filled<'_>],
    sealed: Option<(&str, &str)>,
) -> Option<Said<Vec<u8>>> {
    let with = |shown: bool| -> Option<String> {
        match encoding {
            BodyEncoding::Json => {
                let mut tree = Tree::default();
                for filled in members {
                    let name = &filled.field.wire;
                    in_tree(&mut tree, name, filled.field, filled.of(shown));
                }
                if let Some((name, text)) = sealed {
                    let path = kpg_codegen::model::Path(vec![name.to_owned()]);
                    tree.put(&path, serde_json::Value::from(text));
                }
                Some(tree.to_json())
            }
            // The compiler refuses requests in lines.
            BodyEncoding::Lines => None,
            BodyEncoding::Form => {
                let members = members.iter().flat_map(|filled| {
                    pairs(&filled.field.wire, filled.field.repeat, filled.of(shown))
                });
                let sealed = sealed.map(|(name, text)| (name.to_owned(), text.to_owned()));
                let pairs: Vec<(String, String)> = members.chain(sealed).collect();
                joined(&pairs, request.charset, request.body_escaping)
            }
        }
    };
    Some(Said {
        sent: charset::encode(request.charset, &with(false)?)?,
        shown: with(true)?,
    })
}

/// The `Content-Type` that goes with a body.
pub(super) fn content_type(request: &Request, encoding: BodyEncoding) -> String {
    match request.content_types.get(&encoding) {
        Some(documented) => documented.clone(),
        None => format!(
            "{}; charset={}",
            encoding.row().media_type,
            charset::name(request.charset)
        ),
    }
}
