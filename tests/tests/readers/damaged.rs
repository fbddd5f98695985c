//! Good requests as bytes, damaged by chance: whatever comes over a connection, the sandbox answers the next call.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kpg_codegen::model::Operation;
use kpg_sandbox::Exchange;
use kpg_tests::bench::Bench;
use kpg_tests::hostile::dice::Dice;
use kpg_tests::specs::SPECS;

use super::chance::{Chance, encoded};
use super::{Case, called, cases, fitting};

/// So many damaged copies are sent of each request.
const COPIES: usize = 4;
/// How long is waited for the end of an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// What damage is made of, beside bits.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff\xfe",
    b"%",
    b"%zz",
    b"%c0%af",
    b"\"",
    b"{",
    b"[[[[",
    b"}",
    b"\\u0000",
    b"&",
    b"=",
    b"\r\n",
    b"\r\n\r\n",
    b"\xb7",
    b": ",
    b"1e999",
    b"-",
    b"99999999999999999999999999",
    b"null",
    b"\r\ntransfer-encoding: chunked",
    b"\r\ncontent-length: 3",
    b"\r\nexpect: 100-continue",
];

/// How often the thread of a sandbox has panicked in this process.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Counts them from now on.
fn count_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |told| {
        if std::thread::current().name() == Some("kpg-sandbox") {
            PANICS.fetch_add(1, Ordering::Relaxed);
        }
        usual(told);
    }));
}

/// The request as it came, byte by byte, or in chunks.
fn bytes(operation: &Operation, good: &Exchange, in_chunks: bool) -> Vec<u8> {
    let body = encoded(operation.charset, &good.request_body);
    let mut text = format!("{} {} HTTP/1.1\r\n", good.method, good.path);
    for (name, value) in &good.request_headers {
        if !["content-length", "connection"].contains(&name.as_str()) {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    text.push_str("connection: close\r\n");
    let mut bytes = text.into_bytes();
    match in_chunks {
        false => {
            bytes.extend(format!("content-length: {}\r\n\r\n", body.len()).into_bytes());
            bytes.extend(body);
        }
        true => {
            bytes.extend(b"transfer-encoding: chunked\r\n\r\n");
            for piece in body.chunks(7) {
                bytes.extend(format!("{:x}\r\n", piece.len()).into_bytes());
                bytes.extend(piece);
                bytes.extend(b"\r\n");
            }
            bytes.extend(b"0\r\n\r\n");
        }
    }
    bytes
}

/// Damages a copy in one to four places.
fn damaged(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len().max(1));
        let end = bytes.len().min(at + 1 + dice.below(40));
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let piece = dice.one_of(PIECES).unwrap();
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
    bytes
}

/// Sends bytes and reads what comes back, until the end.
fn send(bench: &Bench, bytes: &[u8], at: &str) -> Vec<u8> {
    let url = bench.address().join("/");
    let authority = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let mut stream = TcpStream::connect(authority).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // The sandbox may have hung up before all was written.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        let waits = [std::io::ErrorKind::WouldBlock, std::io::ErrorKind::TimedOut];
        assert!(!waits.contains(&error.kind()), "{at}: no end of the answer");
    }
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_requests_never_end_the_sandbox() {
    count_panics();
    let (mut sent, mut refused) = (0, 0);
    for vendor in SPECS.iter() {
        let bench = Bench::of_vendor(vendor.clone()).await;
        for (operation, cases) in cases(vendor) {
            for Case { at, dice } in cases {
                let mut chance = Chance { dice, vendor };
                let values = fitting(operation, &mut chance);
                let (_, good) = called(&bench, operation, &values)
                    .await
                    .unwrap_or_else(|told| panic!("{at}: {told}"));
                for _ in 0..COPIES {
                    let in_chunks = chance.once_in(3);
                    let copy = bytes(operation, &good, in_chunks);
                    let copy = damaged(copy, &mut chance.dice);
                    let answer = send(&bench, &copy, &at);
                    sent += 1;
                    refused += usize::from(answer.starts_with(b"HTTP/1.1 4"));
                    assert!(
                        answer.is_empty() || answer.starts_with(b"HTTP/1.1 "),
                        "{at}: {}",
                        String::from_utf8_lossy(&answer)
                    );
                }
            }
        }
    }
    assert_eq!(PANICS.load(Ordering::Relaxed), 0);
    assert!(sent >= 2_000, "{sent} damaged requests were sent");
    assert!(refused >= 300, "{refused} were refused on their status");
}
