//! Which values a request may not have, and what is said about them.

#[cfg(feature = "conditions")]
use kpg_runtime::check::Test;
use kpg_runtime::check::{Check, Rule, Rule::*, Violations};
use kpg_runtime::{Secret, Sensitive, Wire};

type Ask = fn(&mut Check, &'static str, &'static str, &dyn Wire, &[Rule]);

const REQUIRED: Ask = Check::required;
const OPTIONAL: Ask = Check::optional;

fn check(ask: Ask, value: &dyn Wire, rules: &[Rule]) -> Result<(), Violations> {
    let mut check = Check::new();
    ask(&mut check, "tid", "거래ID", value, rules);
    check.finish(Ok(()))
}

fn complaint(ask: Ask, value: Option<&str>, rules: &[Rule]) -> String {
    check(ask, &value, rules).map_or_else(|broken| broken.to_string(), |()| String::new())
}

#[test]
fn every_rule_lets_through_what_it_allows_and_says_what_it_does_not() {
    const STAMP: Rule = DateTime("%Y%m%d%H%M%S", 14);
    let long = "1".repeat(41);
    let cases: &[(&str, &[Rule], &str)] = &[
        (&long[1..], &[Characters(1, 40)], ""),
        (&long, &[Characters(1, 40)], "at most 40 characters, got 41"),
        ("1234", &[Characters(3, 3)], "exactly 3 characters, got 4"),
        (
            "",
            &[Characters(1, 1)],
            "must not be empty, exactly 1 character, got 0",
        ),
        ("a", &[Characters(2, 9)], "2 to 9 characters, got 1"),
        (
            "a",
            &[Characters(2, usize::MAX)],
            "at least 2 characters, got 1",
        ),
        (
            "",
            &[Characters(1, usize::MAX)],
            "must not be empty, at least 1 character, got 0",
        ),
        (
            "가나다",
            &[Characters(3, 3), Utf8Bytes(9, 9), EucKrBytes(6, 6)],
            "",
        ),
        ("가나다", &[Utf8Bytes(1, 8)], "at most 8 UTF-8 bytes, got 9"),
        (
            "가나다a",
            &[EucKrBytes(1, 6)],
            "at most 6 EUC-KR bytes, got 7",
        ),
        // CP949 goes beyond KS X 1001.
        ("뷁", &[EucKrBytes(2, 2)], ""),
        (
            "a😀",
            &[EucKrBytes(1, 99)],
            "at most 99 EUC-KR bytes, got `😀`, which EUC-KR cannot hold",
        ),
        ("123", &[Digits(1, 3), DigitsOnly, Range(123, 123)], ""),
        ("1234", &[Digits(1, 3)], "at most 3 digits, got 4"),
        ("12 a", &[Digits(1, 3)], "at most 3 digits, got 12 a"),
        ("１２", &[DigitsOnly], "digits only, got １２"),
        ("", &[DigitsOnly], "digits only, got an empty text"),
        ("99", &[Range(100, 200)], "from 100 to 200, got 99"),
        ("+150", &[Range(100, 200)], "from 100 to 200, got +150"),
        ("20240229235959", &[STAMP], ""),
        (
            "20260229000000",
            &[STAMP],
            "a real YYYYMMDDhhmmss, 14 characters, got 20260229000000",
        ),
        (
            "20261332",
            &[DateTime("%Y%m%d", 8)],
            "a real YYYYMMDD, 8 characters, got 20261332",
        ),
        (
            "2026010203040",
            &[STAMP],
            "a real YYYYMMDDhhmmss, 14 characters, got 2026010203040",
        ),
        (
            "240000",
            &[DateTime("%H%M%S", 6)],
            "a real hhmmss, 6 characters, got 240000",
        ),
        (
            "235960",
            &[DateTime("%H%M%S", 6)],
            "a real hhmmss, 6 characters, got 235960",
        ),
        ("2612", &[DateTime("%y%m", 4)], ""),
        (
            "2613",
            &[DateTime("%y%m", 4)],
            "a real YYMM, 4 characters, got 2613",
        ),
        ("0229", &[DateTime("%m%d", 4)], ""),
    ];
    for (value, rules, complaint_expected) in cases {
        let expected = match *complaint_expected {
            "" => String::new(),
            text => format!("tid (거래ID): {text}"),
        };
        let said = complaint(OPTIONAL, Some(value), rules);
        assert_eq!(said, expected, "{value} {rules:?}");
    }
}

