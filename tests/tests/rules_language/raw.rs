//! Requests of any spec, put together from the model alone: no builder, no signature, nothing encrypted. What
//! the sandbox says of one field is asked, not whether it accepts the rest.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use kpg::runtime::{BaseUrl, Charset};
use kpg_codegen::model::{
    self, BodyEncoding, Content, Expression, Field, Items, Kind, Operation, Repeat, Reports,
    Source, Vendor, good_item,
};
use kpg_language::driver::Values;
use kpg_sandbox::{Exchange, Judgement};
use serde_json::{Map, Value};

/// A request by the texts of its fields.
pub struct Raw<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Operation,
    pub values: &'a Values,
}

fn charset(operation: &Operation) -> Charset {
    match operation.charset {
        model::Charset::Utf8 => Charset::Utf8,
        model::Charset::EucKr => Charset::EucKr,
    }
}

/// Whether the charset of the body can write a text.
pub fn can_write(operation: &Operation, text: &str) -> bool {
    match charset(operation) {
        Charset::EucKr => !encoding_rs::EUC_KR.encode(text).2,
        _ => true,
    }
}

/// Sends it; what is answered is in the sandbox's log.
pub fn send(address: BaseUrl, raw: &Raw<'_>) {
    let url = address.join("/");
    let authority = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let operation = raw.operation;
    let base = url.path().trim_end_matches('/');
    let mut path = format!("{base}{}", operation.target.path().unwrap_or("/given"));
    for field in &operation.segments {
        let text = raw.text(field).unwrap_or_default();
        path = path.replace(&format!("{{{}}}", field.wire), &percent(text.as_bytes()));
    }
    let pairs = raw.pairs(&operation.query, |text| text.as_bytes().to_vec());
    if !pairs.is_empty() {
        path = format!("{path}?{pairs}");
    }
    let (content_type, body) = raw.body();
    let mut message = format!(
        "{} {path} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\ncontent-length: {}\r\n",
        operation.method.as_str(),
        body.len()
    );
    if let Some(content_type) = content_type {
        message.push_str(&format!("content-type: {content_type}\r\n"));
    }
    for field in &operation.headers {
        if let Some(text) = raw.text(field) {
            message.push_str(&format!("{}: {text}\r\n", field.wire));
        }
    }
    let message = [message.as_bytes(), b"\r\n", &body].concat();
    let mut stream = TcpStream::connect(authority).unwrap();
    stream.write_all(&message).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 "));
}

/// What leads to no violation: operations that share an address are told apart by their fields.
pub const ANOTHER: &str = "without the field it is a request of another operation";

/// Whether it is that.
pub fn is_another(seen: &Exchange, operation: &Operation) -> bool {
    let found = seen.operation.as_deref();
    found.is_some_and(|found| found != operation.name.snake())
}

/// Whether the sandbox refused a request for this field, and for the rule that is said. An address without a segment is
/// none.
pub fn refuses(seen: &Exchange, field: &Field, rule: Option<&str>) -> bool {
    let is_told = |text: &str| rule.is_none_or(|rule| text.contains(rule));
    match &seen.judgement {
        Judgement::Refused(findings) => findings.iter().any(|each| {
            // Of a body without members nothing arrives.
            let nothing = each.subject == "body" && !seen.has_body;
            let of_field = each.subject == field.wire && is_told(&each.text);
            (nothing || of_field) && each.reports == Reports::Field
        }),
        Judgement::NoOperation(_) => true,
        Judgement::Accepted => false,
    }
}

