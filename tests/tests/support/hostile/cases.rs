//! The table of everything a vendor may do to a call, and what must be known after it. Every line is
//! written by hand; nothing in it may come from a client.

use std::time::Duration;

use kpg::ErrorKind::{self, *};
use kpg::Outcome;

use super::answers::Subject;
use super::http;
use super::plan::*;
use super::server::{Gate, Step};
use super::spoiled::{PAGE, deep, is_number, is_text, jwe_part, utf16};

/// One thing that a vendor may do.
#[derive(Debug)]
pub struct Case {
    /// What the vendor does.
    pub name: &'static str,
    /// Whether it has the whole request after that, and so may have executed it.
    pub read: bool,
    /// What must be known of the call.
    pub end: End,
    /// What it is done to.
    pub on: On,
    /// How the server does it; nothing where it cannot be done to an operation.
    pub plan: fn(&Subject, &str) -> Option<Plan>,
}

/// What a case is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The call itself. Done to the call that fetches its token, it must leave the call itself unsent.
    Call,
    /// Only the call that fetches its token; nothing is wrong with the call itself.
    Token,
}

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The typed answer.
    Done,
    /// The typed answer, which says that it is not final.
    Pending,
    /// An error: where, what is known of the money, and whether it is safe to send again.
    Fails(ErrorKind, Outcome, bool),
}

const WHOLE: bool = true;
const UNREAD: bool = false;
const SAFE: bool = true;
const UNSAFE: bool = false;

const NOT_SENT: End = End::Fails(Connect, Outcome::NotSent, SAFE);
const EXCHANGE: End = End::Fails(Exchange, Outcome::Unknown, UNSAFE);
const UNREADABLE: End = End::Fails(Unreadable, Outcome::Unknown, UNSAFE);
const CONTRADICTION: End = End::Fails(Contradiction, Outcome::Unknown, UNSAFE);
const MISMATCH: End = End::Fails(Mismatch, Outcome::Unknown, UNSAFE);
const MALFORMED: End = End::Fails(Malformed, Outcome::Unknown, UNSAFE);
const NO_TOKEN: End = End::Fails(Session, Outcome::NotSent, SAFE);
const UNFIT_TOKEN: End = End::Fails(Prepare, Outcome::NotSent, SAFE);
const REFUSED: End = End::Fails(Refused, Outcome::Refused, SAFE);

const fn case(
    name: &'static str,
    read: bool,
    end: End,
    plan: fn(&Subject, &str) -> Option<Plan>,
) -> Case {
    Case {
        name,
        read,
        end,
        on: On::Call,
        plan,
    }
}

const fn token(name: &'static str, end: End, plan: fn(&Subject, &str) -> Option<Plan>) -> Case {
    Case {
        on: On::Token,
        ..case(name, WHOLE, end, plan)
    }
}

/// All cases, in the order of the page that shows them.
pub fn all() -> impl Iterator<Item = &'static Case> {
    let groups = [
        CONNECTION, FRAME, STATUS, BODY, MEANING, REPETITION, ENVELOPE, TOKEN,
    ];
    groups.into_iter().flatten()
}

/// Whether a case is about what an answer must repeat of its request.
pub fn is_of_repetition(case: &Case) -> bool {
    REPETITION.iter().any(|known| std::ptr::eq(known, case))
}

/// A kept connection, until the second call on it.
const IDLE: Duration = Duration::from_millis(100);

/// By then a client has noticed what happened to a kept connection after [`IDLE`], also on a busy machine.
const NOTICED: Duration = Duration::from_millis(1_500);

/// Two answers to the first call, which the next one on the connection must not take for its own.
fn doubled_and_kept(it: &Subject) -> Plan {
    let headers = "Content-Type: application/json\r\n";
    let yes = http::kept(OK, headers, &it.yes.body);
    let no = http::kept(OK, headers, it.refusal(it.no_code()).as_bytes());
    Plan {
        connection: Some(vec![
            Step::Read,
            Step::Send([yes, no].concat()),
            Step::Read,
            Step::Reset,
        ]),
        ..kept_and(it, [])
    }
}

