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
    /// What it does.
    pub vendor: &'static str,
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
    vendor: &'static str,
    read: bool,
    end: End,
    plan: fn(&Subject, &str) -> Option<Plan>,
) -> Case {
    Case {
        vendor,
        read,
        end,
        on: On::Call,
        plan,
    }
}

const fn token(vendor: &'static str, end: End, plan: fn(&Subject, &str) -> Option<Plan>) -> Case {
    Case {
        on: On::Token,
        ..case(vendor, WHOLE, end, plan)
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
    case("leaves the connection unanswered", UNREAD, NOT_SENT, |_, _| Some(no_connection(Gate::Full))),
    case("leaves it unanswered for as long as all may take", UNREAD, EXCHANGE, |_, _| Some(no_connection(Gate::Full).impatient())),
    case("speaks no TLS where TLS is due", UNREAD, NOT_SENT, |_, _| Some(steps([Step::Await, Step::Send(b"HTTP/1.1 400 X\r\n\r\n".to_vec())]).tls())),
    case("stalls in the TLS handshake", UNREAD, NOT_SENT, |_, _| Some(steps([Step::Hang]).tls())),
    case("resets in the TLS handshake", UNREAD, NOT_SENT, |_, _| Some(steps([Step::Await, Step::Reset]).tls())),
    case("accepts and reads nothing", UNREAD, EXCHANGE, |_, _| Some(steps([Step::Hang]).impatient())),
    case("resets before it reads", UNREAD, EXCHANGE, |_, _| Some(steps([Step::Await, Step::Reset]))),
    case("closes before it reads", UNREAD, EXCHANGE, |_, _| Some(steps([Step::Await]))),
    case("resets after the headers", UNREAD, EXCHANGE, |_, _| Some(steps([Step::ReadHead, Step::Reset]))),
    case("resets after the request", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Reset]))),
    case("closes after the request", WHOLE, EXCHANGE, |_, _| Some(reads_and([]))),
    case("never answers", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Hang]).impatient())),
    case("writes nothing for as long as a client waits for a byte", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Hang]).restless())),
    case("closes a kept connection while it is idle", WHOLE, End::Done, |it, _| Some(kept_and(it, []))),
    case("resets a kept connection while it is idle", WHOLE, End::Done, |it, _| Some(kept_and(it, [Step::Pause(IDLE), Step::Reset]))),
    case("says yes on a kept connection, and no behind it", WHOLE, End::Done, |it, _| Some(doubled_and_kept(it))),
    case("closes an idle connection, and then refuses", UNREAD, NOT_SENT, |it, _| Some(Plan { gate: Gate::Refusing, ..kept_and(it, []) })),
    case("closes a kept connection as the next request comes", UNREAD, EXCHANGE, |it, _| Some(kept_and(it, [Step::Await]))),
    case("resets a kept connection as the next request comes", UNREAD, EXCHANGE, |it, _| Some(kept_and(it, [Step::Await, Step::Reset]))),
    case("closes a kept connection after the next request", WHOLE, EXCHANGE, |it, _| Some(kept_and(it, [Step::Read]))),
    case("closes it so, and then refuses", WHOLE, EXCHANGE, |it, _| Some(Plan { gate: Gate::Refusing, ..kept_and(it, [Step::Read]) })),
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
fn no_kept(it: &Subject) -> Vec<u8> {
    match &it.no {
        Some(no) => http::kept(&format!("{} X", no.status), "", &no.body),
        None => http::kept(OK, "", it.refusal("9999").as_bytes()),
    }
}

fn cut(it: &Subject, then: Step) -> Plan {
    let mut bytes = written(&it.yes);
    bytes.pop();
    reads_and([Step::Send(bytes), then])
}

