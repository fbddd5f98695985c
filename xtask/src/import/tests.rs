//! Whatever stands on a page, its draft compiles; names and texts of pages that are made to break a spec do not.

use kpg_codegen::{DiagnosticCode, Severity};

use super::{Document, compiled, names};
use crate::drift::{Spec, against};

pub(super) fn document(text: &[u8]) -> Option<Document> {
    let page = kpg_documents::read(text).ok()?;
    (!page.operations.is_empty()).then(|| Document {
        id: "page".to_owned(),
        page,
    })
}

/// The draft of a page in Markdown with these rows in its request and its answer.
fn draft_of(before: &str, request: &[&str], answer: &[&str], after: &str) -> (String, usize) {
    let head = "| 필드 | 필드명 | 길이 | 필수 | 타입 | 비고 |\n|---|---|---|---|---|---|\n";
    let text = format!(
        "# 시험\n\n{before}\n\n## 요청\n\n{head}{}\n\n## 응답\n\n{head}{}\n\n{after}\n",
        request.join("\n"),
        answer.join("\n")
    );
    let documents = [document(text.as_bytes()).expect(&text)];
    let (draft, checked) =
        compiled("acme", &documents).unwrap_or_else(|failure| panic!("{text}\n{failure}"));
    let todos = checked
        .report
        .diagnostics
        .iter()
        .filter(|each| each.code == DiagnosticCode::OpenTodo);
    (draft.text.as_str().to_owned(), todos.count())
}

const CODE: &str = "| resultCode | 결과코드 | 4 | ○ | String | 0000: 정상 |";
const ROW: &str = "| tid | 거래 | 40 | ○ | String | |";
const ADDRESS: &str = "POST https://pay.acme.example/v1/cancel";

/// What it is, what stands before the tables, the rows of both, what stands behind them, and a part of the draft.
type Case = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
    &'static str,
);

