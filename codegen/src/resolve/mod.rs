//! Syntax → model: every name is looked up, every default filled in, every rule of the language checked.
//!
//! This module calls the passes, in the order in which they are listed, and hands what one returns to the next. No pass
//! imports another; what several need stands in the modules below them. What is wrong is gathered, never thrown.

mod answers;
mod codes;
mod declarations;
mod examples;
mod fields;
mod final_checks;
mod follow_ups;
mod notifications;
mod operations;
mod recipes;
mod records;
mod requests;
mod sessions;

mod conditions;
mod context;
mod documentation;
mod envelope;
mod notation;
#[cfg(test)]
mod reserved_words;
mod shared_checks;
mod unique;
mod written;

pub(crate) use final_checks::set_levels;

use std::collections::HashSet;

use crate::diagnostic::Diagnostics;
use crate::model::{
    Answer, BrowserForm, Charset, CodeSet, CodeSetId, FieldRef, Name, Notification, Operation,
    Proof, Request, Vendor, reserved,
};
use crate::syntax::spec::{self, Named, Spec};
use answers::AnswerParts;
use context::Context;
use declarations::Declared;
use fields::{RequestToResolve, Structs};
use notation::encoding::charset;
use notifications::NotificationParts;
use operations::RequestParts;
use recipes::{Arrival, Arriving, PlannedOpenings, PlannedProof, Unplanned};
use unique::Scope;
use written::Written;

/// What grows from one operation or notification to the next.
struct Known<'s> {
    /// The names of types.
    structs: Structs,
    code_sets: Vec<CodeSet>,
    /// The names of the values that are used.
    used: HashSet<&'s str>,
    /// The names of the values that are sent although they are made of secrets.
    sent: HashSet<&'s str>,
}

impl<'s> Known<'s> {
    /// Keeps which values a proof uses. Gives the proof, and what it takes in that was known before.
    fn take_proof(&mut self, planned: PlannedProof<'s>) -> (Option<Proof>, Vec<FieldRef>) {
        self.used.extend(planned.used);
        (planned.proof, planned.known_before)
    }
}

/// The model of a spec. It may only be used when nothing was reported, here or before.
pub(crate) fn resolve(spec: &Spec, out: &mut Diagnostics) -> Vendor {
    let mut types = Scope::new("types")
        .reserving(&reserved::TYPES)
        .reserving(reserved::STANDARD)
        .reserving_all(reserved::runtime_types());
    let Declared {
        mut context,
        accounts,
        options,
        encoding_option,
    } = declarations::declarations(spec, &mut types, out);
    context.faults = codes::faults(&context, &spec.faults, out);
    let mut known = Known {
        code_sets: codes::code_sets(&context, &mut types, out),
        structs: Structs::new(types),
        used: HashSet::new(),
        sent: HashSet::new(),
    };
    operations::names_differ(spec, out);
    requests::common_content_types(spec, out);
    requests::common_escaping(spec, out);
    requests::charsets_are_used(spec, out);
    let entries = spec.operations.iter();
    let mut operations: Vec<Operation> = entries
        .map(|entry| operation(&context, entry, &mut known, out))
        .collect();
    let forms = spec.forms.iter();
    let forms = forms
        .map(|entry| form(&context, entry, &mut known, out))
        .collect();
    follow_ups::follow_ups(&context, &mut operations, &known.code_sets, out);
    operations::common(spec, &mut operations, out);
    let records = records::records(&context, &mut operations, &known.code_sets, out);
    notifications::names_differ(spec, out);
    let entries = spec.notifications.iter();
    let notifications = entries
        .map(|entry| notification(&context, entry, &mut known, out))
        .collect();
    sessions::sessions_open(&context, &operations, out);
    sessions::refusals_are_known(&context, &operations, &known.code_sets, out);
    let mut vendor = Vendor {
        id: declarations::vendor_id(spec, out),
        label: documentation::label_or_name(&spec.label, spec.label_place, out),
        documents: declarations::documents(spec, out),
        environments: declarations::environments(spec, out),
        timeouts: declarations::timeouts(spec, out),
        header_case: requests::header_case(spec, out),
        sessions: sessions::sessions(&context, out),
        hosts: context.hosts.clone(),
        ciphers: context.ciphers.clone(),
        credentials: context.credentials.clone(),
        accounts,
        options,
        encoding_option,
        enumerations: context.enumerations.clone(),
        code_sets: known.code_sets,
        records,
        operations,
        forms,
        notifications,
        not_covered: operations::not_covered(spec, out),
        quirks: documentation::quirks(&spec.quirks),
    };
    examples::examples(&context, spec, &mut vendor, out);
    final_checks::check(spec, &vendor, (&known.used, &known.sent), out);
    vendor
}

