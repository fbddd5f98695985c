//! What requests send: parameters, and bodies with their encryption.

use serde_json::{Map, Value, json};

use super::json::insert;
use super::object::{Member, conditions, nested, order};
use super::value::{list, literal, object, value};
use super::words;
use crate::model::{
    BodyEncoding, Combination, Content, Envelope, Field, FieldRef, Holder, Items, Place, Placed,
    Repeat, Request, Siblings, Vendor,
};

/// The body of a request, as it is on the wire; `None` where none is sent.
pub(super) fn schema(vendor: &Vendor, request: &Request) -> Option<Value> {
    let encoding = request.encodings.first()?;
    let all: Vec<usize> = (0..request.body.len()).collect();
    let body = Body {
        vendor,
        request,
        encoding: *encoding,
    };
    Some(match &request.envelope {
        None => body.plain(&all),
        Some(Envelope::Jwe { member, key }) => {
            let key = vendor.credentials.get(key.0);
            let key = key.map_or_else(String::new, |key| format!(" with {}", key.name));
            let text = json!({
                "type": "string",
                "contentMediaType": "application/jose",
                "description": format!("A compact JWE (RSA-OAEP-256){key}, of the object in `x-kpg-plain-text`."),
                "x-kpg-plain-text": body.plain(&all),
            });
            let members = Map::from_iter([(member.clone(), text)]);
            object(members, std::slice::from_ref(member))
        }
        Some(Envelope::Cipher(sealed)) => {
            let hidden: Vec<usize> = all
                .iter()
                .copied()
                .filter(|index| !sealed.clear().contains(index))
                .collect();
            let text = encrypted(vendor, sealed.cipher.0, body.plain(&hidden));
            match &sealed.holder {
                Holder::Body => text,
                Holder::Member { name, clear, .. } => {
                    let mut members = body.members(clear);
                    members.push(Member {
                        path: vec![name.clone()],
                        schema: text,
                        is_required: true,
                    });
                    nested(members)
                }
            }
        }
    })
}

/// A text that a cipher makes of what is in `plain`.
pub(super) fn encrypted(vendor: &Vendor, cipher: usize, plain: Value) -> Value {
    let cipher = vendor.ciphers.get(cipher);
    let name = cipher.map_or("", |cipher| cipher.name.snake());
    json!({
        "type": "string",
        "description": format!("What the cipher `{name}` makes of the text in `x-kpg-plain-text`."),
        "x-kpg-plain-text": plain,
    })
}

struct Body<'m> {
    vendor: &'m Vendor,
    request: &'m Request,
    encoding: BodyEncoding,
}

impl<'m> Body<'m> {
    fn fields(&self, which: &[usize]) -> Vec<&'m Field> {
        let fields = which.iter().map(|index| self.request.body.get(*index));
        fields.flatten().collect()
    }

    fn members(&self, which: &[usize]) -> Vec<Member> {
        let siblings = Siblings::Request(self.request);
        let fields = which.iter().filter_map(|index| {
            let at = FieldRef {
                place: Place::Body,
                index: *index,
            };
            Some(Placed {
                at,
                field: self.request.body.get(*index)?,
            })
        });
        let members = fields.map(|placed| Member {
            path: self.path(placed.field),
            schema: field(self.vendor, self.request, siblings, placed),
            is_required: is_required(placed.field),
        });
        members.collect()
    }

    /// The names on the way to a field: dots lead into objects where the encoding has any.
    fn path(&self, field: &Field) -> Vec<String> {
        match self.encoding.row().holds_structures {
            true => field.wire.split('.').map(str::to_owned).collect(),
            false => vec![written(field)],
        }
    }

    /// The object of these members.
    fn plain(&self, which: &[usize]) -> Value {
        let fields = self.fields(which);
        let mut object = nested(self.members(which));
        let is_member = |at: FieldRef| {
            let wire = self.request.field(at).map(|field| field.wire.as_str());
            at.place == Place::Body
                && which.contains(&at.index)
                && wire.is_some_and(|wire| !wire.contains('.'))
        };
        let direct: Vec<&Field> = fields
            .iter()
            .copied()
            .filter(|field| !field.wire.contains('.'))
            .collect();
        let siblings = Siblings::Request(self.request);
        let combinations = self.request.combinations.as_slice();
        let conditions = conditions(siblings, (&direct, combinations), &is_member);
        insert(
            &mut object,
            [
                ("allOf", (!conditions.is_empty()).then(|| json!(conditions))),
                ("x-kpg-order", Some(order(&fields))),
            ],
        );
        object
    }
}

/// A field's name as a form or a query writes it.
fn written(field: &Field) -> String {
    match field.repeat {
        Some(Repeat::Brackets) => format!("{}[]", field.wire),
        Some(Repeat::SameName | Repeat::Indexed | Repeat::IndexedDots) | None => field.wire.clone(),
    }
}