#[test]
fn a_time_is_one_that_a_calendar_and_a_clock_can_show_in_ascii_digits() {
    const STAMP: Rule = DateTime("%Y%m%d%H%M%S", 14);
    for real in ["20240229000000", "19000101235959", "20190930235959"] {
        assert_eq!(complaint(OPTIONAL, Some(real), &[STAMP]), "", "{real}");
    }
    for unreal in [
        "20230229105353", // no leap year
        "20190931105353", // September has 30 days
        "20190900105353",
        "20191316105353",
        "20190916245353",
        "20190916106053",
        "20190916105360",
        "2019091610535",   // a digit too few
        "201909161053530", // a digit too many
        "2019-09-16 105",
        "２０１９０９１６１０５３５３", // wide digits
        "이천십구년구월십육일오전열시", // as many characters
        " 0190916105353",
        "+0190916105353",
    ] {
        let expected = format!("tid (거래ID): a real YYYYMMDDhhmmss, 14 characters, got {unreal}");
        assert_eq!(complaint(OPTIONAL, Some(unreal), &[STAMP]), expected);
    }
}

#[test]
fn a_required_field_must_be_there_and_an_optional_one_need_not() {
    let missing = "tid (거래ID): required, got nothing";
    let cases: [(Ask, Option<&str>, &[Rule], &str); 11] = [
        (REQUIRED, None, &[Characters(1, 9)], missing),
        (REQUIRED, None, &[Characters(0, 9)], missing),
        (REQUIRED, None, &[], missing),
        (OPTIONAL, None, &[Characters(1, 9), Digits(1, 9)], ""),
        (REQUIRED, Some(""), &[], missing),
        // Said once: not also that nothing is too short.
        (REQUIRED, Some(""), &[Characters(1, 9), DigitsOnly], missing),
        (REQUIRED, Some(""), &[Characters(0, 9)], ""),
        (REQUIRED, Some(""), &[Utf8Bytes(0, 9)], ""),
        (REQUIRED, Some(""), &[EucKrBytes(0, 9)], ""),
        (REQUIRED, Some("a"), &[Characters(1, 9)], ""),
        // A rule that no value breaks: whether a field is required is not its value's matter.
        (OPTIONAL, None, &[Required], ""),
    ];
    for (ask, value, rules, expected) in cases {
        assert_eq!(
            complaint(ask, value, rules),
            expected,
            "{value:?} {rules:?}"
        );
    }
}

#[cfg(feature = "conditions")]
#[test]
fn a_field_that_another_one_demands_may_be_empty_where_its_length_allows_that() {
    let missing = "memo (메모): required when mode is b, got nothing";
    let cases: [(&str, Option<&str>, &[Rule], &str); 6] = [
        ("b", None, &[Characters(0, 9)], missing),
        ("b", Some(""), &[Characters(0, 9)], ""),
        ("b", Some(""), &[Characters(1, 9)], missing),
        ("b", Some(""), &[], missing),
        ("a", None, &[Characters(0, 9)], ""),
        ("a", Some(""), &[Characters(0, 9)], ""),
    ];
    for (mode, memo, rules, expected) in cases {
        let mut check = Check::new();
        check.knows("mode", &mode);
        let rules = [&[RequiredWhen(&[&[Test::Is("mode", &["b"])]])], rules].concat();
        check.optional("memo", "메모", &memo, &rules);
        let said: Result<(), _> = check.finish(Ok(()));
        let said = said.map_or_else(|broken| broken.to_string(), |()| String::new());
        assert_eq!(said, expected, "{mode} {memo:?} {rules:?}");
    }
}

