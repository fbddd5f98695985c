//! The words of a line, taken one after the other.

use crate::vocabulary::{self, Marks};

/// The words of a line that are still to be read.
#[derive(Clone)]
pub(super) struct Words<'t> {
    left: Vec<&'t str>,
}
impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut left: Vec<&str> = text.split_whitespace().collect();
        left.reverse();
        Self { left }
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    pub(super) fn next_if(&mut self, test: impl Fn(&str) -> bool) -> Option<&'t str> {
        let next = *self.left.last()?;
        test(next).then(|| self.left.pop()).flatten()
    }

    /// The number of a row before its name: `1 sellerKey`.
    pub(super) fn skip_number(&mut self) {
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        if self.left.len() > 2 {
            self.next_if(is_number);
        }
    }

    /// A length: `40byte`, `40 byte`, and a number alone where a column says that it is one.
    pub(super) fn length(&mut self, has_column: bool) -> Option<String> {
        let word = *self.left.last()?;
        let is_mark = |word: &str| vocabulary::presence(word, Marks::default()).is_some();
        if has_column && vocabulary::is_unlimited(&vocabulary::fold(word)) && !is_mark(word) {
            return self.left.pop().map(str::to_owned);
        }
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if unit.len() < word.len() && vocabulary::is_unit(unit) {
            return self.left.pop().map(str::to_owned);
        }
        let below = self.left.len().checked_sub(2);
        let unit = below.and_then(|at| self.left.get(at)).copied();
        match unit.filter(|unit| digits(word) && vocabulary::is_unit(unit)) {
            Some(unit) => {
                self.left.truncate(self.left.len().saturating_sub(2));
                Some(format!("{word} {unit}"))
            }
            None if has_column && digits(word) => self.left.pop().map(str::to_owned),
            None => None,
        }
    }

    /// The words before a length, which may be none of them.
    pub(super) fn before_length(&mut self) -> Option<String> {
        let mut label = Vec::new();
        while self.clone().length(true).is_none() {
            label.push(self.left.pop()?);
        }
        (!label.is_empty()).then(|| label.join(" "))
    }

    pub(super) fn rest(mut self) -> String {
        self.left.reverse();
        self.left.join(" ")
    }
}
