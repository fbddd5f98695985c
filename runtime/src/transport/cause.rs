//! Why a message did not get through, in the words of one line, and errors without the queries of addresses.

use std::error::Error;
use std::io::ErrorKind;
use std::{fmt, io, iter};

use crate::BoxError;
use crate::value::shown;

/// The longest part of another crate's text that is said, in characters.
const SHOWN: usize = 200;

/// The cause below an error, from the types and texts of its chain: `connection refused`,
/// `certificate: UnknownIssuer`, `TLS: HandshakeFailure`.
pub(crate) fn cause_of(error: &(dyn Error + 'static)) -> String {
    let links = inside(error);
    let deepest = links.last().unwrap_or(&error).to_string();
    if links.iter().any(|link| link.to_string() == "dns error") {
        let beginning = "failed to lookup address information: ";
        let why = deepest.strip_prefix(beginning).unwrap_or(&deepest);
        return format!("the name was not found (DNS): {}", shown(why, SHOWN));
    }
    let of_system = |link: &&(dyn Error + 'static)| link.downcast_ref().map(io::Error::kind);
    let kinds: Vec<ErrorKind> = links.iter().filter_map(of_system).collect();
    let is_tls = kinds.contains(&ErrorKind::InvalidData);
    if let Some(words) = kinds.into_iter().find_map(name_of_kind) {
        return words.to_owned();
    }
    if links.iter().any(|link| is_timeout(*link)) {
        return "timed out".to_owned();
    }
    let mut texts = links.iter().map(ToString::to_string);
    if let Some(words) = texts.find_map(|text| of_openssl(&text)) {
        return shown(&words, SHOWN);
    }
    let deepest = shown(&clean(&deepest, None), SHOWN);
    if let Some(certificate) = deepest.strip_prefix("invalid peer certificate: ") {
        let certificate = certificate.split(" {").next().unwrap_or(certificate);
        let fault = certificate
            .strip_prefix("certificate ")
            .unwrap_or(certificate);
        return format!("certificate: {fault}");
    }
    match deepest.strip_prefix("received fatal alert: ") {
        Some(alert) => format!("TLS: {alert}"),
        // What TLS finds fault with comes as invalid data.
        None if is_tls => format!("TLS: {deepest}"),
        None => deepest,
    }
}

/// What OpenSSL says, without its places: `error:CODE:LIBRARY:FUNCTION:REASON:FILE:LINE:`, and of a
/// certificate what is wrong with it, in parentheses behind that.
fn of_openssl(text: &str) -> Option<String> {
    let fields = text.strip_prefix("error:")?;
    let reason = fields.split(':').nth(3)?;
    let fault = fields
        .rsplit_once(": (")
        .and_then(|(_, fault)| fault.strip_suffix(')'));
    Some(match fault {
        Some(fault) => format!("certificate: {fault}"),
        None => format!("TLS: {reason}"),
    })
}

/// An error and all below it, also what errors of the operating system's kind wrap and do not tell as
/// their source.
fn inside<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let below = |&link: &&'a (dyn Error + 'static)| {
        let wrapped = link.downcast_ref().and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped as &'a (dyn Error + 'static)),
            None => link.source(),
        }
    };
    iter::successors(Some(error), below).collect()
}

/// An error and all below it, the nearest first.
fn links<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&link| link.source())
}

/// What the operating system says, in words that are the same on each.
fn name_of_kind(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::ConnectionRefused => Some("connection refused"),
        ErrorKind::ConnectionReset => Some("connection reset"),
        ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => Some("connection closed"),
        ErrorKind::UnexpectedEof => Some("connection closed before its end"),
        ErrorKind::HostUnreachable => Some("the host cannot be reached"),
        ErrorKind::NetworkUnreachable => Some("the network cannot be reached"),
        ErrorKind::TimedOut => Some("timed out"),
        _ => None,
    }
}