#[test]
fn what_has_no_text_must_be_there_too() {
    struct Key;
    for (key, expected) in [(None, "key (키): required, got nothing"), (Some(Key), "")] {
        let mut check = Check::new();
        check.present("key", "키", &key);
        let said = check
            .finish(Ok(()))
            .map_or_else(|e| e.to_string(), |()| String::new());
        assert_eq!(said, expected);
    }
}

#[test]
fn all_violations_are_reported_in_the_order_of_the_fields() {
    let mut check = Check::new();
    check.required("a", "가", &"x", &[DigitsOnly, Characters(2, 2)]);
    check.optional("b", "나", &Some(1_000_u64), &[Digits(1, 3), Range(1, 9)]);
    check.required("c", "다", &None::<bool>, &[]);
    let broken = check.finish(Ok(())).unwrap_err();
    assert_eq!(broken.len(), 5);
    assert_eq!(
        broken.to_string(),
        "a (가): digits only, got x\n\
         a (가): exactly 2 characters, got 1\n\
         b (나): at most 3 digits, got 4\n\
         b (나): from 1 to 9, got 1000\n\
         c (다): required, got nothing"
    );
    let counted = broken.get(1).unwrap();
    assert_eq!(
        (counted.field, counted.actual.as_str()),
        ("a", "1 character")
    );
}

#[test]
fn a_sensitive_value_is_never_shown() {
    let rules = [
        DigitsOnly,
        Digits(1, 3),
        Range(1, 3),
        DateTime("%y%m", 4),
        EucKrBytes(1, 9),
        Characters(3, 3),
    ];
    let values: [&dyn Wire; 4] = [
        &Sensitive::from("4242😀"),
        &Some(Sensitive::from("4242😀")),
        &Secret::new("4242😀"),
        &Some(Secret::new("4242😀")),
    ];
    for (ask, value) in [REQUIRED, OPTIONAL]
        .map(|ask| values.map(|value| (ask, value)))
        .concat()
    {
        let broken = check(ask, value, &rules).unwrap_err();
        assert_eq!(broken.len(), rules.len());
        for violation in &broken {
            let said = format!("{violation} {violation:?}");
            assert!(!said.contains("4242") && !said.contains('😀'), "{said}");
        }
    }
}

#[test]
fn a_value_is_shown_short_and_on_one_line() {
    let hostile = format!("{}\n{}", "가".repeat(39), "x".repeat(99));
    let said = complaint(OPTIONAL, Some(&hostile), &[DigitsOnly]);
    let shown = format!("{}\\u{{a}}…", "가".repeat(39));
    assert_eq!(said, format!("tid (거래ID): digits only, got {shown}"));
}

const CAPITALS_AND_DASH: Rule = Only(&[('A', 'Z'), ('0', '9'), ('-', '-')]);

