//! The explanations of all diagnostics as a page of documentation.

use super::DiagnosticCode;

/// `docs/diagnostics.md`: a table of all codes, and every explanation under its code as heading.
pub fn catalogue() -> String {
    let mut page = String::from(
        "<!-- @generated from codegen/src/diagnostic/catalogue/ by `cargo xtask generate`. -->\n\n\
         # Diagnostics\n\n\
         The compiler reports these errors and warnings. `cargo xtask explain CODE` prints a single explanation.\n\
         Each example is a part of a spec; the other parts are those of any small spec.\n\n\
         | code | what is wrong | level |\n|---|---|---|\n",
    );
    for code in DiagnosticCode::ALL {
        let anchor = code.to_string().to_lowercase();
        let title = code.title().replace('|', "\\|");
        page.push_str(&format!(
            "| [{code}](#{anchor}) | {title} | {} |\n",
            level(*code)
        ));
    }
    for code in DiagnosticCode::ALL {
        page.push_str(&format!(
            "\n## {code}\n\n**{}**\n\n{}\n",
            code.title(),
            code.body()
        ));
    }
    page
}

/// What becomes of it, and under which name a spec can change that.
fn level(code: DiagnosticCode) -> String {
    match code.lint() {
        None => "error".to_owned(),
        Some((lint, default)) => format!("`{default}`, set as `{lint}`"),
    }
}
