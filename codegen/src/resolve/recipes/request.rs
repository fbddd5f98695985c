//! What the recipes of one request come to.

use super::plan::Planner;
use super::source::{inputs_are_used, session_of, sources};
use crate::diagnostic::Diagnostics;
use crate::model::{BodyEncoding, Charset, Computed, FieldRef, Method, Place, SessionId};
use crate::resolve::context::{Context, FieldSource, References};
use crate::resolve::written::Written;
use crate::syntax::reader::Text;

/// A request whose recipes are to be read.
pub(crate) struct Unplanned<'w, 's> {
    /// The name of its operation.
    pub operation: &'w Text,
    pub written: &'w Written<'s>,
    pub references: References<'s>,
    pub method: Method,
    /// The inputs that the address or a request that follows takes in, or that the answer must repeat.
    pub taken_inputs: Vec<FieldRef>,
    /// How the body may be encoded; none where there is no body.
    pub encodings: Vec<BodyEncoding>,
    /// The charset of the body.
    pub charset: Charset,
    /// The cipher that encrypts the body.
    pub body_cipher: Option<&'w Text>,
}

/// A request whose recipes were read.
pub(crate) struct Planned<'s> {
    /// Who supplies the fields of every place of [`Place::REQUEST`].
    pub sources: [Vec<FieldSource>; 5],
    pub references: References<'s>,
    /// The values in the order in which they are computed.
    pub computed: Vec<Computed>,
    /// The session whose token the request carries.
    pub session: Option<SessionId>,
    /// The names of the values that the request needs, directly or through others.
    pub used: Vec<&'s str>,
    /// The names of those that are sent although they are made of secrets.
    pub sent: Vec<&'s str>,
}

pub(crate) fn plan<'s>(
    context: &Context<'s>,
    request: Unplanned<'_, 's>,
    out: &mut Diagnostics,
) -> Planned<'s> {
    let Unplanned {
        operation,
        written,
        references,
        method,
        taken_inputs,
        encodings,
        charset,
        body_cipher,
    } = request;
    let mut planner = Planner::new(context, references, Some(method), &encodings);
    if planner.has_body {
        planner.charset = charset;
    }
    let sources =
        Place::REQUEST.map(|place| sources(&mut planner, place, written.of_place(place), out));
    if let Some(name) = body_cipher {
        planner.body_cipher(name, out);
    }
    inputs_are_used(written, (&planner, &taken_inputs), out);
    Planned {
        session: session_of(&sources, &planner, operation, out),
        sent: planner.sent_values(&sources),
        sources,
        used: planner.used_values().collect(),
        references: planner.fields,
        computed: planner.computed,
    }
}
