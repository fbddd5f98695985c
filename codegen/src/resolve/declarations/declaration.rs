//! What a vendor declares for its operations: credentials, client options, enumerations.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Choice, ClientOption, Credential, CredentialKind, Enumeration, Label, Length, LengthUnit, Name,
    OptionChoice, OptionId, Secrecy, reserved,
};
use crate::resolve::context::few_enough;
use crate::resolve::documentation::{label_or_name, quirks};
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::source::Spanned;
use crate::syntax::spec::{self, Named, Spec, ValueKind};
use crate::words::BodyEncoding;

pub(super) fn credentials(spec: &Spec, unit: LengthUnit, out: &mut Diagnostics) -> Vec<Credential> {
    few_enough(spec.credentials.iter(), "credentials", out);
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
    let kind = value
        .kind
        .as_ref()
        .map_or(CredentialKind::Text, |kind| kind.value);
    let secrecy = match (
        value.secret || kind == CredentialKind::RsaPrivateKey,
        value.sensitive,
    ) {
        (true, _) => Secrecy::Secret,
        (false, true) => Secrecy::Sensitive,
        (false, false) => Secrecy::Public,
    };
    if let (Some(length), true) = (&value.length, kind != CredentialKind::Text) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            length.span,
            "a key has no length that could be checked",
        );
        out.push(conflict.help("remove `length`; it counts the characters of texts"));
    }
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

/// The client options that values with choices need. Values that name one `option` share it.
pub(super) fn value_options<'s>(
    spec: &'s Spec,
    options: &mut Vec<ClientOption>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> HashMap<&'s str, OptionId> {
    let mut by_value = HashMap::new();
    // Options become methods of the client's builder and, with the sessions, members of its settings.
    let mut setters = Scope::new("client options and sessions")
        .reserving(&reserved::CLIENT_BUILDER_METHODS)
        .reserving(&reserved::SETTINGS)
        .reserving(&[reserved::ENCODING_OPTION]);
    for session in &spec.sessions {
        setters.take(&session.name.value, session.name.span, out);
        let of_lifetime = format!("{}_lifetime", session.name.value);
        setters.take(&of_lifetime, session.name.span, out);
    }
    let mut declared: HashMap<&str, (OptionId, &Named<spec::Value>)> = HashMap::new();
    for value in &spec.values {
        let ValueKind::Choices(choices) = &value.value.kind else {
            continue;
        };
        let shared = value.value.option.as_ref();
        if let Some((id, first)) = shared.and_then(|name| declared.get(name.value.as_str())) {
            same_choices(first, value, out);
            by_value.insert(value.name.value.as_str(), *id);
            continue;
        }
        let name = match shared {
            Some(name) => text::name(name, out),
            None => Name::parse(&value.name.value)
                .ok()
                .map(|name| name.with_suffix("variant")),
        };
        let Some(name) = name else { continue };
        setters.take(
            name.snake(),
            shared.map_or(value.name.span, |name| name.span),
            out,
        );
        types.take(
            &name.pascal(),
            shared.map_or(value.name.span, |name| name.span),
            out,
        );
        let id = OptionId(options.len());
        by_value.insert(value.name.value.as_str(), id);
        declared.extend(shared.map(|name| (name.value.as_str(), (id, value))));
        options.push(client_option(name, value, choices, out));
    }
    by_value
}

fn client_option(
    name: Name,
    value: &Named<spec::Value>,
    choices: &[Named<spec::RecipeChoice>],
    out: &mut Diagnostics,
) -> ClientOption {
    let mut list = Vec::new();
    for choice in choices {
        let label = label_or_name(&choice.value.label, choice.name.span, out);
        list.extend(text::name(&choice.name, out).map(|name| OptionChoice { name, label }));
    }
    if choices.len() < 2 {
        let help = "give two choices or more, the default first, or write `recipe:`";
        text::bad(&value.name, "there is nothing to choose", help, out);
    }
    ClientOption {
        name,
        label: label_or_name(&value.value.label, value.name.span, out),
        choices: list,
        quirks: quirks(&value.value.quirks),
    }
}

/// Values that share an option have the same choices in the same order.
fn same_choices(first: &Named<spec::Value>, second: &Named<spec::Value>, out: &mut Diagnostics) {
    let names = |value: &Named<spec::Value>| match &value.value.kind {
        ValueKind::Choices(choices) => choices
            .iter()
            .map(|choice| choice.name.value.clone())
            .collect(),
        _ => Vec::new(),
    };
    if names(first) != names(second) {
        let message = format!(
            "`{}` and `{}` share an option and have other choices",
            first.name.value, second.name.value
        );
        let problem = Diagnostic::new(DiagnosticCode::Conflict, second.name.span, message)
            .also(first.name.span, "its choices are declared here")
            .help("name the same choices in the same order, or give them options of their own");
        out.push(problem);
    }
}

/// One client option for the request encoding, when an operation takes several; the default is the
/// first encoding of the first such operation.
pub(super) fn encoding_option(spec: &Spec, options: &mut Vec<ClientOption>) -> Option<OptionId> {
    let several = spec
        .operations
        .iter()
        .find(|operation| operation.value.encodings.len() > 1)?;
    let english = |text: &str| Label {
        ko: None,
        en: Some(text.to_owned()),
    };
    let choice = |encoding: &Spanned<BodyEncoding>| {
        let name = Name::parse(encoding.value.word());
        name.ok().map(|name| OptionChoice {
            name,
            label: english(encoding.value.row().label),
        })
    };
    options.push(ClientOption {
        name: Name::parse(reserved::ENCODING_OPTION).ok()?,
        label: english("How request bodies are encoded where the vendor takes several encodings"),
        choices: several.value.encodings.iter().filter_map(choice).collect(),
        quirks: Vec::new(),
    });
    Some(OptionId(options.len() - 1))
}

pub(super) fn enumerations(
    spec: &Spec,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Vec<Enumeration> {
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
    let mut scope =
        Scope::new(format!("values of `{}`", entry.name.value)).reserving(&reserved::VARIANTS);
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
        scope.take(&name.pascal(), place, out);
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
