//! The vendor-level part of a spec: documents, environments, credentials, options, types, sessions.

use std::collections::HashSet;

use super::account::accounts;
use super::declaration::{ciphers, credentials, encoding_option, enumerations, value_options};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Address, Correction, Document, Environment, Label, LeftOut, LengthUnit, Name, Path, Quirk,
    Timeouts, Vendor, reserved,
};
use crate::resolve::answers::refusal::refusals_are_said;
use crate::resolve::answers::result::{code_sets, faults};
use crate::resolve::context::Context;
use crate::resolve::final_checks::unit::units_are_declared;
use crate::resolve::final_checks::usage::{nothing_is_unused, optional_is_optional};
use crate::resolve::follow_ups::follow_up::follow_ups;
use crate::resolve::notation::text;
use crate::resolve::notifications::notification::notifications;
use crate::resolve::operations::operation::operations;
use crate::resolve::sessions::session::{refusals_are_known, sessions, sessions_open};
use crate::resolve::unique::Scope;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};

/// Used where a vendor documents no time-outs: long enough for a bank behind the gateway to answer.
const DEFAULT_TIMEOUTS: Timeouts = Timeouts {
    connect_ms: 5_000,
    read_ms: 30_000,
    total_ms: 30_000,
    documented: false,
};

pub(crate) fn vendor(spec: &Spec, out: &mut Diagnostics) -> Vendor {
    let unit = spec
        .length_unit
        .as_ref()
        .map_or(LengthUnit::Characters, |unit| unit.value);
    supply_names_differ(spec, out);
    let mut types = Scope::new("types")
        .reserving(&reserved::TYPES)
        .reserving(reserved::STANDARD)
        .reserving_all(reserved::runtime_types());
    let mut options = Vec::new();
    let value_options = value_options(spec, &mut options, &mut types, out);
    let encoding_option = encoding_option(spec, &mut options);
    let mut context = Context {
        spec,
        length_unit: unit,
        credentials: credentials(spec, unit, out),
        enumerations: enumerations(spec, &mut types, out),
        ciphers: Vec::new(),
        faults: Vec::new(),
        value_options,
    };
    context.ciphers = ciphers(&context, out);
    context.faults = faults(&context, &spec.faults, out);
    let accounts = accounts(&context, out);
    let mut code_sets = code_sets(&context, &mut types, out);
    let mut used = HashSet::new();
    let mut operations = operations(&context, &mut code_sets, &mut types, &mut used, out);
    follow_ups(&context, &mut operations, &code_sets, out);
    let notifications = notifications(&context, &mut types, &mut used, out);
    sessions_open(&context, &operations, out);
    refusals_are_known(&context, &operations, &code_sets, out);
    let vendor = Vendor {
        id: vendor_id(spec, out),
        label: label_or_name(&spec.label, spec.label_place, out),
        documents: documents(spec, out),
        environments: environments(spec, out),
        timeouts: timeouts(spec, out),
        sessions: sessions(&context, out),
        ciphers: std::mem::take(&mut context.ciphers),
        credentials: std::mem::take(&mut context.credentials),
        accounts,
        options,
        encoding_option,
        enumerations: std::mem::take(&mut context.enumerations),
        code_sets,
        operations,
        notifications,
        not_covered: left_out(&spec.not_covered),
        quirks: quirks(&spec.quirks),
    };
    // What is wrong elsewhere may be the reason why something is not used.
    if !out.has_errors() {
        units_are_declared(spec, out);
        refusals_are_said(spec, &vendor, out);
        nothing_is_unused(spec, &vendor, &used, out);
        optional_is_optional(spec, &vendor, out);
    }
    vendor
}

/// What the spec leaves out, with its reasons.
pub(crate) fn left_out(list: &[Named<Text>]) -> Vec<LeftOut> {
    let left_out = |entry: &Named<Text>| LeftOut {
        name: entry.name.value.clone(),
        reason: entry.value.value.clone(),
    };
    list.iter().map(left_out).collect()
}

fn vendor_id(spec: &Spec, out: &mut Diagnostics) -> Name {
    let Some(id) = &spec.vendor else {
        return Name::unreadable();
    };
    let Some(name) = text::name(id, out) else {
        return Name::unreadable();
    };
    const HELP: &str =
        "use lower-case letters and digits; it becomes a module, a file and a cargo feature";
    if name.snake().contains('_') {
        let message = format!("`{}` cannot be a vendor's id", id.value);
        text::bad(id, message, HELP, out);
    } else if let Some(why) = reserved::vendor_problem(&name) {
        let message = format!("`{}` cannot be a vendor's id: it {why}", id.value);
        let taken = Diagnostic::new(DiagnosticCode::NameCollision, id.span, message);
        out.push(taken.help("choose another id; it becomes a module, a file and a cargo feature"));
    }
    name
}

/// A label in the model; the parser reported unreadable parts, a label of nothing is reported here.
pub(crate) fn label_or_name(
    label: &spec::Label,
    place: crate::source::Span,
    out: &mut Diagnostics,
) -> Label {
    let model = label_of(label);
    if model == Label::default() && !label.reported {
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, "a label is missing")
            .label("needs `ko` or `en`")
            .help("say in Korean, English or both what this is; it reaches the documentation and error messages");
        out.push(missing);
    }
    model
}

