//! A traced request as it is shown, to people and to tools: texts, with what is secret hidden unless it was asked for.

use kpg_codegen::model::{
    FieldRef, Request, Secrecy as Declared, TimeFormat, TimePart, Vendor, Zone,
};
use kpg_recipes::forward::{Coverage, HIDDEN, Output, Shown, Step, Traced, coverage};
use serde::Serialize;

use super::against::Comparison;
use super::given::MadeWith;

/// A traced request.
#[derive(Debug, Serialize)]
pub struct Report {
    pub vendor: String,
    pub operation: String,
    /// What was made up here, in words.
    pub made_up: Vec<String>,
    pub supplied: Vec<Supplied>,
    pub values: Vec<Made>,
    pub fields: Vec<Made>,
    pub covered: Vec<Covered>,
    /// Names of fields that nothing covers.
    pub not_covered: Vec<String>,
    /// Whether the whole body is encrypted.
    pub body_is_encrypted: bool,
    pub request: Sent,
    /// What another system's request has otherwise, where one was given.
    pub against: Option<Comparison>,
}

/// Something that the request is made of.
#[derive(Debug, Serialize)]
pub struct Supplied {
    /// What it is: `given`, `credential`, `token`, `option`, `clock` or `random`.
    pub kind: &'static str,
    pub name: String,
    /// `None` where nothing was given.
    pub text: Option<String>,
}

/// A value or field, with how it was made.
#[derive(Debug, Serialize)]
pub struct Made {
    pub name: String,
    /// Where a field stands.
    pub place: Option<&'static str>,
    pub is_given: bool,
    pub text: Option<String>,
    pub step: ShownStep,
}

/// A step as it is shown.
#[derive(Debug, Serialize)]
pub struct ShownStep {
    pub label: String,
    /// `known`, `absent` or `unknown`.
    pub state: &'static str,
    pub text: Option<String>,
    pub hex: Option<String>,
    pub is_secret: bool,
    pub inputs: Vec<ShownStep>,
}

/// What covers fields.
#[derive(Debug, Serialize)]
pub struct Covered {
    pub by: String,
    pub fields: Vec<String>,
}

/// What is sent in the end.
#[derive(Debug, Serialize)]
pub struct Sent {
    pub method: &'static str,
    pub url: Option<String>,
    pub headers: Vec<(String, Option<String>)>,
    pub body: Option<String>,
    /// The members before the body is encrypted.
    pub plain_body: Option<String>,
    /// What nobody gave, so that something above is not known.
    pub lacks: Vec<String>,
}

pub fn report(
    vendor: &Vendor,
    request: &Request,
    (made_with, traced): (&MadeWith, &Traced),
    show_secrets: bool,
) -> Report {
    let covering = coverage(request);
    let values = traced.values.iter().map(|value| Made {
        name: value.declared.as_ref().unwrap_or(&value.name).to_string(),
        place: None,
        is_given: false,
        text: step_text(&value.step, show_secrets),
        step: shown_step(&value.step, show_secrets),
    });
    let fields = traced.fields.iter().map(|field| {
        let shown = if show_secrets {
            &field.sent
        } else {
            &field.shown
        };
        Made {
            name: field.wire.clone(),
            place: Some(field.at.place.word()),
            is_given: field.is_given,
            text: shown.clone(),
            step: shown_step(&field.step, show_secrets),
        }
    });
    let name = |at: &FieldRef| request.field(*at).map(|field| field.wire.clone());
    Report {
        vendor: vendor.id.to_string(),
        operation: request.name.to_string(),
        made_up: made_with
            .made_up
            .iter()
            .map(|what| (*what).to_owned())
            .collect(),
        supplied: supplied(vendor, request, (made_with, traced), show_secrets),
        values: values.collect(),
        fields: fields.collect(),
        covered: covered(request, &covering),
        not_covered: covering.bare.iter().filter_map(name).collect(),
        body_is_encrypted: covering.is_encrypted,
        request: sent(traced, show_secrets),
        against: None,
    }
}

fn covered(request: &Request, coverage: &Coverage) -> Vec<Covered> {
    let name = |at: &FieldRef| request.field(*at).map(|field| field.wire.clone());
    let mut by: Vec<FieldRef> = coverage.covered.values().flatten().copied().collect();
    by.sort();
    by.dedup();
    let lists = by.into_iter().filter_map(|by| {
        let fields = coverage.covered.iter();
        let fields = fields.filter(|(_, covering)| covering.contains(&by));
        Some(Covered {
            by: name(&by)?,
            fields: fields.filter_map(|(at, _)| name(at)).collect(),
        })
    });
    lists.collect()
}

