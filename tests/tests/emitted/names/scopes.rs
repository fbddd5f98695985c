//! What a spec names, each as a spec in which words are names of that kind.

use std::fmt::Write;

/// A kind of name.
pub struct Scope {
    /// What it is, as a part of vendors' ids.
    pub id: &'static str,
    /// The spec around the names.
    spec: fn(&mut Spec, &[String]),
}

impl Scope {
    /// A spec of this vendor with these words as names.
    pub fn spec(&self, vendor: &str, words: &[String]) -> String {
        let mut spec = Spec::default();
        (self.spec)(&mut spec, words);
        spec.text(vendor)
    }
}

pub const SCOPES: [Scope; 14] = [
    Scope {
        id: "operation",
        spec: operations,
    },
    Scope {
        id: "notification",
        spec: notifications,
    },
    Scope {
        id: "request",
        spec: requests,
    },
    Scope {
        id: "item",
        spec: items,
    },
    Scope {
        id: "answer",
        spec: answers,
    },
    Scope {
        id: "closed",
        spec: closed_types,
    },
    Scope {
        id: "opened",
        spec: open_types,
    },
    Scope {
        id: "value",
        spec: values,
    },
    Scope {
        id: "choice",
        spec: choices,
    },
    Scope {
        id: "option",
        spec: options,
    },
    Scope {
        id: "credential",
        spec: credentials,
    },
    Scope {
        id: "cipher",
        spec: ciphers,
    },
    Scope {
        id: "session",
        spec: sessions,
    },
    Scope {
        id: "code",
        spec: codes,
    },
];

/// A spec with nothing but this id.
pub fn vendor(id: &str) -> String {
    Spec::default().text(id)
}

/// The parts of a spec that names are put into.
#[derive(Default)]
struct Spec {
    environments: String,
    credentials: String,
    values: String,
    ciphers: String,
    types: String,
    sessions: String,
    sets: String,
    operations: String,
    notifications: String,
}

impl Spec {
    fn text(&self, vendor: &str) -> String {
        let mut text = format!(
            "kpg: 1\nvendor: {vendor}\nname: {{ en: Names }}\nlengths: characters\n\
             documents: {{ guide: {{ title: {{ en: Guide }}, read: 2026-11-21 }} }}\n\
             levels: {{ unused: {{ level: allow, reason: Names alone. }}, ambiguous_concatenation: {{ level: allow, reason: Names alone. }} }}\n"
        );
        let sections = [
            (
                "environments",
                &self.environments,
                "  test: https://names.example.com\n",
            ),
            (
                "credentials",
                &self.credentials,
                "  secret_of_all: { en: key, secret: true, length: 16 }\n",
            ),
            ("values", &self.values, ""),
            ("ciphers", &self.ciphers, ""),
            ("types", &self.types, ""),
            ("sessions", &self.sessions, ""),
            (
                "codes",
                &self.sets,
                "  of_all: { \"00\": { name: fine, en: fine }, \"01\": { name: odd, en: odd } }\n",
            ),
            ("operations", &self.operations, ""),
            ("notifications", &self.notifications, ""),
        ];
        for (section, names, always) in sections {
            if !names.is_empty() || !always.is_empty() {
                let _ = write!(text, "{section}:\n{always}{names}");
            }
        }
        if self.operations.is_empty() {
            text.push_str("operations:\n");
            text.push_str(&operation("ask_for_all", "", "", ""));
        }
        text
    }
}

/// An operation with further members in its request and its answer, and further keys.
fn operation(name: &str, request: &str, answer: &str, more: &str) -> String {
    format!(
        "  {name}:\n    en: Call\n    document: guide#1\n    effect: moves_money\n    post: /call\n    send: json\n    \
         request:\n      kept: {{ en: kept, name: kept_of_all, presence: required }}\n{request}    \
         answer:\n      code: {{ en: code, name: code_of_all, role: code }}\n{answer}    \
         success: {{ code: [ \"00\" ] }}\n    codes: of_all\n{more}"
    )
}

