//! Every kind of page, invented, with what it says written down by hand: `fixtures/NAME.expected` beside each page.
//!
//! A line of such a file is an operation, an address, a field with its line of the page, a code; nothing more may
//! be recognised than stands in it, and nothing less.

use std::path::{Path, PathBuf};

use kpg_documents::{
    Address, Cell, DocumentedCode, DocumentedField, Encoding, Format, LengthWord, ListWords, Page,
    RoleWord, Said, Way, read,
};

const PAGES: [(&str, &str); 10] = [
    ("sotdae.txt", "sotdae"),
    ("dolgae.md", "dolgae"),
    ("sallim.md", "sallim"),
    ("naru.md", "naru"),
    ("gaon.html", "gaon"),
    ("gaon_euckr.html", "gaon_euckr"),
    ("haneul.txt", "haneul"),
    ("haneul_cp874.txt", "haneul_cp874"),
    ("baram.txt", "baram"),
    ("mireu.json", "mireu"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn page(name: &str) -> Page {
    read(&std::fs::read(folder().join(name)).unwrap()).unwrap()
}

#[test]
fn every_page_says_what_was_read_off_it_by_hand() {
    for (name, expected) in PAGES {
        let expected =
            std::fs::read_to_string(folder().join(format!("{expected}.expected"))).unwrap();
        let found = shown(&page(name));
        let expected: Vec<&str> = expected.lines().map(str::trim_end).collect();
        let found: Vec<&str> = found.lines().map(str::trim_end).collect();
        let missing: Vec<_> = expected
            .iter()
            .filter(|line| !found.contains(line))
            .collect();
        let surplus: Vec<_> = found
            .iter()
            .filter(|line| !expected.contains(line))
            .collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{name}:\nmissing {missing:#?}\nsurplus {surplus:#?}"
        );
        assert_eq!(expected, found, "{name}: the order differs");
    }
}

/// A page in the notation of the expected files.
fn shown(page: &Page) -> String {
    let format = match page.format {
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Text => "text",
        Format::OpenApi => "openapi",
    };
    let encoding = match page.encoding {
        Encoding::Utf8 => "utf8".to_owned(),
        Encoding::Utf16 => "utf16".to_owned(),
        Encoding::EucKr => "euckr".to_owned(),
        Encoding::Misread(charset) => format!("misread as {charset}"),
    };
    let mut out = format!("format {format} {encoding}\n");
    page.environments
        .iter()
        .for_each(|each| out += &address("environment", each));
    for operation in &page.operations {
        let title = operation.title.as_ref().map_or("-", |title| &title.text);
        let method = operation
            .method
            .given()
            .map_or("-", |method| method.as_str());
        out += &format!("operation | {} | {title} | {method}\n", operation.line);
        operation
            .addresses
            .iter()
            .for_each(|each| out += &address("address", each));
        operation
            .request
            .iter()
            .for_each(|each| out += &field("request", each));
        operation
            .answer
            .iter()
            .for_each(|each| out += &field("answer", each));
        for (way, cell) in &operation.encrypted {
            let way = if *way == Way::Answer {
                "answer"
            } else {
                "request"
            };
            out += &format!("encrypted | {} | {way}\n", cell.line);
        }
        operation.codes.iter().for_each(|each| out += &code(each));
    }
    page.codes.iter().for_each(|each| out += &code(each));
    out
}

fn address(word: &str, address: &Address) -> String {
    let environment = address.environment.as_deref().unwrap_or("-");
    let written = address
        .url
        .as_deref()
        .or(address.path.as_deref())
        .unwrap_or("-");
    format!(
        "{word} | {} | {environment} | {written}\n",
        address.cell.line
    )
}

fn code(code: &DocumentedCode) -> String {
    let status = code
        .status
        .as_ref()
        .map_or("-".to_owned(), |status| status.value.to_string());
    let message = code.message.as_ref().map_or("-", |message| &message.text);
    format!(
        "code | {} | {} | {status} | {message}\n",
        code.code.line, code.code.text
    )
}

fn said<T>(said: &Said<T>, show: impl Fn(&T) -> String) -> String {
    match said {
        Said::Silent => "-".to_owned(),
        Said::Blank(_) => "blank".to_owned(),
        Said::Unclear(cell) => format!("?{}", cell.text),
        Said::Given(fact) => show(&fact.value),
    }
}

fn field(way: &str, field: &DocumentedField) -> String {
    let label = field.label.as_ref().map_or("-".to_owned(), first_line);
    let kind = said(&field.kind, ToString::to_string);
    let length = said(&field.length, |length| length.bound.to_string());
    let presence = said(&field.presence, ToString::to_string);
    let place = field.place.word().replace("member", "body");
    format!(
        "{way} | {} | {place} | {} | {label} | {kind} | {length} | {presence} | {}\n",
        field.line(),
        field.wire.text,
        more(field).join("; ")
    )
}

fn first_line(cell: &Cell) -> String {
    cell.text
        .replace('\n', " ")
        .split("  ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What few fields have.
fn more(field: &DocumentedField) -> Vec<String> {
    let mut more = Vec::new();
    if let Some(range) = field.range.given() {
        more.push(format!("range {}..{}", range.min, range.max));
    }
    match field.length.given().and_then(|length| length.unit) {
        Some(LengthWord::Bytes) => more.push("bytes".to_owned()),
        Some(LengthWord::Characters) => more.push("characters".to_owned()),
        None => {}
    }
    match field.role {
        Some(RoleWord::Code) => more.push("role code".to_owned()),
        Some(RoleWord::Message) => more.push("role message".to_owned()),
        None => {}
    }
    if field.on_success.is_some() {
        more.push("on success".to_owned());
    }
    if field.encrypted.given() == Some(&true) {
        more.push("encrypted".to_owned());
    }
    if !field.values.is_empty() {
        let values: Vec<&str> = field
            .values
            .iter()
            .map(|value| value.value.as_str())
            .collect();
        let open = if field.list == ListWords::OpenEnded {
            " …"
        } else {
            ""
        };
        more.push(format!("values {}{open}", values.join(" ")));
    }
    if field.format != Said::Silent {
        more.push(format!(
            "format {}",
            said(&field.format, |format| format.mask.clone())
        ));
    }
    if let Some(example) = &field.example {
        more.push(format!("example {}", example.text));
    }
    if let Some(inside) = &field.inside {
        more.push(format!("inside {inside}"));
    }
    more
}
