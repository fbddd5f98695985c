//! What a browser would post otherwise than it was signed makes no form, and HTML keeps what a value is.

use kpg_runtime::{BrowserForm, Charset, Members, Posted, PrepareError, Supply};
use url::Url;

struct Window;

impl Posted for Window {
    type Settings = ();
    const NAME: &'static str = "window";
    const SENSITIVE: &'static [&'static str] = &["card"];

    fn form(&self, (): &(), _: &Supply<'_>) -> Result<BrowserForm, PrepareError> {
        form("goods", "tea", Charset::Utf8)
    }
}

fn form(name: &'static str, value: &str, charset: Charset) -> Result<BrowserForm, PrepareError> {
    let url = Url::parse("https://window.example/pay?a=1&b=\"").unwrap();
    let mut members = Members::new();
    members.put(name, &value);
    BrowserForm::new::<Window>(url, charset, &members)
}

#[test]
fn a_value_that_a_browser_would_change_makes_no_form_and_is_not_told() {
    for (value, why) in [
        ("a secret\nline", "a line end or NUL"),
        ("a secret\r", "a line end or NUL"),
        ("secret\0", "a line end or NUL"),
    ] {
        let error = form("goods", value, Charset::Utf8).unwrap_err().to_string();
        assert!(
            error.contains("`goods` has ") && error.contains(why),
            "{error}"
        );
        assert!(!error.contains("secret"), "{error}");
    }
    #[cfg(feature = "euckr")]
    {
        let error = form("goods", "secret 😀", Charset::EucKr).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("cannot hold") && !error.contains("secret"),
            "{error}"
        );
    }
}

#[test]
fn html_keeps_what_a_value_is() {
    for (value, written) in [
        ("", ""),
        (" plain ", " plain "),
        ("가나다 똠방각하 é😀", "가나다 똠방각하 é😀"),
        ("\"a\" 'b'", "&quot;a&quot; 'b'"),
        ("</form><script>", "&lt;/form&gt;&lt;script&gt;"),
        (
            "<!-- &amp; &#39; &notit",
            "&lt;!-- &amp;amp; &amp;#39; &amp;notit",
        ),
        ("\t\u{80}\u{fffe}\u{feff}", "\t\u{80}\u{fffe}\u{feff}"),
    ] {
        let form = form("goods", value, Charset::Utf8).unwrap();
        let input = format!("<input type=\"hidden\" name=\"goods\" value=\"{written}\">\n");
        assert_eq!(form.to_inputs_html(), input);
        let action = "https://window.example/pay?a=1&amp;b=%22";
        let html = format!(
            "<form id=\"window\" method=\"post\" action=\"{action}\" accept-charset=\"UTF-8\">\n{input}\
             <button>계속</button>\n</form>\n"
        );
        assert_eq!(form.to_html(), html);
        let script = "HTMLFormElement.prototype.submit.call(document.getElementById(\"window\"))";
        let html = format!("{html}<script nonce=\"&quot;&gt;\">{script}</script>\n");
        assert_eq!(form.to_posting_html("\">"), html);
    }
}

#[test]
fn debug_hides_what_is_sensitive_at_any_depth() {
    for name in ["card", "CARD", "card[]", "items[0][card]", "rows[0].card"] {
        let shown = format!("{:?}", form(name, "9410", Charset::Utf8).unwrap());
        assert!(!shown.contains("9410") && shown.contains(name), "{shown}");
    }
    let shown = format!("{:?}", form("cards", "9410", Charset::Utf8).unwrap());
    assert!(shown.contains("9410"), "{shown}");
}
