//! The vendor-level part of a spec: documents, environments, credentials, options, types, sessions.

use std::collections::HashMap;

use super::context::{Context, find, length_unit, lookup, position};
use super::operation::operations;
use super::result::{code_sets, faults};
use super::text;
use super::unique::Scope;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Address, Choice, ClientOption, Credential, CredentialKind, Document, Enumeration, Environment,
    Label, Length, LengthUnit, Name, OperationId, OptionChoice, OptionId, Path, Quirk, Secrecy,
    Session, Timeouts, Vendor,
};
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec, ValueKind};

/// Used where a vendor documents no time-outs: long enough for a bank behind the gateway to answer.
const DEFAULT_TIMEOUTS: Timeouts = Timeouts {
    connect_ms: 5_000,
    total_ms: 30_000,
    documented: false,
};

/// Type names that the generated vendor module needs for itself.
const RESERVED_TYPES: &[&str] = &[
    "Client",
    "ClientBuilder",
    "Credentials",
    "CredentialsBuilder",
    "CredentialsFields",
    "Environment",
    "Settings",
    "RequestEncoding",
    // The words of the runtime's prelude.
    "AddressError",
    "BaseUrl",
    "Call",
    "Check",
    "Choice",
    "Complete",
    "Completion",
    "Core",
    "CoreBuilder",
    "DefaultTransport",
    "Draft",
    "Duration",
    "Error",
    "Fault",
    "HttpAnswer",
    "HttpRequest",
    "Members",
    "OpenChoice",
    "Opened",
    "Operation",
    "Pending",
    "Prepared",
    "PrivateKey",
    "Reading",
    "ResultRules",
    "Rule",
    "Secret",
    "Sensitive",
    "SessionCell",
    "SessionError",
    "Source",
    "Supply",
    "TimeText",
    "Timeouts",
    "Transport",
    "TransportError",
    "Unrecognised",
    "Violations",
    "Zone",
    "Bytes",
    "Characters",
    "Required",
    "Digits",
    "DigitsOnly",
    "Range",
    "DateTime",
    "Utf8Bytes",
    "EucKrBytes",
    "PrepareError",
    "Wire",
];

pub(super) fn vendor(spec: &Spec, out: &mut Diagnostics) -> Vendor {
    let unit = length_unit(spec.length_unit.as_ref(), out).unwrap_or(LengthUnit::Characters);
    supply_names_differ(spec, out);
    let mut types = Scope::new("types").reserving(RESERVED_TYPES);
    let mut options = Vec::new();
    let value_options = value_options(spec, &mut options, &mut types, out);
    let encoding_option = encoding_option(spec, &mut options);
    let context = Context {
        spec,
        length_unit: unit,
        credentials: credentials(spec, unit, out),
        enumerations: enumerations(spec, &mut types, out),
        value_options,
    };
    let mut code_sets = code_sets(&context, &mut types, out);
    let operations = operations(&context, &mut code_sets, &mut types, out);
    let _ = faults(&context, out);
    sessions_open(&context, &operations, out);
    Vendor {
        id: vendor_id(spec, out),
        label: label_or_name(&spec.label, spec.place, out),
        documents: documents(spec, out),
        environments: environments(spec, out),
        timeouts: timeouts(spec, out),
        sessions: sessions(&context, out),
        credentials: context.credentials,
        options,
        encoding_option,
        enumerations: context.enumerations,
        code_sets,
        operations,
        quirks: quirks(&spec.quirks),
    }
}

fn vendor_id(spec: &Spec, out: &mut Diagnostics) -> Name {
    let Some(id) = &spec.vendor else {
        return Name::unreadable();
    };
    let name = text::name(id, out);
    if name
        .as_ref()
        .is_some_and(|name| name.snake().contains('_') || name.snake() == "default")
    {
        text::bad(
            id,
            format!("`{}` can not be a vendor's id", id.value),
            "use lower-case letters and digits; it becomes a module, a file and a cargo feature",
            out,
        );
    }
    name.unwrap_or_else(Name::unreadable)
}

