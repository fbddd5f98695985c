//! Which operations, or which form, an address can mean.

use kpg_codegen::model::{Form, Operation, Request, Vendor};

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

/// The operations that a method and a path can mean: those with the pattern of the fewest names. An operation whose
/// address is given by an earlier answer can be at any path, and is found where no other is.
pub(crate) fn find<'v>(
    vendor: &'v Vendor,
    method: &str,
    path: &str,
) -> Result<Vec<Route<'v>>, NoRoute> {
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
    let of_method = fitting
        .into_iter()
        .filter(|route| route.operation.method.as_str() == method);
    let mut of_method: Vec<Route<'v>> = of_method.collect();
    let Some(fewest) = of_method.iter().map(Route::vagueness).min() else {
        return Err(NoRoute::Method(methods));
    };
    of_method.retain(|route| route.vagueness() == fewest);
    Ok(of_method)
}

/// The form that is posted to a path, and the segments of the path that its names stand for.
pub(crate) fn find_form<'v>(
    vendor: &'v Vendor,
    method: &str,
    path: &str,
) -> Option<(&'v Form, Vec<String>)> {
    let mut forms = vendor.forms.iter();
    forms.find_map(|form| {
        let segments = matched(&form.request, path)?;
        (form.request.method.as_str() == method).then_some((form, segments))
    })
}

impl Route<'_> {
    /// How little the pattern says: whether it is no pattern at all, and the number of its names.
    fn vagueness(&self) -> (bool, usize) {
        let is_given = self.operation.target.path().is_none();
        (is_given, self.segments.len())
    }
}

/// The texts at the names of a pattern, in the order of the operation's segments.
fn matched(operation: &Request, path: &str) -> Option<Vec<String>> {
    let Some(known) = operation.target.path() else {
        return Some(Vec::new());
    };
    let (pattern, arrived): (Vec<&str>, Vec<&str>) =
        (known.split('/').collect(), path.split('/').collect());
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
