//! Specs, keys and credentials that only tests use; none of them is worth anything elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use kpg::runtime::{BaseUrl, PrivateKey, PublicKey};
use kpg_codegen::model::{CredentialId, CredentialKind, Vendor, sample_credential};
use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_sandbox::{Credentials, Sandbox};

use crate::Fault;

/// The merchant ID of the vendor `welcome`.
pub const WELCOME_MERCHANT_ID: &str = "welcometst";
/// The sign key of the vendor `welcome`.
pub const WELCOME_SIGN_KEY: &str = "sample-signkey-0001";
/// The key that the vendor `welcome` opens encrypted fields with.
pub const WELCOME_ENCRYPTION_KEY: &str = "11111111111111111111111111111111";
/// The initialisation vector that goes with it.
pub const WELCOME_ENCRYPTION_IV: &str = "1111111111111111";
/// The API key of the vendor `bccard`.
pub const BCCARD_API_KEY: &str = "test-api-key";
/// The affiliate ID of the vendor `bccard`.
pub const BCCARD_AFFILIATE_ID: &str = "bcqrcpay";
/// The ID of the vendor `cookiepay`.
pub const COOKIEPAY_API_ID: &str = "kpgtest";
/// The key of the vendor `cookiepay`.
pub const COOKIEPAY_API_KEY: &str = "test-link-key";
/// The ASP ID of the vendor `konaplate`.
pub const KONAPLATE_ASP_ID: &str = "KPGTESTASP00001";
/// The access key of the vendor `konaplate`.
pub const KONAPLATE_ACCESS_KEY: &str = "test-access-key-000000000000000000000001";
/// The secret key of the vendor `konaplate`.
pub const KONAPLATE_SECRET_KEY: &str = "test-secret";
/// The ID of the key that requests to the vendor `konaplate` are encrypted with.
pub const KONAPLATE_SERVER_KEY_ID: &str = "test-server-key-0000000000000001";

/// The text or PEM of a credential, by the names of vendor and credential; none of one that is not given.
pub type CredentialOf<'a> = &'a (dyn Fn(&str, &str) -> Result<Option<String>, Fault> + Sync);

