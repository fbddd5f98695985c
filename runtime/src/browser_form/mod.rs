//! What a page of the merchant's has the buyer's browser post to the vendor, and the HTML of it. Nothing is sent here.

mod html;

use std::fmt;

use url::Url;

use crate::{Charset, Members, PrepareError, Supply};

/// The values of a form that a generated builder makes, and how they become what a browser posts.
pub trait Posted {
    /// What a client of the vendor was built from.
    type Settings;
    /// The name of the form in the spec.
    const NAME: &'static str;
    /// Names of values that must not be shown.
    const SENSITIVE: &'static [&'static str];

    /// What the browser posts, signed.
    ///
    /// # Errors
    ///
    /// When a value cannot be made, such as a signature without its key, or when the charset cannot hold it.
    fn form(
        &self,
        settings: &Self::Settings,
        supply: &Supply<'_>,
    ) -> Result<BrowserForm, PrepareError>;
}

/// What a browser posts to a vendor: names and values in their order, and where they go. It is made by a client,
/// which sends nothing.
///
/// A signature in it holds for its time stamp: make a form when its page is made, and make no page of it that caches
/// keep. The HTML is in UTF-8, and so must the page be that it stands in; `accept-charset` says in which charset the
/// browser posts. `Debug` shows no value that the spec calls sensitive.
///
/// ```
/// # fn example(form: &kpg_runtime::BrowserForm) {
/// // A page with a button:
/// let html = format!("<!doctype html><meta charset=utf-8>{}", form.to_html());
/// // A page that posts by itself, where `Content-Security-Policy` is `script-src 'nonce-r4nd0m'`:
/// let html = format!("<!doctype html><meta charset=utf-8>{}", form.to_posting_html("r4nd0m"));
/// // A form of your own, such as one that a script of the vendor's posts:
/// let html = format!("<form id=pay>{}</form>", form.to_inputs_html());
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BrowserForm {
    name: &'static str,
    url: Url,
    charset: Charset,
    values: Vec<(String, String)>,
    sensitive: &'static [&'static str],
}

impl BrowserForm {
    /// A form of these members; each is posted as a text. For generated code.
    ///
    /// # Errors
    ///
    /// When a browser would post something else in place of a value: the charset cannot hold it, or it has a line end
    /// or NUL. The error names the member and does not show its value.
    pub fn new<P: Posted>(
        url: Url,
        charset: Charset,
        members: &Members,
    ) -> Result<Self, PrepareError> {
        let values = members.texts();
        for (name, value) in &values {
            if let Some(why) = [name, value]
                .into_iter()
                .find_map(|text| changed(charset, text))
            {
                return Err(PrepareError::new(format!("`{name}` has {why}")));
            }
        }
        Ok(Self {
            name: P::NAME,
            url,
            charset,
            values,
            sensitive: P::SENSITIVE,
        })
    }

    /// Where the browser posts it.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The method by which the browser posts it.
    #[must_use]
    pub fn method(&self) -> &'static str {
        "post"
    }

    /// The charset in which the browser must post it, as `accept-charset` names it, whatever that of the page is.
    #[must_use]
    pub fn accept_charset(&self) -> &'static str {
        match self.charset {
            Charset::Utf8 => "UTF-8",
            #[cfg(feature = "euckr")]
            Charset::EucKr => "EUC-KR",
        }
    }

    /// The names and values in the order in which they are posted. They are not escaped.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        let values = self.values.iter();
        values.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What a browser sends when it posts the form; a browser adds headers of its own.
    #[cfg(feature = "explain")]
    pub(crate) fn request(&self) -> crate::HttpRequest {
        let body = crate::message::posted(&self.values, self.charset);
        crate::HttpRequest::new(http::Method::POST, self.url.clone(), body)
    }

    /// The sensitive names are those of members; an item of a list has the name of the list in front.
    fn is_sensitive(&self, name: &str) -> bool {
        let mut hidden = self.sensitive.iter();
        hidden.any(|sensitive| {
            let (whole, list) = (name, name.split('[').next().unwrap_or(name));
            let last = name.rsplit(['[', '.']).next().unwrap_or(name);
            let parts = [whole, list, last.trim_end_matches(']')];
            parts
                .iter()
                .any(|part| part.eq_ignore_ascii_case(sensitive))
        })
    }
}

/// What of a text a browser would not post as it is: it writes line ends as CR LF and NUL as U+FFFD, and what the charset
/// cannot hold as `&#…;`.
fn changed(charset: Charset, text: &str) -> Option<&'static str> {
    if text.contains(['\r', '\n', '\0']) {
        return Some("a line end or NUL, which browsers do not post as it is");
    }
    let is_held = charset.encode(text).is_some();
    (!is_held).then_some("a character that the charset of the form cannot hold")
}

impl fmt::Debug for BrowserForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value)| match self.is_sensitive(name) {
            true => (name, "***"),
            false => (name, value),
        };
        f.debug_struct("BrowserForm")
            .field("name", &self.name)
            .field("url", &self.url.as_str())
            .field("charset", &self.charset)
            .field("values", &self.values().map(shown).collect::<Vec<_>>())
            .finish()
    }
}
