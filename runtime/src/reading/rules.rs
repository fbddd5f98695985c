//! What tells success from refusal in an answer that has a result code.

use super::refusal::{self, CodeText, HttpStatuses, ListedCodes, OtherCodes};
use crate::Accepted;
use crate::body::Json;

/// The names on the way from the answer to one of its members. Through a list it leads to the
/// member of every item: to a value only when all of them have the same.
pub type Path = &'static [&'static str];

/// A member of an answer has one of some values.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The member.
    pub member: Path,
    /// The texts of which it must have one. Flags compare as `true` and `false`, numbers as JSON writes them.
    pub values: &'static [&'static str],
}

/// How an answer says whether its request was executed.
#[derive(Clone, Copy, Debug)]
pub struct ResultRules {
    /// Where the result code stands; none where the HTTP status says whether the vendor accepted.
    pub code: Option<Path>,
    /// Where the vendor's words on it stand.
    pub message: Option<Path>,
    /// Where a second code stands, of the same list. A refusal with one says no where that code is in `listed`, and
    /// with any other one where `other_details` says so.
    pub detail: Option<Path>,
    /// Whether a document lists every second code that leaves open what became of the request, so that any other refuses.
    pub other_details: bool,
    /// Whether result codes are whole numbers, which JSON writes without quotes.
    pub number: bool,
    /// What must hold, all of it and on HTTP 2xx, for the request to be done.
    pub success: &'static [Condition],
    /// The HTTP statuses with which `success` holds; with all of 2xx when there are none.
    pub success_statuses: HttpStatuses,
    /// What must hold, all of it and on HTTP 2xx, for it to be accepted and not finished.
    pub pending: Option<&'static [Condition]>,
    /// The HTTP statuses with which `pending` holds; with all of 2xx when there are none.
    pub pending_statuses: HttpStatuses,
    /// What, when all of it holds, is a refusal whatever the code is; an `undecided` code, HTTP 5xx and a
    /// value that may be cut off excepted.
    pub refused: Option<&'static [Condition]>,
    /// Codes of which the documents do not say whether they mean yes or no, where no condition accepts them.
    pub undecided: &'static [&'static str],
    /// Codes that refuse.
    pub listed: &'static [ListedCodes],
    /// What a document says of all other codes; without it they say nothing.
    pub others: Option<OtherCodes>,
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
    /// The HTTP statuses with which it counts; with all when there are none.
    pub statuses: Option<HttpStatuses>,
    /// Codes that refuse in this shape, whatever the same text means in another.
    pub listed: &'static [ListedCodes],
    /// What a document says of all other codes in this shape.
    pub others: Option<OtherCodes>,
}

impl Fault {
    pub(super) fn counts_with(&self, status: u16) -> bool {
        self.statuses
            .is_none_or(|statuses| refusal::includes(statuses, status))
    }
}

