//! Which answers refuse a session token, and after which of them the call may be made once more.

use crate::{CallError, ErrorKind, Outcome, ResultCode};

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
pub(crate) fn frees_the_token<C: ResultCode>(
    refusals: &[TokenRefusal],
    error: &CallError<C>,
) -> bool {
    let Some(status) = error.status() else {
        return false;
    };
    let code = error.code().map(|code| code.as_str());
    status == UNAUTHORIZED || refusals.iter().any(|refusal| refusal.names(status, code))
}

/// Whether a call failed because of its token, and of nothing else: the vendor did not look at the request.
pub(crate) fn was_refused<C: ResultCode>(refusals: &[TokenRefusal], error: &CallError<C>) -> bool {
    let Some(status) = error.status().filter(|status| *status < 500) else {
        return false;
    };
    // That the token of a repetition was refused says nothing of the attempt before it.
    if error.follows_doubt() {
        return false;
    }
    let code = error.code().map(|code| code.as_str());
    let mut naming = refusals.iter().filter(|one| one.names(status, code));
    naming.any(|refusal| match refusal.codes {
        [] => says_nothing_else(refusals, error),
        _ => error.outcome() == Outcome::Refused,
    })
}

/// A status refuses the token by itself only where the answer says nothing else: no documented code that
/// means something else, and nothing that could be a yes.
fn says_nothing_else<C: ResultCode>(refusals: &[TokenRefusal], error: &CallError<C>) -> bool {
    let about_the_token = |code: &C| {
        code.unrecognised().is_some()
            || refusals
                .iter()
                .any(|refusal| refusal.codes.contains(&code.as_str()))
    };
    matches!(error.kind(), ErrorKind::Refused | ErrorKind::Unreadable)
        && error.code().is_none_or(about_the_token)
        && !error.may_be_a_yes()
}