#[rustfmt::skip]
const CONNECTION: &[Case] = &[
    case("refuses the connection", UNREAD, NOT_SENT, |_, _| Some(no_connection(Gate::Refusing))),
    case("does not answer the connection attempt", UNREAD, NOT_SENT, |_, _| Some(no_connection(Gate::Full))),
    case("does not answer the connection attempt before the total time-out", UNREAD, EXCHANGE, |_, _| Some(no_connection(Gate::Full).impatient())),
    case("answers the TLS handshake in plain HTTP", UNREAD, NOT_SENT, |_, _| Some(steps([Step::Await, Step::Send(b"HTTP/1.1 400 X\r\n\r\n".to_vec())]).tls())),
    case("stops answering during the TLS handshake", UNREAD, NOT_SENT, |_, _| Some(steps([Step::Hang]).tls())),
    case("resets the connection during the TLS handshake", UNREAD, NOT_SENT, |_, _| Some(steps([Step::Await, Step::Reset]).tls())),
    case("accepts the connection and reads nothing", UNREAD, EXCHANGE, |_, _| Some(steps([Step::Hang]).impatient())),
    case("resets the connection before it reads", UNREAD, EXCHANGE, |_, _| Some(steps([Step::Await, Step::Reset]))),
    case("closes the connection before it reads", UNREAD, EXCHANGE, |_, _| Some(steps([Step::Await]))),
    case("resets the connection after the request's headers", UNREAD, EXCHANGE, |_, _| Some(steps([Step::ReadHead, Step::Reset]))),
    case("resets the connection after the request", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Reset]))),
    case("closes the connection after the request", WHOLE, EXCHANGE, |_, _| Some(reads_and([]))),
    case("never answers", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Hang]).impatient())),
    case("sends no byte before the read time-out", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Hang]).restless())),
    case("closes an idle kept-alive connection before the request", WHOLE, End::Done, |it, _| Some(kept_and(it, []))),
    case("resets an idle kept-alive connection before the request", WHOLE, End::Done, |it, _| Some(Plan { warm: Some(NOTICED), ..kept_and(it, [Step::Pause(IDLE), Step::Reset]) })),
    case("sends a refusal behind an accepting answer on a kept-alive connection", WHOLE, End::Done, |it, _| Some(doubled_and_kept(it))),
    case("closes an idle kept-alive connection, then refuses a new one", UNREAD, NOT_SENT, |it, _| Some(Plan { gate: Gate::Refusing, ..kept_and(it, []) })),
    case("closes a kept-alive connection when the request arrives", UNREAD, EXCHANGE, |it, _| Some(kept_and(it, [Step::Await]))),
    case("resets a kept-alive connection when the request arrives", UNREAD, EXCHANGE, |it, _| Some(kept_and(it, [Step::Await, Step::Reset]))),
    case("closes a kept-alive connection after the request", WHOLE, EXCHANGE, |it, _| Some(kept_and(it, [Step::Read]))),
    case("closes a kept-alive connection after the request, then refuses a new one", WHOLE, EXCHANGE, |it, _| Some(Plan { gate: Gate::Refusing, ..kept_and(it, [Step::Read]) })),
];

const OK: &str = "200 OK";
const LONG: usize = 1600;
const MANY: &str = "Content-Length: 104857600\r\n";
const CHUNKED: &str = "Transfer-Encoding: chunked\r\n";
const CLOSE: &str = "Connection: close\r\n";

fn yes_framed(it: &Subject, headers: &str) -> Option<Plan> {
    framed(headers, &it.yes.body)
}

fn framed(headers: &str, body: &[u8]) -> Option<Plan> {
    let headers = format!("{headers}{CLOSE}");
    Some(reads_and_writes(http::framed(OK, &headers, body)))
}

fn with_length(it: &Subject, length: impl Fn(usize) -> String) -> Option<Plan> {
    yes_framed(
        it,
        &format!("Content-Length: {}\r\n", length(it.yes.body.len())),
    )
}

fn in_chunks(it: &Subject, end: &[u8]) -> Option<Plan> {
    let body = [http::chunks(&it.yes.body, 7), end.to_vec()].concat();
    framed(CHUNKED, &body)
}