pub(crate) fn label_of(label: &spec::Label) -> Label {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    Label {
        ko: text(&label.ko),
        en: text(&label.en),
    }
}

pub(crate) fn quirks(quirks: &[spec::Quirk]) -> Vec<Quirk> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let correction = |correction: &spec::Correction| Correction {
        fact: correction.fact.clone(),
        documented: correction.documented.clone(),
        used: correction.used.clone(),
    };
    let quirk = |quirk: &spec::Quirk| Quirk {
        says: text(&quirk.says).unwrap_or_default(),
        seen: text(&quirk.seen).unwrap_or_default(),
        chosen: text(&quirk.chosen).unwrap_or_default(),
        why: text(&quirk.why),
        corrections: quirk.corrections.iter().map(correction).collect(),
    };
    quirks.iter().map(quirk).collect()
}

/// Values, credentials and sessions share the names that fields and recipes are supplied from.
fn supply_names_differ(spec: &Spec, out: &mut Diagnostics) {
    let mut scope = Scope::new("values, credentials or sessions")
        .reserving(&reserved::SETTINGS)
        .reserving(&reserved::BUILDER_METHODS)
        .reserving(&reserved::PATHS);
    let names = spec.values.iter().map(|value| &value.name);
    let names = names.chain(spec.credentials.iter().map(|credential| &credential.name));
    for name in names.chain(spec.sessions.iter().map(|session| &session.name)) {
        if text::name(name, out).is_some() {
            scope.take(&name.value, name.span, out);
        }
    }
}

fn documents(spec: &Spec, out: &mut Diagnostics) -> Vec<Document> {
    let document = |document: &Named<spec::Document>, out: &mut Diagnostics| {
        let value = &document.value;
        Document {
            id: document.name.value.clone(),
            title: label_or_name(&value.title, document.name.span, out),
            url: value.url.as_ref().map(|url| url.value.clone()),
            read: value
                .read
                .as_ref()
                .and_then(|day| text::day(day, out))
                .unwrap_or_default(),
            sha256: value
                .sha256
                .as_ref()
                .and_then(|digest| text::sha256(digest, out)),
        }
    };
    for url in spec
        .documents
        .iter()
        .filter_map(|document| document.value.url.as_ref())
    {
        if !(url.value.starts_with("https://") || url.value.starts_with("http://"))
            || url.value.contains(char::is_whitespace)
        {
            let problem = Diagnostic::new(
                DiagnosticCode::BadAddress,
                url.span,
                "this is no web address",
            );
            out.push(problem.help("begin with `https://` and write blanks as `%20`"));
        }
    }
    spec.documents
        .iter()
        .map(|entry| document(entry, out))
        .collect()
}

fn environments(spec: &Spec, out: &mut Diagnostics) -> Vec<Environment> {
    let mut scope = Scope::new("environments").reserving(&reserved::ENVIRONMENTS);
    let mut list = Vec::new();
    for environment in &spec.environments {
        let name = text::name(&environment.name, out);
        if let Some(name) = &name {
            scope.take(&name.pascal(), environment.name.span, out);
        }
        let address = match &environment.value {
            spec::Environment::Url(url) => text::base_address(url, out).map(Address::Url),
            spec::Environment::Undocumented(why) => Some(Address::Undocumented(why.value.clone())),
            spec::Environment::Unreadable => None,
        };
        if let (Some(name), Some(address)) = (name, address) {
            list.push(Environment { name, address });
        }
    }
    list
}

fn timeouts(spec: &Spec, out: &mut Diagnostics) -> Timeouts {
    let Some(timeouts) = &spec.timeouts else {
        return DEFAULT_TIMEOUTS;
    };
    let connect = timeouts
        .connect
        .as_ref()
        .and_then(|text| text::duration_ms(text, out));
    let read = timeouts
        .read
        .as_ref()
        .and_then(|text| text::duration_ms(text, out));
    let total = timeouts
        .total
        .as_ref()
        .and_then(|text| text::duration_ms(text, out));
    let parts = [
        (connect, "its connection"),
        (read, "the wait for a piece of its answer"),
    ];
    for (part, name) in parts {
        if let (Some(part), Some(total), Some(text)) = (part, total, &timeouts.total)
            && part > total
        {
            text::bad(
                text,
                format!("the whole call can not be shorter than {name}"),
                "`total` counts from the start of the call",
                out,
            );
        }
    }
    let total_ms = total.unwrap_or(DEFAULT_TIMEOUTS.total_ms);
    Timeouts {
        connect_ms: connect.unwrap_or(DEFAULT_TIMEOUTS.connect_ms),
        read_ms: read.unwrap_or(total_ms),
        total_ms,
        documented: true,
    }
}

/// `response.code` → two members, one inside the other.
pub(crate) fn path(text: &Spanned<String>) -> Path {
    Path(text.value.split('.').map(str::to_owned).collect())
}
