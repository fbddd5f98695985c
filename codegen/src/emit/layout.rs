//! Layout of formatted code: what the formatter broke over several lines and fits on one is joined, as
//! rustfmt would have it, and members of an item are set apart.

use std::borrow::Cow;

/// What separates the lines of a documentation in its one attribute: the control character "unit separator".
/// No label has one.
pub(super) const LINE_END: char = '\u{1f}';

/// The width of a line, in characters.
const WIDTH: usize = 100;

/// A line of the formatted text, or one that was joined of several.
type Line<'t> = Cow<'t, str>;

/// Joins what fits on a line, and puts a blank line between members that span several.
pub(super) fn lay_out(text: &str) -> String {
    let mut lines: Vec<Line<'_>> = text.lines().map(Cow::Borrowed).collect();
    for index in 0..lines.len() {
        if let Some(call) = single_call(&lines, index) {
            let length = call.len() + 1;
            lines.splice(index..index + length, call.into_iter().map(Cow::Owned));
        }
    }
    for index in (0..lines.len()).rev() {
        if !lines.get(index).is_some_and(|line| begins_something(line)) {
            continue;
        }
        // From the last line to the first, so that what is inside is joined before what is around it.
        let joined = bracketed(&lines, index)
            .or_else(|| braced(&lines, index))
            .or_else(|| chained(&lines, index))
            .or_else(|| arm(&lines, index));
        if let Some((length, line)) = joined {
            lines.splice(index..index + length, [Cow::Owned(line)]);
        } else if let Some(hugged) = hugged(&lines, index) {
            let length = hugged.len() + 2;
            lines.splice(index..index + length, hugged.into_iter().map(Cow::Owned));
        } else if let Some((length, several)) = open_ended(&lines, index)
            .or_else(|| filled(&lines, index))
            .or_else(|| leading_list(&lines, index))
        {
            lines.splice(index..index + length, several.into_iter().map(Cow::Owned));
        }
    }
    spaced(&lines)
}

/// Whether what follows a line may be joined with it: most lines end with what they say.
fn begins_something(line: &str) -> bool {
    !line.ends_with([',', ';', '}']) && !is_comment(line)
}

