//! Any file ends in a page or an error, never in a panic, and in bounded time.

use std::time::{Duration, Instant};

use kpg_documents::drift::since;
use kpg_documents::{Encoding, ReadError, limits, read};
use proptest::prelude::*;

const PAGES: [&[u8]; 8] = [
    include_bytes!("fixtures/dolgae.md"),
    include_bytes!("fixtures/sotdae.txt"),
    include_bytes!("fixtures/sallim.md"),
    include_bytes!("fixtures/naru.md"),
    include_bytes!("fixtures/gaon.html"),
    include_bytes!("fixtures/gaon_euckr.html"),
    include_bytes!("fixtures/haneul_cp874.txt"),
    include_bytes!("fixtures/baram.txt"),
];

#[test]
fn what_is_no_page_is_an_error_that_says_so() {
    let large = vec![b'a'; 50 * 1024 * 1024];
    let noise: Vec<u8> = (0..4000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 | 0x80)
        .collect();
    let cases: [(&str, &[u8], ReadError); 4] = [
        ("no byte", b"", ReadError::Empty),
        ("blanks", b" \n\t\n", ReadError::Empty),
        (
            "50 MB",
            &large,
            ReadError::TooLarge {
                bytes: large.len(),
                limit: limits::MOST_BYTES,
            },
        ),
        (
            "bytes of no charset",
            &noise,
            ReadError::NotText { offset: 0 },
        ),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(read(bytes).unwrap_err(), expected, "{what}");
    }
}

/// What people keep pages in besides text is called what it is, with what to do.
#[test]
fn what_is_another_kind_of_file_is_named() {
    let shell = "<!doctype html><html><head><script src=/app.js></script></head><body><div id=root></div></body></html>";
    let login = "<html><body><h1>로그인</h1><form><input name=id><input type=password></form></body></html>";
    let cases: [(&[u8], &str); 6] = [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "an archive"),
        (shell.as_bytes(), "the shell of a page"),
        (login.as_bytes(), "a page that asks for a password"),
    ];
    for (bytes, expected) in cases {
        let error = read(bytes).unwrap_err();
        let ReadError::OtherKind { what, advice } = error else {
            panic!("{expected}: {error:?}")
        };
        assert!(what.starts_with(expected), "{what}");
        assert!(!advice.is_empty());
    }
}

/// A damaged document says where it is damaged; a page that shows one is a page.
#[test]
fn an_openapi_document_that_cannot_be_parsed_says_so() {
    let error = read(b"openapi: 3.0.3\ninfo: { title: A\npaths: {}\n").unwrap_err();
    let ReadError::Unparsed { what, why } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*what, "an OpenAPI document");
    assert!(why.contains("line "), "{why}");
    let shown = "# A\n\n| a: b | c |\n|---|---|\n| 1 | 2 |\n\n```yaml\nopenapi: 3.0.3\ninfo: { title: A }\n```\n";
    assert!(read(shown.as_bytes()).is_ok());
}

#[test]
fn a_page_without_tables_of_an_api_is_read_and_nothing_is_recognised() {
    for text in [
        "# 오시는 길\n\n지하철역에서 걸어서 5분입니다.\n",
        "<html><body><p>Opening hours</p><table><tr><th>Day</th><th>Hour</th></tr><tr><td>Mon</td><td>9</td></tr></table></body></html>",
        "| a |\n",
        "||||||\n|--|--|\n",
    ] {
        let page = read(text.as_bytes()).unwrap();
        assert!(page.is_empty(), "{text}: {page:#?}");
    }
}

/// What makes careless readers slow: depth, spans, formatting that is reopened, rows without end.
#[test]
fn pages_made_to_exhaust_a_reader_end_soon() {
    let deep = format!("<html>{}", "<div>".repeat(300_000));
    let reopened = format!(
        "<html>{}{}",
        (0..20_000)
            .map(|n| format!("<b id={n}>"))
            .collect::<String>(),
        "<p>x".repeat(100_000)
    );
    let spans = format!(
        "<html><table>{}</table>",
        "<tr><td rowspan=65534 colspan=1000>x</td></tr>".repeat(3_000)
    );
    let rows = format!(
        "{}\n{}\n{}",
        "|a".repeat(3_000),
        "|-".repeat(3_000),
        "|\n".repeat(30_000)
    );
    let tables = format!("<html>{}", "<table><tr><td>".repeat(50_000));
    let lines = "orderId\nstring\n".repeat(30_000);
    let quotes = "> ".repeat(500_000);
    let dashes = format!("tid - {} - String - 20\n", "가".repeat(100_000));
    let tabs = format!(
        "필드\t길이{}\n{}",
        "\t".repeat(100_000),
        "tid\t40\n".repeat(50_000)
    );
    for (what, text) in [
        ("depth", deep),
        ("reopened formatting", reopened),
        ("spans", spans),
        ("rows", rows),
        ("tables in tables", tables),
        ("lines", lines),
        ("quotes", quotes),
        ("dashes", dashes),
        ("tabs", tabs),
    ] {
        let begun = Instant::now();
        let _ = read(text.as_bytes());
        // Generous: builds without optimisation on a busy machine take ten times what a release takes.
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{what} took {:?}",
            begun.elapsed()
        );
        println!("{what}: {:?}", begun.elapsed());
    }
}

