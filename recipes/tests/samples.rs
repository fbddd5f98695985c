//! Signatures that vendors and integrators published: the recipe behind each is found, and none of them is built in.

use std::time::Duration;

use kpg_recipes::solve::{
    Given, Operand, Part, Portion, Question, Recipe, Role, Seal, Step, Style, Vector, solve,
};
use serde::Deserialize;

/// A published signature, what it is made of, and the rule that its page states.
#[derive(Debug, Deserialize)]
struct Sample {
    name: String,
    source: String,
    /// In the order of the page.
    values: Vec<(String, String)>,
    secrets: Vec<(String, String)>,
    expected: String,
    recipe: Rule,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct Rule {
    of: Vec<String>,
    between: Option<String>,
    separator: String,
    #[serde(default)]
    closed: bool,
    steps: Vec<String>,
}

impl Sample {
    fn question(&self) -> Question {
        let given = |role| {
            move |(name, text): &(String, String)| Given {
                name: name.clone(),
                text: text.clone(),
                role,
            }
        };
        let values = self.values.iter().map(given(Role::Value));
        let secrets = self.secrets.iter().map(given(Role::Secret));
        Question::new(values.chain(secrets).collect(), &self.expected)
    }
}

/// The recipe as the samples write rules.
fn rule(recipe: &Recipe, values: &[Given]) -> Rule {
    let operands = &recipe.message.operands;
    let name = |operand: &Operand| match operand.steps.as_slice() {
        [] => values[operand.value].name.clone(),
        steps => format!("{} {steps:?}", values[operand.value].name),
    };
    let word = |step: &Step| match step {
        Step::Charset(charset) => charset.word().to_owned(),
        Step::Digest(digest) => digest.word().to_owned(),
        Step::Mac { mac, .. } => mac.word().to_owned(),
        Step::Sealed(seal) => cipher(seal, values),
        Step::Encoded(encoding) => encoding.word().to_owned(),
        other => panic!("{other:?}"),
    };
    let (between, separator, closed) = match &recipe.message.style {
        Style::Bare { separator, closed } => (None, separator, *closed),
        Style::Named { between, separator } => (Some(between.clone()), separator, false),
        Style::Json { .. } => panic!("no sample is JSON"),
    };
    Rule {
        of: operands.iter().map(name).collect(),
        between,
        separator: separator.clone(),
        closed,
        steps: recipe.steps.iter().map(word).collect(),
    }
}

/// `aes_cbc key[..16] key[..16] hex`
fn cipher(seal: &Seal, values: &[Given]) -> String {
    let portion = |portion: &Portion| {
        let name = &values[portion.value].name;
        match portion.part {
            None => name.clone(),
            Some(Part::First(count)) => format!("{name}[..{count}]"),
            Some(Part::Last(count)) => format!("{name}[-{count}..]"),
        }
    };
    let algorithm = seal.algorithm.description().constructor;
    let key = portion(&seal.key);
    let encoding = seal.encoding.word();
    match &seal.vector {
        Vector::None => format!("{algorithm}_ecb {key} {encoding}"),
        Vector::Of(iv) => format!("{algorithm}_cbc {key} {} {encoding}", portion(iv)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_rule_of_every_published_signature_is_found() {
    let samples: Vec<Sample> = serde_json::from_str(include_str!("samples.json")).unwrap();
    let mut wrong = Vec::new();
    for sample in &samples {
        let question = sample.question();
        let answer = solve(&question, Duration::from_secs(60), &|_| {});
        assert!(!sample.source.is_empty());
        let Some(first) = answer.recipes.first() else {
            wrong.push(format!("{}: nothing in {:?}", sample.name, answer.spaces));
            continue;
        };
        for recipe in &answer.recipes {
            assert_eq!(
                recipe.make(question.values()).as_ref(),
                Some(&sample.expected)
            );
        }
        let found = rule(first, question.values());
        if found != sample.recipe {
            wrong.push(format!("{}: {found:?}", sample.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(samples.len() > 45);
    let sealed = samples.iter().flat_map(|sample| &sample.recipe.steps);
    let sealed = sealed.filter(|step| step.starts_with("aes_"));
    assert_eq!(sealed.count(), 5);
}
