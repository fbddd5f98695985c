//! The members of an answer, typed.

use super::scalar::is_nothing;
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

    /// What stands at the path of a member that may be left out. An obstacle on the way is noted.
    pub(super) fn given(&mut self, path: &[&str], blank_is_a_value: bool) -> Option<&'r Json<'r>> {
        let Some(json) = self.member_at(path) else {
            // Nothing stands in the way of a member of the object itself.
            if path.len() > 1 {
                self.note_obstacle(path);
            }
            return None;
        };
        (!is_nothing(json, blank_is_a_value)).then_some(json)
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
        let outer = self.findings.enter(path, object.is_none());
        let value = read(&mut Reader::new(
            object.unwrap_or(&Json::Null),
            self.findings,
        ));
        self.findings.leave(outer);
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
        self.findings.are_none_inside(outer).then_some(value)
    }

    /// Says that something that must be there is not as described.
    pub(super) fn report(&mut self, path: &[&str], expected: &'static str, found: &'static str) {
        let problem = Problem::new(&self.findings.place, path, expected, found);
        self.findings.report(problem);
    }

    /// Says that something is absent because it is odd.
    pub(super) fn note(&mut self, path: &[&str], expected: &'static str, found: &'static str) {
        let problem = Problem::new(&self.findings.place, path, expected, found);
        self.findings.note(problem);
    }

    /// Notes what stands in the way of a member that is absent, where something does.
    fn note_obstacle(&mut self, path: &[&str]) {
        if let Some((way, found)) = self.json.obstacle(path) {
            self.note(way, "an object", found);
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

    /// Says that something is absent because it is odd. Several members may be behind one obstacle; it is noted
    /// once.
    fn note(&mut self, problem: Problem) {
        if self.noted.last() != Some(&problem) {
            push_limited(&mut self.noted, problem);
        }
    }

    /// Goes on inside an object. Where that is missing, nothing in it is a problem of its own.
    fn enter(&mut self, path: &[&str], is_missing: bool) -> Outer {
        let outer = Outer {
            place: self.place.len(),
            problems: if is_missing {
                self.problems.len()
            } else {
                usize::MAX
            },
        };
        self.place.extend([&*path.join("."), "."]);
        outer
    }

    /// Goes back to where it was before an object.
    fn leave(&mut self, outer: Outer) {
        self.place.truncate(outer.place);
        self.problems.truncate(outer.problems);
    }

    /// Whether there were no problems inside an object that may be left out, to which they are notes. Those that were found
    /// around it are kept.
    fn are_none_inside(&mut self, around: Vec<Problem>) -> bool {
        let problems = std::mem::replace(&mut self.problems, around);
        let are_none = problems.is_empty();
        problems.into_iter().for_each(|problem| self.note(problem));
        are_none
    }
}

/// Where reading was before it went into an object: how long the way there was, and how many problems stay.
struct Outer {
    place: usize,
    problems: usize,
}

/// A hostile answer can have millions of odd items; the first ones tell enough.
fn push_limited(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.len() < KEPT {
        problems.push(problem);
    }
}

opaque!(Reader<'_>, "Reader", findings);
