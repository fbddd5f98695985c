//! The forward interpreter: carries out a request of the model with given values, as a client would, and keeps every
//! step. It shares nothing with the generated clients and their runtime. What is not given stays unknown, and so does what
//! is made of it; nothing is guessed.

mod body;
mod coverage;
mod known;
mod label;
mod observed;
mod record;
mod step;
mod written;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use kpg_codegen::model::{
    BodyEncoding, Computed, ExampleSupply, ExampleValue, Expression, FieldRef, Method, Name, Place,
    Request, Source, Stage, Value, Vendor,
};

pub use coverage::{Coverage, coverage};
pub use observed::Observed;
pub use step::{HIDDEN, Output, Secrecy, Step};

use crate::evaluate::Known;
use body::{Filled, Said};
use known::{Finished, Part, Sending};
use record::Recorder;
use written::Written;

/// What a request is made with.
#[derive(Clone, Copy, Debug)]
pub struct Given<'m> {
    /// The clock, chance, credentials, options and tokens.
    pub supply: &'m ExampleSupply,
    /// What the caller gives.
    pub values: &'m [(FieldRef, ExampleValue)],
    /// The body, where chance is in it: what is made of it is made of this one.
    pub body: Option<&'m [u8]>,
    /// Computed values that are known already, by position: those that nobody can compute again.
    pub known: &'m [(usize, String)],
    /// What may be the signatures that are made: one that verifies is not computed again.
    pub signatures: &'m [Vec<u8>],
}

/// A request that was carried out.
#[derive(Clone, PartialEq, Eq)]
pub struct Traced {
    /// The values that are computed, in their order.
    pub values: Vec<TracedValue>,
    /// Every field, in the order of the spec.
    pub fields: Vec<TracedField>,
    /// How it is asked.
    pub method: Method,
    /// The whole address.
    pub url: Option<Shown<String>>,
    /// Names and texts of the headers, `Content-Type` among them. A text that nobody knows is `None`.
    pub headers: Vec<(String, Option<Shown<String>>)>,
    /// How the body is written; `None` where none is sent.
    pub encoding: Option<BodyEncoding>,
    /// The body.
    pub body: Option<Shown<Vec<u8>>>,
    /// The members of the body before the body is encrypted; `None` where it is not.
    pub plain: Option<Shown<Vec<u8>>>,
}

/// Something that is sent, and the same as it may be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown<T> {
    /// As it is sent.
    pub sent: T,
    /// As it may be shown.
    pub shown: String,
}

/// A value of the spec that was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedValue {
    /// Its name.
    pub name: Name,
    /// What the spec calls it.
    pub declared: Option<Name>,
    /// How it was computed.
    pub step: Step,
}

/// A field of a request.
#[derive(Clone, PartialEq, Eq)]
pub struct TracedField {
    /// Where it stands.
    pub at: FieldRef,
    /// Its name on the wire.
    pub wire: String,
    /// Whether the caller gives it.
    pub is_given: bool,
    /// How what is sent of it came about.
    pub step: Step,
    /// The text that is sent; of a list its JSON.
    pub sent: Option<String>,
    /// The same as it may be shown.
    pub shown: Option<String>,
}

impl Traced {
    /// The field at a place.
    pub fn field(&self, at: FieldRef) -> Option<&TracedField> {
        self.fields.iter().find(|field| field.at == at)
    }

    /// The value that a spec calls so.
    pub fn value(&self, name: &Name) -> Option<&TracedValue> {
        let mut values = self.values.iter();
        values.find(|value| value.declared.as_ref() == Some(name))
    }

    /// The text that the digest, MAC, signature or encryption behind a field is made of, with the step that hides it.
    /// Where a value stands behind the field, it is that value's.
    pub fn covered_by<'t>(&'t self, field: &'t TracedField) -> Option<(&'t Step, &'t Step)> {
        let hiding = field.step.hiding_in(&|label| self.step_of(label))?;
        Some((hiding, hiding.covered()?))
    }

    fn step_of(&self, label: &str) -> Option<&Step> {
        let name = label.strip_prefix("value `")?.strip_suffix('`')?;
        let mut values = self.values.iter();
        let value = values.find(|value| value.name.snake() == name)?;
        Some(&value.step)
    }
}

