//! Bytes → text: which charset a page is in, and Korean that was read in a wrong one before the page was saved.

use encoding_rs::{EUC_KR, Encoding as Charset, UTF_8, WINDOWS_874, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization as _;

use crate::error::ReadError;
use crate::limits;
use crate::page::{Encoding, Note};
use crate::vocabulary::is_syllable;

/// A page as text.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    pub(crate) notes: Vec<Note>,
}

/// Charsets that Korean pages are read in by mistake, and what they are called.
const MISREADINGS: [(&Charset, &str); 2] = [(WINDOWS_874, "cp874"), (WINDOWS_1252, "cp1252")];
/// So many syllables must come back before Latin or Thai words are taken for misread Korean.
const FEWEST_SYLLABLES: usize = 4;

/// How files begin that are no text, what they are, and how the text in them is had.
const OTHER_KINDS: [(&[u8], &str, &str); 6] = [
    (b"%PDF", "a PDF", FROM_DOCUMENT),
    (
        b"PK\x03\x04",
        "an archive, as Word, Excel and HWPX files are",
        FROM_DOCUMENT,
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "a document of Word, Excel or HWP",
        FROM_DOCUMENT,
    ),
    (b"\x89PNG", "a picture", FROM_PICTURE),
    (b"\xff\xd8\xff", "a picture", FROM_PICTURE),
    (b"GIF8", "a picture", FROM_PICTURE),
];
const FROM_DOCUMENT: &str = "open it and save it as HTML, or copy its tables into a text file";
const FROM_PICTURE: &str = "give the page that it shows, or write its table into a Markdown file";

/// The text of a page.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if bytes.len() > limits::MOST_BYTES {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: limits::MOST_BYTES,
        });
    }
    if let Some((_, what, advice)) = OTHER_KINDS
        .iter()
        .find(|(start, ..)| bytes.starts_with(start))
    {
        return Err(ReadError::OtherKind { what, advice });
    }
    let mut decoded = charset(bytes)?;
    if decoded
        .text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
    {
        return Err(ReadError::Empty);
    }
    if let Some(recovered) = recover(&decoded.text) {
        decoded = recovered;
    }
    // A syllable in letters, as some machines save it, is none of the words of pages.
    if decoded.text.contains(is_letter_of_syllable) {
        decoded.text = decoded.text.nfc().collect();
    }
    // Lines end as they end on the machine that saved the page.
    if decoded.text.contains('\r') {
        decoded.text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    }
    Ok(decoded)
}

/// Whether a character is a letter that a syllable of Hangul can be written with.
fn is_letter_of_syllable(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

fn charset(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let plain = |text: String, encoding| Decoded {
        text,
        encoding,
        notes: Vec::new(),
    };
    if let Some((marked, _)) = Charset::for_bom(bytes) {
        let (text, _) = marked.decode_with_bom_removal(bytes);
        let encoding = match marked == UTF_8 {
            true => Encoding::Utf8,
            false => Encoding::Utf16,
        };
        return Ok(plain(text.into_owned(), encoding));
    }
    if let Some(offset) = bytes.iter().position(|byte| is_binary(*byte)) {
        return Err(ReadError::NotText { offset });
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(plain(text.to_owned(), Encoding::Utf8)),
        Err(error) => error,
    };
    let (korean, broken) = EUC_KR.decode_without_bom_handling(bytes);
    if !broken && has_hangul(&korean) {
        let mut decoded = plain(korean.into_owned(), Encoding::EucKr);
        decoded
            .notes
            .push(note("the page is in EUC-KR (CP949), not in UTF-8"));
        return Ok(decoded);
    }
    damaged(bytes, error.valid_up_to())
}

/// A page in neither charset: the one of the two that leaves less unread, or no text at all.
fn damaged(bytes: &[u8], offset: usize) -> Result<Decoded, ReadError> {
    let lost = |text: &str| text.chars().filter(|c| *c == '\u{fffd}').count();
    let utf8 = String::from_utf8_lossy(bytes);
    let (korean, _) = EUC_KR.decode_without_bom_handling(bytes);
    let (text, encoding) = match lost(&korean) < lost(&utf8) && has_hangul(&korean) {
        true => (korean, Encoding::EucKr),
        false => (utf8, Encoding::Utf8),
    };
    let lost = lost(&text);
    // A text with every tenth character unread is no text.
    if lost * 10 > text.chars().count() {
        return Err(ReadError::NotText { offset });
    }
    let words = format!(
        "{lost} characters of the page cannot be read in any charset, the first at byte {offset}"
    );
    Ok(Decoded {
        text: text.into_owned(),
        encoding,
        notes: vec![note(words)],
    })
}

/// Control characters that no text has in any charset.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31)
}

fn note(text: impl Into<String>) -> Note {
    Note {
        line: None,
        text: text.into(),
    }
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(is_syllable)
}

/// The text with its Korean back, when most of what is not ASCII is UTF-8 that was read as another charset.
fn recover(text: &str) -> Option<Decoded> {
    let (recovered, syllables, name) = MISREADINGS
        .iter()
        .map(|(charset, name)| {
            let (recovered, syllables) = reread(text, charset);
            (recovered, syllables, *name)
        })
        .max_by_key(|(_, syllables, _)| *syllables)?;
    let kept = text.chars().filter(|c| is_syllable(*c)).count();
    if syllables < FEWEST_SYLLABLES || syllables <= kept {
        return None;
    }
    let lost = recovered.chars().filter(|c| *c == '\u{fffd}').count();
    let notes = vec![note(format!(
        "the page's Korean had been read as {name}; it is restored, but for {lost} characters that lost a byte"
    ))];
    Some(Decoded {
        text: recovered,
        encoding: Encoding::Misread(name),
        notes,
    })
}

/// Every run of characters beyond ASCII, taken back to bytes and read as UTF-8, and how many syllables that gives.
fn reread(text: &str, charset: &'static Charset) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut syllables = 0;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (before, from) = rest.split_at(start);
        let (run, after) = from.split_at(from.find(|c: char| c.is_ascii()).unwrap_or(from.len()));
        out.push_str(before);
        let meant =
            bytes_of(run, charset).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let found = meant
            .as_deref()
            .map_or(0, |meant| meant.chars().filter(|c| is_syllable(*c)).count());
        match meant {
            // A lone mark, such as a dot or a dash, was one character before and after.
            Some(meant) if found > 0 || meant.chars().any(|c| c != '\u{fffd}') => {
                out.push_str(&meant)
            }
            _ => out.push_str(run),
        }
        syllables += found;
        rest = after;
    }
    out.push_str(rest);
    (out, syllables)
}

/// The bytes that a run was read from; none when a character is in neither charset. What Thai code pages leave
/// open in the range of control characters, readers fill in from Windows-1252.
fn bytes_of(run: &str, charset: &'static Charset) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(run.len());
    let mut buffer = [0; 4];
    for c in run.chars() {
        let letter: &str = c.encode_utf8(&mut buffer);
        let tries = [charset, WINDOWS_1252].into_iter();
        let mut encoded = tries.filter_map(|charset| {
            let (bytes, _, replaced) = charset.encode(letter);
            (!replaced).then(|| bytes.into_owned())
        });
        bytes.extend(encoded.next()?);
    }
    Some(bytes)
}