#[test]
fn a_rule_for_characters_names_the_first_that_breaks_it() {
    let cases: &[(&str, Rule, &str)] = &[
        ("A-9", CAPITALS_AND_DASH, ""),
        ("", CAPITALS_AND_DASH, ""),
        (
            "AZaz",
            CAPITALS_AND_DASH,
            "only the characters `A`-`Z` `0`-`9` `-`, got `a`",
        ),
        (
            "A\n",
            CAPITALS_AND_DASH,
            "only the characters `A`-`Z` `0`-`9` `-`, got `\\u{a}`",
        ),
        ("가a나", Only(&[('가', '힣'), ('a', 'z')]), ""),
        (
            "a|b",
            Without("<>|"),
            "none of the characters `<>|`, got `|`",
        ),
        ("ab", Without("<>|"), ""),
        ("똠방각하", InEucKr, ""),
        (
            "a😀b♥",
            InEucKr,
            "only characters that EUC-KR can hold, got `😀`",
        ),
    ];
    for (value, rule, expected) in cases {
        let expected = match *expected {
            "" => String::new(),
            text => format!("tid (거래ID): {text}"),
        };
        assert_eq!(
            complaint(OPTIONAL, Some(value), &[*rule]),
            expected,
            "{value}"
        );
    }
    for rule in [CAPITALS_AND_DASH, Without("😀"), InEucKr] {
        let broken = check(OPTIONAL, &Sensitive::from("😀"), &[rule]).unwrap_err();
        let actual = &broken.iter().next().unwrap().actual;
        assert_eq!(actual, "a character that is not shown");
    }
}

#[test]
fn a_text_is_one_line_and_says_something() {
    const ONE: &str = "one line of text without control characters, not blank, got";
    const LINES: &str = "text with no control characters but line ends, not blank, got";
    const HEADER: &str = "printable ASCII on one line, not blank, got";
    for (value, rule, got) in [
        ("가나다 1", OneLine, None),
        ("", OneLine, None),
        ("a\nb", OneLine, Some("`\\u{a}`")),
        ("a\tb", OneLine, Some("`\\u{9}`")),
        ("a\u{7f}", OneLine, Some("`\\u{7f}`")),
        ("a\u{85}b", OneLine, Some("`\\u{85}`")),
        ("a\u{2028}b", OneLine, Some("`\\u{2028}`")),
        ("  ", OneLine, Some("nothing but blanks")),
        ("\u{3000}\u{a0}", OneLine, Some("nothing but blanks")),
        ("\u{3164}\u{200b}", OneLine, Some("nothing but blanks")),
        ("a\r\n\tb", TextLines, None),
        ("a\0b", TextLines, Some("`\\u{0}`")),
        (" \r\n ", TextLines, Some("nothing but blanks")),
        ("! ~", HeaderText, None),
        ("  ", HeaderText, Some("nothing but blanks")),
    ] {
        let said = match rule {
            OneLine => ONE,
            TextLines => LINES,
            _ => HEADER,
        };
        let expected = got.map_or(String::new(), |got| format!("tid (거래ID): {said} {got}"));
        assert_eq!(
            complaint(OPTIONAL, Some(value), &[rule]),
            expected,
            "{value:?}"
        );
    }
}

#[test]
fn a_list_has_as_many_items_as_its_rule_says() {
    let rules = &[ItemCount(2, 3), DigitsOnly];
    let said = |parts: Option<&[&str]>, required: bool| {
        let parts = parts.map(|parts| parts.iter().map(ToString::to_string).collect());
        let (mut check, parts) = (Check::new(), &parts as &Option<Vec<String>>);
        match required {
            true => check.each_required("ids", "목록", parts, rules),
            false => check.each("ids", "목록", parts, rules),
        }
        check
            .finish(Ok(()))
            .map_or_else(|broken| broken.to_string(), |()| String::new())
    };
    assert_eq!(said(None, false), "");
    assert_eq!(said(None, true), "ids (목록): required, got nothing");
    assert_eq!(said(Some(&["1", "2"]), true), "");
    assert_eq!(said(Some(&["1"]), false), "ids (목록): 2 to 3 items, got 1");
    let four = said(Some(&["1", "2", "3", "x"]), true);
    assert_eq!(
        four,
        "ids (목록): 2 to 3 items, got 4\nids[3] (목록): digits only, got x"
    );
    // A rule that lets none through makes an empty list a value.
    let mut check = Check::new();
    check.items_required(
        "ids",
        "목록",
        &Some(Vec::<String>::new()),
        &[ItemCount(0, 3)],
    );
    assert!(check.finish(Ok(())).is_ok());
}

