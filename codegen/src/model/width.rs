//! How long the text of a recipe is, as far as that is known before there is a request.

use super::{Computed, Expression, Field, Kind, Length, LengthUnit, Request, Rule, Source, Vendor};

impl Vendor {
    /// The rules that a field states of a value that kpg computes, and that the recipe does not keep by
    /// itself: they are held to when the request is made.
    pub fn rules_of_computed(&self, operation: &Request, field: &Field) -> Vec<Rule> {
        let Source::Supplied(expression) = &field.source else {
            return Vec::new();
        };
        // The compiler checks a constant, the builder of the credentials what they hold; a token is sent as
        // the vendor gave it.
        if let Expression::Literal(_) | Expression::Credential(_) | Expression::Session(_) =
            expression
        {
            return Vec::new();
        }
        let of_texts = |rule: &&Rule| !matches!(rule, Rule::Count(_) | Rule::Lines);
        let mut rules: Vec<Rule> = field.stated.iter().filter(of_texts).cloned().collect();
        rules
            .extend((field.facts.content.one() == Some(&Kind::Digits)).then_some(Rule::DigitsOnly));
        if rules.is_empty() {
            return rules;
        }
        // Each value is measured once: values may stand in each other many times over.
        let mut known = Vec::new();
        for computed in &operation.computed {
            let width = self.width(&operation.computed, &known, &computed.expression);
            known.push(width);
        }
        let width = self.width(&operation.computed, &known, expression);
        rules.retain(|rule| match (rule, width) {
            (Rule::Length(length), Some(width)) => !fits(*length, width),
            _ => true,
        });
        rules
    }

    /// The least and the greatest length of an expression's text, which is ASCII; `None` where it depends
    /// on more than its shape.
    /// `known` are the lengths of the values before it.
    fn width(
        &self,
        computed: &[Computed],
        known: &[Option<Range>],
        expression: &Expression,
    ) -> Option<Range> {
        let exactly = |width: usize| Some((width, width));
        match expression {
            Expression::Clock { format, .. } => exactly(format.width()),
            Expression::RandomHex { digits } => exactly(*digits as usize),
            Expression::RandomBytes { bytes, encoding } => exactly(encoding.width(*bytes as usize)),
            Expression::Cased(_, text) => self.width(computed, known, text),
            Expression::Literal(text) => text.is_ascii().then_some((text.len(), text.len())),
            Expression::Concatenation(parts) => {
                let mut widths = parts.iter().map(|part| self.width(computed, known, part));
                widths.try_fold((0, 0), |sum: Range, width| {
                    let width = width?;
                    Some((sum.0.saturating_add(width.0), sum.1.saturating_add(width.1)))
                })
            }
            Expression::Value(value) => *known.get(value.0)?,
            Expression::Variant(_, arms) => {
                let mut widths = arms.iter().map(|arm| self.width(computed, known, arm));
                let first = widths.next()??;
                widths.try_fold(first, |all, width| {
                    let width = width?;
                    Some((all.0.min(width.0), all.1.max(width.1)))
                })
            }
            Expression::Encoded(encoding, bytes) => {
                exactly(encoding.width(bytes.fixed_bytes(computed)?))
            }
            Expression::Credential(id) => {
                let credential = self.credentials.get(id.0)?;
                let length = credential.length.filter(|_| credential.required)?;
                let counted = length.unit == LengthUnit::Characters;
                counted.then_some((length.min as usize, length.max as usize))
            }
            Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Encrypted(..)
            | Expression::Session(_)
            | Expression::Path
            | Expression::Query
            | Expression::Selection(_)
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Cut(..)
            | Expression::Replaced { .. }
            | Expression::Escaped(..)
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. } => None,
        }
    }
}

/// The least and the greatest length.
type Range = (usize, usize);

fn fits(length: Length, (min, max): Range) -> bool {
    (length.min as usize) <= min && max <= length.max as usize
}
