//! The language server as an editor meets it: a process that is spoken to over its standard input and output.

use std::io::BufReader;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

const GOOD: &str = include_str!("fixtures/acme.yaml");
const FILE: &str = "file:///shop/specs/acme.yaml";

/// An editor without a window.
struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: i32,
}

impl Editor {
    fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let output = BufReader::new(server.stdout.take().unwrap());
        let mut editor = Self {
            server,
            input,
            output,
            asked: 0,
        };
        let answer = editor
            .ask("initialize", json!({ "capabilities": {} }))
            .unwrap();
        for served in [
            "hoverProvider",
            "definitionProvider",
            "referencesProvider",
            "renameProvider",
            "completionProvider",
        ] {
            assert!(!answer["capabilities"][served].is_null(), "{served}");
        }
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&mut self, method: &str, parameters: Value) {
        let told = Notification::new(method.to_owned(), parameters);
        Message::Notification(told).write(&mut self.input).unwrap();
    }

    fn next(&mut self) -> Message {
        Message::read(&mut self.output).unwrap().unwrap()
    }

    /// The answer, or the reason for which there is none.
    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, String> {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        let asked = Request::new(id.clone(), method.to_owned(), parameters);
        Message::Request(asked).write(&mut self.input).unwrap();
        match serde_json::to_value(self.next()).unwrap() {
            answer if answer["id"] != json!(self.asked) => panic!("{answer}"),
            answer if answer["error"].is_null() => Ok(answer["result"].clone()),
            answer => Err(answer["error"]["message"].as_str().unwrap().to_owned()),
        }
    }

    /// What is reported when a document has been opened or changed.
    fn reported(&mut self) -> Vec<Value> {
        let Message::Notification(told) = self.next() else {
            panic!("no notification");
        };
        assert_eq!(told.method, "textDocument/publishDiagnostics");
        assert_eq!(told.params["uri"], FILE);
        told.params["diagnostics"].as_array().unwrap().clone()
    }

    fn open(&mut self, text: &str) -> Vec<Value> {
        let document = json!({ "uri": FILE, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.reported()
    }

    fn change(&mut self, text: &str) -> Vec<Value> {
        let changed = json!({
            "textDocument": { "uri": FILE, "version": 2 },
            "contentChanges": [{ "text": text }],
        });
        self.tell("textDocument/didChange", changed);
        self.reported()
    }

    fn leave(mut self) {
        self.ask("shutdown", Value::Null).unwrap();
        self.tell("exit", Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

/// Where a text first stands, as the protocol counts.
fn at(text: &str, needle: &str) -> Value {
    let before = &text[..text.find(needle).unwrap()];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    json!({ "line": line, "character": column })
}

fn about(position: &Value) -> Value {
    json!({ "textDocument": { "uri": FILE }, "position": position })
}

#[test]
fn what_the_compiler_finds_is_told_as_one_types() {
    let mut editor = Editor::start();
    assert_eq!(editor.open(GOOD), Vec::<Value>::new());
    // Behind Korean text, where bytes, characters and UTF-16 units differ.
    let wrong = GOOD.replace("ko: 거래ID, length: ..40,", "ko: 거래ID 😀, lenght: ..40,");
    let told = editor.change(&wrong);
    assert_eq!(told.len(), 1, "{told:?}");
    let told = &told[0];
    assert_eq!(told["range"]["start"], at(&wrong, "lenght"));
    assert_eq!(told["code"], "KPG0005");
    assert_eq!(told["severity"], 1);
    assert!(
        told["message"]
            .as_str()
            .unwrap()
            .contains("did you mean `length`?")
    );
    assert!(
        told["codeDescription"]["href"]
            .as_str()
            .unwrap()
            .starts_with("https://")
    );
    // An example that the recipes do not make is told too.
    let wrong = GOOD.replace("signature: 1efe", "signature: 0000");
    let told = editor.change(&wrong);
    assert_eq!(told[0]["code"], "KPG0030", "{told:?}");
    assert_eq!(editor.change(GOOD), Vec::<Value>::new());
    editor.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": FILE } }),
    );
    assert_eq!(editor.reported(), Vec::<Value>::new());
    editor.leave();
}

#[test]
fn names_are_completed_explained_found_and_renamed() {
    let mut editor = Editor::start();
    editor.open(GOOD);
    let used = at(GOOD, "merchant_id }");
    let items = editor.ask("textDocument/completion", about(&used)).unwrap();
    let labels: Vec<&str> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["label"].as_str().unwrap())
        .collect();
    assert!(
        labels.contains(&"merchant_id") && labels.contains(&"sign_key"),
        "{labels:?}"
    );

    let hover = editor.ask("textDocument/hover", about(&used)).unwrap();
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("credential")
    );

    let declared = at(GOOD, "merchant_id: { en");
    let found = editor.ask("textDocument/definition", about(&used)).unwrap();
    assert_eq!(found["range"]["start"], declared);

    let mut asked = about(&declared);
    asked["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", asked).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 3);

    let may = editor
        .ask("textDocument/prepareRename", about(&used))
        .unwrap();
    assert_eq!(may["start"], used);
    let mut asked = about(&used);
    asked["newName"] = json!("shop_id");
    let edit = editor.ask("textDocument/rename", asked.clone()).unwrap();
    assert_eq!(edit["changes"][FILE].as_array().unwrap().len(), 3);
    asked["newName"] = json!("sign_key");
    let refused = editor.ask("textDocument/rename", asked).unwrap_err();
    assert!(
        refused.starts_with("the spec would be wrong: "),
        "{refused}"
    );
    editor.leave();
}

#[test]
fn what_an_editor_says_wrongly_ends_nothing() {
    let mut editor = Editor::start();
    assert!(
        editor
            .ask("textDocument/foldingRange", json!({}))
            .unwrap_err()
            .contains("is not served")
    );
    assert!(
        editor
            .ask("textDocument/hover", json!({ "position": 1 }))
            .is_err()
    );
    let nowhere = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    assert_eq!(
        editor.ask("textDocument/hover", about(&nowhere)),
        Ok(Value::Null)
    );
    editor.open("kpg: [\n");
    editor
        .ask("textDocument/completion", about(&nowhere))
        .unwrap();
    editor.leave();
}
