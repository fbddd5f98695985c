//! Compact JWE, RSA-OAEP-256 with A128GCM, and when opening also with A256GCM (RFC 7516), as far as the sandbox's answers need it: one
//! recipient, no options. No maintained crate has just this; docs/architecture.md compares them.

use aes_gcm::aead::rand_core::RngCore;
use aes_gcm::aead::{Aead, KeyInit, OsRng, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm, Key, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::{Oaep, RsaPrivateKey, RsaPublicKey};
use sha2::Sha256;

const HEADER: &str = r#"{"alg":"RSA-OAEP-256","enc":"A128GCM"}"#;
const TAG_BYTES: usize = 16;

/// Encrypts a text to a key; `None` when the key is too small for RSA-OAEP-256.
pub fn encrypt(key: &RsaPublicKey, plain: &[u8]) -> Option<String> {
    let (mut content_key, mut nonce) = ([0; 16], [0; 12]);
    OsRng.fill_bytes(&mut content_key);
    OsRng.fill_bytes(&mut nonce);
    let wrapped = key
        .encrypt(&mut OsRng, Oaep::new::<Sha256>(), &content_key)
        .ok()?;
    let header = URL_SAFE_NO_PAD.encode(HEADER);
    let cipher = Aes128Gcm::new(Key::<Aes128Gcm>::from_slice(&content_key));
    let payload = Payload {
        msg: plain,
        aad: header.as_bytes(),
    };
    let sealed = cipher.encrypt(Nonce::from_slice(&nonce), payload).ok()?;
    let (text, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG_BYTES)?)?;
    let parts: Vec<String> = [wrapped.as_slice(), &nonce, text, tag]
        .iter()
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .collect();
    Some(format!("{header}.{}", parts.join(".")))
}

/// Opens what [`encrypt`] or another implementation made; `None` for anything else.
pub fn decrypt(key: &RsaPrivateKey, compact: &str) -> Option<Vec<u8>> {
    let parts: Vec<&str> = compact.split('.').collect();
    let [header, wrapped, nonce, text, tag] = parts.as_slice() else {
        return None;
    };
    let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let announced: serde_json::Value = serde_json::from_slice(&bytes(header)?).ok()?;
    let said = |name: &str| announced.get(name).and_then(serde_json::Value::as_str);
    if said("alg") != Some("RSA-OAEP-256") {
        return None;
    }
    let content_key = key.decrypt(Oaep::new::<Sha256>(), &bytes(wrapped)?).ok()?;
    let sealed = [bytes(text)?, bytes(tag)?].concat();
    let nonce: [u8; 12] = bytes(nonce)?.try_into().ok()?;
    let payload = Payload {
        msg: &sealed,
        aad: header.as_bytes(),
    };
    let nonce = Nonce::from_slice(&nonce);
    // A key of another length than the header announces is refused.
    match said("enc")? {
        "A128GCM" => {
            let cipher = Aes128Gcm::new_from_slice(&content_key).ok()?;
            cipher.decrypt(nonce, payload).ok()
        }
        "A256GCM" => {
            let cipher = Aes256Gcm::new_from_slice(&content_key).ok()?;
            cipher.decrypt(nonce, payload).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::pkcs8::DecodePrivateKey;

    fn read(name: &str) -> String {
        let vectors = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors");
        std::fs::read_to_string(format!("{vectors}/{name}")).unwrap()
    }

    /// The inverse is itself held against a JWE that jwcrypto made (tests/vectors/jwe.json), so that
    /// both directions cannot be wrong in the same way.
    #[test]
    fn what_is_encrypted_can_be_decrypted() {
        let pem = read("keys/TEST-ONLY-jwe-rsa2048.pkcs8.pem");
        let key = RsaPrivateKey::from_pkcs8_pem(&pem).unwrap();
        let outside: serde_json::Value = serde_json::from_str(&read("jwe.json")).unwrap();
        let mut opened = Vec::new();
        for vector in &outside["vectors"].as_array().unwrap()[..2] {
            let header = vector["compact"]
                .as_str()
                .unwrap()
                .split('.')
                .next()
                .unwrap();
            let header = String::from_utf8(URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
            let compact = vector["compact"].as_str().unwrap();
            let plain = outside["plain"].as_str().map(str::as_bytes);
            assert_eq!(decrypt(&key, compact).as_deref(), plain, "{header}");
            opened.extend(
                ["A128GCM", "A256GCM"]
                    .into_iter()
                    .filter(|enc| header.contains(enc)),
            );
        }
        assert_eq!(opened, ["A128GCM", "A256GCM"]);

        let plain = "{\"a\":\"가\"}";
        let compact = encrypt(&key.to_public_key(), plain.as_bytes()).unwrap();
        assert_eq!(decrypt(&key, &compact).as_deref(), Some(plain.as_bytes()));
        assert_ne!(
            encrypt(&key.to_public_key(), plain.as_bytes()).unwrap(),
            compact
        );
    }

    /// Another implementation opens it. Needs Python with jwcrypto:
    ///
    /// ```text
    /// python3 -m venv /tmp/vectors && /tmp/vectors/bin/pip install jwcrypto
    /// KPG_PYTHON=/tmp/vectors/bin/python cargo test -p kpg-recipes -- --ignored jwcrypto
    /// ```
    #[test]
    #[ignore = "needs a Python with jwcrypto in KPG_PYTHON"]
    fn jwcrypto_opens_it() {
        let pem = read("keys/TEST-ONLY-jwe-rsa2048.pkcs8.pem");
        let key = RsaPrivateKey::from_pkcs8_pem(&pem).unwrap().to_public_key();
        let compact = encrypt(&key, "{\"a\":\"가\"}".as_bytes()).unwrap();
        let program = "import sys; from jwcrypto import jwk, jwe; t = jwe.JWE(); \
             t.deserialize(sys.argv[2], jwk.JWK.from_pem(sys.argv[1].encode())); \
             sys.stdout.buffer.write(t.payload)";
        let python = std::env::var("KPG_PYTHON").unwrap();
        let output = std::process::Command::new(python)
            .args(["-c", program, &pem, &compact])
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "{\"a\":\"가\"}",
            "{output:?}"
        );
    }
}
