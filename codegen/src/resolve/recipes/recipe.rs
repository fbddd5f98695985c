//! Recipes and templates: steps become typed expressions.

use super::operand::Absence;
use super::plan::Planner;
use super::rewritten::replaced;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Charset, CredentialId, CredentialKind, Expression, Secrecy, ValueType};
use crate::resolve::context::Supply;
use crate::resolve::notation::template::{self, Piece};
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::{Text, word};
use crate::syntax::spec::{Recipe, Step, StepOperand, ValueKind};
use crate::words::{self, Encryption, Input, KeyForm, Replacement};

impl<'s> Planner<'_, 's> {
    pub(super) fn recipe(
        &mut self,
        recipe: &'s Recipe,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let mut expression = None;
        if let Some(start) = &recipe.start {
            expression = self.start(start, out);
            let mut steps = recipe.steps.iter().flatten();
            if steps.any(|step| step.word.value.description().binds) {
                self.boundaries_are_clear(start, expression.as_ref(), out);
            }
        }
        for step in &recipe.steps {
            expression = step
                .as_ref()
                .and_then(|step| self.step(expression, step, out));
        }
        expression
    }

    /// Operands are looked up even when an earlier step failed: all mistakes are reported at once.
    fn step(
        &mut self,
        before: Option<Expression>,
        step: &'s Step,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let at = Spanned::new(step.word.value.word().to_owned(), step.word.span);
        let description = step.word.value.description();
        if let Some(before) = &before {
            self.charset_is_said(before, (description, &at), out);
        }
        let before = before.and_then(|before| self.taken(before, description.takes, &at, out));
        let operand = step.operand.as_ref();
        let word_operand = operand.and_then(|operand| match operand {
            StepOperand::Word(word) => Some(word),
            StepOperand::Key { key, .. } => key.as_ref(),
            StepOperand::Replacement { .. } | StepOperand::Derivation(_) => None,
        });
        match step.word.value {
            words::Step::Charset(charset) => Some(Expression::Charset(charset, before?)),
            words::Step::Digest(digest) => Some(Expression::Digest(digest, before?)),
            words::Step::TextEncoding(encoding) => Some(Expression::Encoded(encoding, before?)),
            words::Step::Mac(mac) => {
                let key = self.mac_key(word_operand?, out);
                let form = match operand? {
                    StepOperand::Key { form, .. } => form.as_ref()?.value,
                    StepOperand::Word(_)
                    | StepOperand::Replacement { .. }
                    | StepOperand::Derivation(_) => KeyForm::Text,
                };
                let (message, key) = (before?, Box::new(key?));
                Some(Expression::Mac {
                    mac,
                    key,
                    form,
                    message,
                })
            }
            words::Step::Signature(signature) => {
                let key = self.private_key(word_operand?, &at, out);
                let (message, key) = (before?, key?);
                Some(Expression::Signature {
                    signature,
                    key,
                    message,
                })
            }
            words::Step::Cut(cut) => {
                let written = word_operand?;
                let (_, count) = text::small_range(written, 1, out)?;
                let before = before?;
                self.is_long_enough(&before, written, out);
                Some(Expression::Cut(cut, count, before))
            }
            words::Step::Case(case) => Some(Expression::Cased(case, before?)),
            words::Step::Replacement(Replacement::Replace) => replaced(before, operand?, out),
            words::Step::Escape(escape) => {
                let charset = word::<Charset>(word_operand?, out)?;
                Some(Expression::Escaped(escape, charset.value, before?))
            }
            words::Step::Derivation(derivation) => self.derived(derivation, before, operand?, out),
            words::Step::Encryption(Encryption::Encrypt) => {
                let cipher = self.cipher(word_operand?, out)?;
                Some(Expression::Encrypted(cipher, before?))
            }
        }
    }

    /// What comes before a step, as the step takes it.
    fn taken(
        &self,
        before: Expression,
        takes: Input,
        at: &Text,
        out: &mut Diagnostics,
    ) -> Option<Box<Expression>> {
        match takes {
            Input::Text => self.expect_before(before, ValueType::Text, at, out),
            Input::Bytes => self.expect_before(before, ValueType::Bytes, at, out),
            Input::BytesOrText => Some(self.bytes(before)),
        }
        .map(Box::new)
    }

    fn expect_before(
        &self,
        before: Expression,
        wanted: ValueType,
        at: &Text,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        if wanted == ValueType::Text && self.type_of(&before) == ValueType::Bytes {
            let problem = Diagnostic::new(
                DiagnosticCode::RecipeType,
                at.span,
                format!("`{}` takes text, and bytes come before it", at.value),
            )
            .help("write the bytes down with `hex` or `base64` first, or remove the step");
            out.push(problem);
            return None;
        }
        self.of_type(&before, wanted, at, out)
    }

    /// Digests and signatures take bytes; a text before them goes in as UTF-8.
    fn bytes(&self, before: Expression) -> Expression {
        match self.type_of(&before) {
            ValueType::Bytes => before,
            ValueType::Text => Expression::Charset(Charset::Utf8, Box::new(before)),
        }
    }

    fn private_key(&self, name: &Text, at: &Text, out: &mut Diagnostics) -> Option<CredentialId> {
        let (id, credential) = self.context.credential(name, out)?;
        if credential.kind == CredentialKind::RsaPrivateKey {
            return Some(id);
        }
        out.push(not_the_key(name, &at.value));
        None
    }

    /// The key of a MAC: a text credential, or a value. An optional one is asked for where it is used.
    fn mac_key(&mut self, name: &'s Text, out: &mut Diagnostics) -> Option<Expression> {
        if let Some(supply @ Supply::Credential(id)) = self.context.supply(&name.value) {
            self.context.refers(name, supply, out);
            let credential = self.context.credentials.get(id.0)?;
            let problem = if credential.kind != CredentialKind::Text {
                not_the_key(name, "hmac")
            } else if credential.secrecy == Secrecy::Public {
                known_key(name)
            } else {
                return Some(Expression::Credential(id));
            };
            out.push(problem);
            return None;
        }
        let key = self.named(name, Absence::Refused, out)?;
        let is_secret = self.secrets().only_secrets(&key);
        if !is_secret {
            out.push(known_key(name));
        }
        Some(key)
    }

    pub(super) fn template(&mut self, text: &Text, out: &mut Diagnostics) -> Option<Expression> {
        let pieces = template::pieces(text, out)?;
        let parts: Vec<Option<Expression>> = pieces
            .into_iter()
            .map(|piece| self.piece(piece, text, out))
            .collect();
        parts
            .into_iter()
            .collect::<Option<_>>()
            .map(Expression::Concatenation)
    }

    fn piece(&mut self, piece: Piece, at: &Text, out: &mut Diagnostics) -> Option<Expression> {
        match piece {
            Piece::Literal(text) => Some(Expression::Literal(text)),
            Piece::Random(kind, digits) => Some(Expression::RandomDigits(kind, digits)),
            Piece::Name(name) => self.named(&name, Absence::Refused, out),
            Piece::Formatted(name, format) => match self.context.supply(&name.value) {
                Some(Supply::Value(clock)) if matches!(clock.value.kind, ValueKind::Clock(_)) => {
                    out.refers(name.span, clock.name.span);
                    self.clock(clock, Some(&format), at.span, out)
                }
                _ => {
                    let unknown = Diagnostic::new(
                        DiagnosticCode::UnknownName,
                        name.span,
                        format!("there is no clock `{}`", name.value),
                    )
                    .help("declare it under `values:` as `now: { clock: Asia/Seoul }`");
                    let values = self.context.spec.values.iter();
                    let clocks: Vec<&str> = values
                        .filter(|value| matches!(value.value.kind, ValueKind::Clock(_)))
                        .map(|value| value.name.value.as_str())
                        .collect();
                    out.push(match clocks.is_empty() {
                        true => unknown,
                        false => unknown.suggest(&name.value, clocks),
                    });
                    None
                }
            },
        }
    }
}

fn not_the_key(name: &Text, step: &str) -> Diagnostic {
    let message = format!(
        "`{}` is not the kind of key that `{step}` takes",
        name.value
    );
    Diagnostic::new(DiagnosticCode::RecipeType, name.span, message).help(
        "a signature takes a credential of type `rsa_private_key`, an HMAC one of type `text`",
    )
}

fn known_key(name: &Text) -> Diagnostic {
    let message = format!(
        "`{}` is no secret, and everyone could sign with it",
        name.value
    );
    Diagnostic::new(DiagnosticCode::RecipeType, name.span, message)
        .help("declare the credential with `secret: true`; a value is secret when it is made of secrets only")
}