fn floods(headers: &str, framed: bool) -> Option<Plan> {
    let head = http::framed(OK, headers, b"");
    Some(reads_and([
        Step::Send(head),
        Step::Flood {
            chunks: LONG,
            framed,
        },
    ]))
}

fn before_yes(it: &Subject, first: &[u8]) -> Option<Plan> {
    Some(reads_and_writes([first, &written(&it.yes)].concat()))
}

/// A refusal, listed or of a page that says that all other codes are failures, on a connection that is kept.
fn no_kept(it: &Subject) -> Option<Vec<u8>> {
    Some(match it.no.as_ref().or(it.fault.as_ref()) {
        Some(no) => http::kept(&format!("{} X", no.status), "", &no.body),
        None => http::kept(
            OK,
            "",
            it.others_refuse()
                .and(coded(it))?
                .refusal("9999")
                .as_bytes(),
        ),
    })
}

fn cut(it: &Subject, then: Step) -> Plan {
    let mut bytes = written(&it.yes);
    bytes.pop();
    reads_and([Step::Send(bytes), then])
}

#[rustfmt::skip]
const FRAME: &[Case] = &[
    case("accepts, one byte at a time", WHOLE, End::Done, |it, _| Some(reads_and([Step::Drip(written(&it.yes), Duration::ZERO)]))),
    case("accepts, one byte at a time, more slowly than the total time-out allows", WHOLE, EXCHANGE, |it, _| Some(reads_and([Step::Drip(written(&it.yes), Duration::from_millis(100))]).impatient())),
    case("sends half a status line and closes the connection", WHOLE, EXCHANGE, |_, _| Some(reads_and_writes(b"HTTP/1.1 20".to_vec()))),
    case("sends the headers and resets the connection", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(http::framed(OK, "Content-Length: 9\r\n", b"")), Step::Pause(IDLE), Step::Reset]))),
    case("sends the headers and nothing more", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(http::framed(OK, "Content-Length: 9\r\n", b"")), Step::Hang]).impatient())),
    case("closes the connection before the last byte", WHOLE, EXCHANGE, |it, _| Some(cut(it, Step::Pause(Duration::ZERO)))),
    case("sends all but the last byte", WHOLE, EXCHANGE, |it, _| Some(cut(it, Step::Hang).impatient())),
    case("sends all but the last byte before the read time-out", WHOLE, EXCHANGE, |it, _| Some(cut(it, Step::Hang).restless())),
    case("sends fewer bytes than `Content-Length` says", WHOLE, EXCHANGE, |it, _| with_length(it, |length| (length + 1).to_string())),
    case("sends more bytes than `Content-Length` says", WHOLE, UNREADABLE, |it, _| with_length(it, |length| (length - 1).to_string())),
    case("sends two different `Content-Length` headers", WHOLE, EXCHANGE, |it, _| with_length(it, |length| format!("{length}\r\nContent-Length: 2"))),
    case("sends a negative `Content-Length`", WHOLE, EXCHANGE, |it, _| with_length(it, |_| "-1".to_owned())),
    case("accepts without `Content-Length` and closes the connection after the body", WHOLE, End::Done, |it, _| yes_framed(it, "")),
    case("accepts without `Content-Length` and closes the connection within the body", WHOLE, UNREADABLE, |it, _| Some(reads_and_writes(http::framed(OK, CLOSE, it.yes.without_end(1))))),
    case("accepts in chunks", WHOLE, End::Done, |it, _| in_chunks(it, b"0\r\n\r\n")),
    case("closes the connection before the last chunk", WHOLE, EXCHANGE, |it, _| in_chunks(it, b"")),
    case("sends a chunk whose length is not a number", WHOLE, EXCHANGE, |it, _| in_chunks(it, b"zz\r\n")),
    case("sends 100 MB", WHOLE, EXCHANGE, |_, _| floods(MANY, false)),
    case("sends 100 MB in chunks", WHOLE, EXCHANGE, |_, _| floods(CHUNKED, true)),
    case("sends 100 MB without `Content-Length`", WHOLE, EXCHANGE, |_, _| floods(CLOSE, false)),
    case("sends 100 MB of headers", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(b"HTTP/1.1 200 OK\r\nX: ".to_vec()), Step::Flood { chunks: LONG, framed: false }]))),
    case("sends 10,000 headers", WHOLE, EXCHANGE, |it, _| yes_framed(it, &"X: y\r\n".repeat(10_000))),
    case("answers as an SSH server", WHOLE, EXCHANGE, |_, _| Some(reads_and_writes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()))),
    case("sends the body without a status line and headers", WHOLE, EXCHANGE, |it, _| Some(reads_and_writes(it.yes.body.clone()))),
    case("sends HTTP 100 and closes the connection", WHOLE, EXCHANGE, |_, _| Some(reads_and_writes(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()))),
    case("sends HTTP 100, then accepts", WHOLE, End::Done, |it, _| before_yes(it, b"HTTP/1.1 100 Continue\r\n\r\n")),
    case("sends HTTP 103, then accepts", WHOLE, End::Done, |it, _| before_yes(it, b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")),
    case("sends HTTP 100 without end", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000)), Step::Hang]).impatient())),
    case("answers with HTTP 101, a change of protocol", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::framed("101 Switching Protocols", "Connection: upgrade\r\nUpgrade: x\r\n", b"")))),
    case("accepts in HTTP/1.0", WHOLE, End::Done, |it, _| Some(reads_and_writes([b"HTTP/1.0 200 OK\r\n\r\n", &*it.yes.body].concat()))),
    case("accepts in HTTP/9.9", WHOLE, EXCHANGE, |it, _| Some(reads_and_writes([b"HTTP/9.9 200 OK\r\n\r\n", &*it.yes.body].concat()))),
    case("accepts in chunks, with a `Content-Length` as well", WHOLE, End::Done, |it, _| framed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", &[http::chunks(&it.yes.body, 7), b"0\r\n\r\n".to_vec()].concat())),
    case("accepts after 4 MB of spaces", WHOLE, End::Done, |it, _| Some(answers(OK, format!("{}{}", " ".repeat(4 << 20), it.yes.plain)))),
    case("accepts, with an uncompressed body labelled as gzip", WHOLE, End::Done, |it, _| with_length(it, |length| format!("{length}\r\nContent-Encoding: gzip"))),
    case("accepts, with a refusal behind the answer", WHOLE, End::Done, |it, _| Some(reads_and_writes([written(&it.yes), http::response(OK, "", it.refusal(it.no_code()).as_bytes())].concat()))),
    case("refuses, with an accepting answer behind the refusal", WHOLE, REFUSED, |it, _| before_yes(it, &no_kept(it)?)),
    case("compresses the accepting answer (gzip) although the client does not ask for it", WHOLE, UNREADABLE, |it, _| Some(reads_and_writes(http::response(OK, "Content-Encoding: gzip\r\n", &http::gzip(&it.yes.body))))),
];

