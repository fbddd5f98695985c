//! Examples in documentation: small parts of a spec, made whole by a base spec, so that they can be compiled.
//!
//! A part is text, and stays text: it is cut before every line that begins with a key, and each piece replaces the
//! base's piece of the same key. No YAML is read, so that a part may be wrong in any way that a spec can be.
//!
//! - A key of the top level (`credentials`, `values`, …) replaces the base's, or is added to it.
//! - A key of an operation (`request`, `success`, `post`, …) replaces that of the base's operation `cancel`, or is
//!   added to it. Methods replace each other; `get`, which has no body, replaces `send` too.
//! - A key that both have (`codes`, `charset`, …) is the operation's when a key that only operations have stands
//!   somewhere before it, else the top level's.
//! - What a part says under `defaults`, the base does not say.
//! - A part that has `operations` itself keeps all its keys at the top level. What one of its operations does not
//!   say is as in the base's, when it shows no more of it than that: see [`completed`].
//! - A part that begins with `kpg:`, or with anything but a key, is a whole file.

use kpg_codegen::{Diagnostic, DiagnosticCode, Report};

/// What every part is a part of.
pub const BASE: &str = include_str!("base.yaml");

/// How far the keys of the base's operation are indented.
const INDENT: &str = "    ";

/// The keys that only operations have.
const OPERATION: &[&str] = &[
    "ko",
    "en",
    "note",
    "document",
    "effect",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "host",
    "path",
    "query",
    "combinations",
    "inputs",
    "send",
    "receive",
    "top_list",
    "answer_struct",
    "headers",
    "request",
    "answer",
    "encrypted_answer",
    "encrypted_request",
    "authenticity",
    "success",
    "pending",
    "refused",
    "other_codes",
    "account",
    "inquiry",
    "net_cancel",
    "next",
    "left_out",
    "examples",
];

/// The keys that operations have in common with the top level.
const EITHER: &[&str] = &["charset", "codes", "faults", "quirk", "quirks"];

/// The keys of which an operation has one, because they say the same thing.
const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

/// The keys of a label, of which one is enough.
const LABELS: &[&str] = &["ko", "en"];

/// A key and everything up to the next one, to the letter.
struct Piece<'t> {
    key: &'t str,
    text: &'t str,
}

/// Without the warnings that nothing from outside holds a recipe: parts of specs that show something else need none.
pub fn without_asking_for_examples(report: &mut Report) {
    let asks = |one: &Diagnostic| one.code == DiagnosticCode::NoExample;
    report.diagnostics.retain(|one| !asks(one));
}

/// The whole spec that a part of one stands for.
pub fn whole(part: &str) -> String {
    let pieces = match pieces(part) {
        Some(pieces) if pieces[0].key != "kpg" => pieces,
        _ => return part.to_owned(),
    };
    let has = |key: &str| pieces.iter().any(|piece| piece.key == key);
    let (own, top) = divided(&pieces, !has("operations"));

    let mut spec = String::new();
    let (head, body) = BASE.split_once("  cancel:\n").unwrap();
    for piece in pieces_of_base(head).filter(|piece| !replaced(piece.key, &top)) {
        if piece.key != "operations" {
            spec.push_str(piece.text);
        }
    }
    let defaults = defaults(&top);
    let body = outdented(body);
    let body: String = pieces_of_base(&body)
        .filter(|piece| !defaults.contains(&piece.key))
        .map(|piece| piece.text)
        .collect();
    for piece in &top {
        match piece.key {
            "operations" => spec.push_str(&completed(piece.text, &body)),
            _ => push_line(&mut spec, piece.text),
        }
    }
    if !has("operations") {
        spec.push_str("operations:\n  cancel:\n");
        for piece in pieces_of_base(&body).filter(|piece| !replaced(piece.key, &own)) {
            spec.push_str(&indented(piece.text));
        }
        own.iter()
            .for_each(|piece| push_line(&mut spec, &indented(piece.text)));
    }
    spec
}

/// The keys that a part has under `defaults`.
fn defaults<'t>(top: &[&Piece<'t>]) -> Vec<&'t str> {
    let declared = top.iter().filter(|piece| piece.key == "defaults");
    let lines = declared.flat_map(|piece| piece.text.lines());
    let inside = lines.filter_map(|line| line.strip_prefix("  "));
    inside.filter_map(key).collect()
}

