//! `--against`: a request that another system sent, beside the one that the spec makes of the same values. What the caller
//! gives, the clock and chance are taken from theirs, so that only what is computed can differ.

mod comparison;
mod read;
mod search;
mod veil;

use std::path::Path;

use kpg_codegen::model::{BodyEncoding, ExampleValue, FieldRef, Place, Request, Source, Vendor};
use kpg_recipes::examples::members;
use kpg_recipes::forward::{Given, Output, Traced, TracedField, forward};

use super::given::MadeWith;
use crate::output::Failure;
use crate::solve::given::objects_inside;
pub use comparison::{Comparison, Difference};
use read::Theirs;
use veil::Veil;

/// Their texts of the fields of a request.
struct Sent {
    texts: Vec<(FieldRef, String)>,
    /// Members and headers that the spec does not have.
    strange: Vec<(String, String)>,
    /// The members in their order.
    order: Vec<String>,
}

/// Compares a file with what the spec makes.
pub fn compare(
    vendor: &Vendor,
    request: &Request,
    (made_with, file): (&mut MadeWith, &Path),
    show_secrets: bool,
) -> Result<(Traced, Comparison), Failure> {
    let bytes = std::fs::read(file).map_err(Failure::disk("read", file))?;
    let charset = request.charset;
    let text = kpg_recipes::charset::decode(charset, &bytes)
        .or_else(|| String::from_utf8(bytes).ok())
        .ok_or_else(|| {
            Failure::NoAnswer(format!(
                "{} is not in {}",
                file.display(),
                charset.row().title
            ))
        })?;
    let theirs = read::read(&text)?;
    let sent = sent(request, &theirs)?;
    made_with.take_from(request, &sent.texts);
    let known = shown_values(request, &sent.texts);
    let traced = forward(
        vendor,
        request,
        Given {
            supply: &made_with.supply,
            values: &made_with.values,
            body: Some(theirs.body.as_bytes()).filter(|body| !body.is_empty()),
            known: &known,
            signatures: &[],
        },
    );
    let veil = Veil::new(
        (vendor, request),
        (made_with, &traced),
        (&sent.texts, &sent.strange),
        show_secrets,
    );
    let mut comparison = Comparison {
        differences: differences((request, &traced), (&theirs, &sent), &veil),
        explanation: None,
    };
    let wrong = traced.fields.iter().find_map(|field| {
        let theirs = text_at(&sent.texts, field.at)?;
        let differs = field.sent.as_deref() != Some(theirs);
        let (hiding, _) = traced.covered_by(field)?;
        let is_encrypted = hiding.label.starts_with("encrypt");
        (differs && !is_encrypted).then_some((field, theirs))
    });
    let objects = objects_inside(&theirs.body);
    if let Some((field, theirs)) = wrong {
        let asked = search::Asked {
            vendor,
            request,
            traced: &traced,
            made_with,
            texts: &sent.texts,
            strange: &sent.strange,
            objects: &objects,
            veil: &veil,
        };
        comparison.explanation = Some(asked.explain(field, theirs));
    }
    Ok((traced, comparison))
}

fn text_at(texts: &[(FieldRef, String)], at: FieldRef) -> Option<&str> {
    let found = texts.iter().find(|(known, _)| *known == at);
    found.map(|(_, text)| text.as_str())
}

