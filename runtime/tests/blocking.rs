//! The blocking wrapper: from plain threads, from asynchronous code, and between calls.
#![cfg(all(feature = "blocking", feature = "reqwest"))]

use crate::support::sample;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use crate::support::sample::{Client, cancel};
use kpg_runtime::{Blocking, ErrorKind};

const DONE: &str =
    r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#;

/// A vendor on a thread of its own that gives every answer in so many pieces.
fn vendor(pieces: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for socket in listener.incoming() {
            let socket = socket.unwrap();
            thread::spawn(move || serve(socket, pieces));
        }
    });
    address
}

fn serve(mut socket: TcpStream, pieces: usize) {
    socket.set_nodelay(true).unwrap();
    loop {
        let mut received = Vec::new();
        let mut piece = [0; 4096];
        while !received.ends_with(b"}") {
            match socket.read(&mut piece) {
                Ok(0) | Err(_) => return,
                Ok(read) => received.extend(&piece[..read]),
            }
        }
        let length = DONE.len() + pieces;
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
        socket.write_all(head.as_bytes()).unwrap();
        for _ in 0..pieces {
            socket.write_all(b" ").unwrap();
            socket.flush().unwrap();
            thread::sleep(Duration::from_micros(50));
        }
        socket.write_all(DONE.as_bytes()).unwrap();
    }
}

fn client(address: &str) -> Blocking<Client> {
    Blocking::new(sample::client(address).build().unwrap()).unwrap()
}

fn is_done(client: &Blocking<Client>) -> bool {
    let request = cancel();
    client
        .wait(|client| client.cancel(&request))
        .unwrap()
        .is_done()
}

#[test]
fn a_plain_thread_calls_and_waits() {
    let client = client(&vendor(0));
    for _ in 0..3 {
        assert!(is_done(&client));
    }
}

#[test]
fn many_threads_share_one_client() {
    let client = client(&vendor(0));
    thread::scope(|scope| {
        let calls: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| is_done(&client.clone())))
            .collect();
        assert!(calls.into_iter().all(|call| call.join().unwrap()));
    });
}

/// An answer in many pieces would use up what a task may do before it lets others go on.
#[test]
fn a_call_inside_asynchronous_code_works_and_ends() {
    let address = vendor(1_000);
    let runtimes = [
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build(),
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build(),
    ];
    for runtime in runtimes {
        let address = address.clone();
        let called = async {
            let call = tokio::spawn(async move {
                // Made, used and dropped inside a task.
                is_done(&client(&address))
            });
            call.await
        };
        assert!(runtime.unwrap().block_on(called).unwrap());
    }
}

#[test]
fn a_connection_that_the_vendor_closed_between_calls_is_not_used_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let client = client(&address);
    let server = thread::spawn(move || {
        for socket in listener.incoming().take(3) {
            let mut socket = socket.unwrap();
            let mut piece = [0; 4096];
            let mut received = Vec::new();
            while !received.ends_with(b"}") {
                let read = socket.read(&mut piece).unwrap();
                received.extend(&piece[..read]);
            }
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", DONE.len());
            socket
                .write_all([head.as_bytes(), DONE.as_bytes()].concat().as_slice())
                .unwrap();
            // Dropped here, and nobody calls meanwhile: who drives the connection must notice.
        }
    });
    for _ in 0..3 {
        assert!(is_done(&client));
        thread::sleep(Duration::from_millis(50));
    }
    server.join().unwrap();
}

#[test]
fn errors_are_those_of_the_asynchronous_client() {
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let client = client(&format!("http://{nobody}"));
    let request = cancel();
    let error = client.wait(|client| client.cancel(&request)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
}
