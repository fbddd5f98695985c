//! Recipes that a page gives in words, drafted for a field or a notification, and tried on the samples that the page has.

use std::time::Duration;

use kpg_codegen::model::Digest;
use kpg_documents::{DocumentedField, Fact, RecipeWords, SampleBody, Way, is_a_proof};
use kpg_recipes::solve::{Given, Question, Role, solve};

use super::names;
use crate::program;
use crate::solve::notation;
use crate::yaml;

/// So long a sample is searched; the values are few, and named.
const LONGEST: Duration = Duration::from_secs(2);
/// A shorter value of a sample is no signature.
const SHORTEST: usize = 16;
/// So many values of a sample are tried beside those that the words name.
const MOST_VALUES: usize = 8;

/// What a page says of recipes, and shows of messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'p> {
    /// Lines outside of tables that say how something is signed.
    pub(super) passages: &'p [Fact<RecipeWords>],
    /// Samples of the operation.
    pub(super) own: &'p [SampleBody],
    /// Samples of no one operation.
    pub(super) shared: &'p [SampleBody],
}

/// What a field is signed with, and what of it a sample shows; none where the page does not say it in names. `digest` is
/// one that recipes have.
pub(super) fn drafted(
    field: &DocumentedField,
    way: Way,
    evidence: &Evidence<'_>,
) -> Option<String> {
    let said = words(field, evidence)?;
    let words = &said.value;
    let is_known = |digest: &&&str| Digest::ALL.iter().any(|known| known.word() == **digest);
    let digest = words.digests.iter().find(is_known)?;
    if words.order.is_empty() {
        return None;
    }
    let wire = &field.wire.text;
    let name = names::suggested(wire, "mark");
    let order = words.order.join(", ");
    let separator = words.separator.as_str();
    let joined = match separator {
        "" => format!("concat: [ {order} ]"),
        separator => format!(
            "concat: {{ of: [ {order} ], separator: {} }}",
            yaml::quoted(separator)
        ),
    };
    let steps = match (words.is_keyed, *digest) {
        (true, "md5") => return None,
        // The key of a MAC is none of what is joined.
        (true, digest) => format!("{joined}, hmac_{digest}: KEY"),
        (false, digest) => format!("{joined}, {digest}"),
    };
    let doubt = match separator {
        "" => String::new(),
        separator => {
            format!(", without the separator where `{separator}` only says that they are joined")
        }
    };
    let encoding = words.encoding.unwrap_or("hex");
    let tried = tried(words, wire, way, evidence).unwrap_or_else(|| {
        let program = program::name();
        format!("try it with `{program} solve` on a message that the vendor took")
    });
    Some(format!(
        "Line {} says how it is made. Declare `values: {{ {name}: {{ recipe: [ {steps}, {encoding} ] }} }}` with the spec's names of these{doubt}; {tried}.",
        said.cell.line
    ))
}

/// What the row of a field says of its recipe, or else the line of the page that names it, or else, of a proof, the only
/// one that there is.
fn words<'p>(field: &'p DocumentedField, evidence: &Evidence<'p>) -> Option<&'p Fact<RecipeWords>> {
    let own = field.recipe.as_ref();
    if let Some(own) = own.filter(|own| !own.value.order.is_empty()) {
        return Some(own);
    }
    let wire = field.wire.text.as_str();
    let names_it = |said: &&Fact<RecipeWords>| {
        let (before, _) = said.cell.text.split_once(['=', ':']).unwrap_or_default();
        let mut words = before.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        words.any(|word| word.eq_ignore_ascii_case(wire))
    };
    let named = evidence.passages.iter().find(names_it);
    let only = match evidence.passages {
        [only] if is_proof(field) => Some(only),
        _ => None,
    };
    named.or(only).or(own)
}

