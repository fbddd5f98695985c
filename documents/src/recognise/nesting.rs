//! Names of members as pages show them below the object that they are in. Which cell holds a name is decided
//! elsewhere.

use crate::vocabulary;

/// A name without what shows that it is a member of the one above, and how deep it is.
pub(super) fn without_depth(name: &str) -> (&str, usize) {
    let rest = name.trim_start_matches(vocabulary::MEMBER_MARKS);
    let shown = name.strip_suffix(rest).unwrap_or_default();
    let depth = shown.chars().filter(|c| !matches!(c, ' ' | '─')).count();
    (rest, depth)
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
    let text = text.trim_matches(['*', ' ']);
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
