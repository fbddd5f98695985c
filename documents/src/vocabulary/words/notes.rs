//! What notes and labels say: cases, examples, lists of values, success and failure. Nothing but data lives here.

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

/// How words end that tell in which case something holds: `0000이면`, `성공시`, `2001일때`; the longer ones first.
pub(crate) const CASE_ENDINGS: &[&str] = &[
    "인경우",
    "일경우",
    "이라면",
    "일때",
    "이며",
    "이고",
    "이면",
    "라면",
    "인",
    "일",
    "시에",
    "면",
    "시",
    "은",
    "는",
    "이",
    "가",
];

/// Words for every value but the one before them: `0000 외 오류`, `0000이 아니면 실패`.
pub(crate) const ALL_BUT: &[&str] = &["외", "이외", "외의", "외에는", "아니면", "아닌", "아닐"];

/// What a code means of which a page says no more than that all others fail.
pub(crate) const NO_FAILURE: &str = "정상";

/// Words that tell a case by themselves, behind what they are of: `2001인 경우`, `성공 시`.
pub(crate) const CASE_WORDS: &str = "인 경우 일 때 시 이면 는 은 on if when means is";

/// What stands between a word for success and its code: `성공시 "0000"`.
pub(crate) const BEHIND_SUCCESS: [char; 4] = ['시', ' ', ':', '='];

/// How a label ends that is a sentence.
pub(crate) const POLITE: &str = "입니다";

/// What an example is called, alone or at the end of its name.
pub(crate) const EXAMPLE_NAMES: &str = "예시 예제 example sample";

/// What labels a result code in answers.
pub(crate) const RESULT_CODES: &str = "결과코드 응답코드 resultcode responsecode rescode rtncd resultcd rsltcd rsltcode rescd retcode 처리결과코드";

/// What labels the words beside a result code.
pub(crate) const RESULT_MESSAGES: &str = "결과메시지 결과메세지 응답메시지 응답메세지 처리메시지 결과내용 응답코드설명 결과코드설명 \
     resultmsg resultmessage responsemessage rtnmsg resmsg rsltmsg retmsg message 오류메시지 에러메시지";

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
    "그 밖",
    "그밖",
    "이외",
    "기타 등",
    "others",
    "etc",
];

/// Words for all values but those that are listed.
pub(crate) const OTHERS: &[&str] = &[
    "그 외",
    "그외",
    "그 밖",
    "그밖",
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
pub(crate) const DEFAULTS: &[&str] = &["기본값", "기본", "디폴트", "초기값", "default"];

/// What may stand behind a word for the default, the least or the greatest value: `최대값`.
pub(crate) const BEHIND_BOUND: &[&str] = &["값", "치", "value", "개수", "금액", "길이"];

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
