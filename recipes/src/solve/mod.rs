//! Finds the recipes that make an expected text of given values: the order, the separators, the digest or MAC, and how
//! its bytes are written.
//!
//! A digest cannot be undone, so that messages are tried, the likely ones first. Once one is found, the rest is
//! arithmetic: every other way of making the same message is read from its text, and the likeliest recipe comes first.
//! Nothing here knows a vendor.

mod alternative;
mod finish;
mod job;
mod likelihood;
mod order;
mod progress;
mod question;
mod reading;
mod recipe;
mod sealed;
mod search;
mod space;
mod style;
mod target;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use kpg_codegen::model::Charset;

pub use progress::Progress;
pub use question::{Given, Key, Question, Role};
pub use recipe::{Message, Operand, Recipe, Step, Style};
pub use sealed::{Part, Portion, Seal, Vector};
pub use space::Space;

use search::{Hit, Search, Wanted};
use target::{Goal, Target};

/// What a search found.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Every recipe that makes the expected text, the likeliest first; none where nothing was found.
    pub recipes: Vec<Recipe>,
    /// Whether there may be more recipes of the same message than were read.
    pub may_be_more: bool,
    /// How many messages were tried.
    pub tried: u64,
    /// What was tried, and whether all of it was, or all until a recipe was found.
    pub spaces: Vec<(Space, bool)>,
    /// Whether the expected text can be a digest, a MAC or a signature that kpg knows.
    pub looks_like_a_digest: bool,
    /// How it can be opened, the likeliest way first, if it was encrypted and a key was given; what is in it need not be
    /// made of the values.
    pub opened: Vec<Seal>,
}

/// Finds the recipes that make the expected text, in the time that is given.
pub fn solve(question: &Question, time: Duration, progress: &dyn Fn(&Progress)) -> Answer {
    let values = &question.values;
    let targets = target::targets(question);
    let looks_like_a_digest = targets
        .iter()
        .any(|target| matches!(target.goal, Goal::Bytes(_) | Goal::Signed { .. }));
    let mut answer = Answer {
        recipes: Vec::new(),
        may_be_more: false,
        tried: 0,
        spaces: Vec::new(),
        looks_like_a_digest,
        opened: opened(&targets),
    };
    read_plain_texts(&targets, values, &mut answer);
    if answer.recipes.is_empty() {
        search(
            &targets,
            values,
            Instant::now() + time,
            progress,
            &mut answer,
        );
    }
    in_order(&mut answer.recipes, values);
    answer
}

/// The likeliest first, each once.
fn in_order(recipes: &mut Vec<Recipe>, values: &[Given]) {
    for recipe in recipes.iter_mut() {
        recipe.simplify();
    }
    let mut known = BTreeSet::new();
    recipes.retain(|recipe| known.insert(recipe.clone()));
    recipes.sort_by_cached_key(|recipe| likelihood::cost(recipe, values));
}

/// How the whole expected text was encrypted, the likeliest first, where its plain text is one in UTF-8: in EUC-KR nearly
/// everything is.
fn opened(targets: &[Target]) -> Vec<Seal> {
    let whole = |target: &&Target| target.before.is_empty() && target.after.is_empty();
    let mut seals = Vec::new();
    for target in targets.iter().filter(whole) {
        if let (Goal::Text(text), Some(seal)) = (&target.goal, seal_in(&target.steps)) {
            // What is left where the vector was cut off says nothing of the vector.
            let is_fallback = seal.vector == Vector::FirstBlock;
            let cost = likelihood::cost_of_seal(seal);
            seals.push((is_fallback, seal.strange_letters(text), cost, seal));
        }
    }
    seals.sort();
    seals.dedup();
    seals.into_iter().map(|(.., seal)| seal.clone()).collect()
}

fn seal_in(steps: &[Step]) -> Option<&Seal> {
    steps.iter().find_map(|step| match step {
        Step::Sealed(seal) if seal.charset == Charset::Utf8 => Some(&**seal),
        Step::Charset(_)
        | Step::Digest(_)
        | Step::Mac { .. }
        | Step::Signed { .. }
        | Step::Sealed(_)
        | Step::Encoded(_)
        | Step::Cased(_)
        | Step::Escaped(..)
        | Step::Without(_) => None,
    })
}