/// What their message says of each field.
fn sent(request: &Request, theirs: &Theirs) -> Result<Sent, Failure> {
    let encodings = &request.encodings;
    let looks_like_json = theirs.body.trim_start().starts_with('{');
    let encoding = encodings
        .iter()
        .find(|encoding| (**encoding == BodyEncoding::Json) == looks_like_json)
        .or(encodings.first());
    let mut pairs: Vec<(Place, String, String)> = Vec::new();
    if let Some(encoding) = encoding.filter(|_| !theirs.body.is_empty()) {
        let body = kpg_recipes::charset::encode(request.charset, &theirs.body)
            .unwrap_or_else(|| theirs.body.clone().into_bytes());
        let found = members(*encoding, request.charset, &body).map_err(|why| {
            Failure::NoAnswer(format!(
                "the body cannot be read as {}: {why}",
                encoding.row().title
            ))
        })?;
        pairs.extend(
            found
                .into_iter()
                .map(|(name, text)| (Place::Body, name, text)),
        );
    }
    if let Some((_, query)) = theirs.url.as_deref().and_then(|url| url.split_once('?')) {
        let query = form_urlencoded::parse(query.as_bytes());
        pairs
            .extend(query.map(|(name, text)| (Place::Query, name.into_owned(), text.into_owned())));
    }
    let headers = theirs.headers.iter();
    pairs.extend(headers.map(|(name, text)| (Place::Header, name.clone(), text.clone())));
    let mut sent = Sent {
        texts: Vec::new(),
        strange: Vec::new(),
        order: Vec::new(),
    };
    for (place, name, text) in pairs {
        let mut fields = request
            .placed_fields()
            .filter(|placed| placed.at.place == place);
        let found = fields.find(|placed| match place {
            Place::Header => placed.field.wire.eq_ignore_ascii_case(&name),
            _ => placed.field.wire == name,
        });
        if place == Place::Body {
            sent.order.push(name.clone());
        }
        match found {
            Some(placed) => sent.texts.push((placed.at, text)),
            // HTTP has headers of its own.
            None if place == Place::Header => {}
            None => sent.strange.push((name, text)),
        }
    }
    Ok(sent)
}

/// Computed values that their message shows and that cannot be computed again: times and chance.
fn shown_values(request: &Request, texts: &[(FieldRef, String)]) -> Vec<(usize, String)> {
    use kpg_codegen::model::{Expression, Uses};
    let is_supplied = |index: usize| {
        let computed = request.computed.get(index);
        computed.is_some_and(|computed| {
            computed
                .expression
                .any(&mut |part| matches!(part.uses(), Uses::Clock | Uses::Chance))
                && !computed
                    .expression
                    .any(&mut |part| matches!(part.uses(), Uses::Body))
                && !computed.expression.any(&mut |part| {
                    part.hides() != kpg_codegen::model::Hides::Nothing
                        || matches!(part.uses(), Uses::Value(_))
                })
        })
    };
    let shown = texts.iter().filter_map(|(at, text)| {
        let Source::Supplied(Expression::Value(value)) = &request.field(*at)?.source else {
            return None;
        };
        is_supplied(value.0).then(|| (value.0, text.clone()))
    });
    shown.collect()
}

impl MadeWith {
    /// What their caller gave, unless an argument or example says it: it is taken as it was sent.
    fn take_from(&mut self, request: &Request, texts: &[(FieldRef, String)]) {
        for (at, text) in texts {
            let Some(field) = request.field(*at) else {
                continue;
            };
            let is_plain = field.source == Source::Caller && field.cipher.is_none();
            if is_plain && field.facts.content.one().is_some() {
                self.values.retain(|(known, _)| known != at);
                self.values.push((*at, ExampleValue::Text(text.clone())));
            }
        }
    }
}

fn differences(
    (request, traced): (&Request, &Traced),
    (theirs, sent): (&Theirs, &Sent),
    veil: &Veil,
) -> Vec<Difference> {
    let head = [
        method_difference(request, theirs),
        path_difference(traced, theirs, veil),
    ];
    let is_compared = |place: Place| match place {
        Place::Body => !theirs.body.is_empty() && request.envelope.is_none(),
        Place::Header => !theirs.headers.is_empty(),
        Place::Query => theirs.url.is_some(),
        // The path is compared as a whole, and the others are not sent by themselves.
        Place::Path | Place::Input | Place::Received | Place::Stored => false,
    };
    let fields = traced
        .fields
        .iter()
        .filter(|field| is_compared(field.at.place))
        .filter_map(|field| field_difference(field, text_at(&sent.texts, field.at), veil));
    let strange = sent
        .strange
        .iter()
        .map(|(name, text)| strange_member(traced, (name, text), veil));
    head.into_iter()
        .flatten()
        .chain(fields)
        .chain(strange)
        .chain(order_difference(traced, sent))
        .collect()
}

