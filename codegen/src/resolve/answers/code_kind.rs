//! How result codes are written: as texts, or as whole numbers. What else a `type` beside the role could mean
//! is an error.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::CodeKind;
use crate::resolve::context::Context;
use crate::syntax::spec::{self, FieldType, Named};
use crate::words::{PlainType, TypeWord};

pub(super) fn code_kind(
    context: &Context<'_>,
    operation: &spec::Operation,
    code: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> CodeKind {
    let Some(written) = &code.value.kind else {
        return CodeKind::Text;
    };
    match &written.value {
        FieldType::BuiltIn(TypeWord::PlainType(PlainType::Text)) => CodeKind::Text,
        FieldType::BuiltIn(TypeWord::PlainType(PlainType::Integer)) => {
            only_listed_codes(code, out);
            codes_are_numbers(context, operation, out);
            CodeKind::Integer
        }
        other @ (FieldType::Declared(_)
        | FieldType::BuiltIn(
            TypeWord::PlainType(PlainType::Digits | PlainType::Boolean)
            | TypeWord::DetailedType(_)
            | TypeWord::NestedType(_),
        )) => {
            let other = other.written();
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                written.span,
                format!("a result code is a text or a whole number, and no `{other}`"),
            );
            out.push(conflict.help(
                "remove `type`, or write `type: integer` where the vendor writes codes as JSON numbers",
            ));
            CodeKind::Text
        }
    }
}

/// The codes that can come are those under `codes`, whatever lies between them.
fn only_listed_codes(code: &Named<spec::Field>, out: &mut Diagnostics) {
    if let Some(range) = &code.value.range {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            range.span,
            "a result code has no range",
        );
        out.push(conflict.help("remove `range`; list the codes under `codes:`"));
    }
}

/// A code that JSON never writes as a number would never be recognised.
fn codes_are_numbers(context: &Context<'_>, operation: &spec::Operation, out: &mut Diagnostics) {
    let codes = operation.codes.iter();
    let codes = codes.filter_map(|codes| codes.list(context.spec)).flatten();
    for code in codes.filter(|code| !is_number(&code.name.value)) {
        let broken = Diagnostic::new(
            DiagnosticCode::BrokenRule,
            code.name.span,
            format!("JSON never writes the number `{}`", code.name.value),
        )
        .note("the result code is `type: integer`");
        out.push(broken.help("write it as `0`, `7` or `-780`, or remove the `type` of the code"));
    }
}

/// `0`, `7` or `-780`: no sign but the minus, and no zeros in front.
fn is_number(text: &str) -> bool {
    text.parse::<i64>()
        .is_ok_and(|number| number.to_string() == text)
}
