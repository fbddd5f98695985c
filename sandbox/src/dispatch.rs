//! Addresses to operations, and what the log says of a request. HTTP itself is `server`'s.

use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};
use jiff::Timestamp;
use kpg_codegen::model::{Address, Charset, Vendor};

use crate::answer::Reply;
use crate::charset;
use crate::exchange::{Exchange, Judgement};
use crate::received::Message;
use crate::route::{self, Asked, NoRoute, Route};
use crate::script::Script;
use crate::script_words::SCRIPT_HEADER;
use crate::serve::{self, Call, Served};
use crate::state::{State, VendorState};

/// An answer, and what the log says of it.
pub(crate) struct Answered {
    pub reply: Reply,
    pub exchange: Exchange,
}

impl Answered {
    /// To a request whose body nobody read.
    pub fn unread(head: &Parts, reply: Reply, why: String) -> Self {
        let exchange = exchange(head, Seen::nothing(why), &reply);
        Self { reply, exchange }
    }
}

/// Answers a request to a vendor.
pub(crate) fn answer(state: &State, head: &Parts, body: &[u8]) -> Answered {
    let (reply, seen) = match script(&head.headers) {
        Ok(script) => reply(state, head, body, script),
        Err(why) => (Reply::note(400, &why), Seen::nothing(why)),
    };
    let exchange = exchange(head, seen, &reply);
    Answered { reply, exchange }
}

/// The script that the caller asks for.
fn script(headers: &HeaderMap) -> Result<Option<Script>, String> {
    let Some(written) = headers.get(SCRIPT_HEADER) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(written.as_bytes());
    let script = Script::parse(&text).map_err(|why| format!("the header `{SCRIPT_HEADER}`: {why}"));
    script.map(Some)
}

/// What the log says about a request.
struct Seen {
    vendor: String,
    operation: Option<String>,
    has_body: bool,
    body: String,
    judgement: Judgement,
    notes: Vec<String>,
    script: Option<String>,
}

impl Seen {
    fn nothing(text: String) -> Self {
        let (vendor, body) = (String::new(), String::new());
        Self {
            vendor,
            operation: None,
            has_body: true,
            body,
            judgement: Judgement::NoOperation(text),
            notes: Vec::new(),
            script: None,
        }
    }
}

fn reply(state: &State, head: &Parts, body: &[u8], script: Option<Script>) -> (Reply, Seen) {
    let (vendor_state, routes) = match find(state, &head.method, head.uri.path()) {
        Ok(found) => found,
        Err((status, why)) => {
            let (vendor, _) = split_path(head.uri.path());
            let seen = Seen {
                vendor: vendor.to_owned(),
                has_body: !body.is_empty(),
                body: charset::shown(Charset::Utf8, body),
                ..Seen::nothing(why.clone())
            };
            return (Reply::note(status, &why), seen);
        }
    };
    let calls = routes.iter().map(|route| Call {
        vendor_state,
        asked: route.asked,
        message: Message {
            path: head.uri.path(),
            segments: &route.segments,
            query: head.uri.query(),
            headers: &head.headers,
            body,
        },
    });
    let Some(Served {
        request,
        reply,
        findings,
        notes,
        script,
    }) = serve::serve(state, calls, script)
    else {
        return (
            Reply::note(404, "no operation"),
            Seen::nothing("no operation".to_owned()),
        );
    };
    let judgement = match findings.is_empty() {
        true => Judgement::Accepted,
        false => Judgement::Refused(findings),
    };
    let seen = Seen {
        vendor: vendor_state.vendor.id.snake().to_owned(),
        operation: Some(request.name.snake().to_owned()),
        has_body: !body.is_empty(),
        body: charset::shown(request.charset, body),
        judgement,
        notes,
        script: script.map(|script| script.to_string()),
    };
    (reply, seen)
}

/// `/vendor/rest` → `vendor`, `/rest`
fn split_path(path: &str) -> (&str, &str) {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split_at(path.find('/').unwrap_or(path.len()))
}

/// What a vendor has at an address.
pub(crate) type Found<'s> = (&'s VendorState, Vec<Route<'s>>);

