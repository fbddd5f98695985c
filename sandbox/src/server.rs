//! HTTP: connections, their limits, and bodies that are read to their end. What an address means is `dispatch`'s, and how
//! an answer leaves is `outgoing`'s.

use std::future::poll_fn;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::request::Parts;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::answer::Reply;
use crate::control;
use crate::dispatch::{self, Answered};
use crate::host;
use crate::outgoing::{self, Answer, NoAnswer};
use crate::places::{Place, Places};
use crate::state::State;
use crate::tls::Tls;

/// The largest request body that is read, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;
/// How many connections are served at the same time. For the next one, one that only waits for its caller is closed.
const MOST_CONNECTIONS: usize = 512;
/// How long a connection may take for a request's head, idle time included.
const HEAD_TIME: Duration = Duration::from_secs(60);
/// How long a connection may take to agree on its encryption.
const TLS_TIME: Duration = Duration::from_secs(30);
/// How long a connection may take for a request's body.
const BODY_TIME: Duration = Duration::from_secs(30);
/// How long is waited when the system has no more connections to give.
const SYSTEM_PAUSE: Duration = Duration::from_millis(50);

/// Serves until `stop` fires or its sender is dropped. Open connections are then closed.
///
/// # Errors
///
/// The runtime could not be started or the listener not be taken over.
pub(crate) fn run(
    listener: TcpListener,
    (state, tls): (Arc<State>, Option<Tls>),
    stop: oneshot::Receiver<()>,
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let server = tokio::spawn(accept(listener, state, tls));
        let _stopped = stop.await;
        server.abort();
        Ok(())
    })
}

async fn accept(listener: tokio::net::TcpListener, state: Arc<State>, tls: Option<Tls>) {
    let places = Places::new(MOST_CONNECTIONS);
    loop {
        let place = places.take().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let (state, tls) = (Arc::clone(&state), tls.clone());
                tokio::spawn(until_it_leaves(Arc::new(place), stream, state, tls));
            }
            // Of one connection alone.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(_) => {
                places.make_room();
                tokio::time::sleep(SYSTEM_PAUSE).await;
            }
        }
    }
}

/// Serves a connection until it ends, or has to leave.
async fn until_it_leaves(
    place: Arc<Place>,
    stream: TcpStream,
    state: Arc<State>,
    tls: Option<Tls>,
) {
    let mut served = pin!(connection(Arc::clone(&place), stream, state, tls));
    let mut leaves = pin!(place.has_to_leave());
    poll_fn(|context| match served.as_mut().poll(context) {
        Poll::Pending => leaves.as_mut().poll(context),
        Poll::Ready(()) => Poll::Ready(()),
    })
    .await;
}

async fn connection(place: Arc<Place>, stream: TcpStream, state: Arc<State>, tls: Option<Tls>) {
    // An answer in two packets would wait for the acknowledgement of the first.
    let _unless_closed = stream.set_nodelay(true);
    let Some(tls) = tls else {
        return serve(place, stream, state).await;
    };
    if let Ok(Ok(stream)) = tokio::time::timeout(TLS_TIME, tls.accept(stream)).await {
        serve(place, stream, state).await;
    }
}

async fn serve(place: Arc<Place>, stream: impl AsyncRead + AsyncWrite + Unpin, state: Arc<State>) {
    let service =
        service_fn(move |request| in_its_place(Arc::clone(&place), Arc::clone(&state), request));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .serve_connection(TokioIo::new(stream), service);
    // Whatever a caller did to its connection concerns this connection alone.
    let _ended = served.await;
}

/// Answers a request. Its connection keeps its place from when the request is there as a whole until it was answered.
async fn in_its_place(
    place: Arc<Place>,
    state: Arc<State>,
    request: http::Request<Incoming>,
) -> Result<http::Response<Answer>, NoAnswer> {
    let (head, body) = request.into_parts();
    let body = whole(body).await;
    place.answers();
    let answered = answer(state, head, body).await;
    place.waits();
    answered
}

async fn answer(
    state: Arc<State>,
    head: Parts,
    body: Result<Bytes, (u16, String)>,
) -> Result<http::Response<Answer>, NoAnswer> {
    if let (Ok(body), true) = (&body, control::has(head.uri.path())) {
        let reply = control::answer(&state, &head, body).await;
        return Ok(outgoing::own(reply));
    }
    let body = match host::is_here(&head.headers) {
        Ok(()) => body,
        Err(why) => Err((403, why)),
    };
    let answered = match body {
        Ok(body) => dispatch::answer(&state, &head, &body),
        Err((status, why)) => Answered::unread(&head, Reply::note(status, &why), why),
    };
    let exchange = state.remember(answered.exchange);
    if let Some(told) = &state.on_exchange {
        told.call(&exchange);
    }
    outgoing::send(answered.reply, &exchange).await
}

/// The bytes of a body, or the status that says that there are none, and why.
async fn whole(body: Incoming) -> Result<Bytes, (u16, String)> {
    let limited = Limited::new(body, LARGEST_BODY);
    let read = tokio::time::timeout(BODY_TIME, limited.collect()).await;
    match read {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(_)) => {
            let why = format!("the body broke off or has more than {LARGEST_BODY} bytes");
            Err((413, why))
        }
        Err(_) => {
            let seconds = BODY_TIME.as_secs();
            let why = format!("the body did not come within {seconds} seconds");
            Err((408, why))
        }
    }
}
