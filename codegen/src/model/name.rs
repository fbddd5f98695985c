//! Names that are safe to use as Rust identifiers. No rule about YAML or tokens lives here.

use std::fmt;

/// A checked name: lower-case words of ASCII letters and digits, never a Rust keyword.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    snake: Box<str>,
}

impl Name {
    /// A name from `snake_case` text, or the reason why it cannot be one.
    pub fn parse(text: &str) -> Result<Self, NameProblem> {
        if text.is_empty() {
            return Err(NameProblem::Empty);
        }
        if text.len() > 60 {
            return Err(NameProblem::TooLong);
        }
        let starts_well = text.starts_with(|first: char| first.is_ascii_lowercase());
        let words_well = text.split('_').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        if !starts_well || !words_well {
            return Err(NameProblem::Malformed);
        }
        if is_keyword(text) {
            return Err(NameProblem::Keyword);
        }
        Ok(Self { snake: text.into() })
    }

    /// The name a wire name suggests: `payType` → `pay_type`, `X-KM-Tran-Time` → `x_km_tran_time`.
    pub fn from_wire(wire: &str) -> Result<Self, NameProblem> {
        Self::parse(&snake_case(wire))
    }

    /// Stands where a name could not be read; the model it is in is thrown away.
    pub(crate) fn unreadable() -> Self {
        Self {
            // With a blank, so that it is nobody's name.
            snake: "not readable".into(),
        }
    }

    /// `merchant_id`
    pub fn snake(&self) -> &str {
        &self.snake
    }

    /// `MerchantId`
    pub fn pascal(&self) -> String {
        pascal(&self.snake)
    }

    /// `MERCHANT_ID`
    pub fn shouting(&self) -> String {
        self.snake.to_ascii_uppercase()
    }

    /// This name followed by another word; `suffix` is a word of the compiler's own.
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self {
            snake: format!("{}_{suffix}", self.snake).into(),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.snake)
    }
}

/// Why a text cannot be a [`Name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing is there.
    Empty,
    /// More than 60 characters.
    TooLong,
    /// Not lower-case words of ASCII letters and digits joined by single underscores.
    Malformed,
    /// Rust uses the word itself.
    Keyword,
}

impl NameProblem {
    /// The reason, to follow the text that is refused.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::TooLong => "is longer than 60 characters",
            Self::Malformed => {
                "is not lower-case ASCII words joined by underscores, beginning with a letter"
            }
            Self::Keyword => "is a word that Rust keeps for itself",
        }
    }
}

/// A text as lower-case words, split at case changes and at anything but letters and digits: `payType` and `PayType` are
/// `pay_type`.
pub fn snake_case(wire: &str) -> String {
    let characters: Vec<char> = wire.chars().collect();
    let mut out = String::with_capacity(wire.len() + 4);
    for (position, &current) in characters.iter().enumerate() {
        if !current.is_ascii_alphanumeric() {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            continue;
        }
        let previous = position
            .checked_sub(1)
            .and_then(|before| characters.get(before));
        let next = characters.get(position + 1);
        let begins_word = current.is_ascii_uppercase()
            && previous.is_some_and(|p| {
                p.is_ascii_lowercase()
                    || p.is_ascii_digit()
                    || (p.is_ascii_uppercase() && next.is_some_and(char::is_ascii_lowercase))
            });
        if begins_word && !out.ends_with('_') {
            out.push('_');
        }
        out.push(current.to_ascii_lowercase());
    }
    out.trim_end_matches('_').to_owned()
}

fn pascal(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    for word in snake.split('_') {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            out.push(first.to_ascii_uppercase());
            out.push_str(letters.as_str());
        }
    }
    out
}

/// Strict, reserved and weak keywords of every edition.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types that need no import; a module or a marker of such a name would hide them.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16",
    "u32", "u64", "u8", "usize",
];

fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text) || PRIMITIVES.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_words() {
        for (wire, expected) in [
            ("payType", "pay_type"),
            ("AFFI_CO_TRNS_UNIQ_NO", "affi_co_trns_uniq_no"),
            ("X-KM-User-AspId", "x_km_user_asp_id"),
            ("C_Tid", "c_tid"),
            ("ResultCode", "result_code"),
            ("cardExpireYY", "card_expire_yy"),
            ("sendAddr1", "send_addr1"),
            ("response.code", "response_code"),
            ("HTTPStatus", "http_status"),
        ] {
            assert_eq!(
                Name::from_wire(wire).map(|name| name.to_string()),
                Ok(expected.to_owned())
            );
        }
    }

    #[test]
    fn what_rust_could_not_read_is_no_name() {
        for (text, problem) in [
            ("", NameProblem::Empty),
            ("type", NameProblem::Keyword),
            ("self", NameProblem::Keyword),
            ("3ds", NameProblem::Malformed),
            ("가맹점", NameProblem::Malformed),
            ("a__b", NameProblem::Malformed),
            ("../x", NameProblem::Malformed),
        ] {
            assert_eq!(Name::parse(text), Err(problem), "{text}");
        }
    }
}
