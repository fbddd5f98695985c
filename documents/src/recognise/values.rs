//! Values, examples and conditions that notes give in words.

use super::lists::{Pair, in_english, is_pattern, is_short_value, line_values};
use super::outcome::{self, searched};
use crate::page::{Cell, DocumentedValue, ListWords};
use crate::vocabulary;

/// What a note says of values.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// Those that it lists.
    pub(super) listed: Vec<DocumentedValue>,
    pub(super) words: ListWords,
    /// A line that may list values, where it is not clear that the note does.
    pub(super) unclear: Option<Cell>,
}

impl Values {
    /// The same where a note of such a field lists no values, whatever it looks like.
    pub(super) fn into_unclear(self, note: &Cell) -> Self {
        let unclear = self.unclear.or_else(|| {
            let first = self.listed.first()?;
            let mut lines = note.text.split('\n');
            let line = lines.find(|line| line.contains(&first.value))?;
            Some(Cell {
                text: line.trim().to_owned(),
                ..note.clone()
            })
        });
        Self {
            unclear,
            ..Self::default()
        }
    }
}

/// The values of a note, and whether those are all.
pub(super) fn values(note: &Cell) -> Values {
    let text = searched(&note.text);
    let mut found: Vec<Pair> = Vec::new();
    let mut first = None;
    let mut others = 0;
    let of_an_example = |line: &&str| {
        vocabulary::EXAMPLE_LINES
            .iter()
            .any(|word| line.contains(word))
    };
    for line in text.split('\n').map(str::trim) {
        let pairs = line_values(line);
        // What follows `적용 예시 : …`, where that line lists nothing itself, is of the example.
        if pairs.is_empty() && of_an_example(&line) {
            break;
        }
        if !pairs.is_empty() {
            first.get_or_insert(line);
        } else if is_other_pair(line) {
            others += 1;
        }
        for (value, meaning) in pairs {
            if says_when(&value, &meaning) || vocabulary::is_example_word(&meaning) {
                others += 1;
            } else if found.iter().all(|(known, _)| *known != value) {
                found.push((value, meaning));
            }
        }
    }
    // One pair of English words may be anything; a list has several, and little else.
    let english: Vec<Pair> = text.split('\n').filter_map(in_english).collect();
    if found.is_empty() && english.len() > 1 && (english.len() + 2) * 2 > text.lines().count() * 2 {
        others = 0;
        found = english;
    }
    if !found
        .iter()
        .any(|(_, meaning)| vocabulary::means_success(meaning))
    {
        let stated = text.split('\n').map(outcome::stated);
        if let Some(stated) = stated.into_iter().find(|stated| !stated.is_empty()) {
            others = 0;
            found = stated;
        }
    }
    if !is_list(&found, others)
        || are_of_something_else(text, &found)
        || are_parts_and_wholes(&found)
    {
        let unclear = first.filter(|_| found.len() > 1).map(|line| Cell {
            text: line.to_owned(),
            ..note.clone()
        });
        return Values {
            unclear,
            ..Values::default()
        };
    }
    // `Default: Y, 비과세: N` lists two.
    let default = default_value(text).filter(|default| {
        let alike = |(value, _): &Pair| value.len() == default.len();
        found.iter().all(|(value, _)| value != default) && found.iter().any(alike)
    });
    let default = default.map(|default| (default.to_owned(), String::new()));
    let listed = found.into_iter().chain(default);
    let listed = listed.map(|(value, meaning)| DocumentedValue {
        value,
        meaning,
        line: note.line,
    });
    Values {
        words: list_words(text),
        listed: listed.collect(),
        unclear: None,
    }
}

/// The values of a cell that holds nothing else, a line each.
pub(super) fn listed(cell: &Cell) -> Values {
    let lines = cell.text.split('\n').filter(|line| !line.is_empty());
    let listed = lines.map(|line| {
        let (value, meaning) = line.split_once('\t').unwrap_or((line, ""));
        DocumentedValue {
            value: value.to_owned(),
            meaning: meaning.to_owned(),
            line: cell.line,
        }
    });
    Values {
        listed: listed.collect(),
        ..Values::default()
    }
}

/// Whether a line without values is another pair of a word and what is said of it: `알고리즘 : AES128`.
fn is_other_pair(line: &str) -> bool {
    let lower = line.to_lowercase();
    let example = vocabulary::EXAMPLES.iter().any(|word| lower.contains(word));
    let pair = line.split_once([':', '=']);
    let pair = pair.is_some_and(|(before, _)| before.split_whitespace().count() <= 3);
    pair && !example && !line.contains("://") && !line.contains('"')
}