/// The types of builders see to it already; without them nothing would be sent either.
#[test]
fn a_request_that_lacks_a_field_is_none() {
    let broken = Check::new().finish::<()>(Err("price")).unwrap_err();
    assert_eq!(broken.to_string(), "price (price): required, got nothing");
    let mut check = Check::new();
    check.required("tid", "거래ID", &None::<String>, &[]);
    let broken = check.finish::<()>(Err("transaction_id")).unwrap_err();
    assert_eq!(broken.to_string(), "tid (거래ID): required, got nothing");
}

#[test]
fn a_credential_that_is_needed_is_named() {
    let given = Some("x".to_owned());
    assert!(kpg_runtime::needed("encryption_iv", &given).is_ok());
    let missing = kpg_runtime::needed::<String>("encryption_iv", &None).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "credential `encryption_iv` was not given"
    );
    for (key_is_given, expected) in [(true, 1), (false, 0)] {
        let mut check = Check::new();
        check.required_with(("key", key_is_given), "key_id", "키 ID", &None::<String>);
        let found = check
            .finish(Ok(()))
            .map_or_else(|broken| broken.len(), |()| 0);
        assert_eq!(found, expected);
    }
    let mut check = Check::new();
    check.required_with(("key", true), "key_id", "키 ID", &None::<String>);
    assert_eq!(
        check.finish(Ok(())).unwrap_err().to_string(),
        "key_id (키 ID): required where key is given, got nothing"
    );
}

#[test]
fn what_a_recipe_made_is_held_to_its_field_and_not_shown() {
    use kpg_runtime::check::check_computed;
    let text = "4111x".to_owned();
    assert!(check_computed("token", "토큰", &text, &[Characters(5, 5)]).is_ok());
    let broken = check_computed("token", "토큰", &text, &[DigitsOnly]).unwrap_err();
    let shown = format!("{broken} {broken:?}");
    assert!(
        shown.contains("token") && !shown.contains("4111"),
        "{shown}"
    );
}

#[test]
fn every_part_of_a_list_is_checked_and_named() {
    fn said(ask: impl Fn(&mut Check, &Option<Vec<String>>), parts: Option<&[&str]>) -> String {
        let parts = parts.map(|parts| parts.iter().map(ToString::to_string).collect());
        let mut check = Check::new();
        ask(&mut check, &parts);
        check
            .finish(Ok(()))
            .map_or_else(|broken| broken.to_string(), |()| String::new())
    }
    let rules = &[DigitsOnly, Characters(1, 2)];
    let each = |check: &mut Check, parts: &_| check.each("ids", "목록", parts, rules);
    let required = |check: &mut Check, parts: &_| check.each_required("ids", "목록", parts, rules);
    let items = |check: &mut Check, parts: &_| check.items_required("ids", "목록", parts, &[]);
    let may_have = |check: &mut Check, parts: &_| check.items("ids", "목록", parts, &[]);
    let missing = "ids (목록): required, got nothing";
    let broken = "ids[1] (목록): digits only, got x\nids[2] (목록): at most 2 characters, got 3";
    for (parts, by_each, by_required, by_items) in [
        (None, "", missing, missing),
        (Some(&[][..]), "", missing, missing),
        (Some(&["1", "22"]), "", "", ""),
        (Some(&["1", "x", "333"]), broken, broken, ""),
    ] {
        assert_eq!(said(each, parts), by_each);
        assert_eq!(said(required, parts), by_required);
        assert_eq!(said(items, parts), by_items);
        assert_eq!(said(may_have, parts), "");
    }
    let mut check = Check::new();
    check.each("ids", "목록", &Some(vec![Sensitive::from("4242x")]), rules);
    let broken = check.finish(Ok(())).unwrap_err();
    assert_eq!(broken.iter().next().unwrap().index, Some(0));
    assert!(!format!("{broken} {broken:?}").contains("4242"));
}
