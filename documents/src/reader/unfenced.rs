//! Samples that stand on a page without the marks of code, as in text that was copied from one: JSON between brackets of
//! its own, forms, and commands. They become lines of code; what they say is decided elsewhere.

use crate::block::Block;
use crate::page::Cell;
use crate::vocabulary;

/// So many lines a sample has at most.
const MOST_LINES: usize = 500;

/// The blocks of a page, its samples as lines of code.
pub(super) fn as_code(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut code = 0;
    for (index, block) in blocks.iter().enumerate() {
        if code == 0 {
            let rest = blocks.get(index..).unwrap_or_default();
            let found = json(rest).or_else(|| command(rest));
            code = found.or_else(|| form(rest)).unwrap_or_default();
        }
        out.push(match (block, code) {
            (Block::Line { cell, .. }, 1..) => Block::code(cell.clone()),
            _ => block.clone(),
        });
        code = code.saturating_sub(1);
    }
    out
}

fn plain(block: &Block) -> Option<&Cell> {
    match block {
        Block::Line {
            cell, code: false, ..
        } => Some(cell),
        _ => None,
    }
}

/// How many lines from here on are JSON: from a bracket that begins a line to the one that closes it.
fn json(blocks: &[Block]) -> Option<usize> {
    let first = plain(blocks.first()?)?;
    let opens = ["{", "["].contains(&first.text.as_str())
        || ["{ \"", "{\"", "[ {", "[{"]
            .iter()
            .any(|start| first.text.starts_with(start));
    if !opens {
        return None;
    }
    let mut depth = 0;
    let mut has_members = false;
    for (index, block) in blocks.iter().take(MOST_LINES).enumerate() {
        let text = &plain(block)?.text;
        has_members |= text.contains("\":") || text.contains("\" :");
        depth += balance(text);
        if depth <= 0 {
            return (has_members && depth == 0).then_some(index + 1);
        }
    }
    None
}

/// How many more brackets a line opens than it closes, outside of texts.
fn balance(text: &str) -> i32 {
    let mut is_quoted = false;
    let mut before = ' ';
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '"' if before != '\\' => is_quoted = !is_quoted,
            '{' | '[' if !is_quoted => depth += 1,
            '}' | ']' if !is_quoted => depth -= 1,
            _ => {}
        }
        before = c;
    }
    depth
}

/// A line that is the pairs of a form, and nothing else: `code=0000&tid=T1`.
fn form(blocks: &[Block]) -> Option<usize> {
    let text = &plain(blocks.first()?)?.text;
    let is_pair = |pair: &str| {
        let name = pair.split_once('=').map(|(name, _)| name);
        name.is_some_and(vocabulary::is_wire_name)
    };
    let is_form = text.contains('&') && !text.contains(' ') && text.split('&').all(is_pair);
    is_form.then_some(1)
}

/// How many lines from here on are a command, with the options and the body on the lines below it.
fn command(blocks: &[Block]) -> Option<usize> {
    let first = plain(blocks.first()?)?;
    if !first.text.starts_with("curl ") {
        return None;
    }
    let mut goes_on = first.text.ends_with('\\');
    let mut depth = balance(&first.text);
    let below = blocks.iter().skip(1).take(MOST_LINES).map_while(plain);
    let below = below.take_while(|cell| {
        let text = &cell.text;
        let is_option = text.starts_with('-') && !text.starts_with("- ");
        let is_part = goes_on || is_option || depth > 0;
        goes_on = text.ends_with('\\');
        depth += balance(text);
        is_part
    });
    Some(below.count() + 1)
}