fn method_difference(request: &Request, theirs: &Theirs) -> Option<Difference> {
    let (theirs, ours) = (theirs.method.as_ref()?, request.method.as_str());
    (theirs != ours).then(|| Difference {
        what: "the method".to_owned(),
        theirs: Some(theirs.clone()),
        ours: Some(ours.to_owned()),
    })
}

fn path_difference(traced: &Traced, theirs: &Theirs, veil: &Veil) -> Option<Difference> {
    let (url, made) = (theirs.url.as_ref()?, traced.url.as_ref()?);
    (path(url) != path(&made.sent)).then(|| Difference {
        what: "the path".to_owned(),
        theirs: Some(veil.hide(path(url))),
        ours: Some(match veil.is_lifted() {
            true => path(&made.sent).to_owned(),
            false => veil.hide(path(&made.shown)),
        }),
    })
}

/// The path of an address: what follows its host, without the query.
fn path(url: &str) -> &str {
    let (url, _) = url.split_once('?').unwrap_or((url, ""));
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/')
        .and_then(|slash| rest.get(slash..))
        .unwrap_or("/")
}

/// A member of theirs that the spec does not have.
fn strange_member(traced: &Traced, (name, text): (&str, &str), veil: &Veil) -> Difference {
    let mut fields = traced.fields.iter();
    let alike = fields.find(|field| field.wire.eq_ignore_ascii_case(name));
    Difference {
        what: match alike {
            Some(ours) => format!("`{name}`, which the spec has as `{}`", ours.wire),
            None => format!("`{name}`, which the spec does not have"),
        },
        theirs: Some(veil.hide(text)),
        ours: None,
    }
}

/// The order of the members that both bodies have.
fn order_difference(traced: &Traced, sent: &Sent) -> Option<Difference> {
    let ours: Vec<&str> = traced
        .fields
        .iter()
        .filter(|field| field.at.place == Place::Body && field.sent.is_some())
        .map(|field| field.wire.as_str())
        .collect();
    let common: Vec<&str> = sent
        .order
        .iter()
        .map(String::as_str)
        .filter(|name| ours.contains(name))
        .collect();
    let made: Vec<&str> = ours
        .into_iter()
        .filter(|name| common.contains(name))
        .collect();
    (common != made).then(|| Difference {
        what: "the order of the members".to_owned(),
        theirs: Some(common.join(", ")),
        ours: Some(made.join(", ")),
    })
}

fn field_difference(field: &TracedField, theirs: Option<&str>, veil: &Veil) -> Option<Difference> {
    let shown = match veil.is_lifted() {
        true => field.sent.clone(),
        false => field.shown.as_deref().map(|shown| veil.hide(shown)),
    };
    let what = format!("the {} `{}`", field.at.place.word(), field.wire);
    match (theirs, &field.sent) {
        (Some(theirs), Some(ours)) if theirs == ours => None,
        (None, None) => None,
        (Some(_), None) if field.step.output == Output::Unknown => Some(Difference {
            what: format!(
                "{what} cannot be compared: nobody gave {}",
                field.step.lacks().join(", ")
            ),
            theirs: None,
            ours: None,
        }),
        (theirs, _) => Some(Difference {
            what: match (theirs, &field.sent) {
                (None, _) => format!("{what}, which they leave out"),
                (Some(theirs), Some(ours)) if theirs.eq_ignore_ascii_case(ours) => {
                    format!("the letter case of {what}")
                }
                _ => what,
            },
            theirs: theirs.map(|text| veil.hide(text)),
            ours: shown,
        }),
    }
}
