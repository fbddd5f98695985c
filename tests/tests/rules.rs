//! The runtime and the compiler, which share no code, judge every text alike: by every rule of the spec
//! language, those that no vendor of today uses among them.

use kpg::runtime::check::Rule::{
    Characters, DateTime, Digits, DigitsOnly, EmvQr, EucKrBytes, HeaderText, NotZero, OneLine,
    Range, TextLines, Utf8Bytes,
};
use kpg::runtime::check::{Check, Rule};
use kpg_codegen::model::{self, Kind, Length, LengthUnit, TimeFormat, TimePart, broken_rule};

/// What both say of a text: the words of the runtime, and whether the compiler refuses it too.
fn judged(
    rules: &[Rule],
    kind: &Kind,
    length: Option<Length>,
    text: &str,
) -> (Option<String>, bool) {
    let mut check = Check::new();
    check.optional("field", "label", &Some(text.to_owned()), rules);
    let violations = check.finish(Ok(())).err();
    let actual = violations.map(|found| found.iter().next().unwrap().actual.clone());
    (actual, broken_rule(kind, length, &[], text).is_some())
}

fn length(min: u32, max: u32, unit: LengthUnit) -> Option<Length> {
    Some(Length { min, max, unit })
}

#[test]
fn a_length_counts_characters_or_bytes_as_the_spec_says() {
    let utf8 = (Utf8Bytes(2, 9), length(2, 9, LengthUnit::Utf8Bytes));
    let euc_kr = (EucKrBytes(2, 6), length(2, 6, LengthUnit::EucKrBytes));
    let characters = (Characters(2, 3), length(2, 3, LengthUnit::Characters));
    let cases = [
        (characters, "가나다", None),
        (characters, "가나다라", Some("4 characters")),
        (characters, "가", Some("1 character")),
        (characters, "😀😀😀", None),
        // A letter and its accent are two.
        (characters, "e\u{301}e\u{301}", Some("4 characters")),
        (utf8, "가나다", None),
        (utf8, "가나다1", Some("10 UTF-8 bytes")),
        (utf8, "1", Some("1 UTF-8 byte")),
        (utf8, "가", None),
        (utf8, "😀😀1", None),
        (utf8, "😀😀11", Some("10 UTF-8 bytes")),
        (euc_kr, "가나다", None),
        (euc_kr, "가나다1", Some("7 EUC-KR bytes")),
        (euc_kr, "1", Some("1 EUC-KR byte")),
        // CP949 goes beyond KS X 1001.
        (euc_kr, "뷁똠", None),
        (euc_kr, "가😀", Some("`😀`, which EUC-KR cannot hold")),
        (euc_kr, "é1", Some("`é`, which EUC-KR cannot hold")),
        (
            euc_kr,
            "1\u{200b}",
            Some("`\u{200b}`, which EUC-KR cannot hold"),
        ),
    ];
    for ((rule, length), text, expected) in cases {
        let (actual, refused) = judged(&[rule], &Kind::Text, length, text);
        assert_eq!(actual.as_deref(), expected, "{rule:?} {text:?}");
        assert_eq!(refused, expected.is_some(), "{rule:?} {text:?}");
    }
}

/// Texts that are nearly something.
const ODD: [&str; 66] = [
    "0229",
    "0230",
    "0231",
    "0431",
    "1231",
    "1301",
    "2902",
    "31",
    "",
    " ",
    "0",
    "00",
    "000",
    "1",
    "01",
    "007",
    "12",
    "13",
    "99",
    "-1",
    "+1",
    " 1",
    "1 ",
    "1\n",
    "1\0",
    "1,000",
    "1.0",
    "1e3",
    "0x1",
    "１２",
    "١٢",
    "a",
    "A1",
    "가",
    "가나다",
    "뷁",
    "é",
    "😀",
    "e\u{301}",
    "\u{feff}1",
    "9999999999",
    "10000000000",
    "9999999999999999999",
    "18446744073709551615",
    "20260228",
    "20260230",
    "20240229",
    "20230229",
    "20260000",
    "20261301",
    "00000101",
    "99991231",
    "2026-2-8",
    "2026-02-28",
    "20260228235959",
    "20260228240000",
    "20260228235960",
    "20260228236000",
    "235959",
    "235960",
    "235959.123",
    "235959.12",
    "235959,123",
    "1667876400000",
    "0002010102630439F0",
    "６３０４",
];

