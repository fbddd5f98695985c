//! A server for a crowd of calls: it throws dice over every request, and keeps a ledger of what it has
//! executed. It knows no client.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use kpg_codegen::model::Field;

use super::answers::{Answer, Subject, Target};
use super::dice::Dice;
use super::http;
use super::spoiled::PAGE;

/// What stands before the number in the ID of every call.
pub const ID: &str = "SOAK";

/// How many digits the number has.
pub const DIGITS: usize = 6;

/// What the server did for a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How often its request was read to its end.
    pub read: usize,
    /// How often it was executed.
    pub executed: usize,
}

/// What the server did, by the number of the call.
pub type Ledger = BTreeMap<u64, Entry>;

/// What it does with a request that it has read, and what the dice must show for it, in percent.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Executes it, says so, and keeps the connection.
    Yes,
    /// Executes it, says so, and closes the connection as the next request may be on its way.
    YesAndCloses,
    /// Refuses it.
    No,
    /// Does not execute it, and says yes to another one.
    YesToAnother,
    /// Executes it or not, and says neither: in one of these ways.
    Executes(Silence),
    /// As before, without executing it.
    Forgets(Silence),
}

#[derive(Clone, Copy, Debug)]
enum Silence {
    Reset,
    Close,
    Hang,
    Cut,
    Page,
    WrongStatus,
    NoHttp,
    Empty,
    /// An answer that looks like a no and is none: which, the dice say.
    Words,
}

const SILENCES: &[Silence] = &[
    Silence::Reset,
    Silence::Close,
    Silence::Hang,
    Silence::Cut,
    Silence::Page,
    Silence::NoHttp,
    Silence::Empty,
    Silence::Words,
    Silence::Words,
    Silence::Words,
];

/// What the server says of the requests of an operation.
#[derive(Debug)]
struct Said {
    yes: Answer,
    /// Nothing where the vendor has no word for a no.
    no: Option<Answer>,
    /// HTTP status and body of answers that say neither yes nor no.
    words: Vec<(&'static str, String)>,
    /// The ID in what it says, where that repeats the ID of the request.
    repeated: Option<(String, usize)>,
}

impl Said {
    fn of(subject: &Subject) -> Self {
        // Where no page says that all others fail, a code in no list says nothing.
        let silent = subject.others_refuse().is_none();
        let no = subject.no.clone();
        let refuses = no.is_some() || !silent;
        Self {
            yes: subject.yes.clone(),
            no: refuses.then(|| no.unwrap_or_else(|| subject.refused_by_any_code())),
            words: words(subject, silent),
            repeated: repeated(subject),
        }
    }

    /// What accepts the call of this number.
    fn yes_to(&self, number: u64) -> Answer {
        self.to(self.yes.clone(), number)
    }

    /// What refuses it.
    fn no_to(&self, number: u64) -> Option<Answer> {
        self.no.clone().map(|no| self.to(no, number))
    }