/// Whether a field is called what proves where a message comes from.
pub(super) fn is_proof(field: &DocumentedField) -> bool {
    let words = [Some(&field.wire), field.label.as_ref(), field.note.as_ref()];
    let mut words = words.into_iter().flatten();
    let is_made = |said: &Fact<RecipeWords>| !said.value.digests.is_empty();
    words.any(|cell| is_a_proof(&cell.text)) || field.recipe.as_ref().is_some_and(is_made)
}

/// What the samples of a page say of how a field is made; none where no sample has the field.
fn tried(words: &RecipeWords, wire: &str, way: Way, evidence: &Evidence<'_>) -> Option<String> {
    let own = evidence.own.iter();
    let own = own.filter(|sample| sample.way.is_none_or(|known| known == way));
    let mut with_it = own.chain(evidence.shared).filter_map(|sample| {
        let value = value(sample, wire).filter(|value| value.len() >= SHORTEST)?;
        Some((sample, value))
    });
    let (sample, expected) = with_it.next()?;
    let line = sample.cell.line;
    // What one sample lacks, such as a key, another one may show.
    let all = || std::iter::once(sample).chain(evidence.shared);
    let shown = |name: &str| {
        let text = all().find_map(|sample| value(sample, name))?;
        Some(given(name, text))
    };
    let named: Vec<Given> = words.order.iter().filter_map(|name| shown(name)).collect();
    let is_missing = |name: &&str| shown(name).is_none();
    let missing: Vec<&str> = words
        .order
        .iter()
        .map(String::as_str)
        .filter(is_missing)
        .collect();
    if !missing.is_empty() {
        return Some(format!(
            "the sample on line {line} has it, and the page no value of {}: `{}` tries it",
            missing.join(", "),
            command(&named, &missing, expected)
        ));
    }
    let mut more = named.clone();
    for member in all().flat_map(|sample| &sample.members) {
        let (Some(name), Some(text)) = (member.path.last(), &member.value) else {
            continue;
        };
        let is_new = !name.eq_ignore_ascii_case(wire) && more.iter().all(|one| one.name != *name);
        if is_new && more.len() < MOST_VALUES {
            more.push(given(name, text));
        }
    }
    let found = [named, more].into_iter().find_map(|values| {
        let question = Question::new(values.clone(), expected);
        let answer = solve(&question, LONGEST, &|_| {});
        let recipe = answer.recipes.first()?;
        Some(notation::values(recipe, &values))
    });
    Some(match found {
        Some(found) => {
            let found: Vec<&str> = found.lines().map(str::trim).collect();
            let found = found.join(" ");
            format!("`solve` found that the sample on line {line} is made so: `{found}`")
        }
        None => format!(
            "`solve` found no recipe of what the page shows that makes the sample on line {line}: a value may be missing, or the words or the sample be wrong"
        ),
    })
}

fn given(name: &str, text: &str) -> Given {
    Given {
        name: name.to_owned(),
        text: text.to_owned(),
        role: Role::Value,
    }
}

/// The value of a member of a sample, by its name in any case.
fn value<'s>(sample: &'s SampleBody, name: &str) -> Option<&'s str> {
    let named = |path: &[String]| {
        path.last()
            .is_some_and(|last| last.eq_ignore_ascii_case(name))
    };
    let mut members = sample.members.iter().filter(|member| named(&member.path));
    members.find_map(|member| member.value.as_deref())
}

/// The command that searches, with the values that the sample has.
fn command(given: &[Given], missing: &[&str], expected: &str) -> String {
    let mut words = vec![program::name().to_owned(), "solve".to_owned()];
    for one in given {
        words.push("--set".to_owned());
        words.push(quoted(&format!("{}={}", one.name, one.text)));
    }
    for name in missing {
        words.push("--secret".to_owned());
        // No shell takes a Korean word for the name of a variable.
        words.push(match name.is_ascii() {
            true => (*name).to_owned(),
            false => format!("{name}=…"),
        });
    }
    words.push("--expect".to_owned());
    words.push(quoted(expected));
    words.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    match shlex::try_quote(word) {
        Ok(quoted) => quoted.into_owned(),
        Err(_) => word.replace('\0', ""),
    }
}
