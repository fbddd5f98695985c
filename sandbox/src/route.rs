//! Which operations and forms an address can mean.

use kpg_codegen::model::{BrowserForm, Operation, Request, Vendor};

/// What a vendor has at an address.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'v> {
    /// What a client calls.
    Operation(&'v Operation),
    /// What a browser posts.
    Form(&'v BrowserForm),
}

impl<'v> Asked<'v> {
    pub fn request(self) -> &'v Request {
        match self {
            Self::Operation(operation) => &operation.request,
            Self::Form(form) => &form.request,
        }
    }

    /// All that a vendor has.
    pub fn all(vendor: &'v Vendor) -> impl Iterator<Item = Self> {
        let operations = vendor.operations.iter().map(Self::Operation);
        operations.chain(vendor.forms.iter().map(Self::Form))
    }
}

/// An operation or a form, and the segments of the path that its names stand for, as they arrived.
pub(crate) struct Route<'v> {
    pub asked: Asked<'v>,
    pub segments: Vec<String>,
}

/// Why an address means nothing.
pub(crate) enum NoRoute {
    /// Nothing has the path.
    Path,
    /// These methods are those of what has the path.
    Method(Vec<&'static str>),
}

/// What a method and a path can mean: that with the pattern of the fewest names. An operation whose
/// address is given by an earlier answer can be at any path, and is found where no other is.
pub(crate) fn find<'v>(
    vendor: &'v Vendor,
    method: &str,
    path: &str,
) -> Result<Vec<Route<'v>>, NoRoute> {
    let fitting = Asked::all(vendor).filter_map(|asked| {
        let segments = matched(asked.request(), path)?;
        Some(Route { asked, segments })
    });
    let fitting: Vec<Route<'v>> = fitting.collect();
    if fitting.is_empty() {
        return Err(NoRoute::Path);
    }
    let mut methods: Vec<&'static str> = fitting
        .iter()
        .map(|route| route.asked.request().method.as_str())
        .collect();
    methods.sort_unstable();
    methods.dedup();
    let of_method = fitting
        .into_iter()
        .filter(|route| route.asked.request().method.as_str() == method);
    let mut of_method: Vec<Route<'v>> = of_method.collect();
    let Some(fewest) = of_method.iter().map(Route::vagueness).min() else {
        return Err(NoRoute::Method(methods));
    };
    of_method.retain(|route| route.vagueness() == fewest);
    Ok(of_method)
}

impl Route<'_> {
    /// How little the pattern says: whether it is no pattern at all, and the number of its names.
    fn vagueness(&self) -> (bool, usize) {
        let is_given = self.asked.request().target.path().is_none();
        (is_given, self.segments.len())
    }
}

/// The texts at the names of a pattern, in the order of the request's segments.
fn matched(request: &Request, path: &str) -> Option<Vec<String>> {
    let Some(known) = request.target.path() else {
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
    let segments = request.segments.iter();
    Some(segments.map(|segment| text(&segment.wire)).collect())
}

/// `{name}`, a whole segment.
fn name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
