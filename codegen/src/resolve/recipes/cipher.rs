//! The values that the keys of ciphers are made of, planned where a cipher is used.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CipherId, Key, KeySource, Place, Stage, Value, ValueType, declared_value};
use crate::resolve::context::find;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, CipherKeySource, Named};

impl<'s> Planner<'_, 's> {
    /// A cipher by its name, with the values that it needs.
    pub(super) fn cipher(&mut self, name: &Text, out: &mut Diagnostics) -> Option<CipherId> {
        let id = self.context.cipher(name, out)?;
        self.plan_keys(id, out);
        Some(id)
    }

    /// The cipher of a field that the caller gives. What is wrong with its name is told with the field.
    pub(super) fn field_cipher(
        &mut self,
        place: Place,
        entry: &Named<spec::Field>,
        out: &mut Diagnostics,
    ) {
        let Some(name) = &entry.value.encrypt else {
            return;
        };
        let Some(id) = self.context.cipher(name, &mut Diagnostics::default()) else {
            return;
        };
        self.plan_keys(id, out);
        let too_late = match place {
            Place::Path | Place::Query => Stage::BeforeBody,
            Place::Body | Place::Header | Place::Input | Place::Received | Place::Stored => {
                Stage::AfterBody
            }
        };
        if self.stage_of_cipher(id) >= too_late {
            let message = format!(
                "the key of `{}` is made of what the field is a part of",
                name.value
            );
            let cycle = Diagnostic::new(DiagnosticCode::Cycle, name.span, message);
            out.push(cycle.help("make the key of credentials and of what comes before the field"));
        }
    }

    /// The cipher of a whole body. What is wrong with its name is told with the envelope.
    pub(super) fn body_cipher(&mut self, name: &Text, out: &mut Diagnostics) {
        let Some(id) = self.context.cipher(name, &mut Diagnostics::default()) else {
            return;
        };
        self.plan_keys(id, out);
        if self.stage_of_cipher(id) >= Stage::AfterBody {
            let message = format!(
                "the key of `{}` is made of the body that it encrypts",
                name.value
            );
            let cycle = Diagnostic::new(DiagnosticCode::Cycle, name.span, message);
            out.push(cycle.help("make the key of credentials and of what comes before the body"));
        }
    }

    /// When the keys of a cipher are known.
    pub(super) fn stage_of_cipher(&self, id: CipherId) -> Stage {
        let cipher = self.context.ciphers.get(id.0).into_iter();
        let names = cipher.flat_map(|cipher| cipher.keys().filter_map(Key::value));
        let values = names.filter_map(|name| declared_value(&self.computed, name));
        let stages = values.filter_map(|value| Some(self.computed.get(value.0)?.stage));
        stages.max().unwrap_or(Stage::BeforeAddress)
    }

    /// Plans the values that the keys of a cipher are made of.
    pub(super) fn plan_keys(&mut self, id: CipherId, out: &mut Diagnostics) {
        let context = self.context;
        let (Some(cipher), Some(written)) =
            (context.ciphers.get(id.0), context.spec.ciphers.get(id.0))
        else {
            return;
        };
        let lengths = cipher.algorithm.description();
        if let Some(name) = key_name(written.value.key.as_ref())
            && let Some(value) = self.plan_key(&cipher.key, name, out)
        {
            self.is_a_secret(value, name, out);
            self.has_a_length(&cipher.key, value, (name, lengths.key_lengths), out);
        }
        if let (Some(iv), Some(name)) = (cipher.mode.iv(), key_name(written.value.iv.as_ref()))
            && let Some(value) = self.plan_key(iv, name, out)
        {
            self.has_a_length(iv, value, (name, &[lengths.block]), out);
        }
    }

    /// The value that a key is made of; `None` where it is made of no value, or of one that was reported.
    fn plan_key(&mut self, key: &Key, name: &Text, out: &mut Diagnostics) -> Option<Value> {
        let declared = key.value()?;
        let value = find(&self.context.spec.values, declared.snake())?;
        let value = self.value(value, name.span, out)?;
        let made = self.computed.get(value.0)?;
        let yields = made.expression.value_type(&self.computed);
        let problem = match (&key.source, yields) {
            (KeySource::Text(..), ValueType::Bytes) => Diagnostic::new(
                DiagnosticCode::RecipeType,
                name.span,
                format!("`{}` yields bytes, which need no `form`", name.value),
            )
            .help("remove `form`; where another key of the cipher needs it, give it there: `{ of: NAME, form: … }`"),
            (KeySource::Bytes(_), ValueType::Text) => Diagnostic::new(
                DiagnosticCode::MissingKey,
                name.span,
                format!("nothing says how `{}` stands for bytes", name.value),
            )
            .help("give `form: text`, `form: hex` or `form: base64`"),
            (KeySource::Text(..), ValueType::Text)
            | (KeySource::Bytes(_), ValueType::Bytes)
            | (KeySource::Zero | KeySource::FirstBlock, _) => return Some(value),
        };
        out.push(problem);
        None
    }

    fn is_a_secret(&self, value: Value, name: &Text, out: &mut Diagnostics) {
        let made = self.computed.get(value.0);
        if made.is_some_and(|made| made.secret && made.sent_because.is_none()) {
            return;
        }
        let message = format!(
            "`{}` is no secret, and everyone could decrypt with it",
            name.value
        );
        let shown = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
        out.push(shown.help("make the value of secrets, or declare it with `secret: true`, so that it cannot be sent"));
    }

    /// Bytes that always have the same length have one that the cipher takes.
    fn has_a_length(
        &self,
        key: &Key,
        value: Value,
        (name, lengths): (&Text, &[usize]),
        out: &mut Diagnostics,
    ) {
        let made = self.computed.get(value.0);
        let fixed = made.and_then(|made| made.expression.fixed_bytes(&self.computed));
        let is_whole = key.part.is_none() && matches!(key.source, KeySource::Bytes(_));
        if let Some(found) = fixed.filter(|found| is_whole && !lengths.contains(found)) {
            let known: Vec<String> = lengths.iter().rev().map(usize::to_string).collect();
            let message = format!(
                "`{}` has {found} bytes, and the cipher takes one of {}",
                name.value,
                known.join(", ")
            );
            let wrong = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
            out.push(wrong.help("take a part of it: `{ of: NAME, first_bytes: 16 }`"));
        }
    }
}

/// The name by which a key is written.
fn key_name(key: Option<&spec::CipherKey>) -> Option<&Text> {
    match &key?.source {
        CipherKeySource::Name(name) => Some(name),
        CipherKeySource::Literal(_) => None,
    }
}
