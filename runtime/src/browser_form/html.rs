//! Forms as HTML. Values come from callers: whatever they hold, they stay values.

use html_escape::encode_double_quoted_attribute as escaped;

use super::BrowserForm;

impl BrowserForm {
    /// The form as HTML: hidden inputs, and a button for the buyer to press. It needs no script. Its `id` is the name of
    /// the form in the spec.
    ///
    /// The `Content-Security-Policy` of the page must allow the vendor's address where it says `form-action`.
    #[must_use]
    pub fn to_html(&self) -> String {
        format!(
            "<form id=\"{}\" method=\"{}\" action=\"{}\" accept-charset=\"{}\">\n{}<button>계속</button>\n</form>\n",
            escaped(self.name),
            self.method(),
            escaped(self.url.as_str()),
            self.accept_charset(),
            self.to_inputs_html(),
        )
    }

    /// The form as HTML that the browser posts as soon as it has read it; the button stays for browsers without scripts.
    /// `nonce` is that of the page's `Content-Security-Policy`, which has `script-src 'nonce-…'`: without it, browsers
    /// run no script that stands in a page. A page without a policy takes any text.
    #[must_use]
    pub fn to_posting_html(&self, nonce: &str) -> String {
        // An input can be called `submit`, and would hide the method of that name.
        format!(
            "{}<script nonce=\"{}\">HTMLFormElement.prototype.submit.call(document.getElementById(\"{}\"))</script>\n",
            self.to_html(),
            escaped(nonce),
            escaped(self.name),
        )
    }

    /// The inputs alone, for a form of your own.
    #[must_use]
    pub fn to_inputs_html(&self) -> String {
        let inputs = self.values().map(|(name, value)| {
            let (name, value) = (escaped(name), escaped(value));
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\n")
        });
        inputs.collect()
    }
}
