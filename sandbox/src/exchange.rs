//! What happened between a client and the sandbox.

use std::fmt;

use kpg_codegen::model::Reports;

/// So many findings of one request are told.
const MOST_FINDINGS: usize = 100;
/// So many characters of a finding's subject are kept, and of its text.
const LONGEST: usize = 400;
/// So many characters findings in one line have at most.
const LONGEST_LINE: usize = 2000;

/// One request and its answer, in full: with the secrets that it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The first one is 1.
    pub number: u64,
    /// When the request had arrived.
    pub at: jiff::Timestamp,
    /// The vendor's id, as the address had it.
    pub vendor: String,
    /// The name of the operation or form, when the address named one.
    pub operation: Option<String>,
    /// The method, as HTTP writes it.
    pub method: String,
    /// The address below the server's root, with its query.
    pub path: String,
    /// The request's headers in the order of arrival, names in lower case.
    pub request_headers: Vec<(String, String)>,
    /// Whether the request had a body; one of no bytes is none.
    pub has_body: bool,
    /// The request's body, read in the operation's charset; what is none of it is replaced. Empty when
    /// there was none.
    pub request_body: String,
    /// What the sandbox thinks of the request.
    pub judgement: Judgement,
    /// What whoever calls should know beside that, such as that a payment is taken for one that was made elsewhere.
    pub notes: Vec<String>,
    /// The script that decided the answer, as it is written.
    pub script: Option<String>,
    /// The answer's HTTP status.
    pub status: u16,
    /// The answer's body as it was sent, read in its charset; what is none of it is replaced.
    pub answer_body: String,
    /// The answer's body before it was encrypted, where the operation encrypts it.
    pub plain_answer: Option<String>,
}

/// What the sandbox thinks of a request, whatever a script made it answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Nothing is wrong with it.
    Accepted,
    /// This is wrong with it; at least one.
    Refused(Vec<Finding>),
    /// It is a call of no operation; the text says why.
    NoOperation(String),
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The wire name of the header or member, or `body`.
    pub subject: String,
    /// Which check it failed.
    pub reports: Reports,
    /// What is wrong, to follow the subject. Contains no secret.
    pub text: String,
}

impl Finding {
    /// Of what the request may make long, only the beginning is kept.
    pub(crate) fn new(
        subject: impl Into<String>,
        reports: Reports,
        text: impl Into<String>,
    ) -> Self {
        Self {
            subject: beginning(subject.into(), LONGEST),
            reports,
            text: beginning(text.into(), LONGEST),
        }
    }

    pub(crate) fn field(subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(subject, Reports::Field, text)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.subject, self.text)
    }
}

/// The findings in one line.
pub(crate) fn joined(findings: &[Finding]) -> String {
    let texts: Vec<String> = findings.iter().map(Finding::to_string).collect();
    beginning(texts.join("; "), LONGEST_LINE)
}

/// The first findings, and in the place of the others how many they are.
pub(crate) fn first(mut findings: Vec<Finding>) -> Vec<Finding> {
    let others = findings.len().saturating_sub(MOST_FINDINGS);
    if others > 0 {
        findings.truncate(MOST_FINDINGS);
        let text = format!("and {others} more findings, which are not kept");
        findings.push(Finding::field("request", text));
    }
    findings
}

fn beginning(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
        text.shrink_to_fit();
    }
    text
}

impl Exchange {
    /// About how many bytes of memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let headers = self.request_headers.iter();
        let headers = headers.map(|(name, text)| name.len() + text.len());
        let judgement = match &self.judgement {
            Judgement::Accepted => 0,
            Judgement::NoOperation(why) => why.len(),
            Judgement::Refused(findings) => {
                let lengths = findings
                    .iter()
                    .map(|each| each.subject.len() + each.text.len());
                lengths.sum()
            }
        };
        let texts = [&self.path, &self.request_body, &self.answer_body];
        let texts = texts.into_iter().map(String::len);
        let notes = self.notes.iter().map(String::len);
        size_of::<Self>()
            + notes.sum::<usize>()
            + texts.sum::<usize>()
            + headers.sum::<usize>()
            + length(&self.script)
            + length(&self.plain_answer)
            + judgement
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_bounded_in_number_and_length() {
        let long = "가".repeat(401);
        let shown = format!("{}…", "가".repeat(400));
        let finding = Finding::field(&long, &long);
        assert_eq!((&finding.subject, &finding.text), (&shown, &shown));
        let kept = Finding::field("가", "나".repeat(400));
        assert!(!kept.text.contains('…'));
        for (count, told, last) in [
            (100, 100, "`가`: "),
            (101, 101, "`request`: and 1 more findings"),
            (9000, 101, "`request`: and 8900 more findings"),
        ] {
            let told_of = first(vec![kept.clone(); count]);
            assert_eq!(told_of.len(), told, "{count}");
            let shown = told_of.last().unwrap().to_string();
            assert!(shown.starts_with(last), "{shown}");
            assert_eq!(joined(&told_of).chars().count(), 2001);
        }
    }
}
