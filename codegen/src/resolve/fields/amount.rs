//! Amounts, and how many digits they have room for.

use crate::diagnostic::Diagnostics;
use crate::model::Kind;
use crate::resolve::notation::text;
use crate::syntax::spec;

/// The digits of the greatest `u64`.
const MOST_DIGITS: u32 = 20;

/// The kind of an amount; reports digits that no amount has.
pub(super) fn amount(value: &spec::Field, out: &mut Diagnostics) -> Kind {
    let written = value.digits.as_ref();
    let mut digits = written.and_then(|digits| text::small_range(digits, 1, out));
    if let (Some((least, _)), Some(written)) = (digits, written)
        && least > MOST_DIGITS
    {
        let message = format!("no amount has {least} digits: the greatest has {MOST_DIGITS}");
        let help = "write fewer digits, or use `type: digits` for a number that is only passed on";
        text::bad(written, message, help, out);
    }
    if value.negative {
        // So many digits every `i64` has room for.
        const MOST: u32 = 18;
        let (_, most) = *digits.get_or_insert((1, MOST));
        if let Some(written) = written.filter(|_| most > MOST) {
            let message = format!("an amount that may be negative has at most {MOST} digits");
            text::bad(
                written,
                message,
                "write fewer digits, or remove `negative`",
                out,
            );
        }
    }
    Kind::Amount {
        digits,
        number: value.number,
        zero: value.zero,
        negative: value.negative,
    }
}
