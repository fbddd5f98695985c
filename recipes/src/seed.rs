//! SEED (RFC 4269), with S-boxes that are computed from their definition, where the clients have tables.

use std::sync::LazyLock;

use aes::cipher::consts::U16;
use aes::cipher::{BlockCipher, Key, KeyInit, KeySizeUser, impl_simple_block_encdec};

/// The polynomial over which bytes are multiplied: x^8 + x^6 + x^5 + x + 1.
const POLYNOMIAL: u16 = 0x163;
/// The S-boxes: a power of the byte, turned by a matrix, whose columns stand here, and shifted by a constant.
const EVEN: (u8, [u8; 8], u8) = (247, [0x2c, 0xd0, 0x69, 0xc2, 0x41, 0x44, 0x58, 0xe2], 0xa9);
const ODD: (u8, [u8; 8], u8) = (251, [0xd0, 0x2a, 0xe1, 0x2c, 0x21, 0x30, 0xa2, 0x6c], 0x38);

static BOXES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [EVEN, ODD].map(|(exponent, columns, constant)| {
        let byte = |byte: u8| {
            let power = (0..exponent).fold(1, |power, _| product(power, byte));
            let turned = columns
                .iter()
                .enumerate()
                .filter(|(bit, _)| power >> bit & 1 == 1);
            turned.fold(constant, |sum, (_, column)| sum ^ column)
        };
        (0..=u8::MAX).map(byte).collect()
    })
});

fn product(a: u8, b: u8) -> u8 {
    let mut sum = 0_u16;
    for bit in (0..8).rev() {
        sum <<= 1;
        if sum & 0x100 != 0 {
            sum ^= POLYNOMIAL;
        }
        if b >> bit & 1 == 1 {
            sum ^= u16::from(a);
        }
    }
    u8::try_from(sum & 0xff).unwrap_or_default()
}

#[derive(Clone)]
pub(crate) struct Seed(Vec<[u32; 2]>);

impl BlockCipher for Seed {}

impl KeySizeUser for Seed {
    type KeySize = U16;
}

impl KeyInit for Seed {
    fn new(key: &Key<Self>) -> Self {
        let key = u128::from_be_bytes((*key).into());
        let [mut left, mut right] = [key >> 64, key].map(low_half);
        let round = |round: u32| {
            let constant = 0x9e37_79b9_u32.rotate_left(round);
            let (a, b, c, d) = (high(left), low(left), high(right), low(right));
            let first = a.wrapping_add(c).wrapping_sub(constant);
            let second = b.wrapping_sub(d).wrapping_add(constant);
            match round % 2 {
                0 => left = left.rotate_right(8),
                _ => right = right.rotate_left(8),
            }
            [g(first), g(second)]
        };
        Self((0..16).map(round).collect())
    }
}

impl_simple_block_encdec!(
    Seed, U16, cipher, block,
    encrypt: {
        let sealed = feistel((*block.get_in()).into(), cipher.0.iter());
        block.get_out().copy_from_slice(&sealed);
    }
    decrypt: {
        let plain = feistel((*block.get_in()).into(), cipher.0.iter().rev());
        block.get_out().copy_from_slice(&plain);
    }
);

fn feistel<'k>(block: [u8; 16], keys: impl Iterator<Item = &'k [u32; 2]>) -> [u8; 16] {
    let block = u128::from_be_bytes(block);
    let [mut left, mut right] = [block >> 64, block].map(low_half);
    for key in keys {
        (left, right) = (right, left ^ f(right, key));
    }
    (u128::from(right) << 64 | u128::from(left)).to_be_bytes()
}

fn f(half: u64, [first, second]: &[u32; 2]) -> u64 {
    let c = high(half) ^ first;
    let d = low(half) ^ second;
    let d = g(d ^ c);
    let c = g(c.wrapping_add(d));
    let d = g(d.wrapping_add(c));
    u64::from(c.wrapping_add(d)) << 32 | u64::from(d)
}

fn g(word: u32) -> u32 {
    const MASKS: [u8; 4] = [0xfc, 0xf3, 0xcf, 0x3f];
    let mut bytes = Vec::new();
    for (position, byte) in word.to_le_bytes().into_iter().enumerate() {
        let table = BOXES.get(position % 2);
        let found = table.and_then(|table| table.get(usize::from(byte)));
        bytes.push(found.copied().unwrap_or_default());
    }
    let byte = |to: usize| {
        let parts = bytes.iter().enumerate().map(|(from, byte)| {
            let mask = MASKS.iter().cycle().nth(from + to).copied();
            byte & mask.unwrap_or_default()
        });
        parts.fold(0, |sum, part| sum ^ part)
    };
    u32::from_le_bytes([byte(0), byte(1), byte(2), byte(3)])
}

fn low_half(bits: u128) -> u64 {
    u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default()
}

fn high(half: u64) -> u32 {
    u32::try_from(half >> 32).unwrap_or_default()
}

fn low(half: u64) -> u32 {
    u32::try_from(half & u64::from(u32::MAX)).unwrap_or_default()
}