    /// The same with the ID of a call where the ID is repeated. What is encrypted stays as it is.
    fn to(&self, mut answer: Answer, number: u64) -> Answer {
        if let Some((known, longest)) = &self.repeated {
            let id = id_of(number, *longest);
            answer.body = answer.plain.replace(known, &id).into_bytes();
        }
        answer
    }
}

/// Answers that look like a no, and are none.
fn words(subject: &Subject, silent: bool) -> Vec<(&'static str, String)> {
    let yes = subject.success_code();
    let unlisted = [
        "408 X", "409 X", "425 X", "429 X", "499 X", "500 X", "502 X", "504 X",
    ];
    let unlisted = unlisted.map(|status| (status, subject.refusal("ZZ99")));
    let odd = ["|OK", "\nP_MSG=OK", "\0", " "];
    let odd = odd.map(|behind| ("200 OK", subject.refusal(format!("{yes}{behind}"))));
    let gateway = ["200 OK", "400 X", "408 X"].into_iter();
    let gateway = gateway.filter_map(|status| {
        let body = subject.fault_with_code("gateway_timeout")?;
        Some((status, body))
    });
    let alone = silent.then(|| ("200 OK", subject.refusal("ZZ99")));
    let all = unlisted.into_iter().chain(odd).chain(gateway).chain(alone);
    all.collect()
}

/// The ID that the subject's answers repeat, where they do, and how long it can be.
fn repeated(subject: &Subject) -> Option<(String, usize)> {
    let id = subject.id_field()?;
    let mut members = subject.repeated();
    let is_repeated = members.any(|member| {
        let echoed = member.echoes.and_then(|at| subject.operation.field(at));
        echoed.is_some_and(|echoed| echoed.facts.name == id.facts.name)
    });
    let known = id.facts.example.clone().filter(|_| is_repeated)?;
    Some((known, longest(id)))
}

/// How many characters an ID can have in a field.
pub fn longest(id: &Field) -> usize {
    let length = id.stated.length();
    length.map_or(usize::MAX, |length| length.max as usize)
}

/// The ID of the call of a number: 30 characters, where a field has room for them.
pub fn id_of(number: u64, longest: usize) -> String {
    let id = format!("{ID}{number:0DIGITS$}{}", "0".repeat(20));
    id.chars().take(longest).collect()
}

/// The server of a crowd. Dropping it closes everything.
#[derive(Debug)]
pub struct Crowd {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<std::io::Result<()>>,
}

/// What the connections share.
#[derive(Debug)]
struct Shared {
    seed: u64,
    /// By path.
    answers: BTreeMap<String, Said>,
    ledger: Mutex<Ledger>,
    connections: AtomicU64,
}

impl Crowd {
    /// Starts one that knows the answers of these operations.
    ///
    /// # Errors
    ///
    /// No port is free.
    pub fn start(seed: u64, targets: &[Target]) -> std::io::Result<Self> {
        let subjects = targets
            .iter()
            .flat_map(|target| target.token.iter().chain([&target.call]));
        let answers = subjects.map(|subject| (subject.path.clone(), Said::of(subject)));
        let listener = listen((std::net::Ipv4Addr::LOCALHOST, 0).into())?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            seed,
            answers: answers.collect(),
            ledger: Mutex::default(),
            connections: AtomicU64::new(0),
        });
        let task = tokio::spawn(serve(listener, address, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            task,
        })
    }

    /// Where it listens, most of the time.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it has done until now.
    pub fn ledger(&self) -> Ledger {
        self.shared.locked(|ledger| ledger.clone())
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(1024)
}

