//! Answers and notifications for a merchant's own tests, made of the members that matter to a test. No vendor has sent them,
//! and nothing of kpg takes them for an answer.

use std::error;
use std::fmt;

#[cfg(feature = "notifications")]
use crate::NotificationMembers;
use crate::reading::Findings;
use crate::{AnswerFormat, Operation, Problem, Reader};

/// An answer to the operation `O` with these members: a JSON object with the vendor's own names, read as an accepted answer
/// is. What is left out is blank where it must be there (an empty text, 0, false, no item), and absent where it may be left
/// out. A test can change it: its members are public. `O` is the request that it answers:
///
/// ```ignore
/// let cancelled = kpg::testing::answer::<Cancel>(r#"{ "tid": "T0001", "price": "1000" }"#)?;
/// ```
///
/// What is encrypted on the wire is given in clear. For a whole call, code and proof and all, there is
/// `Scripted`, and the sandbox.
///
/// # Errors
///
/// When the text is no JSON object, or a member is given that is not as the specification describes it.
pub fn answer<O: Operation>(members: &str) -> Result<O::Answer, NotAsDescribed> {
    read(members, O::read)
}

/// A notification with these members, as [`answer`] makes an answer: `kpg::testing::notification::<PaymentEvent>(…)`. It is not
/// proven, as one that is received is.
///
/// # Errors
///
/// As [`answer`].
#[cfg(feature = "notifications")]
pub fn notification<N: NotificationMembers>(members: &str) -> Result<N, NotAsDescribed> {
    read(members, N::read)
}

fn read<T>(members: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> Result<T, NotAsDescribed> {
    let object = AnswerFormat::JSON.object(members.as_bytes());
    let object = object.map_err(|not_read| NotAsDescribed {
        what: not_read.what,
        problems: Vec::new(),
    })?;
    let mut findings = Findings::leaving_blanks();
    let value = read(&mut Reader::new(&object, &mut findings));
    let mut problems = findings.problems;
    // A test that gives an odd member by mistake would test an absent one.
    problems.extend(findings.noted);
    match problems.is_empty() {
        true => Ok(value),
        false => Err(NotAsDescribed {
            what: "it has members that are not as described",
            problems,
        }),
    }
}

/// Members that make no answer and no notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAsDescribed {
    what: &'static str,
    problems: Vec<Problem>,
}

impl NotAsDescribed {
    /// The members that are not as described; none where there is no object at all.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for NotAsDescribed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl error::Error for NotAsDescribed {}
