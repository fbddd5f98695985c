//! Whole pages: their drafts leave open what they leave open and nothing else, and do not differ from the page that they
//! were made of, however it is written.

use super::compiled;
use super::tests::document;

/// The values of the samples were computed with Python's hashlib and hmac.
const SIGNED: &str = "# 승인

## 서명 (signature)

signData = hex(sha256(mid + orderId + amount + ediDate + merchantKey))

```
mid=dune0001
orderId=ORDER-77
amount=15000
ediDate=20260301120000
merchantKey=duneKey/abcd==
signData=d45de64177a376bb70fb608067938986677cec8f1620e34c525e412aff71df6b
```

## 승인 요청

POST https://pay.dune.example/v1/approve

| 필드 | 타입 | 길이 | 필수 | 설명 |
|---|---|---|---|---|
| mid | String | 10 | O | 상점 |
| orderId | String | 64 | O | 주문번호 |
| signData | String | 64 | O | 서명값 |

## 승인 응답

| 필드 | 타입 | 길이 | 필수 | 설명 |
|---|---|---|---|---|
| resultCode | String | 4 | O | 결과코드 (0000: 성공) |

## 입금 통보

| 필드 | 타입 | 길이 | 필수 | 설명 |
|---|---|---|---|---|
| orderId | String | 64 | O | 주문번호 |
| amount | String | 12 | O | 금액 |
| hashData | String | 64 | O | 검증값. Base64(HMAC-SHA256(orderId + amount)) |

```json
{ \"orderId\": \"ORDER-77\", \"amount\": \"15000\", \"hashData\": \"OACdweA7psAFunLx09DOTcvonPufAvVHOyiGj7Zrsc4=\" }
```
";

#[test]
fn a_recipe_in_words_is_tried_on_the_samples_of_its_page() {
    let changed = |from: &str, to: &str| SIGNED.replacen(from, to, 1);
    let cases = [
        (
            SIGNED.to_owned(),
            "`solve` found that the sample on line 8 is made so: `values: signature: { recipe: [ concat: [ mid, orderId, amount, ediDate, merchantKey ], sha256, hex ] }`",
        ),
        // What stands between the names goes in too.
        (
            changed(
                "sha256(mid + orderId + amount + ediDate + merchantKey)",
                "sha256(mid|orderId|amount|merchantKey)",
            )
            .replacen(
                "d45de64177a376bb70fb608067938986677cec8f1620e34c525e412aff71df6b",
                "ed97e18d095ba7c74109082f88fc72453dfe01f8b4ac49031159a4883959c6a9",
                1,
            ),
            "made so: `values: signature: { recipe: [ concat: { of: [ mid, orderId, amount, merchantKey ], separator: \\\"|\\\" }, sha256, hex ] }`",
        ),
        // The key of a MAC stands in another sample.
        (
            SIGNED.to_owned(),
            "made so: `values: signature: { recipe: [ concat: [ orderId, amount ], hmac_sha256: merchantKey, base64 ] }`",
        ),
        (
            changed("amount=15000", "amount=15001"),
            "`solve` found no recipe of what the page shows that makes the sample on line 8",
        ),
        (
            changed("merchantKey=duneKey/abcd==\n", ""),
            "the page no value of merchantKey",
        ),
    ];
    for (page, expected) in cases {
        let documents = [document(page.as_bytes()).expect(&page)];
        let (draft, _) = compiled("acme", &documents).unwrap_or_else(|no| panic!("{no}"));
        let text = draft.text.as_str();
        assert!(text.contains(expected), "no `{expected}` in\n{text}");
    }
}

#[test]
fn what_the_vendor_sends_by_itself_is_drafted_and_does_not_differ_from_its_page() {
    let alone = SIGNED
        .split_once("## 입금 통보")
        .map(|(_, rest)| format!("# 입금 통보{rest}"));
    for (page, calls) in [(SIGNED.to_owned(), 1), (alone.unwrap(), 0)] {
        let documents = [document(page.as_bytes()).expect(&page)];
        let (draft, checked) = compiled("acme", &documents).unwrap_or_else(|no| panic!("{no}"));
        assert_eq!((draft.operations, draft.notifications), (calls, 1));
        let vendor = checked.vendor.unwrap();
        let [notification] = vendor.notifications.as_slice() else {
            panic!("{:?}", vendor.notifications);
        };
        let names = notification
            .fields
            .iter()
            .map(|field| field.path.0.join("."));
        assert_eq!(names.collect::<Vec<_>>(), ["orderId", "amount", "hashData"]);
        let found = kpg_documents::drift::drift(&documents[0].page, &vendor, 0);
        assert_eq!(found.differences, []);
        for open in ["authenticity", "acknowledge", "identity"] {
            let line = draft
                .text
                .as_str()
                .lines()
                .find(|line| line.trim_start().starts_with(open));
            assert!(line.unwrap().contains("# todo: "), "{line:?}");
        }
    }
}

/// A page with all that pages have: calls, what the vendor sends, a list of codes, a signature and a sample.
const WHOLE: &str = include_str!("tests/whole.md");

/// What it says that no draft of it may say that it does not.
const SAID: [&str; 7] = [
    "does not say how the body is written",
    "which result code means success",
    "lists no code of failure",
    "gives an address",
    "gives the address",
    "does not give the HTTP method",
    "does not name the environment",
];

