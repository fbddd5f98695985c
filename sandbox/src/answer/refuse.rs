//! With which code, and in which shape, a request is refused.

use kpg_codegen::model::{Code, CodeKind, Fault, OtherCodes, Reports, SessionId};

use super::{Reply, Writer};
use crate::exchange::{Finding, joined};

impl Writer<'_> {
    /// Refused for what is wrong with the request; a session's token in the first way that the spec names.
    pub fn refuse(self, findings: &[Finding], session: Option<SessionId>) -> Reply {
        // A vendor looks at the fields first, then at who is asking, then at the proof.
        let order = [Reports::Field, Reports::Credential, Reports::Signature];
        let reported = order
            .into_iter()
            .find(|reports| findings.iter().any(|each| each.reports == *reports));
        let reported = reported.unwrap_or(Reports::Field);
        let message = joined(findings);
        let refusal = self.token_refusals(session).first();
        let Some(refusal) = refusal.filter(|_| reported == Reports::Credential) else {
            let sees =
                |code: &Code| reported != Reports::Credential || self.can_see(code, findings);
            return self.report_of(reported, &message, sees);
        };
        let Some(code) = refusal.codes.first() else {
            return Reply::plain(refusal.status.unwrap_or(401), "");
        };
        let known = self.codes().iter().find(|known| known.wire == *code);
        let status = refusal.status.or(known.and_then(|known| known.status));
        self.refusal(code, &message, status)
    }

    /// Refused for what the vendor remembers, with the code that documents name for it.
    pub fn refuse_for_records(self, findings: &[Finding], code: Option<&str>) -> Reply {
        let message = joined(findings);
        match code {
            Some(code) => self.coded(code, &message),
            None => self.refusal(&self.own_code(("SB04", "9904")), &message, None),
        }
    }

    /// Refused with a code, in the shape that it comes in.
    fn coded(self, code: &str, message: &str) -> Reply {
        let known = self.codes().iter().find(|known| known.wire == code);
        let mut faults = self.operation.answer.faults.iter();
        match faults.find(|fault| fault.codes.iter().any(|known| known == code)) {
            Some(fault) => self.told_fault(fault, (code, message), known),
            None => self.refusal(code, message, known.and_then(|known| known.status)),
        }
    }

    /// Refused with the code that reports a failed check.
    pub(super) fn report(self, reported: Reports, message: &str) -> Reply {
        self.report_of(reported, message, |_| true)
    }

    /// Refused with the first fitting code that reports a failed check.
    fn report_of(self, reported: Reports, message: &str, fits: impl Fn(&Code) -> bool) -> Reply {
        let mut codes = self.codes().iter();
        match codes.find(|code| code.reports == Some(reported) && fits(code)) {
            Some(code) => self.coded(&code.wire, message),
            None => self.refusal(&self.undocumented(reported), message, None),
        }
    }

    /// Whether what sends a code can have seen what is wrong. What stands in front of the API, and has a shape of its
    /// own, reads the headers alone.
    fn can_see(self, code: &Code, findings: &[Finding]) -> bool {
        let mut faults = self.operation.answer.faults.iter();
        let of_fault = faults.any(|fault| fault.codes.contains(&code.wire));
        let headers = &self.operation.headers;
        let in_header = |finding: &Finding| {
            finding.reports == Reports::Credential
                && headers.iter().any(|field| field.wire == finding.subject)
        };
        !of_fault || findings.iter().any(in_header)
    }

    fn undocumented(self, reported: Reports) -> String {
        self.own_code(match reported {
            Reports::Field => ("SB01", "9901"),
            Reports::Signature => ("SB02", "9902"),
            Reports::Credential => ("SB03", "9903"),
        })
    }

    /// A code of the sandbox's own, as a text or as a number.
    fn own_code(self, (text, number): (&str, &str)) -> String {
        let code = match self.code_kind() {
            CodeKind::Text => text,
            CodeKind::Integer => number,
        };
        let most = self
            .operation
            .answer
            .code_length()
            .map_or(usize::MAX, |length| length.max as usize);
        code.chars().take(most).collect()
    }

    /// The HTTP status of refusals where none is documented: that of the first that blames the caller.
    pub(super) fn usual_status(self) -> u16 {
        let answer = &self.operation.answer;
        let set = self.vendor.code_sets.get(answer.codes.0);
        set.into_iter()
            .flat_map(|set| answer.refusals(set))
            .filter_map(|code| code.status)
            .find(|status| (400..500).contains(status))
            .unwrap_or(200)
    }

    /// Whether a code can refuse in the operation's own shape: it is listed, or no other shape is documented for those that
    /// are not.
    pub(super) fn knows_shape(self, code: &str) -> bool {
        let answer = &self.operation.answer;
        let refuses = |others: &OtherCodes| matches!(others, OtherCodes::Refuse { .. });
        let mut faults = answer.faults.iter();
        let others_are_faults = !refuses(&answer.other_codes)
            && faults.any(|fault: &Fault| refuses(&fault.other_codes));
        let is_listed = self.codes().iter().any(|known| known.wire == code);
        is_listed || !others_are_faults
    }
}
