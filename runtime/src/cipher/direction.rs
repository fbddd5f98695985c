//! The two directions of a cipher: what is done with a block cipher, a key and an initialisation vector.

#[cfg(feature = "opening")]
use cbc::cipher::BlockDecryptMut;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipher, BlockEncryptMut, KeyInit, KeyIvInit as _};

/// A block cipher of which both directions are known.
#[cfg(feature = "opening")]
pub trait Block:
    BlockCipher + BlockEncryptMut + BlockDecryptMut + KeyInit + Clone + Send + Sync + 'static
{
}

#[cfg(feature = "opening")]
impl<C: BlockCipher + BlockEncryptMut + BlockDecryptMut + KeyInit + Clone + Send + Sync + 'static>
    Block for C
{
}

/// A block cipher that encrypts.
#[cfg(not(feature = "opening"))]
pub trait Block: BlockCipher + BlockEncryptMut + KeyInit + Clone + Send + Sync + 'static {}

#[cfg(not(feature = "opening"))]
impl<C: BlockCipher + BlockEncryptMut + KeyInit + Clone + Send + Sync + 'static> Block for C {}

/// Where the initialisation vector of CBC comes from; ECB has none.
#[derive(Clone, Copy)]
pub enum Vector<'a> {
    /// There is none.
    None,
    /// These bytes, as many as a block has.
    Fixed(&'a [u8]),
    /// The encrypted bytes begin with it.
    FirstBlock,
}

opaque!(Vector<'_>, "Vector");

/// Whether a cipher encrypts or decrypts.
pub trait Direction {
    /// How its encrypted bytes are written down, or read.
    type Writing;
    /// What it does with bytes.
    type Run;

    /// What is done with this key. The schedule of the key is wiped when it is dropped: the feature `zeroize` of the
    /// ciphers' crates.
    fn with<C: Block>(key: &[u8], vector: Vector<'_>) -> Option<Self::Run>;
}

/// A cipher with its key, in one direction.
pub struct CipherIn<D: Direction> {
    pub(super) run: D::Run,
    pub(super) write: D::Writing,
}

opaque!(CipherIn<D> where [D: Direction], "Cipher");

/// Encrypts.
#[derive(Debug)]
pub enum Encrypts {}

impl Direction for Encrypts {
    type Writing = fn(Vec<u8>) -> String;
    type Run = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

    fn with<C: Block>(key: &[u8], vector: Vector<'_>) -> Option<Self::Run> {
        Some(match vector {
            Vector::None => {
                let mode = ecb::Encryptor::<C>::new_from_slice(key).ok()?;
                Box::new(move |plain| mode.clone().encrypt_padded_vec_mut::<Pkcs7>(plain))
            }
            Vector::Fixed(iv) => {
                let mode = cbc::Encryptor::<C>::new_from_slices(key, iv).ok()?;
                Box::new(move |plain| mode.clone().encrypt_padded_vec_mut::<Pkcs7>(plain))
            }
            Vector::FirstBlock => {
                let mut iv = vec![0; C::block_size()];
                getrandom::getrandom(&mut iv).ok()?;
                let mode = cbc::Encryptor::<C>::new_from_slices(key, &iv).ok()?;
                Box::new(move |plain| {
                    let sealed = mode.clone().encrypt_padded_vec_mut::<Pkcs7>(plain);
                    [iv.as_slice(), &sealed].concat()
                })
            }
        })
    }
}

/// Decrypts.
#[cfg(feature = "opening")]
#[derive(Debug)]
pub enum Decrypts {}

#[cfg(feature = "opening")]
impl Direction for Decrypts {
    type Writing = fn(&str) -> Option<Vec<u8>>;
    type Run = Box<dyn Fn(&[u8]) -> Option<zeroize::Zeroizing<Vec<u8>>> + Send + Sync>;

    fn with<C: Block>(key: &[u8], vector: Vector<'_>) -> Option<Self::Run> {
        Some(match vector {
            Vector::None => {
                let mode = ecb::Decryptor::<C>::new_from_slice(key).ok()?;
                Box::new(move |sealed| {
                    let plain = mode.clone().decrypt_padded_vec_mut::<Pkcs7>(sealed);
                    plain.ok().map(Into::into)
                })
            }
            Vector::Fixed(iv) => {
                let mode = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
                Box::new(move |sealed| {
                    let plain = mode.clone().decrypt_padded_vec_mut::<Pkcs7>(sealed);
                    plain.ok().map(Into::into)
                })
            }
            Vector::FirstBlock => {
                // A key of another length is told now, and not once something arrives.
                C::new_from_slice(key).ok()?;
                let key = zeroize::Zeroizing::new(key.to_vec());
                Box::new(move |sealed| {
                    let (iv, sealed) = sealed.split_at_checked(C::block_size())?;
                    let mode = cbc::Decryptor::<C>::new_from_slices(&key, iv).ok()?;
                    let plain = mode.decrypt_padded_vec_mut::<Pkcs7>(sealed);
                    plain.ok().map(Into::into)
                })
            }
        })
    }
}
