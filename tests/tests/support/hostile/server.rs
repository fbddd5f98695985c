//! A server on loopback that controls every byte it sends and knows every byte it has read. It knows no
//! vendor and no client.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::http::{self, Progress, Seen};

/// What is done on a connection, one after the other. At the end it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reads a request to its last byte.
    Read,
    /// Reads the head of a request and leaves its body unread.
    ReadHead,
    /// Waits until the client has written something, and reads none of it.
    Await,
    /// Writes these bytes.
    Send(Vec<u8>),
    /// Writes these bytes one at a time, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Writes so many chunks of 64 KiB, each as an HTTP chunk or bare; nothing of it is kept.
    Flood {
        /// How many.
        chunks: usize,
        /// Whether each is framed as a chunk of HTTP.
        framed: bool,
    },
    /// Does nothing for a while.
    Pause(Duration),
    /// Does nothing any more, and keeps the connection.
    Hang,
    /// Breaks the connection off (RST) in place of closing it.
    Reset,
}

/// Whether connections come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// They do.
    Open,
    /// They are refused.
    Refusing,
    /// They are neither accepted nor refused: the queue is full.
    Full,
}

/// What a server does: a list of steps for each connection, in the order in which they come, and what it
/// does with all connections after those.
#[derive(Clone, Debug)]
pub struct Script {
    /// For one connection after the other.
    pub connections: Vec<Vec<Step>>,
    /// What comes then: the gate, and what is done with each connection that it lets in.
    pub then: (Gate, Vec<Step>),
}

/// What happened to a server.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// How many connections came about.
    pub connections: usize,
    /// The requests of which something was read, in the order in which they came.
    pub requests: Vec<Seen>,
}

impl Record {
    /// How many requests to a path were read to their last byte.
    pub fn executed(&self, path: &str) -> usize {
        let whole = self.requests.iter().filter(|seen| seen.whole);
        whole.filter(|seen| seen.path == path).count()
    }
}

/// A running server. Dropping it closes all its connections.
#[derive(Debug)]
pub struct Hostile {
    address: SocketAddr,
    record: Arc<Mutex<Record>>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Hostile {
    /// Starts one; it listens as soon as this returns.
    ///
    /// # Errors
    ///
    /// No port is free.
    pub async fn start(script: Script) -> std::io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind((std::net::Ipv4Addr::LOCALHOST, 0).into())?;
        let address = socket.local_addr()?;
        let listener = match script.then.0 {
            // A socket that is bound and does not listen refuses, and nobody else gets its port.
            Gate::Refusing if script.connections.is_empty() => {
                return Ok(Self::behind(Door::Shut(socket), address, script));
            }
            Gate::Full => socket.listen(0)?,
            Gate::Refusing | Gate::Open => socket.listen(1024)?,
        };
        let door = match script.connections.is_empty() {
            true => closed(script.then.0, listener, address).await?,
            false => Door::Open(listener),
        };
        Ok(Self::behind(door, address, script))
    }

