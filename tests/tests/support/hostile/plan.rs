//! What a server does to one call, put together from steps: the vocabulary in which `cases` is written.

use std::time::Duration;

use super::answers::{Answer, Subject};
use super::http;
use super::server::{Gate, Step};

/// How long a client waits, so that a case ends for the reason that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Longer than anything takes.
    Long,
    /// Not long for an answer.
    ShortForAll,
    /// Not long for the next byte of one.
    ShortForBytes,
    /// Not long for a connection.
    ShortForConnecting,
}

impl Patience {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Long,
        Self::ShortForAll,
        Self::ShortForBytes,
        Self::ShortForConnecting,
    ];

    /// As time-outs: for a connection, for a byte and in all.
    pub fn timeouts(self) -> kpg::Timeouts {
        match self {
            Self::Long => kpg::Timeouts::from_millis(20_000, 30_000, 30_000),
            Self::ShortForAll => kpg::Timeouts::from_millis(20_000, 30_000, 1_500),
            Self::ShortForBytes => kpg::Timeouts::from_millis(1_500, 1_500, 30_000),
            Self::ShortForConnecting => kpg::Timeouts::from_millis(600, 30_000, 30_000),
        }
    }
}

/// What a server does to one call.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The connection that the call comes on; none when none comes about.
    pub connection: Option<Vec<Step>>,
    /// Whether another connection would come about.
    pub gate: Gate,
    /// How long the client waits.
    pub patience: Patience,
    /// Whether the client is told to speak TLS.
    pub tls: bool,
    /// Whether a good call goes before on the same connection, and the pause after it.
    pub warm: Option<Duration>,
}

impl Plan {
    /// With a client that does not wait long for an answer.
    #[must_use]
    pub fn impatient(self) -> Self {
        let patience = Patience::ShortForAll;
        Self { patience, ..self }
    }

    /// With a client that does not wait long for the next byte.
    #[must_use]
    pub fn restless(self) -> Self {
        let patience = Patience::ShortForBytes;
        Self { patience, ..self }
    }

    /// With a client that does not wait long for a connection, and speaks TLS.
    #[must_use]
    pub fn tls(self) -> Self {
        let patience = Patience::ShortForConnecting;
        Self {
            patience,
            tls: true,
            ..self
        }
    }
}

/// One connection with these steps, and every further one served well.
pub fn steps(steps: impl IntoIterator<Item = Step>) -> Plan {
    Plan {
        connection: Some(steps.into_iter().collect()),
        gate: Gate::Open,
        patience: Patience::Long,
        tls: false,
        warm: None,
    }
}

/// No connection comes about.
pub fn no_connection(gate: Gate) -> Plan {
    Plan {
        connection: None,
        gate,
        patience: Patience::ShortForConnecting,
        ..steps([])
    }
}

/// Reads the whole request, then takes these steps.
pub fn reads_and(then: impl IntoIterator<Item = Step>) -> Plan {
    steps([Step::Read].into_iter().chain(then))
}

/// Reads the whole request and writes these bytes.
pub fn reads_and_writes(bytes: Vec<u8>) -> Plan {
    reads_and([Step::Send(bytes)])
}

/// Reads the whole request and answers with a status and a body of JSON.
pub fn answers(status: &str, body: impl AsRef<[u8]>) -> Plan {
    answers_as(status, "application/json; charset=utf-8", body)
}

/// Reads the whole request and answers with a status, a content type and a body.
pub fn answers_as(status: &str, content_type: &str, body: impl AsRef<[u8]>) -> Plan {
    let headers = format!("Content-Type: {content_type}\r\n");
    reads_and_writes(http::response(status, &headers, body.as_ref()))
}

/// A redirect to another host, with a body.
pub fn redirects(status: &str, elsewhere: &str, body: &[u8]) -> Plan {
    let headers = format!("Location: {elsewhere}/taken\r\nContent-Type: application/json\r\n");
    reads_and_writes(http::response(status, &headers, body))
}

/// An answer as the vendor writes it.
pub fn written(answer: &Answer) -> Vec<u8> {
    let headers = format!("Content-Type: {}\r\n", answer.content_type);
    http::response(&format!("{} X", answer.status), &headers, &answer.body)
}

/// A good call on a connection that is kept, and these steps when the next call comes.
pub fn kept_and(subject: &Subject, then: impl IntoIterator<Item = Step>) -> Plan {
    let yes = &subject.yes;
    let headers = format!("Content-Type: {}\r\n", yes.content_type);
    let first = [
        Step::Read,
        Step::Send(http::kept("200 OK", &headers, &yes.body)),
    ];
    Plan {
        warm: Some(Duration::from_millis(250)),
        ..steps(first.into_iter().chain(then))
    }
}