#[rustfmt::skip]
const FRAME: &[Case] = &[
    case("answers, byte by byte", WHOLE, End::Done, |it, _| Some(reads_and([Step::Drip(written(&it.yes), Duration::ZERO)]))),
    case("answers too slowly, byte by byte", WHOLE, EXCHANGE, |it, _| Some(reads_and([Step::Drip(written(&it.yes), Duration::from_millis(100))]).impatient())),
    case("writes half a status line and closes", WHOLE, EXCHANGE, |_, _| Some(reads_and_writes(b"HTTP/1.1 20".to_vec()))),
    case("writes the headers and resets", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(http::framed(OK, "Content-Length: 9\r\n", b"")), Step::Pause(IDLE), Step::Reset]))),
    case("writes the headers and hangs", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(http::framed(OK, "Content-Length: 9\r\n", b"")), Step::Hang]).impatient())),
    case("closes one byte before the end", WHOLE, EXCHANGE, |it, _| Some(cut(it, Step::Pause(Duration::ZERO)))),
    case("hangs one byte before the end", WHOLE, EXCHANGE, |it, _| Some(cut(it, Step::Hang).impatient())),
    case("pauses one byte before the end for as long as that", WHOLE, EXCHANGE, |it, _| Some(cut(it, Step::Hang).restless())),
    case("states more bytes than it sends", WHOLE, EXCHANGE, |it, _| with_length(it, |length| (length + 1).to_string())),
    case("states fewer bytes than it sends", WHOLE, UNREADABLE, |it, _| with_length(it, |length| (length - 1).to_string())),
    case("states two lengths", WHOLE, EXCHANGE, |it, _| with_length(it, |length| format!("{length}\r\nContent-Length: 2"))),
    case("states a length that is none", WHOLE, EXCHANGE, |it, _| with_length(it, |_| "-1".to_owned())),
    case("states no length and closes after the body", WHOLE, End::Done, |it, _| yes_framed(it, "")),
    case("states no length and closes within the body", WHOLE, UNREADABLE, |it, _| Some(reads_and_writes(http::framed(OK, CLOSE, it.yes.without_end(1))))),
    case("answers in chunks", WHOLE, End::Done, |it, _| in_chunks(it, b"0\r\n\r\n")),
    case("closes before the last chunk", WHOLE, EXCHANGE, |it, _| in_chunks(it, b"")),
    case("writes a chunk whose length is none", WHOLE, EXCHANGE, |it, _| in_chunks(it, b"zz\r\n")),
    case("sends 100 MB", WHOLE, EXCHANGE, |_, _| floods(MANY, false)),
    case("sends 100 MB in chunks", WHOLE, EXCHANGE, |_, _| floods(CHUNKED, true)),
    case("sends 100 MB without stating a length", WHOLE, EXCHANGE, |_, _| floods(CLOSE, false)),
    case("sends 100 MB of headers", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(b"HTTP/1.1 200 OK\r\nX: ".to_vec()), Step::Flood { chunks: LONG, framed: false }]))),
    case("sends 10,000 headers", WHOLE, EXCHANGE, |it, _| yes_framed(it, &"X: y\r\n".repeat(10_000))),
    case("greets as an SSH server", WHOLE, EXCHANGE, |_, _| Some(reads_and_writes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()))),
    case("answers without HTTP around the body", WHOLE, EXCHANGE, |it, _| Some(reads_and_writes(it.yes.body.clone()))),
    case("says 100 Continue and closes", WHOLE, EXCHANGE, |_, _| Some(reads_and_writes(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()))),
    case("says 100 Continue, then yes", WHOLE, End::Done, |it, _| before_yes(it, b"HTTP/1.1 100 Continue\r\n\r\n")),
    case("gives hints (103), then says yes", WHOLE, End::Done, |it, _| before_yes(it, b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")),
    case("says 100 Continue, and again, and again", WHOLE, EXCHANGE, |_, _| Some(reads_and([Step::Send(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000)), Step::Hang]).impatient())),
    case("switches protocols, 101", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::framed("101 Switching Protocols", "Connection: upgrade\r\nUpgrade: x\r\n", b"")))),
    case("says yes in HTTP/1.0", WHOLE, End::Done, |it, _| Some(reads_and_writes([b"HTTP/1.0 200 OK\r\n\r\n", &*it.yes.body].concat()))),
    case("says yes in an HTTP that is none", WHOLE, EXCHANGE, |it, _| Some(reads_and_writes([b"HTTP/9.9 200 OK\r\n\r\n", &*it.yes.body].concat()))),
    case("states a length, and sends chunks", WHOLE, End::Done, |it, _| framed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", &[http::chunks(&it.yes.body, 7), b"0\r\n\r\n".to_vec()].concat())),
    case("says yes behind 4 MB of blanks", WHOLE, End::Done, |it, _| Some(answers(OK, format!("{}{}", " ".repeat(4 << 20), it.yes.plain)))),
    case("labels a plain body as gzip", WHOLE, End::Done, |it, _| with_length(it, |length| format!("{length}\r\nContent-Encoding: gzip"))),
    case("says yes, and no behind it", WHOLE, End::Done, |it, _| Some(reads_and_writes([written(&it.yes), http::response(OK, "", it.refusal(it.no_code()).as_bytes())].concat()))),
    case("says no, and yes behind it", WHOLE, REFUSED, |it, _| before_yes(it, &no_kept(it))),
    case("compresses (gzip) without being asked", WHOLE, UNREADABLE, |it, _| Some(reads_and_writes(http::response(OK, "Content-Encoding: gzip\r\n", &http::gzip(&it.yes.body))))),
];

