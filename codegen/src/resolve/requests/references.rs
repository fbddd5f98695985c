//! The fields of a request by their wire names, which recipes and rules refer to.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{FieldRef, Place};
use crate::resolve::context::References;
use crate::resolve::notation::wire_name::wire_name;
use crate::resolve::shared_checks::values_are_no_objects;
use crate::resolve::written::Written;
use crate::syntax::spec::{self, Named};

/// The fields by wire name. Two of one name could not be told apart in a recipe.
pub(super) fn references<'s>(
    written: &Written<'s>,
    nests: bool,
    out: &mut Diagnostics,
) -> References<'s> {
    let mut map = References::new();
    values_are_no_objects(written.of_place(Place::Body), |_| true, out);
    for place in Place::REQUEST {
        for (index, field) in written.of_place(place).iter().enumerate() {
            wire_name(&field.name, place, nests, out);
            if place == Place::Header {
                differs_beyond_case(&map, field, out);
            }
            let at = FieldRef { place, index };
            if let Some((_, first)) = map.insert(field.name.value.as_str(), (at, *field)) {
                let twice = Diagnostic::new(
                    DiagnosticCode::NameCollision,
                    field.name.span,
                    format!("`{}` stands twice in the request", field.name.value),
                )
                .also(first.name.span, "first here")
                .help("remove one of the two; a recipe could not tell them apart");
                out.push(twice);
            }
        }
    }
    map
}

/// Headers do not mind the case.
fn differs_beyond_case(map: &References<'_>, field: &Named<spec::Field>, out: &mut Diagnostics) {
    let name = field.name.value.as_str();
    let same = map.iter().find(|(known, (at, _))| {
        at.place == Place::Header && **known != name && known.eq_ignore_ascii_case(name)
    });
    if let Some((_, (_, first))) = same {
        let twice = Diagnostic::new(
            DiagnosticCode::NameCollision,
            field.name.span,
            format!("`{name}` stands twice: headers do not mind the case"),
        );
        out.push(twice.also(first.name.span, "first here"));
    }
}
