//! What operations refer to: the vendor's credentials, values, sessions, types, codes and documents by name.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Cipher, CipherId, Citation, Credential, CredentialId, Enumeration, EnumerationId, Fault,
    FieldRef, LengthUnit, Name, OperationId, OptionId, Place, SessionId, Source,
};
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, FieldType, Named, Spec};

/// The vendor-level names that operations refer to.
pub(crate) struct Context<'s> {
    pub spec: &'s Spec,
    /// The hosts of the environments; none where the vendor has one.
    pub hosts: Vec<Name>,
    pub length_unit: LengthUnit,
    pub credentials: Vec<Credential>,
    pub enumerations: Vec<Enumeration>,
    pub ciphers: Vec<Cipher>,
    /// Other shapes of refusal, the same for every operation.
    pub faults: Vec<Fault>,
    /// The option of each value that has choices.
    pub value_options: HashMap<&'s str, OptionId>,
}

/// Request fields by wire name, headers and body.
pub(crate) type References<'s> = BTreeMap<&'s str, (FieldRef, &'s Named<spec::Field>)>;

/// Who supplies a field of a request, and whether its value must be masked.
pub(crate) struct FieldSource {
    pub source: Source,
    pub sensitive: bool,
}

/// Something that a field or a recipe can be supplied from.
#[derive(Clone, Copy)]
pub(crate) enum Supply<'s> {
    Value(&'s Named<spec::Value>),
    Credential(CredentialId),
    Session(SessionId),
}

impl<'s> Context<'s> {
    /// What a name stands for among values, credentials and sessions.
    pub(crate) fn supply(&self, name: &str) -> Option<Supply<'s>> {
        if let Some(value) = find(&self.spec.values, name) {
            return Some(Supply::Value(value));
        }
        position(&self.spec.credentials, name)
            .map(|index| Supply::Credential(CredentialId(index)))
            .or_else(|| {
                position(&self.spec.sessions, name).map(|index| Supply::Session(SessionId(index)))
            })
    }

    /// What the nearest known name stands for that was suggested for an unknown one.
    pub(crate) fn suggested(&self, unknown: &Diagnostic) -> Option<Supply<'s>> {
        let suggestion = unknown.suggestion.as_ref()?;
        self.supply(&suggestion.meant)
    }

    /// Every name that [`Context::supply`] knows.
    pub(crate) fn supply_names(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        let spec = self.spec;
        names(&spec.values)
            .chain(names(&spec.credentials))
            .chain(names(&spec.sessions))
    }

    pub(crate) fn credential(
        &self,
        name: &Text,
        out: &mut Diagnostics,
    ) -> Option<(CredentialId, &Credential)> {
        let index = lookup(&self.spec.credentials, name, "credential", out)?;
        Some((CredentialId(index), self.credentials.get(index)?))
    }

    /// Keeps that a name refers to something of the vendor's.
    pub(crate) fn refers(&self, name: &Text, supply: Supply<'_>, out: &mut Diagnostics) {
        let spec = self.spec;
        let declared = match supply {
            Supply::Value(value) => Some(value.name.span),
            Supply::Credential(id) => spec.credentials.get(id.0).map(|named| named.name.span),
            Supply::Session(id) => spec.sessions.get(id.0).map(|named| named.name.span),
        };
        if let Some(declared) = declared {
            out.refers(name.span, declared);
        }
    }

    /// The type of the vendor's that a field names.
    pub(crate) fn declared_type(
        &self,
        written: &Spanned<FieldType>,
        out: &mut Diagnostics,
    ) -> Option<EnumerationId> {
        let index = position(&self.spec.types, written.value.written())?;
        if let Some(declared) = self.spec.types.get(index) {
            out.refers(written.span, declared.name.span);
        }
        Some(EnumerationId(index))
    }

    pub(crate) fn enumeration(&self, name: &str) -> Option<EnumerationId> {
        position(&self.spec.types, name).map(EnumerationId)
    }

    pub(crate) fn cipher(&self, name: &Text, out: &mut Diagnostics) -> Option<CipherId> {
        lookup(&self.spec.ciphers, name, "cipher", out).map(CipherId)
    }

    pub(crate) fn operation(&self, name: &Text, out: &mut Diagnostics) -> Option<OperationId> {
        lookup(&self.spec.operations, name, "operation", out).map(OperationId)
    }

    /// `payapi02#2.1`
    pub(crate) fn citation(&self, text: &Text, out: &mut Diagnostics) -> Option<Citation> {
        let (document, section) = match text.value.split_once('#') {
            Some((document, section)) => (document, Some(section.to_owned())),
            None => (text.value.as_str(), None),
        };
        if section
            .as_deref()
            .is_some_and(|section| section.trim().is_empty())
        {
            let message = format!("`{}` names no section", text.value);
            let empty = Diagnostic::new(DiagnosticCode::BadValue, text.span, message);
            out.push(empty.help(format!(
                "write the section behind `#`, or `{document}` for the whole document"
            )));
        }
        let name = Spanned::new(document.to_owned(), text.span);
        let document = lookup(&self.spec.documents, &name, "document", out)?;
        Some(Citation {
            document,
            section: section.filter(|section| !section.is_empty()),
        })
    }
}