#[rustfmt::skip]
const STATUS: &[Case] = &[
    case("is empty, 200", WHOLE, UNREADABLE, |_, _| Some(answers(OK, ""))),
    case("is empty, 204", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::framed("204 No Content", CLOSE, b"")))),
    case("is empty, 502", WHOLE, UNREADABLE, |_, _| Some(answers("502 Bad Gateway", ""))),
    case("is a page, 200", WHOLE, UNREADABLE, |_, _| Some(answers_as(OK, "text/html", PAGE))),
    case("is a page, 404", WHOLE, UNREADABLE, |_, _| Some(answers_as("404 Not Found", "text/html", PAGE))),
    case("is a page, 408", WHOLE, UNREADABLE, |_, _| Some(answers_as("408 Request Timeout", "text/html", PAGE))),
    case("is a page, 429 with Retry-After", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::response("429 Too Many Requests", "Retry-After: 0\r\n", PAGE.as_bytes())))),
    case("is a page, 502", WHOLE, UNREADABLE, |_, _| Some(answers_as("502 Bad Gateway", "text/html", PAGE))),
    case("is a page, 503 with Retry-After", WHOLE, UNREADABLE, |_, _| Some(reads_and_writes(http::response("503 Service Unavailable", "Retry-After: 0\r\n", PAGE.as_bytes())))),
    case("redirects to another host, 301", WHOLE, UNREADABLE, |_, host| Some(redirects("301 Moved Permanently", host, b""))),
    case("redirects to another host, 303", WHOLE, UNREADABLE, |_, host| Some(redirects("303 See Other", host, b""))),
    case("redirects to another host, 307", WHOLE, UNREADABLE, |_, host| Some(redirects("307 Temporary Redirect", host, b""))),
    case("redirects to another host, 308", WHOLE, UNREADABLE, |_, host| Some(redirects("308 Permanent Redirect", host, b""))),
    case("says yes, 307 to another host", WHOLE, CONTRADICTION, |it, host| Some(redirects("307 Temporary Redirect", host, it.yes.plain.as_bytes()))),
    case("says yes, 400", WHOLE, CONTRADICTION, |it, _| Some(answers("400 Bad Request", &it.yes.body))),
    case("says yes, 500", WHOLE, CONTRADICTION, |it, _| Some(answers("500 Internal Server Error", &it.yes.body))),
    case("says yes, 200 with a Location", WHOLE, End::Done, |it, host| yes_framed(it, &format!("Location: {host}/\r\n"))),
];