/// Looks below the vendor that the address begins with; else at whatever vendor alone has the address as it is.
pub(crate) fn find<'s>(
    state: &'s State,
    method: &Method,
    whole: &str,
) -> Result<Found<'s>, (u16, String)> {
    let (vendor, path) = split_path(whole);
    if let Some(vendor_state) = state.vendors.get(vendor) {
        return below(vendor_state, method, path);
    }
    let vendors = state.vendors.values();
    let mut having = vendors.filter(|vendor_state| {
        let known = |route: &Route<'_>| route.asked.request().target.path().is_some();
        let found = routes_at(vendor_state, method, whole);
        found.is_ok_and(|routes| routes.iter().any(known))
    });
    match (having.next(), having.next()) {
        (Some(vendor_state), None) => below(vendor_state, method, whole),
        (Some(one), Some(other)) => {
            let why = format!(
                "several vendors have `{whole}`: write /{} or /{} before it",
                one.vendor.id, other.vendor.id
            );
            Err((404, why))
        }
        (None, _) => {
            let known: Vec<String> = state.vendors.keys().map(|id| format!("/{id}")).collect();
            let known = known.join(", ");
            let why = format!("no vendor is at `/{vendor}`; there are: {known}");
            Err((404, why))
        }
    }
}

/// What a vendor has at a path, with or without the path that its own addresses begin with.
fn routes_at<'s>(
    vendor_state: &'s VendorState,
    method: &Method,
    path: &str,
) -> Result<Vec<Route<'s>>, NoRoute> {
    let found = route::find(&vendor_state.vendor, method.as_str(), path);
    let found_below = || {
        let bases = base_paths(&vendor_state.vendor);
        let below = bases
            .iter()
            .filter_map(|base| path.strip_prefix(base.as_str()));
        let mut routes = below.map(|path| route::find(&vendor_state.vendor, method.as_str(), path));
        routes.find_map(Result::ok)
    };
    found.or_else(|refused| found_below().ok_or(refused))
}

/// The paths that the vendor's own addresses begin with.
fn base_paths(vendor: &Vendor) -> Vec<String> {
    let path = |url: &str| {
        let (_, rest) = url.split_once("://")?;
        let path = rest.get(rest.find('/')?..)?;
        Some(path.trim_end_matches('/').to_owned())
    };
    let addresses = vendor.environments.iter().flat_map(|each| &each.addresses);
    let urls = addresses.flat_map(|address| match address {
        Address::Url(url) => vec![url.as_str()],
        Address::Choice(named) => named.iter().map(|one| one.url.as_str()).collect(),
        Address::Undocumented(_) => Vec::new(),
    });
    urls.filter_map(path)
        .filter(|path| !path.is_empty())
        .collect()
}

fn below<'s>(
    vendor_state: &'s VendorState,
    method: &Method,
    path: &str,
) -> Result<Found<'s>, (u16, String)> {
    let vendor = &vendor_state.vendor;
    match routes_at(vendor_state, method, path) {
        Ok(routes) => Ok((vendor_state, routes)),
        Err(NoRoute::Method(methods)) => {
            let methods = methods.join(" or ");
            let why = format!("what is at `{path}` is called with {methods}, not {method}");
            Err((405, why))
        }
        Err(NoRoute::Path) => {
            let addresses = Asked::all(vendor).map(|each| each.request().address().to_string());
            let known: Vec<String> = addresses.collect();
            let alike = known.iter().find(|known| known.eq_ignore_ascii_case(path));
            let hint = alike.map_or_else(String::new, |known| {
                format!(" (`{known}` differs in letter case alone)")
            });
            let known = known.join(", ");
            let id = &vendor.id;
            let why = format!("`{id}` has no operation at `{path}`{hint}; it has: {known}");
            Err((404, why))
        }
    }
}

fn exchange(head: &Parts, seen: Seen, reply: &Reply) -> Exchange {
    Exchange {
        number: 0,
        at: Timestamp::now(),
        vendor: seen.vendor,
        operation: seen.operation,
        method: head.method.to_string(),
        path: head.uri.to_string(),
        request_headers: header_texts(&head.headers),
        has_body: seen.has_body,
        request_body: seen.body,
        judgement: seen.judgement,
        notes: seen.notes,
        script: seen.script,
        status: reply.status,
        answer_body: charset::shown(reply.charset, &reply.body),
        plain_answer: reply.plain.clone(),
    }
}

fn header_texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}
