//! The result codes of an operation: those of its table or its page's, and those in the note of the result code.

use std::collections::HashSet;

use kpg_documents::{Bound, DocumentedCode, DocumentedOperation, DocumentedValue, means_success};

use super::context::{OperationContext, is_code};
use super::lines::Row;
use super::{label, names};
use crate::yaml;

/// A code as it is drafted.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) wire: String,
    label: String,
    pub(super) success: bool,
    pub(super) place: String,
    status: Option<u16>,
}

/// The codes of an operation, each once.
pub(super) fn known(operation: &DocumentedOperation, context: &OperationContext<'_>) -> Vec<Code> {
    let listed = match operation.codes.is_empty() {
        true => context.shared_codes,
        false => operation.codes.as_slice(),
    };
    let place = |line| context.cite(line);
    let listed = listed
        .iter()
        .map(|code| Code::listed(code, place(code.code.line)));
    let field = operation.answer.iter().find(|field| is_code(field));
    let noted = field.into_iter().flat_map(|field| &field.values);
    let noted = noted.map(|value| Code::noted(value, place(value.line)));
    let mut seen = HashSet::new();
    listed
        .chain(noted)
        .filter(|code| seen.insert(code.wire.clone()))
        .collect()
}

/// The label of a code that stands where no page gives the code of success.
pub(crate) const STANDS_IN: &str = "stands where the code of success belongs";

impl Code {
    /// What stands where no page gives the code of success, as long as codes are. A spec without one does not compile.
    pub(super) fn unknown(length: Option<Bound>) -> Self {
        Self {
            wire: placeholder(length),
            label: STANDS_IN.to_owned(),
            success: true,
            place: "todo: the code of success".to_owned(),
            status: None,
        }
    }

    fn listed(code: &DocumentedCode, place: String) -> Self {
        let words = code.message.as_ref().or(code.description.as_ref());
        let label = words.map_or_else(|| code.code.text.clone(), |cell| cell.text.clone());
        let more = code
            .description
            .as_ref()
            .is_some_and(|more| means_success(&more.text));
        Self {
            success: means_success(&label) || more,
            wire: code.code.text.clone(),
            label,
            place,
            status: code.status.as_ref().map(|status| status.value),
        }
    }

    fn noted(value: &DocumentedValue, place: String) -> Self {
        let label = if value.meaning.is_empty() {
            &value.value
        } else {
            &value.meaning
        };
        Self {
            wire: value.value.clone(),
            label: label.clone(),
            success: means_success(&value.meaning),
            place,
            status: None,
        }
    }

    /// Its line.
    pub(super) fn row(&self, taken: &mut HashSet<String>) -> Row {
        let suggested = match self.success {
            true => "success".to_owned(),
            false => names::of_value(&self.wire, "code"),
        };
        let (language, label) = label::label(&self.label);
        let mut entries = vec![
            ("name", names::unique(&suggested, taken)),
            (language, label),
        ];
        // A code of success comes with 2xx; a page that says otherwise means something else by it.
        let status = self
            .status
            .filter(|status| !self.success || (200..300).contains(status));
        entries.extend(status.map(|status| ("http", status.to_string())));
        Row {
            subject: None,
            key: yaml::key(&self.wire),
            value: yaml::flow(&entries),
            comment: self.place.clone(),
        }
    }
}

/// A text in place of a code of success, as long as codes are.
fn placeholder(length: Option<Bound>) -> String {
    const WORD: &str = "unknown";
    let (least, most) = match length {
        Some(Bound::Exactly(exact)) => (exact, exact),
        Some(Bound::Between(least, most)) => (least, most),
        Some(Bound::Bare(most) | Bound::AtMost(most)) => (1, most),
        Some(Bound::AtLeast(least)) => (least, u64::MAX),
        Some(Bound::Unlimited) | None => (1, u64::MAX),
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX).min(40);
    let least = usize::try_from(least).unwrap_or(usize::MAX).min(most);
    let length = WORD.len().clamp(least, most.max(1));
    WORD.chars().cycle().take(length).collect()
}