/// One operation, pass by pass.
fn operation<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Operation>,
    known: &mut Known<'s>,
    out: &mut Diagnostics,
) -> Operation {
    let name = operations::operation_name(entry, &mut known.structs.types, out);
    let Requested {
        mut request,
        written,
        proof,
        openings,
    } = request(context, (name, entry), known, out);
    let named = (&entry.name, &entry.value);
    request.content_types = requests::content_types(context, named, request.charset, out);
    request.escaping = requests::escaping(context, &entry.value, out);
    request.body_escaping = request.escaping;
    let set = codes::set_of(
        context,
        entry,
        &mut known.code_sets,
        &mut known.structs.types,
        out,
    );
    let received = Received { proof, openings };
    let answer = answer(context, entry, (&request, set, received), known, out);
    operations::operation(entry, &written, (request, answer), out)
}

/// One form, pass by pass.
fn form<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Operation>,
    known: &mut Known<'s>,
    out: &mut Diagnostics,
) -> BrowserForm {
    let name = operations::form_name(entry, &mut known.structs.types, out);
    let Requested {
        mut request,
        written,
        ..
    } = request(context, (name, entry), known, out);
    request.escaping = requests::escaping(context, &entry.value, out);
    operations::form(context, entry, &written, request, out)
}

/// The charset of what arrives.
fn received_charset(context: &Context<'_>, own: &spec::Charset) -> Charset {
    charset(own.receive.as_ref(), context.spec.charset.receive.as_ref())
}

/// A request with its fields as they are written, and the proof of the answer to it.
struct Requested<'s> {
    request: Request,
    written: Written<'s>,
    proof: Option<Proof>,
    openings: PlannedOpenings<'s>,
}

/// One request, pass by pass.
fn request<'s>(
    context: &Context<'s>,
    (name, entry): (Name, &'s Named<spec::Operation>),
    known: &mut Known<'s>,
    out: &mut Diagnostics,
) -> Requested<'s> {
    let value = &entry.value;
    let written = Written::new(value);
    let request = requests::request(context, entry, &written, out);
    let arriving = || Arriving {
        members: &value.answer,
        message: Arrival::Answer(request.references.clone()),
        envelope: value.envelope.as_ref(),
        charset: received_charset(context, &value.charset),
    };
    let proof = value.authenticity.as_ref();
    let proof = proof.map(|written| recipes::proof(context, written, arriving(), out));
    let (proof, signed) = proof.map_or((None, Vec::new()), |proof| known.take_proof(proof));
    let envelope = envelope::cipher_of(value.envelope.as_ref());
    let openings = recipes::openings(context, &arriving(), envelope, out);
    known.used.extend(openings.used.iter().copied());
    let unplanned = Unplanned {
        operation: &entry.name,
        written: &written,
        references: request.references,
        method: request.method,
        taken_inputs: [
            request.taken_inputs,
            signed,
            openings.request_fields.clone(),
        ]
        .concat(),
        encodings: request.content_encodings,
        charset: request.charset,
        body_cipher: requests::body_cipher(value),
    };
    let planned = recipes::plan(context, unplanned, out);
    known.used.extend(planned.used);
    known.sent.extend(planned.sent);
    let unresolved = RequestToResolve {
        written: &written,
        sources: planned.sources,
        references: &planned.references,
        charset: request.charset,
        is_json: request.is_json,
    };
    let fields = fields::request_fields(context, &name, unresolved, &mut known.structs.types, out);
    let combinations =
        fields::request_combinations(&value.combinations, &planned.references, &fields, out);
    let parts = RequestParts {
        name,
        method: request.method,
        host: request.host,
        target: request.target,
        encodings: request.encodings,
        charset: request.charset,
        envelope: request.envelope,
        fields,
        combinations,
        computed: planned.computed,
        session: planned.session,
    };
    Requested {
        request: operations::request(context, entry, parts, out),
        written,
        proof,
        openings,
    }
}