impl Raw<'_> {
    /// The text of a field: the caller's, or a constant.
    fn text(&self, field: &Field) -> Option<String> {
        if let Source::Supplied(Expression::Literal(text)) = &field.source {
            return Some(text.clone());
        }
        let parts = self.values.get(&field.wire)?;
        Some(match field.facts.content {
            Content::One(Kind::Joined { separator }) => parts.join(&separator.to_string()),
            _ => parts.concat(),
        })
    }

    fn pairs(&self, fields: &[Field], bytes: impl Fn(&str) -> Vec<u8>) -> String {
        let mut pairs = Vec::new();
        for field in fields {
            match field.repeat {
                Some(repeat) => pairs.extend(self.items(field, repeat)),
                None => pairs.extend(self.text(field).map(|text| (field.wire.clone(), text))),
            }
        }
        let pairs = pairs
            .into_iter()
            .map(|(name, text)| format!("{name}={}", percent(&bytes(&text))));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The items of a list as its field says that they are written.
    fn items(&self, field: &Field, repeat: Repeat) -> Vec<(String, String)> {
        let wire = &field.wire;
        let mut pairs = Vec::new();
        let parts = self.values.get(wire).into_iter().flatten();
        for (index, part) in parts.enumerate() {
            let item = match repeat {
                Repeat::SameName => wire.clone(),
                Repeat::Brackets => format!("{wire}[]"),
                Repeat::Indexed | Repeat::IndexedDots => format!("{wire}[{index}]"),
            };
            let Some(items) = field.objects() else {
                pairs.push((item, part.clone()));
                continue;
            };
            for (member, text) in self.object_texts(items) {
                let name = match repeat {
                    Repeat::IndexedDots => format!("{item}.{}", member.wire),
                    _ => format!("{item}[{}]", member.wire),
                };
                pairs.push((name, text));
            }
        }
        pairs
    }

    fn body(&self) -> (Option<String>, Vec<u8>) {
        let charset = charset(self.operation);
        let bytes = |text: &str| match charset {
            Charset::EucKr => encoding_rs::EUC_KR.encode(text).0.into_owned(),
            _ => text.as_bytes().to_vec(),
        };
        let name = match charset {
            Charset::EucKr => "euc-kr",
            _ => "utf-8",
        };
        let announced = |encoding: BodyEncoding| {
            let documented = self.operation.content_types.get(&encoding);
            let usual = || format!("{}; charset={name}", encoding.row().media_type);
            Some(documented.cloned().unwrap_or_else(usual))
        };
        match self.operation.encodings.first() {
            // Requests are never written in lines.
            None | Some(BodyEncoding::Lines) => (None, Vec::new()),
            Some(BodyEncoding::Form) => (
                announced(BodyEncoding::Form),
                self.pairs(&self.operation.body, bytes).into_bytes(),
            ),
            Some(BodyEncoding::Json) => {
                let mut object = Map::new();
                for field in &self.operation.body {
                    if let Some(value) = self.json(field) {
                        put(&mut object, &field.wire, value);
                    }
                }
                let text = Value::Object(object).to_string();
                (announced(BodyEncoding::Json), bytes(&text))
            }
        }
    }

    fn json(&self, field: &Field) -> Option<Value> {
        let is_bare = field.is_bare();
        match &field.facts.content {
            Content::One(_) => Some(scalar(is_bare, &self.text(field)?)),
            Content::Values(_) => {
                let parts = self.values.get(&field.wire)?.iter();
                Some(parts.map(|part| scalar(is_bare, part)).collect())
            }
            Content::Nested(items) => {
                let count = self.values.get(&field.wire)?.len();
                Some(Value::Array(vec![self.object(items); count]))
            }
        }
    }

    /// The texts of a good object of a list.
    fn object_texts<'m>(&self, items: &'m Items) -> Vec<(&'m Field, String)> {
        let constants = items
            .members
            .iter()
            .filter(|member| member.source != Source::Caller)
            .map(|member| (member, self.text(member).unwrap_or_default()));
        let given = good_item(self.vendor, items).into_iter();
        given.chain(constants).collect()
    }

    /// A good object of a list.
    fn object(&self, items: &Items) -> Value {
        let mut object = Map::new();
        for (member, text) in self.object_texts(items) {
            object.insert(member.wire.clone(), scalar(member.is_bare(), &text));
        }
        Value::Object(object)
    }
}

/// A number or a flag where the field is one and the text too.
fn scalar(is_bare: bool, text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) if is_bare => value,
        _ => Value::from(text),
    }
}

/// A dot in the name is a step into an object.
fn put(object: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => drop(object.insert(name.to_owned(), value)),
        Some((outer, inner)) => {
            let outer = object
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            put(outer.as_object_mut().unwrap(), inner, value);
        }
    }
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}
