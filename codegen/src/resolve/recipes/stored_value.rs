//! What the proof of a notification takes in of what the merchant stored when it made the request.

use super::operand::{Absence, always_there};
use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Expression;
use crate::syntax::reader::Text;

impl Planner<'_, '_> {
    /// A value that the merchant stored: `{ stored: time_stamp }`.
    pub(super) fn stored_value(
        &mut self,
        name: &Text,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let Some(stored) = &self.stored else {
            self.nothing_is_stored(name, out);
            return None;
        };
        let Some(&(at, value)) = stored.values.get(name.value.as_str()) else {
            let message = format!("there is no stored value `{}`", name.value);
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message)
                .note("`{ stored: NAME }` names a value under `stored` of the notification");
            out.push(unknown.suggest(&name.value, stored.values.keys().copied()));
            return None;
        };
        self.named.insert(at);
        always_there(name, value, absence, out);
        // What is wrong with a list is reported with the value.
        (!value.value.is_structure()).then_some(Expression::Field(at))
    }

    /// Only a notification comes so late that the merchant must look up what it has sent.
    fn nothing_is_stored(&self, name: &Text, out: &mut Diagnostics) {
        let message = format!(
            "nothing is stored from which `{}` could be taken",
            name.value
        );
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message)
            .note("`{ stored: NAME }` is for the proof of a notification that has `stored`");
        out.push(problem.help(match self.answered {
            Some(_) => "name a field of the request that is answered: `{ request: NAME }`; what only the program knows is one of its `inputs`",
            None => "name the field itself; in a notification, list the value under `stored: { found_by: [ … ], values: { … } }`",
        }));
    }
}