fn is_timeout(link: &(dyn Error + 'static)) -> bool {
    #[cfg(feature = "reqwest")]
    if let Some(error) = link.downcast_ref::<::reqwest::Error>() {
        return error.is_timeout();
    }
    matches!(
        link.to_string().as_str(),
        "operation timed out" | "deadline has elapsed" | "request timed out"
    )
}

/// The error, unless it or one below it shows the query of an address: then what they say, without it.
/// `query` is that of the request.
pub(crate) fn without_query(error: BoxError, query: Option<&str>) -> BoxError {
    let shows = |text: String| clean(&text, query) != text;
    let shows =
        |link: &(dyn Error + 'static)| shows(link.to_string()) || shows(format!("{link:?}"));
    if !links(&*error).any(shows) {
        return error;
    }
    let texts: Vec<String> = links(&*error)
        .map(|link| clean(&link.to_string(), query))
        .collect();
    let told = texts.into_iter().rev().fold(None, |source, text| {
        let source = source.map(Box::new);
        Some(ErrorWithoutQuery { text, source })
    });
    match told {
        Some(told) => Box::new(told),
        None => error,
    }
}

/// A text without the queries in it: that of the request, and whatever stands behind `?` in an address.
fn clean(text: &str, query: Option<&str>) -> String {
    let text = match query.filter(|query| !query.is_empty()) {
        // One of more than a word is known wherever it stands.
        Some(query) if query.contains('=') => text.replace(query, "…"),
        // A word is one as a part of an address, and as `Debug` writes one by itself.
        Some(query) => text
            .replace(&*format!("?{query}"), "?…")
            .replace(&*format!("{query:?}"), "\"…\""),
        None => text.to_owned(),
    };
    let mut addresses = text.split("://");
    let mut cleaned = addresses.next().unwrap_or_default().to_owned();
    for address in addresses {
        cleaned.push_str("://");
        let (plain, behind) = split_before(address, &['?', '"', '\'', '<', '>', '(', ')']);
        cleaned.push_str(plain);
        match behind.strip_prefix('?') {
            // What ends an address may be a part of a query.
            Some(query) => cleaned.extend(["?…", split_before(query, &['"']).1]),
            None => cleaned.push_str(behind),
        }
    }
    cleaned
}

/// A text up to the first blank or one of these marks, and the rest.
fn split_before<'t>(text: &'t str, marks: &[char]) -> (&'t str, &'t str) {
    let end = text.find(|c: char| c.is_whitespace() || marks.contains(&c));
    text.split_at(end.unwrap_or(text.len()))
}

/// What an error said that showed a query.
struct ErrorWithoutQuery {
    text: String,
    source: Option<Box<ErrorWithoutQuery>>,
}

impl fmt::Display for ErrorWithoutQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for ErrorWithoutQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorWithoutQuery")
            .field(&self.text)
            .field(&self.source)
            .finish()
    }
}

impl Error for ErrorWithoutQuery {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref();
        source.map(|source| source as &(dyn Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer(&'static str, io::Error);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.1)
        }
    }

    fn named_as(cases: Vec<(&'static str, io::Error, &str)>) {
        for (outer, inner, expected) in cases {
            assert_eq!(cause_of(&Outer(outer, inner)), expected);
        }
    }

    #[test]
    fn the_cause_is_named_by_the_type_where_it_has_one_and_else_by_its_text() {
        let other = |text: &'static str| io::Error::other(text);
        named_as(vec![
            (
                "x",
                ErrorKind::ConnectionRefused.into(),
                "connection refused",
            ),
            ("x", ErrorKind::TimedOut.into(), "timed out"),
            ("operation timed out", other("x"), "timed out"),
            (
                "dns error",
                other("failed to lookup address information: Name or service not known"),
                "the name was not found (DNS): Name or service not known",
            ),
            ("x", other("two\nlines"), "two\\u{a}lines"),
            ("x", other("at https://x/y?card=42"), "at https://x/y?…"),
        ]);
        assert_eq!(cause_of(&io::Error::other("alone")), "alone");
    }

    #[test]
    fn what_tls_says_is_told_in_its_words_without_its_places() {
        let tls = |text: &'static str| io::Error::new(ErrorKind::InvalidData, text);
        let alert = "received fatal alert: HandshakeFailure";
        let openssl =
            "error:0A000086:SSL routines:f:certificate verify failed:a.c:1: (key too weak)";
        named_as(vec![
            ("x", tls(alert), "TLS: HandshakeFailure"),
            ("x", io::Error::other(tls(alert)), "TLS: HandshakeFailure"),
            (
                "x",
                tls("received corrupt message"),
                "TLS: received corrupt message",
            ),
            (
                "x",
                tls("invalid peer certificate: UnknownIssuer"),
                "certificate: UnknownIssuer",
            ),
            (
                "x",
                tls("invalid peer certificate: certificate expired: since long"),
                "certificate: expired: since long",
            ),
            (
                "x",
                tls("invalid peer certificate: Unsupported { ids: [6, 9] }"),
                "certificate: Unsupported",
            ),
            (
                openssl,
                io::Error::other("error:0A"),
                "certificate: key too weak",
            ),
            (
                "x",
                io::Error::other(
                    "error:0A00042E:SSL routines:f:tlsv1 alert protocol version:a.c:1:",
                ),
                "TLS: tlsv1 alert protocol version",
            ),
        ]);
    }

    #[test]
    fn no_query_is_left_in_any_link_and_clean_errors_stay_what_they_are() {
        let shows = [
            "GET http://x/pay?phone=01012345678 failed",
            "(https://x/pay?phone=01012345678), twice https://y?phone=01012345678",
            "/pay?phone=01012345678",
            "Url { query: Some(\"phone=01012345678\") }",
        ];
        for text in shows {
            for error in [
                Outer(text, io::Error::other("deep")),
                Outer("outer", io::Error::other(text)),
            ] {
                let clean = without_query(Box::new(error), Some("phone=01012345678"));
                assert!(!format!("{clean:?}").contains("010"), "{clean:?}");
                let links: Vec<String> = links(&*clean).map(ToString::to_string).collect();
                assert_eq!(links.len(), 2, "{links:?}");
                assert!(!links.concat().contains("010"), "{links:?}");
            }
        }
        let plain = without_query(
            Box::new(Outer("why?", io::Error::other("https://x/y"))),
            Some("a"),
        );
        assert!(plain.is::<Outer>());
        assert_eq!(
            clean("(https://x/y?a=b) and (z)", None),
            "(https://x/y?… and (z)"
        );
    }
}