#[test]
fn what_a_page_says_in_a_way_that_no_spec_can_is_left_to_a_todo() {
    let cases: &[Case] = &[
        (
            "a word of Rust",
            ADDRESS,
            &["| type | 구분 | 1 | ○ | String | |"],
            &[CODE],
            "",
            "name: type_given",
        ),
        (
            "two names that become one",
            ADDRESS,
            &[
                "| payType | 수단 | 4 | ○ | String | |",
                "| pay_type | 수단 | 4 | ○ | String | |",
            ],
            &[CODE],
            "",
            "name: pay_type_given",
        ),
        (
            "a row twice",
            ADDRESS,
            &[ROW, ROW],
            &[CODE],
            "",
            "documents `tid` on line 9 and again on line 10",
        ),
        (
            "a list in a form",
            "POST https://pay.acme.example/v1/cancel\n\nContent-Type: application/x-www-form-urlencoded",
            &["| P_RESERVED[] | 예약 | 40 | ○ | String | |"],
            &[CODE],
            "",
            "P_RESERVED: { ko: 예약, type: list, of: text, repeat: brackets, length: ..40, presence: required",
        ),
        (
            "a list in JSON",
            "POST https://pay.acme.example/v1/cancel\n\nContent-Type: application/json",
            &["| ids[] | 목록 | 40 | ○ | String | |"],
            &[CODE],
            "",
            "ids: { ko: 목록, type: list, of: text, length: ..40, presence: required",
        ),
        (
            "a list with brackets inside of its name",
            ADDRESS,
            &["| a[b][] | 목록 | 40 | ○ | String | |"],
            &[CODE],
            "",
            "\"a[b][]\": { ",
        ),
        (
            "a value longer than the field",
            ADDRESS,
            &["| kind | 종류 | 1 | ○ | String | card(카드), phone(휴대폰) |"],
            &[CODE],
            "",
            "is longer than the length 1",
        ),
        (
            "a code longer than the field",
            ADDRESS,
            &[ROW],
            &["| resultCode | 결과코드 | 2 | ○ | String | 310000: 정상 |"],
            "",
            "\"310000\"",
        ),
        (
            "a code of success on HTTP 400",
            ADDRESS,
            &[ROW],
            &[CODE],
            "## 응답코드\n\n| 응답코드 | HTTP 상태 코드 | 메시지 |\n|---|---|---|\n| 0000 | 400 | 정상 |",
            "name: success",
        ),
        (
            "text that is YAML",
            ADDRESS,
            &["| tid | \"거래\" #1: {a, b} \\\\ 'c' & *d | 40 | ○ | String | - x: y # z |"],
            &[CODE],
            "",
            "\\\"거래\\\"",
        ),
        (
            "a member that proves the answer",
            ADDRESS,
            &[ROW],
            &[
                CODE,
                "| signData | 위변조 검증 데이터 | 64 | ○ | String | hex(sha256(tid + key)) |",
            ],
            "",
            "It may prove that the answer is the vendor's",
        ),
        (
            "a note with a recipe",
            ADDRESS,
            &["| sign | 서명 | 64 | ○ | String | SHA256 (tid+key) |"],
            &[CODE],
            "",
            "values: { sign: { recipe: [ concat: [ tid, key ], sha256, hex ] } }",
        ),
        (
            "a note with a recipe of which the key has a Korean name",
            ADDRESS,
            &["| sign | 서명 | 64 | ○ | String | SHA256 (tid + 상점키) |"],
            &[CODE],
            "",
            "values: { sign: { recipe: [ concat: [ tid, 상점키 ], sha256, hex ] } }",
        ),
        (
            "a note with a recipe whose parts a bar parts",
            ADDRESS,
            &["| sign | 서명 | 64 | ○ | String | sha256(tid\\|amt\\|key) 의 hex |"],
            &[CODE],
            "",
            "recipe: [ concat: { of: [ tid, amt, key ], separator: \\\"|\\\" }, sha256, hex ] } }` with the spec's names of these, without the separator where `|` only says that they are joined",
        ),
        (
            "prose about digests, which is no recipe",
            ADDRESS,
            &["| sign | 서명 | 64 | ○ | String | SHA-256 (또는 SHA-512) 로 해시 |"],
            &[CODE],
            "",
            "speaks of a digest; find its recipe",
        ),
        (
            "a header in a sentence",
            "POST https://pay.acme.example/v1/cancel\n\nx-api-key 헤더로 API 키를 전달합니다.",
            &[ROW],
            &[CODE],
            "",
            "A sentence names the header `x-api-key` (page line 5), which no table documents",
        ),
        (
            "JSON in a sentence",
            "POST https://pay.acme.example/v1/cancel\n\n요청 본문은 JSON 형식입니다.",
            &[ROW],
            &[CODE],
            "",
            "send: json  # page line 5",
        ),
        (
            "a note with a cipher",
            ADDRESS,
            &["| card | 카드 | 64 | ○ | String | AES256/CBC 로 암호화 |"],
            &[CODE],
            "",
            "is encrypted with AES/CBC",
        ),
        (
            "no code in the answer",
            ADDRESS,
            &[ROW],
            &["| price | 금액 | 10 | ○ | String | |"],
            "",
            "where the result code stands",
        ),
        (
            "a number without a range",
            ADDRESS,
            &["| n | 수 | | ○ | number | |"],
            &[CODE],
            "",
            "type: integer",
        ),
        (
            "a number with listed values",
            ADDRESS,
            &["| n | 구분 | | ○ | number | 0: 일시불, 1: 할부 |"],
            &[CODE],
            "",
            "number: true",
        ),
        (
            "a number with listed values that JSON has as no numbers",
            ADDRESS,
            &["| n | 구분 | | ○ | number | 01: 일시불, 02: 할부 |"],
            &[CODE],
            "",
            "01 is no whole number as JSON writes one",
        ),
        (
            "a number with a length",
            ADDRESS,
            &["| n | 수 | 12 | ○ | number | |"],
            &[CODE],
            "",
            "type: digits",
        ),
        (
            "a length that is none",
            ADDRESS,
            &["| n | 수 | 열 자쯤 | ○ | String | |"],
            &[CODE],
            "",
            "was not understood",
        ),
        (
            "a length of 0",
            ADDRESS,
            &["| n | 수 | 0 | ○ | String | |"],
            &[CODE],
            "",
            "cannot be meant",
        ),
        (
            "a mark that is none",
            ADDRESS,
            &[
                "| tid | 거래 | 40 | ? | String | |",
                "| a | 가 | 4 | ○ | String | |",
                "| b | 나 | 4 | ○ | String | |",
            ],
            &[CODE],
            "",
            "must be there is written as `?`",
        ),
        (
            "an address without https",
            "POST http://pay.acme.example/v1/cancel",
            &[ROW],
            &[CODE],
            "",
            "which is no plain https",
        ),
        ("no address", "", &[ROW], &[CODE], "", "undocumented"),
        (
            "a path with a segment",
            "DELETE https://pay.acme.example/v1/pay/{tid}",
            &[ROW, "| why | 사유 | 9 | X | String | |"],
            &[CODE],
            "",
            "path:",
        ),
        (
            "a path with a segment that no table has",
            "POST https://pay.acme.example/v1/pay/{no}",
            &[ROW],
            &[CODE],
            "",
            "no:",
        ),
        (
            "a GET with a table",
            "GET https://pay.acme.example/v1/pay",
            &[ROW],
            &[CODE],
            "",
            "query:",
        ),
        (
            "an object without members",
            ADDRESS,
            &["| o | 물건 | | ○ | Object | |"],
            &[CODE, "| l | 목록 | | X | List | |"],
            "",
            "names no members",
        ),
        (
            "an object with members",
            ADDRESS,
            &[
                "| o | 물건 | | ○ | Object | |",
                "| - a | 가 | 3 | ○ | String | |",
            ],
            &[CODE],
            "",
            "      o.a:",
        ),
        (
            "a list with members, in which is an object, and a list",
            ADDRESS,
            &[
                "| l | 목록 | | ○ | List | |",
                "| - o | 물건 | | X | Object | |",
                "| -- a | 가 | 3 | ○ | String | |",
                "| - m | 목록 | | X | List | |",
                "| -- b | 나 | 3 | ○ | String | |",
            ],
            &[CODE],
            "",
            "members: { o.a: { ko: 가, length: ..3, presence: { conditional: where o is sent } } }",
        ),
        (
            "a list inside a list",
            ADDRESS,
            &[
                "| l | 목록 | | ○ | List | |",
                "| - no | 번호 | | ○ | String | |",
                "| - m | 목록 | | X | List | |",
                "| -- b | 나 | 3 | ○ | String | |",
            ],
            &[CODE],
            "",
            "is a list inside a list",
        ),
        (
            "a format of another width",
            ADDRESS,
            &["| d | 날짜 | 6 | ○ | String | YYYYMMDD |"],
            &[CODE],
            "",
            "d:",
        ),
        (
            "an example that breaks a rule",
            ADDRESS,
            &["| d | 날짜 | 3 | ○ | String | 예) 20261121 |"],
            &[CODE],
            "",
            "d:",
        ),
    ];
    for (what, before, request, answer, after, expected) in cases {
        let (text, todos) = draft_of(before, request, answer, after);
        assert!(
            text.contains(expected),
            "{what}: no `{expected}` in\n{text}"
        );
        assert!(todos > 2, "{what}");
    }
}

