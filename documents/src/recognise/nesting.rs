//! Names of members as pages show them below the object that they are in. Which cell holds a name is decided
//! elsewhere.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::block::Table;
use crate::page::{Cell, DocumentedField, Fact, KindWord, Said};
use crate::vocabulary;

/// A name without what shows that it is a member of the one above, and how deep it is.
pub(super) fn without_depth(name: &str) -> (&str, usize) {
    let rest = name.trim_start_matches(vocabulary::MEMBER_MARKS);
    let shown = name.strip_suffix(rest).unwrap_or_default();
    let depth = |c: char| match c {
        ' ' | '─' => 0,
        // Below an object that has a mark itself: `+data`, `「tid`.
        '「' => 2,
        _ => 1,
    };
    (rest, shown.chars().map(depth).sum())
}

/// A name as a cell writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written<'t> {
    /// The name alone.
    pub(super) name: &'t str,
    /// How deep it is below the objects before it.
    pub(super) depth: usize,
    /// Whether a star marks it, as one that must be there.
    pub(super) has_star: bool,
    /// What stands in parentheses behind it.
    pub(super) aside: &'t str,
}

/// A name without its marks: `└ tid`, `mid*`, `gopaymethod(택1)`.
pub(super) fn written(text: &str) -> Written<'_> {
    let (text, depth) = without_depth(text);
    let star = |text: &'_ str| text.ends_with('*') || text.starts_with('*');
    let has_star = star(text);
    // `card{}` is an object.
    let text = text.trim_matches(['*', ' ']).trim_end_matches("{}");
    let (name, aside) = match text.split_once('(') {
        Some((name, aside)) if aside.ends_with(')') => {
            (name.trim_end(), aside.trim_end_matches(')'))
        }
        _ => (text, ""),
    };
    let has_star = has_star || name.ends_with('*');
    Written {
        name: name.trim_end_matches('*'),
        depth,
        has_star,
        aside,
    }
}

/// A table whose names lead into objects by arrows or slashes, with dots in their place: `list>no`, `order → id`.
pub(super) fn with_dots(table: &Table) -> Cow<'_, Table> {
    // A slash parts words too: what stands before it must be the name of an object that the column has.
    let cells = table.rows.iter().flatten();
    let names: HashSet<(&str, Option<usize>)> = cells
        .filter(|cell| cell.text.len() > 1)
        .map(|cell| (cell.first_line(), cell.column))
        .collect();
    let dotted = |cell: &Cell| {
        let text = &cell.text;
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let object = first.split('/').next().unwrap_or_default().trim();
        let by_slash = names.contains(&(object, cell.column));
        let parts = first.split(|c| matches!(c, '>' | '→') || by_slash && c == '/');
        let parts: Vec<&str> = parts.map(str::trim).collect();
        let is_path = parts.len() > 1 && parts.iter().all(|part| vocabulary::is_wire_name(part));
        let name = parts.join(".");
        is_path.then(|| {
            if rest.is_empty() {
                name.clone()
            } else {
                format!("{name}\n{rest}")
            }
        })
    };
    if !table
        .rows
        .iter()
        .flatten()
        .any(|cell| dotted(cell).is_some())
    {
        return Cow::Borrowed(table);
    }
    let mut dots = table.clone();
    for cell in dots.rows.iter_mut().flatten() {
        if let Some(text) = dotted(cell) {
            cell.text = text;
        }
    }
    Cow::Owned(dots)
}

/// Fields whose names lead into lists, as members of these: `data[].tid`, `data[0].tid`, and `data.tid` where `data` is a
/// list.
pub(super) fn below_lists(fields: Vec<DocumentedField>) -> Vec<DocumentedField> {
    let is_list = |field: &&DocumentedField| field.kind.given() == Some(&KindWord::List);
    let lists = fields.iter().filter(is_list);
    let lists: Vec<String> = lists.map(|field| field.wire.text.clone()).collect();
    let leads = |field: &DocumentedField| into_list(&field.wire.text, &lists).is_some();
    if !fields.iter().any(leads) {
        return fields;
    }
    let mut out: Vec<DocumentedField> = Vec::new();
    for mut field in fields {
        let wire = field.wire.text.clone();
        let whole = (Vec::new(), wire.trim_end_matches("[]"));
        let (outer, name) = into_list(&wire, &lists).unwrap_or(whole);
        let mut inside = field.inside.take();
        for list in outer {
            let is_it = |known: &DocumentedField| known.wire.text == list && known.inside == inside;
            if let Some(known) = out.iter_mut().find(|known| is_it(known)) {
                make_list(known);
            } else {
                let cell = Cell {
                    text: list.to_owned(),
                    ..field.wire.clone()
                };
                let mut new = DocumentedField::named(cell, field.place);
                new.inside = inside;
                make_list(&mut new);
                out.push(new);
            }
            inside = Some(list.to_owned());
        }
        field.inside = inside;
        field.wire.text = name.to_owned();
        if wire.ends_with("[]") {
            make_list(&mut field);
        }
        out.push(field);
    }
    out
}

/// The list that a name leads into by a dot, where it is one of these.
fn into_known<'w>(wire: &'w str, lists: &[String]) -> Option<(Vec<&'w str>, &'w str)> {
    let behind = |list: &String| {
        wire.strip_prefix(list.trim_end_matches("[]"))?
            .strip_prefix('.')
    };
    let rest = lists
        .iter()
        .filter_map(behind)
        .min_by_key(|rest| rest.len())?;
    let list = wire.strip_suffix(rest)?.strip_suffix('.')?;
    Some((vec![list], rest))
}

/// Says of a field that it is a list, where its type does not.
pub(super) fn make_list(field: &mut DocumentedField) {
    if field.kind.given() != Some(&KindWord::List) {
        field.kind = Said::Given(Fact {
            value: KindWord::List,
            cell: field.wire.clone(),
        });
    }
}

/// The lists that a name leads into, the outermost first, and what is called so inside of them.
fn into_list<'w>(wire: &'w str, known: &[String]) -> Option<(Vec<&'w str>, &'w str)> {
    let mut rest = wire;
    let mut lists = Vec::new();
    while let Some((list, behind)) = rest.split_once('[') {
        let (index, behind) = behind.split_once(']')?;
        let is_index = index.is_empty()
            || index
                .chars()
                .all(|c| c.is_ascii_digit() || c == 'n' || c == 'i');
        let Some(name) = behind
            .strip_prefix('.')
            .filter(|_| is_index && !list.is_empty())
        else {
            break;
        };
        lists.push(list);
        rest = name;
    }
    match lists.is_empty() {
        true => into_known(wire, known),
        false => Some((lists, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, written};

    #[test]
    fn a_name_is_told_from_what_is_written_around_it() {
        let plain = |name| Written {
            name,
            depth: 0,
            has_star: false,
            aside: "",
        };
        let cases = [
            ("tid", plain("tid")),
            (
                "└ tid",
                Written {
                    depth: 1,
                    ..plain("tid")
                },
            ),
            (
                "mid*",
                Written {
                    has_star: true,
                    ..plain("mid")
                },
            ),
            (
                "* mid",
                Written {
                    has_star: true,
                    ..plain("mid")
                },
            ),
            (
                "method(택1)",
                Written {
                    aside: "택1",
                    ..plain("method")
                },
            ),
            (
                "mid* (필수)",
                Written {
                    has_star: true,
                    aside: "필수",
                    ..plain("mid")
                },
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(written(text), expected, "{text}");
        }
    }
}