impl Answer {
    /// The likeliest way in which the expected text was encrypted, and others that differ in the initialisation vector
    /// alone: a wrong one changes the first block of the plain text and nothing else.
    #[must_use]
    pub fn sealed(&self) -> Option<(&Seal, Vec<&Seal>)> {
        let (first, others) = self.opened.split_first()?;
        let others = others.iter().filter(|seal| {
            let same = Seal {
                vector: first.vector.clone(),
                ..(*seal).clone()
            };
            same == *first && seal.vector != Vector::FirstBlock
        });
        Some((first, others.collect()))
    }
}

/// Texts in which the values stand without a digest, such as that of Basic authentication.
fn read_plain_texts(targets: &[Target], values: &[Given], answer: &mut Answer) {
    for target in targets {
        let Goal::Text(text) = &target.goal else {
            continue;
        };
        let is_part = !target.before.is_empty() || !target.after.is_empty();
        if is_part && target.steps.is_empty() {
            continue;
        }
        let messages = reading::readings(text, values);
        answer.may_be_more |= messages.len() == reading::MOST;
        answer
            .recipes
            .extend(messages.into_iter().map(|message| Recipe {
                message,
                steps: target.steps.clone(),
                before: target.before.clone(),
                after: target.after.clone(),
            }));
    }
}

/// Texts that are digests or MACs of messages.
fn search(
    targets: &[Target],
    values: &[Given],
    deadline: Instant,
    progress: &dyn Fn(&Progress),
    answer: &mut Answer,
) {
    let digests: Vec<(&Target, &Vec<u8>)> = targets
        .iter()
        .filter_map(|target| match &target.goal {
            Goal::Bytes(bytes) | Goal::Signed { digest: bytes, .. } => Some((target, bytes)),
            Goal::Text(_) => None,
        })
        .collect();
    if digests.is_empty() {
        return;
    }
    let search = Search {
        values,
        progress,
        tried: AtomicU64::new(0),
    };
    for (place, space) in Space::ALL.into_iter().enumerate() {
        // No space takes the time of all that come after it.
        let left = deadline.saturating_duration_since(Instant::now());
        let is_last = place + 1 == Space::ALL.len();
        let until = Instant::now() + if is_last { left } else { left / 2 };
        let wanted: Vec<Wanted> = digests
            .iter()
            .map(|(target, bytes)| Wanted {
                bytes: (*bytes).clone(),
                finishes: match &target.goal {
                    Goal::Signed { signature, key, .. } => finish::signed(*signature, key),
                    Goal::Bytes(_) | Goal::Text(_) => space.finishes(bytes.len(), values),
                },
            })
            .collect();
        let (hits, is_whole) = search.space((space, until), &space.jobs(values), &wanted);
        answer.spaces.push((space, is_whole));
        for (hit, text) in search::distinct(hits, values) {
            let target = digests.get(hit.goal).map(|(target, _)| *target);
            let finish = wanted
                .get(hit.goal)
                .and_then(|wanted| wanted.finishes.get(hit.finish));
            if let (Some(target), Some(finish)) = (target, finish) {
                let steps = finish.steps();
                let found = others(&hit, &text, steps, target, values);
                answer.may_be_more |= found.len() > reading::MOST;
                answer.recipes.extend(found);
            }
        }
        if !answer.recipes.is_empty() {
            break;
        }
    }
    answer.tried = search.tried.load(Ordering::Relaxed);
}

/// The recipe that was found, and all others that make the same message.
fn others(
    hit: &Hit,
    text: &str,
    finish: Vec<Step>,
    target: &Target,
    values: &[Given],
) -> Vec<Recipe> {
    let needs_charset = hit.charset != Charset::Utf8 && !text.is_ascii();
    let charset = needs_charset.then_some(Step::Charset(hit.charset));
    let steps: Vec<Step> = charset
        .into_iter()
        .chain(finish)
        .chain(target.steps.iter().cloned())
        .collect();
    let messages = reading::readings(text, values);
    let messages = std::iter::once(hit.message.clone()).chain(messages);
    let recipes = messages.map(|message| Recipe {
        message,
        steps: steps.clone(),
        before: target.before.clone(),
        after: target.after.clone(),
    });
    recipes.collect()
}
