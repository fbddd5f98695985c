//! Fresh test credentials: what a merchant's program is given, and what the vendor knows of it. Whether given ones fit
//! does not belong here.

use std::cell::RefCell;
use std::fmt;

use kpg_codegen::model::{
    CredentialId, CredentialKind, Label, Secrecy, Vendor, credential_made_of,
};
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::rand_core::{CryptoRng, Error, OsRng, RngCore};
use rsa::{RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256};

use crate::credentials::Credentials;

/// How many bits keys have.
const KEY_BITS: usize = 2048;
/// How long a text credential is where nothing says it.
const USUAL_LENGTH: u32 = 24;
/// What texts begin with that have room for it, so that nobody takes them for real ones.
const MARK: &str = "TEST";

/// A credential as a merchant's program is given it.
#[derive(Clone)]
pub struct GivenCredential {
    /// Its name in the spec.
    pub name: String,
    /// What the vendor calls it.
    pub label: Label,
    /// Text, or which half of a key.
    pub kind: CredentialKind,
    /// Whether nobody but the merchant and the vendor may learn it.
    pub is_secret: bool,
    /// The text, or the key in PEM.
    pub text: String,
}

/// The value may be kept by somebody for their tests.
impl fmt::Debug for GivenCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GivenCredential")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// One merchant, as both sides know it.
#[derive(Clone, Debug)]
pub(crate) struct Merchant {
    pub given: Vec<GivenCredential>,
    pub known: Credentials,
}

impl Merchant {
    /// One of whom the sandbox knows only what a vendor does.
    pub fn known(known: Credentials) -> Self {
        Self {
            given: Vec::new(),
            known,
        }
    }
}

/// A merchant with a value for every credential of a vendor. The same seed makes the same ones again.
pub(crate) fn merchant(vendor: &Vendor, seed: Option<&str>) -> Option<Merchant> {
    let chance = RefCell::new(Chance::new(vendor.id.snake(), seed));
    let mut merchant = Merchant {
        given: Vec::new(),
        known: Credentials::new(),
    };
    for (index, credential) in vendor.credentials.iter().enumerate() {
        let name = credential.name.snake();
        let known = std::mem::take(&mut merchant.known);
        let (known, text) = match credential.kind {
            CredentialKind::Text => {
                let letters = |count| chance.borrow_mut().letters(count);
                let text = credential_made_of(vendor, CredentialId(index), &letters, USUAL_LENGTH)?;
                (known.text(name, &text), text)
            }
            CredentialKind::RsaPrivateKey => {
                let key = RsaPrivateKey::new(&mut *chance.borrow_mut(), KEY_BITS).ok()?;
                let known = known.public_key_pem(name, &public_pem(&key)?).ok()?;
                (known, private_pem(&key)?)
            }
            CredentialKind::RsaPublicKey => {
                let key = RsaPrivateKey::new(&mut *chance.borrow_mut(), KEY_BITS).ok()?;
                let known = known.private_key_pem(name, &private_pem(&key)?).ok()?;
                (known, public_pem(&key)?)
            }
        };
        merchant.known = known;
        merchant.given.push(GivenCredential {
            name: name.to_owned(),
            label: credential.label.clone(),
            kind: credential.kind,
            is_secret: credential.secrecy != Secrecy::Public,
            text,
        });
    }
    Some(merchant)
}

fn private_pem(key: &RsaPrivateKey) -> Option<String> {
    let pem = key.to_pkcs8_pem(LineEnding::LF).ok()?;
    Some(pem.to_string())
}

fn public_pem(key: &RsaPrivateKey) -> Option<String> {
    RsaPublicKey::from(key)
        .to_public_key_pem(LineEnding::LF)
        .ok()
}

/// Bytes that follow from a seed: SHA-256 over the seed and a counter.
struct Chance {
    seed: [u8; 32],
    count: u64,
    left: Vec<u8>,
}

impl Chance {
    fn new(vendor: &str, seed: Option<&str>) -> Self {
        let mut bytes = [0; 32];
        match seed {
            Some(seed) => bytes = Sha256::digest(format!("{vendor}\n{seed}")).into(),
            None => OsRng.fill_bytes(&mut bytes),
        }
        Self {
            seed: bytes,
            count: 0,
            left: Vec::new(),
        }
    }

    fn byte(&mut self) -> u8 {
        if let Some(byte) = self.left.pop() {
            return byte;
        }
        let block = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.count.to_be_bytes())
            .finalize();
        self.count += 1;
        self.left = block.to_vec();
        self.left.pop().unwrap_or_default()
    }

    /// Letters and digits, marked as a test's where there is room.
    fn letters(&mut self, count: usize) -> String {
        const LETTERS: [char; 32] = [
            'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't',
            'u', 'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9', '0',
        ];
        let mark = if count >= 2 * MARK.len() { MARK } else { "" };
        let rest = (mark.len()..count).map(|_| {
            let index = usize::from(self.byte()) % LETTERS.len();
            LETTERS.get(index).copied().unwrap_or('x')
        });
        mark.chars().chain(rest.collect::<Vec<_>>()).collect()
    }
}

impl RngCore for Chance {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill_bytes(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.byte();
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

/// Where no seed is given, it is seeded by the operating system.
impl CryptoRng for Chance {}
