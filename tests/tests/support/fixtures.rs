//! Specs, keys and credentials that only tests use; none of them is worth anything elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use kpg::runtime::{BaseUrl, PrivateKey, PublicKey};
use kpg_codegen::model::Vendor;
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

/// The vendors of the workspace for which [`Clients`](crate::clients::Clients) has requests, in the order of their names.
/// One that was added through a spec alone is held against the sandbox by its generated tests.
pub const VENDOR_IDS: &[&str] = &["bccard", "cookiepay", "konaplate", "welcome"];

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

/// Each of [`VENDOR_IDS`], compiled from its spec.
pub fn vendors() -> Result<Vec<Vendor>, Fault> {
    VENDOR_IDS.iter().map(|id| vendor(id)).collect()
}

/// The vendors of all specs of the workspace, in the order of their names.
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

/// A sandbox that speaks every vendor's protocol and knows the credentials above.
pub async fn sandbox() -> Result<Sandbox, Fault> {
    let bccard = Credentials::new()
        .text("api_key", BCCARD_API_KEY)
        .text("affiliate_id", BCCARD_AFFILIATE_ID)
        .public_key_pem("private_key", &key("signing", "public")?)?;
    let cookiepay = Credentials::new()
        .text("api_id", COOKIEPAY_API_ID)
        .text("api_key", COOKIEPAY_API_KEY);
    let konaplate = Credentials::new()
        .text("asp_id", KONAPLATE_ASP_ID)
        .text("access_key", KONAPLATE_ACCESS_KEY)
        .text("secret_key", KONAPLATE_SECRET_KEY)
        .text("server_key_id", KONAPLATE_SERVER_KEY_ID)
        .private_key_pem("server_public_key", &key("signing", "pkcs8")?)?
        .public_key_pem("client_private_key", &key("jwe", "public")?)?;
    let welcome = Credentials::new()
        .text("merchant_id", WELCOME_MERCHANT_ID)
        .text("sign_key", WELCOME_SIGN_KEY)
        .text("encryption_key", WELCOME_ENCRYPTION_KEY)
        .text("encryption_iv", WELCOME_ENCRYPTION_IV);
    let sandbox = Sandbox::builder()
        .without_records()
        .vendor(vendor("bccard")?, bccard)
        .vendor(vendor("cookiepay")?, cookiepay)
        .vendor(vendor("konaplate")?, konaplate)
        .vendor(vendor("welcome")?, welcome)
        .start()
        .await?;
    Ok(sandbox)
}
