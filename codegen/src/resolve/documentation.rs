//! What a spec says for its readers, as the model has it: labels, quirks, and what is left out with its reasons.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Correction, Label, LeftOut, Quirk};
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// A label in the model; the parser reported unreadable parts, a label of nothing is reported here.
pub(crate) fn label_or_name(label: &spec::Label, place: Span, out: &mut Diagnostics) -> Label {
    let model = label_of(label);
    if model == Label::default() && !label.reported {
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, "a label is missing")
            .label("needs `ko` or `en`")
            .help("say in Korean, English or both what this is; it reaches the documentation and error messages");
        out.push(missing);
    }
    model
}

pub(crate) fn label_of(label: &spec::Label) -> Label {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    Label {
        ko: text(&label.ko),
        en: text(&label.en),
    }
}

pub(crate) fn quirks(quirks: &[spec::Quirk]) -> Vec<Quirk> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let correction = |correction: &spec::Correction| Correction {
        fact: correction.fact.clone(),
        documented: correction.documented.clone(),
        used: correction.used.clone(),
    };
    let quirk = |quirk: &spec::Quirk| Quirk {
        says: text(&quirk.says).unwrap_or_default(),
        seen: text(&quirk.seen).unwrap_or_default(),
        chosen: text(&quirk.chosen).unwrap_or_default(),
        why: text(&quirk.why),
        corrections: quirk.corrections.iter().map(correction).collect(),
    };
    quirks.iter().map(quirk).collect()
}

/// What the spec leaves out, with its reasons.
pub(crate) fn left_out(list: &[Named<Text>]) -> Vec<LeftOut> {
    let left_out = |entry: &Named<Text>| LeftOut {
        name: entry.name.value.clone(),
        reason: entry.value.value.clone(),
    };
    list.iter().map(left_out).collect()
}
