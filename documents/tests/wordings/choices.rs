//! The ways in which vendors write a page: for each thing that a page says, the words and forms that pages have for it,
//! in `choices.txt`. They are collected from pages, and not from the words that the reader knows.
//!
//! The first way of a part is the plainest. A bar parts what goes out from what comes back, or the mark of what must be
//! there from that of what need not; `\n` is a line of a cell, and `#` is where a length goes.

use std::sync::LazyLock;

/// What a page is made of; each has its own ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Markup,
    Name,
    Label,
    Kind,
    KindForm,
    Length,
    LengthForm,
    Presence,
    Marks,
    Note,
    Order,
    Direction,
    Address,
    Nesting,
    Values,
    Success,
    Beside,
}

/// Every part, in the order of a [`Wording`].
pub(super) const PARTS: [Part; 17] = [
    Part::Markup,
    Part::Name,
    Part::Label,
    Part::Kind,
    Part::KindForm,
    Part::Length,
    Part::LengthForm,
    Part::Presence,
    Part::Marks,
    Part::Note,
    Part::Order,
    Part::Direction,
    Part::Address,
    Part::Nesting,
    Part::Values,
    Part::Success,
    Part::Beside,
];

/// The ways of each part, in the order of [`PARTS`].
static WAYS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let sections = include_str!("choices.txt").split("=== ").skip(1);
    let named = sections.map(|section| {
        let (name, ways) = section.split_once('\n').unwrap();
        let ways = ways.lines().filter(|way| !way.is_empty());
        let ways = ways.map(|way| way.replace("(none)", "").replace("\\n", "\n"));
        (name, ways.collect::<Vec<String>>())
    });
    let named: Vec<(&str, Vec<String>)> = named.collect();
    let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        PARTS.map(|part| format!("{part:?}")),
        "the parts of choices.txt"
    );
    named.into_iter().map(|(_, ways)| ways).collect()
});

impl Part {
    /// The ways of this part.
    pub(super) fn ways(self) -> &'static [String] {
        &WAYS[position(self)]
    }
}

/// A choice of one way for each part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Wording([usize; PARTS.len()]);

impl Wording {
    /// The plainest way of every part.
    pub(super) const PLAIN: Self = Self([0; PARTS.len()]);

    /// This wording with another way of one part.
    pub(super) fn with(mut self, part: Part, way: usize) -> Self {
        self.0[position(part)] = way;
        self
    }

    /// The way of a part.
    pub(super) fn way(self, part: Part) -> &'static str {
        &part.ways()[self.0[position(part)]]
    }

    /// The side of a way that a bar parts, from 0.
    pub(super) fn side(self, part: Part, side: usize) -> &'static str {
        self.way(part).split('|').nth(side).unwrap_or_default()
    }

    /// Whether a heading calls its marks letters, `M/O`, and an `O` is a circle all the same: no reader could know.
    pub(super) fn contradicts_itself(self) -> bool {
        let letters = self.way(Part::Presence).contains("/O");
        let is_circle = self.side(Part::Marks, 0) == "O";
        letters && is_circle && self.side(Part::Marks, 1) != "X"
    }

    /// What is not plain of it, in words.
    pub(super) fn told(self) -> String {
        let others = PARTS.iter().filter(|part| self.0[position(**part)] != 0);
        let told = others.map(|part| format!("{part:?} {:?}", self.way(*part)));
        told.collect::<Vec<String>>().join(", ")
    }
}

fn position(part: Part) -> usize {
    PARTS.iter().position(|one| *one == part).unwrap()
}
