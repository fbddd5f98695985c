//! What the cells of a field say by a mark or a word: presence, type, place, and how deep it is. Nothing but data lives here.

use kpg_codegen::model::Place;

use crate::page::{KindWord, PresenceWord};

/// Marks before the name of a member, below the object that it is in; `ㄴ` is a letter that looks like one.
pub(crate) const MEMBER_MARKS: [char; 12] =
    ['「', '└', 'ㄴ', '├', '─', '-', '>', '▸', '→', '+', '·', ' '];

/// The plainest of them.
pub(crate) const MEMBER_MARK: char = '└';

/// Marks that items of lists begin with.
pub(crate) const ITEM_MARKS: [char; 13] = [
    '-', '–', '•', '*', '·', '+', '▪', '▸', '◦', '‣', '∙', '└', 'ㄴ',
];

/// Marks and words for whether a field must be there.
pub(crate) const PRESENCE: &[(PresenceWord, &str)] = &[
    (
        PresenceWord::Required,
        "○ o ◯ ● ◎ 〇 ㅇ y yes 예 네 필수 필수값 필수사항 필수항목 required require mandatory must m r ✓ ✔ √ v true ⭕ ✅ 🔴",
    ),
    (
        PresenceWord::Optional,
        "x × ✕ n no 아니오 아니요 - – — 선택 선택값 선택사항 선택항목 옵션 optional option 권장 recommended 비필수 필수아님 notrequired false 임의 ❌ ⚪ nullable",
    ),
    (
        PresenceWord::Conditional,
        "△ ▲ c conditional condition 조건 조건부 조건부필수 조건필수 선택필수 선택적필수",
    ),
];

/// Those of these marks that agree or deny, whatever the heading of their column asks.
pub(crate) const AGREEMENTS: &str =
    "○ o ◯ ● ◎ 〇 ㅇ y yes 예 네 ✓ ✔ √ v true ⭕ ✅ x × ✕ n no 아니오 아니요 false ❌";
/// Those of these words that are values, and those that choices are called.
pub(crate) const PRESENCE_VALUES: &str = "true false";
/// See [`PRESENCE_VALUES`].
pub(crate) const OPTIONS: &str = "옵션 option";

/// Words for types, compared as the first word of a cell.
pub(crate) const KINDS: &[(KindWord, &str)] = &[
    (
        KindWord::Text,
        "string str text 한글 영문 영문자 영숫자 영문숫자 국문 문자 문자열 char character varchar varchar2 nvarchar an ans anp ah ahn a s x c uuid enum",
    ),
    (
        KindWord::Number,
        "number numeric int integer long bigint decimal bigdecimal double float num 숫자 정수 n 9",
    ),
    (KindWord::Boolean, "boolean bool 논리"),
    (KindWord::Time, "date datetime time timestamp 날짜 일시"),
    (KindWord::Object, "object json map dict 객체 jsonobject"),
    (KindWord::List, "array list 배열 리스트 jsonarray"),
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

/// Marks of what must be there that are stars: `*`.
pub(crate) const STARS: [char; 3] = ['*', '★', '＊'];

/// Marks of what need not be there, beside which an `O` is a circle.
pub(crate) const CROSSES: &str = "X x × ✕";

/// Marks that are filled, beside which a hollow circle means optional: `●` and `○`.
pub(crate) const FILLED: &str = "● ◉ ◎ ⬤ ⚫";
