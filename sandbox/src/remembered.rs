//! What a vendor remembers that concerns one request.

use kpg_codegen::model::{Operation, Vendor};

use crate::answer::Reply;
use crate::exchange::Finding;
use crate::records::{Plan, Told, Violation};

/// What is remembered that concerns a request.
#[derive(Debug, Default)]
pub(crate) enum Remembered {
    /// Nothing is asked of it: the request is wrong, or the sandbox remembers nothing.
    #[default]
    Nothing,
    /// The same request came before, by its idempotency key, and was answered so.
    Answered { reply: Box<Reply>, note: String },
    /// What it does when it is carried out, and its idempotency key.
    Planned { plan: Plan, key: Option<String> },
    /// Why it is refused.
    Refused(Vec<Violation>),
}

impl Remembered {
    pub fn answered(reply: Reply) -> Self {
        Self::Answered {
            reply: Box::new(reply),
            note: "answered as the first request with this idempotency key was, and not carried out again".to_owned(),
        }
    }

    pub fn findings(&self) -> Vec<Finding> {
        match self {
            Self::Refused(violations) => violations.iter().map(|one| one.finding.clone()).collect(),
            Self::Nothing | Self::Answered { .. } | Self::Planned { .. } => Vec::new(),
        }
    }

    pub fn notes(&self) -> Vec<String> {
        match self {
            Self::Answered { note, .. } => vec![note.clone()],
            Self::Planned { plan, .. } => plan.notes.clone(),
            Self::Nothing | Self::Refused(_) => Vec::new(),
        }
    }

    /// The vendor accepts the request and does not finish it yet.
    pub fn pend(&mut self) {
        if let Self::Planned { plan, .. } = self {
            plan.pend();
        }
    }

    /// What the answer tells.
    pub fn answer_members(&self, vendor: &Vendor, operation: &Operation) -> Told {
        match self {
            Self::Planned { plan, .. } => plan.answer_members(vendor, operation),
            Self::Nothing | Self::Answered { .. } | Self::Refused(_) => Told::new(),
        }
    }
}
