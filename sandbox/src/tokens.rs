//! Session tokens: issued, accepted while they live, spent when they are good for one call.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use kpg_codegen::model::{
    AnswerField, Kind, Lifetime, Session, SessionId, TimeFormat, Vendor, Zone,
};

use crate::clock;

/// How long a token lives of which the answer tells, where the spec has no example that says otherwise.
const LIFETIME_SECONDS: u64 = 600;

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
    /// How long it lives; for one accepted call where there is nothing.
    lives: Option<Duration>,
}

impl Tokens {
    /// Remembers a token.
    pub fn issue(&mut self, vendor: &Vendor, session: SessionId, token: String) {
        let declared = vendor.sessions.get(session.0);
        self.issued.push(Issued {
            session,
            token,
            at: Instant::now(),
            lives: declared.and_then(|session| lives(vendor, session)),
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
    pub fn alive(&mut self, id: SessionId) -> Vec<String> {
        self.issued.retain(|issued| {
            let lives = issued.lives;
            lives.is_none_or(|lives| issued.at.elapsed() < lives)
        });
        let alive = self.issued.iter().filter(|issued| issued.session == id);
        alive.map(|issued| issued.token.clone()).collect()
    }

    /// A call with this token was accepted: one that is good for one call is used up.
    pub fn spend(&mut self, id: SessionId, token: &str) {
        self.issued.retain(|issued| {
            issued.session != id || issued.token != token || issued.lives.is_some()
        });
    }
}

/// How long tokens of a session live.
fn lives(vendor: &Vendor, session: &Session) -> Option<Duration> {
    match &session.lifetime {
        Lifetime::OneCall => None,
        Lifetime::Fixed(seconds) => Some(Duration::from_secs(*seconds)),
        Lifetime::Seconds(_) | Lifetime::Until { .. } => {
            let seconds =
                lifetime_member(vendor, session).map_or(LIFETIME_SECONDS, lifetime_seconds);
            Some(Duration::from_secs(seconds))
        }
    }
}

/// What an answer says in the member that tells a token's lifetime.
pub(crate) fn lifetime_text(session: &Session, field: &AnswerField) -> Option<String> {
    match &session.lifetime {
        Lifetime::OneCall | Lifetime::Fixed(_) => None,
        Lifetime::Seconds(_) => Some(lifetime_seconds(field).to_string()),
        Lifetime::Until { zone, .. } => {
            let format = field.facts.content.one().and_then(Kind::time_format)?;
            Some(end(zone.unwrap_or(Zone::Seoul), format))
        }
    }
}

fn lifetime_member<'v>(vendor: &'v Vendor, session: &Session) -> Option<&'v AnswerField> {
    let member = session.lifetime.member()?;
    let issuer = vendor.operations.get(session.operation.0)?;
    let mut fields = issuer.answer.fields.iter();
    fields.find(|field| field.path == *member)
}

fn lifetime_seconds(field: &AnswerField) -> u64 {
    let example = field
        .facts
        .example
        .as_ref()
        .and_then(|text| text.parse().ok());
    let (least, most) = field
        .facts
        .content
        .one()
        .and_then(Kind::whole_bounds)
        .unwrap_or((0, u64::MAX.into()));
    let fitting = i128::from(LIFETIME_SECONDS).clamp(least, most.max(least));
    example.unwrap_or_else(|| u64::try_from(fitting).unwrap_or(LIFETIME_SECONDS))
}

fn end(zone: Zone, format: &TimeFormat) -> String {
    let life = SignedDuration::from_secs(i64::try_from(LIFETIME_SECONDS).unwrap_or_default());
    let now = Timestamp::now();
    clock::render(zone, format, now.checked_add(life).unwrap_or(now))
}
