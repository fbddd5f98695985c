//! The explanations of diagnostics: each has a title, a wrong example that is reported as what it is about and as
//! nothing else, and a right one of which nothing is reported.

use crate::support::example;
use kpg_codegen::{DiagnosticCode, Report, SourceFile, Style, check, render};

/// Everything that is found in a part of a spec, for an explanation of this code.
fn report(code: DiagnosticCode, part: &str) -> Report {
    let mut report = check(&SourceFile::new("example.yaml", example::whole(part))).report;
    if code != DiagnosticCode::NoExample {
        example::without_asking_for_examples(&mut report);
    }
    report
}

/// The block after `Wrong:` or `Right:`.
fn block(code: DiagnosticCode, word: &str) -> Result<String, String> {
    let blocks = example::blocks(code.explanation());
    let mut found = blocks.into_iter().filter(|block| block.after == word);
    match (found.next(), found.next()) {
        (Some(block), None) => Ok(block.text),
        _ => Err(format!("{code:?}: not one block after `{word}`")),
    }
}

/// What is the matter with an explanation.
fn faults(code: DiagnosticCode) -> Result<(), String> {
    let shown = |report: &Report| {
        format!(
            "{code:?}\n{}\n{}",
            report.file.text(),
            render(report, Style::Plain)
        )
    };
    let wrong = report(code, &block(code, "Wrong:")?);
    let found: Vec<_> = wrong.diagnostics.iter().map(|each| each.code).collect();
    // Only who carries out recipes can tell it: the tests of the command line do.
    let is_told_here = code != DiagnosticCode::ExampleDiffers;
    if found.is_empty() && is_told_here || found.iter().any(|found| *found != code) {
        return Err(format!("the wrong example of {}", shown(&wrong)));
    }
    let right = report(code, &block(code, "Right:")?);
    if !right.diagnostics.is_empty() {
        return Err(format!("the right example of {}", shown(&right)));
    }
    Ok(())
}

#[test]
fn wrong_examples_are_reported_as_what_they_show_and_right_ones_compile() {
    let codes = DiagnosticCode::ALL.iter();
    let faults: Vec<String> = codes.filter_map(|code| faults(*code).err()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_explanation_has_a_title_and_words() {
    for code in DiagnosticCode::ALL {
        let mut lines = code.explanation().lines();
        let title = lines.next().unwrap().strip_prefix("# ").expect("a title");
        assert_ne!(title, format!("{code:?}"), "a placeholder");
        assert!(
            title.contains(' ') && !title.ends_with('.'),
            "{code:?}: {title}"
        );
        assert_eq!(lines.next(), Some(""), "{code:?}");
        let words = lines
            .take_while(|line| *line != "Wrong:")
            .collect::<String>();
        assert!(words.len() > 100, "{code:?} explains little");
        assert!(
            code.explanation()
                .lines()
                .all(|line| line.chars().count() <= 100),
            "{code:?}"
        );
    }
}

#[test]
fn whose_level_can_be_set_says_how() {
    for code in DiagnosticCode::ALL {
        let text = code.explanation();
        let Some((lint, level)) = code.lint() else {
            assert!(!text.contains("The default is"), "{code:?} has no level");
            continue;
        };
        let level = format!("{level:?}").to_lowercase();
        for words in [
            format!("`{lint}`"),
            format!("The default is `{level}`"),
            "levels:".to_owned(),
        ] {
            assert!(text.contains(&words), "{code:?} does not say {words}");
        }
    }
}

#[test]
fn the_base_of_the_examples_is_as_small_as_a_spec_can_be() {
    let mut report = check(&SourceFile::new("base.yaml", example::BASE)).report;
    example::without_asking_for_examples(&mut report);
    assert!(
        report.diagnostics.is_empty(),
        "{}",
        render(&report, Style::Plain)
    );
}

#[test]
fn parts_replace_what_has_their_key() {
    let part = "# why\ntimeouts:\n- odd\n\nvendor: other\nanswer: {}\ncodes: { a: b }\nget: /x";
    let whole = example::whole(part);
    assert!(whole.contains(
        "\nlengths: characters\n# why\ntimeouts:\n- odd\n\nvendor: other\noperations:\n"
    ));
    assert!(whole.ends_with(
        "\n    success: { code: [ \"00\" ] }\n    answer: {}\n    codes: { a: b }\n    get: /x\n"
    ));
    for gone in ["vendor: acme", "post:", "send:", "role: code"] {
        assert!(!whole.contains(gone), "{gone} is still there:\n{whole}");
    }
    let before = example::whole("codes: { result: {} }\nsuccess: {}\n");
    assert!(
        before.contains("\ncodes: { result: {} }\noperations:"),
        "{before}"
    );
    let operations = example::whole("operations: {}\nsend: json\n");
    assert!(
        operations.ends_with("\noperations: {}\nsend: json\n"),
        "{operations}"
    );
}

#[test]
fn what_is_no_part_is_a_whole_file() {
    for file in [
        "kpg: 1\nvendor: x\n",
        "# why\nkpg: 1\n",
        "\tvendor: x\n",
        "- a\n",
        "%YAML 1.2\n",
        "{ a: b }\n",
        "",
    ] {
        assert_eq!(example::whole(file), file);
    }
}