/// Why an answer does not accept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum No {
    /// The vendor said so.
    Refused,
    /// It says yes as well.
    Contradiction(&'static str),
    /// It does not say whether it is a no.
    Undecided(&'static str),
}

/// What conditions say that hold.
enum Said {
    Yes(Accepted),
    No,
}

/// What an answer says.
pub(super) type Judgement = Result<Accepted, No>;

impl ResultRules {
    /// Rules of answers without a result code, to be completed: as they are, they take nothing for success and nothing
    /// for a refusal.
    pub const BY_STATUS: Self = Self {
        code: None,
        ..Self::by_code(&[])
    };

    /// Rules that know where the code stands and nothing else, to be completed: as they are, they
    /// take nothing for success and nothing for a refusal.
    #[must_use]
    pub const fn by_code(code: Path) -> Self {
        Self {
            code: Some(code),
            message: None,
            detail: None,
            other_details: false,
            number: false,
            success: &[],
            success_statuses: &[],
            pending: None,
            pending_statuses: &[],
            refused: None,
            undecided: &[],
            listed: &[],
            others: None,
            faults: &[],
        }
    }

    /// Judges an answer by its result code and the other members the rules name. What can be read
    /// as yes and as no is neither.
    pub(super) fn judgement(&self, answer: &Json<'_>, code: &CodeText) -> Judgement {
        match self.conditions_say(answer, code.status) {
            Ok(Some(Said::Yes(accepted))) => self.acceptance(accepted, answer, code),
            Ok(Some(Said::No)) => {
                Err(self.unless_undecided(self.by_condition(answer, code), answer))
            }
            Ok(None) => Err(self.unless_undecided(self.by_code_alone(answer, code), answer)),
            Err(no) => Err(no),
        }
    }

    /// A refusal, unless its second code leaves open what became of the request.
    fn unless_undecided(&self, no: No, answer: &Json<'_>) -> No {
        let detail = self.detail.filter(|path| answer.leads_to_something(path));
        let (No::Refused, Some(path)) = (&no, detail) else {
            return no;
        };
        match answer.agreed(path).and_then(Json::text) {
            Some(text) => self.doubt_of_detail(text.trim()).map_or(no, No::Undecided),
            None => No::Undecided("its detailed code is no text"),
        }
    }

    /// Why a second code does not let the first one refuse.
    fn doubt_of_detail(&self, detail: &str) -> Option<&'static str> {
        let is_listed = || {
            self.listed
                .iter()
                .any(|listed| listed.codes.contains(&detail))
        };
        let refuses = || self.other_details && refusal::is_written_as_a_code(detail);
        if self.undecided.contains(&detail) {
            Some("nothing says what its detailed code means")
        } else if self.accepts(detail) {
            Some("its detailed code is one that says yes")
        } else if is_listed() || refuses() {
            None
        } else {
            Some("no document says what its detailed code means")
        }
    }

    /// Judges an answer without a result code: by its HTTP status, and the members the rules name. `None` where these say
    /// nothing, so that it may have the shape of a fault. One with the code of a fault is no yes on any status.
    pub(super) fn judgement_by_status(
        &self,
        answer: &Json<'_>,
        code: &CodeText,
    ) -> Option<Judgement> {
        match self.conditions_say(answer, code.status) {
            Ok(Some(Said::Yes(accepted))) => Some(match self.has_code_of_fault(answer) {
                true => Err(No::Contradiction(
                    "the HTTP status says yes, a fault in the answer does not",
                )),
                false => Ok(accepted),
            }),
            Ok(Some(Said::No)) => Some(Err(self.by_condition(answer, code))),
            Ok(None) => None,
            Err(no) => Some(Err(no)),
        }
    }

    /// What the conditions say that hold.
    fn conditions_say(&self, answer: &Json<'_>, status: u16) -> Result<Option<Said>, No> {
        let done = self.holds_on(answer, self.success, (self.success_statuses, status));
        let pending = self
            .pending
            .is_some_and(|pending| self.holds_on(answer, pending, (self.pending_statuses, status)));
        let refused = self
            .refused
            .is_some_and(|refused| all_hold(answer, refused));
        match (done, pending, refused) {
            (true, false, false) => Ok(Some(Said::Yes(Accepted::Done))),
            (false, true, false) => Ok(Some(Said::Yes(Accepted::Pending))),
            (false, false, true) => Ok(Some(Said::No)),
            (false, false, false) => Ok(None),
            _ => Err(No::Contradiction("its members say yes and no at once")),
        }
    }

    /// Whether a condition of acceptance holds. One that asks for no status holds on every one where there is a code, so
    /// that a code that says yes on another status is told as a contradiction.
    fn holds_on(
        &self,
        answer: &Json<'_>,
        conditions: &[Condition],
        (statuses, status): (HttpStatuses, u16),
    ) -> bool {
        let fits = match (statuses, self.code) {
            ([], Some(_)) => true,
            ([], None) => (200..300).contains(&status),
            (asked, _) => refusal::includes(asked, status),
        };
        let holds = match conditions {
            [] => !statuses.is_empty(),
            some => all_hold(answer, some),
        };
        fits && holds
    }

    /// What a condition of acceptance says when it holds, unless something beside it says otherwise.
    fn acceptance(&self, accepted: Accepted, answer: &Json<'_>, code: &CodeText) -> Judgement {
        let asked = match accepted {
            Accepted::Done => self.success_statuses,
            Accepted::Pending => self.pending_statuses,
        };
        // A condition that asks for a status holds on no other.
        if asked.is_empty() && !code.is_http_success() {
            Err(No::Contradiction(
                "the code says yes, the HTTP status does not",
            ))
        } else if self.has_fault(answer, code.status) {
            Err(No::Contradiction(
                "the code says yes, a fault beside it does not",
            ))
        } else if code.is_form
            && self.code.is_some_and(|path| is_last(answer, path))
            && self.begins_another(code.text)
        {
            Err(No::Undecided(CUT_OFF))
        } else {
            Ok(accepted)
        }
    }

    /// Judges the code of a fault: an answer in another shape than the operation's own.
    pub(super) fn of_fault(&self, answer: &Json<'_>, fault: &Fault, code: &CodeText) -> No {
        if self.accepts(code.text.trim()) || self.is_undecided(code) {
            No::Contradiction("it has the shape of a refusal, and a code that is none")
        } else if self.another_member_accepts(answer) {
            No::Contradiction("it has the shape of a refusal, and a member that says yes")
        } else if code.status >= 500 {
            // A proxy or framework that breaks down says so in the same words a gateway refuses in,
            // and it may do so after the vendor has executed the request.
            No::Undecided(SERVERS_FAULT)
        } else {
            self.by_list((fault.listed, fault.others), code)
        }
    }

    /// Whether the answer has the code of a fault. No member of an operation's own stands there: the
    /// compiler of specifications sees to it.
    fn has_fault(&self, answer: &Json<'_>, status: u16) -> bool {
        let mut counting = self.faults.iter().filter(|fault| fault.counts_with(status));
        counting.any(|fault| answer.leads_to_something(fault.code))
    }

    /// Whether the code of a fault stands in it, whatever the status is.
    fn has_code_of_fault(&self, answer: &Json<'_>) -> bool {
        let mut faults = self.faults.iter();
        faults.any(|fault| answer.leads_to_something(fault.code))
    }

    /// What `refused` says when it holds: a condition is no stronger than the answer it stands in.
    fn by_condition(&self, answer: &Json<'_>, code: &CodeText) -> No {
        let tested = self.refused.into_iter().flatten();
        if self.is_undecided(code) {
            No::Undecided(UNDOCUMENTED)
        } else if code.status >= 500 {
            No::Undecided(SERVERS_FAULT)
        } else if !code.is_looked_at() {
            No::Undecided(STATUS_OF_NO_REFUSAL)
        } else if code.is_form && tested.into_iter().any(|test| is_last(answer, test.member)) {
            No::Undecided("the member that says no may be cut off")
        } else {
            No::Refused
        }
    }

    /// What the code says when no condition holds, unless something else in the answer says otherwise.
    fn by_code_alone(&self, answer: &Json<'_>, code: &CodeText) -> No {
        if self.accepts(code.text) {
            No::Contradiction("the code says yes, another member does not")
        } else if self.is_undecided(code) {
            No::Undecided(UNDOCUMENTED)
        } else if self.another_member_accepts(answer) {
            No::Contradiction("the code says no, another member does not")
        } else if code.is_form
            && self.code.is_some_and(|path| is_last(answer, path))
            && self.begins_another(code.text)
        {
            No::Undecided(CUT_OFF)
        } else {
            self.by_list((self.listed, self.others), code)
        }
    }

    fn by_list(
        &self,
        (listed, others): (&[ListedCodes], Option<OtherCodes>),
        code: &CodeText,
    ) -> No {
        let holds_a_yes =
            || self.accepts_any(&|accepted| refusal::holds_a_yes(code.text, accepted));
        match refusal::refuse(listed, others, code, &holds_a_yes) {
            Ok(()) => No::Refused,
            Err(why) => No::Undecided(why),
        }
    }

    /// Whether a code is how another one begins: of a form that is cut off, what arrived is a form too.
    fn begins_another(&self, code: &str) -> bool {
        let begins = |known: &str| known != code && known.starts_with(code);
        let begin_among = |codes: &[&str]| codes.iter().any(|known| begins(known));
        let mut listed = self.listed.iter();
        listed.any(|listed| begin_among(listed.codes))
            || begin_among(self.undecided)
            || self.accepts_any(&begins)
    }

    /// A member that can refuse by itself can contradict a refusing code by itself.
    fn another_member_accepts(&self, answer: &Json<'_>) -> bool {
        let can_refuse = |member| {
            let mut refused = self.refused.unwrap_or_default().iter();
            Some(member) != self.code && refused.any(|test| test.member == member)
        };
        self.any_accepts(&|test| can_refuse(test.member) && holds(answer, test))
    }

    /// Vendors with fields of a fixed width fill up their codes with blanks.
    fn is_undecided(&self, code: &CodeText) -> bool {
        let text = code.text.trim();
        self.undecided.contains(&text) && !self.accepts(text)
    }

    fn accepts(&self, code: &str) -> bool {
        self.accepts_any(&|accepted| accepted == code)
    }

    /// Whether a code that success or pending asks for is such a one.
    fn accepts_any(&self, is_such: &dyn Fn(&str) -> bool) -> bool {
        let is_code = |test: &Condition| Some(test.member) == self.code;
        self.any_accepts(&|test| is_code(test) && test.values.iter().any(|code| is_such(code)))
    }

    /// Whether something that success or pending asks for is such a condition.
    pub(super) fn any_accepts(&self, is_such: &dyn Fn(&Condition) -> bool) -> bool {
        let pending = self.pending.unwrap_or_default();
        self.success.iter().any(is_such) || pending.iter().any(is_such)
    }
}

const CUT_OFF: &str = "its code may be the beginning of another one";
const UNDOCUMENTED: &str = "nothing says what its code means";
const SERVERS_FAULT: &str = "it is a server's fault, not a result";
const STATUS_OF_NO_REFUSAL: &str = "no refusal is documented for its HTTP status";

/// Whether there are conditions and all of them hold: none at all would hold for every answer.
fn all_hold(answer: &Json<'_>, conditions: &[Condition]) -> bool {
    !conditions.is_empty() && conditions.iter().all(|condition| holds(answer, condition))
}

fn holds(answer: &Json<'_>, condition: &Condition) -> bool {
    let text = answer.agreed(condition.member).and_then(Json::text);
    text.is_some_and(|text| condition.values.contains(&&*text))
}

/// Whether nothing stands behind a member of a form, so that what arrived may not be all of its value.
fn is_last(answer: &Json<'_>, path: Path) -> bool {
    match answer {
        Json::Object(members) => members.last().is_none_or(|(name, _)| [&**name] == path),
        _ => true,
    }
}
