//! Texts of EMV merchant-presented QR codes: objects of two digits of name, two of length and a value.

/// The least: the format's version and the CRC.
const LEAST: usize = 14;
/// The first of the names that payment systems may use as they like.
const FIRST_ACCOUNT: usize = 26;
/// As much as two digits can count.
const LONGEST_VALUE: usize = 99;
/// What an object takes beside its value.
const HEAD: usize = 4;

/// A text of some width, as far as there are objects of the width that is left.
pub(super) fn made_up(width: usize) -> String {
    let mut text = "000201".to_owned();
    let mut left = width.saturating_sub(LEAST);
    for name in FIRST_ACCOUNT..52 {
        if left <= HEAD {
            break;
        }
        let most = (left - HEAD).min(LONGEST_VALUE);
        // What would be too little for the last object goes into it from this one.
        let value = match left - HEAD - most {
            1..=HEAD => most - HEAD,
            _ => most,
        };
        text.push_str(&format!("{name:02}{value:02}{}", "0".repeat(value)));
        left -= HEAD + value;
    }
    text.push_str("6304");
    let crc = crc(text.as_bytes());
    text + &format!("{crc:04X}")
}

/// CRC-16 with polynomial 1021 and initial value FFFF, bit by bit.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xffff, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            let shifted = crc << 1;
            if crc & 0x8000 == 0 {
                shifted
            } else {
                shifted ^ 0x1021
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpg_codegen::model::{Kind, broken_rule};

    /// The check value of CRC-16/IBM-3740 in the catalogue of parametrised CRC algorithms.
    #[test]
    fn the_published_value_is_met() {
        assert_eq!(crc(b"123456789"), 0x29b1);
    }

    #[test]
    fn texts_have_their_width_and_a_right_crc() {
        for width in (14..15).chain(19..600) {
            let text = made_up(width);
            assert_eq!(text.len(), width, "{text}");
            assert_eq!(broken_rule(&Kind::EmvQr, None, &[], &text), None, "{text}");
        }
    }
}
