//! The page that a browser is shown after it has posted a form: what arrived is right, or what is wrong with it.

use html_escape::encode_text as escaped;
use kpg_codegen::model::{BrowserForm, Charset};

use crate::answer::Reply;
use crate::exchange::Finding;
use crate::outgoing;

/// Nothing runs on the page, it calls nobody, and nobody can frame it.
const POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page.
pub(crate) fn page(form: &BrowserForm, findings: &[Finding]) -> Reply {
    let name = form.request.name.snake();
    let (status, title) = match findings {
        [] => (200, format!("`{name}` was accepted")),
        _ => (400, format!("`{name}` was refused")),
    };
    let items: Vec<String> = findings
        .iter()
        .map(|finding| format!("<li>{}</li>\n", escaped(&finding.to_string())))
        .collect();
    let what = match findings {
        [] => "<p>Every field and every signature is what the spec says. A vendor would show its payment window now.</p>\n"
            .to_owned(),
        _ => format!("<ul>\n{}</ul>\n", items.concat()),
    };
    let title = escaped(&title);
    let page = format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n{what}"
    );
    Reply {
        content_type: "text/html; charset=utf-8".to_owned(),
        charset: Charset::Utf8,
        headers: outgoing::page_headers(POLICY),
        ..Reply::plain(status, page)
    }
}
