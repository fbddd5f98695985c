//! What a vendor declares for its operations: credentials, client options, enumerations.

use std::collections::HashMap;

use super::text;
use super::unique::Scope;
use super::vendor::{label_or_name, quirks};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Choice, ClientOption, Credential, CredentialKind, Enumeration, Label, Length, LengthUnit, Name,
    OptionChoice, OptionId, Secrecy,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec, ValueKind};

pub(super) fn credentials(spec: &Spec, unit: LengthUnit, out: &mut Diagnostics) -> Vec<Credential> {
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
pub(super) fn value_options<'s>(
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
pub(super) fn encoding_option(spec: &Spec, options: &mut Vec<ClientOption>) -> Option<OptionId> {
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
