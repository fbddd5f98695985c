//! What an operation is drafted with: its pages, the faults of all calls, and what the compiler refused.

use kpg_documents::{DocumentedCode, DocumentedField, DocumentedOperation, RoleWord, Way};

use super::citing::{Citing, PageLine};
use super::faults::Faults;
use super::lines::{Fidelities, Fidelity, Subject};
use super::recipe::Evidence;

/// What an operation is drafted with.
#[derive(Debug)]
pub(super) struct OperationContext<'c> {
    pub(super) name: &'c str,
    pub(super) path: Option<&'c (String, PageLine)>,
    pub(super) page: usize,
    /// The codes that the page gives for all of its operations.
    pub(super) shared_codes: &'c [DocumentedCode],
    pub(super) citing: &'c Citing<'c>,
    /// What is answered in place of an answer that accepts.
    pub(super) faults: &'c Faults<'c>,
    pub(super) fidelities: &'c Fidelities,
}

impl OperationContext<'_> {
    /// How a line of the operation's page is cited.
    pub(super) fn cite(&self, line: usize) -> String {
        let page = self.page;
        self.citing.cite(PageLine { page, line })
    }

    /// What the page says of recipes, and shows of the messages of an operation.
    pub(super) fn evidence<'e>(&'e self, operation: &'e DocumentedOperation) -> Evidence<'e> {
        let document = self.citing.documents.get(self.page);
        Evidence {
            passages: document.map_or(&[], |document| document.page.passages.as_slice()),
            own: &operation.samples,
            shared: document.map_or(&[], |document| document.page.samples.as_slice()),
        }
    }

    /// The result codes of the operation.
    pub(super) fn codes(&self) -> Subject {
        Subject::Codes(self.name.to_owned())
    }

    /// A field of the operation.
    pub(super) fn field(&self, way: Way, wire: &str) -> Subject {
        Subject::Field {
            operation: self.name.to_owned(),
            way,
            wire: wire.to_owned(),
        }
    }

    /// How faithfully something is to be drafted.
    pub(super) fn fidelity(&self, subject: &Subject) -> Fidelity {
        self.fidelities.get(subject).copied().unwrap_or_default()
    }
}

/// Whether a field is the result code.
pub(super) fn is_code(field: &DocumentedField) -> bool {
    field.role == Some(RoleWord::Code) && field.inside.is_none()
}
