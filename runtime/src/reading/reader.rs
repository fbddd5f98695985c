//! The members of an answer, typed.

use crate::Problem;
use crate::body::{Index, Json};

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
pub struct Reader<'r> {
    /// What is being read.
    json: &'r Json<'r>,
    members: Index<'r, Json<'r>>,
    findings: &'r mut Findings,
}

/// What is wrong with an answer or a notification.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// What is wrong with members that must be there, within the nearest object that may be left out.
    pub(crate) problems: Vec<Problem>,
    /// What was odd and is absent.
    pub(crate) noted: Vec<Problem>,
    /// The way to the object that is being read, with a dot behind it; empty for the answer itself.
    place: String,
    /// Whether what must be there may be missing all the same: nobody has sent this.
    leaves_blanks: bool,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(json: &'r Json<'r>, findings: &'r mut Findings) -> Self {
        Self {
            json,
            members: Index::new(json.members()),
            findings,
        }
    }

    /// The value at a path of member names; a null is as good as absent.
    pub(super) fn member_at(&self, path: &[&str]) -> Option<&'r Json<'r>> {
        let (name, rest) = path.split_first()?;
        self.members.member(name)?.member_at(rest)
    }

    /// Whether a missing member is as good as a placeholder.
    pub(super) fn leaves_blanks(&self) -> bool {
        self.findings.leaves_blanks
    }

    /// What was odd so far and is absent: the first hundred.
    #[must_use]
    pub fn noted(&self) -> Vec<Problem> {
        self.findings.noted.clone()
    }

    /// Reads the members of an object. If the object is missing only that is reported, not each of its members.
    pub(super) fn inside<T>(
        &mut self,
        path: &[&str],
        object: Option<&Json<'_>>,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> T {
        let known = object.is_none().then_some(self.findings.problems.len());
        let length = self.findings.place.len();
        self.findings.place.extend([&*path.join("."), "."]);
        let value = read(&mut Reader::new(
            object.unwrap_or(&Json::Null),
            self.findings,
        ));
        self.findings.place.truncate(length);
        self.findings.problems.truncate(known.unwrap_or(usize::MAX));
        value
    }

    /// Reads an object that may be left out: it is absent when one of its problems is more than a note.
    pub(super) fn whole<T>(
        &mut self,
        path: &[&str],
        object: &Json<'_>,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> Option<T> {
        let outer = std::mem::take(&mut self.findings.problems);
        let value = self.inside(path, Some(object), read);
        let problems = std::mem::replace(&mut self.findings.problems, outer);
        let is_whole = problems.is_empty();
        problems.into_iter().for_each(|problem| self.note(problem));
        is_whole.then_some(value)
    }

    /// A member that is not as described.
    pub(super) fn problem(
        &self,
        path: &[&str],
        expected: &'static str,
        found: &'static str,
    ) -> Problem {
        Problem::new(&self.findings.place, path, expected, found)
    }

    /// Says that something that must be there is not as described.
    pub(super) fn report(&mut self, problem: Problem) {
        self.findings.report(problem);
    }

    /// Says that something is absent because it is odd. Several members may be behind one obstacle; it is noted
    /// once.
    pub(super) fn note(&mut self, problem: Problem) {
        if self.findings.noted.last() != Some(&problem) {
            push_limited(&mut self.findings.noted, problem);
        }
    }

    /// Notes what stands in the way of a member that is absent, where something does.
    pub(super) fn note_obstacle(&mut self, path: &[&str]) {
        if let Some((way, found)) = self.json.obstacle(path) {
            self.note(self.problem(way, "an object", found));
        }
    }
}

impl Findings {
    /// Of what a test has made up, in which placeholders stand for whatever is left out.
    pub(crate) fn leaving_blanks() -> Self {
        Self {
            leaves_blanks: true,
            ..Self::default()
        }
    }

    /// Says that something that must be there is not as described.
    pub(crate) fn report(&mut self, problem: Problem) {
        push_limited(&mut self.problems, problem);
    }
}

/// A hostile answer can have millions of odd items; the first ones tell enough.
fn push_limited(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.len() < KEPT {
        problems.push(problem);
    }
}

opaque!(Reader<'_>, "Reader", findings);
