//! Escapes of texts, written and undone byte by byte. Knows no vendor and no runtime.

use kpg_codegen::model::{Charset, Escape};

use crate::charset;

/// A text with its escapes, or without them; `None` when it cannot be.
pub fn rewritten(escape: Escape, charset: Charset, text: &str) -> Option<String> {
    match escape {
        Escape::PercentEncode => Some(escaped(&charset::encode(charset, text)?, b"-._~", false)),
        Escape::FormEncode => Some(escaped(&charset::encode(charset, text)?, b"*-._", true)),
        Escape::PercentEncodeLower => {
            rewritten(Escape::PercentEncode, charset, text).map(|text| in_small_letters(&text))
        }
        Escape::FormEncodeLower => {
            rewritten(Escape::FormEncode, charset, text).map(|text| in_small_letters(&text))
        }
        Escape::PercentDecode => charset::decode(charset, &unescaped(text, false)?),
        Escape::FormDecode => charset::decode(charset, &unescaped(text, true)?),
    }
}

/// What undoes an escape; `None` for what undoes one itself.
pub fn inverse(escape: Escape) -> Option<Escape> {
    match escape {
        Escape::PercentEncode | Escape::PercentEncodeLower => Some(Escape::PercentDecode),
        Escape::FormEncode | Escape::FormEncodeLower => Some(Escape::FormDecode),
        Escape::PercentDecode | Escape::FormDecode => None,
    }
}

fn escaped(bytes: &[u8], plain: &[u8], plus: bool) -> String {
    let mut text = String::new();
    for byte in bytes {
        match byte {
            b' ' if plus => text.push('+'),
            byte if byte.is_ascii_alphanumeric() || plain.contains(byte) => {
                text.push(char::from(*byte));
            }
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// The two digits of every escape in small letters.
fn in_small_letters(text: &str) -> String {
    let mut digits = 0;
    let letters = text.chars().map(|letter| {
        let is_digit = digits > 0;
        digits = match letter {
            '%' => 2,
            _ => usize::saturating_sub(digits, 1),
        };
        if is_digit {
            letter.to_ascii_lowercase()
        } else {
            letter
        }
    });
    letters.collect()
}

fn unescaped(text: &str, plus: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits =
                    [rest.next()?, rest.next()?].map(|digit| char::from(digit).to_digit(16));
                let [Some(high), Some(low)] = digits else {
                    return None;
                };
                u8::try_from(high * 16 + low).ok()?
            }
            b'+' if plus => b' ',
            byte => byte,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c 'from urllib.parse import *; print(quote("a b*~가", safe="*~"))'` and its likes.
    #[test]
    fn escapes_are_those_of_python() {
        let plain = "a b*~+%가";
        for (escape, charset, expected) in [
            (
                Escape::PercentEncode,
                Charset::Utf8,
                "a%20b%2A~%2B%25%EA%B0%80",
            ),
            (Escape::FormEncode, Charset::Utf8, "a+b*%7E%2B%25%EA%B0%80"),
            (
                Escape::PercentEncode,
                Charset::EucKr,
                "a%20b%2A~%2B%25%B0%A1",
            ),
            (Escape::FormEncode, Charset::EucKr, "a+b*%7E%2B%25%B0%A1"),
            (
                Escape::PercentEncodeLower,
                Charset::Utf8,
                "a%20b%2a~%2b%25%ea%b0%80",
            ),
            (
                Escape::FormEncodeLower,
                Charset::EucKr,
                "a+b*%7e%2b%25%b0%a1",
            ),
        ] {
            let made = rewritten(escape, charset, plain);
            assert_eq!(made.as_deref(), Some(expected));
            let back = inverse(escape).and_then(|back| rewritten(back, charset, expected));
            assert_eq!(back.as_deref(), Some(plain));
        }
        for broken in ["%", "%4", "%zz", "a%2"] {
            assert_eq!(
                rewritten(Escape::PercentDecode, Charset::Utf8, broken),
                None
            );
        }
    }
}