/// Whether every request has it: what the caller must give, and what the client makes of that alone.
fn is_required(field: &Field) -> bool {
    field.presence == crate::model::Presence::Required
}

/// The parameters of a request: the segments of its path, its query, and its headers but those that OpenAPI has
/// elsewhere.
pub(super) fn parameters(vendor: &Vendor, request: &Request) -> Vec<Value> {
    let siblings = Siblings::Request(request);
    let placed = request.placed_fields().filter_map(|placed| {
        let place = match placed.at.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header if !has_a_place_of_its_own(&placed.field.wire) => "header",
            Place::Header | Place::Body | Place::Input | Place::Received | Place::Stored => {
                return None;
            }
        };
        Some((place, placed))
    });
    let parameters = placed.map(|(place, placed)| {
        let mut schema = field(vendor, request, siblings, placed);
        let description = match &mut schema {
            Value::Object(schema) => schema.remove("description"),
            _ => None,
        };
        let mut parameter = json!({
            "name": written(placed.field),
            "in": place,
            "required": place == "path" || is_required(placed.field),
            "schema": schema,
        });
        insert(&mut parameter, [("description", description)]);
        parameter
    });
    parameters.collect()
}

/// OpenAPI ignores parameters of these names: the content type is that of the body, and an authorization is a security scheme.
fn has_a_place_of_its_own(header: &str) -> bool {
    ["accept", "authorization", "content-type"]
        .iter()
        .any(|own| header.eq_ignore_ascii_case(own))
}

/// The header in which a request is authorized.
pub(super) fn authorization(request: &Request) -> Option<&Field> {
    let mut headers = request.headers.iter();
    headers.find(|field| field.wire.eq_ignore_ascii_case("authorization"))
}

/// One field with everything that is known of it.
fn field(vendor: &Vendor, request: &Request, siblings: Siblings<'_>, placed: Placed<'_>) -> Value {
    let field = placed.field;
    let rules = placed.rules(request.charset, &vendor.enumerations);
    let (mut schema, mut told) = match &field.facts.content {
        Content::One(kind) => match field.constant() {
            Some(text) => (json!({ "const": literal(kind, text) }), Vec::new()),
            None => {
                let value = value(vendor, kind, &rules);
                (value.schema, value.words)
            }
        },
        Content::Values(kind) => {
            let value = value(vendor, kind, &rules);
            (list(value.schema, &rules), value.words)
        }
        Content::Nested(items) => {
            let items = objects(vendor, request, (placed, items));
            (list(items, &rules), Vec::new())
        }
    };
    if let Some(example) = &field.facts.example
        && let Content::One(kind) = &field.facts.content
    {
        insert(
            &mut schema,
            [("examples", Some(json!([literal(kind, example)])))],
        );
    }
    if let Some(cipher) = field.cipher {
        schema = encrypted(vendor, cipher.0, schema);
        told.push("encrypted on the wire".to_owned());
    }
    match field.repeat {
        Some(Repeat::Indexed | Repeat::IndexedDots) => {
            told.push("every item is sent under its number, from 0 on".to_owned());
        }
        Some(Repeat::SameName | Repeat::Brackets) | None => {}
    }
    let told = told.iter().map(|words| words::sentence(words));
    let note = field.facts.note.iter().map(|note| words::sentence(note));
    let absence = field.absence.iter();
    let absence = absence.map(|absence| words::sentence(&format!("Left out: {absence}")));
    let sentences: Vec<String> = [words::sentence(&words::label(&field.facts.label))]
        .into_iter()
        .chain(told)
        .chain(words::presence(siblings, &field.presence))
        .chain(note)
        .chain(absence)
        .collect();
    let quirks = words::quirks(&field.facts.quirks);
    let supplied = words::supplied(vendor, request, field);
    insert(
        &mut schema,
        [
            (
                "description",
                Some(json!(words::paragraphs([sentences.join(" "), quirks]))),
            ),
            ("x-kpg-made-of", supplied.map(Value::from)),
            (
                "x-kpg-sensitive",
                field.facts.sensitive.then_some(json!(true)),
            ),
        ],
    );
    schema
}

/// The objects of a list.
fn objects(vendor: &Vendor, request: &Request, (list, items): (Placed<'_>, &Items)) -> Value {
    let siblings = Siblings::Object(&items.members);
    let members = items.members.iter().map(|member| Member {
        path: vec![member.wire.clone()],
        schema: field(vendor, request, siblings, list.member(member)),
        is_required: is_required(member),
    });
    let mut object = nested(members.collect());
    let fields: Vec<&Field> = items.members.iter().collect();
    let of_items: &[Combination] = &items.combinations;
    let conditions = conditions(siblings, (&fields, of_items), &|_| true);
    let all = (!conditions.is_empty()).then(|| json!(conditions));
    insert(&mut object, [("allOf", all)]);
    object
}
