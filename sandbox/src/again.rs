//! Requests read again from the log, for whoever looks at them later. It changes nothing.

use std::collections::BTreeMap;
use std::str::FromStr;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use kpg_codegen::model::{Request, SessionId};

use crate::charset;
use crate::dispatch;
use crate::exchange::Exchange;
use crate::received::{Message, Received};
use crate::rules::fields;
use crate::serve;
use crate::state::{State, VendorState};
use crate::verify::{self, Facts, TracedField};

/// What the spec makes of the computed fields of a logged request, beside what came.
pub(crate) fn traced(state: &State, exchange: &Exchange) -> Vec<TracedField> {
    let traced = with_received(state, exchange, |vendor_state, request, received| {
        let tokens: BTreeMap<SessionId, Vec<String>> = vendor_state.tokens_alive();
        verify::traced(Facts {
            vendor: &vendor_state.vendor,
            operation: request,
            credentials: &vendor_state.credentials,
            received,
            tokens: &tokens,
            now: None,
        })
    });
    traced.unwrap_or_default()
}

/// The names and texts of what a logged request has, in plain text where it came encrypted.
pub(crate) fn sent_texts(state: &State, exchange: &Exchange) -> Vec<(String, String)> {
    let texts = with_received(state, exchange, |_, request, received| {
        let texts = fields(request).filter_map(|placed| {
            let text = received.text(placed.at)?;
            Some((placed.field.wire.clone(), text.to_owned()))
        });
        texts.collect()
    });
    texts.unwrap_or_default()
}

fn with_received<T>(
    state: &State,
    exchange: &Exchange,
    with: impl FnOnce(&VendorState, &Request, &Received) -> T,
) -> Option<T> {
    let operation = exchange.operation.as_deref()?;
    let method = Method::from_str(&exchange.method).ok()?;
    let uri = Uri::from_str(&exchange.path).ok()?;
    let (vendor_state, routes) = dispatch::find(state, &method, uri.path()).ok()?;
    let route = routes
        .iter()
        .find(|route| route.asked.request().name.snake() == operation)?;
    let request = route.asked.request();
    let headers = headers(exchange);
    let body = charset::encode(request.charset, &exchange.request_body)?;
    let message = Message {
        path: uri.path(),
        segments: &route.segments,
        query: uri.query(),
        headers: &headers,
        body: &body,
    };
    let received = serve::received(state, (vendor_state, request), message)?;
    Some(with(vendor_state, request, &received))
}

fn headers(exchange: &Exchange) -> HeaderMap {
    let headers = exchange.request_headers.iter().filter_map(|(name, text)| {
        let name = HeaderName::from_str(name).ok()?;
        Some((name, HeaderValue::from_bytes(text.as_bytes()).ok()?))
    });
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name, value);
    }
    map
}