/// The root of the workspace.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// The text of a file of the workspace.
pub fn text(path: &str) -> Result<String, Fault> {
    let path = root().join(path);
    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// A test key, `signing` or `jwe`; the public half or the private one.
pub fn key(use_of: &str, half: &str) -> Result<String, Fault> {
    text(&format!(
        "tests/vectors/keys/TEST-ONLY-{use_of}-rsa2048.{half}.pem"
    ))
}

/// A private test key, `signing` or `jwe`.
pub fn private_key(use_of: &str) -> PrivateKey {
    PrivateKey::from_pem(&key(use_of, "pkcs8").unwrap()).unwrap()
}

/// A base address.
pub fn address(text: &str) -> BaseUrl {
    BaseUrl::parse(text).unwrap()
}

/// A public test key, `signing` or `jwe`.
pub fn public_key(use_of: &str) -> PublicKey {
    PublicKey::from_pem(&key(use_of, "public").unwrap()).unwrap()
}

/// A vendor of the workspace, compiled from its spec: once, however many tests of a program ask for it.
pub fn vendor(id: &str) -> Result<Vendor, Fault> {
    static COMPILED: Mutex<BTreeMap<String, Vendor>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(vendor) = compiled.get(id) {
        return Ok(vendor.clone());
    }
    let name = format!("specs/{id}.yaml");
    let file = SourceFile::new(name.as_str(), text(&name)?);
    let vendor = compile(&file).map_err(|report| render(&report, Style::Plain))?;
    compiled.insert(id.to_owned(), vendor.clone());
    Ok(vendor)
}

/// The vendors of all specs of the workspace, compiled, in the order of their names.
pub fn vendors() -> Result<Vec<Vendor>, Fault> {
    spec_ids()?.iter().map(|id| vendor(id)).collect()
}

/// The names of those vendors, in this order.
pub fn spec_ids() -> Result<Vec<String>, Fault> {
    let mut ids = Vec::new();
    for entry in std::fs::read_dir(root().join("specs"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        ids.extend(name.strip_suffix(".yaml").map(str::to_owned));
    }
    ids.sort();
    Ok(ids)
}

/// The names of every operation of those vendors, as vendor and operation.
pub fn operations() -> Result<Vec<(String, String)>, Fault> {
    let vendors = vendors()?;
    let named = vendors.iter().flat_map(|vendor| {
        let names = vendor.operations.iter().map(|each| each.name.snake());
        names.map(|name| (vendor.id.snake().to_owned(), name.to_owned()))
    });
    Ok(named.collect())
}

/// A credential that clients of tests have, as text or PEM: of those above, or a made-up one. Fails when the vendor gives
/// nobody such a credential.
pub fn credential(vendor: &str, name: &str) -> Result<Option<String>, Fault> {
    let text = match (vendor, name) {
        ("bccard", "api_key") => BCCARD_API_KEY,
        ("bccard", "affiliate_id") => BCCARD_AFFILIATE_ID,
        ("cookiepay", "api_id") => COOKIEPAY_API_ID,
        ("cookiepay", "api_key") => COOKIEPAY_API_KEY,
        ("konaplate", "asp_id") => KONAPLATE_ASP_ID,
        ("konaplate", "access_key") => KONAPLATE_ACCESS_KEY,
        ("konaplate", "secret_key") => KONAPLATE_SECRET_KEY,
        ("konaplate", "server_key_id") => KONAPLATE_SERVER_KEY_ID,
        ("konaplate", "crypto_key_id") => return Ok(None),
        ("welcome", "merchant_id") => WELCOME_MERCHANT_ID,
        ("welcome", "sign_key") => WELCOME_SIGN_KEY,
        ("welcome", "encryption_key") => WELCOME_ENCRYPTION_KEY,
        ("welcome", "encryption_iv") => WELCOME_ENCRYPTION_IV,
        _ => return made_up(vendor, name).map(Some),
    };
    Ok(Some(text.to_owned()))
}

/// A vendor and its credential of this name.
pub(crate) fn declared(id: &str, name: &str) -> Result<(Vendor, CredentialId), Fault> {
    let vendor = vendor(id)?;
    let mut declared = vendor.credentials.iter();
    let position = declared.position(|it| it.name.snake() == name);
    let position = position.ok_or_else(|| format!("{id} has no credential `{name}`"))?;
    Ok((vendor, CredentialId(position)))
}

fn made_up(id: &str, name: &str) -> Result<String, Fault> {
    let (vendor, at) = declared(id, name)?;
    let declared = vendor.credentials.get(at.0).ok_or("no credential")?;
    match declared.kind {
        CredentialKind::Text => {
            let sample = sample_credential(&vendor, at);
            sample.ok_or_else(|| format!("{id}.{name} is no text").into())
        }
        CredentialKind::RsaPrivateKey => key(key_use(id, name), "pkcs8"),
        CredentialKind::RsaPublicKey => key(key_use(id, name), "public"),
    }
}

/// Which test key a credential is: what decrypts answers is another one than what signs.
fn key_use(vendor: &str, name: &str) -> &'static str {
    match (vendor, name) {
        ("konaplate", "client_private_key") => "jwe",
        _ => "signing",
    }
}

/// What a sandbox of a vendor knows of a merchant with these credentials: of a key pair the half that the merchant has not.
pub fn sandbox_credentials(
    vendor: &Vendor,
    credential: CredentialOf<'_>,
) -> Result<Credentials, Fault> {
    let id = vendor.id.snake();
    let mut known = Credentials::new();
    for declared in &vendor.credentials {
        let name = declared.name.snake();
        let Some(text) = credential(id, name)? else {
            continue;
        };
        known = match declared.kind {
            CredentialKind::Text => known.text(name, text),
            CredentialKind::RsaPrivateKey => {
                known.public_key_pem(name, &half_of(&text, "public")?)?
            }
            CredentialKind::RsaPublicKey => {
                known.private_key_pem(name, &half_of(&text, "pkcs8")?)?
            }
        };
    }
    Ok(known)
}

/// The other half of a test key.
fn half_of(pem: &str, half: &str) -> Result<String, Fault> {
    for use_of in ["signing", "jwe"] {
        if [key(use_of, "public")?, key(use_of, "pkcs8")?]
            .iter()
            .any(|it| it == pem)
        {
            return key(use_of, half);
        }
    }
    Err("no test key has this half".into())
}

/// A sandbox that speaks every vendor's protocol and knows the test credentials.
pub async fn sandbox() -> Result<Sandbox, Fault> {
    sandbox_knowing(&credential).await
}

/// The same with other credentials.
pub async fn sandbox_knowing(credential: CredentialOf<'_>) -> Result<Sandbox, Fault> {
    let mut builder = Sandbox::builder().without_records();
    for vendor in vendors()? {
        let known = sandbox_credentials(&vendor, credential)?;
        builder = builder.vendor(vendor, known);
    }
    Ok(builder.start().await?)
}
