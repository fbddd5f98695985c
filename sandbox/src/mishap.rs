//! What can happen to an answer on its way: the faults of docs/errors.md that a server can cause, and what they
//! are called. What they make of an answer is `answer/spoiled`'s.

/// What happens to the answer of a request that the vendor has carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// The connection ends without an answer.
    Lost,
    /// There is no answer, and the connection stays open.
    Silent,
    /// The answer comes four seconds late.
    Late,
    /// The connection ends in the middle of the answer.
    Truncated,
    /// The body is empty.
    Empty,
    /// A gateway answers with HTTP 502 and a page.
    BadGateway,
    /// A redirect to another address stands in its place.
    Redirect,
    /// Thirty-two mebibytes of blanks follow it.
    Huge,
    /// It is written in UTF-16, whatever it says of itself.
    WrongCharset,
    /// It says that it is compressed, and is not.
    Mislabelled,
    /// Every member is a list of what it should be.
    WrongTypes,
    /// Its first member is there twice, with two values.
    Doubled,
}

impl Mishap {
    /// Each with its word, and what it is in Korean and English.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 12] = [
        (
            Self::Lost,
            "lost",
            "응답 없이 연결 종료",
            "executed, then the connection ends without an answer",
        ),
        (
            Self::Silent,
            "silent",
            "응답 없음",
            "executed, then no answer at all",
        ),
        (
            Self::Late,
            "late",
            "4초 뒤 응답",
            "executed, answered four seconds late",
        ),
        (
            Self::Truncated,
            "truncated",
            "응답이 중간에 끊김",
            "the connection ends in the middle of the answer",
        ),
        (Self::Empty, "empty", "빈 응답", "an empty body"),
        (
            Self::BadGateway,
            "bad-gateway",
            "게이트웨이 오류 502",
            "executed, then HTTP 502 with a page",
        ),
        (
            Self::Redirect,
            "redirect",
            "리다이렉트 302",
            "a redirect to another address",
        ),
        (Self::Huge, "huge", "매우 큰 응답", "an answer of 32 MiB"),
        (
            Self::WrongCharset,
            "wrong-charset",
            "다른 문자셋",
            "an answer in UTF-16",
        ),
        (
            Self::Mislabelled,
            "mislabelled",
            "잘못된 Content-Encoding",
            "a plain answer that says it is compressed",
        ),
        (
            Self::WrongTypes,
            "wrong-types",
            "잘못된 자료형",
            "every member is a list",
        ),
        (
            Self::Doubled,
            "doubled",
            "중복된 항목",
            "the first member twice, with two values",
        ),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(mishap, ..)| *mishap == self)
            .map_or("", |(_, word, ..)| word)
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let (found, ..) = all.find(|(_, known, ..)| *known == word)?;
        Some(*found)
    }
}
