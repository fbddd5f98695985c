//! Where the requests of an operation go.

use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::recipe::Scope;
use crate::model::{FieldRef, Place, Request, Target};

pub(super) fn compare_addresses<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Request, &'m Request),
) {
    if !is_same_host(comparison, old, new) {
        let hosts = (
            comparison.old.hosts.get(old.host.0),
            comparison.new.hosts.get(new.host.0),
        );
        comparison.compare(ChangeKind::HostChanged, subject, hosts, OperationFact::Host);
    }
    if !is_same_target(scope, old, new) {
        let old = OperationFact::Target(old.address());
        let new = OperationFact::Target(new.address());
        comparison.add_replaced(ChangeKind::PathChanged, subject, old, new);
    }
}

/// Whether two operations go to the same host: to the one of the same name or, where a vendor has one without a name,
/// to the same addresses.
fn is_same_host(comparison: &Comparison<'_>, old: &Request, new: &Request) -> bool {
    let (before, after) = (comparison.old, comparison.new);
    match (before.hosts.get(old.host.0), after.hosts.get(new.host.0)) {
        (None, None) => true,
        (Some(before), Some(after)) => before == after,
        (None, Some(_)) | (Some(_), None) => before.environments.iter().all(|environment| {
            let mut others = after.environments.iter();
            let same = others.find(|other| other.name == environment.name);
            same.is_none_or(|same| environment.address(old.host) == same.address(new.host))
        }),
    }
}

/// Whether two targets lead to the same address, in which a segment or a field may have another name.
fn is_same_target(scope: &Scope<'_>, old: &Request, new: &Request) -> bool {
    let is_same_path = |before: &str, after: &str| renamed(before, scope, old, new) == after;
    match (&old.target, &new.target) {
        (Target::Path(before), Target::Path(after)) => is_same_path(before, after),
        (
            Target::PathOfNamed { path, named_by },
            Target::PathOfNamed {
                path: new_path,
                named_by: new_named_by,
            },
        ) => is_same_path(path, new_path) && scope.is_same_field(*named_by, *new_named_by),
        (
            Target::Given { url, named_by },
            Target::Given {
                url: new_url,
                named_by: new_named_by,
            },
        ) => {
            let is_same_name = match (named_by, new_named_by) {
                (None, None) => true,
                (Some(before), Some(after)) => scope.is_same_field(*before, *after),
                (None, Some(_)) | (Some(_), None) => false,
            };
            is_same_name && scope.is_same_field(*url, *new_url)
        }
        (Target::Path(_) | Target::PathOfNamed { .. } | Target::Given { .. }, _) => false,
    }
}

/// The path with its segments named as the new operation names them.
fn renamed(path: &str, scope: &Scope<'_>, old: &Request, new: &Request) -> String {
    let new_name = |wire: &str| {
        let index = old.segments.iter().position(|field| field.wire == wire)?;
        let place = Place::Path;
        let now = scope.fields.get(&FieldRef { place, index })?;
        Some(new.field(*now)?.wire.clone())
    };
    let mut renamed = String::new();
    for (position, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((wire, rest)) if position > 0 => {
                let wire = new_name(wire).unwrap_or_else(|| wire.to_owned());
                renamed.push_str(&format!("{{{wire}}}{rest}"));
            }
            _ => renamed.push_str(part),
        }
    }
    renamed
}
