//! What steps are called where people read of them: the words of the spec language.

use kpg_codegen::model::{Absent, Expression, FieldRef, Name, RandomDigits, Selection, Vendor};

/// What names of a message's parts stand for.
pub(super) struct Names<'m> {
    pub vendor: &'m Vendor,
    /// The names of fields on the wire.
    pub wire: &'m dyn Fn(FieldRef) -> Option<String>,
    /// The names of values, by position.
    pub value: &'m dyn Fn(usize) -> Option<&'m Name>,
}

pub(super) fn label(names: &Names<'_>, expression: &Expression) -> String {
    let vendor = names.vendor;
    match expression {
        Expression::Credential(id) => {
            let credential = vendor.credentials.get(id.0);
            quoted("credential", credential.map(|known| known.name.snake()))
        }
        Expression::Field(field) => quoted("field", (names.wire)(*field).as_deref()),
        Expression::Received(received) => {
            quoted("member", Some(received.path.to_string().as_str()))
        }
        Expression::ReceivedHeader(name) => quoted("header", Some(name)),
        Expression::Value(value) => quoted("value", (names.value)(value.0).map(Name::snake)),
        Expression::Session(id) => {
            let session = vendor.sessions.get(id.0);
            quoted("token", session.map(|known| known.name.snake()))
        }
        Expression::Clock { zone, format } => {
            format!("clock {} {}", zone.word(), format.mask())
        }
        Expression::RandomDigits(kind, digits) => match kind {
            RandomDigits::Hex => format!("random hex{digits}"),
            RandomDigits::Decimal => format!("random digits{digits}"),
        },
        Expression::RandomBytes { bytes, encoding } => {
            format!("{bytes} random bytes in {}", encoding.word())
        }
        Expression::Literal(_) => "literal".to_owned(),
        Expression::Path => "path".to_owned(),
        Expression::Query => "query".to_owned(),
        Expression::Body => "body".to_owned(),
        Expression::Concatenation(_) | Expression::Bytes(_) => "concat".to_owned(),
        Expression::Selection(selection) => joined(selection),
        Expression::Json(_) => "json".to_owned(),
        Expression::Sent(sent) => format!("body.{}", sent.path),
        Expression::Cut(cut, count, _) => format!("{} {count}", cut.word()),
        Expression::Variant(option, _) => {
            let option = vendor.options.get(option.0);
            quoted("option", option.map(|known| known.name.snake()))
        }
        Expression::ByText { .. } => "chosen by a text".to_owned(),
        Expression::Encrypted(cipher, _) => {
            let cipher = vendor.ciphers.get(cipher.0);
            quoted("encrypt", cipher.map(|known| known.name.snake()))
        }
        Expression::Cased(..)
        | Expression::Replaced { .. }
        | Expression::Escaped(..)
        | Expression::Derived { .. }
        | Expression::Charset(..)
        | Expression::Digest(..)
        | Expression::Mac { .. }
        | Expression::Signature { .. }
        | Expression::Encoded(..) => {
            let step = expression.step();
            step.map_or("", |step| step.word()).to_owned()
        }
    }
}

fn quoted(what: &str, name: Option<&str>) -> String {
    format!("{what} `{}`", name.unwrap_or("?"))
}

fn joined(selection: &Selection) -> String {
    let parts = match &selection.between {
        Some(between) => format!("name{between}value"),
        None => "values".to_owned(),
    };
    let separator = match selection.separator.as_str() {
        "" => "nothing".to_owned(),
        separator => format!("`{separator}`"),
    };
    let absent = match selection.absent {
        Absent::Skipped => "",
        Absent::Empty => ", absent ones empty",
    };
    format!("{parts} joined by {separator}{absent}")
}