#[rustfmt::skip]
const STATUS: &[Case] = &[
    case("sends an empty body, HTTP 200", WHOLE, UNREADABLE, |_, _| Some(answers(OK, ""))),
    case("sends an empty body, HTTP 204", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::framed("204 No Content", CLOSE, b"")))),
    case("sends an empty body, HTTP 502", WHOLE, UNREADABLE, |_, _| Some(answers("502 Bad Gateway", ""))),
    case("sends an HTML page, HTTP 200", WHOLE, UNREADABLE, |_, _| Some(answers_as(OK, "text/html", PAGE))),
    case("sends an HTML page, HTTP 404", WHOLE, UNREADABLE, |_, _| Some(answers_as("404 Not Found", "text/html", PAGE))),
    case("sends an HTML page, HTTP 408", WHOLE, UNREADABLE, |_, _| Some(answers_as("408 Request Timeout", "text/html", PAGE))),
    case("sends an HTML page, HTTP 429 with `Retry-After`", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::response("429 Too Many Requests", "Retry-After: 0\r\n", PAGE.as_bytes())))),
    case("sends an HTML page, HTTP 502", WHOLE, UNREADABLE, |_, _| Some(answers_as("502 Bad Gateway", "text/html", PAGE))),
    case("sends an HTML page, HTTP 503 with `Retry-After`", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::response("503 Service Unavailable", "Retry-After: 0\r\n", PAGE.as_bytes())))),
    case("redirects to another host, HTTP 301", WHOLE, UNREADABLE, |_, host| Some(redirects("301 Moved Permanently", host, b""))),
    case("redirects to another host, HTTP 303", WHOLE, UNREADABLE, |_, host| Some(redirects("303 See Other", host, b""))),
    case("redirects to another host, HTTP 307", WHOLE, UNREADABLE, |_, host| Some(redirects("307 Temporary Redirect", host, b""))),
    case("redirects to another host, HTTP 308", WHOLE, UNREADABLE, |_, host| Some(redirects("308 Permanent Redirect", host, b""))),
    case("accepts and redirects to another host, HTTP 307", WHOLE, CONTRADICTION, |it, host| Some(redirects("307 Temporary Redirect", host, it.yes.plain.as_bytes()))),
    case("accepts, HTTP 400", WHOLE, CONTRADICTION, |it, _| Some(answers("400 Bad Request", &it.yes.body))),
    case("accepts, HTTP 500", WHOLE, CONTRADICTION, |it, _| Some(answers("500 Internal Server Error", &it.yes.body))),
    case("accepts, HTTP 200 with `Location`", WHOLE, End::Done, |it, host| yes_framed(it, &format!("Location: {host}/\r\n"))),
];

