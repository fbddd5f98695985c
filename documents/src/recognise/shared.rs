//! An answer that several operations have in common, and what else is decided once all operations of a page are known.

use kpg_codegen::model::{Method, Place};

use super::evidence;
use crate::page::{Address, Cell, DocumentedOperation, ShownHeader, Way};
use crate::vocabulary;

/// An operation that was read, and where it stands.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) operation: DocumentedOperation,
    pub(super) standing: Standing,
}

/// Where an operation stands on its page, and what the page says of it besides its fields.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The line of the heading that it is below, whatever heading it is called by.
    pub(super) anchor: Option<usize>,
    /// Whether its answer stands outside of the heading that it is called by, as one of several operations does.
    pub(super) is_answer_apart: bool,
    /// Which way its last table went.
    pub(super) last_way: Option<Way>,
    /// What the headings of the parts that its request stands in call it: `승인` in `승인 요청 파라미터`.
    pub(super) requested: String,
    /// The title that its request stands below in a part of its own: `요청` below `카드 결제`.
    pub(super) requested_below: Option<usize>,
    /// The type of what comes back, where the facts of the call name it.
    pub(super) returned: Option<Cell>,
    /// The type that its one table may be of, where nothing says which way that goes.
    pub(super) shape: Option<Cell>,
    /// Its place among those that were read, where it is taken up again.
    pub(super) taken_from: Option<usize>,
}

/// The operations of a page, each with the answer that it has or shares.
pub(super) fn operations(mut found: Vec<Finished>) -> Vec<DocumentedOperation> {
    for index in 0..found.len() {
        let Some(one) = found.get(index) else {
            continue;
        };
        if !one.operation.answer.is_empty() || one.operation.inbound {
            continue;
        }
        let shares = |other: &&Finished| {
            let (theirs, own) = (&other.standing, &one.standing);
            theirs.is_answer_apart && theirs.anchor.is_some() && theirs.anchor == own.anchor
        };
        let after = found.get(index + 1..).unwrap_or_default();
        let Some(other) = after.iter().find(shares) else {
            continue;
        };
        let (answer, codes) = (
            other.operation.answer.clone(),
            other.operation.codes.clone(),
        );
        if let Some(one) = found.get_mut(index) {
            one.operation.answer = answer;
            one.operation.codes = codes;
        }
    }
    let operations = found.into_iter().map(|one| one.operation);
    let operations = operations.map(without_body_of_get);
    let operations = operations.map(without_documented_query);
    let operations = operations.map(with_path_fields);
    operations.map(evidence::with_samples).collect()
}

/// Makes the one operation of a page what the vendor sends, where it has no title and the page's says so.
pub(super) fn name_notification(operations: &mut [DocumentedOperation], title: Option<Cell>) {
    let title = title.filter(|title| vocabulary::names_notification(&title.text));
    if let ([only], Some(title)) = (operations, title)
        && only.title.is_none()
        && only.addresses.is_empty()
    {
        only.title = Some(title);
        only.inbound = true;
    }
}

/// What stands below a heading, if below any, of what every call has or one of them.
type Below<T> = (Option<usize>, T);

/// What is said below the heading of an operation, and what is said below that of none, which is of all requests.
fn said_of<'s, T>(
    operation: &DocumentedOperation,
    titles: &[Option<usize>],
    said: &'s [Below<T>],
) -> (Vec<&'s T>, Vec<&'s T>) {
    let own = title(operation);
    let of_own = said
        .iter()
        .filter(|(below, _)| own.is_some() && *below == own);
    let is_apart = |below: &Option<usize>| below.is_none() || !titles.contains(below);
    // What all requests are says nothing of what the vendor sends.
    let of_all = said
        .iter()
        .filter(|(below, _)| !operation.inbound && is_apart(below));
    (
        of_own.map(|(_, said)| said).collect(),
        of_all.map(|(_, said)| said).collect(),
    )
}

fn title(operation: &DocumentedOperation) -> Option<usize> {
    Some(operation.title.as_ref()?.line)
}

/// Gives the operations that say nothing of how bodies are written what a sentence below their heading says, or else what
/// the sentences say that are below none of theirs.
pub(super) fn give_forms(operations: &mut [DocumentedOperation], forms: &[Below<Cell>]) {
    let titles: Vec<Option<usize>> = operations.iter().map(title).collect();
    for operation in operations.iter_mut() {
        if operation.content_types.is_empty() {
            let (own, common) = said_of(operation, &titles, forms);
            let forms = if own.is_empty() { common } else { own };
            operation.content_types = forms.into_iter().cloned().collect();
        }
    }
}

/// Gives the operations the headers that sentences below their heading name, or below none of theirs.
pub(super) fn give_headers(operations: &mut [DocumentedOperation], named: &[Below<ShownHeader>]) {
    let titles: Vec<Option<usize>> = operations.iter().map(title).collect();
    for operation in operations.iter_mut().filter(|operation| !operation.inbound) {
        let (own, common) = said_of(operation, &titles, named);
        for header in own.into_iter().chain(common) {
            let is_it = |known: &ShownHeader| known.name.eq_ignore_ascii_case(&header.name);
            if !operation.shown_headers.iter().any(is_it) {
                operation.shown_headers.push(header.clone());
            }
        }
    }
}

/// What a table documents of the query is no part of the address that shows it.
fn without_documented_query(mut operation: DocumentedOperation) -> DocumentedOperation {
    let request = &operation.request;
    let is_documented = |pair: &str| {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        request.iter().any(|field| field.wire.text == name)
    };
    for address in &mut operation.addresses {
        for written in [&mut address.url, &mut address.path].into_iter().flatten() {
            if let Some((before, query)) = written.split_once('?')
                && query.split('&').all(is_documented)
            {
                *written = before.to_owned();
            }
        }
    }
    operation
}

/// What the path has a name for in braces goes there.
pub(super) fn with_path_fields(mut operation: DocumentedOperation) -> DocumentedOperation {
    let paths = operation.addresses.iter().filter_map(Address::path);
    let names: Vec<String> = paths
        .flat_map(|path| path.split('{').skip(1))
        .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
        .collect();
    for field in &mut operation.request {
        let moves = matches!(field.place, Place::Body | Place::Query) && field.inside.is_none();
        if moves && names.contains(&field.wire.text) {
            field.place = Place::Path;
        }
    }
    operation
}

/// A GET has no body, whatever a heading calls its parameters.
pub(super) fn without_body_of_get(mut operation: DocumentedOperation) -> DocumentedOperation {
    if operation.method.given() == Some(&Method::Get) {
        let body = operation.request.iter_mut();
        let body = body.filter(|field| field.place == Place::Body);
        body.for_each(|field| field.place = Place::Query);
    }
    operation
}
