//! Two texts beside each other in one line, each with the line where it stands. What they are of is not known here.

use std::fmt::Write as _;

use anstyle::Style;
use textwrap::core::display_width;

/// The widest line number that does not push what stands beside it to the right.
const NUMBER: usize = 5;

/// One of two things that stand beside each other.
#[derive(Debug)]
pub(super) struct Side {
    /// What it is of, in four letters at most.
    pub(super) label: &'static str,
    /// Its line; 0 where it has none.
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) style: Style,
}

/// `page    84 | 50                        | spec   352 | length: ..40`, and whether the left side is whole.
pub(super) fn sides(left: &Side, right: &Side, width: usize, text: &mut String) -> bool {
    const FRAME: usize = 2 * (8 + NUMBER) + 3;
    let half = width.saturating_sub(FRAME) / 2;
    let half = half.max(16);
    let dim = Style::new().dimmed();
    let (shown, beside) = (cut(&left.text, half), cut(&right.text, half));
    let gap = " ".repeat(half.saturating_sub(display_width(&shown)));
    let (here, there) = (number(left.line), number(right.line));
    let (style, other) = (left.style, right.style);
    let (label, of) = (left.label, right.label);
    let _ = writeln!(
        text,
        "  {dim}{label:<4} {here} |{dim:#} {style}{shown}{style:#}{gap} {dim}| {of:<4} {there} |{dim:#} {other}{beside}{other:#}"
    );
    shown == left.text
}

fn number(line: usize) -> String {
    match line {
        0 => " ".repeat(NUMBER),
        line => format!("{line:>NUMBER$}"),
    }
}

/// A text, or as much of its beginning as fits; a Korean letter is two columns wide.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    let mut buffer = [0; 4];
    for c in text.chars() {
        used += display_width(c.encode_utf8(&mut buffer));
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// A text in one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(label: &'static str, text: &str) -> Side {
        Side {
            label,
            line: 3,
            text: text.to_owned(),
            style: Style::new(),
        }
    }

    #[test]
    fn a_side_that_is_cut_is_told() {
        let mut text = String::new();
        let long = "/gate/v2/topups/of-another-branch/cancel";
        assert!(!sides(
            &side("page", long),
            &side("spec", "x"),
            80,
            &mut text
        ));
        assert!(sides(
            &side("page", "x"),
            &side("spec", long),
            80,
            &mut text
        ));
    }

    #[test]
    fn korean_letters_are_two_columns_wide() {
        assert_eq!(cut("거래번호", 8), "거래번호");
        assert_eq!(cut("거래번호", 7), "거래번…");
        assert_eq!(cut("abcdef", 4), "abc…");
        let mut text = String::new();
        sides(&side("page", "거래"), &side("spec", "x"), 80, &mut text);
        let mut other = String::new();
        sides(&side("page", "abcd"), &side("spec", "x"), 80, &mut other);
        let bar = |text: &str| {
            text.rfind("spec")
                .map(|at| display_width(text.get(..at).unwrap_or_default()))
        };
        assert_eq!(bar(&text), bar(&other));
    }
}
