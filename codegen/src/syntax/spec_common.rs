//! What every part of a spec has: names, labels and quirks, as they are written. No name is looked up here.

use super::reader::Text;

/// Something and its key.
#[derive(Clone, Debug)]
pub struct Named<T> {
    pub name: Text,
    pub value: T,
}

#[derive(Clone, Debug, Default)]
pub struct Label {
    pub ko: Option<Text>,
    pub en: Option<Text>,
    /// Something was written that is no label, and was reported.
    pub reported: bool,
}

impl Label {
    /// Reported already.
    pub fn unreadable() -> Self {
        Self {
            reported: true,
            ..Self::default()
        }
    }
}

/// Why a field or member is left out.
#[derive(Clone, Debug)]
pub enum LeftOut {
    /// Wherever the document has it.
    Anywhere(Text),
    /// Of one message, or of each for a reason of its own.
    ByMessage {
        request: Option<Text>,
        answer: Option<Text>,
    },
}

#[derive(Clone, Debug)]
pub struct Quirk {
    pub says: Option<Text>,
    pub seen: Option<Text>,
    pub chosen: Option<Text>,
    pub why: Option<Text>,
    pub corrections: Vec<Correction>,
}

/// A fact that a quirk overrides, in words: it has been put to use in the tree.
#[derive(Clone, Debug)]
pub struct Correction {
    pub fact: String,
    pub documented: Option<String>,
    pub used: Option<String>,
}