/// rustc gives up on types that nest deeper than 128, and that of a builder nests once a field.
const MOST_FIELDS: usize = 100;

/// Reports fields of which there are more than a builder can have.
pub(crate) fn few_enough<'s, T: 's>(
    mut fields: impl Iterator<Item = &'s Named<T>>,
    what: &str,
    out: &mut Diagnostics,
) {
    if let Some(surplus) = fields.nth(MOST_FIELDS) {
        let message = format!("there are more than {MOST_FIELDS} {what}");
        let problem = Diagnostic::new(DiagnosticCode::TooLarge, surplus.name.span, message)
            .note("rustc cannot compile a builder with more");
        out.push(problem);
    }
}

/// The position of a name. An unknown one is reported, and read as the nearest known one if there is one.
pub(crate) fn lookup<T>(
    list: &[Named<T>],
    name: &Text,
    what: &str,
    out: &mut Diagnostics,
) -> Option<usize> {
    let found = position(list, &name.value);
    if let Some(declared) = found.and_then(|index| list.get(index)) {
        out.refers(name.span, declared.name.span);
    }
    if found.is_some() || out.stands_twice(list.iter().map(|item| item.name.span)) {
        return found;
    }
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        name.span,
        format!("there is no {what} `{}`", name.value),
    )
    .suggest(&name.value, names(list));
    let meant = unknown.suggestion.as_ref();
    let meant = meant.and_then(|suggestion| position(list, &suggestion.meant));
    match meant.and_then(|index| list.get(index)) {
        Some(declared) => {
            out.refers(name.span, declared.name.span);
            out.push_read_as_meant(unknown);
        }
        None => out.push(unknown),
    }
    meant
}

pub(crate) fn position<T>(list: &[Named<T>], name: &str) -> Option<usize> {
    list.iter().position(|item| item.name.value == name)
}

pub(crate) fn find<'s, T>(list: &'s [Named<T>], name: &str) -> Option<&'s Named<T>> {
    list.iter().find(|item| item.name.value == name)
}

pub(crate) fn names<T>(list: &[Named<T>]) -> impl Iterator<Item = &str> {
    list.iter().map(|item| item.name.value.as_str())
}

/// A field of a request by its name, wherever it stands.
pub(crate) fn field_of_request_named(
    operation: &spec::Operation,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<FieldRef> {
    let places = [
        (Place::Path, &operation.segments),
        (Place::Query, &operation.query),
        (Place::Header, &operation.headers),
        (Place::Body, &operation.request),
        (Place::Input, &operation.inputs),
    ];
    for (place, list) in places {
        let Some(index) = position(list, &name.value) else {
            continue;
        };
        if let Some(declared) = list.get(index) {
            out.refers(name.span, declared.name.span);
        }
        return Some(FieldRef { place, index });
    }
    let message = format!("there is no request field `{}`", name.value);
    let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message);
    let known = places.iter().flat_map(|(_, list)| names(list));
    out.push(unknown.suggest(&name.value, known));
    None
}

/// A field of a request by its name, wherever it stands but in a header.
pub(crate) fn request_field_named(
    operation: &spec::Operation,
    name: &Text,
    what: &str,
    out: &mut Diagnostics,
) -> Option<FieldRef> {
    let places = [
        (Place::Path, &operation.segments),
        (Place::Query, &operation.query),
        (Place::Input, &operation.inputs),
    ];
    for (place, list) in places {
        let index = position(list, &name.value);
        if let Some(index) = index {
            if let Some(declared) = list.get(index) {
                out.refers(name.span, declared.name.span);
            }
            return Some(FieldRef { place, index });
        }
    }
    lookup(&operation.request, name, what, out).map(|index| FieldRef {
        place: Place::Body,
        index,
    })
}