    fn behind(door: Door, address: SocketAddr, script: Script) -> Self {
        let record = Arc::<Mutex<Record>>::default();
        let task = tokio::spawn(serve(door, address, script, Arc::clone(&record)));
        Self {
            address,
            record,
            task,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happened until now.
    pub fn record(&self) -> Record {
        locked(&self.record).clone()
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The entrance, and what keeps it closed.
#[derive(Debug)]
#[allow(dead_code, reason = "what keeps it closed is held, never read")]
enum Door {
    Open(TcpListener),
    Shut(TcpSocket),
    Full(TcpListener, Vec<TcpStream>),
}

async fn serve(
    mut door: Door,
    address: SocketAddr,
    script: Script,
    record: Arc<Mutex<Record>>,
) -> std::io::Result<()> {
    let mut serving = JoinSet::new();
    let (gate, rest) = script.then;
    let mut connections = script.connections.into_iter().peekable();
    while let Some(steps) = connections.next() {
        let Door::Open(listener) = door else { break };
        let (socket, _) = listener.accept().await?;
        // The gate is closed before the last of them is answered: who has its answer finds it closed.
        door = match connections.peek() {
            Some(_) => Door::Open(listener),
            None => closed(gate, listener, address).await?,
        };
        serving.spawn(play(socket, steps, Arc::clone(&record)));
    }
    while let Door::Open(listener) = &door {
        let (socket, _) = listener.accept().await?;
        serving.spawn(play(socket, rest.clone(), Arc::clone(&record)));
    }
    std::future::pending().await
}

/// The entrance with its gate as it is to be from now on.
async fn closed(gate: Gate, listener: TcpListener, address: SocketAddr) -> std::io::Result<Door> {
    Ok(match gate {
        Gate::Open => Door::Open(listener),
        Gate::Refusing => {
            drop(listener);
            let socket = TcpSocket::new_v4()?;
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            Door::Shut(socket)
        }
        Gate::Full => {
            let waiting = fill(address).await;
            Door::Full(listener, waiting)
        }
    })
}

/// Connects until no connection comes about any more, twice in a row: the queue of a listener that accepts
/// none is full, and not only slow.
async fn fill(address: SocketAddr) -> Vec<TcpStream> {
    let (mut held, mut unanswered) = (Vec::new(), 0);
    while held.len() < 64 && unanswered < 2 {
        let connecting = TcpStream::connect(address);
        match tokio::time::timeout(Duration::from_millis(200), connecting).await {
            Ok(Ok(stream)) => {
                held.push(stream);
                unanswered = 0;
            }
            Ok(Err(_)) | Err(_) => unanswered += 1,
        }
    }
    held
}

/// Plays the steps of one connection. What the client does to it is no error.
async fn play(mut socket: TcpStream, steps: Vec<Step>, record: Arc<Mutex<Record>>) {
    locked(&record).connections += 1;
    let mut received = Vec::new();
    for step in steps {
        let done = match step {
            Step::Read => read(&mut socket, &mut received, &Wanted::ALL, &record).await,
            Step::ReadHead => read(&mut socket, &mut received, &Wanted::HEAD, &record).await,
            Step::Await => socket.peek(&mut [0]).await.map(drop),
            Step::Send(bytes) => socket.write_all(&bytes).await,
            Step::Drip(bytes, pause) => drip(&mut socket, &bytes, pause).await,
            Step::Flood { chunks, framed } => flood(&mut socket, chunks, framed).await,
            Step::Pause(time) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
            Step::Hang => std::future::pending().await,
            Step::Reset => return drop(socket.set_zero_linger()),
        };
        if done.is_err() {
            return;
        }
    }
    let _closed = socket.shutdown().await;
}

/// What of a request is read, in portions of how many bytes.
struct Wanted {
    enough: fn(&Progress) -> bool,
    at_once: usize,
}

impl Wanted {
    const ALL: Self = Self {
        enough: Progress::is_whole,
        at_once: 64 * 1024,
    };
    /// Byte by byte: what lies behind it is left unread.
    const HEAD: Self = Self {
        enough: Progress::has_head,
        at_once: 1,
    };
}

/// Reads until enough of a request is there. What has been read is on record even when the client breaks off.
async fn read(
    socket: &mut TcpStream,
    received: &mut Vec<u8>,
    wanted: &Wanted,
    record: &Mutex<Record>,
) -> std::io::Result<()> {
    let mut index = None;
    loop {
        let progress = http::progress(received);
        if let Some(seen) = progress.seen() {
            let requests = &mut locked(record).requests;
            match index.and_then(|index: usize| requests.get_mut(index)) {
                Some(known) => *known = seen,
                None => {
                    index = Some(requests.len());
                    requests.push(seen);
                }
            }
        }
        if (wanted.enough)(&progress) {
            // The next request, if any, begins behind this one.
            received.drain(..progress.length().min(received.len()));
            return Ok(());
        }
        let mut bytes = vec![0; wanted.at_once];
        let count = socket.read(&mut bytes).await?;
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        received.extend(bytes.into_iter().take(count));
    }
}

async fn drip(socket: &mut TcpStream, bytes: &[u8], pause: Duration) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    for byte in bytes {
        match pause.is_zero() {
            true => tokio::task::yield_now().await,
            false => tokio::time::sleep(pause).await,
        }
        socket.write_all(&[*byte]).await?;
    }
    Ok(())
}

async fn flood(socket: &mut TcpStream, chunks: usize, framed: bool) -> std::io::Result<()> {
    let chunk = [b' '; 64 * 1024];
    for _ in 0..chunks {
        if framed {
            socket.write_all(b"10000\r\n").await?;
        }
        socket.write_all(&chunk).await?;
        if framed {
            socket.write_all(b"\r\n").await?;
        }
    }
    Ok(())
}

fn locked(record: &Mutex<Record>) -> MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}