/// A label in the model; the parser reported unreadable parts, a label of nothing is reported here.
pub(super) fn label_or_name(
    label: &spec::Label,
    place: crate::source::Span,
    out: &mut Diagnostics,
) -> Label {
    let model = label_of(label);
    if model == Label::default() {
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, "a label is missing")
            .label("needs `ko` or `en`")
            .help("say in Korean, English or both what this is; it reaches the documentation and error messages");
        out.push(missing);
    }
    model
}

pub(super) fn label_of(label: &spec::Label) -> Label {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    Label {
        ko: text(&label.ko),
        en: text(&label.en),
    }
}

pub(super) fn quirks(quirks: &[spec::Quirk]) -> Vec<Quirk> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let quirk = |quirk: &spec::Quirk| Quirk {
        says: text(&quirk.says).unwrap_or_default(),
        seen: text(&quirk.seen).unwrap_or_default(),
        chosen: text(&quirk.chosen).unwrap_or_default(),
        why: text(&quirk.why),
    };
    quirks.iter().map(quirk).collect()
}

/// Values, credentials and sessions share the names that fields and recipes are supplied from.
fn supply_names_differ(spec: &Spec, out: &mut Diagnostics) {
    let mut scope = Scope::new("values, credentials or sessions");
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
            out.push(Diagnostic::new(
                DiagnosticCode::BadAddress,
                url.span,
                "this is no web address",
            ));
        }
    }
    spec.documents
        .iter()
        .map(|entry| document(entry, out))
        .collect()
}

fn environments(spec: &Spec, out: &mut Diagnostics) -> Vec<Environment> {
    let mut scope = Scope::new("environments").reserving(&["custom"]);
    let mut list = Vec::new();
    for environment in &spec.environments {
        let name = text::name(&environment.name, out);
        scope.take(&environment.name.value, environment.name.span, out);
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
    let total = timeouts
        .total
        .as_ref()
        .and_then(|text| text::duration_ms(text, out));
    if let (Some(connect_ms), Some(total_ms), Some(text)) = (connect, total, &timeouts.total)
        && connect_ms > total_ms
    {
        text::bad(
            text,
            "the whole call can not be shorter than its connection",
            "`total` counts from the start of the call",
            out,
        );
    }
    Timeouts {
        connect_ms: connect.unwrap_or(DEFAULT_TIMEOUTS.connect_ms),
        total_ms: total.unwrap_or(DEFAULT_TIMEOUTS.total_ms),
        documented: true,
    }
}

fn credentials(spec: &Spec, unit: LengthUnit, out: &mut Diagnostics) -> Vec<Credential> {
    // Every entry keeps its position, so that positions in the spec are ids in the model.
    spec.credentials
        .iter()
        .map(|credential| self::credential(credential, unit, out))
        .collect()
}

fn credential(
    credential: &Named<spec::Credential>,
    unit: LengthUnit,
    out: &mut Diagnostics,
) -> Credential {
    let value = &credential.value;
    let kind = match value.kind.as_ref().map(|kind| (kind, kind.value.as_str())) {
        None | Some((_, "text")) => CredentialKind::Text,
        Some((_, "rsa_private_key")) => CredentialKind::RsaPrivateKey,
        Some((text, other)) => {
            text::bad(
                text,
                format!("`{other}` is no kind of credential"),
                "use `text` or `rsa_private_key`",
                out,
            );
            CredentialKind::Text
        }
    };
    if value.secret && value.sensitive {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            credential.name.span,
            "a credential is either `secret` or `sensitive`",
        )
        .help("`secret` is never sent; `sensitive` is sent but never shown");
        out.push(conflict);
    }
    let secrecy = match (
        value.secret || kind == CredentialKind::RsaPrivateKey,
        value.sensitive,
    ) {
        (true, _) => Secrecy::Secret,
        (false, true) => Secrecy::Sensitive,
        (false, false) => Secrecy::Public,
    };
    let length = value
        .length
        .as_ref()
        .and_then(|text| text::small_range(text, 1, out));
    Credential {
        name: Name::parse(&credential.name.value).unwrap_or_else(|_| Name::unreadable()),
        label: label_or_name(&value.label, credential.name.span, out),
        kind,
        secrecy,
        required: !value.optional,
        length: length.map(|(min, max)| Length { min, max, unit }),
    }
}

