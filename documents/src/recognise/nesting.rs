//! Names of members as pages show them below the object that they are in. Which cell holds a name is decided
//! elsewhere.

/// A name without what shows that it is a member of the one above, and how deep it is.
pub(super) fn without_depth(name: &str) -> (&str, usize) {
    let marks = |c: char| {
        matches!(
            c,
            '└' | 'ㄴ' | '├' | '─' | '-' | '>' | '▸' | '→' | '+' | '·' | ' '
        )
    };
    let rest = name.trim_start_matches(marks);
    let shown = name.strip_suffix(rest).unwrap_or_default();
    let depth = shown.chars().filter(|c| !matches!(c, ' ' | '─')).count();
    (rest, depth)
}
