//! Recipes and templates: steps become typed expressions.

use super::operand::Absence;
use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Charset, CredentialId, CredentialKind, Digest, Expression, Secrecy, TextEncoding, ValueType,
};
use crate::resolve::context::Supply;
use crate::resolve::notation::template::{self, Piece};
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::shape;
use crate::syntax::shape::words::{self, STEPS};
use crate::syntax::spec::{Operand, Recipe, Step, ValueKind};

/// The steps after the first, and whether they take an operand.
fn steps() -> impl Iterator<Item = (&'static str, bool)> {
    let alone = words::names(STEPS).map(|name| (name, false));
    alone.chain(shape::STEP.names().map(|name| (name, true)))
}

impl<'s> Planner<'_, 's> {
    pub(super) fn recipe(
        &mut self,
        recipe: &'s Recipe,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let Some((first, rest)) = recipe.steps.split_first() else {
            let empty = Diagnostic::new(
                DiagnosticCode::MissingKey,
                recipe.span,
                "the recipe has no steps",
            )
            .help("begin with `text`, `concat`, `pairs`, `json` or `body`");
            out.push(empty);
            return None;
        };
        let mut expression = self.start(first, out);
        if rest.iter().any(|step| binds(&step.name.value)) {
            self.boundaries_are_clear(first, expression.as_ref(), out);
        }
        for step in rest {
            expression = self.step(expression, step, out);
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
        let at = &step.name;
        let name = at.value.as_str();
        let known = steps().find(|(known, _)| *known == name);
        let fits = known.is_some_and(|(_, takes)| step.operands.len() == usize::from(takes));
        if !fits || step.selection.is_some() {
            let steps: Vec<&str> = steps().map(|(name, _)| name).collect();
            let expected = "a recipe can not go on with";
            out.push(bad_step(step, known.is_some(), &steps, expected));
            return None;
        }
        if let Some(made) = self.operand_step(&before, step, out) {
            return made;
        }
        let before = before?;
        Some(match name {
            "utf8" => self.charset(Charset::Utf8, before, at, out)?,
            "euckr" => self.charset(Charset::EucKr, before, at, out)?,
            "md5" => Expression::Digest(Digest::Md5, self.bytes(before)),
            "sha1" => Expression::Digest(Digest::Sha1, self.bytes(before)),
            "sha256" => Expression::Digest(Digest::Sha256, self.bytes(before)),
            "sha512" => Expression::Digest(Digest::Sha512, self.bytes(before)),
            "hex" => self.encoded(TextEncoding::HexLower, before, at, out)?,
            "hex_upper" => self.encoded(TextEncoding::HexUpper, before, at, out)?,
            "base64" => self.encoded(TextEncoding::Base64, before, at, out)?,
            _ => self.encoded(TextEncoding::Base64Url, before, at, out)?,
        })
    }

    /// A step that takes an operand; `None` when the step is none.
    fn operand_step(
        &mut self,
        before: &Option<Expression>,
        step: &'s Step,
        out: &mut Diagnostics,
    ) -> Option<Option<Expression>> {
        let operand = step.operands.first()?;
        let (at, before) = (&step.name, before.clone());
        let hmac = |digest, key: Option<Expression>, message| {
            Some(Expression::Hmac {
                digest,
                key: Box::new(key?),
                message,
            })
        };
        let Some(name) = plain(operand, at, out) else {
            return Some(None);
        };
        Some(match at.value.as_str() {
            "rsa_sha256" => {
                let key = self.private_key(name, out);
                before.zip(key).map(|(before, key)| Expression::RsaSha256 {
                    key,
                    message: self.bytes(before),
                })
            }
            "first" => {
                let count = text::small_range(name, 1, out).map(|(_, count)| count);
                let before =
                    before.and_then(|text| self.expect_before(text, ValueType::Text, at, out));
                before
                    .zip(count)
                    .map(|(text, count)| Expression::First(count, Box::new(text)))
            }
            "encrypt" => {
                let cipher = self.context.cipher(name, out);
                let before =
                    before.and_then(|text| self.expect_before(text, ValueType::Text, at, out));
                before
                    .zip(cipher)
                    .map(|(text, cipher)| Expression::Encrypted(cipher, Box::new(text)))
            }
            keyed => {
                let digest = match keyed {
                    "hmac_sha1" => Digest::Sha1,
                    "hmac_sha256" => Digest::Sha256,
                    _ => Digest::Sha512,
                };
                let key = self.hmac_key(name, out);
                before.and_then(|before| hmac(digest, key, self.bytes(before)))
            }
        })
    }

    fn charset(
        &self,
        charset: Charset,
        text: Expression,
        at: &Text,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let text = self.expect_before(text, ValueType::Text, at, out)?;
        Some(Expression::Charset(charset, Box::new(text)))
    }

    fn encoded(
        &self,
        encoding: TextEncoding,
        bytes: Expression,
        at: &Text,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        Some(Expression::Encoded(
            encoding,
            Box::new(self.expect_before(bytes, ValueType::Bytes, at, out)?),
        ))
    }

    pub(super) fn expect_before(
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
    pub(super) fn bytes(&self, before: Expression) -> Box<Expression> {
        Box::new(match self.type_of(&before) {
            ValueType::Bytes => before,
            ValueType::Text => Expression::Charset(Charset::Utf8, Box::new(before)),
        })
    }

    fn private_key(&self, name: &Text, out: &mut Diagnostics) -> Option<CredentialId> {
        let (id, credential) = self.context.credential(name, out)?;
        let problem = if credential.kind != CredentialKind::RsaPrivateKey {
            not_the_key(name, "rsa_sha256")
        } else if !credential.required {
            optional_key(name)
        } else {
            return Some(id);
        };
        out.push(problem);
        None
    }

    /// The key of an HMAC: a text credential that is always there, or a value.
    fn hmac_key(&mut self, name: &'s Text, out: &mut Diagnostics) -> Option<Expression> {
        if let Some(Supply::Credential(id)) = self.context.supply(&name.value) {
            let credential = self.context.credentials.get(id.0)?;
            let problem = if credential.kind != CredentialKind::Text {
                not_the_key(name, "hmac")
            } else if !credential.required {
                optional_key(name)
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
            Piece::RandomHex(digits) => Some(Expression::RandomHex { digits }),
            Piece::Name(name) => self.named(&name, Absence::Refused, out),
            Piece::Formatted(name, format) => match self.context.supply(&name.value) {
                Some(Supply::Value(clock)) if matches!(clock.value.kind, ValueKind::Clock(_)) => {
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

/// Whether a step binds its message: whoever finds another text with the same result can forge.
fn binds(step: &str) -> bool {
    matches!(
        step,
        "md5"
            | "sha1"
            | "sha256"
            | "sha512"
            | "hmac_sha1"
            | "hmac_sha256"
            | "hmac_sha512"
            | "rsa_sha256"
    )
}

/// The name that is the operand of a step.
fn plain<'o>(operand: &'o Operand, at: &Text, out: &mut Diagnostics) -> Option<&'o Text> {
    if let Operand::Name(name) = operand {
        return Some(name);
    }
    let problem = Diagnostic::new(
        DiagnosticCode::BadValue,
        at.span,
        format!("`{}` takes a name here", at.value),
    );
    out.push(problem.help("write it as one word, such as `hmac_sha256: sign_key`"));
    None
}

fn not_the_key(name: &Text, step: &str) -> Diagnostic {
    let message = format!(
        "`{}` is not the kind of key that `{step}` takes",
        name.value
    );
    Diagnostic::new(DiagnosticCode::RecipeType, name.span, message).help(
        "`rsa_sha256` takes a credential of type `rsa_private_key`, an HMAC one of type `text`",
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

fn optional_key(name: &Text) -> Diagnostic {
    let message = format!(
        "`{}` is optional, and nothing can be computed without it",
        name.value
    );
    Diagnostic::new(DiagnosticCode::RecipeType, name.span, message)
        .help("remove `optional` from the credential")
}

/// A step that can not stand where it stands, or not with these operands.
pub(super) fn bad_step(step: &Step, known: bool, steps: &[&str], expected: &str) -> Diagnostic {
    let name = &step.name;
    if known {
        let operands = match step.operands.len() {
            0 => "no operands".to_owned(),
            1 => "one operand".to_owned(),
            more => format!("{more} operands"),
        };
        let message = format!("`{}` has {operands} here", name.value);
        let help = "`text`, `first`, `encrypt`, `rsa_sha256` and the HMACs take one, `concat`, `pairs` and `json` one or more, the others none";
        return Diagnostic::new(DiagnosticCode::BadValue, name.span, message).help(help);
    }
    Diagnostic::new(
        DiagnosticCode::BadValue,
        name.span,
        format!("{expected} `{}`", name.value),
    )
    .suggest(&name.value, steps.iter().copied())
}