/// Carries out a request.
pub fn forward(vendor: &Vendor, request: &Request, given: Given<'_>) -> Traced {
    let sending = Sending {
        vendor,
        request,
        supply: given.supply,
        given: texts(request, given.values),
        values: RefCell::new(known(given.known)),
        secrecies: RefCell::new(BTreeMap::new()),
        finished: RefCell::new(Finished::default()),
        signatures: given.signatures,
        recorder: Recorder::default(),
    };
    let mut making = Making {
        sending,
        values: Vec::new(),
        fields: Vec::new(),
        filled: Vec::new(),
    };
    making.carry_out(given.body)
}

fn known(given: &[(usize, String)]) -> BTreeMap<usize, Known> {
    let known = given
        .iter()
        .map(|(index, text)| (*index, Known::Text(text.clone())));
    known.collect()
}

fn texts(request: &Request, values: &[(FieldRef, ExampleValue)]) -> BTreeMap<FieldRef, Written> {
    let texts = values.iter().filter_map(|(at, value)| {
        let field = request.field(*at)?;
        Some((*at, Written::given(field, value)))
    });
    texts.collect()
}

/// A request under way.
struct Making<'m> {
    sending: Sending<'m>,
    values: Vec<TracedValue>,
    fields: Vec<TracedField>,
    filled: Vec<Filled<'m>>,
}

