//! The console page and its script, as they are built into the program.

use kpg_codegen::model::Charset;

use crate::answer::Reply;
use crate::outgoing;

/// Nothing but the sandbox's own script runs on the page, and it calls nobody else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'";

/// The page.
pub(super) fn page() -> Reply {
    file(include_str!("console.html"), "text/html; charset=utf-8")
}

/// Its script.
pub(super) fn script() -> Reply {
    file(include_str!("console.js"), "text/javascript; charset=utf-8")
}

fn file(text: &str, content_type: &str) -> Reply {
    Reply {
        content_type: content_type.to_owned(),
        charset: Charset::Utf8,
        headers: outgoing::page_headers(POLICY),
        ..Reply::plain(200, text)
    }
}
