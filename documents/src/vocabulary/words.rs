//! The words of payment gateways' pages, in Korean and English. Nothing but data lives here.
//!
//! Texts are compared without blanks, decoration and case, so that words without blanks stand in one text,
//! parted by blanks. No vendor is named: a page in other words is read after its words are added here.

use kpg_codegen::model::Place;

use super::role::Role;
use crate::page::{KindWord, PresenceWord, Way};

/// What the heading of a column can mean, the likelier first. Headings are compared without blanks, marks and
/// case; what stands in parentheses is looked up only where the rest is not found.
pub(crate) const COLUMNS: &[(Role, &str)] = &[
    (Role::Number, "구분 순번 번호 no no. # seq 순서"),
    (Role::Depth, "depth 뎁스 깊이 level lv"),
    (
        Role::Wire,
        "필드 항목 항목명 파라미터 파라미터명 파라메터 변수 변수명 필드id 항목id 키 영문명 전문항목 parameter parameters \
         field fieldname name key header 헤더 헤더명 requestbodyparameter requestbody requestparameter responseparameter \
         responsebody requestheader responseheader bodyparameter queryparameter pathparameter queryparam 요청파라미터 \
         응답파라미터 요청필드 응답필드 요청항목 응답항목 필드명 member element property request response param attribute \
         속성 속성명 parametername variable 파라미터id 파라메터명 요청변수 응답변수 요청변수명 응답변수명 출력변수 \
         입력변수 인자 인자명 fieldid 컬럼 컬럼명 항목코드 변수id 요청값 응답값 이름 requestfield responsefield",
    ),
    (
        Role::Object,
        "오브젝트 object 객체 객체명 상위필드 상위항목 상위객체 상위파라미터 부모필드 parent 그룹",
    ),
    (
        Role::Member,
        "하위필드 하위항목 하위파라미터 하위속성 하위 subfield subparameter childfield members member",
    ),
    (
        Role::Place,
        "구분 위치 전송위치 전달위치 in location paramtype parametertype 파라미터유형",
    ),
    (
        Role::Label,
        "필드명 항목명 항목명칭 명칭 한글명 한글명칭 한글항목명 국문명 국문명칭 이름 내용 설명 label description 의미 title 필드설명 파라미터설명 \
         변수설명 항목설명",
    ),
    (
        Role::Length,
        "길이 크기 자릿수 자리수 size length len byte bytes 최대길이 maxlength 사이즈 바이트 최대크기 max \
         maxbyte maxbytes 최대 길이제한 데이터길이 byte수",
    ),
    (
        Role::Presence,
        "필수 필수여부 필수/선택 필수구분 구분 required mandatory m/o m/o/c moc mo require \
         presence 필수값 req 필수유무 r/c/o o/m o/m/c m/c/o m/c/r o/x y/n 필수여부(y/n) \
         필수/선택여부 선택/필수 필수항목 isrequired",
    ),
    (
        Role::Encrypted,
        "암호화 암호화여부 암호화대상 encrypted encryption encrypt",
    ),
    (
        Role::Kind,
        "타입 형식 유형 형태 자료형 데이터타입 데이터형 속성 type datatype format 자료유형 변수타입 필드타입",
    ),
    (
        Role::Note,
        "비고 설명 내용 상세 상세설명 note notes remark remarks description desc comment 설명및예시 값 특이사항 참고 \
         설명및비고 비고및설명 세부설명 values enum 허용값 details detail 용도 기타 조건 제약조건 파라미터설명 변수설명 항목설명",
    ),
    (
        Role::Example,
        "예시 예 예제 example examples 값예시 예시값 샘플 샘플데이터 샘플값 sample samplevalue samplevalues",
    ),
    (
        Role::Code,
        "코드 응답코드 결과코드 에러코드 오류코드 pg응답코드 코드값 code errorcode resultcode \
         responsecode rescode",
    ),
    (
        Role::Status,
        "http상태코드 http코드 httpstatus httpstatuscode statuscode status http 상태코드",
    ),
    (
        Role::Message,
        "메시지 메세지 응답메시지 결과메시지 message 설명 내용 의미 description 오류내용 에러내용 \
         에러메시지 결과내용 msg",
    ),
    (Role::Environment, "environment 환경 구분 서버 서버구분 env"),
    (
        Role::Url,
        "url baseurl uri 주소 요청url endpoint 호출url apiurl 도메인 접속url 요청주소 host",
    ),
];

/// Words in the heading of a column beside names that are of settings: what it holds are values.
pub(crate) const VALUES: &str = "값 value values 설정값";