#[rustfmt::skip]
const BODY: &[Case] = &[
    case("accepts, labelled as `text/html`", WHOLE, End::Done, |it, _| Some(answers_as(OK, "text/html", &it.yes.body))),
    case("accepts in UTF-8, labelled as another charset", WHOLE, End::Done, |it, _| Some(answers_as(OK, "application/json; charset=euc-kr", &it.yes.body))),
    case("accepts, with a byte order mark before the JSON", WHOLE, End::Done, |it, _| Some(answers(OK, [b"\xef\xbb\xbf", it.yes.body.as_slice()].concat()))),
    case("accepts in UTF-16", WHOLE, UNREADABLE, |it, _| Some(answers(OK, utf16(&it.yes)))),
    case("accepts, with a text in EUC-KR instead of UTF-8", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_bytes(b"\xbc\xba\xb0\xf8")))),
    case("accepts, with bytes in a text that are not UTF-8", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_bytes(b"\xf0\x9f\x99")))),
    case("accepts, with a NUL in a text", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_bytes(b"\0")))),
    case("accepts, with half a surrogate pair in a text", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_bytes(b"\\ud83d")))),
    case("accepts, with a cut-off character in a name", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_name(b"\xed\x99")))),
    case("accepts, with a cut-off character in the code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.with_half(it.code_path())))),
    case("accepts, with a cut-off character in an optional text", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_half(it.optional(is_text)?)))),
    case("accepts, with a cut-off character in a required text", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with_half(it.required()?)))),
    case("sends half of the JSON", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.yes.without_end(it.yes.body.len() / 2)))),
    case("sends a form instead of JSON", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("code={}", it.success_code())))),
    case("sends the JSON as a JSON string", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("{:?}", it.yes.plain)))),
    case("sends the JSON twice", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.yes.plain.repeat(2)))),
    case("sends the JSON inside a list", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("[{}]", it.yes.plain)))),
    case("sends text after the JSON", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("{}<!-- -->", it.yes.plain)))),
    case("accepts, with 20,000 members that are not in the spec", WHOLE, End::Done, |it, _| {
        let members: Vec<String> = (0..20_000).map(|number| format!(r#""x{number}":{number}"#)).collect();
        Some(answers(OK, it.with_first(&members.join(","))))
    }),
    case("accepts, with a member that is not in the spec", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_first(r#""새 항목":{"a":[1,null]}"#)))),
    case("accepts, with a member twice that is not in the spec", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_first(r#""x":1,"x":1"#)))),
    case("sends the code twice: accepting, accepting", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.code_twice(it.success_code(), it.success_code())))),
    case("sends the code twice: accepting, refusing", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.code_twice(it.success_code(), it.no_code())))),
    case("sends the code twice: refusing, accepting", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.code_twice(it.no_code(), it.success_code())))),
    case("accepts, with a member of 100 levels", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_first(&deep(100))))),
    case("accepts, with a member of 100,000 levels", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_first(&deep(100_000))))),
    case("accepts, with a number of 30 digits", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_first(&format!(r#""x":1{}"#, "0".repeat(29)))))),
    case("accepts, with a number of 1,000 digits", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_first(&format!(r#""x":1{}"#, "0".repeat(999)))))),
];

/// Whether a code can be too long for one that is not listed: it is told how long they are, or no other one refuses.
fn has_a_longest_code(it: &Subject) -> bool {
    it.operation.answer.code_length().is_some() || it.others_refuse().is_none()
}

/// An operation whose answers have a result code.
fn coded(it: &Subject) -> Option<&Subject> {
    it.operation.answer.code.is_some().then_some(it)
}

const BROKEN: &str = "500 Internal Server Error";

/// A refusal whose code is listed with an HTTP status, or with none.
fn listed(it: &Subject, with_status: bool) -> Option<&[u8]> {
    let is_so = it.refusal_listed()?.status.is_some() == with_status;
    Some(it.no.as_ref().filter(|_| is_so)?.body.as_slice())
}

fn refused(it: &Subject) -> Option<&kpg_codegen::model::Test> {
    it.operation.answer.refused.as_ref()?.tests.first()
}

#[rustfmt::skip]
const MEANING: &[Case] = &[
    case("accepts", WHOLE, End::Done, |it, _| Some(reads_and_writes(written(&it.yes)))),
    case("answers that the operation is pending", WHOLE, End::Pending, |it, _| Some(reads_and_writes(written(it.pending.as_ref()?)))),
    case("refuses", WHOLE, REFUSED, |it, _| Some(reads_and_writes(written(it.no.as_ref()?)))),
    case("refuses with a code that is listed without a status, HTTP 500", WHOLE, REFUSED, |it, _| Some(answers(BROKEN, listed(it, false)?))),
    case("refuses with a code that is listed for another status, HTTP 500", WHOLE, UNREADABLE, |it, _| Some(answers(BROKEN, listed(it, true)?))),
    case("refuses with a code that is listed for another status, HTTP 200", WHOLE, UNREADABLE, |it, _| Some(answers(OK, listed(it, true)?))),
    case("refuses with a listed code of a fault", WHOLE, REFUSED, |it, _| Some(reads_and_writes(written(it.fault.as_ref()?)))),
    case("refuses with a listed code of a fault, HTTP 500", WHOLE, UNREADABLE, |it, _| Some(answers("500 Internal Server Error", &it.fault.as_ref()?.body))),
    case("sends the accepting code as the code of a fault", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, coded(it).filter(|it| it.gateway().is_some())?.fault_with_code(it.success_code())?))),
    case("accepts, with the code of a fault as well", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, it.with(it.gateway()?, Some("E1".into()))))),
    case("accepts, with an empty code of a fault as well", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.gateway()?, Some("".into()))))),
    case("sends an unlisted code where all unlisted codes refuse", WHOLE, REFUSED, |it, _| Some(answers(OK, it.others_refuse().and(coded(it))?.refusal("ZZ99")))),
    case("sends an unlisted code where all unlisted codes refuse on HTTP 4xx, HTTP 404", WHOLE, REFUSED, |it, _| Some(answers("404 X", coded(it).filter(|it| it.others_refuse().is_some_and(|on| on.contains(&(400, 499))))?.refusal("ZZ99")))),
    case("sends an unlisted code where no document says what it means", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it).filter(|it| it.others_refuse().is_none())?.refusal("ZZ99")))),
    case("sends an unlisted code where no document says what it means, HTTP 400", WHOLE, UNREADABLE, |it, _| Some(answers("400 X", coded(it).filter(|it| it.others_refuse().is_none())?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 302", WHOLE, UNREADABLE, |it, host| Some(redirects("302 Found", host, coded(it)?.refusal("ZZ99").as_bytes()))),
    case("sends an unlisted code, HTTP 408", WHOLE, UNREADABLE, |it, _| Some(answers("408 X", coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 409", WHOLE, UNREADABLE, |it, _| Some(answers("409 X", coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 425", WHOLE, UNREADABLE, |it, _| Some(answers("425 X", coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 429", WHOLE, UNREADABLE, |it, _| Some(answers("429 X", coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 499", WHOLE, UNREADABLE, |it, _| Some(answers("499 X", coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 500", WHOLE, UNREADABLE, |it, _| Some(answers(BROKEN, coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code, HTTP 504", WHOLE, UNREADABLE, |it, _| Some(answers("504 X", coded(it)?.refusal("ZZ99")))),
    case("sends an unlisted code between spaces", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(" ZZ99 ")))),
    case("sends a sentence as the code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal("거래 실패")))),
    case("sends a code that is too long", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it).filter(|it| has_a_longest_code(it))?.refusal("Z".repeat(64))))),
    case("sends the accepting code followed by a bar and `OK`", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(format!("{}|OK", it.success_code()))))),
    case("sends the accepting code followed by a line", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(format!("{}\nP_MSG=OK", it.success_code()))))),
    case("sends the accepting code followed by a NUL", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(format!("{}\0", it.success_code()))))),
    case("sends the accepting code followed by a space", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(format!("{} ", it.success_code()))))),
    case("sends the accepting code followed by a digit", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(format!("{}1", it.success_code()))))),
    case("sends an unlisted code of a fault where no document says what it means, HTTP 200", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.unsaid_of_fault("gateway_timeout")?))),
    case("sends an unlisted code of a fault where no document says what it means, HTTP 400", WHOLE, UNREADABLE, |it, _| Some(answers("400 X", it.unsaid_of_fault("gateway_timeout")?))),
    case("sends an unlisted code of a fault where all unlisted codes of it refuse on HTTP 4xx, HTTP 400", WHOLE, REFUSED, |it, _| Some(answers("400 X", it.refused_by_fault("gateway_timeout", (400, 499))?))),
    case("sends an unlisted code of a fault, HTTP 408", WHOLE, UNREADABLE, |it, _| Some(answers("408 X", it.fault_with_code("gateway_timeout")?))),
    case("sends an unlisted code of a fault, HTTP 429", WHOLE, UNREADABLE, |it, _| Some(answers("429 X", it.fault_with_code("gateway_timeout")?))),
    case("sends no code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.without_code()))),
    case("sends a blank code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(" ")))),
    case("sends null as the code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(None::<String>)))),
    case("sends a number as the code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(0)))),
    case("sends true as the code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(true)))),
    case("sends the code inside a list", WHOLE, UNREADABLE, |it, _| Some(answers(OK, coded(it)?.refusal(vec![it.no_code()])))),
    case("sends the accepting code, and a member that means a refusal", WHOLE, REFUSED, |it, _| Some(answers(OK, it.with(&refused(it)?.path, Some(refused(it)?.values.first()?.as_str().into()))))),
    case("sends the accepting code, and a member that means a refusal, HTTP 502", WHOLE, UNREADABLE, |it, _| Some(answers("502 X", it.with(&refused(it)?.path, Some(refused(it)?.values.first()?.as_str().into()))))),
    case("sends a refusing code, and the accepting value in a member that can mean a refusal", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, refused(it).and(coded(it))?.with_code(it.no_code())))),
    case("sends the accepting code without the other member that `success` requires", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, coded(it)?.with(&it.second_condition()?.path, None)))),
    case("sends the accepting code, with an unknown value of the other member that `success` requires", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, coded(it)?.with(&it.second_condition()?.path, Some("ZZ".into()))))),
    case("accepts, with an unknown value of an open enumeration", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.enumeration()?, Some("ZZ".into()))))),
    case("accepts without a required member", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with(it.required()?, None)))),
    case("accepts, with null as a required member", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with(it.required()?, Some(None::<String>.into()))))),
    case("accepts, with a number instead of a text", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.text()?, Some(1.into()))))),
    case("accepts, with an object instead of an optional text", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.optional(is_text)?, Some(serde_json::json!({})))))),
    case("accepts, with an object instead of a required text", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with(it.demanded(is_text)?, Some(serde_json::json!({})))))),
    case("accepts, with a text instead of a number", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.number()?, Some("1000".into()))))),
    case("accepts, with a fraction as an optional whole number", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.optional(is_number)?, Some(0.5.into()))))),
    case("accepts, with a negative value as an optional whole number", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.optional(is_number)?, Some((-1000).into()))))),
    case("accepts, with a whole number written as a fraction", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.number()?, Some(1000.0.into()))))),
    case("accepts, with commas in a number", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.number()?, Some("1,000.00".into()))))),
];