#[test]
fn charsets_are_told_from_the_bytes() {
    let korean = "# 결제 취소 안내\n";
    let (euckr, _, _) = encoding_rs::EUC_KR.encode(korean);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(korean.encode_utf16().flat_map(u16::to_le_bytes));
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(korean.as_bytes());
    let (latin, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(korean.as_bytes());
    let cases: [(&str, &[u8], Encoding); 5] = [
        ("UTF-8", korean.as_bytes(), Encoding::Utf8),
        ("UTF-8 with a mark", &marked, Encoding::Utf8),
        ("UTF-16", &utf16, Encoding::Utf16),
        ("EUC-KR", &euckr, Encoding::EucKr),
        (
            "UTF-8 read as cp1252",
            latin.as_bytes(),
            Encoding::Misread("cp1252"),
        ),
    ];
    for (what, bytes, expected) in cases {
        let page = read(bytes).unwrap();
        assert_eq!(page.encoding, expected, "{what}");
        assert_eq!(page.title.unwrap().text, "결제 취소 안내", "{what}");
    }
}

#[test]
fn thai_and_latin_words_stay_what_they_are() {
    for text in [
        "# ยกเลิกการชำระเงิน\n",
        "# Zahlung rückgängig – sofort\n",
        "# 한글 é ü ก ข\n",
    ] {
        let page = read(text.as_bytes()).unwrap();
        assert_eq!(page.encoding, Encoding::Utf8, "{text}");
        assert_eq!(
            page.title.unwrap().text,
            text.trim_start_matches("# ").trim_end()
        );
    }
}

/// What makes a careless comparison slow: long pages that have nothing, or the same thing, in common.
#[test]
fn copies_made_to_exhaust_a_comparison_end_soon() {
    let head = "# 취소\n\nPOST https://a.example/v1/x\n\n## 요청\n\n";
    let fields = |name: &str| {
        let rows = (0..9_000).map(|n| format!("| {name}{n} | 이름{n} | 10 | O |\n"));
        let rows: String = rows.collect();
        format!("{head}| 필드 | 이름 | 길이 | 필수 |\n|---|---|---|---|\n{rows}")
    };
    let codes = |first: u32| {
        let rows = (first..first + 9_000).map(|n| format!("| {n:06} | 뜻{n} |\n"));
        let rows: String = rows.collect();
        format!(
            "{head}| 필드 | 이름 |\n|---|---|\n| tid | 번호 |\n\n## 결과코드\n\n| 코드 | 메시지 |\n|---|---|\n{rows}"
        )
    };
    let calls = |name: &str| {
        let call = |n| {
            format!(
                "## {n}. {name}{n}\n\nPOST /v1/{name}/{n}\n\n| 필드 | 이름 | 길이 |\n|---|---|---|\n| tid | 번호 | 10 |\n\n"
            )
        };
        (0..1_000).map(call).collect::<String>()
    };
    for (what, old, new) in [
        ("fields", fields("a"), fields("b")),
        (
            "same fields",
            fields("a"),
            fields("a").replace("| 10 |", "| 20 |"),
        ),
        ("codes", codes(0), codes(500_000)),
        ("calls", calls("one"), calls("two")),
        ("no line breaks", html(&fields("a")), html(&fields("b"))),
    ] {
        let (old, new) = (read(old.as_bytes()).unwrap(), read(new.as_bytes()).unwrap());
        let begun = Instant::now();
        let changes = since(&old, &new).changes.len();
        println!("{what}: {changes} changes, {:?}", begun.elapsed());
        assert!(changes > 0, "{what}");
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
    }
}

/// The rows of a page as one line of HTML.
fn html(markdown: &str) -> String {
    let rows = markdown.lines().filter(|line| line.starts_with("| "));
    let cells = rows.map(|row| row.trim_matches(['|', ' ']).replace(" | ", "</td><td>"));
    let rows: String = cells
        .map(|cells| format!("<tr><td>{cells}</td></tr>"))
        .collect();
    format!("<html><h1>취소</h1><h2>요청</h2><table>{rows}</table></html>")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_damaged_page_is_read_or_refused_and_places_stay_inside(
        original in 0..PAGES.len(),
        cut in any::<prop::sample::Index>(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), "[<>|/\"'&;`\n #-]{1,6}|<table>|</td>|<tr>|<th rowspan=9>|가"), 0..12),
    ) {
        let mut bytes = PAGES[original].to_vec();
        for (place, text) in damage {
            let place = place.index(bytes.len());
            bytes.splice(place..place, text.bytes());
        }
        bytes.truncate(cut.index(bytes.len()).max(bytes.len() / 2));
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        if let Ok(page) = read(&bytes) {
            prop_assert_eq!(since(&page, &page).changes, []);
            let whole = read(PAGES[original]).unwrap();
            let (there, back) = (since(&whole, &page), since(&page, &whole));
            prop_assert_eq!(there.changes.is_empty(), back.changes.is_empty());
            for operation in &page.operations {
                for field in operation.request.iter().chain(&operation.answer) {
                    prop_assert!((1..=lines).contains(&field.line()), "{} of {lines}: {:?}", field.line(), field.wire);
                }
            }
        }
    }
}
