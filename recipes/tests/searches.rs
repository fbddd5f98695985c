//! What a search finds: every recipe of the kinds that it tries, and nothing that the values do not make.

use std::time::Duration;

use kpg_codegen::model::{Case, Charset};
use kpg_codegen::model::{Digest, Escape, KeyForm, Mac, TextEncoding};
use kpg_recipes::solve::{Given, Message, Operand, Question, Recipe, Role, Step, Style, solve};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn values() -> Vec<Given> {
    let given = |name: &str, text: &str, role| Given {
        name: name.to_owned(),
        text: text.to_owned(),
        role,
    };
    vec![
        given("tid", "T20261129x1", Role::Value),
        given("amt", "1,000", Role::Value),
        given("goods", "가방 A/B", Role::Value),
        given("time", "2026-11-29 10:20:30", Role::Value),
        given("sign_key", "0123456789abcdef0123456789abcdef", Role::Secret),
    ]
}

/// The position of the key.
const KEY: usize = 4;

fn style() -> impl Strategy<Value = Style> {
    let bare = (select(vec!["", "|", "&", "^", "\n"]), any::<bool>());
    let bare = bare.prop_map(|(separator, closed)| Style::Bare {
        separator: separator.to_owned(),
        closed: closed && ["|", "&", "^"].contains(&separator),
    });
    let named = select(vec![("=", "&"), ("=", "|"), (":", ",")]);
    let named = named.prop_map(|(between, separator)| Style::Named {
        between: between.to_owned(),
        separator: separator.to_owned(),
    });
    let json = any::<bool>().prop_map(|bare_numbers| Style::Json { bare_numbers });
    prop_oneof![3 => bare, 2 => named, 1 => json]
}

/// The steps after the message: a digest, or a MAC where the key is no part of the message.
fn steps(has_key: bool) -> impl Strategy<Value = Vec<Step>> {
    let digest = select(Digest::ALL).prop_map(Step::Digest);
    let mac = (select(Mac::ALL), select(vec![KeyForm::Text, KeyForm::Hex]));
    let mac = mac.prop_map(|(mac, form)| Step::Mac {
        mac,
        key: Operand::as_given(KEY),
        form,
    });
    let last = match has_key {
        true => digest.boxed(),
        false => prop_oneof![digest, mac].boxed(),
    };
    let charset = select(vec![Charset::Utf8, Charset::EucKr]).prop_map(Step::Charset);
    let written = select(TextEncoding::ALL).prop_map(Step::Encoded);
    (charset, last, written).prop_map(|(charset, last, written)| vec![charset, last, written])
}

/// Some of the values in any order.
fn message() -> impl Strategy<Value = Message> {
    let some = subsequence(vec![0, 1, 2, 3, KEY], 1..=5).prop_shuffle();
    (style(), some).prop_map(|(style, some)| {
        // JSON is tried in the orders of tables alone.
        let mut some = some;
        if let Style::Json { .. } = style {
            some.sort_unstable();
        }
        Message {
            style,
            operands: some.into_iter().map(Operand::as_given).collect(),
        }
    })
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let message = message().prop_flat_map(|message| {
        let has_key = message.operands.iter().any(|operand| operand.value == KEY);
        (Just(message), steps(has_key))
    });
    let around = select(vec![("", ""), ("HMAC ", ""), ("V1:", ":end")]);
    (message, around).prop_map(|((message, steps), (before, after))| Recipe {
        message,
        steps,
        before: before.to_owned(),
        after: after.to_owned(),
    })
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn what_a_recipe_makes_leads_back_to_a_recipe_that_makes_it(recipe in recipe()) {
        let expected = recipe.make(&values()).unwrap();
        let question = Question::new(values(), &expected);
        let answer = solve(&question, Duration::from_secs(120), &|_| {});
        prop_assert!(!answer.recipes.is_empty(), "{recipe:?} {:?}", answer.spaces);
        for found in &answer.recipes {
            prop_assert_eq!(found.make(question.values()), Some(expected.clone()));
        }
    }
}

/// One letter of a digest is another: no recipe makes it, and the search says that it tried all of every space.
#[test]
fn what_the_values_do_not_make_is_not_found() {
    let values: Vec<Given> = values().into_iter().take(3).collect();
    let digest = "63b251b31c909eebef1a9f4fcc19e77bdcb8f64fc1066a29670f8627186865cd";
    let answer = solve(
        &Question::new(values, digest),
        Duration::from_secs(120),
        &|_| {},
    );
    assert!(answer.recipes.is_empty());
    assert!(answer.looks_like_a_digest);
    assert!(answer.tried > 1_000 && answer.spaces.iter().all(|(_, is_whole)| *is_whole));
}

#[test]
fn the_expected_text_itself_and_the_empty_question_are_no_recipe() {
    let expected = "T20261129x1";
    for given in [values().split_off(1), values(), Vec::new()] {
        let answer = solve(
            &Question::new(given, expected),
            Duration::from_secs(5),
            &|_| {},
        );
        assert!(answer.recipes.is_empty() && !answer.looks_like_a_digest);
    }
}

/// Two values are alike: both recipes are told, that of the first value first.
#[test]
fn values_that_are_alike_are_told() {
    let mut values = values();
    if let Some(time) = values.get_mut(3) {
        time.text = "T20261129x1".to_owned();
    }
    let recipe = Recipe {
        message: Message {
            style: Style::Bare {
                separator: "|".to_owned(),
                closed: false,
            },
            operands: [3, 1, KEY].map(Operand::as_given).to_vec(),
        },
        steps: vec![
            Step::Digest(Digest::Sha256),
            Step::Encoded(TextEncoding::HexLower),
        ],
        before: String::new(),
        after: String::new(),
    };
    let expected = recipe.make(&values).unwrap();
    let answer = solve(
        &Question::new(values, &expected),
        Duration::from_secs(30),
        &|_| {},
    );
    let first: Vec<Vec<usize>> = answer
        .recipes
        .iter()
        .map(|found| found.message.operands.iter().map(|it| it.value).collect())
        .collect();
    assert_eq!(first, [vec![0, 1, KEY], vec![3, 1, KEY]]);
}

/// Texts that were changed before they were joined.
#[test]
fn changed_values_are_found() {
    let operand = |value, steps: Vec<Step>| Operand { value, steps };
    let hashed = vec![
        Step::Digest(Digest::Sha256),
        Step::Encoded(TextEncoding::HexLower),
    ];
    let cases = [
        vec![
            operand(0, vec![]),
            operand(1, vec![Step::Without(',')]),
            operand(KEY, vec![]),
        ],
        vec![operand(0, vec![]), operand(1, vec![]), operand(KEY, hashed)],
        vec![
            operand(2, vec![Step::Escaped(Escape::FormEncode, Charset::EucKr)]),
            operand(KEY, vec![]),
        ],
        vec![
            operand(0, vec![Step::Cased(Case::Lower)]),
            operand(KEY, vec![]),
        ],
    ];
    for operands in cases {
        let recipe = Recipe {
            message: Message {
                style: Style::Bare {
                    separator: String::new(),
                    closed: false,
                },
                operands,
            },
            steps: vec![
                Step::Digest(Digest::Sha512),
                Step::Encoded(TextEncoding::Base64),
            ],
            before: String::new(),
            after: String::new(),
        };
        let expected = recipe.make(&values()).unwrap();
        let answer = solve(
            &Question::new(values(), &expected),
            Duration::from_secs(60),
            &|_| {},
        );
        assert_eq!(answer.recipes.first(), Some(&recipe));
    }
}
