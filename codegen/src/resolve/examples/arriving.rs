//! Examples of what arrives: answers and notifications, and what they say.

use super::resolver::{Resolver, unknown};
use crate::diagnostic::Diagnostics;
use crate::model::{
    Answer, AnswerField, AnswerOutcome, ExpectedAnswer, Field, FieldRef, NoticeExample,
    NoticeOutcome, Notification, Path, Place, Vendor,
};
use crate::resolve::notation::status::http_status;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

pub(super) fn answer(
    answer: &Answer,
    written: &spec::ExpectedAnswer,
    out: &mut Diagnostics,
) -> ExpectedAnswer {
    let status = written.status.as_ref();
    let outcome = written.outcome.as_ref();
    let code = answer.code.as_ref().map(|code| &code.path);
    let own = answer.message.iter().chain(code);
    ExpectedAnswer {
        status: status
            .and_then(|text| http_status(text, out))
            .unwrap_or(200),
        body: text_or_empty(&written.body),
        outcome: outcome.map_or(AnswerOutcome::Unknown, |outcome| outcome.value),
        code: written.code.as_ref().map(|code| code.value.clone()),
        fields: members(
            (&answer.fields, own.cloned().collect()),
            &written.fields,
            out,
        ),
    }
}

impl Resolver<'_, '_> {
    pub(super) fn notice(
        &self,
        (vendor, notification): (&Vendor, &Notification),
        entry: &Named<spec::Example>,
        out: &mut Diagnostics,
    ) -> NoticeExample {
        let empty = spec::ExpectedNotice {
            headers: Vec::new(),
            stored: Vec::new(),
            body: None,
            outcome: None,
            fields: Vec::new(),
        };
        let written = entry.value.notice.as_ref().unwrap_or(&empty);
        let headers = written.headers.iter();
        let outcome = written.outcome.as_ref();
        NoticeExample {
            name: self.name(entry, out),
            source: self.source(entry, out),
            credentials: self.credentials(vendor, entry, out),
            headers: headers
                .map(|header| (header.name.value.clone(), header.value.value.clone()))
                .collect(),
            stored: stored(notification, &written.stored, out),
            body: text_or_empty(&written.body),
            outcome: outcome.map_or(NoticeOutcome::Forged, |outcome| outcome.value),
            fields: members((&notification.fields, Vec::new()), &written.fields, out),
        }
    }
}

/// What the merchant stored, by the names of the notification.
fn stored(
    notification: &Notification,
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(FieldRef, String)> {
    let values = notification.stored.iter().flat_map(|stored| &stored.values);
    let values: Vec<&Field> = values.collect();
    let texts = written.iter().filter_map(|entry| {
        let mut known = values.iter();
        match known.position(|field| field.wire == entry.name.value) {
            Some(index) => {
                let at = FieldRef {
                    place: Place::Stored,
                    index,
                };
                Some((at, entry.value.value.clone()))
            }
            None => {
                let names = values.iter().map(|field| field.wire.as_str());
                unknown(&entry.name, "stored value", names, out);
                None
            }
        }
    });
    texts.collect()
}

fn text_or_empty(text: &Option<Text>) -> String {
    text.as_ref()
        .map(|text| text.value.clone())
        .unwrap_or_default()
}

/// Members by their names. Lists and objects have no text to be compared with.
fn members(
    (fields, others): (&[AnswerField], Vec<Path>),
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(Path, String)> {
    let texts = fields.iter().filter(|field| field.members().is_none());
    let known: Vec<&Path> = texts.map(|field| &field.path).chain(&others).collect();
    let mut members = Vec::new();
    for entry in written {
        let found = known
            .iter()
            .find(|path| path.to_string() == entry.name.value);
        match found {
            Some(path) => members.push(((*path).clone(), entry.value.value.clone())),
            None => {
                let names: Vec<String> = known.iter().map(ToString::to_string).collect();
                let names = names.iter().map(String::as_str);
                unknown(&entry.name, "member with a text", names, out);
            }
        }
    }
    members
}
