//! The members of an answer, typed.

use std::cell::Cell;

use crate::Problem;
use crate::body::Json;

/// How many problems and how many notes are kept of one answer.
const KEPT: usize = 100;

/// Takes an answer or a notification apart, member by member, each found by the names on the way
/// to it.
///
/// What must be there and is not as described does not stop the reading: it is a problem, a
/// placeholder stands in, and whoever handed out the reader reports all problems at once. What may
/// be left out is absent when it is odd in any way, and that is [`noted`](Self::noted): one odd
/// member must not hide that the vendor said yes.
///
/// Inside an object that may be left out, a problem of a member makes the whole object absent, and
/// is noted. An item of a list that may be left out is left out in the same way.
pub struct Reader {
    /// What is being read.
    pub(crate) json: Json,
    /// What is wrong with members that must be there, within the nearest object that may be left out.
    pub(crate) problems: Vec<Problem>,
    /// What was odd and is absent.
    pub(crate) noted: Vec<Problem>,
    /// The texts of encrypted members as they arrived, each with its path.
    pub(crate) sealed: Vec<(String, String)>,
    /// The way to the object that is being read, with a dot behind it; empty for the answer itself.
    place: String,
    /// Whether what must be there may be missing all the same: nobody has sent this.
    leaves_blanks: bool,
    /// Where the next member is looked for first.
    next: Cell<usize>,
}

impl Reader {
    pub(crate) fn new(json: Json) -> Self {
        Self {
            json,
            problems: Vec::new(),
            noted: Vec::new(),
            sealed: Vec::new(),
            place: String::new(),
            leaves_blanks: false,
            next: Cell::new(0),
        }
    }

    /// The value at a path of member names; a null is as good as absent.
    pub(super) fn member_at(&self, path: &[&str]) -> Option<&Json> {
        match path {
            [name, rest @ ..] => self.json.member_from(&self.next, name)?.member_at(rest),
            [] => self.json.member_at(path),
        }
    }

    /// Reads what a test has made up, in which placeholders stand for whatever is left out.
    pub(crate) fn leaving_blanks(json: Json) -> Self {
        Self {
            leaves_blanks: true,
            ..Self::new(json)
        }
    }

    /// Whether a missing member is as good as a placeholder.
    pub(super) fn leaves_blanks(&self) -> bool {
        self.leaves_blanks
    }

    /// What was odd so far and is absent: the first hundred.
    #[must_use]
    pub fn noted(&self) -> Vec<Problem> {
        self.noted.clone()
    }

    /// Reads with an object in place of the answer, and puts the answer back. If the object is missing
    /// only that is reported, not each of its members.
    pub(super) fn inside<T>(
        &mut self,
        path: &[&str],
        object: Option<Json>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let known = object.is_none().then_some(self.problems.len());
        let outer = std::mem::replace(&mut self.json, object.unwrap_or(Json::Null));
        let length = self.place.len();
        self.place.extend([&*path.join("."), "."]);
        let value = read(self);
        self.place.truncate(length);
        self.json = outer;
        self.problems.truncate(known.unwrap_or(usize::MAX));
        value
    }

    /// Reads an object that may be left out: it is absent when one of its problems is more than a note.
    pub(super) fn whole<T>(
        &mut self,
        path: &[&str],
        object: Json,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let outer = std::mem::take(&mut self.problems);
        let value = self.inside(path, Some(object), read);
        let problems = std::mem::replace(&mut self.problems, outer);
        let is_whole = problems.is_empty();
        problems.into_iter().for_each(|problem| self.note(problem));
        is_whole.then_some(value)
    }

    pub(crate) fn problem(
        &self,
        path: &[&str],
        expected: &'static str,
        found: &'static str,
    ) -> Problem {
        Problem::new(&self.place, path, expected, found)
    }

    /// Says that something that must be there is not as described.
    pub(crate) fn report(&mut self, problem: Problem) {
        push_limited(&mut self.problems, problem);
    }

    /// Says that something is absent because it is odd. Several members may be behind one obstacle; it is noted
    /// once.
    pub(super) fn note(&mut self, problem: Problem) {
        if self.noted.last() != Some(&problem) {
            push_limited(&mut self.noted, problem);
        }
    }
}

/// A hostile answer can have millions of odd items; the first ones tell enough.
fn push_limited(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.len() < KEPT {
        problems.push(problem);
    }
}

opaque!(Reader, "Reader", problems, noted);
