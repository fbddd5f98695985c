//! What is read of a page beside what is known of the call.

use kpg_codegen::model::Place;
use kpg_documents::{
    Bound, DocumentedField, DocumentedOperation, KindWord, PresenceWord, Said, read,
};

use super::call::{ANSWER, Field, HOST, PATH, REQUEST, Says};
use super::choices::{Part, Wording};
use super::write::page;

/// What was found of the facts of a page.
#[derive(Default)]
pub(super) struct Found {
    /// How many facts are as they are known.
    pub(super) right: usize,
    /// What was left open: silent, unclear, or named as unread.
    pub(super) open: Vec<String>,
    /// What is read otherwise than it is, or is read and is not there, or is nowhere at all.
    pub(super) wrong: Vec<String>,
}

impl Found {
    fn fact<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, known: T, said: Option<T>) {
        match said {
            Some(said) if said == known => self.right += 1,
            Some(said) => self.wrong.push(format!("{what} {said:?}")),
            None => self.open.push(what.to_owned()),
        }
    }
}

pub(super) fn compare(wording: Wording) -> Found {
    let text = page(wording);
    let mut found = Found::default();
    let page = match read(text.as_bytes()) {
        Ok(page) => page,
        Err(error) => {
            found.wrong.push(error.to_string());
            return found;
        }
    };
    let unread: Vec<&str> = page
        .unread
        .iter()
        .flat_map(|unread| &unread.names)
        .map(|name| name.text.as_str())
        .collect();
    let title =
        |operation: &DocumentedOperation| operation.title.as_ref().map(|title| title.text.clone());
    // Flat text shows no headings, so that a title may be lost.
    let is_call = |operation: &&DocumentedOperation| {
        !operation.inbound && title(operation).is_none_or(|title| title.contains("결제 승인"))
    };
    let others = page.operations.iter().filter(|one| !is_call(one));
    let others: Vec<Option<String>> = others.map(title).collect();
    let expected: &[&str] = match wording.way(Part::Beside) {
        "another call" => &["결제 취소"],
        "notification" => &["결제 결과 통보 (PG → 가맹점)"],
        _ => &[],
    };
    let alike =
        |(read, known): (&Option<String>, &&str)| read.as_ref().is_none_or(|read| read == known);
    if others.len() != expected.len() || !others.iter().zip(expected).all(alike) {
        found.wrong.push(format!("operations {others:?}"));
    }
    let mut calls = page.operations.iter().filter(is_call);
    match (calls.next(), calls.next()) {
        (Some(operation), None) => {
            address(operation, &page.environments, &mut found);
            message(
                wording,
                "request",
                &REQUEST,
                &operation.request,
                &unread,
                &mut found,
            );
            message(
                wording,
                "answer",
                &ANSWER,
                &operation.answer,
                &unread,
                &mut found,
            );
        }
        (None, _)
            if REQUEST
                .iter()
                .chain(&ANSWER)
                .all(|field| unread.contains(&field.name)) =>
        {
            found.open.push("all".to_owned())
        }
        (one, _) => found.wrong.push(
            match one {
                Some(_) => "two calls",
                None => "no call",
            }
            .to_owned(),
        ),
    }
    found
}

fn address(
    operation: &DocumentedOperation,
    environments: &[kpg_documents::Address],
    found: &mut Found,
) {
    let method = operation
        .method
        .given()
        .map(|method| method.as_str().to_owned());
    found.fact("method", "POST".to_owned(), method);
    let paths: Vec<&str> = operation
        .addresses
        .iter()
        .filter_map(|address| address.path())
        .collect();
    found.fact(
        "path",
        true,
        (!paths.is_empty()).then(|| paths.iter().all(|path| *path == PATH)),
    );
    let urls = operation
        .addresses
        .iter()
        .chain(environments)
        .filter_map(|address| address.url.as_deref());
    let foreign: Vec<&str> = urls
        .filter(|url| !url.starts_with(HOST) && !url.contains("testpay.haneul"))
        .collect();
    if !foreign.is_empty() {
        found.wrong.push(format!("urls {foreign:?}"));
    }
}