/// A line for each word, in operations of twenty words each: a builder has a limit.
fn in_operations(
    spec: &mut Spec,
    words: &[String],
    line: impl Fn(&str) -> String,
    make: impl Fn(&str, &str) -> String,
) {
    for (index, words) in words.chunks(20).enumerate() {
        let lines: String = words.iter().map(|word| line(word)).collect();
        spec.operations
            .push_str(&make(&format!("call_of_all{index}"), &lines));
    }
}

fn operations(spec: &mut Spec, words: &[String]) {
    let asked = operation("ask_for_all", "", "", "").replace("moves_money", "reads");
    spec.operations.push_str(&asked);
    let inquiry = "    inquiry: { operation: ask_for_all, with: { kept: kept } }\n";
    for word in words {
        spec.operations.push_str(&operation(word, "", "", inquiry));
    }
}

fn notifications(spec: &mut Spec, words: &[String]) {
    spec.values.push_str(
        "  proof_of_all: { recipe: [ { concat: [ kept, secret_of_all ] }, sha256, hex ] }\n",
    );
    for word in words {
        let _ = write!(
            spec.notifications,
            "  {word}:\n    en: told\n    document: guide#2\n    receive: json\n    fields:\n      \
             kept: {{ en: kept, presence: required }}\n      shown: {{ en: shown, presence: required }}\n      {word}: {{ en: word }}\n    \
             authenticity: {{ member: shown, is: proof_of_all }}\n    acknowledge: OK\n    reject: FAIL\n    \
             identity: [ kept, {word} ]\n"
        );
    }
}

fn requests(spec: &mut Spec, words: &[String]) {
    let line = |word: &str| format!("      {word}: {{ en: word, presence: required }}\n");
    spec.operations
        .push_str(&operation("undo_for_all", "", "", ""));
    let next = "    next: { \"01\": { operation: undo_for_all, with: { kept: kept } } }\n";
    in_operations(spec, words, line, |name, lines| {
        operation(name, lines, "", next)
    });
}

fn items(spec: &mut Spec, words: &[String]) {
    let line = |word: &str| format!("          {word}: {{ en: word, presence: required }}\n");
    spec.operations
        .push_str(&operation("undo_for_all", "", "", ""));
    let next = "    next: { \"01\": { operation: undo_for_all, with: { kept: kept } } }\n";
    in_operations(spec, words, line, |name, lines| {
        let list = format!(
            "      list_of_all:\n        en: list\n        type: list\n        members:\n{lines}"
        );
        operation(name, &list, "", next)
    });
}

fn answers(spec: &mut Spec, words: &[String]) {
    let line = |word: &str| {
        format!(
            "      {word}: {{ en: word, type: object, members: {{ {word}: {{ en: word, type: integer }} }} }}\n"
        )
    };
    in_operations(spec, words, line, |name, lines| {
        operation(name, "", lines, "")
    });
}

/// Types of request fields.
fn closed_types(spec: &mut Spec, words: &[String]) {
    for word in words {
        let _ = writeln!(
            spec.types,
            "  {word}: {{ en: word, values: {{ {word}: {{ en: word }} }} }}"
        );
    }
    let line =
        |word: &str| format!("      f_{word}: {{ en: word, type: {word}, presence: required }}\n");
    in_operations(spec, words, line, |name, lines| {
        operation(name, lines, "", "")
    });
}

/// Types of answer members.
fn open_types(spec: &mut Spec, words: &[String]) {
    for word in words {
        let _ = writeln!(
            spec.types,
            "  {word}: {{ en: word, open: true, values: {{ {word}_of_all: {{ en: word }} }} }}"
        );
    }
    let line = |word: &str| format!("      f_{word}: {{ en: word, type: {word} }}\n");
    in_operations(spec, words, line, |name, lines| {
        operation(name, "", lines, "")
    });
}

