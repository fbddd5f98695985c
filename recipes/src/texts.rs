//! Parts of texts.

use kpg_codegen::model::Cut;

/// So many characters of a text, from its start or its end; all of it when it has no more.
pub fn cut(cut: Cut, count: usize, text: &str) -> String {
    let before = match cut {
        Cut::First => 0,
        Cut::Last => text.chars().count().saturating_sub(count),
    };
    text.chars().skip(before).take(count).collect()
}
