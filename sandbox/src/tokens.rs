//! Session tokens: issued, accepted while they live, spent when they are good for one call.

use std::time::{Duration, Instant};

use kpg_codegen::model::{Session, SessionId};

/// The tokens of one vendor's sessions.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    issued: Vec<Issued>,
}

#[derive(Debug)]
struct Issued {
    session: SessionId,
    token: String,
    at: Instant,
}

impl Tokens {
    /// Remembers a token.
    pub fn issue(&mut self, session: SessionId, token: String) {
        self.issued.push(Issued {
            session,
            token,
            at: Instant::now(),
        });
    }

    /// Forgets every token.
    pub fn revoke(&mut self) {
        self.issued.clear();
    }

    /// Forgets one token.
    pub fn forget(&mut self, id: SessionId, token: &str) {
        self.issued
            .retain(|issued| issued.session != id || issued.token != token);
    }

    /// The tokens of a session that may be used now; the dead ones are forgotten.
    pub fn alive(&mut self, id: SessionId, session: &Session) -> Vec<String> {
        let lifetime = session.lifetime_seconds.map(Duration::from_secs);
        self.issued.retain(|issued| {
            issued.session != id || lifetime.is_none_or(|lifetime| issued.at.elapsed() < lifetime)
        });
        let alive = self.issued.iter().filter(|issued| issued.session == id);
        alive.map(|issued| issued.token.clone()).collect()
    }

    /// A call with this token was accepted: a session without a lifetime needs a new one for the next.
    pub fn spend(&mut self, id: SessionId, session: &Session, token: &str) {
        if session.lifetime_seconds.is_none() {
            self.forget(id, token);
        }
    }
}