#[test]
fn a_draft_of_a_whole_page_leaves_open_only_what_the_page_does() {
    let documents = [document(WHOLE.as_bytes()).unwrap()];
    let (draft, checked) = compiled("acme", &documents).unwrap_or_else(|no| panic!("{no}"));
    let text = draft.text.as_str();
    for said in SAID {
        assert!(!text.contains(said), "`{said}` in\n{text}");
    }
    for read in [
        "test:       https://test-api.saebyeok.example  # page line 7",
        "production: https://api.saebyeok.example  # page line 8",
        "lengths: euckr_bytes  # page line 11",
        "post: /v1/payments/approve  # page line 15",
        "post: \"/v1/payments/{tid}/cancel\"  # page line 52",
        "send: json  # page line 10",
        "CARD:  { ko: 신용카드 }",
        "presence: { conditional: 할부개월 (카드 결제 시 필수) } }  # page line 26",
        "concat: [ mid, ediDate, amount, merchantKey ], sha256, hex",
        "tid:        { ko: 거래번호 (성공 시), length: ..30, presence: on_success }  # page line 36",
        "success: { resultCode: [ \"0000\" ] }  # page line 86",
        "\"2001\": { name: code_2001, ko: 이미 취소된 거래 }  # page line 88",
        "other_codes: { refuse: page#2 }  # page line 34",
        "ko: \"입금 통보 (새벽페이 → 가맹점)\"",
    ] {
        assert!(text.contains(read), "no `{read}` in\n{text}");
    }
    let vendor = checked.vendor.unwrap();
    let found = kpg_documents::drift::drift(&documents[0].page, &vendor, 0);
    assert_eq!(found.differences, []);
}

/// An OpenAPI document with a server that has a path, and an object in its request.
const DESCRIBED: &str = r#"{"openapi": "3.0.1", "info": {"title": "새벽페이", "version": "1"},
"servers": [{"url": "https://api.saebyeok.example/pay", "description": "운영"}],
"paths": {"/v1/cancel": {"post": {"summary": "결제 취소",
"requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["amount"], "properties": {
"amount": {"type": "integer", "description": "취소금액"},
"bank": {"type": "object", "properties": {"code": {"type": "string", "maxLength": 3, "description": "은행"}}}}}}}},
"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object", "required": ["resultCode"],
"properties": {"resultCode": {"type": "string", "maxLength": 4, "description": "결과코드"}}}}}}}}}}}"#;

#[test]
fn a_draft_of_an_openapi_document_has_its_servers_and_content_types() {
    let documents = [document(DESCRIBED.as_bytes()).unwrap()];
    let (draft, _) = compiled("acme", &documents).unwrap_or_else(|no| panic!("{no}"));
    let text = draft.text.as_str();
    for read in [
        "production: https://api.saebyeok.example  # page line 2",
        "post: /pay/v1/cancel  # page line 3",
        "send: json  # page line 3",
        "bank.code: { ko: 은행, length: ..3 }",
    ] {
        assert!(text.contains(read), "no `{read}` in\n{text}");
    }
}

/// An OpenAPI document of a call that answers with `ANSWER`, and fails with `FAILURE`.
const FAILS: &str = r##"{"openapi": "3.0.1", "info": {"title": "새벽페이", "version": "1"},
"servers": [{"url": "https://api.saebyeok.example", "description": "운영"}],
"paths": {"/v1/pay": {"post": {"summary": "결제", "responses": {
"200": {"content": {"application/json": {"schema": {"type": "object", "required": ["id"], "properties": {ANSWER}}}}},
"422": {"$ref": "#/components/responses/Failed"}, "default": {"$ref": "#/components/responses/Failed"}}}}},
"components": {"responses": {"Failed": {"content": {"application/json": {"schema": {"type": "object", "properties": {
FAILURE}}}}}}}}"##;

const ID: &str = r#""id": {"type": "string", "description": "번호"}"#;

#[test]
fn what_comes_in_place_of_an_answer_is_drafted_where_it_can_be_told_from_one() {
    let code = r#""code": {"type": "string", "description": "에러 코드"}"#;
    let listed = r#""code": {"type": "string", "enum": ["NO_MONEY", "LATE"], "description": "에러 코드 NO_MONEY: 잔액 부족 LATE: 기한 경과"}"#;
    let inner = format!(r#""error": {{"type": "object", "properties": {{{code}}}}}"#);
    let error = code.replace("\"code\"", "\"errorCode\"");
    let both = format!(r#"{ID}, "errorCode": {{"type": "string", "description": "상품 번호"}}"#);
    for (answer, failure, expected, faults) in [
        (ID, code, "    code: code\n", 1),
        (ID, &inner, "    code: error.code\n", 1),
        (
            ID,
            listed,
            "LATE:     { name: late, ko: 기한 경과, undecided: true }",
            1,
        ),
        (
            ID,
            r#""why": {"type": "string"}"#,
            "has no member that is called a code",
            0,
        ),
        (&both, &error, "say what tells the two apart", 0),
    ] {
        let page = FAILS.replace("ANSWER", answer).replace("FAILURE", failure);
        let documents = [document(page.as_bytes()).expect(&page)];
        let (draft, checked) = compiled("acme", &documents).unwrap_or_else(|no| panic!("{no}"));
        let text = draft.text.as_str();
        assert!(text.contains(expected), "no `{expected}` in\n{text}");
        let vendor = checked.vendor.unwrap();
        let [operation] = vendor.operations.as_slice() else {
            panic!("{text}");
        };
        // Nothing refuses that nobody has looked at.
        assert_eq!(operation.answer.faults.len(), faults, "{text}");
        let found = kpg_documents::drift::drift(&documents[0].page, &vendor, 0);
        assert_eq!(found.differences, [], "{text}");
        let noted = found
            .notes
            .iter()
            .any(|note| note.text.contains("no fault for it"));
        assert_eq!(noted, faults == 0, "{:?}", found.notes);
    }
}
