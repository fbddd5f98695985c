//! Which names of this machine calls may use. Of a page that a browser has open, an address can be made to lead here
//! (DNS rebinding); its calls come under that page's name.

use http::HeaderMap;
use http::header::HOST;

/// The names under which it is called on this machine.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Whether a call names this machine as its host; one that names none does, as no browser makes it.
pub(crate) fn is_here(headers: &HeaderMap) -> Result<(), String> {
    let Some(host) = headers.get(HOST) else {
        return Ok(());
    };
    let host = host.to_str().unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    match NAMES.contains(&name) {
        true => Ok(()),
        false => Err(format!("it answers on this machine alone, not as `{host}`")),
    }
}