/// One client option for every value that has choices.
fn value_options<'s>(
    spec: &'s Spec,
    options: &mut Vec<ClientOption>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> HashMap<&'s str, OptionId> {
    let mut by_value = HashMap::new();
    for value in &spec.values {
        let ValueKind::Choices(choices) = &value.value.kind else {
            continue;
        };
        let Ok(name) = Name::parse(&value.name.value) else {
            continue;
        };
        let name = name.with_suffix("variant");
        types.take(&name.pascal(), value.name.span, out);
        let mut list = Vec::new();
        for choice in choices {
            let label = label_or_name(&choice.value.label, choice.name.span, out);
            list.extend(text::name(&choice.name, out).map(|name| OptionChoice { name, label }));
        }
        if choices.len() < 2 {
            text::bad(
                &value.name,
                "there is nothing to choose",
                "give two choices or more, the default first, or write `recipe:`",
                out,
            );
        }
        by_value.insert(value.name.value.as_str(), OptionId(options.len()));
        let label = label_or_name(&value.value.label, value.name.span, out);
        options.push(ClientOption {
            name,
            label,
            choices: list,
            quirks: quirks(&value.value.quirks),
        });
    }
    by_value
}

/// One client option for the request encoding, when an operation takes several; the default is the
/// first encoding of the first such operation.
fn encoding_option(spec: &Spec, options: &mut Vec<ClientOption>) -> Option<OptionId> {
    let several = spec
        .operations
        .iter()
        .find(|operation| operation.value.encodings.len() > 1)?;
    let english = |text: &str| Label {
        ko: None,
        en: Some(text.to_owned()),
    };
    let choice = |name: &Text| {
        let label = if name.value == "json" {
            "A JSON object"
        } else {
            "An HTML form's encoding"
        };
        Name::parse(&name.value).ok().map(|name| OptionChoice {
            name,
            label: english(label),
        })
    };
    options.push(ClientOption {
        name: Name::parse("request_encoding").ok()?,
        label: english("How request bodies are encoded where the vendor takes several encodings"),
        choices: several.value.encodings.iter().filter_map(choice).collect(),
        quirks: Vec::new(),
    });
    Some(OptionId(options.len() - 1))
}

fn enumerations(spec: &Spec, types: &mut Scope, out: &mut Diagnostics) -> Vec<Enumeration> {
    spec.types
        .iter()
        .map(|entry| enumeration(entry, types, out))
        .collect()
}