/// The operations of a part, each with the keys of the base's operation that it does not have: how it is documented,
/// judged and addressed is seldom what an example is about. An operation in flow style is left as it is, and so is one
/// that shows how it is judged, of which an example may want to show that something is missing.
fn completed(operations: &str, base: &str) -> String {
    let mut whole = String::new();
    let mut body = String::new();
    for line in operations.split_inclusive('\n') {
        if line.starts_with(INDENT) || line.trim().is_empty() {
            body.push_str(line);
        } else {
            whole.push_str(&completed_operation(&body, base));
            body.clear();
            push_line(&mut whole, line);
        }
    }
    whole + &completed_operation(&body, base)
}

fn completed_operation(body: &str, base: &str) -> String {
    let own = outdented(body);
    let mut whole = body.to_owned();
    let Some(own) = pieces(&own) else {
        return whole;
    };
    let own: Vec<&Piece<'_>> = own.iter().collect();
    if own.iter().any(|piece| piece.key == "success") {
        return whole;
    }
    for piece in pieces_of_base(base).filter(|piece| !replaced(piece.key, &own)) {
        whole.push_str(&indented(piece.text));
    }
    whole
}

/// The pieces of a text that is cut from the base.
fn pieces_of_base(text: &str) -> impl Iterator<Item = Piece<'_>> {
    pieces(text).unwrap().into_iter()
}

/// The pieces of the operation, and those of the top level.
fn divided<'p, 't>(
    pieces: &'p [Piece<'t>],
    operation: bool,
) -> (Vec<&'p Piece<'t>>, Vec<&'p Piece<'t>>) {
    let mut began = false;
    pieces.iter().partition(|piece| {
        began |= operation && OPERATION.contains(&piece.key);
        OPERATION.contains(&piece.key) && operation || EITHER.contains(&piece.key) && began
    })
}

/// Whether one of the pieces stands in for what the base says under a key.
fn replaced(key: &str, pieces: &[&Piece<'_>]) -> bool {
    pieces.iter().any(|piece| {
        piece.key == key
            || LABELS.contains(&piece.key) && LABELS.contains(&key)
            || METHODS.contains(&piece.key) && METHODS.contains(&key)
            || piece.key == "get" && key == "send"
    })
}

/// The text cut before every key that stands at the beginning of a line. Comments belong to the key after them.
/// `None` when something else comes first.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let (mut at, mut comments) = (0, None);
    for line in text.split_inclusive('\n') {
        if let Some(key) = key(line) {
            starts.push((comments.take().unwrap_or(at), key));
        } else if line.starts_with('#') {
            comments.get_or_insert(at);
        } else if starts.is_empty() && !line.trim().is_empty() {
            return None;
        } else if !line.trim().is_empty() {
            comments = None;
        }
        at += line.len();
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([text.len()]);
    let pieces: Vec<_> = starts
        .iter()
        .zip(ends)
        .map(|((start, key), end)| Piece {
            key,
            text: &text[*start..end],
        })
        .collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// `key` of `key: …` at the beginning of a line.
fn key(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (key, rest) = line.split_at(end);
    let after = rest.strip_prefix(':')?;
    (!key.is_empty() && (after.is_empty() || after.starts_with([' ', '\t', '\n', '\r'])))
        .then_some(key)
}

fn push_line(spec: &mut String, text: &str) {
    spec.push_str(text);
    if !text.ends_with('\n') {
        spec.push('\n');
    }
}

fn indented(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| match line.trim().is_empty() {
            true => line.to_owned(),
            false => format!("{INDENT}{line}"),
        })
        .collect()
}

fn outdented(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| line.strip_prefix(INDENT).unwrap_or(line))
        .collect()
}

/// A block of YAML in a page, and the last line of text before it.
pub struct Block<'t> {
    pub after: &'t str,
    pub text: String,
}

/// Every block of YAML in a page of Markdown, in its order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut after = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == "```yaml" {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let text = inside.join("\n") + "\n";
            blocks.push(Block { after, text });
        } else if !line.trim().is_empty() {
            after = line;
        }
    }
    blocks
}
