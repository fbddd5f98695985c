//! The installed program in a folder that belongs to no crate, as whoever writes in another language has it: every command works
//! on `specs/` there.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAGE: &str = "# 노바페이 결제취소\n\nPOST https://api.novapay.example/v2/cancel\n\n## 요청\n\n\
    | 파라미터 | 타입 | 길이 | 필수 | 설명 |\n|---|---|---|---|---|\n| trxNo | String | 32 | Y | 거래번호 |\n\n## 응답\n\n\
    | 파라미터 | 타입 | 길이 | 필수 | 설명 |\n|---|---|---|---|---|\n| resCd | String | 4 | Y | 응답코드 |\n\n## 응답코드\n\n\
    | 코드 | 설명 |\n|---|---|\n| 0000 | 성공 |\n| 2001 | 이미 취소된 거래 |\n";

/// A folder outside of every crate, with nothing in it.
fn empty_folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kpg_outside_{test}_{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn kpg(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kpg"));
    command.current_dir(folder);
    command
}

fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes))
        .concat()
}

#[test]
fn every_command_works_in_a_folder_that_belongs_to_no_crate() {
    let folder = empty_folder("commands");
    std::fs::write(folder.join("page.md"), PAGE).unwrap();
    let run = |line: &str| kpg(&folder).args(line.split(' ')).output().unwrap();
    for (line, code, told) in [
        ("check", 1, "there is no folder specs"),
        ("new acme", 0, "wrote specs/acme.yaml"),
        ("check acme", 0, "acme is fine, 2 operations"),
        ("trace acme cancel --example computed", 0, "hmac_sha256"),
        (
            "import page.md --vendor nova",
            0,
            "a draft that `kpg import` made",
        ),
        (
            "import page.md --vendor nova --output specs/nova.yaml",
            0,
            "kpg check specs/nova.yaml",
        ),
        ("check", 0, "nova is fine, 1 operation"),
        ("drift nova page.md", 0, "page.md"),
        ("update nova page.md", 0, "page.md"),
        ("diff specs/acme.yaml specs/acme.yaml", 0, ""),
        // printf T11000 | sha256sum
        (
            "solve --set tid=T1 --set amount=1000 --expect \
             e5318cdd49487feb1e1df71f87eb0aecad148a2181ec562bfcd0f00d7084a9de",
            0,
            "concat: [ tid, amount ]",
        ),
        ("explain 25", 0, "`kpg import`"),
        ("completions bash", 0, "_kpg"),
        ("man pages", 0, "wrote the manual pages"),
    ] {
        let output = run(line);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(code), "kpg {line}\n{said}");
        assert!(said.contains(told), "kpg {line}\n{said}");
        assert!(!said.contains("cargo xtask"), "kpg {line}\n{said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_sandbox_and_an_editor_are_served_there() {
    let folder = empty_folder("served");
    assert!(
        kpg(&folder)
            .args(["new", "acme"])
            .output()
            .unwrap()
            .status
            .success()
    );
    let mut sandbox = kpg(&folder)
        .args([
            "sandbox",
            "acme",
            "--port",
            "0",
            "--print-credentials",
            "env",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(sandbox.stdout.take().unwrap()).lines();
    let is_told = told.any(|line| {
        line.unwrap()
            .starts_with("ACME_BASE_URL='http://127.0.0.1:")
    });
    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
    assert!(is_told);

    let mut editor = kpg(&folder)
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let asked = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let mut input = editor.stdin.take().unwrap();
    write!(input, "Content-Length: {}\r\n\r\n{asked}", asked.len()).unwrap();
    input.flush().unwrap();
    let mut answered = [0; 15];
    editor
        .stdout
        .take()
        .unwrap()
        .read_exact(&mut answered)
        .unwrap();
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(&answered, b"Content-Length:");
    std::fs::remove_dir_all(folder).unwrap();
}
