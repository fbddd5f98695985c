//! Examples of specs that the model makes otherwise than their sources say, as diagnostics at their places.

use std::collections::HashMap;

use kpg_codegen::model::Vendor;
use kpg_codegen::{Diagnostic, DiagnosticCode, Label, Places, Span};
use kpg_recipes::examples::{Difference, differences};

use crate::program;

/// So many steps are shown; `trace` shows all.
const MOST_STEPS: usize = 12;

/// So many places are shown where the same differs.
const MOST_PLACES: usize = 5;

/// What differs in the examples of a vendor.
pub fn check(vendor: &Vendor, places: &Places) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let (mut others, mut known) = (HashMap::new(), HashMap::new());
    for difference in differences(vendor) {
        if let Some(place) = test_value(places, &difference) {
            let told = of_a_test_value(&difference, place);
            // A test value is wrong in every example that has it, and told once.
            if !found.contains(&told) {
                found.push(told);
            }
            continue;
        }
        // What differs in many examples differs for one reason.
        let what = difference.what.clone();
        let told = diagnostic(vendor, places, difference);
        match known.get(&what) {
            Some(first) => others
                .entry(*first)
                .or_insert_with(Vec::new)
                .push(told.primary.span),
            None => {
                known.insert(what, found.len());
                found.push(told);
            }
        }
    }
    for (first, others) in others {
        if let Some(told) = found.get_mut(first) {
            told.message.push_str(match others.len() {
                1 => "; the same in another example",
                _ => "; the same in other examples",
            });
            let shown = others.into_iter().take(MOST_PLACES);
            told.secondary.extend(shown.map(|span| Label {
                span,
                text: "and here".to_owned(),
            }));
        }
    }
    found
}

/// The place of a value that the example has from `test_values`, where that is at fault.
fn test_value(places: &Places, difference: &Difference) -> Option<Span> {
    let (kind, owner) = &difference.owner;
    let (owner, example) = (owner.to_string(), difference.example.to_string());
    let [credentials @ "credentials", name] = difference
        .keys
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let own = [kind.key(), &owner, "examples", &example, credentials, name];
    if places.find(&own).is_some() {
        return None;
    }
    let shared = places.find(&["test_values", credentials, name])?;
    Some(shared.key)
}

fn of_a_test_value(difference: &Difference, place: Span) -> Diagnostic {
    let message = difference.what.clone();
    Diagnostic::new(DiagnosticCode::ExampleDiffers, place, message)
        .note("no example that needs it can be evaluated")
        .help("write the key as it was made: `-----BEGIN`, base64 without a missing letter, `-----END`")
}

fn diagnostic(vendor: &Vendor, places: &Places, difference: Difference) -> Diagnostic {
    let (kind, owner) = &difference.owner;
    let named = format!("the example `{}` of `{owner}`", difference.example);
    let message = format!("{named}: {}", difference.what);
    let place = place(places, &difference);
    let mut diagnostic = Diagnostic::new(DiagnosticCode::ExampleDiffers, place, message);
    diagnostic = match (&difference.expected, &difference.made) {
        (Some(expected), Some(made)) => {
            diagnostic.label(format!("must be `{expected}`, and is `{made}`"))
        }
        (Some(expected), None) => diagnostic.label(format!("must be `{expected}`")),
        (None, _) => diagnostic,
    };
    if !difference.steps.is_empty() {
        let mut steps = difference.steps.clone();
        let more = steps.len().saturating_sub(MOST_STEPS);
        steps.drain(..more);
        if more > 0 {
            steps.insert(0, format!("… {more} more"));
        }
        diagnostic = diagnostic.note(format!("it was made so:\n{}", steps.join("\n")));
    }
    diagnostic.help(match kind {
        kpg_recipes::examples::OwnerKind::Notification => {
            "correct the spec; or the example, if it was copied wrongly".to_owned()
        }
        _ => format!(
            "correct the recipe; or the example, if it was copied wrongly. Every step: {} trace {} {owner} \
             --example {}",
            program::name(),
            vendor.id, difference.example
        ),
    })
}

/// The place of what differs, or of the nearest key around it.
fn place(places: &Places, difference: &Difference) -> Span {
    let (kind, owner) = &difference.owner;
    let (owner, example) = (owner.to_string(), difference.example.to_string());
    let mut keys = vec![kind.key(), &owner, "examples", &example];
    keys.extend(difference.keys.iter().map(String::as_str));
    while !keys.is_empty() {
        if let Some(written) = places.find(&keys) {
            // A whole example is named by its key.
            let is_text = written.text.is_some();
            return if is_text { written.value } else { written.key };
        }
        keys.pop();
    }
    Span::new(0, 0)
}
