//! What a spec says for its readers, as the model has it: labels, quirks, and what is left out with its reasons.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Correction, Label, LeftOut, OneMessage, Quirk};
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

/// Something that the spec leaves out, wherever it is documented.
pub(crate) fn left_out(name: &Text, reason: &Text) -> LeftOut {
    LeftOut {
        name: name.value.clone(),
        message: None,
        reason: reason.value.clone(),
    }
}

/// Fields and members that the spec leaves out must not be in it. `sent` and `answered` are what it has.
pub(crate) fn left_out_members(
    list: &[Named<spec::LeftOut>],
    (sent, answered): (&[&[Named<spec::Field>]], &[Named<spec::Field>]),
    out: &mut Diagnostics,
) -> Vec<LeftOut> {
    let mut members = Vec::new();
    for entry in list {
        let (name, place) = (&entry.name, entry.name.span);
        let is_it = |field: &&Named<spec::Field>| field.name.value == name.value;
        let in_request = || sent.iter().copied().flatten().find(is_it);
        let in_answer = || answered.iter().find(is_it);
        let of_message = |message, reason: &Text| LeftOut {
            message: Some(message),
            ..left_out(name, reason)
        };
        match &entry.value {
            spec::LeftOut::Anywhere(reason) => {
                not_in_the_spec(in_request().or_else(in_answer), name, place, out);
                members.push(left_out(name, reason));
            }
            spec::LeftOut::ByMessage { request, answer } => {
                if let Some(reason) = request {
                    not_in_the_spec(in_request(), name, reason.span, out);
                    members.push(of_message(OneMessage::Request, reason));
                }
                if let Some(reason) = answer {
                    not_in_the_spec(in_answer(), name, reason.span, out);
                    members.push(of_message(OneMessage::Answer, reason));
                }
            }
        }
    }
    members
}

fn not_in_the_spec(
    present: Option<&Named<spec::Field>>,
    name: &Text,
    place: Span,
    out: &mut Diagnostics,
) {
    if let Some(present) = present {
        let message = format!("`{}` is left out and in the spec", name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, place, message);
        let conflict = conflict.also(present.name.span, "here it is");
        out.push(conflict.help("remove one of the two"));
    }
}