/// Whether pairs are the values of a field. A word and a colon alone may be anything; a code and a colon is a list
/// of one. Words among other pairs are prose.
fn is_list(found: &[Pair], others: usize) -> bool {
    let short = found
        .iter()
        .filter(|(value, _)| is_short_value(value))
        .count();
    let pattern = found.iter().any(|(value, _)| is_pattern(value));
    let all_short = short == found.len();
    let many = found.len() > 1 && others * 2 <= found.len();
    !found.is_empty() && !pattern && (all_short || many)
}

/// Whether a pair is another field and the case in which this one must be there: `PAY_FLAG : 'Y' 일때 필수`.
fn says_when(value: &str, meaning: &str) -> bool {
    let named = value.len() > 2 && value.contains(|c: char| c.is_ascii_alphabetic());
    named && vocabulary::says_case(meaning)
}

/// Whether some digits are values and some are what values are made of: `1: 사용, 0: 안 함` beside `카드: 100000`.
fn are_parts_and_wholes(found: &[Pair]) -> bool {
    let digits = |value: &str| value.chars().all(|c| c.is_ascii_digit());
    let values = || found.iter().map(|(value, _)| value.as_str());
    let Some(least) = values().map(str::len).min() else {
        return false;
    };
    let parts: String = values().filter(|value| value.len() == least).collect();
    let is_whole =
        |value: &str| value.len() >= 4 * least && value.chars().all(|c| parts.contains(c));
    values().all(digits) && values().any(is_whole)
}

/// The value that a note says is taken where none is given: `Default: Y`.
fn default_value(text: &str) -> Option<&str> {
    let places = vocabulary::DEFAULTS.iter().filter_map(|word| {
        let place = text.to_ascii_lowercase().find(word)? + word.len();
        text.get(place..)
    });
    places
        .filter_map(|rest| {
            let rest = rest.trim_start().strip_prefix([':', '='])?.trim_start();
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
            rest.get(..end.unwrap_or(rest.len()))
        })
        .find(|value| !value.is_empty())
}

/// Whether a note speaks of the values of another field, of parts that make up a value, or of names in an address.
fn are_of_something_else(text: &str, found: &[Pair]) -> bool {
    let combined = vocabulary::COMBINED.iter().any(|word| text.contains(word));
    let names_part = |value: &str| text.contains(&format!("{{{value}}}"));
    let is_condition = |value: &str| {
        let mut lines = text
            .split('\n')
            .filter(|line| line.contains(vocabulary::CASE));
        value.len() > 2 && lines.any(|line| line.contains(value))
    };
    let mut values = found.iter().map(|(value, _)| value.as_str());
    combined || values.any(|value| names_part(value) || is_condition(value))
}

fn list_words(text: &str) -> ListWords {
    let lower = text.to_lowercase();
    let more = vocabulary::MORE.iter().any(|word| lower.contains(word));
    let examples = vocabulary::EXAMPLES.iter().any(|word| lower.contains(word));
    match more || examples {
        true => ListWords::OpenEnded,
        false => ListWords::Listed,
    }
}

/// The one value that a note gives as an example.
pub(super) fn example(note: &Cell) -> Option<Cell> {
    let text = searched(&note.text);
    for line in text.split('\n') {
        let lower = line.to_lowercase();
        let place = vocabulary::EXAMPLES
            .iter()
            .filter_map(|word| Some(lower.find(word)? + word.len()))
            .min();
        // Small letters of some scripts have other lengths.
        let rest = place.and_then(|place| line.get(place..)).map(str::trim);
        let Some(rest) = rest.filter(|rest| !rest.is_empty() && rest.is_ascii()) else {
            continue;
        };
        if !rest.contains(char::is_whitespace) && rest.len() <= 200 {
            return Some(Cell {
                text: rest.to_owned(),
                ..note.clone()
            });
        }
    }
    None
}

/// The line of a note that says that a field comes on success only.
pub(super) fn on_success(note: &Cell) -> Option<Cell> {
    // `거래번호 (성공 시)`
    let aside = |line: &str| {
        let inner = line.trim_end().strip_suffix(')')?.rsplit_once('(')?.1;
        let is_all = vocabulary::ON_SUCCESS.contains(&inner.trim().to_lowercase().as_str());
        is_all.then_some(())
    };
    let line = note.text.split('\n').find(|line| {
        if aside(line).is_some() {
            return true;
        }
        let lower = line.to_lowercase();
        let begins = vocabulary::ON_SUCCESS
            .iter()
            .any(|word| lower.starts_with(word));
        // `성공시 "0000"` is about the value, not about the field.
        begins && !lower.contains(['"', '=', '“'])
    })?;
    Some(Cell {
        text: line.to_owned(),
        ..note.clone()
    })
}