#[rustfmt::skip]
const BODY: &[Case] = &[
    case("says yes as text/html", WHOLE, End::Done, |it, _| Some(answers_as(OK, "text/html", &it.yes.body))),
    case("labels UTF-8 as another charset", WHOLE, End::Done, |it, _| Some(answers_as(OK, "application/json; charset=euc-kr", &it.yes.body))),
    case("says yes behind a byte order mark", WHOLE, End::Done, |it, _| Some(answers(OK, [b"\xef\xbb\xbf", it.yes.body.as_slice()].concat()))),
    case("writes UTF-16", WHOLE, UNREADABLE, |it, _| Some(answers(OK, utf16(&it.yes)))),
    case("writes EUC-KR where UTF-8 is due", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_bytes(b"\xbc\xba\xb0\xf8")))),
    case("writes bytes that are no UTF-8", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_bytes(b"\xf0\x9f\x99")))),
    case("writes a NUL", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_bytes(b"\0")))),
    case("writes half a surrogate", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_bytes(b"\\ud83d")))),
    case("writes half a letter into a name", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_name(b"\xed\x99")))),
    case("writes half a letter into the code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_half(&it.operation.answer.code)))),
    case("writes half a letter into a text that may be left out", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_half(it.optional(is_text)?)))),
    case("writes half a letter into a text that must be there", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with_half(it.required()?)))),
    case("ends within the JSON", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.yes.without_end(it.yes.body.len() / 2)))),
    case("writes a form where JSON is due", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("code={}", it.success_code())))),
    case("writes the JSON into a text", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("{:?}", it.yes.plain)))),
    case("writes the JSON twice", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.yes.plain.repeat(2)))),
    case("writes a list around it", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("[{}]", it.yes.plain)))),
    case("writes text behind the JSON", WHOLE, UNREADABLE, |it, _| Some(answers(OK, format!("{}<!-- -->", it.yes.plain)))),
    case("writes 20,000 members that nobody reads", WHOLE, End::Done, |it, _| {
        let members: Vec<String> = (0..20_000).map(|number| format!(r#""x{number}":{number}"#)).collect();
        Some(answers(OK, it.with_first(&members.join(","))))
    }),
    case("writes a member that nobody reads", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_first(r#""새 항목":{"a":[1,null]}"#)))),
    case("writes such a member twice", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_first(r#""x":1,"x":1"#)))),
    case("writes the code twice, yes and yes", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.code_twice(it.success_code(), it.success_code())))),
    case("writes the code twice, yes and no", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.code_twice(it.success_code(), it.no_code())))),
    case("writes the code twice, no and yes", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.code_twice(it.no_code(), it.success_code())))),
    case("nests 100 levels deep", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_first(&deep(100))))),
    case("nests 100,000 levels deep", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_first(&deep(100_000))))),
    case("writes a number of 30 digits", WHOLE, End::Done, |it, _| Some(answers(OK, it.with_first(&format!(r#""x":1{}"#, "0".repeat(29)))))),
    case("writes a number of 1,000 digits", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_first(&format!(r#""x":1{}"#, "0".repeat(999)))))),
];

const BROKEN: &str = "500 Internal Server Error";

/// A refusal whose code is listed with an HTTP status, or with none.
fn listed(it: &Subject, with_status: bool) -> Option<&[u8]> {
    let is_so = it.refusal_listed()?.status.is_some() == with_status;
    Some(it.no.as_ref().filter(|_| is_so)?.body.as_slice())
}

fn refused(it: &Subject) -> Option<&kpg_codegen::model::Test> {
    it.operation.answer.refused.as_ref()?.0.first()
}

#[rustfmt::skip]
const MEANING: &[Case] = &[
    case("says yes", WHOLE, End::Done, |it, _| Some(reads_and_writes(written(&it.yes)))),
    case("says that it works on it", WHOLE, End::Pending, |it, _| Some(reads_and_writes(written(it.pending.as_ref()?)))),
    case("says no", WHOLE, REFUSED, |it, _| Some(reads_and_writes(written(it.no.as_ref()?)))),
    case("says no, 500, with a code that is listed for no status", WHOLE, REFUSED, |it, _| Some(answers(BROKEN, listed(it, false)?))),
    case("says no, 500, with a code that is listed for another", WHOLE, UNREADABLE, |it, _| Some(answers(BROKEN, listed(it, true)?))),
    case("says no, 200, with a code that is listed for another", WHOLE, UNREADABLE, |it, _| Some(answers(OK, listed(it, true)?))),
    case("says no in the words of its gateway", WHOLE, REFUSED, |it, _| Some(reads_and_writes(written(it.fault.as_ref()?)))),
    case("says no in the words of its gateway, 500", WHOLE, UNREADABLE, |it, _| Some(answers("500 Internal Server Error", &it.fault.as_ref()?.body))),
    case("says no in its gateway's words, with the code of a yes", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, it.fault_with_code(it.success_code())?))),
    case("says yes beside the code of its gateway", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, it.with(it.gateway()?, Some("E1".into()))))),
    case("says yes beside an empty code of its gateway", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.gateway()?, Some("".into()))))),
    case("gives a code in no list, where all others fail", WHOLE, REFUSED, |it, _| it.others_refuse().map(|_| answers(OK, it.refusal("ZZ99")))),
    case("gives such a code, 404, where 4xx are of refusals", WHOLE, REFUSED, |it, _| it.others_refuse()?.contains(&(400, 499)).then(|| answers("404 X", it.refusal("ZZ99")))),
    case("gives a code in no list, where no page says so", WHOLE, UNREADABLE, |it, _| it.others_refuse().is_none().then(|| answers(OK, it.refusal("ZZ99")))),
    case("gives such a code, 400", WHOLE, UNREADABLE, |it, _| it.others_refuse().is_none().then(|| answers("400 X", it.refusal("ZZ99")))),
    case("gives a code in no list, 302", WHOLE, UNREADABLE, |it, host| Some(redirects("302 Found", host, it.refusal("ZZ99").as_bytes()))),
    case("gives a code in no list, 408", WHOLE, UNREADABLE, |it, _| Some(answers("408 X", it.refusal("ZZ99")))),
    case("gives a code in no list, 409", WHOLE, UNREADABLE, |it, _| Some(answers("409 X", it.refusal("ZZ99")))),
    case("gives a code in no list, 425", WHOLE, UNREADABLE, |it, _| Some(answers("425 X", it.refusal("ZZ99")))),
    case("gives a code in no list, 429", WHOLE, UNREADABLE, |it, _| Some(answers("429 X", it.refusal("ZZ99")))),
    case("gives a code in no list, 499", WHOLE, UNREADABLE, |it, _| Some(answers("499 X", it.refusal("ZZ99")))),
    case("gives a code in no list, 500", WHOLE, UNREADABLE, |it, _| Some(answers(BROKEN, it.refusal("ZZ99")))),
    case("gives a code in no list, 504", WHOLE, UNREADABLE, |it, _| Some(answers("504 X", it.refusal("ZZ99")))),
    case("writes blanks around a code in no list", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(" ZZ99 ")))),
    case("writes a sentence as code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal("거래 실패")))),
    case("writes a code that is too long", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal("Z".repeat(64))))),
    case("writes the code of a yes, a bar and `OK`", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(format!("{}|OK", it.success_code()))))),
    case("writes the code of a yes and a line", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(format!("{}\nP_MSG=OK", it.success_code()))))),
    case("writes the code of a yes and a NUL", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(format!("{}\0", it.success_code()))))),
    case("writes the code of a yes and a blank", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(format!("{} ", it.success_code()))))),
    case("writes the code of a yes and a digit", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(format!("{}1", it.success_code()))))),
    case("gives a code in no list in its gateway's words, 200", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.fault_with_code("gateway_timeout")?))),
    case("gives a code in no list in its gateway's words, 400", WHOLE, UNREADABLE, |it, _| Some(answers("400 X", it.fault_with_code("gateway_timeout")?))),
    case("gives a code in no list in its gateway's words, 408", WHOLE, UNREADABLE, |it, _| Some(answers("408 X", it.fault_with_code("gateway_timeout")?))),
    case("gives a code in no list in its gateway's words, 429", WHOLE, UNREADABLE, |it, _| Some(answers("429 X", it.fault_with_code("gateway_timeout")?))),
    case("writes no code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.without_code()))),
    case("writes an empty code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(" ")))),
    case("writes null as code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(None::<String>)))),
    case("writes a number as code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(0)))),
    case("writes true as code", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(true)))),
    case("writes the code into a list", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.refusal(vec![it.no_code()])))),
    case("says yes, and no in a member that decides", WHOLE, REFUSED, |it, _| Some(answers(OK, it.with(&refused(it)?.path, Some(refused(it)?.values.first()?.as_str().into()))))),
    case("says no in a member that decides, 502", WHOLE, UNREADABLE, |it, _| Some(answers("502 X", it.with(&refused(it)?.path, Some(refused(it)?.values.first()?.as_str().into()))))),
    case("says no, and yes in a member that decides", WHOLE, CONTRADICTION, |it, _| refused(it).map(|_| answers(OK, it.with_code(it.no_code())))),
    case("says yes without the second member for it", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, it.with(&it.second_condition()?.path, None)))),
    case("writes an unknown word into that member", WHOLE, CONTRADICTION, |it, _| Some(answers(OK, it.with(&it.second_condition()?.path, Some("ZZ".into()))))),
    case("writes an unknown word into an open list of values", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.enumeration()?, Some("ZZ".into()))))),
    case("says yes without a required member", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with(it.required()?, None)))),
    case("writes null as a required member", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with(it.required()?, Some(None::<String>.into()))))),
    case("writes a number where a text is due", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.text()?, Some(1.into()))))),
    case("writes an object where a text may be left out", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.optional(is_text)?, Some(serde_json::json!({})))))),
    case("writes an object where a text must be there", WHOLE, MALFORMED, |it, _| Some(answers(OK, it.with(it.demanded(is_text)?, Some(serde_json::json!({})))))),
    case("writes a text where a number is due", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.number()?, Some("1000".into()))))),
    case("writes a fraction where a number may be left out", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.optional(is_number)?, Some(0.5.into()))))),
    case("writes one below zero where it may be left out", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.optional(is_number)?, Some((-1000).into()))))),
    case("writes a whole number as a fraction", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.number()?, Some(1000.0.into()))))),
    case("writes a number with commas", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.number()?, Some("1,000.00".into()))))),
];

