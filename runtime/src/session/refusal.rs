//! Which answers refuse a session token, and after which of them the call may be made once more.

use crate::{CallFailure, ErrorKind, OperationFacts, Outcome};

/// The status of HTTP itself for a caller that is not known: no specification needs to name it for the
/// token to be let go.
const UNAUTHORIZED: u16 = 401;

/// One way in which a vendor refuses a session token, and so says that it did not look at the request: by
/// an HTTP status, by result codes, or by both together.
#[derive(Clone, Copy, Debug)]
pub struct TokenRefusal {
    /// The HTTP status; any below 500 where there is none.
    pub status: Option<u16>,
    /// The result codes; where there are none, the status alone refuses.
    pub codes: &'static [&'static str],
}

impl TokenRefusal {
    fn names(&self, status: u16, code: Option<&str>) -> bool {
        let right_status = self.status.is_none_or(|known| known == status);
        let right_code = || code.is_some_and(|code| self.codes.contains(&code));
        right_status && (self.codes.is_empty() || right_code())
    }
}

/// Whether the token of a call that ended like this is not to be used again. That costs a token at most, so
/// it is taken for refused sooner than the call is repeated: on HTTP 401 always, and with the code of a
/// refusal on any status.
pub(crate) fn frees_the_token(refusals: &[TokenRefusal], failure: &CallFailure) -> bool {
    let Some(status) = failure.status() else {
        return false;
    };
    let mut refusals = refusals.iter();
    status == UNAUTHORIZED || refusals.any(|refusal| refusal.names(status, failure.code()))
}

/// Whether a call failed because of its token, and of nothing else: the vendor did not look at the request.
pub(crate) fn was_refused(
    refusals: &[TokenRefusal],
    failure: &CallFailure,
    facts: &OperationFacts,
) -> bool {
    let Some(status) = failure.status().filter(|status| *status < 500) else {
        return false;
    };
    // That the token of a repetition was refused says nothing of the attempt before it.
    if failure.follows_doubt() {
        return false;
    }
    let refusals_by = |one: &&TokenRefusal| one.names(status, failure.code());
    refusals
        .iter()
        .filter(refusals_by)
        .any(|refusal| match refusal.codes {
            [] => says_nothing_else(refusals, failure, facts),
            _ => failure.outcome() == Outcome::Refused,
        })
}

/// A status refuses the token by itself only where the answer says nothing else: no documented code that
/// means something else, and nothing that could be a yes.
fn says_nothing_else(
    refusals: &[TokenRefusal],
    failure: &CallFailure,
    facts: &OperationFacts,
) -> bool {
    let about_the_token = |code: &str| {
        let mut refusals = refusals.iter();
        !(facts.lists_code)(code) || refusals.any(|refusal| refusal.codes.contains(&code))
    };
    matches!(failure.kind(), ErrorKind::Refused | ErrorKind::Unreadable)
        && failure.code().is_none_or(about_the_token)
        && !failure.may_be_a_yes()
}