/// Words for parts of requests that answers have none of.
pub(crate) const REQUESTED: &str =
    "쿼리파라미터 쿼리스트링 queryparam querystring 경로파라미터 경로변수 pathparam pathvariable";

/// Headings of columns of tables that are of a database, and of no message.
pub(crate) const DATABASE: &str = "pk fk nn n-n notnull";

/// Words in a heading, or in the line before a table, for where in a message its fields go.
pub(crate) const PLACED: &[(Place, &str)] = &[
    (Place::Body, "body 바디"),
    (Place::Header, "header 헤더"),
    (Place::Query, "query 쿼리"),
    (Place::Path, "pathparam pathvariable 경로파라미터 경로변수"),
];

/// Words for the HTTP method, as rows and lines name it.
pub(crate) const METHODS: &str = "method verb 메서드 메소드";

/// Words in a text that call a number in it a length.
pub(crate) const SAID_LENGTHS: &str = "length 길이";

/// Words with which a line begins that gives a length or a range by itself.
pub(crate) const LENGTH_LINES: &str = "length min max size 길이 최대 최소";

/// Words for a least number beside a greatest.
pub(crate) const LEAST: &str = "min 최소";

/// Lines that mark a message as encrypted as a whole.
pub(crate) const ENCRYPTED: &str = "encrypted encrypted| 암호화";

/// Words in a title for a list of codes.
pub(crate) const CODE_TITLES: &str = "코드 code";

/// How a line ends, or goes on, that says in which case a field must be there.
pub(crate) const DEMANDS: &[&str] = &[
    "때 필수",
    "때만 필수",
    "시 필수",
    "경우 필수",
    "경우에만 필수",
];

/// The word for what must be there, and how it is denied, without blanks.
pub(crate) const REQUIRED: &str = "필수";
/// See [`REQUIRED`].
pub(crate) const NOT_REQUIRED: &str = "필수아님";

/// The word for a case, and how words for one end or go on.
pub(crate) const CASE: &str = "경우";
/// See [`CASE`].
pub(crate) const CASE_END: &str = " 시";
/// See [`CASE`].
pub(crate) const CASE_GOES_ON: &str = "시 ";

/// What stands between a word for success and its code: `성공시 "0000"`.
pub(crate) const BEHIND_SUCCESS: [char; 4] = ['시', ' ', ':', '='];

/// How a label ends that is a sentence.
pub(crate) const POLITE: &str = "입니다";

/// What an example is called, alone or at the end of its name.
pub(crate) const EXAMPLE_NAMES: &str = "예시 예제 example sample";

/// What the merchant does with a notification, where a heading says which way it goes.
pub(crate) const RECEIVES: &str = "수신";

/// Marks before the name of a member, below the object that it is in; `ㄴ` is a letter that looks like one.
pub(crate) const MEMBER_MARKS: [char; 11] =
    ['└', 'ㄴ', '├', '─', '-', '>', '▸', '→', '+', '·', ' '];
/// The plainest of them.
pub(crate) const MEMBER_MARK: char = '└';

/// Marks and words for whether a field must be there.
pub(crate) const PRESENCE: &[(PresenceWord, &str)] = &[
    (
        PresenceWord::Required,
        "○ o ◯ ● ◎ 〇 ㅇ y yes 예 네 필수 필수값 required mandatory must m r ✓ ✔ √ v true ⭕ ✅ 🔴",
    ),
    (
        PresenceWord::Optional,
        "x × ✕ n no 아니오 아니요 - – — 선택 선택값 옵션 optional option 비필수 필수아님 notrequired false 임의 ❌ ⚪ nullable",
    ),
    (
        PresenceWord::Conditional,
        "△ ▲ c conditional condition 조건 조건부 조건부필수 조건필수 선택필수 선택적필수",
    ),
];

/// Words for types, compared as the first word of a cell.
pub(crate) const KINDS: &[(KindWord, &str)] = &[
    (
        KindWord::Text,
        "string str text 문자 문자열 char character varchar varchar2 nvarchar an ans anp ah ahn a s x c uuid enum",
    ),
    (
        KindWord::Number,
        "number numeric int integer long bigint decimal double float 숫자 정수 n",
    ),
    (KindWord::Boolean, "boolean bool 논리"),
    (KindWord::Time, "date datetime time timestamp 날짜 일시"),
    (KindWord::Object, "object json map 객체 jsonobject"),
    (KindWord::List, "array list 배열 리스트 jsonarray"),
];

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
     js sdk json syntax payload 환경 서버 전체 엔드포인트 메세지 열 컬럼 details spec specification schema";