#[rustfmt::skip]
const REPETITION: &[Case] = &[
    case("accepts another request", WHOLE, MISMATCH, |it, _| Some(reads_and_writes(written(it.to_another.as_ref()?)))),
    case("accepts, with another text instead of the repeated one", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_text()?, Some("ZZ99".into()))))),
    case("accepts, with another number instead of the repeated one", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some(111.into()))))),
    case("accepts, with the repeated number written as a text", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some("01000".into()))))),
    case("accepts, with words instead of the repeated number", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some("천원".into()))))),
    case("accepts, with zero instead of the repeated number", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some(0.into()))))),
    case("refuses another request", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.refusal_repeating("ZZ99")?))),
    case("refuses, with an empty text instead of the repeated one", WHOLE, REFUSED, |it, _| Some(answers(OK, it.refusal_repeating("")?))),
    case("refuses, with zeros instead of the repeated text", WHOLE, REFUSED, |it, _| Some(answers(OK, it.refusal_repeating("0000")?))),
];

#[rustfmt::skip]
const ENVELOPE: &[Case] = &[
    case("encrypts the answer, with a broken authentication tag", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe_part(jwe, 4, "AAAAAAAAAAAAAAAAAAAAAA"))?))),
    case("encrypts the answer for another key", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe_part(jwe, 1, &"A".repeat(342)))?))),
    case("encrypts the answer, and names another cipher", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe_part(jwe, 0, "eyJhbGciOiJkaXIiLCJlbmMiOiJub25lIn0"))?))),
    case("sends half of the encrypted answer", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe.split_at(jwe.len() / 2).0.into())?))),
    case("sends an empty text as the encrypted answer", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|_| "".into())?))),
    case("sends an object as the encrypted answer", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|_| serde_json::json!({}))?))),
    case("encrypts the answer, with a broken authentication tag, and accepts beside it", WHOLE, UNREADABLE, |it, _| {
        let broken = it.with_envelope(|jwe| jwe_part(jwe, 4, "AAAAAAAAAAAAAAAAAAAAAA"))?;
        let member = broken.strip_prefix('{')?.strip_suffix('}')?;
        Some(answers(OK, it.with_first(member)))
    }),
];

