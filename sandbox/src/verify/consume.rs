//! Matching an expression with the beginning of a received text, where its value is not certain.

use kpg_codegen::model::{
    Absent, Expression, Hides, RandomDigits, Reports, Selection, SessionId, TextEncoding,
    TimeFormat, Uses, Zone, is_real_time,
};

use super::problem::{Problem, misshapen};
use super::reader::Reader;
use super::width::Signed;
use crate::clock::ShownTime;
use crate::crypto;
use crate::evaluate::Knowledge;

impl Reader<'_> {
    /// Takes what an expression yields from the beginning of a text; the rest is left over.
    pub(super) fn consume<'t>(
        &mut self,
        expression: &Expression,
        text: &'t str,
    ) -> Result<&'t str, Problem> {
        if let Some(known) = self.text(expression) {
            return text
                .strip_prefix(known.as_str())
                .ok_or_else(|| self.mismatch(expression));
        }
        match expression {
            Expression::Clock { zone, format } => self.clock(*zone, format, text),
            Expression::RandomDigits(kind, digits) => random_digits(*kind, *digits, text),
            Expression::RandomBytes { bytes, encoding } => random_bytes(*bytes, *encoding, text),
            Expression::Session(session) => self.session(*session, text),
            Expression::Concatenation(parts) => self.sequence(parts, text),
            Expression::Selection(selection) => {
                let parts = self.flattened(selection).ok_or(Problem::NotYet)?;
                self.sequence(&parts, text)
            }
            Expression::Value(value) => {
                let inner = self.operation_value(*value).ok_or(Problem::NotYet)?;
                let rest = self.consume(inner, text)?;
                let taken = text.strip_suffix(rest).unwrap_or(text);
                self.values.insert(value.0, taken.to_owned());
                Ok(rest)
            }
            Expression::Variant(option, arms) => {
                let arm = self.arm(*option, arms).ok_or(Problem::NotYet)?;
                self.consume(arm, text)
            }
            Expression::ByText { by, arms } => {
                let arm = self.chosen(by, arms).ok_or(Problem::NotYet)?;
                self.consume(arm, text)
            }
            Expression::Encoded(..) => {
                let signed = self.signed(expression).ok_or(Problem::NotYet)?;
                let width = self.width(expression).ok_or(Problem::NotYet)?;
                self.signature(&signed, width, text)
            }
            // What is not known by now, and shows no end of its own.
            Expression::Credential(_)
            | Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Encrypted(..)
            | Expression::Literal(_)
            | Expression::Path
            | Expression::Query
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Cut(..)
            | Expression::Cased(..)
            | Expression::Replaced { .. }
            | Expression::Escaped(..)
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. } => Err(Problem::NotYet),
        }
    }

    /// Parts one after the other. One that must wait for a later one is set aside when its width is known.
    fn sequence<'t>(&mut self, parts: &[Expression], text: &'t str) -> Result<&'t str, Problem> {
        let mut rest = text;
        let mut aside = Vec::new();
        for (position, part) in parts.iter().enumerate() {
            let after = parts.get(position + 1..).unwrap_or_default();
            match self.consume(part, rest) {
                Ok(after) => rest = after,
                Err(Problem::NotYet) => {
                    let width = match self.width(part) {
                        Some(width) => width,
                        None => self.until(part, after, rest)?,
                    };
                    let (taken, after) = split(rest, width)?;
                    aside.push((part, taken));
                    rest = after;
                }
                Err(problem) => return Err(problem),
            }
        }
        for (part, taken) in aside {
            self.whole(part, taken)?;
        }
        Ok(rest)
    }

    /// How much of a text an input takes: all before what is known to follow it. Nobody can tell
    /// where it ends before something that is not known either.
    fn until(&self, part: &Expression, after: &[Expression], text: &str) -> Result<usize, Problem> {
        if !self.needs_hidden(part) {
            return Err(Problem::NotYet);
        }
        let texts: Option<Vec<String>> = after.iter().map(|part| self.text(part)).collect();
        if let Some(end) = texts.map(|texts| texts.concat()) {
            let taken = text.strip_suffix(&end).map(str::len);
            return taken.ok_or_else(|| misshapen("it does not end as it should"));
        }
        match after.first() {
            Some(Expression::Literal(next)) if !next.is_empty() => {
                let position = text.find(next);
                position.ok_or_else(|| misshapen(format!("it lacks `{next}`")))
            }
            _ => Err(Problem::NotYet),
        }
    }

    /// A selection as parts one after the other; `None` while it is open which of them are there.
    fn flattened(&self, selection: &Selection) -> Option<Vec<Expression>> {
        let mut parts = Vec::new();
        for (name, part) in &selection.parts {
            if selection.absent == Absent::Skipped {
                let hidden = self.needs_hidden(part);
                match self.part(part) {
                    Some(None) => continue,
                    None if hidden => return None,
                    _ => {}
                }
            }
            let joint = match parts.is_empty() {
                true => "",
                false => selection.separator.as_str(),
            };
            let before = match &selection.between {
                Some(between) => format!("{joint}{name}{between}"),
                None => joint.to_owned(),
            };
            parts.extend([Expression::Literal(before), part.clone()]);
        }
        Some(parts)
    }

    fn clock<'t>(
        &mut self,
        zone: Zone,
        format: &TimeFormat,
        text: &'t str,
    ) -> Result<&'t str, Problem> {
        let (taken, rest) = split(text, format.width())?;
        if !is_real_time(format, taken) {
            return Err(misshapen(format!(
                "it has no time as `{}` where one belongs",
                format.mask()
            )));
        }
        let subject = self.subject.to_owned();
        let reading = ShownTime {
            subject,
            zone,
            format: format.clone(),
            text: taken.to_owned(),
        };
        if !reading.is_in_its_zone() {
            return Err(misshapen("its distance from UTC is not that of its clock"));
        }
        if !self.readings.contains(&reading) {
            self.readings.push(reading);
        }
        Ok(rest)
    }

    fn session<'t>(&mut self, id: SessionId, text: &'t str) -> Result<&'t str, Problem> {
        let tokens = self
            .facts
            .tokens
            .get(&id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let token = tokens
            .iter()
            .filter(|token| text.starts_with(token.as_str()))
            .max_by_key(|token| token.len());
        let Some(token) = token else {
            self.refused = Some(id);
            return Err(self.mismatch(&Expression::Session(id)));
        };
        self.sessions.insert(id, token.clone());
        Ok(text.strip_prefix(token.as_str()).unwrap_or_default())
    }

    fn signature<'t>(
        &self,
        signed: &Signed<'_>,
        width: usize,
        text: &'t str,
    ) -> Result<&'t str, Problem> {
        let message = self.bytes(signed.message).ok_or(Problem::NotYet)?;
        let (taken, rest) = split(text, width)?;
        let bytes = crypto::decode(signed.encoding, taken);
        if bytes
            .is_some_and(|bytes| crypto::verifies(signed.signature, signed.key, &message, &bytes))
        {
            return Ok(rest);
        }
        Err(Problem::Wrong(
            Reports::Signature,
            "the signature does not verify".to_owned(),
        ))
    }

    /// The problem with a text that is not what an expression yields.
    pub(super) fn mismatch(&self, expression: &Expression) -> Problem {
        let facts = self.facts;
        if let Expression::Literal(text) = expression {
            return Problem::Wrong(Reports::Field, format!("it must be `{text}`"));
        }
        let text = match expression.uses() {
            Uses::Credential(id) => {
                let name = facts
                    .vendor
                    .credentials
                    .get(id.0)
                    .map_or("", |found| found.name.snake());
                format!(
                    "it is not the value that the sandbox was given for the credential `{name}`"
                )
            }
            Uses::Field(field) => {
                let name = facts
                    .operation
                    .field(field)
                    .map_or("", |found| found.wire.as_str());
                format!("it does not repeat `{name}`")
            }
            Uses::Cipher(_) => match expression.parts().first() {
                Some(Expression::Field(field)) => {
                    let field = facts.operation.field(*field);
                    let name = field.map_or("", |found| found.wire.as_str());
                    format!("it does not repeat `{name}` as it arrived, encrypted")
                }
                _ => "it does not verify: what is encrypted for this request is another".to_owned(),
            },
            Uses::Session(id) => {
                let name = facts
                    .vendor
                    .sessions
                    .get(id.0)
                    .map_or("", |found| found.name.snake());
                format!("it is no token of `{name}` that the sandbox issued, or its time is over")
            }
            Uses::Value(value) => {
                let name = facts
                    .operation
                    .computed
                    .get(value.0)
                    .map_or("", |found| found.name.snake());
                format!("it does not verify: `{name}`, computed from this request, is another")
            }
            Uses::Nothing
            | Uses::PrivateKey(_)
            | Uses::Received
            | Uses::Clock
            | Uses::Chance
            | Uses::Address
            | Uses::Body
            | Uses::Option(_) => {
                "it does not verify: what is computed from this request is another".to_owned()
            }
        };
        Problem::Wrong(self.reports(expression), text)
    }

    /// Which check an expression fails when it is wrong: the hardest that is in it.
    pub(super) fn reports(&self, expression: &Expression) -> Reports {
        if let Hides::Digest { .. } | Hides::Mac { .. } | Hides::Signature(_) = expression.hides() {
            return Reports::Signature;
        }
        let inner = match expression.uses() {
            Uses::Body => return Reports::Signature,
            Uses::Credential(_) | Uses::Session(_) => return Reports::Credential,
            Uses::Value(value) => self.operation_value(value).into_iter().collect(),
            Uses::Nothing
            | Uses::PrivateKey(_)
            | Uses::Cipher(_)
            | Uses::Field(_)
            | Uses::Received
            | Uses::Clock
            | Uses::Chance
            | Uses::Address
            | Uses::Option(_) => expression.parts(),
        };
        let parts: Vec<Reports> = inner.into_iter().map(|part| self.reports(part)).collect();
        let hardest = [Reports::Signature, Reports::Credential]
            .into_iter()
            .find(|each| parts.contains(each));
        hardest.unwrap_or(Reports::Field)
    }
}

fn split(text: &str, width: usize) -> Result<(&str, &str), Problem> {
    text.split_at_checked(width)
        .ok_or_else(|| misshapen("it ends too early"))
}

fn random_bytes(count: u32, encoding: TextEncoding, text: &str) -> Result<&str, Problem> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let (taken, rest) = split(text, crypto::encoded_width(encoding, count))?;
    let bytes = crypto::decode(encoding, taken);
    let fits = bytes.is_some_and(|bytes| bytes.len() == count);
    fits.then_some(rest).ok_or_else(|| {
        misshapen(format!(
            "it has no {count} bytes as they are written where they belong"
        ))
    })
}

fn random_digits(kind: RandomDigits, digits: u32, text: &str) -> Result<&str, Problem> {
    let (taken, rest) = split(text, usize::try_from(digits).unwrap_or(usize::MAX))?;
    let (fits, which) = match kind {
        RandomDigits::Hex => (
            taken
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
            "lower-case hexadecimal",
        ),
        RandomDigits::Decimal => (taken.bytes().all(|byte| byte.is_ascii_digit()), "decimal"),
    };
    fits.then_some(rest).ok_or_else(|| {
        misshapen(format!(
            "it has no {digits} {which} digits where they belong"
        ))
    })
}
