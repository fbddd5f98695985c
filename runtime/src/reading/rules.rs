//! What tells success from refusal in an answer.

use crate::json::Json;

/// The names on the way from the answer to one of its members.
pub type Path = &'static [&'static str];

/// A member, and the texts of which it must have one. Flags compare as `true` and `false`,
/// numbers as JSON writes them.
pub type Condition = (Path, &'static [&'static str]);

/// How an answer says whether its request was executed.
#[derive(Clone, Copy, Debug)]
pub struct ResultRules {
    /// Where the result code stands.
    pub code: Path,
    /// Where the vendor's words on it stand.
    pub message: Option<Path>,
    /// What must hold, all of it and on HTTP 2xx, for the request to be done.
    pub success: &'static [Condition],
    /// What must hold, all of it and on HTTP 2xx, for it to be accepted and not finished.
    pub pending: Option<&'static [Condition]>,
    /// What, when all of it holds, makes a refusal certain whatever the code is.
    pub refused: Option<&'static [Condition]>,
    /// Other shapes of answers that are refusals, looked at when there is no result code.
    pub faults: &'static [Fault],
}

/// The shape of an answer that a gateway gives instead of the operation's own.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// Where its code stands.
    pub code: Path,
    /// Where its words stand.
    pub message: Option<Path>,
}

/// What an answer with a result code says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    Done,
    Pending,
    Refused,
    Contradiction(&'static str),
    Undecided,
}

impl ResultRules {
    /// Rules that know where the code stands and nothing else, to be completed: as they are, they
    /// take nothing for success and nothing for a refusal.
    #[must_use]
    pub const fn by_code(code: Path) -> Self {
        Self {
            code,
            message: None,
            success: &[],
            pending: None,
            refused: None,
            faults: &[],
        }
    }

    /// Judges an answer by its result code and the other members the rules name.
    pub(super) fn judgement(&self, answer: &Json, code: &str, http_success: bool) -> Judgement {
        let holds = |conditions| all_hold(answer, conditions);
        if http_success && holds(self.success) {
            Judgement::Done
        } else if http_success && self.pending.is_some_and(holds) {
            Judgement::Pending
        } else if self.refused.is_some_and(holds) {
            Judgement::Refused
        } else {
            self.by_code_alone(code, http_success)
        }
    }

    /// What the code says when nothing else decides. Only where some code means yes does another
    /// one mean no.
    fn by_code_alone(&self, code: &str, http_success: bool) -> Judgement {
        let pending = self.pending.into_iter().flatten();
        let conditions = self.success.iter().chain(pending);
        let mut meaning_yes = conditions.filter(|(path, _)| *path == self.code).peekable();
        if meaning_yes.peek().is_none() {
            Judgement::Undecided
        } else if !meaning_yes.any(|(_, codes)| codes.contains(&code)) {
            Judgement::Refused
        } else if http_success {
            Judgement::Contradiction("the code says yes, another member does not")
        } else {
            Judgement::Contradiction("the code says yes, the HTTP status does not")
        }
    }
}

/// Whether there are conditions and all of them hold: none at all would hold for every answer.
fn all_hold(answer: &Json, conditions: &[Condition]) -> bool {
    let holds = |(path, texts): &Condition| {
        let text = answer.at(path).and_then(Json::to_text);
        text.is_some_and(|text| texts.contains(&text.as_str()))
    };
    !conditions.is_empty() && conditions.iter().all(holds)
}
