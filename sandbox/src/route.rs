//! Which operation an address means.

use kpg_codegen::model::{Operation, Vendor};

/// An operation, and the segments of the path that its names stand for, as they arrived.
pub(crate) struct Route<'v> {
    pub operation: &'v Operation,
    pub segments: Vec<String>,
}

/// Why an address means no operation.
pub(crate) enum NoRoute {
    /// No operation has the path.
    Path,
    /// These methods are those of the operations with the path.
    Method(Vec<&'static str>),
}

/// The operation of a method and a path; of several patterns the one with the fewest names.
pub(crate) fn find<'v>(vendor: &'v Vendor, method: &str, path: &str) -> Result<Route<'v>, NoRoute> {
    let fitting = vendor.operations.iter().filter_map(|operation| {
        let segments = matched(operation, path)?;
        Some(Route {
            operation,
            segments,
        })
    });
    let fitting: Vec<Route<'v>> = fitting.collect();
    if fitting.is_empty() {
        return Err(NoRoute::Path);
    }
    let mut methods: Vec<&'static str> = fitting
        .iter()
        .map(|route| route.operation.method.as_str())
        .collect();
    methods.sort_unstable();
    methods.dedup();
    fitting
        .into_iter()
        .filter(|route| route.operation.method.as_str() == method)
        .min_by_key(|route| route.segments.len())
        .ok_or(NoRoute::Method(methods))
}

/// The texts at the names of a pattern, in the order of the operation's segments.
fn matched(operation: &Operation, path: &str) -> Option<Vec<String>> {
    let (pattern, arrived): (Vec<&str>, Vec<&str>) = (
        operation.path.split('/').collect(),
        path.split('/').collect(),
    );
    if pattern.len() != arrived.len() {
        return None;
    }
    let mut found = Vec::new();
    for (pattern, arrived) in pattern.into_iter().zip(arrived) {
        match name(pattern) {
            Some(name) => found.push((name, arrived)),
            None if pattern == arrived => {}
            None => return None,
        }
    }
    let text = |wire: &str| {
        let text = found.iter().find(|(name, _)| *name == wire);
        text.map_or_else(String::new, |(_, text)| (*text).to_owned())
    };
    let segments = operation.segments.iter();
    Some(segments.map(|segment| text(&segment.wire)).collect())
}

/// `{name}`, a whole segment.
fn name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
