//! Private keys that a passphrase protects: PKCS#8 with PBES2 (RFC 8018), and with the triple DES of
//! PKCS#12 (RFC 7292), which Java and old tools write. DES alone and RC2 are not read.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockDecryptMut as _, KeyIvInit as _};
use des::TdesEde3;
use pkcs8::EncryptedPrivateKeyInfo;
use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::{Decode as _, SliceReader};
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::spki::{AlgorithmIdentifierRef, ObjectIdentifier};
use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

use super::{KeyErrorKind, der};
use crate::Secret;

const SHA1_TRIPLE_DES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.3");

/// So often a key is hashed at most: more is a broken file.
const MOST_ITERATIONS: u32 = 10_000_000;

/// The DER of the private key inside.
pub(super) fn open(
    encrypted: &[u8],
    passphrase: &Secret,
) -> Result<Zeroizing<Vec<u8>>, KeyErrorKind> {
    let passphrase = passphrase.expose();
    if let Ok(info) = EncryptedPrivateKeyInfo::try_from(encrypted) {
        if let EncryptionScheme::Pbes1(_) = info.encryption_algorithm {
            return Err(KeyErrorKind::OldEncryption);
        }
        let opened = info.decrypt(passphrase);
        let bytes = opened.map(|document| Zeroizing::new(document.as_bytes().to_vec()));
        return bytes.map_err(|_| KeyErrorKind::WrongPassphrase);
    }
    let (algorithm, content) = der::encrypted(encrypted).ok_or(KeyErrorKind::Unreadable)?;
    let (salt, iterations) = parameters(&algorithm).ok_or(KeyErrorKind::OldEncryption)?;
    // As PKCS#12 takes it: UTF-16, the larger byte first, with a zero behind it.
    let units = passphrase.encode_utf16().chain([0]);
    let passphrase = Zeroizing::new(units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    let derived = |purpose, length| derive(purpose, &passphrase, salt, iterations, length);
    let (key, vector) = (derived(KEY, 24), derived(VECTOR, 8));
    let cipher = cbc::Decryptor::<TdesEde3>::new_from_slices(&key, &vector);
    let cipher = cipher.map_err(|_| KeyErrorKind::OldEncryption)?;
    let opened = cipher.decrypt_padded_vec_mut::<Pkcs7>(content);
    let opened = opened.map_err(|_| KeyErrorKind::WrongPassphrase)?;
    Ok(Zeroizing::new(opened))
}

/// The salt, and how often is hashed, where this is the triple DES of PKCS#12.
fn parameters<'a>(algorithm: &AlgorithmIdentifierRef<'a>) -> Option<(&'a [u8], u32)> {
    let parameters = algorithm
        .parameters
        .filter(|_| algorithm.oid == SHA1_TRIPLE_DES)?;
    let mut members = SliceReader::new(parameters.value()).ok()?;
    let salt = OctetStringRef::decode(&mut members).ok()?.as_bytes();
    let iterations = u32::decode(&mut members).ok()?;
    let sensible = (1..=MOST_ITERATIONS).contains(&iterations) && !salt.is_empty();
    sensible.then_some((salt, iterations))
}

const BLOCK: usize = 64;
const KEY: u8 = 1;
const VECTOR: u8 = 2;

/// RFC 7292, appendix B.2, with SHA-1.
fn derive(
    purpose: u8,
    passphrase: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let filled = |text: &[u8]| {
        let length = text.len().next_multiple_of(BLOCK);
        text.iter()
            .copied()
            .cycle()
            .take(length)
            .collect::<Vec<u8>>()
    };
    let mut input = Zeroizing::new([filled(salt), filled(passphrase)].concat());
    let mut derived = Zeroizing::new(Vec::new());
    while derived.len() < length {
        let first = Sha1::new()
            .chain_update([purpose; BLOCK])
            .chain_update(&*input);
        let hash = (1..iterations).fold(first.finalize(), |hash, _| Sha1::digest(hash));
        derived.extend_from_slice(&hash);
        for block in input.chunks_mut(BLOCK) {
            add(block, &hash);
        }
    }
    derived.truncate(length);
    derived
}

/// Adds a hash, repeated to the length of the block, and one.
fn add(block: &mut [u8], hash: &[u8]) {
    let repeated: Vec<u8> = hash.iter().copied().cycle().take(block.len()).collect();
    let mut carry = 1_u16;
    for (place, byte) in block.iter_mut().zip(repeated).rev() {
        let [high, low] = (u16::from(*place) + u16::from(byte) + carry).to_be_bytes();
        *place = low;
        carry = u16::from(high);
    }
}