fn supplied(
    vendor: &Vendor,
    request: &Request,
    (made_with, traced): (&MadeWith, &Traced),
    show_secrets: bool,
) -> Vec<Supplied> {
    let supply = &made_with.supply;
    let hidden_unless = |is_open: bool, text: &str| match is_open || show_secrets {
        true => text.to_owned(),
        false => HIDDEN.to_owned(),
    };
    let given = traced.fields.iter().filter(|field| field.is_given);
    let given = given.map(|field| {
        let declared = request.field(field.at);
        let is_sensitive = declared.is_some_and(|field| field.facts.sensitive);
        let is_from_outside = made_with.values.iter().any(|(at, _)| *at == field.at);
        let text = traced
            .field(field.at)
            .and_then(|field| plain(&field.step))
            .filter(|_| is_from_outside)
            .map(|text| hidden_unless(!is_sensitive, text));
        Supplied::new("given", &field.wire, text)
    });
    let credentials = supply.credentials.iter().filter_map(|(id, text)| {
        let credential = vendor.credentials.get(id.0)?;
        let text = hidden_unless(credential.secrecy == Declared::Public, text);
        Some(Supplied::new("credential", &credential.name, Some(text)))
    });
    let tokens = supply.tokens.iter().filter_map(|(id, text)| {
        let session = vendor.sessions.get(id.0)?;
        let text = hidden_unless(false, text);
        Some(Supplied::new("token", &session.name, Some(text)))
    });
    let options = supply.options.iter().filter_map(|(id, chosen)| {
        let option = vendor.options.get(id.0)?;
        let chosen = option.choices.get(*chosen)?.name.to_string();
        Some(Supplied::new("option", &option.name, Some(chosen)))
    });
    let clock = supply.clock.and_then(moment);
    let clock = clock.map(|text| Supplied::new("clock", "Asia/Seoul", Some(text)));
    let random = supply.random.as_ref().map(|bytes| hex(bytes));
    let random = random.map(|text| Supplied::new("random", "bytes", Some(text)));
    given
        .chain(credentials)
        .chain(tokens)
        .chain(options)
        .chain(clock)
        .chain(random)
        .collect()
}

impl Supplied {
    fn new(kind: &'static str, name: impl ToString, text: Option<String>) -> Self {
        Self {
            kind,
            name: name.to_string(),
            text,
        }
    }
}

/// The plain text behind a field: what is encrypted, where it is.
fn plain(step: &Step) -> Option<&str> {
    match step.covered() {
        Some(covered) => covered.text(),
        None => step.text(),
    }
}

fn moment(milliseconds: i64) -> Option<String> {
    use TimePart::{Day, Hour, Literal, Millisecond, Minute, Month, OffsetWithColon, Second, Year};
    let moment = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    let parts = [
        Year,
        Literal('-'),
        Month,
        Literal('-'),
        Day,
        Literal('T'),
        Hour,
        Literal(':'),
        Minute,
        Literal(':'),
        Second,
        Literal('.'),
        Millisecond,
        OffsetWithColon,
    ];
    let format = TimeFormat(parts.to_vec());
    Some(kpg_recipes::clock::render(Zone::Seoul, &format, moment))
}

fn shown_step(step: &Step, show_secrets: bool) -> ShownStep {
    let is_open = show_secrets || !step.secrecy.is_hidden();
    let bytes = match &step.output {
        Output::Bytes(bytes) if is_open => Some(hex(bytes)),
        Output::Text(text) if is_open && !text.is_ascii() => Some(hex(text.as_bytes())),
        Output::Bytes(_) | Output::Text(_) | Output::Unknown | Output::Absent => None,
    };
    let inputs = step.inputs.iter();
    ShownStep {
        label: step.label.clone(),
        state: match &step.output {
            Output::Unknown => "unknown",
            Output::Absent => "absent",
            Output::Text(_) | Output::Bytes(_) => "known",
        },
        text: step_text(step, show_secrets),
        hex: bytes,
        is_secret: step.secrecy.is_hidden(),
        inputs: inputs
            .map(|input| shown_step(input, show_secrets))
            .collect(),
    }
}

fn step_text(step: &Step, show_secrets: bool) -> Option<String> {
    match show_secrets {
        true => step.text().map(str::to_owned),
        false => step.shown_text(),
    }
}

fn sent(traced: &Traced, show_secrets: bool) -> Sent {
    let text = |shown: &Shown<String>| match show_secrets {
        true => shown.sent.clone(),
        false => shown.shown.clone(),
    };
    let body = |shown: &Shown<Vec<u8>>| match show_secrets {
        true => String::from_utf8_lossy(&shown.sent).into_owned(),
        false => shown.shown.clone(),
    };
    let headers = traced.headers.iter();
    let mut lacks: Vec<String> = Vec::new();
    let steps = traced.fields.iter().map(|field| &field.step);
    for lack in steps.flat_map(Step::lacks) {
        if !lacks.iter().any(|known| known == lack) {
            lacks.push(lack.to_owned());
        }
    }
    Sent {
        method: traced.method.as_str(),
        url: traced.url.as_ref().map(text),
        headers: headers
            .map(|(name, shown)| (name.clone(), shown.as_ref().map(text)))
            .collect(),
        body: traced.body.as_ref().map(body),
        plain_body: traced.plain.as_ref().map(body),
        lacks,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
