//! The words of signatures and encryption. Nothing but data lives here.

/// Lines that mark a message as encrypted as a whole.
pub(crate) const ENCRYPTED: &str = "encrypted encrypted| 암호화";

/// Words in the name, the label or the remark of a member that proves where a message comes from.
pub(crate) const PROOFS: &str = "signature 서명 위변조 해시값 hashdata hashvalue 검증값";

/// Words for how something is made or written, which explain a field and are no values of it.
pub(crate) const TECHNICAL: &str = "iv key salt mode padding algorithm encoding charset format length size default \
     example note aes aes128 aes256 aes-128 aes-256 des 3des seed aria cbc ecb gcm ctr pkcs5 pkcs7 \
     pkcs5padding pkcs7padding sha sha1 sha256 sha-256 sha512 sha-512 md5 hmac rsa hex base64 utf-8 \
     utf8 euc-kr euckr json xml form url uri http https get post iso8601 string number";

/// Digests as notes name them, in small letters and without marks. A MAC is named with the digest in it.
pub(crate) const DIGESTS: [&str; 5] = ["sha512", "sha384", "sha256", "sha1", "md5"];

/// Modes of block ciphers.
pub(crate) const MODES: [&str; 4] = ["cbc", "ecb", "gcm", "ctr"];

/// Block ciphers, which a number of bits may follow.
pub(crate) const CIPHERS: [&str; 5] = ["aes", "aria", "seed", "tripledes", "3des"];
