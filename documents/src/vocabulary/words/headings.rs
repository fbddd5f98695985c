//! What headings, and lines before tables, say: which call, which way, which part, which environment. Nothing but data lives here.

use kpg_codegen::model::Place;

use crate::page::Way;

/// Words in a heading, or in the line before a table, for where in a message its fields go.
pub(crate) const PLACED: &[(Place, &str)] = &[
    (Place::Body, "body 바디"),
    (Place::Header, "header 헤더"),
    (Place::Query, "query 쿼리"),
    (Place::Path, "pathparam pathvariable 경로파라미터 경로변수"),
];

/// Words for the HTTP method, as rows and lines name it.
pub(crate) const METHODS: &str =
    "method verb 메서드 메소드 전송방식 호출방식 요청방식 통신방식 전송방법 호출방법 요청방법";

/// Words in a title for a list of codes.
pub(crate) const CODE_TITLES: &str = "코드 code";

/// What the merchant does with a notification, where a heading says which way it goes.
pub(crate) const RECEIVES: &str = "수신";

/// What titles say that a call does, and what it can be called after that; of several the first one counts.
pub(crate) const CALLS: &[(&str, &str)] = &[
    ("net_cancel", "망취소 netcancel"),
    (
        "partial_cancel",
        "부분취소 부분환불 partialcancel partialrefund",
    ),
    ("issue_virtual_account", "가상계좌발급 가상계좌채번"),
    ("issue_billing_key", "빌키발급 빌링키발급 배치키발급"),
    ("delete_billing_key", "빌키삭제 빌링키삭제 배치키삭제"),
    ("cash_receipt", "현금영수증"),
    ("cancel", "취소 cancel"),
    ("refund", "환불 refund"),
    ("inquiry", "조회 inquiry"),
    ("ready", "결제준비"),
    ("approve", "승인 approve"),
];

/// What is done about notifications by calls: in English before their name, in Korean behind it.
pub(crate) const MANAGES: &str = "create register delete retrieve update 등록 생성 삭제 수정 조회";

/// Words that say which way a message goes; of several in a heading the last one decides.
pub(crate) const WAYS: &[(Way, &str)] = &[
    (Way::Request, "요청 입력 송신 request input"),
    (
        Way::Answer,
        "응답 출력 수신 결과 리턴 response output return result",
    ),
    (
        Way::Notification,
        "노티 통지 통보 웹훅 콜백 notification webhook callback noti",
    ),
];

/// Those of these words that say nothing within another word.
pub(crate) const ALONE: &str = "return";

/// Words for both ways at once, which name neither.
pub(crate) const BOTH_WAYS: &str = "입출력 송수신 in/out i/o inout request/response";

/// Words for the merchant, where a line says who sends something to whom.
pub(crate) const MERCHANTS: &str = "가맹점 상점 merchant 고객사 이용기관 제휴사";

/// How such a line goes on behind the one who sends, and behind the one to whom; and what it says is done.
pub(crate) const SENDERS: &str = "에서 가 이 서버에서";
/// See [`SENDERS`].
pub(crate) const RECEIVERS: &str = "으로 에게 에 로 측으로 서버로";
/// See [`SENDERS`].
pub(crate) const SENDS: &str = "전달 전송 보내 보냅 요청 호출 응답 돌려 회신 반환 리턴 send sends";

/// How the name of an address ends that the merchant gives: `returnUrl`.
pub(crate) const GIVEN_ADDRESS: &str = "url";

/// Arrows between the one who sends and the one to whom.
pub(crate) const ARROWS: [&str; 8] = ["→", "->", "=>", "⇒", "➔", "▶", "-->", ">>"];

/// Those of these words that are of results, whichever way they go.
pub(crate) const RESULTS: &str = "결과 리턴 return result";

/// Words for fields at the end of a heading, which then is of a part of an operation.
pub(crate) const FIELDS: &str =
    "파라미터 파라메터 필드 항목 변수 옵션 parameter parameters field fields option options";

