//! Taking whole texts apart: what was encrypted is opened, what was packed is unpacked, and the inputs
//! in it are held against their rules.

use kpg_codegen::model::{
    Absent, Charset, CipherId, Escape, Expression, Field, FieldRef, GivenAs, Place, Placed,
    Presence, Selection, Siblings, TextEncoding,
};

use super::problem::{Problem, misshapen};
use super::reader::Reader;
use crate::charset;
use crate::cipher;
use crate::crypto;
use crate::escapes;
use crate::evaluate::{Knowledge, charset_text, keys, kind_of};
use crate::exchange::Finding;
use crate::json_body::{self, Scalar};
use crate::presence;
use crate::received::{json_types, typed};
use crate::texts;

impl Reader<'_> {
    /// A text is exactly what an expression yields.
    pub(super) fn whole(&mut self, expression: &Expression, text: &str) -> Result<(), Problem> {
        if let Some(known) = self.text(expression) {
            if known == text {
                return Ok(());
            }
            if !self.needs_json(expression) {
                return Err(self.mismatch(expression));
            }
        }
        match expression {
            Expression::Field(field) if field.place == Place::Input => match text.is_empty() {
                // An absent text reads the same as an empty one.
                true if self.is_absent_when_empty(*field) => {
                    self.inputs.insert(field.index, None);
                    Ok(())
                }
                _ => self.input(*field, text),
            },
            Expression::Encrypted(cipher, inner) => self.opened(*cipher, inner, text),
            Expression::Json(members) => self.json(members, text),
            Expression::Escaped(escape, charset, inner) => {
                self.unescaped((*escape, *charset), inner, text)
            }
            Expression::Selection(selection) => self.selection(selection, text),
            Expression::Encoded(encoding, bytes) => {
                match self.behind(bytes).and_then(charset_text) {
                    Some(_) => self.decoded(*encoding, bytes, text),
                    None => self.consume_all(expression, text),
                }
            }
            Expression::Variant(option, arms) => {
                let arm = self.arm(*option, arms).ok_or(Problem::NotYet)?;
                self.whole(arm, text)
            }
            Expression::ByText { by, arms } => {
                let arm = self.chosen(by, arms).ok_or(Problem::NotYet)?;
                self.whole(arm, text)
            }
            Expression::Value(value) => {
                let inner = self.operation_value(*value).ok_or(Problem::NotYet)?;
                self.whole(inner, text)?;
                self.values.insert(value.0, text.to_owned());
                Ok(())
            }
            Expression::Credential(_)
            | Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Session(_)
            | Expression::Clock { .. }
            | Expression::RandomDigits(..)
            | Expression::RandomBytes { .. }
            | Expression::Literal(_)
            | Expression::Path
            | Expression::Query
            | Expression::Concatenation(_)
            | Expression::Sent(_)
            | Expression::Cut(..)
            | Expression::Cased(..)
            | Expression::Replaced { .. }
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. } => self.consume_all(expression, text),
        }
    }

    fn consume_all(&mut self, expression: &Expression, text: &str) -> Result<(), Problem> {
        if self.consume(expression, text)?.is_empty() {
            return Ok(());
        }
        let text = "it goes on where it should end".to_owned();
        Err(Problem::Wrong(self.reports(expression), text))
    }

    /// An input that was found where a recipe put it.
    fn input(&mut self, at: FieldRef, text: &str) -> Result<(), Problem> {
        let field = self.facts.operation.field(at).ok_or(Problem::NotYet)?;
        if field.presence == Presence::Required && texts::says_nothing(field, text) {
            return Err(misshapen(format!("`{}` in it is missing", field.wire)));
        }
        self.inputs.insert(at.index, Some(text.to_owned()));
        let charset = self.facts.operation.charset;
        match texts::broken_text(self.facts.vendor, charset, Placed { at, field }, text) {
            Some(problem) => Err(misshapen(format!("`{}` in it: {problem}", field.wire))),
            None => Ok(()),
        }
    }

    /// Whether an input whose text is empty was left out, as far as anybody can tell: one that must sometimes be there
    /// and may be empty was given.
    fn is_absent_when_empty(&self, at: FieldRef) -> bool {
        let field = self.facts.operation.field(at);
        field.is_some_and(|field| {
            let may_be_demanded = field.presence.required_when().is_some();
            may_be_absent(field) && !(may_be_demanded && field.allows_empty_text())
        })
    }

    /// A part that is there, even where its text is empty: its name or its separator is.
    fn present(&mut self, part: &Expression, text: &str) -> Result<(), Problem> {
        match part {
            Expression::Field(field)
                if field.place == Place::Input && self.text(part).is_none() =>
            {
                self.input(*field, text)
            }
            _ => self.whole(part, text),
        }
    }

    /// Inputs that are known to be there or not, although they must not be.
    pub(super) fn input_presence(&self) -> Vec<Finding> {
        let texts = |place| self.field(place).flatten();
        let operation = self.facts.operation;
        let siblings = Siblings::Request(operation);
        let known = self.inputs.iter().filter_map(|(index, input)| {
            let field = operation.inputs.get(*index)?;
            presence::broken_presence(siblings, field, input.is_some(), &texts)
                .map(|problem| Finding::field(&field.wire, problem))
        });
        let given = |at: FieldRef| {
            let field = operation.field(at)?;
            let text = self.field(at)?;
            Some(text.map_or(GivenAs::Absent, |text| {
                presence::given_as(field, Some(&text))
            }))
        };
        let is_input = |at: &FieldRef| at.place == Place::Input;
        let combinations = operation.combinations.iter();
        let with_inputs =
            combinations.filter(|combination| combination.members.iter().any(is_input));
        let combinations = with_inputs
            .filter_map(|combination| presence::broken_combination(siblings, combination, &given));
        known.chain(combinations).collect()
    }

    fn opened(&mut self, id: CipherId, inner: &Expression, text: &str) -> Result<(), Problem> {
        let facts = self.facts;
        let cipher = facts.vendor.ciphers.get(id.0).ok_or(Problem::NotYet)?;
        let keys = keys(self, cipher).ok_or(Problem::NotYet)?;
        let plain = cipher::open(cipher, Some(&keys), text).map_err(misshapen)?;
        self.whole(inner, &plain)
    }

    /// Escapes are undone, so that what is in them can be read. Unescaped texts are computed only.
    fn unescaped(
        &mut self,
        (escape, charset): (Escape, Charset),
        inner: &Expression,
        text: &str,
    ) -> Result<(), Problem> {
        let back = escapes::inverse(escape).ok_or(Problem::NotYet)?;
        let plain = escapes::rewritten(back, charset, text);
        let plain = plain
            .filter(|plain| escapes::rewritten(escape, charset, plain).as_deref() == Some(text));
        let plain = plain.ok_or_else(|| misshapen("it is not escaped as it should be"))?;
        self.whole(inner, &plain)
    }

    fn decoded(
        &mut self,
        encoding: TextEncoding,
        bytes: &Expression,
        text: &str,
    ) -> Result<(), Problem> {
        let behind = self.behind(bytes).cloned().ok_or(Problem::NotYet)?;
        let (charset, inner) = charset_text(&behind).ok_or(Problem::NotYet)?;
        let bytes = crypto::decode(encoding, text)
            .ok_or_else(|| misshapen("it is not written as its bytes are"))?;
        let plain = charset::decode(charset, &bytes)
            .ok_or_else(|| misshapen(format!("it is not in {}", charset::name(charset))))?;
        self.whole(inner, &plain)
    }

    /// A JSON object with these members in any order and no others.
    fn json(&mut self, members: &[(String, Expression)], text: &str) -> Result<(), Problem> {
        let found = json_body::members(text).map_err(misshapen)?;
        let listed = |name: &str| members.iter().any(|(known, _)| known == name);
        if let Some((name, _)) = found.iter().find(|(name, _)| !listed(name)) {
            return Err(misshapen(format!("`{name}` in it is none of its members")));
        }
        let mut waits = false;
        for (name, part) in members {
            let mut values = found.iter().filter(|(known, _)| known == name);
            let outcome = match (values.next(), values.next()) {
                (None, _) => self.left_out(name, part),
                (Some((_, value)), None) => self.json_member(name, part, value.clone()),
                (Some(_), Some(_)) => Err(misshapen(format!("`{name}` is in it twice"))),
            };
            waits |= unless_wrong(outcome)?;
        }
        settled(waits)
    }

    fn json_member(&mut self, name: &str, part: &Expression, value: Scalar) -> Result<(), Problem> {
        let (text, problem) = typed(json_types(&kind_of(self, part)), value);
        match problem {
            Some(problem) => Err(misshapen(format!("`{name}` in it: {problem}"))),
            None => self.present(part, &text),
        }
    }

    /// A part that was left out must be one that is absent.
    fn left_out(&mut self, name: &str, part: &Expression) -> Result<(), Problem> {
        let lacks = || misshapen(format!("it lacks `{name}`"));
        match (self.part(part), part) {
            (Some(None), _) => Ok(()),
            (Some(Some(_)), _) => Err(lacks()),
            (None, Expression::Field(field)) if field.place == Place::Input => {
                let declared = self.facts.operation.field(*field);
                if !declared.is_some_and(may_be_absent) {
                    return Err(lacks());
                }
                self.inputs.insert(field.index, None);
                Ok(())
            }
            (None, _) => Err(lacks()),
        }
    }

    fn selection(&mut self, selection: &Selection, text: &str) -> Result<(), Problem> {
        let pieces = match &selection.between {
            Some(between) => named_pieces(selection, between, text),
            None => self.bare_pieces(selection, text)?,
        };
        let Some(pieces) = pieces else {
            return Err(misshapen("its parts are not those that it should have"));
        };
        let mut waits = false;
        for ((name, part), piece) in selection.parts.iter().zip(pieces) {
            let outcome = match (piece, selection.absent) {
                (Some(piece), Absent::Skipped) => self.present(part, piece),
                (Some(piece), Absent::Empty) => self.whole(part, piece),
                (None, Absent::Skipped) => self.left_out(name, part),
                (None, Absent::Empty) => Err(misshapen(format!("it lacks `{name}`"))),
            };
            waits |= unless_wrong(outcome)?;
        }
        settled(waits)
    }

    /// The pieces between separators, each at its part. Where an input may be absent or have a
    /// separator in it, nobody can tell which piece is whose: then it has to wait.
    fn bare_pieces<'t>(
        &self,
        selection: &Selection,
        text: &'t str,
    ) -> Result<Option<Vec<Option<&'t str>>>, Problem> {
        let skips = selection.absent == Absent::Skipped;
        let there = |part: &Expression| !(skips && matches!(self.part(part), Some(None)));
        let parts: Vec<bool> = selection
            .parts
            .iter()
            .map(|(_, part)| there(part))
            .collect();
        let wanted = parts.iter().filter(|there| **there).count();
        let pieces: Vec<&str> = match (wanted, selection.separator.is_empty()) {
            (0, _) if text.is_empty() => Vec::new(),
            (_, true) => vec![text],
            (_, false) => text.split(&selection.separator).collect(),
        };
        let fewer = pieces.len() < wanted && !skips;
        if pieces.len() != wanted {
            let hidden = selection
                .parts
                .iter()
                .any(|(_, part)| self.needs_hidden(part));
            return match hidden && !fewer {
                true => Err(Problem::NotYet),
                false => Ok(None),
            };
        }
        let mut pieces = pieces.into_iter();
        let placed = parts
            .into_iter()
            .map(|there| if there { pieces.next() } else { None });
        Ok(Some(placed.collect()))
    }
}

