//! Templates: `KMV1:{now:yyyyMMddHHmmssSSS}:{mac}` as literals and names with their places.

use super::text;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::RandomDigits;
use crate::source::{Span, Spanned};
use crate::syntax::reader::Text;

/// One piece of a template.
pub(crate) enum Piece {
    Literal(String),
    /// `{random:hex7}` and `{random:digits7}`
    Random(RandomDigits, u32),
    /// `{name}`
    Name(Text),
    /// `{clock:format}`
    Formatted(Text, Text),
}

/// The pieces of a template, in order.
pub(crate) fn pieces(template: &Text, out: &mut Diagnostics) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = template.value.as_str();
    while let Some((literal, after)) = rest.split_once('{') {
        if literal.contains('}') {
            break;
        }
        push_literal(&mut pieces, literal);
        let Some((inside, after)) = after.split_once('}') else {
            out.push(unbalanced(template));
            return None;
        };
        pieces.push(piece(inside, template, out)?);
        rest = after;
    }
    if rest.contains(['{', '}']) {
        out.push(unbalanced(template));
        return None;
    }
    push_literal(&mut pieces, rest);
    if pieces.is_empty() {
        text::bad(
            template,
            "the template is empty",
            "write literal text and `{name}`",
            out,
        );
        return None;
    }
    Some(pieces)
}

fn push_literal(pieces: &mut Vec<Piece>, literal: &str) {
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal.to_owned()));
    }
}

fn piece(inside: &str, template: &Text, out: &mut Diagnostics) -> Option<Piece> {
    let place = place_of(inside, template);
    match inside.split_once(':') {
        None => Some(Piece::Name(Spanned::new(inside.to_owned(), place))),
        Some(("random", kind)) => {
            let kinds = [
                ("hex", RandomDigits::Hex),
                ("digits", RandomDigits::Decimal),
            ];
            let random = kinds.into_iter().find_map(|(word, of)| {
                let digits = kind.strip_prefix(word)?.parse().ok();
                let digits = digits.filter(|digits| (1..=64).contains(digits))?;
                Some(Piece::Random(of, digits))
            });
            if random.is_none() {
                let problem = Diagnostic::new(
                    DiagnosticCode::BadValue,
                    place,
                    format!("`{kind}` is no kind of random text"),
                )
                .help(
                    "write `{random:hex7}` for seven random hexadecimal digits, `{random:digits7}` for decimal ones; at most 64",
                );
                out.push(problem);
            }
            random
        }
        Some((name, format)) => Some(Piece::Formatted(
            Spanned::new(name.to_owned(), place_of(name, template)),
            Spanned::new(format.to_owned(), place_of(format, template)),
        )),
    }
}

fn unbalanced(template: &Text) -> Diagnostic {
    Diagnostic::new(
        DiagnosticCode::BadValue,
        template.span,
        "a brace of the template has no partner",
    )
    .help("names stand in braces: `{name}`")
}

/// The place of a part of a template. A quoted template begins one byte later than its text; one with
/// escapes has no simple places inside, so the whole of it is the place.
fn place_of(part: &str, template: &Text) -> Span {
    let width = template.span.end - template.span.start;
    let quotes = width.saturating_sub(template.value.len());
    let offset = (part.as_ptr() as usize).checked_sub(template.value.as_ptr() as usize);
    match (quotes, offset) {
        (0, Some(offset)) => Span::new(
            template.span.start + offset,
            template.span.start + offset + part.len(),
        ),
        (2, Some(offset)) => Span::new(
            template.span.start + 1 + offset,
            template.span.start + 1 + offset + part.len(),
        ),
        _ => template.span,
    }
}