/// What proves and opens an answer.
struct Received<'s> {
    proof: Option<Proof>,
    openings: PlannedOpenings<'s>,
}

/// The answer to a request, pass by pass.
fn answer<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Operation>,
    (request, set, received): (&Request, Option<CodeSetId>, Received<'s>),
    known: &mut Known<'s>,
    out: &mut Diagnostics,
) -> Answer {
    let value = &entry.value;
    let members = fields::answer_fields(context, &value.answer, out);
    let structure = fields::answer_types(entry, &members, &mut known.structs, out);
    let parts = AnswerParts {
        request,
        members,
        structure,
        proof: received.proof,
        body_opening: received.openings.body,
        openings: received.openings.members,
        set,
        sets: &known.code_sets,
        faults: codes::faults(context, &value.faults, out),
        other_codes: codes::other_codes(context, value.other_codes.as_ref(), out),
    };
    answers::answer(context, entry, parts, out)
}

/// One notification, pass by pass.
fn notification<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Notification>,
    known: &mut Known<'s>,
    out: &mut Diagnostics,
) -> Notification {
    let name = notifications::notification_name(entry, &mut known.structs.types, out);
    let (fields, conditional) = fields::notification_fields(context, &entry.value.fields, out);
    fields::nested_types(
        &name.pascal(),
        (&fields, &entry.value.fields),
        &mut known.structs,
        out,
    );
    let written = match &entry.value.authenticity {
        Some(spec::Authenticity::Proof(written)) => Some(written),
        Some(spec::Authenticity::Undocumented(_)) | None => None,
    };
    let arriving = || Arriving {
        members: &entry.value.fields,
        message: Arrival::Notification(entry.value.stored.as_ref()),
        envelope: entry.value.envelope.as_ref(),
        charset: received_charset(context, &entry.value.charset),
    };
    let planned = written.map(|written| recipes::proof(context, written, arriving(), out));
    let is_read = planned
        .as_ref()
        .is_none_or(|planned| planned.proof.is_some());
    let (proof, known_before) =
        planned.map_or((None, Vec::new()), |planned| known.take_proof(planned));
    let written = entry.value.stored.as_ref();
    let stored = written.map(|written| {
        notifications::stored_types(&name, entry.name.span, &mut known.structs.types, out);
        let secret = notifications::secret_values(written, out);
        let values = fields::stored_values(context, written, &secret, out);
        if is_read {
            notifications::is_taken_in(written, &known_before, out);
        }
        notifications::stored(written, (&entry.value.fields, &fields), values, out)
    });
    let envelope = envelope::cipher_of(entry.value.envelope.as_ref());
    let openings = recipes::openings(context, &arriving(), envelope, out);
    known.used.extend(openings.used.iter().copied());
    let parts = NotificationParts {
        name,
        fields,
        conditional,
        stored,
        proof,
        body_opening: openings.body,
        openings: openings.members,
    };
    notifications::notification(context, entry, parts, out)
}
