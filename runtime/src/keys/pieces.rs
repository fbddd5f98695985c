//! What is made of the pieces of a file: one key that is large enough, or the reason why there is none.

use super::KeyErrorKind;

/// The smallest key that is taken, in bits.
const SMALLEST: usize = 1024;

/// The one key of several pieces, or the most telling of the reasons why each holds none.
pub(super) fn only<T>(
    pieces: Vec<Result<T, KeyErrorKind>>,
    same: impl Fn(&T, &T) -> bool,
) -> Result<T, KeyErrorKind> {
    let (mut key, mut why): (Option<T>, Option<KeyErrorKind>) = (None, None);
    for piece in pieces {
        match (piece, &key) {
            (Ok(next), Some(first)) if !same(first, &next) => return Err(KeyErrorKind::Several),
            (Ok(next), _) => key = Some(next),
            (Err(next), _) if why.is_none_or(|first| next.tells_more_than(first)) => {
                why = Some(next);
            }
            (Err(_), _) => {}
        }
    }
    key.ok_or(why.unwrap_or(KeyErrorKind::Empty))
}

pub(super) fn large_enough(bits: usize) -> Result<(), KeyErrorKind> {
    match bits < SMALLEST {
        true => Err(KeyErrorKind::TooSmall(bits)),
        false => Ok(()),
    }
}