/// Words of headings under which tables are no messages: what is signed or encrypted, and how.
pub(crate) const RECIPES: &str =
    "signature 서명 위변조 해시 hash 암호화방법 암호화예시 암호화정보 encryptionmethod";

/// Words in the name, the label or the remark of a member that proves where a message comes from.
pub(crate) const PROOFS: &str = "signature 서명 위변조 해시값 hashdata hashvalue 검증값";

/// What labels a result code in answers.
pub(crate) const RESULT_CODES: &str = "결과코드 응답코드 resultcode responsecode rescode rtncd resultcd rsltcd rsltcode rescd retcode 처리결과코드";

/// What labels the words beside a result code.
pub(crate) const RESULT_MESSAGES: &str = "결과메시지 결과메세지 응답메시지 응답메세지 처리메시지 결과내용 응답코드설명 결과코드설명 \
     resultmsg resultmessage responsemessage rtnmsg resmsg rsltmsg retmsg message 오류메시지 에러메시지";

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

/// Words for where in a request a field goes, as cells of a column have them.
pub(crate) const PLACES: &[(Place, &str)] = &[
    (Place::Path, "pathvariable path pathparameter pathparam"),
    (
        Place::Query,
        "query querystring queryparameter queryparam querystringparameter",
    ),
    (
        Place::Header,
        "header headers 헤더 requestheader httpheader",
    ),
    (
        Place::Body,
        "body requestbody responsebody 바디 본문 form formdata json",
    ),
];

/// Words after which a value is an example.
pub(crate) const EXAMPLES: &[&str] = &[
    "예)", "예:", "예시)", "예시:", "예 :", "ex)", "ex:", "ex.", "e.g.", "eg)", "example:",
];

/// Words with which a list of values says that there are more.
pub(crate) const MORE: &[&str] = &[
    "…",
    "...",
    "..",
    "등등",
    "그 외",
    "그외",
    "이외",
    "기타 등",
    "others",
    "etc",
];

/// Words for all values but those that are listed.
pub(crate) const OTHERS: &[&str] = &[
    "그 외",
    "그외",
    "이외",
    "나머지",
    " 외 ",
    "아닌 경우",
    "아니면",
    "others",
    "otherwise",
    "any other",
    "other failure",
    "other error",
    "anything else",
];

/// Words for how something is made or written, which explain a field and are no values of it.
pub(crate) const TECHNICAL: &str = "iv key salt mode padding algorithm encoding charset format length size default \
     example note aes aes128 aes256 aes-128 aes-256 des 3des seed aria cbc ecb gcm ctr pkcs5 pkcs7 \
     pkcs5padding pkcs7padding sha sha1 sha256 sha-256 sha512 sha-512 md5 hmac rsa hex base64 utf-8 \
     utf8 euc-kr euckr json xml form url uri http https get post iso8601 string number";

/// How names of hosts and of files end, and no member of an object is called: `amount.net` and `address.zip` are.
pub(crate) const HOSTS_AND_FILES: &str =
    "kr com jsp asp aspx php html htm js css jar dll exe pdf hwp docx xls xlsx png jpg gif java";

/// Words that say that a value is made of several parts.
pub(crate) const COMBINED: &[&str] = &["구분자", "나열", "조합", "separated by", "delimiter"];

/// Words that mean a failure where they explain a code.
pub(crate) const FAILURES: &[&str] = &["실패", "에러", "오류", "거절", "fail", "error", "declined"];

/// Words before what stands in a code's place when something failed: `0000 : 성공 / 실패시 실패코드`.
pub(crate) const ON_FAILURE: &[&str] = &["실패시", "실패 시"];

/// Words for what a merchant is told on success only.
pub(crate) const ON_SUCCESS: &[&str] = &[
    "성공시",
    "성공 시",
    "정상시",
    "정상 시",
    "정상처리시",
    "on success",
    "only on success",
    "when successful",
];

/// Words beside the value that is taken where none is given.
pub(crate) const DEFAULTS: &[&str] = &["기본값", "기본", "디폴트", "default"];

/// Words in a line that says when something must be there.
pub(crate) const CONDITIONS: &[&str] = &[
    "경우",
    "때",
    "시에",
    "시만",
    "시 필수",
    "시 필요",
    "시 사용",
    "한함",
    "한하여",
    "필수",
    "제외",
    "if ",
    "when",
    "unless",
    "only",
    "except",
    "excluding",
    "case",
];

