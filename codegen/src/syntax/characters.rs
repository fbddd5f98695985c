//! Characters that cannot be seen, or not be told from another. They come with what is copied from a page, an office
//! program or a chat, and make a name, a code or a key that looks right and is another one. What a spec writes as an
//! escape, such as `"\u3000"`, is seen by whoever reads it, and is taken as it is.

use std::fmt;

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

/// What a text is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It reaches the wire, or names something: each character counts.
    Exact,
    /// People read it.
    Prose,
}

/// Why a character has no place in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Unseen,
    Space,
    FullWidth,
    QuotationMark,
    OtherScript,
    Dash,
    /// A mark that stands over, under or through the letter before it.
    Mark,
    /// A letter of Hangul in parts, as some systems write the names of files.
    Decomposed,
}

/// Reports the first such character of a text as it is written, and leaves what was meant.
pub(super) fn read(
    text: &mut String,
    (span, written): (Span, &str),
    kind: Kind,
    out: &mut Diagnostics,
) {
    if written.is_ascii() {
        return;
    }
    let mut found = written.char_indices().filter_map(|(offset, c)| {
        let fault = fault(c).filter(|fault| fault.counts_in(kind, c))?;
        Some((offset, c, fault))
    });
    let Some((offset, c, fault)) = found.next() else {
        return;
    };
    let start = span.start + offset;
    let code = match kind {
        Kind::Exact => DiagnosticCode::UnseenCharacter,
        Kind::Prose => DiagnosticCode::UnseenInProse,
    };
    let told = Diagnostic::new(
        code,
        span,
        format!("`{}` holds {}", shown(written), Named(c, fault)),
    )
    .also(Span::new(start, start + c.len_utf8()), fault.label())
    .help(fault.help());
    match kind {
        Kind::Exact => out.push_read_as_meant(told),
        Kind::Prose => out.push(told),
    }
    *text = cleaned(text);
}

/// Why a character has no place in a text; none where it has.
fn fault(c: char) -> Option<Fault> {
    match c {
        _ if c.is_ascii() => None,
        // What most texts of a spec are written in is not looked up in the tables of Unicode.
        '가'..='힣' => None,
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' => Some(Fault::QuotationMark),
        '\u{ff01}'..='\u{ff5e}' => Some(Fault::FullWidth),
        // Fillers of Hangul, joiners, variation selectors and empty Braille: letters and marks that show nothing.
        '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{34f}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2800}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => Some(Fault::Unseen),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some(Fault::Dash),
        // Letters of formulas, which look like those of ASCII.
        '\u{1d400}'..='\u{1d7ff}' => Some(Fault::OtherScript),
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}' => {
            Some(Fault::Decomposed)
        }
        _ => match get_general_category(c) {
            GeneralCategory::Format
            | GeneralCategory::Control
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator => Some(Fault::Unseen),
            GeneralCategory::SpaceSeparator => Some(Fault::Space),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark => Some(Fault::Mark),
            _ if is_of_other_script(c) => Some(Fault::OtherScript),
            _ => None,
        },
    }
}

/// Letters that are neither ASCII nor of a script of Korean pages: many of them look like letters of ASCII.
fn is_of_other_script(c: char) -> bool {
    let of_korean_pages = matches!(
        c.script(),
        Script::Hangul | Script::Han | Script::Hiragana | Script::Katakana | Script::Common
    );
    c.is_alphabetic() && !of_korean_pages
}

