//! One call, documented in every way in which pages are written: what is read of it is right or left open, never wrong.
//!
//! A page has a way for each of its parts: its markup, the heads of its columns, its marks, where lengths stand, how a
//! heading says which way a message goes. Each way is tried alone, and each two together; one of every so many pairs by
//! an ordinary run, and all with `KPG_EVERY_CHANGE=1`.

mod beside;
mod call;
mod choices;
mod compare;
mod write;

use choices::{PARTS, Wording};
use compare::{Found, compare};

/// One of so many pairs is tried by an ordinary run.
const STRIDE: usize = 41;

#[test]
fn a_call_is_read_alike_in_every_single_way() {
    let tried = singles().map(|wording| (wording, compare(wording)));
    judge(&tried.collect::<Vec<_>>());
}

#[test]
fn a_call_is_read_alike_in_every_two_ways() {
    let stride = match std::env::var_os("KPG_EVERY_CHANGE") {
        Some(_) => 1,
        None => STRIDE,
    };
    let tried = pairs()
        .step_by(stride)
        .map(|wording| (wording, compare(wording)));
    judge(&tried.collect::<Vec<_>>());
}

fn singles() -> impl Iterator<Item = Wording> {
    PARTS
        .into_iter()
        .flat_map(|part| (0..part.ways().len()).map(move |way| Wording::PLAIN.with(part, way)))
}

fn pairs() -> impl Iterator<Item = Wording> {
    let parts = PARTS.into_iter().enumerate();
    let pairs = parts.flat_map(|(at, one)| {
        let others = PARTS.into_iter().skip(at + 1);
        others.flat_map(move |other| {
            (1..one.ways().len()).flat_map(move |way| {
                (1..other.ways().len())
                    .map(move |another| Wording::PLAIN.with(one, way).with(other, another))
            })
        })
    });
    pairs.filter(|wording| !wording.contradicts_itself())
}

/// Nothing is wrong, and next to nothing is left open.
fn judge(tried: &[(Wording, Found)]) {
    let count = |of: fn(&Found) -> usize| tried.iter().map(|(_, found)| of(found)).sum::<usize>();
    let (right, open) = (count(|found| found.right), count(|found| found.open.len()));
    let wrong = tried.iter().filter(|(_, found)| !found.wrong.is_empty());
    let wrong: Vec<String> = wrong
        .map(|(wording, found)| format!("{}: {:?}", wording.told(), found.wrong))
        .collect();
    println!(
        "{} pages: {right} facts right, {open} left open",
        tried.len()
    );
    assert!(
        wrong.is_empty(),
        "{} pages are misread:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let left = tried.iter().filter(|(_, found)| !found.open.is_empty());
    let left: Vec<String> = left
        .map(|(wording, found)| format!("{}: {:?}", wording.told(), found.open))
        .collect();
    assert!(
        open * 100 <= right,
        "{open} of {} are left open:\n{}",
        right + open,
        left.join("\n")
    );
}
