//! Messages in one style and in certain orders, and how one of them is written. Which are tried does not belong here.

use kpg_codegen::model::Charset;

use super::order::{Permutations, TableOrder};
use super::question::{Given, Role};
use super::recipe::{Operand, Style, json_member};
use crate::charset;

/// Messages in one style and in certain orders.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) style: Style,
    pub(super) charset: Charset,
    /// What stands for each value, by its position.
    pub(super) operands: Vec<Operand>,
    pub(super) orders: Orders,
}

#[derive(Clone, Debug)]
pub(super) enum Orders {
    Table(TableOrder),
    All(Permutations),
}

impl Job {
    /// What each value is in a message of this style; `None` where it cannot stand in one.
    pub(super) fn parts(&self, values: &[Given]) -> Vec<Option<Vec<u8>>> {
        let part = |operand: &Operand| {
            let Given { name, role, .. } = values.get(operand.value)?;
            let text = operand.text(values)?;
            let has_no_name = *role == Role::Body && !matches!(self.style, Style::Bare { .. });
            let text = match &self.style {
                _ if has_no_name => return None,
                Style::Bare { .. } => text,
                Style::Named { between, .. } => format!("{name}{between}{text}"),
                Style::Json { bare_numbers } => json_member(name, &text, *bare_numbers)?,
            };
            charset::encode(self.charset, &text)
        };
        self.operands.iter().map(part).collect()
    }
}

/// Writes the message; false where a value cannot stand in it.
pub(super) fn fill(
    message: &mut Vec<u8>,
    style: &Style,
    parts: &[Option<Vec<u8>>],
    order: &[usize],
) -> bool {
    let (start, end) = style.around();
    message.clear();
    message.extend_from_slice(start.as_bytes());
    for (place, value) in order.iter().enumerate() {
        let Some(Some(part)) = parts.get(*value) else {
            return false;
        };
        if place > 0 {
            message.extend_from_slice(style.separator().as_bytes());
        }
        message.extend_from_slice(part);
    }
    message.extend_from_slice(end.as_bytes());
    true
}