impl Fault {
    /// Whether it matters in a text of a kind. Labels have typographic quotation marks, full-width marks and words
    /// of other languages for good reasons.
    fn counts_in(self, kind: Kind, c: char) -> bool {
        match (kind, self) {
            (Kind::Exact, _) => true,
            (Kind::Prose, Self::Unseen | Self::Space | Self::Decomposed) => true,
            (Kind::Prose, Self::FullWidth) => to_ascii(c).is_alphanumeric(),
            (Kind::Prose, Self::QuotationMark | Self::OtherScript | Self::Dash | Self::Mark) => {
                false
            }
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Unseen => "it is here",
            Self::Space => "it looks like a blank",
            Self::FullWidth => "it looks like a character of ASCII",
            Self::QuotationMark => "it looks like a quote",
            Self::OtherScript => "it may look like a letter of ASCII",
            Self::Dash => "it looks like `-`",
            Self::Mark => "it belongs to the letter before it",
            Self::Decomposed => "it looks like a letter in one piece",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Unseen => {
                "remove it; where the vendor means it, write it as an escape in double quotes, such as `\"\\u200b\"`"
            }
            Self::Space => {
                "write a blank, or nothing; where the vendor means it, write it as an escape in double quotes, such \
                 as `\"\\u00a0\"`"
            }
            Self::FullWidth => {
                "write it in ASCII; where the vendor means it, write it as an escape in double quotes, such as \
                 `\"\\uff11\"`"
            }
            Self::QuotationMark => "write `\"`, or no quotes",
            Self::OtherScript => {
                "write it anew; where the vendor means it, write it as an escape in double quotes, such as \
                 `\"\\u0430\"`"
            }
            Self::Dash => {
                "write `-`; where the vendor means it, write it as an escape in double quotes, such as `\"\\u2013\"`"
            }
            Self::Mark => {
                "remove it; where the vendor means it, write it as an escape in double quotes, such as `\"\\u0301\"`"
            }
            Self::Decomposed => {
                "write it anew with a Korean keyboard; it was copied from the name of a file, perhaps"
            }
        }
    }
}

/// A character with what it is.
struct Named(char, Fault);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(c, fault) = *self;
        let what = match (fault, c) {
            (Fault::Unseen, '\u{200b}') => "a zero-width space",
            (Fault::Unseen, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                "a mark that changes the direction of the text"
            }
            (Fault::Unseen, _) => "a character that cannot be seen",
            (Fault::Space, '\u{a0}') => "a no-break space",
            (Fault::Space, '\u{3000}') => "an ideographic space",
            (Fault::Space, _) => "a space that is no blank",
            (Fault::FullWidth, _) => "a full-width character",
            (Fault::QuotationMark, _) => "a quotation mark of typography",
            (Fault::OtherScript, _) => "a letter of another script",
            (Fault::Dash, _) => "a dash that is no `-`",
            (Fault::Mark, _) => "a mark on a letter",
            (Fault::Decomposed, _) => "a letter of Hangul in parts",
        };
        write!(f, "{what}, U+{:04X}", u32::from(c))
    }
}

/// A text with everything as an escape that cannot be seen.
fn shown(written: &str) -> String {
    let escaped = written.chars().map(|c| match fault(c) {
        Some(Fault::Unseen | Fault::Space) => c.escape_unicode().to_string(),
        _ => c.to_string(),
    });
    escaped.collect()
}

/// What was meant: without what cannot be seen, in ASCII and in whole letters. A space in the middle of a word of
/// ASCII is none.
fn cleaned(text: &str) -> String {
    let letters: Vec<char> = text.nfc().collect();
    let is_one_word = !text.contains(' ') && !text.trim().contains(|c: char| !shows_as_ascii(c));
    let meant = letters.into_iter().filter_map(|c| match fault(c) {
        Some(Fault::Unseen | Fault::QuotationMark | Fault::Mark) => None,
        Some(Fault::Space) if is_one_word => None,
        Some(Fault::Space) => Some(' '),
        Some(Fault::FullWidth) => Some(to_ascii(c)),
        Some(Fault::Dash) => Some('-'),
        Some(Fault::OtherScript) => Some(look_alike(c)),
        Some(Fault::Decomposed) | None => Some(c),
    });
    meant.collect::<String>().trim().to_owned()
}

fn shows_as_ascii(c: char) -> bool {
    c.is_ascii_graphic() || fault(c).is_some_and(|fault| fault != Fault::Decomposed)
}

/// The letter of ASCII that a letter of another script looks like; itself where it looks like none.
fn look_alike(c: char) -> char {
    let mut buffer = [0; 4];
    let mut like = unicode_security::skeleton(c.encode_utf8(&mut buffer));
    match (like.next(), like.next()) {
        // The tables of Unicode write what looks like `I` and `1` as `l`.
        (Some('l'), None) if c.is_uppercase() => 'I',
        (Some(letter), None) if letter.is_ascii() => letter,
        _ => c,
    }
}

/// The character of ASCII that a full-width one looks like.
fn to_ascii(c: char) -> char {
    let ascii = u32::from(c).checked_sub(0xfee0);
    ascii.and_then(char::from_u32).unwrap_or(c)
}
