//! The checksum of EMV QR codes.

/// The end of a text whose checksum is wrong, or that has none.
pub(super) fn wrong_end(text: &str) -> Option<String> {
    if crc_holds(text) {
        return None;
    }
    let start = text.char_indices().rev().nth(7).map_or(0, |(at, _)| at);
    text.get(start..).map(str::to_owned)
}

/// EMVCo QR code specification for payment systems, merchant-presented mode, §4.7.3.
fn crc_holds(text: &str) -> bool {
    let split = text
        .len()
        .checked_sub(4)
        .and_then(|end| text.split_at_checked(end));
    split.is_some_and(|(payload, crc)| {
        let computed = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740).checksum(payload.as_bytes());
        payload.ends_with("6304") && crc == format!("{computed:04X}")
    })
}