/// Recipes, which become variables; those of a notification too.
fn values(spec: &mut Spec, words: &[String]) {
    for word in words {
        let _ = writeln!(
            spec.values,
            "  {word}: {{ recipe: [ {{ concat: [ kept, secret_of_all ] }}, {{ hmac_sha256: secret_of_all }}, base64 ] }}"
        );
    }
    let line = |word: &str| format!("      f_{word}: {{ en: word, from: {word} }}\n");
    in_operations(spec, words, line, |name, lines| {
        operation(name, lines, "", "")
    });
    for (index, words) in words.chunks(20).enumerate() {
        let parts = words.join(", ");
        let _ = writeln!(
            spec.values,
            "  proof_of_all{index}: {{ recipe: [ {{ concat: [ {parts} ] }}, sha256, hex ] }}"
        );
        let _ = write!(
            spec.notifications,
            "  notice_of_all{index}:\n    en: told\n    document: guide#2\n    receive: json\n    fields:\n      \
             kept: {{ en: kept, presence: required }}\n      shown: {{ en: shown, presence: required }}\n    \
             authenticity: {{ member: shown, is: proof_of_all{index} }}\n    acknowledge: OK\n    \
             identity: [ kept ]\n"
        );
    }
}

/// Client options that are named for their value, with the words as their choices.
fn choices(spec: &mut Spec, words: &[String]) {
    spec.values.push_str(
        "  way_of_all:\n    en: way\n    choices:\n      way_kept: { en: kept, template: kept }\n",
    );
    for word in words {
        let _ = writeln!(
            spec.values,
            "      {word}: {{ en: word, template: {word} }}"
        );
    }
    let request = "      way: { en: way, from: way_of_all }\n";
    spec.operations
        .push_str(&operation("call_of_all", request, "", ""));
}

fn options(spec: &mut Spec, words: &[String]) {
    for word in words {
        let _ = writeln!(
            spec.values,
            "  v_{word}: {{ en: word, option: {word}, choices: {{ a: {{ en: a, template: a }}, b: {{ en: b, template: b }} }} }}"
        );
    }
    let line = |word: &str| format!("      f_{word}: {{ en: word, from: v_{word} }}\n");
    in_operations(spec, words, line, |name, lines| {
        operation(name, lines, "", "")
    });
}

fn credentials(spec: &mut Spec, words: &[String]) {
    let line = |word: &str| format!("      f_{word}: {{ en: word, from: {word} }}\n");
    // One builder has them all: they are declared up to its limit, and what is beyond it in a further spec.
    for (index, word) in words.iter().enumerate() {
        let optional = if index < 40 { "" } else { ", optional: true" };
        let _ = writeln!(spec.credentials, "  {word}: {{ en: word{optional} }}");
    }
    in_operations(spec, words, line, |name, lines| {
        operation(name, lines, "", "")
    });
}

fn ciphers(spec: &mut Spec, words: &[String]) {
    for word in words {
        let _ = writeln!(
            spec.ciphers,
            "  {word}: {{ aes_ecb: {{ key: secret_of_all, form: text }}, encode: hex }}"
        );
    }
    let line = |word: &str| format!("      f_{word}: {{ en: word, encrypt: {word} }}\n");
    in_operations(spec, words, line, |name, lines| {
        operation(name, lines, "", "")
    });
}

fn sessions(spec: &mut Spec, words: &[String]) {
    let open = operation(
        "open_for_all",
        "",
        "      token: { en: token, sensitive: true, presence: on_success }\n",
        "",
    );
    spec.operations.push_str(&open.replace(
        "    request:\n      kept: { en: kept, name: kept_of_all, presence: required }\n",
        "    request: { kept: { en: kept, from: kept_of_all } }\n",
    ));
    spec.credentials.push_str("  kept_of_all: { en: kept }\n");
    for word in words {
        let _ = writeln!(
            spec.sessions,
            "  {word}: {{ operation: open_for_all, token: token, lifetime: one_call }}"
        );
    }
}

/// Code sets, codes and environments.
fn codes(spec: &mut Spec, words: &[String]) {
    for word in words {
        let _ = writeln!(
            spec.sets,
            "  {word}: {{ \"00\": {{ name: fine, en: fine }}, \"01\": {{ name: {word}, en: word }} }}"
        );
        let _ = writeln!(spec.environments, "  {word}: https://names.example.com");
    }
}
