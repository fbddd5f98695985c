//! What headings of columns say, and the words in tables that are of no message. Nothing but data lives here.

use crate::vocabulary::role::Role;

/// What the heading of a column can mean, the likelier first. Headings are compared without blanks, marks and
/// case; what stands in parentheses is looked up only where the rest is not found.
pub(crate) const COLUMNS: &[(Role, &str)] = &[
    (Role::Number, "구분 순번 번호 no no. # seq 순서"),
    (Role::Depth, "depth 뎁스 깊이 level lv"),
    (
        Role::Wire,
        "필드 항목 항목명 파라미터 파라미터명 파라메터 파리미터 변수 변수명 필드id 항목id 키 영문명 전문항목 parameter parameters \
         field fieldname name key header 헤더 헤더명 requestbodyparameter requestbody requestparameter responseparameter \
         responsebody requestheader responseheader bodyparameter queryparameter pathparameter queryparam 요청파라미터 \
         응답파라미터 요청필드 응답필드 요청항목 응답항목 필드명 member element property request response param attribute params \
         id 속성 속성명 parametername variable 파라미터id 파라메터명 요청변수 응답변수 요청변수명 응답변수명 출력변수 \
         입력변수 인자 인자명 fieldid 컬럼 컬럼명 항목코드 변수id 요청값 응답값 이름 requestfield responsefield",
    ),
    (
        Role::Object,
        "오브젝트 object 객체 객체명 상위필드 상위항목 상위객체 상위파라미터 부모필드 parent 그룹",
    ),
    (
        Role::Member,
        "하위필드 하위항목 하위파라미터 하위속성 하위 subfield subparameter childfield members member column",
    ),
    (
        Role::Place,
        "구분 위치 전송위치 전달위치 in location paramtype parametertype 파라미터유형 http",
    ),
    (
        Role::Label,
        "필드명 항목명 항목명칭 명칭 한글명 한글명칭 한글항목명 국문명 국문명칭 이름 내용 설명 label description 의미 title 필드설명 파라미터설명 \
         변수설명 항목설명 목적 explanation",
    ),
    (
        Role::Length,
        "길이 크기 자릿수 자리수 size length len byte bytes 최대길이 maxlength 사이즈 바이트 바이트수 글자수 최대크기 max len. \
         maxbyte maxbytes 최대 길이제한 데이터길이 byte수 항목크기 항목길이 필드크기 필드길이 데이터크기",
    ),
    (
        Role::Presence,
        "필수 필수여부 필수/선택 필수구분 구분 required mandatory must m/o m/o/c moc mo require \
         presence 필수값 req req. reqd 필수유무 r/c/o o/m o/m/c m/c/o m/c/r o/x y/n 필수여부(y/n) \
         필수/선택여부 선택/필수 필수항목 isrequired 항목구분 optional isoptional 생략가능 생략여부",
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
         설명및비고 비고및설명 세부설명 values enum 허용값 details detail 용도 기타 조건 제약조건 제약사항 파라미터설명 변수설명 항목설명 목적 \
         부가설명 추가설명 주의사항 부가설명및주의사항 값및부가설명 value및부가설명 explanation",
    ),
    (
        Role::Example,
        "예시 예 예제 example examples 값예시 예시값 샘플 샘플데이터 샘플값 sample samplevalue samplevalues examplevalue",
    ),
    (
        Role::Code,
        "코드 응답코드 결과코드 에러코드 오류코드 실패코드 거절코드 거절사유코드 실패사유코드 pg응답코드 코드값 code errorcode resultcode \
         responsecode rescode",
    ),
    (
        Role::Status,
        "http상태코드 http코드 httpstatus httpstatuscode statuscode status http 상태코드",
    ),
    (
        Role::Message,
        "거절사유 실패사유 오류사유 메시지 메세지 응답메시지 결과메시지 message 설명 내용 의미 description 오류내용 에러내용 \
         에러메시지 결과내용 msg",
    ),
    (Role::Environment, "environment 환경 구분 서버 서버구분 env"),
    (
        Role::Url,
        "url baseurl uri 주소 요청url endpoint 호출url apiurl 도메인 접속url 요청주소 host 서비스url 서비스주소 api주소 호출주소 endpointurl 엔드포인트 urlpath 요청경로 api경로",
    ),
];

/// Headings of columns of marks for what need not be there.
pub(crate) const OPTIONAL_HEADINGS: &str = "optional isoptional 생략가능 생략여부";

/// Letters in the heading of a column of marks, parted by slashes, that make an `o` beside them one for what need not be
/// there: `M/O`, `R/C/O`.
pub(crate) const LETTER_MARKS: &str = "m r c";

/// Words in the heading of a column of marks that say that it is about what must be there.
pub(crate) const PRESENCE_HEADINGS: &str = "필수 requir mandatory";

/// What a column is called that says more of fields.
pub(crate) const REMARK: &str = "비고";

/// What a row of the facts of a call is called that names the type of what comes back, without blanks and marks.
pub(crate) const RETURNED_TYPE: &str =
    "responsetype 응답타입 returntype 반환타입 returns response 응답";

/// What a column is called that says where fields go.
pub(crate) const PLACE_HEADING: &str = "location";

/// Words in the heading of a column beside names that are of settings: what it holds are values.
pub(crate) const VALUES: &str = "값 value values 설정값";

/// Words for parts of requests that answers have none of.
pub(crate) const REQUESTED: &str =
    "쿼리파라미터 쿼리스트링 queryparam querystring 경로파라미터 경로변수 pathparam pathvariable";

/// Headings of columns of tables that are of a database, and of no message.
pub(crate) const DATABASE: &str = "pk fk nn n-n notnull";

/// What stands in the first column of a table that says how a call is made, and names no field, without blanks and marks.
pub(crate) const CALL_FACTS: &str = "url uri method httpmethod verb httpverb content-type contenttype encoding charset host path \
     endpoint protocol format timeout version 인코딩 문자셋 전송방식 호출방식 요청방식 통신방식 전송방법 호출방법 요청방법 프로토콜 \
     호출url 요청url 요청주소 호출주소 데이터형식 응답형식 요청형식 데이터타입";

/// What else stands in such a column: what it says of the call is no field of it.
pub(crate) const BESIDE_CALL_FACTS: &str = "description 설명 summary 요약 기능 name 이름 api명 responsetype 응답타입 auth 인증 \
     인증방식 권한 permission scope tag";

/// Words in the headings of tables that are of no message: functions of languages, apps of card companies, files.
pub(crate) const ASIDES: &str = "언어 language 함수 function functions 앱 app scheme package 패키지 파일 파일명 file filename \
     브라우저 browser os 버전 version 일자 개정일 개정 이력 history";
