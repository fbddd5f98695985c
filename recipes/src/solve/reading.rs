//! The messages that a known text can be: every way in which values, joined by one style, make exactly that text.

use super::alternative::alternatives;
use super::question::{Given, Role};
use super::recipe::{Message, Operand, Style, is_whole_number, json_member};
use super::style;

/// So many messages are read from one text at most.
pub(super) const MOST: usize = 1000;

/// So many steps are taken for one text at most.
const STEPS: usize = 200_000;

/// All messages that have this text. There can be more than were read where [`MOST`] is reached.
pub(super) fn readings(text: &str, values: &[Given]) -> Vec<Message> {
    let operands = (0..values.len()).flat_map(|value| alternatives(value, values));
    let pieces: Vec<(Operand, String)> = operands
        .filter_map(|operand| {
            let text = operand.text(values)?;
            Some((operand, text))
        })
        .collect();
    let mut found = Vec::new();
    let mut steps = 0;
    for style in style::joined().into_iter().chain(style::json()) {
        let Some(text) = text.strip_prefix(style.around().0) else {
            continue;
        };
        let mut reading = Reading {
            style: &style,
            values,
            pieces: &pieces,
            operands: Vec::new(),
            found: &mut found,
            steps: &mut steps,
        };
        reading.read(text);
    }
    found
}

struct Reading<'r> {
    style: &'r Style,
    values: &'r [Given],
    pieces: &'r [(Operand, String)],
    /// What has been read.
    operands: Vec<Operand>,
    found: &'r mut Vec<Message>,
    steps: &'r mut usize,
}

impl Reading<'_> {
    fn read(&mut self, rest: &str) {
        let pieces = self.pieces;
        for (operand, text) in pieces {
            *self.steps += 1;
            if *self.steps > STEPS || self.found.len() >= MOST {
                return;
            }
            let used = self.operands.iter().any(|used| used.value == operand.value);
            let Some(rest) = self.without(rest, operand, text).filter(|_| !used) else {
                continue;
            };
            self.operands.push(operand.clone());
            match rest == self.style.around().1 {
                true => self.end(),
                false => {
                    if let Some(rest) = rest.strip_prefix(self.style.separator()) {
                        self.read(rest);
                    }
                }
            }
            self.operands.pop();
        }
    }

    /// What is behind an operand, if the text begins with it.
    fn without<'t>(&self, rest: &'t str, operand: &Operand, text: &str) -> Option<&'t str> {
        match self.style {
            // Nobody can tell where an empty text stands.
            Style::Bare { .. } => rest.strip_prefix(text).filter(|_| !text.is_empty()),
            Style::Named { between, .. } => {
                let value = self.values.get(operand.value)?;
                let rest = rest.strip_prefix(value.name.as_str())?;
                let rest = rest.strip_prefix(between.as_str())?;
                rest.strip_prefix(text).filter(|_| value.role != Role::Body)
            }
            Style::Json { bare_numbers } => {
                let value = self.values.get(operand.value)?;
                let member = json_member(&value.name, text, *bare_numbers)?;
                rest.strip_prefix(member.as_str())
                    .filter(|_| value.role != Role::Body)
            }
        }
    }

    fn has_a_number(&self) -> bool {
        let mut texts = self.operands.iter().filter_map(|it| it.text(self.values));
        texts.any(|text| is_whole_number(&text))
    }

    fn end(&mut self) {
        // One operand is the same in all styles that differ in separators alone.
        let is_first_of_its_kind = match self.style {
            Style::Bare { separator, closed } => *closed || separator.is_empty(),
            Style::Named { between, separator } => between != "=" || separator == "&",
            Style::Json { bare_numbers } => !bare_numbers || self.has_a_number(),
        };
        // Without a number both styles of JSON are one.
        if matches!(self.style, Style::Json { .. }) && !is_first_of_its_kind {
            return;
        }
        if self.operands.len() > 1 || is_first_of_its_kind {
            self.found.push(Message {
                style: self.style.clone(),
                operands: self.operands.clone(),
            });
        }
    }
}
