//! The two languages of the reference, and what a label says in each.

use maud::{Markup, html};

use crate::model::Label;

/// A language of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// As Korean gateways write their own pages.
    Korean,
    /// For everybody else.
    English,
}

impl Language {
    pub(super) const ALL: [Self; 2] = [Self::Korean, Self::English];

    /// Its tag (BCP 47), which its folder is called by too.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// What its readers call it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Korean => "한국어",
            Self::English => "English",
        }
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Korean => Self::English,
            Self::English => Self::Korean,
        }
    }

    /// The words in this language for what stands in both.
    pub(super) const fn say(self, korean: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Korean => korean,
            Self::English => english,
        }
    }

    /// A label in this language, with the other one small beside it; or the other one alone.
    pub(super) fn label(self, label: &Label) -> Markup {
        let (own, other) = self.texts(label);
        let tag = self.other().tag();
        html! {
            @match (own, other) {
                (Some(own), Some(other)) if own == other => (own),
                (Some(own), Some(other)) => { (own) " " small lang=(tag) { (other) } }
                (Some(own), None) => (own),
                (None, Some(other)) => { span lang=(tag) { (other) } }
                (None, None) => {}
            }
        }
    }

    /// A label as a text: in this language where it has one.
    pub(super) fn name(self, label: &Label) -> &str {
        let (own, other) = self.texts(label);
        own.or(other).unwrap_or_default()
    }

    fn texts(self, label: &Label) -> (Option<&str>, Option<&str>) {
        let (korean, english) = (label.ko.as_deref(), label.en.as_deref());
        match self {
            Self::Korean => (korean, english),
            Self::English => (english, korean),
        }
    }

    /// The head of a table: the words for each column, in Korean and in English.
    pub(super) fn heads(self, columns: &[(&'static str, &'static str)]) -> Markup {
        html! {
            thead {
                tr {
                    @for (korean, english) in columns { th { (self.say(korean, english)) } }
                }
            }
        }
    }

    /// A text that specs have in English.
    pub(super) fn prose(self, text: &str) -> Markup {
        html! {
            @match self {
                Self::Korean => { span lang="en" { (text) } }
                Self::English => (text),
            }
        }
    }
}