#[rustfmt::skip]
const REPETITION: &[Case] = &[
    case("says yes to another request", WHOLE, MISMATCH, |it, _| Some(reads_and_writes(written(it.to_another.as_ref()?)))),
    case("says yes, with another text where it must repeat one", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_text()?, Some("ZZ99".into()))))),
    case("says yes, with another number where it must repeat one", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some(111.into()))))),
    case("says yes, with the same number as a text", WHOLE, End::Done, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some("01000".into()))))),
    case("says yes, with words where it must repeat a number", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some("천원".into()))))),
    case("says yes, with zero where it must repeat a number", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.with(it.repeated_number()?, Some(0.into()))))),
    case("says no to another request", WHOLE, MISMATCH, |it, _| Some(answers(OK, it.refusal_repeating("ZZ99")?))),
    case("says no, with an empty text where it must repeat one", WHOLE, REFUSED, |it, _| Some(answers(OK, it.refusal_repeating("")?))),
    case("says no, with zeros where it must repeat a text", WHOLE, REFUSED, |it, _| Some(answers(OK, it.refusal_repeating("0000")?))),
];

#[rustfmt::skip]
const ENVELOPE: &[Case] = &[
    case("breaks the seal of the encrypted answer", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe_part(jwe, 4, "AAAAAAAAAAAAAAAAAAAAAA"))?))),
    case("encrypts it for another key", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe_part(jwe, 1, &"A".repeat(342)))?))),
    case("names another cipher", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe_part(jwe, 0, "eyJhbGciOiJkaXIiLCJlbmMiOiJub25lIn0"))?))),
    case("cuts the encrypted answer", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|jwe| jwe.split_at(jwe.len() / 2).0.into())?))),
    case("encrypts nothing", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|_| "".into())?))),
    case("writes an object as the encrypted answer", WHOLE, UNREADABLE, |it, _| Some(answers(OK, it.with_envelope(|_| serde_json::json!({}))?))),
    case("breaks the seal, and says yes beside it", WHOLE, UNREADABLE, |it, _| {
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
    token("issues null as token", NO_TOKEN, |it, _| issues(it, None::<String>)),
    token("issues an empty token", NO_TOKEN, |it, _| issues(it, "")),
    token("issues a blank token", NO_TOKEN, |it, _| issues(it, "  ")),
    token("issues a list as token", NO_TOKEN, |it, _| issues(it, vec!["T"])),
    token("issues an object as token", NO_TOKEN, |it, _| issues(it, serde_json::json!({ "T": 1 }))),
    token("issues a number as token", End::Done, |it, _| issues(it, 12345)),
    token("issues a token with a line end", UNFIT_TOKEN, |it, _| issues(it, "T\r\nX-Evil: 1")),
    token("issues a token with a NUL", UNFIT_TOKEN, |it, _| issues(it, "T\0")),
    token("issues a token in Korean", UNFIT_TOKEN, |it, _| issues(it, "토큰")),
    token("issues a token of 100 KB", End::Done, |it, _| issues(it, "T".repeat(100_000))),
];
