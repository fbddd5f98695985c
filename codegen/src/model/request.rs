//! Requests: what is asked of a vendor, with its fields by their places. What a client sends and what a browser posts
//! are both requests; what comes back does not belong here.

use std::collections::BTreeMap;

use super::{
    BodyEncoding, Charset, Citation, Combination, Computed, Envelope, Escaping, Example, Examples,
    Field, FieldRef, Holder, HostId, Label, LeftOut, Method, Name, Place, Placed, Quirk, Sealed,
    SentTo, SessionId, Source, Target,
};

/// What is asked of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Its name, which is that of its operation or form.
    pub name: Name,
    /// What it does.
    pub summary: Label,
    /// More about it, for documentation.
    pub note: Option<String>,
    /// Where it is documented.
    pub citation: Citation,
    /// How it is asked.
    pub method: Method,
    /// The host that it goes to.
    pub host: HostId,
    /// The address below the host.
    pub target: Target,
    /// The segments of the path that vary, in their order.
    pub segments: Vec<Field>,
    /// Query parameters, in the spec's order.
    pub query: Vec<Field>,
    /// How the body may be encoded; the first is the default, none sends no body.
    pub encodings: Vec<BodyEncoding>,
    /// The charset of the body.
    pub charset: Charset,
    /// The `Content-Type` of the body, exactly, by the encodings for which the vendor documents it.
    pub content_types: BTreeMap<BodyEncoding, String>,
    /// How the names and values of the query are escaped.
    pub escaping: Escaping,
    /// How those of a form in the body are escaped; browsers have one way.
    pub body_escaping: Escaping,
    /// Request headers beyond `Content-Type`, in the spec's order.
    pub headers: Vec<Field>,
    /// Request members, in the spec's order.
    pub body: Vec<Field>,
    /// Combinations of fields that the caller gives or leaves out together.
    pub combinations: Vec<Combination>,
    /// What the caller gives to recipes and what is not sent by itself, in the spec's order.
    pub inputs: Vec<Field>,
    /// Encryption of the whole request body, before anything is computed over it.
    pub envelope: Option<Envelope>,
    /// Values that are computed, in the order in which they must be.
    pub computed: Vec<Computed>,
    /// The account that it belongs to: a position in the choices of [`Accounts::by`](super::Accounts::by).
    pub account: Option<usize>,
    /// The session it needs.
    pub session: Option<SessionId>,
    /// Documented fields that the spec leaves out, and why.
    pub left_out: Vec<LeftOut>,
    /// Single requests that were made outside kpg.
    pub examples: Examples<Example>,
    /// Contradictions that concern it as a whole.
    pub quirks: Vec<Quirk>,
}

impl Request {
    /// The fields of one place, in the spec's order; a request receives none.
    pub fn fields(&self, place: Place) -> &[Field] {
        match place {
            Place::Path => &self.segments,
            Place::Query => &self.query,
            Place::Header => &self.headers,
            Place::Body => &self.body,
            Place::Input => &self.inputs,
            Place::Received | Place::Stored => &[],
        }
    }

    /// The field that a reference points to.
    pub fn field(&self, field: FieldRef) -> Option<&Field> {
        self.fields(field.place).get(field.index)
    }

    /// Every field with its place, in the order in which the builder takes them.
    pub fn placed_fields(&self) -> impl Iterator<Item = Placed<'_>> {
        Place::REQUEST.into_iter().flat_map(|place| {
            let fields = self.fields(place).iter().enumerate();
            fields.map(move |(index, field)| Placed {
                at: FieldRef { place, index },
                field,
            })
        })
    }

    /// Every field, in the order in which the builder takes them.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.placed_fields().map(|placed| placed.field)
    }

    /// Every field that the caller gives.
    pub fn caller_fields(&self) -> impl Iterator<Item = &Field> {
        self.all_fields()
            .filter(|field| field.source == Source::Caller)
    }

    /// How a cipher encrypts the body.
    pub fn sealed(&self) -> Option<&Sealed> {
        match &self.envelope {
            Some(Envelope::Cipher(sealed)) => Some(sealed),
            Some(Envelope::Jwe { .. }) | None => None,
        }
    }

    /// How the members that are not in clear may be written; the first is the default.
    pub fn content_encodings(&self) -> Vec<BodyEncoding> {
        match self.sealed().map(|sealed| &sealed.holder) {
            Some(Holder::Member {
                content: Some(content),
                ..
            }) => vec![*content],
            _ => self.encodings.clone(),
        }
    }

    /// Where it goes, with fields by their names on the wire.
    pub fn address(&self) -> SentTo<'_> {
        let wire = |field| self.field(field).map_or("", |field| field.wire.as_str());
        match &self.target {
            Target::Path(path) => SentTo::Path(path),
            Target::PathOfNamed { path, named_by } => SentTo::PathOfNamed {
                path,
                named_by: wire(*named_by),
            },
            Target::Given { url, named_by } => SentTo::Given {
                url: wire(*url),
                named_by: named_by.map(wire),
            },
        }
    }
}
