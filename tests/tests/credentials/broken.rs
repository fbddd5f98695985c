//! Violations, and what is expected of them.

use kpg::Violations;
use kpg::runtime::check::Rule;

/// What came of building a request.
pub type Built = Result<(), Violations>;
/// A field on the wire, and its label in the document.
pub type Labelled = (&'static str, &'static str);
/// A field, the rule it breaks, and what was found.
pub type Broken = (Labelled, Rule, &'static str);
/// What is built, what came of it, and the violations in the order of the fields.
pub type Case = (&'static str, Built, Vec<Broken>);
/// Place, field and rule of a violation.
pub type Named = (String, String, String);

pub fn missing(field: Labelled) -> Broken {
    (field, Rule::Required, "nothing")
}

/// The violations are these and no others.
pub fn assert_broken((name, built, expected): &Case) {
    let Err(violations) = built else {
        panic!("{name} was built although it breaks {expected:?}");
    };
    let found: Vec<((&str, &str), Rule, &str)> = violations
        .iter()
        .map(|each| ((each.field, each.label), each.rule, each.actual.as_str()))
        .collect();
    assert_eq!(found, *expected, "{name}: {violations}");
}

/// What is broken alone in some case.
pub fn broken_alone(cases: &[Case]) -> std::collections::BTreeSet<Named> {
    let alone = cases
        .iter()
        .filter_map(|(name, _, expected)| match expected.as_slice() {
            [((field, _), rule, _)] => {
                let rule = format!("{rule:?}");
                let rule = rule.split('(').next().unwrap_or_default().to_owned();
                Some(((*name).to_owned(), (*field).to_owned(), rule))
            }
            _ => None,
        });
    alone.collect()
}