/// `name(`, arguments, `)` on one line.
fn bracketed(lines: &[Line<'_>], start: usize) -> Option<(usize, String)> {
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

/// `receiver.method(`, arguments, `)` for a receiver on a line of its own with one method.
fn single_call(lines: &[Line<'_>], start: usize) -> Option<Vec<String>> {
    let (first, second) = (lines.get(start)?, lines.get(start + 1)?);
    let indent = indentation(first);
    let opens = second.ends_with('(') && second.trim_start().starts_with('.');
    if !opens || indentation(second) != indent + 4 || is_comment(first) {
        return None;
    }
    let inner = lines.get(start + 2..)?;
    let length = inner
        .iter()
        .position(|line| indentation(line) <= indent + 4)?;
    let (last, next) = (inner.get(length)?, inner.get(length + 1)?);
    if indentation(next) > indent || !last.trim_start().starts_with(')') {
        return None;
    }
    let dedented = |line: &Line<'_>| dedented(line).to_owned();
    let mut call = vec![format!("{first}{}", second.trim_start())];
    call.extend(inner.get(..=length)?.iter().map(dedented));
    Some(call)
}

/// A call whose last argument is a list: `name(`, the other arguments, `&[` on one line, the values on the next.
fn open_ended(lines: &[Line<'_>], start: usize) -> Option<(usize, Vec<String>)> {
    let first = lines.get(start)?;
    if !first.ends_with('(') || is_comment(first) {
        return None;
    }
    let indent = indentation(first);
    let inner = lines.get(start + 1..)?;
    let length = inner.iter().position(|line| indentation(line) <= indent)?;
    let (arguments, last) = (inner.get(..length)?, inner.get(length)?);
    let (list, others) = arguments.split_last()?;
    let values = list.trim_start().strip_prefix("&[")?.strip_suffix("],")?;
    // An empty list has no line of values, and would leave a comma alone on it.
    let values = Some(values).filter(|values| !values.is_empty())?;
    if others
        .iter()
        .any(|line| indentation(line) != indent + 4 || !line.ends_with(','))
    {
        return None;
    }
    let others: String = others
        .iter()
        .map(|line| format!("{} ", line.trim()))
        .collect();
    let (_, head) = fitting(0, format!("{first}{others}&["))?;
    let margin = " ".repeat(indent);
    let values = format!("{margin}    {values},");
    Some((
        length + 2,
        vec![head, values, format!("{margin}]{}", last.trim_start())],
    ))
}

/// A list of texts that does not fit on one line: as many on each line as fit.
fn filled(lines: &[Line<'_>], start: usize) -> Option<(usize, Vec<String>)> {
    let first = lines.get(start).filter(|line| line.ends_with('['))?;
    let indent = indentation(first);
    let inner = lines.get(start + 1..)?;
    let length = inner.iter().position(|line| indentation(line) <= indent)?;
    let (values, last) = (inner.get(..length)?, inner.get(length)?);
    let is_text = |line: &Line<'_>| line.trim_start().starts_with('"') && line.ends_with("\",");
    if values.len() < 2 || !values.iter().all(is_text) || is_comment(first) {
        return None;
    }
    let margin = " ".repeat(indent + 4);
    let mut several = vec![first.to_string()];
    let mut line = String::new();
    for value in values.iter().map(|value| value.trim()) {
        let longer = match line.as_str() {
            "" => format!("{margin}{value}"),
            begun => format!("{begun} {value}"),
        };
        if longer.chars().count() > WIDTH && !line.is_empty() {
            several.push(std::mem::replace(&mut line, format!("{margin}{value}")));
        } else {
            line = longer;
        }
    }
    several.extend([line, last.to_string()]);
    (several.len() < length + 2).then_some((length + 2, several))
}

/// `Name<list![`, the values, `], other>` where the first argument of a type is a list.
fn leading_list(lines: &[Line<'_>], start: usize) -> Option<(usize, Vec<String>)> {
    let (first, second) = (lines.get(start)?, lines.get(start + 1)?);
    if !first.ends_with('<') || !second.ends_with("![") || is_comment(first) {
        return None;
    }
    let inner = lines.get(start + 2..)?;
    let length = inner.iter().position(|line| line.trim() == "],")?;
    let (other, last) = (inner.get(length + 1)?, inner.get(length + 2)?);
    let other = other.trim().strip_suffix(',')?;
    if !last.trim_start().starts_with('>') {
        return None;
    }
    let mut several = vec![format!("{first}{}", second.trim_start())];
    let dedented = |line: &Line<'_>| dedented(line).to_owned();
    several.extend(inner.get(..length)?.iter().map(dedented));
    let margin = " ".repeat(indentation(first));
    several.push(format!("{margin}], {other}{}", last.trim_start()));
    Some((length + 5, several))
}

/// `Name {`, members with their values, `}` on one line.
fn braced(lines: &[Line<'_>], start: usize) -> Option<(usize, String)> {
    let first = lines.get(start)?;
    let is_literal = first.ends_with(" {") && !is_comment(first);
    let declares = ["struct ", "enum ", "impl", "fn ", "match ", "mod "];
    if !is_literal || declares.iter().any(|word| first.contains(word)) {
        return None;
    }
    let indent = indentation(first);
    let inner = lines.get(start + 1..)?;
    let length = inner.iter().position(|line| indentation(line) <= indent)?;
    let (members, last) = (inner.get(..length)?, inner.get(length)?);
    let is_member = |line: &Line<'_>| {
        line.trim_start()
            .split_once(": ")
            .is_some_and(|(name, _)| is_word(name))
            && line.ends_with(',')
    };
    if members.is_empty() || !members.iter().all(is_member) || !last.trim_start().starts_with('}') {
        return None;
    }
    let members: Vec<&str> = members.iter().map(|line| line.trim()).collect();
    let content = members.join(" ");
    let content = content.strip_suffix(',').unwrap_or(&content);
    fitting(
        length + 2,
        format!("{first} {content} {}", last.trim_start()),
    )
}

fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// `outer(inner(`, arguments, `))` instead of a staircase, where the outer call has one argument.
fn hugged(lines: &[Line<'_>], start: usize) -> Option<Vec<String>> {
    let (first, second) = (lines.get(start)?, lines.get(start + 1)?);
    let opens = |line: &Line<'_>| line.ends_with(['(', '[']) && !is_comment(line);
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
            .map(|line| dedented(line).to_owned()),
    );
    hugged.push(format!("{indent}{closing}{}", outer_close.trim_start()));
    Some(hugged)
}

/// A receiver and the methods called on it.
fn chained(lines: &[Line<'_>], start: usize) -> Option<(usize, String)> {
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
fn arm(lines: &[Line<'_>], start: usize) -> Option<(usize, String)> {
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

/// How many blanks a line begins with: the formatter indents with nothing else.
fn indentation(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// A line one step to the left.
fn dedented(line: &str) -> &str {
    line.strip_prefix("    ").unwrap_or(line)
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with("//")
}

/// A blank line before a documented or function member that follows the end of another.
fn spaced(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    let mut previous = "";
    for line in lines {
        if follows_a_member(line, previous) {
            out.push('\n');
        }
        push_line(&mut out, line);
        previous = line;
    }
    out
}

/// Whether a line begins a documented or function member behind the end of another.
fn follows_a_member(line: &str, previous: &str) -> bool {
    let Some(member) = line.strip_prefix("    ") else {
        return false;
    };
    let begins = ["///", "#[", "pub", "fn", "async fn"];
    if !begins.iter().any(|start| member.starts_with(start)) {
        return false;
    }
    let ends = ["    const", "    ];", "    };", "    type"];
    let is_function_behind_item =
        member.starts_with("fn") && ends.iter().any(|end| previous.starts_with(end));
    is_function_behind_item || ["    }", "    };"].contains(&previous)
}

/// A line of code, or the lines of a documentation with its margin before each.
fn push_line(out: &mut String, line: &str) {
    let mut parts = line.split(LINE_END);
    out.push_str(parts.next().unwrap_or_default());
    out.push('\n');
    for part in parts {
        out.push_str(line.get(..indentation(line)).unwrap_or_default());
        out.push_str("///");
        out.push_str(part);
        out.push('\n');
    }
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
    fn a_last_list_that_does_not_fit_opens_on_the_line_of_its_call() {
        let name = "x".repeat(70);
        let broken = format!(
            "    check\n        .optional(\n            {name},\n            &[Characters(1, 2), OneLine],\n        );\n}}\n"
        );
        assert_eq!(
            lay_out(&broken),
            format!(
                "    check.optional({name}, &[\n        Characters(1, 2), OneLine,\n    ]);\n}}\n"
            )
        );
    }

    #[test]
    fn a_last_list_that_is_empty_stays_closed() {
        let name = "x".repeat(90);
        let broken = format!(
            "    check\n        .all(\n            {name},\n            &[],\n        );\n}}\n"
        );
        assert_eq!(
            lay_out(&broken),
            format!("    check.all(\n        {name},\n        &[],\n    );\n}}\n")
        );
    }

    #[test]
    fn texts_of_a_list_fill_their_lines() {
        let value = format!("\"{}\",", "x".repeat(40));
        let broken = format!("a = &[\n    {value}\n    {value}\n    {value}\n];\n");
        assert_eq!(
            lay_out(&broken),
            format!("a = &[\n    {value} {value}\n    {value}\n];\n")
        );
    }

    #[test]
    fn a_literal_with_few_members_stands_on_one_line() {
        let broken = "a(Some(B {\n    c: 1,\n    d: e(2),\n}))\n";
        assert_eq!(lay_out(broken), "a(Some(B { c: 1, d: e(2) }))\n");
        let declared = "struct A {\n    b: c,\n}\n";
        assert_eq!(lay_out(declared), declared);
    }

    #[test]
    fn a_list_that_comes_first_in_a_type_opens_with_it() {
        let words = "x".repeat(90);
        let broken = format!("G: A<\n    list![\n        {words}\n    ],\n    I,\n>,\n");
        assert_eq!(
            lay_out(&broken),
            format!("G: A<list![\n    {words}\n], I>,\n")
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
