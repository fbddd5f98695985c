//! Members inside the objects of a notification, which are kept as JSON texts.

use kpg_codegen::model::{AnswerField, Path};
use serde_json::Value as Json;

/// The text of a member inside an object, if it has one; `None` where no object leads to it.
pub(super) fn member_text(
    (fields, texts): (&[AnswerField], &[Option<String>]),
    path: &Path,
) -> Option<Option<String>> {
    let mut fields = fields.iter().zip(texts);
    let (names, object) = fields.find_map(|(field, text)| {
        let names = path.0.strip_prefix(field.path.0.as_slice())?;
        Some((names, text))
    })?;
    let Some(object) = object else {
        return Some(None);
    };
    let object: Json = serde_json::from_str(object).ok()?;
    let mut names = names.iter();
    let member = names.try_fold(&object, |object, name| object.get(name));
    Some(member.and_then(|member| match member {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }))
}
