//! Examples of what arrives: what an answer means, whether a notification is genuine, and what their members say.

use std::collections::BTreeMap;

use kpg_codegen::model::{
    AnswerField, Example, FieldRef, Format, NoticeExample, Notification, Operation, Path, Vendor,
};

use super::found::Found;
use super::request;
use crate::arriving::Members;
use crate::charset;
use crate::genuine::judge_notice;
use crate::judge::{AnswerText, judge};
use crate::spelling::say_the_same;

pub(super) fn answer(vendor: &Vendor, operation: &Operation, example: &Example) -> Option<Found> {
    let expected = example.answer.as_ref()?;
    let answer = &operation.answer;
    let body = match bytes(&answer.format, &expected.body) {
        Ok(body) => body,
        Err(found) => return Some(found),
    };
    let sent = request::sent(vendor, &operation.request, example);
    let judged = judge(
        vendor,
        (&operation.request, answer),
        (&example.supply.credentials, &sent),
        AnswerText {
            status: expected.status,
            body: &body,
        },
    );
    if judged.outcome != expected.outcome {
        let why = judged.why.map(|why| format!(": {why}")).unwrap_or_default();
        return Some(different(
            &["answer", "outcome"],
            format!("the answer means something else{why}"),
            (expected.outcome.word(), Some(judged.outcome.word())),
        ));
    }
    if let Some(code) = &expected.code
        && judged.code.as_ref() != Some(code)
    {
        return Some(different(
            &["answer", "code"],
            "the result code is another one".to_owned(),
            (code, judged.code.as_deref()),
        ));
    }
    let members = judged.members?;
    members_differ("answer", &members, &expected.fields, &answer.fields)
}

pub(super) fn notice(
    vendor: &Vendor,
    notification: &Notification,
    example: &NoticeExample,
) -> Option<Found> {
    let format = notification.formats.first()?;
    let body = match bytes(format, &example.body) {
        Ok(body) => body,
        Err(found) => return Some(found),
    };
    let message = (example.headers.as_slice(), body.as_slice());
    let stored: BTreeMap<FieldRef, String> = example.stored.iter().cloned().collect();
    let known = (example.credentials.as_slice(), &stored);
    let judged = judge_notice(vendor, notification, known, message);
    let (outcome, members) = match judged {
        Ok(judged) => judged,
        Err(why) => return Some(different(&["outcome"], why, (example.outcome.word(), None))),
    };
    if outcome != example.outcome {
        return Some(different(
            &["outcome"],
            "the notification is something else".to_owned(),
            (example.outcome.word(), Some(outcome.word())),
        ));
    }
    members_differ("", &members, &example.fields, &notification.fields)
}

fn bytes(format: &Format, text: &str) -> Result<Vec<u8>, Found> {
    charset::encode(format.charset, text).ok_or_else(|| {
        let title = format.charset.row().title;
        let what = format!("the body has characters that {title} cannot hold");
        different(&["body"], what, ("", None))
    })
}

fn members_differ(
    below: &str,
    members: &Members,
    expected: &[(Path, String)],
    fields: &[AnswerField],
) -> Option<Found> {
    expected.iter().find_map(|(path, text)| {
        let said = members.text(path);
        let field = fields.iter().find(|field| field.path == *path);
        let kind = field.and_then(|field| field.facts.content.one());
        let is_same =
            |said: &String| said == text || kind.is_some_and(|kind| say_the_same(kind, said, text));
        if said.as_ref().is_some_and(is_same) {
            return None;
        }
        let name = path.to_string();
        let keys: Vec<&str> = [below, "fields", &name]
            .into_iter()
            .filter(|key| !key.is_empty())
            .collect();
        let what = match said {
            Some(_) => format!("the member `{name}` says something else"),
            None => format!("the member `{name}` is not there"),
        };
        let is_hidden = field.is_some_and(|field| field.facts.sensitive);
        let both = match is_hidden {
            true => (crate::forward::HIDDEN, None),
            false => (text.as_str(), said.as_deref()),
        };
        Some(different(&keys, what, both))
    })
}

fn different(keys: &[&str], what: String, (expected, made): (&str, Option<&str>)) -> Found {
    Found {
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        what,
        expected: (!expected.is_empty()).then(|| expected.to_owned()),
        made: made.map(str::to_owned),
        steps: Vec::new(),
    }
}