/// The text of the EMV example, with a right CRC, a wrong one, and the right one in lower case.
const EMV: [&str; 3] = ["00006304E9CA", "00006304E9CB", "00006304e9ca"];

fn time(parts: &[TimePart]) -> (Vec<Rule>, Kind) {
    let format = TimeFormat(parts.to_vec());
    let rule = DateTime(format.strftime().to_owned().leak(), format.width());
    (vec![rule], Kind::DateTime(format))
}

#[test]
fn both_readers_judge_every_odd_text_alike() {
    use TimePart::{
        Day, EpochMilliseconds, Hour, Literal, Millisecond, Minute, Month, Second, ShortYear, Year,
    };
    let amount = |digits, zero| Kind::Amount {
        digits,
        number: false,
        zero,
        negative: false,
    };
    let integer = |min, max| (vec![Range(min, max)], Kind::Integer { min, max });
    let rules = [
        (vec![DigitsOnly], Kind::Digits),
        (vec![EmvQr], Kind::EmvQr),
        (vec![Digits(1, 10)], amount(Some((1, 10)), true)),
        (vec![Digits(2, 3), NotZero], amount(Some((2, 3)), false)),
        (vec![NotZero], amount(None, false)),
        integer(1, 12),
        integer(0, u64::MAX.into()),
        time(&[Year, Month, Day]),
        time(&[Year, Literal('-'), Month, Literal('-'), Day]),
        time(&[Year, Month, Day, Hour, Minute, Second]),
        time(&[Hour, Minute, Second]),
        time(&[Hour, Minute, Second, Literal('.'), Millisecond]),
        time(&[ShortYear]),
        time(&[Month]),
        time(&[ShortYear, Month]),
        time(&[EpochMilliseconds]),
        time(&[Month, Day]),
        time(&[Day, Month]),
        time(&[Day]),
    ];
    let mut disagreements = Vec::new();
    for (rules, kind) in &rules {
        let is_number = matches!(kind, Kind::Amount { .. } | Kind::Integer { .. });
        for text in ODD.iter().chain(&EMV) {
            // A setter that takes a number can be given nothing else.
            let number = text.parse::<u64>().map(|number| number.to_string());
            if is_number && number.as_deref() != Ok(*text) {
                let refused = broken_rule(kind, None, &[], text).is_some();
                assert!(refused || number.is_ok(), "{kind:?} {text:?}");
                continue;
            }
            let (actual, refused) = judged(rules, kind, None, text);
            if actual.is_some() != refused {
                disagreements.push(format!("{text} {rules:?}"));
            }
        }
    }
    assert_eq!(disagreements, Vec::<String>::new());
}

#[test]
fn both_readers_know_the_same_lines_and_blanks() {
    let texts = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
    let rules = [
        (OneLine, model::Rule::OneLine),
        (TextLines, model::Rule::Lines),
        (HeaderText, model::Rule::HeaderText),
    ];
    for letter in texts {
        for text in [letter.to_string(), format!("a{letter}")] {
            for (rule, same) in &rules {
                let mut check = Check::new();
                check.optional("field", "label", &Some(text.clone()), &[*rule]);
                let refused = check.finish(Ok(())).is_err();
                let other = same.broken_by(&[], &text).is_some();
                assert_eq!(refused, other, "{rule:?} {text:?}");
            }
        }
    }
}

#[test]
fn a_crc_is_right_in_upper_case_only() {
    let judged = EMV.map(|text| judged(&[EmvQr], &Kind::EmvQr, None, text));
    assert_eq!(judged[0], (None, false));
    for (text, (actual, refused)) in EMV.iter().zip(&judged).skip(1) {
        assert_eq!((actual.as_deref(), *refused), (text.get(4..), true));
    }
}