/// Listens, and every now and then does not for a moment: whoever comes then is refused.
async fn serve(
    first: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
) -> std::io::Result<()> {
    let mut serving = JoinSet::new();
    let mut listener = Some(first);
    let mut dice = Dice::new(shared.seed, u64::MAX);
    loop {
        let listening = match listener.take() {
            Some(listener) => listener,
            None => listen(address)?,
        };
        let open = Duration::from_millis(150 + u64::try_from(dice.below(200)).unwrap_or(0));
        let accepting = accept(&listening, &shared, &mut serving);
        let _over = tokio::time::timeout(open, accepting).await;
        drop(listening);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn accept(listener: &TcpListener, shared: &Arc<Shared>, serving: &mut JoinSet<()>) {
    while let Ok((socket, _)) = listener.accept().await {
        let number = shared.connections.fetch_add(1, Ordering::Relaxed);
        let shared = Arc::clone(shared);
        serving.spawn(async move {
            let _gone = shared.connection(socket, number).await;
        });
        while serving.try_join_next().is_some() {}
    }
}

impl Shared {
    /// Serves one request after the other until the dice, or the client, end the connection.
    async fn connection(&self, mut socket: TcpStream, number: u64) -> std::io::Result<()> {
        socket.set_nodelay(true)?;
        let mut dice = Dice::new(self.seed, number);
        match dice.below(100) {
            0 => return socket.set_zero_linger(),
            1 => {
                socket.peek(&mut [0]).await?;
                return socket.set_zero_linger();
            }
            2 => return read_some(&mut socket).await,
            3 => std::future::pending().await,
            _ => {}
        }
        let mut received = Vec::new();
        loop {
            let request = next(&mut socket, &mut received).await?;
            if !self.answer(&mut socket, &request).await? {
                return Ok(());
            }
        }
    }

    /// Answers, or does not; whether the connection goes on.
    async fn answer(&self, socket: &mut TcpStream, request: &[u8]) -> std::io::Result<bool> {
        let seen = http::progress(request).seen();
        let path = seen.map(|seen| seen.path).unwrap_or_default();
        let Some(said) = self.answers.get(&path) else {
            return Ok(false);
        };
        let number = number_in(request);
        let mut dice = Dice::new(self.seed, number.unwrap_or(0) ^ (1 << 40));
        let deed = match number {
            Some(_) => deed(&mut dice, said.repeated.is_some()),
            None => Deed::Yes,
        };
        // Some vendors have no word for a no.
        let deed = match (deed, &said.no) {
            (Deed::No, None) => Deed::Forgets(Silence::Words),
            (deed, _) => deed,
        };
        let executes = matches!(deed, Deed::Yes | Deed::YesAndCloses | Deed::Executes(_));
        if let Some(number) = number {
            self.locked(|ledger| {
                let entry = ledger.entry(number).or_default();
                entry.read += 1;
                entry.executed += usize::from(executes);
            });
        }
        let (yes, no) = match number {
            Some(number) => (said.yes_to(number), said.no_to(number)),
            None => (said.yes.clone(), said.no.clone()),
        };
        let yes = &yes;
        match deed {
            Deed::YesToAnother => socket.write_all(&kept(yes, &said.yes.body)).await?,
            Deed::Yes => socket.write_all(&kept(yes, &yes.body)).await?,
            Deed::No => {
                let no = no.as_ref().unwrap_or(yes);
                socket
                    .write_all(&http::kept(&format!("{} X", no.status), "", &no.body))
                    .await?;
            }
            Deed::Executes(Silence::Words) | Deed::Forgets(Silence::Words) => {
                let said = dice.one_of(&said.words);
                let (status, body) = said.map_or(("200 OK", ""), |(status, body)| (status, body));
                socket
                    .write_all(&http::response(status, "", body.as_bytes()))
                    .await?;
                return socket.shutdown().await.map(|()| false);
            }
            Deed::YesAndCloses => {
                socket.write_all(&kept(yes, &yes.body)).await?;
                let micros = u64::try_from(dice.below(3000)).unwrap_or(0);
                tokio::time::sleep(Duration::from_micros(micros)).await;
                return Ok(false);
            }
            Deed::Executes(silence) | Deed::Forgets(silence) => {
                return silent(socket, silence, yes).await.map(|()| false);
            }
        }
        Ok(true)
    }

    fn locked<T>(&self, look: impl FnOnce(&mut Ledger) -> T) -> T {
        look(&mut self.ledger.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn deed(dice: &mut Dice, repeats: bool) -> Deed {
    let roll = dice.below(100);
    let silence = dice.one_of(SILENCES).copied().unwrap_or(Silence::Close);
    match roll {
        0..55 => Deed::Yes,
        55..67 => Deed::YesAndCloses,
        67..79 => Deed::No,
        79..83 => Deed::Executes(Silence::WrongStatus),
        83..93 => Deed::Executes(silence),
        93..97 if repeats => Deed::YesToAnother,
        _ => Deed::Forgets(silence),
    }
}

async fn silent(socket: &mut TcpStream, silence: Silence, yes: &Answer) -> std::io::Result<()> {
    let page = |status| http::response(status, "Content-Type: text/html\r\n", PAGE.as_bytes());
    let bytes = match silence {
        Silence::Reset => return socket.set_zero_linger(),
        Silence::Close => return Ok(()),
        Silence::Hang => std::future::pending().await,
        Silence::Cut => {
            let mut bytes = http::response("200 OK", "", &yes.body);
            bytes.truncate(bytes.len() - 2);
            bytes
        }
        Silence::Page => page("502 Bad Gateway"),
        Silence::WrongStatus => http::response("500 Oops", "", &yes.body),
        Silence::NoHttp => b"\x15\x03\x01\x00\x02\x02\x16".to_vec(),
        Silence::Empty | Silence::Words => http::response("200 OK", "", b""),
    };
    socket.write_all(&bytes).await?;
    socket.shutdown().await
}

fn kept(answer: &Answer, body: &[u8]) -> Vec<u8> {
    let headers = format!("Content-Type: {}\r\n", answer.content_type);
    http::kept("200 OK", &headers, body)
}

/// Reads a part of a request and breaks off: not enough to act on.
async fn read_some(socket: &mut TcpStream) -> std::io::Result<()> {
    socket.read_exact(&mut [0; 20]).await?;
    socket.set_zero_linger()
}

/// Reads a request to its last byte.
async fn next(socket: &mut TcpStream, received: &mut Vec<u8>) -> std::io::Result<Vec<u8>> {
    loop {
        let progress = http::progress(received);
        if progress.is_whole() {
            return Ok(received.drain(..progress.length()).collect());
        }
        if socket.read_buf(received).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// The number in a request's ID.
fn number_in(request: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(request);
    let (_, rest) = text.split_once(ID)?;
    rest.get(..DIGITS)?.parse().ok()
}