#[test]
fn more_fields_than_a_request_can_have_are_cut_with_a_word_on_it() {
    let rows: Vec<String> = (0..130)
        .map(|n| format!("| field{n} | 항목 | 4 | X | String | |"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (text, _) = draft_of(ADDRESS, &rows, &[&[CODE], rows.as_slice()].concat(), "");
    assert!(
        text.contains("more fields than a request can have"),
        "{text}"
    );
}

/// Letters are taken out, doubled and replaced, and lines are lost, doubled and moved, at places that a fixed sequence of
/// numbers gives.
#[test]
fn drafts_of_damaged_pages_compile_and_do_not_differ_from_these() {
    let pages: [&[u8]; 7] = [
        include_bytes!("../../../documents/tests/fixtures/dolgae.md"),
        include_bytes!("../../../documents/tests/fixtures/sotdae.txt"),
        include_bytes!("../../../documents/tests/fixtures/sallim.md"),
        include_bytes!("../../../documents/tests/fixtures/naru.md"),
        include_bytes!("../../../documents/tests/fixtures/gaon.html"),
        include_bytes!("../../../documents/tests/fixtures/haneul.txt"),
        include_bytes!("../../../documents/tests/fixtures/baram.txt"),
    ];
    let pieces = [
        "|", "<td>", "\"", "#", ": ", "{", "}", "type", "0", "\\", "<br>", "\n", "-", "○", "\u{7f}",
    ];
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut drafted = 0;
    for round in 0..420 {
        let page = pages[round % pages.len()];
        let bytes = match round % 2 {
            0 => {
                let mut bytes = page.to_vec();
                for _ in 0..next(8) + 1 {
                    let place = next(bytes.len());
                    let end = (place + next(4)).min(bytes.len());
                    bytes.splice(place..end, pieces[next(pieces.len())].bytes());
                }
                bytes
            }
            _ => {
                let mut lines: Vec<&[u8]> = page.split(|byte| *byte == b'\n').collect();
                for _ in 0..next(8) + 1 {
                    let (from, to) = (next(lines.len()), next(lines.len()));
                    match next(3) {
                        0 => drop(lines.remove(from)),
                        1 => lines.insert(to, lines[from]),
                        _ => lines.swap(from, to),
                    }
                }
                lines.join(&b'\n')
            }
        };
        if let Some(document) = document(&bytes) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let documents = [document];
            let (_, checked) =
                compiled("acme", &documents).unwrap_or_else(|failure| panic!("{text}\n{failure}"));
            assert_eq!(checked.report.count(Severity::Error), 0);
            let spec = Spec {
                path: "acme.yaml".into(),
                file: checked.report.file,
                vendor: checked.vendor.unwrap(),
                places: checked.places,
            };
            let (drift, _) = against(&spec, &documents[0].page, 0);
            assert_eq!(drift.differences, [], "{text}\n{}", spec.file.text());
            drafted += 1;
        }
    }
    assert!(
        drafted > 100,
        "only {drafted} pages were left to be drafted"
    );
}

#[test]
fn operations_are_called_after_as_much_of_their_paths_as_tells_them_apart() {
    let paths = [
        Some("/billing/billkey/card"),
        Some("/noauth/billkey/card"),
        Some("/cancel/cancel.do"),
        Some("/cancel/cancel.do"),
        None,
        Some("/v1/{id}/type"),
    ];
    let by_path = paths.map(|path| names::Called { path, title: None });
    let titles = ["1. 전체취소", "2. 부분 취소", "빌링키 발급", "안내"];
    let by_title = titles.map(|title| names::Called {
        path: None,
        title: Some(title),
    });
    let calls: Vec<names::Called<'_>> = by_path.into_iter().chain(by_title).collect();
    let expected = [
        "billing_billkey_card",
        "noauth_billkey_card",
        "cancel_call",
        "cancel_call_2",
        "call",
        "call_type",
        "cancel_call_3",
        "partial_cancel",
        "issue_billing_key",
        "call_2",
    ];
    assert_eq!(names::operations(&calls, |name| name == "cancel"), expected);
}
