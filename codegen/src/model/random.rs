//! What is made by chance.

/// Random digits, and how they are made of random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RandomDigits {
    /// Lower-case hexadecimal ones: two of each byte.
    Hex,
    /// Decimal ones: one of each two bytes, the first of which counts more, modulo ten.
    Decimal,
}