impl Making<'_> {
    fn carry_out(&mut self, given_body: Option<&[u8]>) -> Traced {
        let request = self.sending.request;
        self.compute(Stage::BeforeAddress);
        self.fill(&[Place::Path, Place::Query, Place::Input]);
        let url = self.address();
        self.compute(Stage::BeforeBody);
        self.fill(&[Place::Body]);
        let encoding = body::encoding(&self.sending, &request.encodings);
        let body = self.body(given_body);
        self.compute(Stage::AfterBody);
        self.fill(&[Place::Header]);
        let is_plain = request.envelope.is_none();
        let plain = body::plain(&self.sending, &self.filled);
        self.fields.sort_by_key(|field| field.at.place);
        Traced {
            values: std::mem::take(&mut self.values),
            headers: self.headers(encoding),
            fields: std::mem::take(&mut self.fields),
            method: request.method,
            url,
            encoding,
            body,
            plain: plain.filter(|_| !is_plain).map(shown),
        }
    }

    fn compute(&mut self, stage: Stage) {
        let computed = self.sending.request.computed.iter().enumerate();
        for (index, computed) in computed.filter(|(_, computed)| computed.stage == stage) {
            let Computed {
                name,
                declared,
                expression,
                secret,
                ..
            } = computed;
            // What is known already is not computed again.
            let is_known = self.sending.values.borrow().contains_key(&index);
            let reference = Expression::Value(Value(index));
            let computed = match is_known {
                true => self.sending.compute(&reference),
                false => self.sending.compute(expression),
            };
            let Some(mut step) = computed else {
                continue;
            };
            if is_known {
                step.label = "as it was sent".to_owned();
                step.secrecy = Secrecy::Open;
            }
            if *secret {
                (step.secrecy, step.shown) = (Secrecy::Secret, None);
            }
            let known = match &step.output {
                Output::Text(text) => Some(Known::Text(text.clone())),
                Output::Bytes(bytes) => Some(Known::Bytes(bytes.clone())),
                Output::Unknown | Output::Absent => None,
            };
            let secrecies = &self.sending.secrecies;
            secrecies.borrow_mut().insert(index, step.secrecy);
            if let Some(known) = known {
                self.sending.values.borrow_mut().insert(index, known);
            }
            self.values.push(TracedValue {
                name: name.clone(),
                declared: declared.clone(),
                step,
            });
        }
    }

    fn fill(&mut self, places: &[Place]) {
        let request = self.sending.request;
        for place in places {
            for (index, field) in request.fields(*place).iter().enumerate() {
                let at = FieldRef {
                    place: *place,
                    index,
                };
                let (written, step) = self.sending.written(at, field);
                let Some(step) = step else { continue };
                let hidden = step.secrecy.is_hidden()
                    || written::is_sensitive(field) && field.cipher.is_none();
                let shown = written.as_ref().map(|written| match (written, hidden) {
                    (_, false) => written.clone(),
                    (Written::Text(_), true) => {
                        let shown = step.shown.clone();
                        Written::Text(shown.unwrap_or_else(|| HIDDEN.to_owned()))
                    }
                    (list, true) => list.hidden(field),
                });
                let text = |written: &Written| match written {
                    Written::Text(text) => text.clone(),
                    list => list.to_json(),
                };
                self.fields.push(TracedField {
                    at,
                    wire: field.wire.clone(),
                    is_given: field.source == Source::Caller,
                    sent: written.as_ref().map(text),
                    shown: shown.as_ref().map(text),
                    step,
                });
                if let (Some(written), Some(shown)) = (written, shown) {
                    self.filled.push(Filled {
                        at,
                        field,
                        written,
                        shown,
                    });
                }
            }
        }
    }

    /// Whether something that must be sent at a place is unknown.
    fn lacks(&self, place: Place) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| field.at.place == place && field.step.output == Output::Unknown)
    }

    fn address(&mut self) -> Option<Shown<String>> {
        let address = body::address(&self.sending, &self.filled)?;
        let query = body::query(&self.sending, &self.filled);
        let query = query.filter(|_| !self.lacks(Place::Query));
        let mut finished = self.sending.finished.borrow_mut();
        let path = |url: &str| path_of(url).to_owned();
        finished.path = Some(path(&address.sent));
        if address.sent != address.shown {
            finished.shown.insert(Part::Path, path(&address.shown));
        }
        let query = query?;
        finished.query = Some(query.sent.clone());
        if query.sent != query.shown {
            finished.shown.insert(Part::Query, query.shown.clone());
        }
        let with = |address: String, query: &str| match query {
            "" => address,
            query => format!("{address}?{query}"),
        };
        Some(Shown {
            sent: with(address.sent, &query.sent),
            shown: with(address.shown, &query.shown),
        })
    }

    fn body(&mut self, given: Option<&[u8]>) -> Option<Shown<Vec<u8>>> {
        let made = body::body(&self.sending, &self.filled);
        let made = made.filter(|_| !self.lacks(Place::Body));
        let body = match (made, given) {
            (Some(made), _) => Some(shown(made)),
            // Who made it had chance on their side, and what is in it is not read here.
            (None, Some(given)) if self.sending.request.envelope.is_some() => Some(Shown {
                sent: given.to_vec(),
                shown: String::from_utf8_lossy(given).into_owned(),
            }),
            (None, _) => None,
        };
        let mut finished = self.sending.finished.borrow_mut();
        finished.body = match self.sending.request.encodings.is_empty() {
            true => Some(Vec::new()),
            false => body.as_ref().map(|body| body.sent.clone()),
        };
        if let Some(body) = &body
            && body.sent != body.shown.as_bytes()
            && body.shown.contains(HIDDEN)
        {
            finished.shown.insert(Part::Body, body.shown.clone());
        }
        body
    }

    fn headers(&self, encoding: Option<BodyEncoding>) -> Vec<(String, Option<Shown<String>>)> {
        let fields = self.fields.iter();
        let fields = fields.filter(|field| field.at.place == Place::Header);
        let mut headers: Vec<_> = fields
            .filter(|field| field.step.output != Output::Absent)
            .map(|field| {
                let shown = field.sent.clone().zip(field.shown.clone());
                let shown = shown.map(|(sent, shown)| Shown { sent, shown });
                (field.wire.clone(), shown)
            })
            .collect();
        if let Some(encoding) = encoding {
            let text = body::content_type(self.sending.request, encoding);
            let (sent, shown) = (text.clone(), text);
            headers.push(("Content-Type".to_owned(), Some(Shown { sent, shown })));
        }
        headers
    }
}

fn shown<T>(said: Said<T>) -> Shown<T> {
    Shown {
        sent: said.sent,
        shown: said.shown,
    }
}

/// The path of an address, from the first slash behind its host on.
fn path_of(url: &str) -> &str {
    let host = url.find("://").map_or(0, |scheme| scheme + 3);
    let rest = url.get(host..).unwrap_or_default();
    rest.find('/')
        .and_then(|slash| rest.get(slash..))
        .unwrap_or("/")
}

/// Secrets stay hidden.
impl<T> fmt::Debug for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shown.fmt(f)
    }
}

impl fmt::Debug for TracedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TracedField")
            .field("wire", &self.wire)
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Traced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traced")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