/// Words of headings that name a part of an operation, never the operation.
pub(crate) const SECTIONS: &str = "개요 주요 선행조건 url uri endpoint 요청 응답 요청파라미터 응답파라미터 파라미터 요청응답코드 \
     응답코드 결과코드 에러코드 오류코드 코드 코드표 헤더 header headers body 바디 전문 요청전문 \
     응답전문 필드 항목 정의 명세 상세 상세보기 주소 정보 접속 접속정보 샘플 sample 예시 예제 \
     example 데이터 request response parameter parameters code codes error http method 메서드 메소드 \
     overview test data api 목록 요청주소 요청url 호출 도메인 query path notification fields \
     field result 결과 입력 출력 message 메시지 규격 응답값 요청값 필드정의 공통 common 설명 중요 예외처리 \
     주의 주의사항 안내 흐름 over-view 변수 인자 추가 기본 값 형식 포맷 format 표 리스트 선택 필수 옵션 object \
     js sdk json syntax payload 환경 서버 전체 엔드포인트 메세지 열 컬럼 details spec specification schema returns arguments \
     성공 실패 정상 success failure responses requests 헤더부 공통부 개별부 데이터부 바디부 본문부 \
     input output req res 전송데이터 수신데이터 보내는값 받는값 사양 스펙 전달되는 전달받는 전송되는 반환되는 넘어오는 받는";

/// Words of headings under which tables are no messages: what the merchant's own program is set to.
pub(crate) const SETTINGS: &str = "환경설정 설정파일 환경변수 configuration configfile settings";

/// Words of headings of lists of values, which are no messages where nothing says which way they go.
pub(crate) const VALUE_TITLES: &str = "상태 유형 종류 이벤트 status statuses events";

/// Words behind the name of an object that say that what follows is inside of it: `응답 (result 내부)`.
pub(crate) const INSIDE: &str = "내부 안 하위 내 inside within";

/// Words behind the name of a type in the heading of its table: `EtcPrice Data`.
pub(crate) const TYPE_ENDS: &str = "data object type model dto";

/// Words of headings below which types stand by themselves, which ends the part of a message that stands before.
pub(crate) const TYPES_APART: &str =
    "부록 appendix 객체 타입정의 데이터타입 데이터모델 공통객체 types models schemas objects dto";

/// Words of headings under which tables are no messages, where nothing says which way they go: what a thing is made of.
pub(crate) const RESOURCES: &str = "propertylist objectproperties 속성목록 속성정의 리소스속성";

/// Words of headings under which tables are no messages: what is signed or encrypted, and how.
pub(crate) const RECIPES: &str =
    "signature 서명 위변조 해시 hash 암호화방법 암호화예시 암호화정보 encryptionmethod";

/// Words for environments, and the name that a spec gives each. Of several in a text the first of these decides.
pub(crate) const ENVIRONMENTS: &[(&str, &str)] = &[
    ("운영", "production"),
    ("실서버", "production"),
    ("상용", "production"),
    ("라이브", "live"),
    ("리얼", "live"),
    ("production", "production"),
    ("prod", "production"),
    ("live", "live"),
    ("real", "live"),
    ("샌드박스", "sandbox"),
    ("sandbox", "sandbox"),
    ("스테이징", "staging"),
    ("staging", "staging"),
    ("stage", "staging"),
    ("검증", "staging"),
    ("개발", "development"),
    ("development", "development"),
    ("dev", "development"),
    ("테스트", "test"),
    ("test", "test"),
];

/// Lines of one word that are headings, where they stand alone.
pub(crate) const PARTS: &str = "요청 응답 request response";

/// Words for a field of a message behind a word for a way: `Response 파라미터는 다음과 같습니다.`
pub(crate) const MESSAGES: &str = "파라미터 파라메터 필드 항목 변수 전문 데이터 메시지 메세지 값 parameter parameters field fields message body";

/// How lines begin that lead to something else than a call, without blanks.
pub(crate) const LINKS: &str =
    "샘플데이터 샘플코드 샘플소스 다운로드 관련문서 sampledata samplecode download";

/// Words that lines begin with which say where a page was taken from.
pub(crate) const CITATIONS: &str = "출처 참고 참조 source reference see";

/// Words for headers of requests.
pub(crate) const HEADERS: &str = "헤더 header headers";

/// Words before nouns, which are no names.
pub(crate) const ARTICLES: &str =
    "a an the this that each every any all its http https request response custom following same";

/// Words for messages of a fixed length that go over a socket, without blanks.
pub(crate) const FIXED_MESSAGES: &str = "소켓 socket통신 tcp/ip tcpip tcp통신 고정길이 고정장 전문길이 전문의길이 fixedlength fixed-length";

/// Words for how something is written, in sentences.
pub(crate) const WRITTEN: &str = "형식 포맷 형태 인코딩 format encoded";

/// What a program calls what it sends, in small letters: `params = { … }`.
pub(crate) const SENT_VARIABLES: &str = "data params param payload body request req requestbody requestdata postdata json fields form formdata";

/// How names of hosts end.
pub(crate) const HOST_ENDINGS: &str = "kr com net org io jp cn us biz info dev cloud example";

/// Words for the port of a host.
pub(crate) const PORTS: &str = "포트 port";