fn message(
    wording: Wording,
    way: &str,
    known: &[Field],
    read: &[DocumentedField],
    unread: &[&str],
    found: &mut Found,
) {
    let mut left: Vec<&DocumentedField> = read.iter().collect();
    for field in known {
        let path = path(field.inside, field.name);
        let is_it = |one: &&DocumentedField| path_read(one) == path;
        match left.iter().position(is_it) {
            Some(at) => compare_field(wording, field, left.remove(at), found),
            None if unread.iter().any(|name| name.contains(field.name)) => {
                found.open.push(format!("{way} {}", field.name))
            }
            None => found.wrong.push(format!("{way} without {}", field.name)),
        }
    }
    let headers = ["Authorization", "Content-Type", "X-Request-Id"];
    left.retain(|field| {
        !(way == "request"
            && headers.contains(&field.wire.text.as_str())
            && field.place == Place::Header)
    });
    for field in left {
        found.wrong.push(format!("{way} with {}", path_read(field)));
    }
}

fn path(inside: Option<&str>, name: &str) -> String {
    inside.map_or(name.to_owned(), |inside| format!("{inside}.{name}"))
}

/// A name with dots is kept as the page writes it.
fn path_read(field: &DocumentedField) -> String {
    path(field.inside.as_deref(), &field.wire.text)
}

fn compare_field(wording: Wording, known: &Field, read: &DocumentedField, found: &mut Found) {
    let name = known.name;
    if !wording.way(Part::Kind).is_empty() {
        let said = read.kind.given().copied();
        found.fact(&format!("{name} kind"), known.kind, said);
    }
    found.fact(
        &format!("{name} presence"),
        presence(wording, known),
        presence_read(read),
    );
    if let Some(length) = known.length.filter(|_| says_lengths(wording)) {
        let said = match &read.length {
            Said::Given(fact) => Some(match fact.value.bound {
                Bound::Bare(most) | Bound::AtMost(most) => most,
                Bound::Between(least, most) if least <= 1 => most,
                _ => 0,
            }),
            _ => read
                .range
                .given()
                .map(|range| range.max.to_string().len() as u64),
        };
        found.fact(&format!("{name} length"), length, said);
    }
    let values: Vec<(&str, &str)> = read
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.meaning.as_str()))
        .collect();
    let listed = (!values.is_empty()).then_some(values);
    match known.says {
        Says::Values => found.fact(
            &format!("{name} values"),
            vec![("card", "카드"), ("bank", "계좌이체")],
            listed,
        ),
        Says::Success => {
            let code =
                listed.map(|values| values.iter().map(|(code, _)| *code).collect::<Vec<_>>());
            found.fact(&format!("{name} success"), vec!["0000"], code);
        }
        Says::Nothing if listed.is_some() => found.wrong.push(format!("{name} values {listed:?}")),
        Says::Nothing => {}
    }
    if known.kind != KindWord::Object && read.kind.given() == Some(&KindWord::Object) {
        found.wrong.push(format!("{name} is an object"));
    }
}

/// Of what need not be there, a page may say no more than that, or in which circumstances.
fn presence(wording: Wording, known: &Field) -> &'static str {
    match (known.presence, wording.side(Part::Marks, 1)) {
        (PresenceWord::Required, _) => "required",
        (_, "") => "blank",
        (_, "△" | "C") => "conditional",
        _ => "optional",
    }
}

fn presence_read(read: &DocumentedField) -> Option<&'static str> {
    match &read.presence {
        Said::Given(fact) => Some(match fact.value {
            PresenceWord::Required => "required",
            PresenceWord::Optional => "optional",
            PresenceWord::Conditional => "conditional",
        }),
        Said::Blank(_) => Some("blank"),
        Said::Unclear(_) | Said::Silent => None,
    }
}

/// Whether the page says lengths at all: in a column of them, or beside the types.
fn says_lengths(wording: Wording) -> bool {
    !wording.way(Part::Length).is_empty()
        || (!wording.way(Part::Kind).is_empty() && wording.way(Part::KindForm).contains('#'))
}
