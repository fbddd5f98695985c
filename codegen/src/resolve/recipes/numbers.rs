//! Numbers that recipes take, and texts of so many random bytes.

use crate::diagnostic::Diagnostics;
use crate::model::Expression;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::Random;

/// Nobody derives a longer key, or sends more random bytes.
pub(super) const MOST_BYTES: u32 = 512;

/// A text of random bytes.
pub(super) fn random_bytes(random: &Random, out: &mut Diagnostics) -> Option<Expression> {
    let bytes = random.bytes.as_ref();
    let bytes = bytes.and_then(|bytes| count(bytes, MOST_BYTES, out));
    Some(Expression::RandomBytes {
        bytes: bytes?,
        encoding: random.encode.as_ref()?.value,
    })
}

/// One number, from 1 on.
pub(super) fn count(written: &Text, most: u32, out: &mut Diagnostics) -> Option<u32> {
    let (low, high) = text::range(written, 1, out)?;
    let number = u32::try_from(high).ok();
    let number = number.filter(|_| low == high && (1..=u64::from(most)).contains(&high));
    if number.is_none() {
        let help = format!("write one number, from 1 to {most}");
        text::bad(
            written,
            format!("`{}` is no such number", written.value),
            &help,
            out,
        );
    }
    number
}