/// The line of a note that says when a field must be there.
pub(super) fn condition(note: &Cell) -> Option<Cell> {
    let is_case = |line: &str| {
        let lower = line.to_lowercase();
        let mut words = vocabulary::CONDITIONS.iter();
        words.any(|word| lower.contains(word))
    };
    // A line that says when it must be there says more than one on what it may hold.
    let demanded = line_of(note, &|line| {
        is_case(line) && line.contains(vocabulary::REQUIRED)
    });
    demanded.or_else(|| line_of(note, &is_case))
}

/// The line of a note that says in which case a field must be there: `KIND=Y 일 때 필수`.
pub(super) fn demand(note: &Cell) -> Option<Cell> {
    line_of(note, &vocabulary::demands)
}

fn line_of(note: &Cell, test: &dyn Fn(&str) -> bool) -> Option<Cell> {
    let line = searched(&note.text).split('\n').find(|line| test(line))?;
    Some(Cell {
        text: line.to_owned(),
        ..note.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::super::outcome::others_fail;
    use super::{example, on_success, values};
    use crate::page::{Cell, ListWords};

    fn cell(text: &str) -> Cell {
        Cell {
            text: text.to_owned(),
            ..Cell::default()
        }
    }

    #[test]
    fn values_are_read_in_every_way_in_which_pages_list_them() {
        use ListWords::{Listed, OpenEnded};
        let cases: [(&str, &str, ListWords); 53] = [
            (
                "예) card(카드), phone(휴대폰)",
                "card=카드 phone=휴대폰",
                OpenEnded,
            ),
            ("WON / USD", "WON= USD=", Listed),
            ("0: 개인, 1:법인, 9:기타", "0=개인 1=법인 9=기타", Listed),
            ("0:신용\n1:체크", "0=신용 1=체크", Listed),
            ("0: 성공, 1001: 잔액부족", "0=성공 1001=잔액부족", Listed),
            ("I:등록, U:변경", "I=등록 U=변경", Listed),
            ("00:일시불, 02:2개월 …", "00=일시불 02=2개월", OpenEnded),
            ("컨텐츠 :1, 실물:2", "1=컨텐츠 2=실물", Listed),
            ("컨텐츠 :1, 실물:2(휴대폰만)", "1=컨텐츠 2=실물", Listed),
            ("요청된 시각 ( 한국 +09:00 )", "", Listed),
            ("수단 card:카드, bank:계좌", "card=카드 bank=계좌", Listed),
            ("결과코드 0000 : 성공 / 그외 실패", "0000=성공", OpenEnded),
            ("크기 (최소: 1, 최대: 100)", "", Listed),
            (
                "paid: payment completed\nready: ready",
                "paid=payment completed ready=ready",
                Listed,
            ),
            ("망취소일 때\\망취소:C", "C=망취소", Listed),
            (
                "410:KRW(원), 840:USD(달러)",
                "410=KRW(원) 840=USD(달러)",
                Listed,
            ),
            ("- 1: 고정\n- 2 : 변동", "1=고정 2=변동", Listed),
            (
                "- 90(취소요청)\n- 95(취소성공)",
                "90=취소요청 95=취소성공",
                Listed,
            ),
            ("- jpg\n- png(기본값)", "jpg= png=", Listed),
            ("0000: 정상, 그 외 실패", "0000=정상", OpenEnded),
            (
                "응답 코드 (성공시 \"0000\", 그외 에러)",
                "0000=성공",
                OpenEnded,
            ),
            ("SHA256\n(mid+key)", "", Listed),
            ("예) 20190906110100", "", Listed),
            ("Ex. 01:02:03:04.. 01은 일시불", "", Listed),
            ("주의: 전체금액의 10% 이하", "", Listed),
            ("• Form : yyMMdd-xxxxxxx\n• xxxxxxx : 7digit", "", Listed),
            ("생년월일 6자리/ 사업자번호", "", Listed),
            ("default : euc-kr", "", Listed),
            ("(기본값: 200 px)", "", Listed),
            ("0000 : 성공 / 그외 실패", "0000=성공", OpenEnded),
            ("0000: 성공/그 외 실패", "0000=성공", OpenEnded),
            ("결과코드. 0000 : 성공", "0000=성공", Listed),
            ("결과코드 (0000: 성공)", "0000=성공", Listed),
            (
                "수단\ncard:카드,\nbank:계좌,\nnpay=엔페이, kpay=케이페이",
                "card=카드 bank=계좌 npay=엔페이 kpay=케이페이",
                Listed,
            ),
            (
                "true: 컨텐츠 / false: 실물",
                "true=컨텐츠 false=실물",
                Listed,
            ),
            (
                "- none(or null) : 미발행\n- one : 개인",
                "none=미발행 one=개인",
                Listed,
            ),
            // Prose, patterns and recipes are no lists.
            ("000-0000-0000 : 숫자와 - 만 허용", "", Listed),
            ("TimeInMillis(Long형)\n\"1335233672723\"", "", Listed),
            (
                "- 알고리즘 : AES128\n- 결과 : Hex Encoding\n- Hex(AES(a=value&b=value))",
                "",
                Listed,
            ),
            (
                "[Y2:년단위, M2:월단위, yyyyMMdd-yyyyMMdd : 기간]",
                "",
                Listed,
            ),
            (
                "암호화\n- 알고리즘: AES/CBC\n- IV : key 앞 16자리",
                "",
                Listed,
            ),
            ("AES/CBC", "", Listed),
            ("','를 구분자로 나열\n- 1:가, 2:나, 3:다", "", Listed),
            (
                "- kind 이 one 인 경우 필수\n* one: 전화번호\n* two: 사업자번호",
                "",
                Listed,
            ),
            (
                "https://a.example/{token}/{id}\ntoken: 상점\nid: 결제",
                "",
                Listed,
            ),
            (
                "start : 접수[1,3]\ndone: 완료[4,6]",
                "start=접수[1,3] done=완료[4,6]",
                Listed,
            ),
            ("- 최소금액 : 50,000원 이상", "", Listed),
            // The default is a value too.
            ("Default: Y, 비과세: N", "N=비과세 Y=", Listed),
            ("0: 개인, 1:법인 (기본값: 0)", "0=개인 1=법인", Listed),
            // What is said of failures is no part of what success means.
            ("0000 : 성공 / 실패시 실패코드", "0000=성공", Listed),
            // Another field and a case, an example, and the digits that a value is made of.
            ("- PAY_FLAG : 'Y' 일때 필수\n- pwd : 비밀번호", "", Listed),
            ("20151225 : 적용 예시", "", Listed),
            (
                "(사용: 1, 안 함: 0)\n카드: 100000\n계좌: 010000",
                "",
                Listed,
            ),
        ];
        for (text, expected, list) in cases {
            let found = values(&cell(text));
            let words = found.words;
            let found: Vec<String> = found
                .listed
                .iter()
                .map(|value| format!("{}={}", value.value, value.meaning))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
            assert_eq!(words, list, "{text}");
        }
    }

    #[test]
    fn examples_and_conditions_are_told_from_other_words() {
        let text = |found: Option<Cell>| found.map(|cell| cell.text);
        assert_eq!(
            text(example(&cell("예) 20190906110100"))).as_deref(),
            Some("20190906110100")
        );
        assert_eq!(
            text(example(&cell("ex) https://a.example/b"))).as_deref(),
            Some("https://a.example/b")
        );
        assert_eq!(text(example(&cell("예) card(카드), phone(휴대폰)"))), None);
        assert_eq!(
            text(on_success(&cell("성공 시에만 전달\n(YYYYMMDD)"))).as_deref(),
            Some("성공 시에만 전달")
        );
        assert_eq!(text(on_success(&cell("응답 코드 (성공시 \"0000\")"))), None);
        for (note, expected) in [
            ("0000: 정상, 그 외 실패", true),
            ("응답 코드 (성공시 \"0000\", 그외 에러)", true),
            ("0: OK\nAny other value is an error", true),
            ("0000 : success / other failure", true),
            ("0000: 정상, 9999: 실패", false),
            ("실패 사유, 그 외 정보", false),
            ("카드, 그 외", false),
            ("0000 : 성공 / 실패시 실패코드", true),
            ("통신 실패시 오류 메시지 확인", false),
            ("결제실패시점의 오류", false),
        ] {
            assert_eq!(others_fail(&cell(note)).is_some(), expected, "{note}");
        }
    }
}
