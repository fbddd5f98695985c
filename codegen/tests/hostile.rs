//! Texts that were made to hurt: the compiler answers each at once, and what it emits stays text.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::support::compiled;
use kpg_codegen::{Files, Style, render};
use proc_macro2::{TokenStream, TokenTree};

/// A small good spec, with a place for more at its top level and one for a text of the document.
fn spec(more: &str, text: &str) -> String {
    // The example of a text in a request is held to its rules: no control characters.
    let controls = ["\\n", "\\r", "\\0", "\\u2028"];
    let example = match controls.iter().any(|control| text.contains(control)) {
        true => "x",
        false => text,
    };
    format!(
        r#"kpg: 1
vendor: acme
name: {{ ko: 에이스페이, en: {text} }}
documents:
  guide: {{ title: {{ en: {text} }}, read: 2026-11-21 }}
environments:
  test: https://api.acme.example
  live: {{ undocumented: {text} }}
quirk: {{ says: {text}, seen: {text}, chosen: {text}, why: {text} }}
types:
  kind: {{ en: {text}, values: {{ "1": {{ name: one, en: {text} }} }} }}
{more}
operations:
  cancel:
    en: {text}
    note: {text}
    document: guide
    effect: moves_money
    post: /cancel
    send: json
    request:
      tid: {{ ko: {text}, note: {text}, presence: {{ conditional: {text} }}, example: {example}, range: {text},
             quirk: {{ says: {text}, seen: {text}, chosen: {text}, corrects: {{ range: {{ from: {text} }} }} }} }}
      kind: {{ ko: {text}, type: kind }}
    answer:
      code: {{ ko: {text}, role: code }}
      message: {{ ko: {text}, note: {text}, role: message, example: {text} }}
    success: {{ code: [ "00" ] }}
    codes:
      "00": {{ name: success, en: {text} }}
"#
    )
}

/// So many lines, `line` with the number in it.
fn many(count: usize, head: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    for number in 0..count {
        text.push_str(&line(number));
    }
    text
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("kpg: {}1{}", open.repeat(depth), close.repeat(depth))
}

/// Values of which each is made of the one before it, twice.
fn doubling(count: usize) -> String {
    let mut text = "values:\n  v0: { template: x }\n".to_owned();
    for number in 1..count {
        let before = number - 1;
        let _ = writeln!(
            text,
            "  v{number}: {{ template: \"{{v{before}}}{{v{before}}}\" }}"
        );
    }
    let last = count - 1;
    let field = format!("    request:\n      last: {{ en: last, from: v{last} }}");
    spec(&text, "x").replace("    request:", &field)
}

/// Values of which each is made of the next.
fn chain(count: usize) -> String {
    let mut text = "values:\n".to_owned();
    for number in 0..count {
        let next = number + 1;
        let _ = writeln!(text, "  v{number}: {{ template: \"{{v{next}}}\" }}");
    }
    let _ = writeln!(text, "  v{count}: {{ template: x }}");
    let field = "    request:\n      first: { en: first, from: v0 }";
    spec(&text, "x").replace("    request:", field)
}

/// Corrections of keys that are nowhere.
fn corrections(count: usize) -> String {
    let facts = many(count, "corrects: {", |n| {
        format!(" k{n}: {{ from: x, to: y }},")
    });
    facts + " }"
}

fn laughs() -> String {
    let mut text = "a0: &a0 [ x, x, x, x, x, x, x, x, x ]\n".to_owned();
    for number in 1..30 {
        let list = vec![format!("*a{}", number - 1); 9].join(", ");
        let _ = writeln!(text, "a{number}: &a{number} [ {list} ]");
    }
    text
}

