//! Another name for something that a spec declares, wherever it is used.

use std::fmt;

use super::editing::{Editing, touches};
use super::place::{self, At};
use super::scope;
use crate::diagnostic::Severity;
use crate::model::Name;
use crate::source::{SourceFile, Span};

/// Why something cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameRefused {
    /// Nothing at the place is a name of the spec's own.
    NoName,
    /// The vendor knows it by this name: a field on the wire, a code.
    OfTheVendor,
    /// The new name cannot be one.
    BadName(String),
    /// The name is used in a way in which it cannot be found again.
    Unclear,
    /// With the new name the spec has an error that it has not now.
    Breaks(String),
}

impl fmt::Display for RenameRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("there is no name of this spec here"),
            Self::OfTheVendor => f.write_str(
                "the vendor knows it by this name; `name:` gives it another one in Rust",
            ),
            Self::BadName(reason) => f.write_str(reason),
            Self::Unclear => f.write_str("a use of this name cannot be told apart from other text"),
            Self::Breaks(message) => write!(f, "the spec would be wrong: {message}"),
        }
    }
}

impl Editing {
    /// The name at an offset, in bytes, if it may be renamed.
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn renamed(&self, offset: usize) -> Result<Span, RenameRefused> {
        let declared = self.own_name(offset)?;
        let mut references = self.references.iter();
        let at = references
            .find(|reference| reference.declared == declared && touches(reference.at, offset))
            .map_or(declared, |reference| reference.at);
        let name = self.text_of(declared);
        self.name_in(at, name).ok_or(RenameRefused::Unclear)
    }

    /// The changes that give the name at an offset another name, in the order of the source.
    ///
    /// # Errors
    ///
    /// Why it keeps its name. Nothing is renamed that the compiler would refuse afterwards.
    pub fn rename(&self, offset: usize, to: &str) -> Result<Vec<(Span, String)>, RenameRefused> {
        let declared = self.own_name(offset)?;
        Name::parse(to)
            .map_err(|problem| RenameRefused::BadName(format!("`{to}` {}", problem.reason())))?;
        let name = self.text_of(declared);
        let references = self.references.iter();
        let uses = references.filter(|reference| reference.declared == declared);
        let uses = uses.map(|reference| reference.at);
        let places: Option<Vec<Span>> = [declared]
            .into_iter()
            .chain(uses)
            .map(|span| self.name_in(span, name))
            .collect();
        let mut places = places.ok_or(RenameRefused::Unclear)?;
        places.sort();
        places.dedup();
        self.still_compiles(&places, to)?;
        Ok(places
            .into_iter()
            .map(|span| (span, to.to_owned()))
            .collect())
    }

    /// The declaration of the name at an offset, when it is one of the spec's own.
    fn own_name(&self, offset: usize) -> Result<Span, RenameRefused> {
        let declared = self.definition(offset).ok_or(RenameRefused::NoName)?;
        let root = self.tree().ok_or(RenameRefused::NoName)?;
        let place = place::place_at(root, declared.start).ok_or(RenameRefused::NoName)?;
        match (&place.is, place.keys.as_slice()) {
            (At::Key { .. }, [section, _]) if scope::holds_names(section) => Ok(declared),
            _ => Err(RenameRefused::OfTheVendor),
        }
    }

    fn text_of(&self, span: Span) -> &str {
        let file = self.file();
        let written = file.text().get(file.clamp(span)).unwrap_or_default();
        written.trim_matches(['"', '\''])
    }

    /// The one place in a text where a name stands as a word.
    fn name_in(&self, span: Span, name: &str) -> Option<Span> {
        let range = self.file().clamp(span);
        let text = self.file().text().get(range.clone())?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut found = text.match_indices(name).filter(|(at, name)| {
            let before = text.get(..*at).and_then(|before| before.chars().last());
            let after = text.get(at + name.len()..);
            let after = after.and_then(|after| after.chars().next());
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        });
        let (Some((at, _)), None) = (found.next(), found.next()) else {
            return None;
        };
        let start = range.start + at;
        Some(Span::new(start, start + name.len()))
    }

    /// Whether the spec has no other errors with the new name than without it.
    fn still_compiles(&self, places: &[Span], to: &str) -> Result<(), RenameRefused> {
        let mut text = self.file().text().to_owned();
        for place in places.iter().rev() {
            text.replace_range(place.start..place.end, to);
        }
        let renamed = Self::new(&SourceFile::new(self.file().name(), text));
        let errors = |editing: &Self| editing.report().count(Severity::Error);
        if errors(&renamed) <= errors(self) {
            return Ok(());
        }
        let messages = |editing: &Self| -> Vec<String> {
            let diagnostics = editing.report().diagnostics.iter();
            let errors = diagnostics.filter(|one| one.severity == Severity::Error);
            errors.map(|one| one.message.clone()).collect()
        };
        let known = messages(self);
        let mut new = messages(&renamed).into_iter();
        let first = new.find(|message| !known.contains(message));
        Err(RenameRefused::Breaks(first.unwrap_or_default()))
    }
}
