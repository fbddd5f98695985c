//! Layout of formatted code: what the formatter broke over several lines and fits on one is joined, as
//! rustfmt would have it, and members of an item are set apart.

/// The width of a line, in characters.
const WIDTH: usize = 100;

/// Joins what fits on a line, and puts a blank line between members that span several.
pub(super) fn lay_out(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for index in (0..lines.len()).rev() {
        // From the last line to the first, so that what is inside is joined before what is around it.
        let joined = bracketed(&lines, index)
            .or_else(|| chained(&lines, index))
            .or_else(|| arm(&lines, index));
        if let Some((length, line)) = joined {
            lines.splice(index..index + length, [line]);
        } else if let Some(hugged) = hugged(&lines, index) {
            lines.splice(index..index + hugged.len() + 2, hugged);
        }
    }
    spaced(&lines)
}

/// `name(`, arguments, `)` on one line.
fn bracketed(lines: &[String], start: usize) -> Option<(usize, String)> {
    let first = lines.get(start)?;
    if !first.ends_with(['(', '[', '<']) || is_comment(first) {
        return None;
    }
    let indent = indentation(first);
    let inner = lines.get(start + 1..)?;
    let length = inner.iter().position(|line| indentation(line) <= indent)?;
    let (inner, last) = (inner.get(..length)?, inner.get(length)?);
    let closes = indentation(last) == indent && last.trim_start().starts_with([')', ']', '>']);
    if !closes
        || inner
            .iter()
            .any(|line| is_comment(line) || line.ends_with(['{', '}', ';']))
    {
        return None;
    }
    let words: Vec<&str> = inner.iter().map(|line| line.trim()).collect();
    let content = words.join(" ");
    let content = content.strip_suffix(',').unwrap_or(&content);
    fitting(length + 2, format!("{first}{content}{}", last.trim_start()))
}

/// `outer(inner(`, arguments, `))` instead of a staircase, where the outer call has one argument.
fn hugged(lines: &[String], start: usize) -> Option<Vec<String>> {
    let (first, second) = (lines.get(start)?, lines.get(start + 1)?);
    let opens = |line: &String| line.ends_with(['(', '[']) && !is_comment(line);
    if !opens(first) || !opens(second) {
        return None;
    }
    let end = |from: usize| {
        let indent = indentation(lines.get(from)?);
        let rest = lines.get(from + 1..)?;
        rest.iter()
            .position(|line| indentation(line) <= indent)
            .map(|length| from + 1 + length)
    };
    let (outer_end, inner_end) = (end(start)?, end(start + 1)?);
    if inner_end + 1 != outer_end {
        return None;
    }
    let inner_close = lines.get(inner_end)?.trim();
    let closing = inner_close.strip_suffix(',').unwrap_or(inner_close);
    if !closing.starts_with([')', ']']) {
        return None;
    }
    let outer_close = lines.get(outer_end)?;
    let indent = " ".repeat(indentation(outer_close));
    let mut hugged = vec![format!("{first}{}", second.trim_start())];
    hugged.extend(
        lines
            .get(start + 2..inner_end)?
            .iter()
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()),
    );
    hugged.push(format!("{indent}{closing}{}", outer_close.trim_start()));
    Some(hugged)
}

/// A receiver and the methods called on it.
fn chained(lines: &[String], start: usize) -> Option<(usize, String)> {
    let first = lines.get(start)?;
    if is_comment(first) || first.ends_with([',', ';', '{', '}']) {
        return None;
    }
    let indent = indentation(first);
    let rest = lines.get(start + 1..)?;
    let calls = rest
        .iter()
        .take_while(|line| indentation(line) > indent && line.trim_start().starts_with('.'))
        .count();
    let follows = rest
        .get(calls)
        .is_none_or(|line| indentation(line) <= indent);
    let calls = rest
        .get(..calls)
        .filter(|calls| !calls.is_empty() && follows)?;
    if calls.iter().any(|line| line.ends_with(['{', '('])) {
        return None;
    }
    let joined: String = calls.iter().map(|line| line.trim_start()).collect();
    fitting(calls.len() + 1, format!("{first}{joined}"))
}

/// `pattern => {`, one expression, `}` without the braces.
fn arm(lines: &[String], start: usize) -> Option<(usize, String)> {
    let first = lines.get(start)?;
    let pattern = first.strip_suffix("=> {").filter(|_| !is_comment(first))?;
    let (expression, close) = (lines.get(start + 1)?, lines.get(start + 2)?);
    let single = indentation(close) == indentation(first) && close.trim() == "}";
    if !single || expression.ends_with([';', '{', '}', ',']) || is_comment(expression) {
        return None;
    }
    fitting(3, format!("{pattern}=> {},", expression.trim()))
}

fn fitting(length: usize, line: String) -> Option<(usize, String)> {
    (line.chars().count() <= WIDTH).then_some((length, line))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// A blank line before a documented or function member that follows the end of another.
fn spaced(lines: &[String]) -> String {
    let mut out = String::new();
    let mut previous = "";
    for line in lines {
        let begins = ["    ///", "    #[", "    pub", "    fn", "    async fn"]
            .iter()
            .any(|start| line.starts_with(start));
        let function_after_item = line.starts_with("    fn")
            && ["    const", "    ];", "    };", "    type"]
                .iter()
                .any(|end| previous.starts_with(end));
        if begins && (previous == "    }" || function_after_item) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_on_a_line_is_joined_from_the_inside_out() {
        let broken = "fn f() {\n    check\n        .required(\n            \"tid\",\n            &[\n                Characters(1, 40),\n            ],\n        );\n}\n";
        assert_eq!(
            lay_out(broken),
            "fn f() {\n    check.required(\"tid\", &[Characters(1, 40)]);\n}\n"
        );
    }

    #[test]
    fn a_staircase_of_single_arguments_is_one_step() {
        let long = "x".repeat(99);
        let broken = format!(
            "a(\n    b(\n        &[\n            {long},\n            y,\n        ],\n    ),\n)\n"
        );
        assert_eq!(
            lay_out(&broken),
            format!("a(b(&[\n    {long},\n    y,\n]))\n")
        );
    }

    #[test]
    fn blocks_and_comments_stay_as_they_are() {
        for text in [
            "fn f() {\n    a(\n        || {\n            b\n        },\n    )\n}\n",
            "/// a(\n/// b\nfn f() {}\n",
        ] {
            assert_eq!(lay_out(text), text);
        }
    }

    #[test]
    fn an_arm_of_one_expression_needs_no_braces() {
        let broken = "    match a {\n        A::B => {\n            c(d)\n        }\n    }\n";
        assert_eq!(
            lay_out(broken),
            "    match a {\n        A::B => c(d),\n    }\n"
        );
    }
}
