//! The top level of a spec: the vendor's id, documents and time-outs.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Document, Name, Timeouts, reserved};
use crate::resolve::documentation::label_or_name;
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};

/// Used where a vendor documents no time-outs: long enough for a bank behind the gateway to answer.
const DEFAULT_TIMEOUTS: Timeouts = Timeouts {
    connect_ms: 5_000,
    read_ms: 30_000,
    total_ms: 30_000,
    documented: false,
};

pub(crate) fn vendor_id(spec: &Spec, out: &mut Diagnostics) -> Name {
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

/// Values, credentials and sessions share the names that fields and recipes are supplied from.
pub(super) fn supply_names_differ(spec: &Spec, out: &mut Diagnostics) {
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

pub(crate) fn documents(spec: &Spec, out: &mut Diagnostics) -> Vec<Document> {
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
            about: value.about.as_ref().map(|about| about.value.clone()),
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

pub(crate) fn timeouts(spec: &Spec, out: &mut Diagnostics) -> Timeouts {
    let Some(timeouts) = &spec.timeouts else {
        return DEFAULT_TIMEOUTS;
    };
    let mut milliseconds =
        |text: &Option<Text>| text.as_ref().and_then(|text| text::duration_ms(text, out));
    let connect = milliseconds(&timeouts.connect);
    let read = milliseconds(&timeouts.read);
    let total = milliseconds(&timeouts.total);
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
                format!("the whole call cannot be shorter than {name}"),
                "`total` counts from the start of the call",
                out,
            );
        }
    }
    // What is not documented must not contradict what is.
    let parts = [connect, read].into_iter().flatten();
    let longest = parts.fold(DEFAULT_TIMEOUTS.total_ms, u64::max);
    let total_ms = total.unwrap_or(longest);
    Timeouts {
        connect_ms: connect.unwrap_or(DEFAULT_TIMEOUTS.connect_ms.min(total_ms)),
        read_ms: read.unwrap_or(total_ms),
        total_ms,
        documented: true,
    }
}
