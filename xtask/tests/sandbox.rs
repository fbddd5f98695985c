//! `cargo xtask sandbox` as its user meets it: what it prints, what it serves, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A sandbox that runs, which is ended with the test.
pub struct Running {
    child: Child,
    printed: BufReader<std::process::ChildStdout>,
}

impl Running {
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_with(&[], arguments)
    }

    /// With arguments before the command and after it.
    pub fn start_with(before: &[&str], arguments: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(root)
            .env_remove("CLICOLOR_FORCE")
            .args(before)
            .args(["sandbox", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap());
        Self { child, printed }
    }

    /// What it prints, up to a line that is this one.
    pub fn until(&mut self, last: &str) -> String {
        let mut text = String::new();
        while !text.lines().any(|line| line == last) {
            let mut line = String::new();
            assert_ne!(
                self.printed.read_line(&mut line).unwrap(),
                0,
                "it ended: {text}"
            );
            text.push_str(&line);
        }
        text
    }

    /// Interrupts it: its exit code, and what else it printed.
    pub fn interrupt(mut self) -> (Option<i32>, String, String) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(killed.success());
        let status = self.child.wait().unwrap();
        let (mut out, mut err) = (String::new(), String::new());
        self.printed.read_to_string(&mut out).unwrap();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut err).unwrap();
        (status.code(), out, err)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _unless_ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn post(address: &str, path: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let text = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
#[cfg(unix)]
fn it_prints_addresses_and_credentials_for_programs_and_ends_when_interrupted() {
    let mut running = Running::start(&["--print-credentials", "json", "--seed", "test"]);
    let printed = running.until("}");
    let known: Value = serde_json::from_str(&printed).unwrap();
    let vendors = known["vendors"].as_object().unwrap();
    let specs = std::fs::read_dir("../specs").unwrap();
    let specs = specs.filter(|file| {
        file.as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|ext| ext == "yaml")
    });
    assert_eq!(vendors.len(), specs.count(), "every spec is served");
    for (id, vendor) in vendors {
        let base = vendor["base_url"].as_str().unwrap();
        assert!(
            base.starts_with("http://127.0.0.1:") && base.ends_with(id),
            "{base}"
        );
        assert_ne!(vendor["credentials"].as_object().unwrap().len(), 0, "{id}");
    }

    let id = vendors.keys().next().unwrap();
    let base = vendors[id]["base_url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let (address, _) = base.split_once('/').unwrap();
    let answer = post(address, &format!("/{id}/no/such/path"), "", "");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    let (code, out, err) = running.interrupt();
    assert_eq!(code, Some(0));
    assert_eq!(out, "", "a program reads the credentials alone");
    assert!(err.contains("no operation POST"), "{err}");
}

/// Callers that are slow, never end, or only hold a connection: more of them than the sandbox serves at a time, and fewer
/// than a process may have open by default.
#[test]
#[cfg(unix)]
fn slow_callers_and_idle_connections_stop_nobody_else() {
    let mut running = Running::start(&[
        "--print-credentials",
        "json",
        "xtask/tests/fixtures/acme.yaml",
    ]);
    let known: Value = serde_json::from_str(&running.until("}")).unwrap();
    let base = known["vendors"]["acme"]["base_url"].as_str().unwrap();
    let address = base
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap()
        .0;
    let asked = || {
        let began = Instant::now();
        let answer = post(address, "/acme/no/such/path", "", "");
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        began.elapsed()
    };

    let begin = |text: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let mut slow = [
        begin("POST /acme/x HTTP/1.1\r\nhost: x\r\ncontent-length: 9999\r\n\r\n"),
        begin("POST /acme/x HTTP/1.1\r\nhost: x\r\nendless: "),
    ];
    for _ in 0..3 {
        for stream in &mut slow {
            stream.write_all(b"x").unwrap();
        }
        assert!(asked() < Duration::from_secs(2));
        std::thread::sleep(Duration::from_millis(500));
    }

    let idle: Vec<TcpStream> = (0..700).map(|_| begin("")).collect();
    assert!(asked() < Duration::from_secs(5));
    drop(idle);
    assert!(asked() < Duration::from_secs(2));
    assert_eq!(running.interrupt().0, Some(0));
}

#[test]
#[cfg(unix)]
fn it_says_what_it_is_not_and_serves_the_specs_that_are_named() {
    let mut running = Running::start(&["xtask/tests/fixtures/acme.yaml"]);
    let printed =
        running.until("Calls are shown here and on the console. Ctrl-C ends the sandbox.");
    assert!(
        printed.contains("for tests on this machine only"),
        "{printed}"
    );
    assert!(
        printed.contains("never use them in production"),
        "{printed}"
    );
    assert!(printed.contains("Console: http://127.0.0.1:"), "{printed}");
    assert_eq!(printed.matches("base address").count(), 1, "{printed}");
    let (code, _, err) = running.interrupt();
    assert_eq!(code, Some(0));
    assert!(err.contains("The sandbox has ended"), "{err}");
}

#[test]
fn a_port_that_is_taken_and_a_spec_with_a_mistake_are_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let spec = "xtask/tests/fixtures/acme.yaml";
    let mistakes = "xtask/tests/fixtures/ten_mistakes.yaml";
    let cases: [(&[&str], &str); 2] = [
        (
            &["sandbox", "--port", &port, spec],
            "another program has the port",
        ),
        (&["sandbox", "--port", "0", mistakes], "10 errors in 1 spec"),
    ];
    for (arguments, told) in cases {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(root)
            .args(arguments)
            .output()
            .unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains(told), "{errors}");
    }
}

/// A merchant in another language, which was written from the vendors' pages and knows no spec.
#[test]
#[cfg(unix)]
fn a_peer_that_knows_no_spec_is_accepted_and_refused_as_documented() {
    let mut running = Running::start(&["--print-credentials", "json"]);
    let known = std::env::temp_dir().join(format!("kpg-peer-{}.json", std::process::id()));
    std::fs::write(&known, running.until("}")).unwrap();
    let peer = Command::new("python3")
        .arg("../tests/peer.py")
        .arg(&known)
        .output();
    std::fs::remove_file(&known).unwrap();
    let peer = match peer {
        Ok(peer) => peer,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("skipped: python3 is not installed");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    let (out, err) = (peer.stdout, peer.stderr);
    let (out, err) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    println!("{out}{err}");
    assert!(peer.status.success(), "{out}{err}");
    assert!(
        out.contains("refused as documented") || out.contains("skipped"),
        "{out}"
    );
}
