//! What a request shows, and which expressions need what it does not show.

use kpg_codegen::model::{
    CipherId, CredentialId, Expression, FieldRef, Kind, Name, OptionId, Path, Place, SessionId,
    Source, Value, Vendor, declared_value,
};

use super::reader::Reader;
use crate::evaluate::{Knowledge, Known};
use crate::json_body;
use crate::rules::fields;

impl Knowledge for Reader<'_> {
    fn vendor(&self) -> &Vendor {
        self.facts.vendor
    }

    /// An input is known once it was found in what is made of it.
    fn field(&self, field: FieldRef) -> Option<Option<String>> {
        if field.place == Place::Input {
            let constant = self.facts.operation.field(field)?.constant();
            if let Some(constant) = constant {
                return Some(Some(constant.to_owned()));
            }
            return self.inputs.get(&field.index).cloned();
        }
        let received = self.facts.received;
        let known = !received.is_unreadable(field);
        known.then(|| received.text(field).map(str::to_owned))
    }

    /// A request receives nothing.
    fn received(&self, _path: &Path) -> Option<Option<String>> {
        None
    }

    fn sealed(&self, _path: &Path) -> Option<Option<String>> {
        None
    }

    fn received_header(&self, _name: &str) -> Option<String> {
        None
    }

    fn kind_of_received(&self, _path: &Path) -> Option<&Kind> {
        None
    }

    fn kind_of_field(&self, field: FieldRef) -> Option<&Kind> {
        self.facts.operation.field(field)?.facts.content.one()
    }

    fn as_it_arrived(&self, field: FieldRef, cipher: CipherId) -> Option<String> {
        let declared = self.facts.operation.field(field)?;
        let arrived = self.facts.received.wire(field)?;
        (declared.cipher == Some(cipher)).then(|| arrived.to_owned())
    }

    /// An optional one that the request has a field for is what that field shows.
    fn credential(&self, id: CredentialId) -> Option<Option<String>> {
        let credential = self.facts.vendor.credentials.get(id.0)?;
        let given = self.facts.credentials.text_of(credential.name.snake());
        if credential.required {
            return given.map(|given| Some(given.to_owned()));
        }
        let shown_by = Source::Supplied(Expression::Credential(id));
        let omitted = fields(self.facts.operation).any(|placed| {
            placed.field.source == shown_by && self.facts.received.text(placed.at).is_none()
        });
        let known = if omitted { None } else { given };
        Some(known.map(str::to_owned))
    }

    fn declared(&self, name: &Name) -> Option<Value> {
        declared_value(&self.facts.operation.computed, name)
    }

    fn computed(&self, value: Value) -> Option<&Expression> {
        self.operation_value(value)
    }

    fn shown(&self, value: Value) -> Option<Known> {
        self.values.get(&value.0).cloned().map(Known::Text)
    }

    fn session(&self, session: SessionId) -> Option<String> {
        self.sessions.get(&session).cloned()
    }

    fn arm<'e>(&self, option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression> {
        arms.get(self.choices.get(&option).copied().unwrap_or_default())
    }

    fn path(&self) -> Option<String> {
        Some(self.facts.received.path.clone())
    }

    fn query(&self) -> Option<String> {
        Some(self.facts.received.query_text.clone())
    }

    fn body(&self) -> Option<Vec<u8>> {
        Some(self.facts.received.bytes.clone())
    }

    fn member(&self, path: &Path) -> Option<String> {
        json_body::part(&self.facts.received.json, path)
    }
}

impl<'a> Reader<'a> {
    /// The expression behind a computed value.
    pub(super) fn operation_value(&self, value: Value) -> Option<&'a Expression> {
        let computed = self.facts.operation.computed.get(value.0)?;
        Some(&computed.expression)
    }

    /// Whether an expression needs a text that cannot be decrypted.
    pub(super) fn is_unreadable(&self, expression: &Expression) -> bool {
        self.needs(expression, &|part| match part {
            Expression::Field(field) => self.facts.received.is_unreadable(*field),
            _ => false,
        })
    }

    /// Whether an expression needs an input that nothing in the request has shown.
    pub(super) fn needs_hidden(&self, expression: &Expression) -> bool {
        self.needs(expression, &|part| match part {
            Expression::Field(field) => {
                field.place == Place::Input && !self.inputs.contains_key(&field.index)
            }
            _ => false,
        })
    }

    /// Whether a JSON text is somewhere in an expression: it can be written in many ways.
    pub(super) fn needs_json(&self, expression: &Expression) -> bool {
        self.needs(expression, &|part| matches!(part, Expression::Json(_)))
    }

    /// Whether something holds for an expression or what it is made of, values included, unless the
    /// request has shown them.
    fn needs(&self, expression: &Expression, test: &dyn Fn(&Expression) -> bool) -> bool {
        if test(expression) {
            return true;
        }
        if let Expression::Value(value) = expression {
            let unseen = !self.values.contains_key(&value.0);
            let inner = self.operation_value(*value).filter(|_| unseen);
            return inner.is_some_and(|inner| self.needs(inner, test));
        }
        expression.parts().iter().any(|part| self.needs(part, test))
    }
}
