//! One request as it is asked, without its fields.

use super::address::{encodings, host, method, target};
use super::envelope::{content_encodings, request_envelope};
use super::references::references;
use crate::diagnostic::Diagnostics;
use crate::model::{BodyEncoding, Charset, Envelope, FieldRef, HostId, Method, Place, Target};
use crate::resolve::context::{Context, References, few_enough, position};
use crate::resolve::notation::encoding::charset;
use crate::resolve::written::Written;
use crate::syntax::spec::{self, Named};

/// How a request is asked, and what recipes and rules can name of it.
pub(crate) struct Request<'s> {
    pub method: Method,
    pub host: HostId,
    pub target: Target,
    /// The inputs that the address or a request that follows takes in, or that the answer must repeat; all of them where
    /// the address could not be read.
    pub taken_inputs: Vec<FieldRef>,
    pub encodings: Vec<BodyEncoding>,
    pub charset: Charset,
    /// How the members that are not in clear may be encoded.
    pub content_encodings: Vec<BodyEncoding>,
    pub envelope: Option<Envelope>,
    pub references: References<'s>,
    /// Whether every encoding of the body is JSON, so that dots can lead into objects.
    pub is_json: bool,
}

pub(crate) fn request<'s>(
    context: &Context<'s>,
    entry: &Named<spec::Operation>,
    written: &Written<'s>,
    out: &mut Diagnostics,
) -> Request<'s> {
    let operation = &entry.value;
    few_enough(written.all().map(|(_, field)| field), "request fields", out);
    let is_json = is_json(operation);
    let (own, vendor) = (&operation.charset.send, &context.spec.charset.send);
    let charset = charset(own.as_ref(), vendor.as_ref());
    let host = host(context, entry, out);
    let target = target(context, operation, host, out);
    let taken_inputs = match &target {
        Some(target) => {
            let in_address = [target.url(), target.named_by()].into_iter().flatten();
            let used = in_address.chain(taken_by_follow_ups(operation));
            used.chain(repeated(operation, &operation.answer)).collect()
        }
        None => all_inputs(operation),
    };
    Request {
        method: method(operation),
        target: target.unwrap_or_else(|| Target::Path(String::new())),
        taken_inputs,
        host,
        encodings: encodings(operation, out),
        content_encodings: content_encodings(operation),
        charset,
        envelope: request_envelope(context, operation, out),
        references: references(written, is_json, out),
        is_json,
    }
}

/// The inputs that a request that follows takes over.
fn taken_by_follow_ups(operation: &spec::Operation) -> impl Iterator<Item = FieldRef> {
    let inquiries = operation.inquiries.iter().map(|inquiry| &inquiry.request);
    let next = operation.next.iter().map(|next| &next.value);
    let follow_ups = inquiries.chain(&operation.net_cancel).chain(next);
    let values = follow_ups.flat_map(|follow_up| &follow_up.with);
    values.filter_map(|given| match &given.value {
        spec::GivenValue::Field(name) => Some(FieldRef {
            place: Place::Input,
            index: position(&operation.inputs, &name.value)?,
        }),
        spec::GivenValue::Constant(_) | spec::GivenValue::Clock { .. } => None,
    })
}

/// The inputs that the answer must repeat: what only the shop knows, such as its own amount.
fn repeated(operation: &spec::Operation, members: &[Named<spec::Field>]) -> Vec<FieldRef> {
    let mut found = Vec::new();
    for member in members {
        let name = member.value.echoes.as_ref();
        let index = name.and_then(|name| position(&operation.inputs, &name.value));
        let place = Place::Input;
        found.extend(index.map(|index| FieldRef { place, index }));
        let inside = member.value.members.as_deref().unwrap_or_default();
        found.extend(repeated(operation, inside));
    }
    found
}

fn all_inputs(operation: &spec::Operation) -> Vec<FieldRef> {
    let place = Place::Input;
    let positions = 0..operation.inputs.len();
    positions.map(|index| FieldRef { place, index }).collect()
}

fn is_json(operation: &spec::Operation) -> bool {
    let mut encodings = content_encodings(operation).into_iter();
    encodings.all(|encoding| encoding.row().holds_structures)
}