fn issues(it: &Subject, token: impl Into<serde_json::Value>) -> Option<Plan> {
    Some(answers(OK, it.with(it.token_path()?, Some(token.into()))))
}

#[rustfmt::skip]
const TOKEN: &[Case] = &[
    token("issues no token", NO_TOKEN, |it, _| Some(answers(OK, it.with(it.token_path()?, None)))),
    token("issues null as the token", NO_TOKEN, |it, _| issues(it, None::<String>)),
    token("issues an empty token", NO_TOKEN, |it, _| issues(it, "")),
    token("issues a blank token", NO_TOKEN, |it, _| issues(it, "  ")),
    token("issues a list as the token", NO_TOKEN, |it, _| issues(it, vec!["T"])),
    token("issues an object as the token", NO_TOKEN, |it, _| issues(it, serde_json::json!({ "T": 1 }))),
    token("issues a number as the token", End::Done, |it, _| issues(it, 12345)),
    token("issues a token with a line break", UNFIT_TOKEN, |it, _| issues(it, "T\r\nX-Evil: 1")),
    token("issues a token with a NUL", UNFIT_TOKEN, |it, _| issues(it, "T\0")),
    token("issues a token in Korean", UNFIT_TOKEN, |it, _| issues(it, "토큰")),
    token("issues a token of 100 KB", End::Done, |it, _| issues(it, "T".repeat(100_000))),
];