/// Words in parentheses behind a mark, for the case in which it holds.
pub(crate) const CASES: &[&str] = &[
    "경우",
    "때",
    "시만",
    "시에",
    "시 필수",
    "조건",
    "한함",
    "한하여",
    "제외",
    "only",
    "if ",
    "when",
    "unless",
    "except",
];

/// Words that mean success where they explain a code.
pub(crate) const SUCCESS: &[&str] = &[
    "정상",
    "성공",
    "success",
    "승인완료",
    "처리완료",
    "처리 완료",
    "ok",
];

/// Words for a code that are those of success and of nothing else, without blanks and marks.
pub(crate) const SUCCESS_ALONE: &[&str] = &[
    "정상",
    "성공",
    "정상처리",
    "처리완료",
    "정상완료",
    "정상승인",
    "정상취소",
    "승인성공",
    "취소성공",
    "success",
    "succeeded",
    "ok",
];

/// Words before the one value that a note shows, and after which what follows is of that example: `적용 예시 : …`.
pub(crate) const EXAMPLE_LINES: &[&str] = &["예시 :", "예시:", "예시 ："];

/// What stands in the first column of a table that says how a call is made, and names no field, without blanks and marks.
pub(crate) const CALL_FACTS: &str = "url uri method httpmethod verb httpverb content-type contenttype encoding charset host path \
     endpoint protocol format timeout";

/// Lines of one word that are headings, where they stand alone.
pub(crate) const PARTS: &str = "요청 응답 request response";

/// Words at the end of a label for what identifies or measures something: no list of values is all of them.
pub(crate) const IDENTIFIERS: &[&str] = &[
    "아이디",
    "id",
    "식별자",
    "번호",
    "url",
    "토큰",
    "금액",
    "시각",
    "시간",
];

/// Words in the headings of tables that are of no message: functions of languages, apps of card companies, files.
pub(crate) const ASIDES: &str = "언어 language 함수 function functions 앱 app scheme package 패키지 파일 파일명 file filename \
     브라우저 browser os 버전 version 일자 개정일 개정 이력 history";

/// Words for a field of a message behind a word for a way: `Response 파라미터는 다음과 같습니다.`
pub(crate) const MESSAGES: &str = "파라미터 파라메터 필드 항목 변수 전문 데이터 메시지 메세지 값 parameter parameters field fields message body";

/// Marks that are filled, beside which a hollow circle means optional: `●` and `○`.
pub(crate) const FILLED: &str = "● ◉ ◎ ⬤ ⚫";

/// What is taken for a bound, and for a word that may stand beside a number.
pub(crate) const AT_MOST: &[&str] = &["최대", "이내", "이하", "max", "upto", "≤", "<="];
/// Words for a least length.
pub(crate) const AT_LEAST: &[&str] = &["최소", "이상", "min", "≥", ">="];
/// Words for the only length.
pub(crate) const EXACTLY: &[&str] = &["고정", "fixed", "정확히", "exactly"];
/// Words for bytes, the longer ones first.
pub(crate) const BYTES: &[&str] = &["bytes", "byte", "바이트"];
/// Words for characters, the longer ones first.
pub(crate) const CHARACTERS: &[&str] = &["characters", "chars", "글자", "문자", "자리", "자"];
/// Words in a heading for characters.
pub(crate) const CHARACTER_HEADINGS: &[&str] = &["글자", "문자", "자릿수", "자리수", "chars"];
/// Words beside a length that say nothing of it.
pub(crate) const LENGTHS: &[&str] = &[
    "length", "len", "size", "길이", "크기", "varchar2", "varchar", "string", "char", "digits",
    "digit", "숫자", "ahn", "ans", "anp", "ah", "an", "a", "number", "num", "n", "b",
];

/// Digests as notes name them, in small letters and without marks. A MAC is named with the digest in it.
pub(crate) const DIGESTS: [&str; 5] = ["sha512", "sha384", "sha256", "sha1", "md5"];
/// Modes of block ciphers.
pub(crate) const MODES: [&str; 4] = ["cbc", "ecb", "gcm", "ctr"];
/// Block ciphers, which a number of bits may follow.
pub(crate) const CIPHERS: [&str; 5] = ["aes", "aria", "seed", "tripledes", "3des"];

/// Words for no limit in a column of lengths.
pub(crate) const UNLIMITED: &str = "n/a na - 제한없음 무제한 unlimited nolimit 제한없슴 없음 가변";
