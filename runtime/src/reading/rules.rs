//! What tells success from refusal in an answer.

use crate::json::Json;

/// The names on the way from the answer to one of its members. Through a list it leads to the
/// member of every item: to a value only when all of them have the same.
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
    /// Whether result codes are whole numbers, which JSON writes without quotes.
    pub number: bool,
    /// What must hold, all of it and on HTTP 2xx, for the request to be done.
    pub success: &'static [Condition],
    /// What must hold, all of it and on HTTP 2xx, for it to be accepted and not finished.
    pub pending: Option<&'static [Condition]>,
    /// What, when all of it holds, makes a refusal certain whatever the code is.
    pub refused: Option<&'static [Condition]>,
    /// Codes of which the documents do not say whether they mean yes or no.
    pub undecided: &'static [&'static str],
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
    /// The HTTP statuses with which it counts, from the first to the last; with all when there are
    /// none.
    pub statuses: Option<(u16, u16)>,
}

impl Fault {
    pub(super) fn counts_with(&self, status: u16) -> bool {
        self.statuses
            .is_none_or(|(first, last)| (first..=last).contains(&status))
    }
}

/// What an answer with a result code says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    Done,
    Pending,
    Refused,
    Contradiction(&'static str),
    Undecided(&'static str),
}

impl ResultRules {
    /// Rules that know where the code stands and nothing else, to be completed: as they are, they
    /// take nothing for success and nothing for a refusal.
    #[must_use]
    pub const fn by_code(code: Path) -> Self {
        Self {
            code,
            message: None,
            number: false,
            success: &[],
            pending: None,
            refused: None,
            undecided: &[],
            faults: &[],
        }
    }

    /// Judges an answer by its result code and the other members the rules name. What can be read
    /// as yes and as no is neither.
    pub(super) fn judgement(&self, answer: &Json, code: &ResultText) -> Judgement {
        let done = all_hold(answer, self.success);
        let pending = self
            .pending
            .is_some_and(|pending| all_hold(answer, pending));
        let refused = self
            .refused
            .is_some_and(|refused| all_hold(answer, refused));
        match (done, pending, refused) {
            (true, false, false) | (false, true, false) if !code.http_success => {
                Judgement::Contradiction("the code says yes, the HTTP status does not")
            }
            (true, false, false) | (false, true, false) if self.has_fault(answer, code.status) => {
                Judgement::Contradiction("the code says yes, a fault beside it does not")
            }
            (true, false, false) => Judgement::Done,
            (false, true, false) => Judgement::Pending,
            (false, false, true) => Judgement::Refused,
            (false, false, false) => self.by_code_alone(answer, code),
            _ => Judgement::Contradiction("its members say yes and no at once"),
        }
    }

    /// Whether the answer has the code of a fault. No member of an operation's own stands there: the
    /// compiler of specifications sees to it.
    fn has_fault(&self, answer: &Json, status: u16) -> bool {
        let mut counting = self.faults.iter().filter(|fault| fault.counts_with(status));
        counting.any(|fault| {
            let text = answer.agreed(fault.code).and_then(Json::to_text);
            text.is_some_and(|text| !text.trim().is_empty())
        })
    }

    /// What the code says when no condition holds. Only where some code means yes does another
    /// one mean no, and only when nothing else in the answer says otherwise.
    fn by_code_alone(&self, answer: &Json, code: &ResultText) -> Judgement {
        let asks_code = |(path, _): &&Condition| *path == self.code;
        let mut meaning_yes = self.accepting().filter(asks_code).peekable();
        if meaning_yes.peek().is_none() || self.undecided.contains(&code.text) {
            Judgement::Undecided("nothing says what its code means")
        } else if meaning_yes.any(|(_, codes)| codes.contains(&code.text)) {
            Judgement::Contradiction("the code says yes, another member does not")
        } else if self.another_member_accepts(answer) {
            Judgement::Contradiction("the code says no, another member does not")
        } else if code.may_be_cut && self.begins_a_yes(code) {
            Judgement::Undecided("its code may be the beginning of one that says yes")
        } else if !code.is_clear() {
            Judgement::Undecided("its code is not one that is written as documented")
        } else {
            Judgement::Refused
        }
    }

    /// Whether an undocumented code is how one that means yes begins.
    fn begins_a_yes(&self, code: &ResultText) -> bool {
        let mut yes = self.accepting().filter(|(path, _)| *path == self.code);
        let begins = |whole: &&str| whole.starts_with(code.text);
        !code.listed && yes.any(|(_, codes)| codes.iter().any(begins))
    }

    /// A member that can refuse by itself can contradict a refusing code by itself.
    fn another_member_accepts(&self, answer: &Json) -> bool {
        let decisive: Vec<Path> = self
            .refused
            .into_iter()
            .flatten()
            .map(|(path, _)| *path)
            .collect();
        let decides = |(path, _): &&Condition| *path != self.code && decisive.contains(path);
        self.accepting()
            .filter(decides)
            .any(|condition| holds(answer, condition))
    }

    /// Whether a code can mean no: it is none that means yes, and none that nothing is said of.
    pub(super) fn can_refuse(&self, code: &str) -> bool {
        let code = code.trim();
        let mut yes = self.accepting().filter(|(path, _)| *path == self.code);
        !yes.any(|(_, codes)| codes.contains(&code)) && !self.undecided.contains(&code)
    }

    /// What success and pending ask for.
    fn accepting(&self) -> impl Iterator<Item = &Condition> {
        self.success
            .iter()
            .chain(self.pending.into_iter().flatten())
    }
}

/// A result code as it came.
pub(super) struct ResultText<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether it is one of the documented codes.
    pub listed: bool,
    /// Whether it is written as the vendor writes codes: a text, or a whole number where codes are such.
    pub is_text: bool,
    /// Whether the answer shows no end of its own, so that this may not be all of it: of a form that is
    /// cut off, what arrived is a form too.
    pub may_be_cut: bool,
    /// Whether the HTTP status is 2xx.
    pub http_success: bool,
    /// The HTTP status.
    pub status: u16,
}

impl ResultText<'_> {
    /// A code that no document lists refuses only in the vendor's own words: written as codes are,
    /// with a status that says that the vendor has looked at the request.
    pub(super) fn is_clear(&self) -> bool {
        let own_words = self.is_text && self.text.trim() == self.text;
        self.listed
            || own_words && (200..300).contains(&self.status)
            || own_words && (400..500).contains(&self.status)
    }
}

/// Whether there are conditions and all of them hold: none at all would hold for every answer.
fn all_hold(answer: &Json, conditions: &[Condition]) -> bool {
    !conditions.is_empty() && conditions.iter().all(|condition| holds(answer, condition))
}

fn holds(answer: &Json, (path, texts): &Condition) -> bool {
    let text = answer.agreed(path).and_then(Json::to_text);
    text.is_some_and(|text| texts.contains(&text.as_str()))
}
