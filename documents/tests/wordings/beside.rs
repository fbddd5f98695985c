//! What else stands on pages: before the call, between its address and its messages, and behind it.

use super::write::{Block, line, table_of};

/// What stands on a page besides the call, in three places.
pub(super) type Beside = (Vec<Block>, Vec<Block>, Vec<Block>);

/// What stands on a page besides the call.
pub(super) fn beside(what: &str) -> Beside {
    let before = |blocks: Vec<Block>| (blocks, vec![], vec![]);
    let inside = |blocks: Vec<Block>| (vec![], blocks, vec![]);
    let behind = |blocks: Vec<Block>| (vec![], vec![], blocks);
    match what {
        "history" => before(section(
            "## 개정 이력",
            "버전 | 일자 | 내용",
            "1.0 | 2024-01-02 | 최초 작성\n1.1 | 2024-03-04 | buyerName 추가",
        )),
        "codes" => behind(section(
            "## 결과 코드",
            "코드 | 설명",
            "0000 | 성공\nE001 | 한도 초과\nE002 | 잔액 부족",
        )),
        "codes of the call" => behind(section(
            "### 응답 코드",
            "resultCode | resultMsg | 조치",
            "0000 | 정상 | \nE001 | 한도 초과 | 다른 카드 사용",
        )),
        "test cards" => behind(section(
            "## 테스트 카드",
            "카드사 | 카드번호 | 유효기간",
            "BC | 9410-0000-0000-0000 | 12/29\nKB | 5570-0000-0000-0000 | 12/29",
        )),
        "banks" => behind(section(
            "## 은행 코드",
            "코드 | 은행명",
            "004 | 국민은행\n020 | 우리은행\n088 | 신한은행",
        )),
        "headers" => inside(section(
            "### 요청 헤더",
            "헤더 | 필수 | 설명",
            "Authorization | O | 인증 토큰\nContent-Type | O | application/json",
        )),
        "headers of both" => inside(section(
            "### Request Header",
            "Name | Type | Required | Description",
            "Authorization | String | O | Bearer 토큰\nX-Request-Id | String | X | 요청 번호",
        )),
        "samples" => behind(vec![
            line("### 요청 예시"),
            Block::Code(json(REQUEST_SAMPLE)),
            line("### 응답 예시"),
            Block::Code(json(ANSWER_SAMPLE)),
        ]),
        "sample first" => inside(vec![line("요청 예시"), Block::Code(json(REQUEST_SAMPLE))]),
        "failure sample" => behind(vec![
            line("### 실패 응답 예시"),
            Block::Code(json(
                "{\n  \"resultCode\": \"E001\",\n  \"resultMsg\": \"한도 초과\"\n}",
            )),
        ]),
        "glossary" => before(section(
            "## 용어",
            "용어 | 설명",
            "PG | 결제 대행사\nVAN | 부가가치통신망\nTID | 거래번호",
        )),
        "languages" => behind(section(
            "## 개발 언어",
            "언어 | 버전 | 비고",
            "Java | 8 이상 | \nPHP | 7.4 이상 | curl 필요",
        )),
        "settings" => behind(section(
            "## 환경 설정",
            "항목 | 값",
            "connectTimeout | 5초\nreadTimeout | 30초",
        )),
        "callback settings" => behind(section(
            "## 방화벽 정보",
            "구분 | IP | PORT",
            "테스트 | 10.1.2.3 | 443\n운영 | 10.4.5.6 | 443",
        )),
        "another call" => behind(
            [
                vec![
                    line(""),
                    line("## 결제 취소"),
                    Block::Code(vec![
                        "POST /v1/cancels HTTP/1.1".to_owned(),
                        "Host: pay.haneul.example".to_owned(),
                    ]),
                ],
                section(
                    "### 요청 파라미터",
                    "필드 | 타입 | 길이 | 필수 | 설명",
                    "dealNo | String | 30 | O | 거래번호\ncancelReason | String | 100 | X | 사유",
                ),
                section(
                    "### 응답 파라미터",
                    "필드 | 타입 | 길이 | 필수 | 설명",
                    "resultCode | String | 4 | O | 결과코드\ncancelNo | String | 30 | O | 취소번호",
                ),
            ]
            .concat(),
        ),
        "notification" => behind(section(
            "## 결제 결과 통보 (PG → 가맹점)",
            "필드 | 타입 | 길이 | 필수 | 설명",
            "notiId | String | 30 | O | 통보 번호\npaidAt | String | 14 | O | 결제 시각",
        )),
        "list of calls" => before(section(
            "## API 목록",
            "API | Method | URL | 설명",
            "결제 승인 | POST | /v1/payments | 승인\n결제 취소 | POST | /v1/cancels | 취소\n거래 조회 | GET | /v1/deals | 조회",
        )),
        "menu" => before(vec![
            line("- 결제 승인"),
            line("- 결제 취소"),
            line("- 결과 코드"),
            line(""),
        ]),
        "questions" => behind(vec![
            line("## 자주 묻는 질문"),
            line("Q. 승인 요청이 실패하면 어떻게 하나요?"),
            line("A. 조회 API로 결과를 확인합니다."),
        ]),
        "steps" => before(vec![
            line("## 결제 흐름"),
            line("1. 가맹점 → PG : 결제 요청"),
            line("2. PG → 가맹점 : 결제 결과 응답"),
            line(""),
        ]),
        "signature" => behind(section(
            "## 서명 생성",
            "항목 | 값",
            "shopId | haneul01\norderNo | A0001\namount | 1000",
        )),
        "keys" => before(section(
            "## 테스트 정보",
            "구분 | 상점 아이디 | 키",
            "일반 | haneul01 | abcd1234\n정기 | haneul02 | efgh5678",
        )),
        "error table" => behind(section(
            "## 오류",
            "HTTP Status | Code | Message",
            "400 | BAD_REQUEST | 잘못된 요청\n401 | UNAUTHORIZED | 인증 실패",
        )),
        "comparison" => before(section(
            "## 방식 비교",
            "구분 | 일반결제 | 정기결제",
            "인증 | 필요 | 최초 1회\n취소 | 가능 | 가능",
        )),
        "limits" => behind(section(
            "## 한도",
            "카드사 | 최소 금액 | 최대 할부",
            "BC | 1000 | 12\nKB | 100 | 36",
        )),
        "screens" => before(section(
            "## 화면",
            "화면 | 설명 | 파일",
            "결제창 | 카드 선택 | pay.html\n결과 | 완료 안내 | done.html",
        )),
        "tree of objects" => behind(section(
            "## 데이터베이스",
            "컬럼 | 타입 | NN | 설명",
            "deal_no | varchar(30) | Y | 거래번호\npaid_at | datetime | Y | 시각",
        )),
        "common fields" => before(vec![
            line("모든 요청은 UTF-8 로 보냅니다."),
            line(""),
            line("Content-Type: application/json"),
            line(""),
        ]),
        "mobile parameters" => before(section(
            "## 앱 스킴",
            "앱 | iOS 스킴 | Android 패키지",
            "하늘페이 | haneulpay:// | com.haneul.pay\n카드앱 | cardapp:// | com.card.app",
        )),
        _ => (vec![], vec![], vec![]),
    }
}

const REQUEST_SAMPLE: &str = r#"{
  "shopId": "haneul01",
  "orderNo": "A0001",
  "amount": 1000,
  "buyerName": "홍길동",
  "payWay": "card"
}"#;

const ANSWER_SAMPLE: &str = r#"{
  "resultCode": "0000",
  "resultMsg": "성공",
  "dealNo": "D0001",
  "card": { "cardNo": "941000******0000", "issuer": "BC" }
}"#;

fn json(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// A heading and a table below it; bars part its cells.
fn section(heading: &str, heads: &str, rows: &str) -> Vec<Block> {
    vec![
        line(""),
        line(heading),
        line(""),
        table_of(heads, rows),
        line(""),
    ]
}