/// The pieces after names, each at its part; a value ends before the next name that is there.
fn named_pieces<'t>(
    selection: &Selection,
    between: &str,
    text: &'t str,
) -> Option<Vec<Option<&'t str>>> {
    let names: Vec<String> = selection
        .parts
        .iter()
        .map(|(name, _)| format!("{name}{between}"))
        .collect();
    let mut rest = Some(text).filter(|text| !text.is_empty());
    let mut pieces = Vec::new();
    for (position, name) in names.iter().enumerate() {
        let Some(value) = rest.and_then(|rest| rest.strip_prefix(name.as_str())) else {
            pieces.push(None);
            continue;
        };
        let later = names.get(position + 1..).unwrap_or_default();
        let ends = later
            .iter()
            .filter_map(|next| value.find(&format!("{}{next}", selection.separator)));
        let (piece, after) = value.split_at_checked(ends.min().unwrap_or(value.len()))?;
        pieces.push(Some(piece));
        rest = after.strip_prefix(selection.separator.as_str());
        rest = rest.filter(|_| !after.is_empty());
    }
    rest.is_none().then_some(pieces)
}

fn may_be_absent(field: &Field) -> bool {
    field.presence != Presence::Required
}

/// Whether a part has to wait; what is wrong with it otherwise.
fn unless_wrong(outcome: Result<(), Problem>) -> Result<bool, Problem> {
    match outcome {
        Ok(()) => Ok(false),
        Err(Problem::NotYet) => Ok(true),
        Err(wrong) => Err(wrong),
    }
}

fn settled(waits: bool) -> Result<(), Problem> {
    match waits {
        true => Err(Problem::NotYet),
        false => Ok(()),
    }
}
