//! Recipes and templates: names and steps become typed expressions.

use super::context::Supply;
use super::plan::Planner;
use super::template::{self, Piece};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CredentialId, CredentialKind, Digest, Expression, TextEncoding, ValueType};
use crate::syntax::reader::Text;
use crate::syntax::spec::{Field, Named, Presence, Recipe, Step, ValueKind};

const STEPS: &[&str] = &[
    "utf8",
    "sha256",
    "sha512",
    "hmac_sha256",
    "rsa_sha256",
    "hex",
    "hex_upper",
    "base64",
    "base64_url",
];
const STARTS: &[&str] = &["text", "concat", "pairs", "body"];
impl<'s> Planner<'_, 's> {
    /// `encrypted(cardNumber)`: a field as it goes on the wire.
    fn encrypted(&mut self, name: &Text, inner: &str, out: &mut Diagnostics) -> Option<Expression> {
        match self.fields.get(inner) {
            Some((place, field)) if field.value.encrypt.is_some() => {
                Some(Expression::Encrypted(*place))
            }
            _ => {
                let encrypted = self
                    .fields
                    .iter()
                    .filter(|(_, (_, field))| field.value.encrypt.is_some());
                let known: Vec<&str> = encrypted.map(|(name, _)| *name).collect();
                let unknown = Diagnostic::new(
                    DiagnosticCode::UnknownName,
                    name.span,
                    format!("no encrypted field is called `{inner}`"),
                )
                .suggest(inner, known);
                out.push(unknown);
                None
            }
        }
    }

    /// What a name in a recipe stands for: a request field, then a value, then a credential or session.
    fn operand(&mut self, name: &Text, out: &mut Diagnostics) -> Option<Expression> {
        if let Some(inner) = name
            .value
            .strip_prefix("encrypted(")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            return self.encrypted(name, inner, out);
        }
        let expression = if let Some(&(place, field)) = self.fields.get(name.value.as_str()) {
            if field.value.from.is_none() && field.value.constant.is_none() {
                always_there(name, field, out);
                return Some(Expression::Field(place));
            }
            self.supplied(place, field, out)?
        } else if let Some(supply) = self.context.supply(&name.value) {
            self.supply(supply, name, out)?
        } else {
            let known: Vec<&str> = self
                .fields
                .keys()
                .copied()
                .chain(self.context.supply_names())
                .collect();
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, format!("nothing is called `{}`", name.value))
                .suggest(&name.value, known)
                .note("a recipe names request fields by their wire names, and the vendor's values, credentials and sessions");
            out.push(unknown);
            return None;
        };
        self.expect(&expression, ValueType::Text, name, out)
    }

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
            .help("begin with `text`, `concat`, `pairs` or `body`");
            out.push(empty);
            return None;
        };
        let mut expression = self.start(first, out);
        for step in rest {
            expression = self.step(expression, step, out);
        }
        expression
    }

    fn start(&mut self, step: &'s Step, out: &mut Diagnostics) -> Option<Expression> {
        let operands: Vec<Option<Expression>> = match step.name.value.as_str() {
            "text" | "concat" | "pairs" => step
                .operands
                .iter()
                .map(|operand| self.operand(operand, out))
                .collect(),
            _ => Vec::new(),
        };
        match (step.name.value.as_str(), operands.len()) {
            ("text", 1) => operands.into_iter().next().flatten(),
            ("concat", 1..) => operands
                .into_iter()
                .collect::<Option<_>>()
                .map(Expression::Concatenation),
            ("pairs", 1..) => {
                let values: Vec<Expression> = operands.into_iter().collect::<Option<_>>()?;
                let names = step.operands.iter().map(|operand| operand.value.clone());
                Some(Expression::Pairs(names.zip(values).collect()))
            }
            ("body", 0) if step.operands.is_empty() => Some(Expression::Body),
            (name, _) => {
                out.push(bad_step(
                    step,
                    STARTS.contains(&name),
                    STARTS,
                    "a recipe can not begin with",
                ));
                None
            }
        }
    }

    fn step(
        &mut self,
        before: Option<Expression>,
        step: &Step,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let name = step.name.value.as_str();
        let keyed = matches!(name, "hmac_sha256" | "rsa_sha256");
        if !STEPS.contains(&name) || step.operands.len() != usize::from(keyed) {
            out.push(bad_step(
                step,
                STEPS.contains(&name),
                STEPS,
                "a recipe can not go on with",
            ));
            return None;
        }
        // The key is looked up even when an earlier step failed: all mistakes are reported at once.
        let key = if keyed {
            Some(self.key(step, out)?)
        } else {
            None
        };
        let before = before?;
        let at = &step.name;
        Some(match (name, key) {
            ("utf8", _) => Expression::Utf8(Box::new(self.expect_before(
                before,
                ValueType::Text,
                at,
                out,
            )?)),
            ("sha256", _) => Expression::Digest(Digest::Sha256, self.bytes(before)),
            ("sha512", _) => Expression::Digest(Digest::Sha512, self.bytes(before)),
            ("hmac_sha256", Some(key)) => Expression::HmacSha256 {
                key,
                message: self.bytes(before),
            },
            ("rsa_sha256", Some(key)) => Expression::RsaSha256 {
                key,
                message: self.bytes(before),
            },
            ("hex", _) => self.encoded(TextEncoding::HexLower, before, at, out)?,
            ("hex_upper", _) => self.encoded(TextEncoding::HexUpper, before, at, out)?,
            ("base64", _) => self.encoded(TextEncoding::Base64, before, at, out)?,
            _ => self.encoded(TextEncoding::Base64Url, before, at, out)?,
        })
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
            .help("remove the step: what comes before it is bytes already");
            out.push(problem);
            return None;
        }
        self.expect(&before, wanted, at, out)
    }

    /// Digests and signatures take bytes; a text before them goes in as UTF-8.
    pub(super) fn bytes(&self, before: Expression) -> Box<Expression> {
        Box::new(match self.type_of(&before) {
            ValueType::Bytes => before,
            ValueType::Text => Expression::Utf8(Box::new(before)),
        })
    }

    fn key(&self, step: &Step, out: &mut Diagnostics) -> Option<CredentialId> {
        let name = step.operands.first()?;
        let (id, credential) = self.context.credential(name, out)?;
        let wanted = match step.name.value.as_str() {
            "rsa_sha256" => CredentialKind::RsaPrivateKey,
            _ => CredentialKind::Text,
        };
        if credential.kind == wanted && credential.required {
            return Some(id);
        }
        let message = if credential.kind == wanted {
            format!(
                "`{}` is optional, and nothing can be computed without it",
                name.value
            )
        } else {
            format!(
                "`{}` is not the kind of key that `{}` takes",
                name.value, step.name.value
            )
        };
        let help = if credential.kind == wanted {
            "remove `optional` from the credential"
        } else {
            "`rsa_sha256` takes a credential of type `rsa_private_key`, `hmac_sha256` one of type `text`"
        };
        out.push(Diagnostic::new(DiagnosticCode::RecipeType, name.span, message).help(help));
        None
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
            Piece::Name(name) => self.operand(&name, out),
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
                    out.push(unknown);
                    None
                }
            },
        }
    }
}
/// What may be left out can not be signed: the vendor could read its absence in two ways.
fn always_there(name: &Text, field: &Named<Field>, out: &mut Diagnostics) {
    let presence = field
        .value
        .presence
        .as_ref()
        .map(|presence| &presence.value);
    if !matches!(presence, Some(Presence::Word(word)) if word == "required") {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, format!("`{}` may be absent, and the recipe needs it", name.value))
            .also(field.name.span, "declared here")
            .note("whether an absent field is signed as an empty text or not at all is for the document to say")
            .help("give the field `presence: required`, or make it part of choices");
        out.push(conflict);
    }
}

fn bad_step(step: &Step, known: bool, steps: &[&str], expected: &str) -> Diagnostic {
    let name = &step.name;
    if known {
        let operands = match step.operands.len() {
            0 => "no operands".to_owned(),
            1 => "one operand".to_owned(),
            more => format!("{more} operands"),
        };
        let message = format!("`{}` has {operands} here", name.value);
        let help = "`text`, `hmac_sha256` and `rsa_sha256` take one, `concat` and `pairs` one or more, the others none";
        return Diagnostic::new(DiagnosticCode::BadValue, name.span, message).help(help);
    }
    Diagnostic::new(
        DiagnosticCode::BadValue,
        name.span,
        format!("{expected} `{}`", name.value),
    )
    .suggest(&name.value, steps.iter().copied())
}
