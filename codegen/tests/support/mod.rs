//! What holds for every text, whatever is in it.

pub mod example;

use kpg_codegen::{Files, Label, Report, SourceFile, Style, compile, emit, render};

/// What a text compiles to, once everything that holds for every text has been checked.
pub fn compiled(text: &str) -> Result<Files, Report> {
    let file = SourceFile::new("specs/any.yaml", text);
    match compile(&file) {
        Ok(vendor) => {
            let files = emit(&[vendor]);
            for (path, text) in &files {
                assert!(!text.contains("compile_error!"), "{path}:\n{text}");
                assert!(
                    path.bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"/._".contains(&b)),
                    "{path}"
                );
                assert!(!path.contains("..") && !path.starts_with('/'), "{path}");
            }
            Ok(files)
        }
        Err(report) => {
            assert!(!report.diagnostics.is_empty());
            for diagnostic in &report.diagnostics {
                assert_inside(text, &diagnostic.primary);
                diagnostic
                    .secondary
                    .iter()
                    .for_each(|label| assert_inside(text, label));
                assert!(!diagnostic.message.is_empty());
            }
            for style in [Style::Plain, Style::Terminal { width: 40 }] {
                let shown = render(&report, style);
                assert!(shown.contains(&report.diagnostics[0].code.to_string()));
            }
            Err(report)
        }
    }
}

fn assert_inside(text: &str, label: &Label) {
    let span = label.span;
    assert!(
        span.start <= span.end && span.end <= text.len(),
        "{label:?}"
    );
    let whole = text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
    assert!(whole, "{label:?} begins or ends inside a character");
}