/// What must come of a hostile text.
enum Expected {
    /// Diagnostics, among them one with this code.
    Refused(&'static str),
    Files,
}

use Expected::{Files as Emits, Refused};

#[test]
fn hostile_texts_are_answered_at_once() {
    let long = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    let good = spec("", "Text");
    let indented = |line: &str| format!("  {line}");
    let cases: Vec<(&str, String, Expected)> = vec![
        ("nothing", String::new(), Refused("KPG0006")),
        ("blanks", "  \n\n \n".to_owned(), Refused("KPG0006")),
        ("comments", "# a\n# b".to_owned(), Refused("KPG0006")),
        ("a lone null", "~".to_owned(), Refused("KPG0007")),
        ("deep lists", nested("[", "]", 100_000), Refused("KPG0004")),
        (
            "deep mappings",
            nested("{a: ", "}", 100_000),
            Refused("KPG0004"),
        ),
        (
            "deep blocks",
            (0..1_000).fold(String::new(), |text, depth| {
                text + &" ".repeat(depth) + "a:\n"
            }),
            Refused("KPG0004"),
        ),
        (
            "deep list blocks",
            format!("a:\n{}x", "- ".repeat(100_000)),
            Refused("KPG0004"),
        ),
        ("unclosed lists", "[".repeat(100_000), Refused("KPG0004")),
        (
            "many keys",
            many(90_000, "", |n| format!("key_{n}: x\n")),
            Refused("KPG0005"),
        ),
        (
            "too many keys",
            many(100_000, "", |n| format!("key_{n}: x\n")),
            Refused("KPG0004"),
        ),
        (
            "many credentials",
            spec(
                &many(40_000, "credentials:\n", |n| {
                    format!("  c{n}: {{ en: x }}\n")
                }),
                "x",
            ),
            Refused("KPG0004"),
        ),
        (
            "many keys alike",
            many(90_000, "", |_| "kpg: 1\n".to_owned()),
            Refused("KPG0002"),
        ),
        (
            "many odd names",
            many(90_000, "credentials:\n", |n| format!("  K{n}: x\n")),
            Refused("KPG0007"),
        ),
        (
            "many values",
            spec(
                &many(90_000, "codes:\n  all:\n", |n| format!("    c{n}: x\n")),
                "x",
            ),
            Refused("KPG0007"),
        ),
        (
            "many nodes",
            many(100_000, "[", |n| format!("{n}, {n}, {n}, ")),
            Refused("KPG0004"),
        ),
        (
            "many corrections",
            good.replace("why: Text }", &(corrections(30_000) + " }")),
            Refused("KPG0010"),
        ),
        (
            "many documents",
            "--- 1\n".repeat(100_000),
            Refused("KPG0003"),
        ),
        ("laughs", laughs(), Refused("KPG0003")),
        (
            "an alias of itself",
            "a: &a [ *a ]".to_owned(),
            Refused("KPG0003"),
        ),
        (
            "an alias of nothing",
            "a: *b".to_owned(),
            Refused("KPG0001"),
        ),
        (
            "a merge key",
            "a: { <<: { b: 1 } }".to_owned(),
            Refused("KPG0005"),
        ),
        (
            "tags",
            good.replace("vendor: acme", "vendor: !!str acme"),
            Refused("KPG0003"),
        ),
        (
            "a tag of Rust's",
            good.replace("vendor: acme", "vendor: !<tag:x,2000:y> acme"),
            Refused("KPG0003"),
        ),
        (
            "a second document",
            format!("{good}---\nkpg: 1\n"),
            Refused("KPG0003"),
        ),
        ("a byte order mark", format!("\u{feff}{good}"), Emits),
        ("line ends of Windows", good.replace('\n', "\r\n"), Emits),
        ("line ends of old Macs", good.replace('\n', "\r"), Emits),
        (
            "a tab",
            good.replace("\n  test:", "\n\ttest:"),
            Refused("KPG0001"),
        ),
        (
            "a tab between",
            good.replace("vendor: acme", "vendor:\tacme"),
            Emits,
        ),
        (
            "a NUL",
            good.replace("acme\n", "ac\0me\n"),
            Refused("KPG0001"),
        ),
        (
            "half a megabyte of text",
            spec("", &long("가나다 ", 25_000)),
            Emits,
        ),
        (
            "a huge text",
            format!("vendor: {}", long("가", 3_000_000)),
            Refused("KPG0004"),
        ),
        (
            "a huge key",
            format!("? {}\n: x", long("가", 1_900_000)),
            Refused("KPG0005"),
        ),
        (
            "a huge quoted key",
            format!("\"{}\": x", long("k", 1_900_000)),
            Refused("KPG0001"),
        ),
        (
            "a huge name",
            good.replace("acme\n", &format!("{}\n", long("a", 1_900_000))),
            Refused("KPG0009"),
        ),
        (
            "a huge word",
            good.replace(
                "effect: moves_money",
                &format!("effect: {}", long("m", 1_900_000)),
            ),
            Refused("KPG0008"),
        ),
        (
            "a huge code",
            good.replace("[ \"00\" ]", &format!("[ {} ]", long("가", 1_900_000))),
            Refused("KPG0010"),
        ),
        ("values twice as many as before", doubling(60), Emits),
        ("a chain of values", chain(20_000), Refused("KPG0004")),
        (
            "a long chain of names",
            chain(2_000).replace("template: x", "template: \"{v0}\""),
            Refused("KPG00"),
        ),
        (
            "a template of braces",
            spec(
                &format!("values:\n  v: {{ template: \"{}\" }}", long("{a}", 300_000)),
                "x",
            ),
            Refused("KPG0019"),
        ),
        (
            "a path as id",
            good.replace("vendor: acme", "vendor: ../x"),
            Refused("KPG0009"),
        ),
        (
            "an absolute path as id",
            good.replace("vendor: acme", "vendor: /etc/passwd"),
            Refused("KPG0009"),
        ),
        (
            "a device as id",
            good.replace("vendor: acme", "vendor: CON"),
            Refused("KPG0009"),
        ),
        (
            "a dot as id",
            good.replace("vendor: acme", "vendor: ."),
            Refused("KPG0009"),
        ),
        (
            "a path as operation",
            good.replace("\n  cancel:", "\n  ../../cancel:"),
            Refused("KPG0009"),
        ),
        (
            "a file of the module",
            good.replace("\n  cancel:", "\n  mod:"),
            Refused("KPG0009"),
        ),
        (
            "no mapping but lines",
            (0..50).map(|_| indented("text\n")).collect(),
            Refused("KPG0007"),
        ),
    ];
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the answer to a hostile text.
fn wrong((name, text, expected): &(&str, String, Expected)) -> Option<String> {
    let started = Instant::now();
    let answer = compiled(text);
    let took = started.elapsed();
    // Not a measurement: a text that takes minutes hangs whoever compiles it.
    if took >= Duration::from_secs(60) {
        return Some(format!("{name}: took {took:?}"));
    }
    match (answer, expected) {
        (Ok(_), Emits) => None,
        (Err(report), Refused(code)) => {
            let codes = report.diagnostics.iter().map(|each| each.code.to_string());
            let found: BTreeSet<String> = codes.collect();
            let fits = found.iter().any(|found| found.starts_with(code));
            (!fits).then(|| format!("{name}: {found:?}, not {code}"))
        }
        (Ok(_), Refused(code)) => Some(format!("{name}: files, not {code}")),
        (Err(report), Emits) => {
            let shown: String = render(&report, Style::Plain).chars().take(2_000).collect();
            Some(format!("{name}: no files but\n{shown}"))
        }
    }
}

/// Every word of a file that is code: neither comments nor what stands in quotes.
fn words(tokens: TokenStream) -> Vec<String> {
    let of_tree = |tree| match tree {
        TokenTree::Group(group) => words(group.stream()),
        TokenTree::Ident(word) => vec![word.to_string()],
        TokenTree::Punct(_) | TokenTree::Literal(_) => Vec::new(),
    };
    tokens.into_iter().flat_map(of_tree).collect()
}

/// Text of a document stays text wherever it goes: in a comment, in a literal, in another language.
#[test]
fn text_of_a_document_never_becomes_code() {
    let texts = [
        "\"```\\npanic!()\\n```\"",
        "\"*/ pub fn evil() {} /*\"",
        "\"\\\"#; pub fn evil() {} //\"",
        "\"{} {0} {x:?}\"",
        "\"<script>alert(1)</script>\"",
        "\"]( javascript:alert(1) ) [x]\"",
        "\"line\\r\\n//! pub fn evil() {}\"",
        "\"\\u2028pub fn evil() {}\\u0085pub fn evil() {}\"",
        "\"\\\\\"",
        "\"\\0\\a\\e\\v\\ufeff\"",
        "\"    pub fn evil() {}\"",
        "\"\\u202e evil\"",
        "\"# heading\\n===\"",
        "\"$(rm -rf /) `x` ${x} %s\"",
        "\"r#\\\"evil\\\"#\"",
    ];
    let plain = compiled(&spec("", "Text")).unwrap_or_else(|report| panic!("{report:?}"));
    let comments = |files: &Files| {
        let lines = files.values().flat_map(|text| text.lines());
        let comments = lines.filter(|line| line.trim_start().starts_with("//"));
        comments.count()
    };
    let fences = |files: &Files| {
        let lines = files.values().flat_map(|text| text.lines());
        lines.filter(|line| line.contains("/// ```")).count()
    };
    let code = |files: &Files| -> Vec<String> {
        let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        rust.flat_map(|(_, text)| words(text.parse().unwrap()))
            .collect()
    };
    for text in texts {
        let files = compiled(&spec("", text)).unwrap_or_else(|report| panic!("{text}: {report:?}"));
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            plain.keys().collect::<Vec<_>>()
        );
        assert_eq!(
            comments(&files),
            comments(&plain),
            "{text}: a text made a line of its own"
        );
        assert_eq!(
            fences(&files),
            fences(&plain),
            "{text}: a text became a fence"
        );
        assert_eq!(code(&files), code(&plain), "{text}: a text became code");
        for (path, emitted) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            for line in emitted.lines() {
                let is_comment = line.trim_start().starts_with("//");
                // The examples of the emitter stand between lines of these words alone.
                let is_fence = ["/// ```ignore", "/// ```"].contains(&line.trim_start());
                assert!(
                    !is_comment || is_fence || !line.contains("```") || line.contains("\\`"),
                    "{path}: {line}"
                );
                assert!(!is_comment || !line.contains("<script>"), "{path}: {line}");
                assert!(
                    !line.contains(['\u{0}', '\u{2028}', '\u{85}', '\u{1b}', '\u{202e}']),
                    "{path}: {line:?}"
                );
            }
        }
    }
}