fn enumeration(
    entry: &Named<spec::Enumeration>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Enumeration {
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    types.take(&name.pascal(), entry.name.span, out);
    let mut scope = Scope::new(format!("values of `{}`", entry.name.value)).reserving(&["unknown"]);
    let mut choices = Vec::new();
    for choice in &entry.value.values {
        let Some(name) = text::rust_name(choice.value.rust_name.as_ref(), &choice.name, out) else {
            continue;
        };
        let place = choice
            .value
            .rust_name
            .as_ref()
            .map_or(choice.name.span, |name| name.span);
        scope.take(name.snake(), place, out);
        let label = label_or_name(&choice.value.label, choice.name.span, out);
        choices.push(Choice {
            wire: choice.name.value.clone(),
            name,
            label,
        });
    }
    if entry.value.values.is_empty() {
        text::bad(
            &entry.name,
            format!("`{}` has no values", entry.name.value),
            "list its values under `values:`",
            out,
        );
    }
    Enumeration {
        name,
        label: label_or_name(&entry.value.label, entry.name.span, out),
        open: entry.value.open,
        choices,
    }
}

fn sessions(context: &Context<'_>, out: &mut Diagnostics) -> Vec<Session> {
    context
        .spec
        .sessions
        .iter()
        .map(|session| self::session(context, session, out))
        .collect()
}

fn session(
    context: &Context<'_>,
    session: &Named<spec::Session>,
    out: &mut Diagnostics,
) -> Session {
    let value = &session.value;
    let operation = value
        .operation
        .as_ref()
        .and_then(|name| context.operation(name, out));
    let issuer = operation.and_then(|id| context.spec.operations.get(id.0));
    if let (Some(issuer), Some(token)) = (issuer, &value.token) {
        lookup(
            &issuer.value.answer,
            token,
            &format!("answer member of `{}`", issuer.name.value),
            out,
        );
    }
    if let (Some(issuer), Some(name)) = (issuer, &value.operation) {
        issuer_needs_nobody(issuer, name, out);
        issuer_is_final(issuer, name, out);
    }
    if let (Some(issuer), Some(token)) = (issuer, &value.token)
        && let Some(member) = find(&issuer.value.answer, &token.value)
        && !member.value.sensitive
    {
        let shown = Diagnostic::new(
            DiagnosticCode::Conflict,
            member.name.span,
            format!("the token `{}` could be shown", token.value),
        )
        .also(token.span, "it opens this session")
        .help("give the member `sensitive: true`");
        out.push(shown);
    }
    let token = value
        .token
        .as_ref()
        .map(|token| path(token))
        .unwrap_or_else(|| Path(vec![String::new()]));
    Session {
        name: Name::parse(&session.name.value).unwrap_or_else(|_| Name::unreadable()),
        label: label_of(&value.label),
        operation: operation.unwrap_or(OperationId(0)),
        token,
        lifetime_seconds: value
            .lifetime
            .as_ref()
            .and_then(|text| text::duration_ms(text, out))
            .map(|ms| ms / 1_000),
        quirks: quirks(&value.quirks),
    }
}

/// The client fetches the token by itself, so the operation must not ask the caller for anything.
fn issuer_needs_nobody(issuer: &Named<spec::Operation>, reference: &Text, out: &mut Diagnostics) {
    let asked = issuer
        .value
        .request
        .iter()
        .find(|field| field.value.from.is_none() && field.value.constant.is_none());
    if let Some(asked) = asked {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            reference.span,
            format!(
                "`{}` asks the caller for `{}`",
                issuer.name.value, asked.name.value
            ),
        )
        .also(
            asked.name.span,
            "this field has no `from` and no `constant`",
        )
        .note("the client calls this operation by itself whenever it needs a token")
        .help("supply every field of the operation from credentials or values");
        out.push(conflict);
    }
}

/// A token that may come later is no token.
fn issuer_is_final(issuer: &Named<spec::Operation>, reference: &Text, out: &mut Diagnostics) {
    if issuer.value.pending.is_some() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            reference.span,
            format!("`{}` can be pending", issuer.name.value),
        )
        .also(issuer.name.span, "declared here")
        .help("a session needs an operation whose success is final");
        out.push(conflict);
    }
}

/// An operation can not need the session that it opens.
fn sessions_open(
    context: &Context<'_>,
    operations: &[crate::model::Operation],
    out: &mut Diagnostics,
) {
    for session in &context.spec.sessions {
        let Some(name) = &session.value.operation else {
            continue;
        };
        let issuer =
            position(&context.spec.operations, &name.value).and_then(|index| operations.get(index));
        if issuer.is_some_and(|issuer| issuer.session.is_some()) {
            let cycle = Diagnostic::new(
                DiagnosticCode::Cycle,
                name.span,
                format!("`{}` needs a session itself", name.value),
            )
            .help("the operation that fetches a token can not carry one");
            out.push(cycle);
        }
    }
}

/// `response.code` → two members, one inside the other.
pub(super) fn path(text: &Spanned<String>) -> Path {
    Path(text.value.split('.').map(str::to_owned).collect())
}
