//! Blocks of code: request lines, hosts and commands in them, and how a body is written. Which operation they are of
//! is decided elsewhere.

use serde_json::Value;

use super::address::{self, Line};
use crate::limits;
use crate::page::{Address, Cell, KindWord, SampleBody, SampleForm, SampleMember, Way};
use crate::vocabulary;

/// The content types of bodies.
const FORMS: [&str; 2] = ["application/json", "application/x-www-form-urlencoded"];

/// What a block of code says.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// `POST /v1/pay`, with the host of a `Host:` line below it; without an address where what stands in its place is
    /// none.
    pub(super) request_lines: Vec<Line>,
    /// Whether these begin whole requests, with headers, so that the last of several is what the others lead to.
    pub(super) are_whole: bool,
    /// A `curl` command; its path may have values where others have names.
    pub(super) command: Option<Line>,
    /// Lines that name a content type.
    pub(super) content_types: Vec<Cell>,
    /// The names of other headers of the request.
    pub(super) headers: Vec<Cell>,
    /// The body, where there is one.
    pub(super) body: Option<SampleBody>,
}

/// Reads the lines of a block of code.
pub(super) fn sample(lines: &[Cell]) -> Sample {
    let mut sample = Sample::default();
    let mut body: Vec<&Cell> = Vec::new();
    for cell in lines {
        if is_content_type(cell) {
            sample.content_types.push(cell.clone());
        } else if let Some(host) = host(&cell.text) {
            sample.are_whole = !sample.request_lines.is_empty();
            if let Some(line) = sample.request_lines.last_mut() {
                add_host(line, host);
            }
        } else if let Some(line) = request_line(cell) {
            sample.request_lines.push(line);
            // The body before it is of another request.
            body.clear();
        } else if is_header(&cell.text) {
            sample.headers.extend(own_header(cell));
        } else if !is_comment(&cell.text) {
            body.push(cell);
        }
    }
    sample.command = command(lines);
    if sample.command.is_none() {
        sample.body = form(&body);
    }
    sample
}

/// Whether a line names a content type.
pub(super) fn is_content_type(cell: &Cell) -> bool {
    cell.text.to_lowercase().contains("content-type")
}

/// Whether a sentence names how bodies are written, and not those of answers alone.
pub(super) fn names_form(cell: &Cell) -> bool {
    let folded = cell.text.to_lowercase();
    let mut forms = FORMS.iter();
    forms.any(|form| folded.contains(form))
        && vocabulary::direction_word(&cell.text) != Some(Way::Answer)
}

fn request_line(cell: &Cell) -> Option<Line> {
    let line = address::line(cell).filter(|line| line.method.is_some() && line.address.is_some());
    line.or_else(|| without_address(cell))
}

/// `POST PAY_URL HTTP/1.1`: a request line whose address an earlier answer gives.
fn without_address(cell: &Cell) -> Option<Line> {
    let words: Vec<&str> = cell.text.split_whitespace().collect();
    let &[method, _, version] = words.as_slice() else {
        return None;
    };
    let method = address::method_fact(method, cell)?;
    address::is_version(version).then_some(Line {
        method: Some(method),
        address: None,
    })
}

/// Whether a line of a sample says something about it.
fn is_comment(line: &str) -> bool {
    ["<!--", "//", "/*", "*"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// The host of a line such as `Host: api.example.com`.
pub(super) fn host(line: &str) -> Option<&str> {
    let (name, host) = line.split_once(':')?;
    let host = host.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let fine = host.contains('.') && host.chars().all(plain);
    (name.trim().eq_ignore_ascii_case("host") && fine).then_some(host)
}

/// The path is below a host; kpg knows addresses with `https` only.
fn add_host(line: &mut Line, host: &str) {
    if let Some(address) = &mut line.address {
        give_host(address, host);
    }
}

/// A path becomes an address at a host.
pub(super) fn give_host(address: &mut Address, host: &str) {
    if address.url.is_none()
        && let Some(path) = address.path.take()
    {
        address.url = Some(format!("https://{host}{path}"));
    }
}

fn is_header(line: &str) -> bool {
    let Some((name, _)) = line.split_once(':') else {
        return line.starts_with("HTTP/");
    };
    let token = |c: char| c.is_ascii_alphanumeric() || c == '-';
    line.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(token)
}

/// The name of a header, where it is none that every request has.
fn own_header(cell: &Cell) -> Option<Cell> {
    const OF_ALL: [&str; 7] = [
        "host",
        "accept",
        "connection",
        "user-agent",
        "content-length",
        "cache-control",
        "accept-encoding",
    ];
    let (name, _) = cell.text.split_once(':')?;
    let is_own = !OF_ALL.contains(&name.to_lowercase().as_str());
    is_own.then(|| Cell {
        text: name.to_owned(),
        ..cell.clone()
    })
}

/// The method and the address of `curl -X POST "https://api.example.com/v1/pay" …`.
fn command(lines: &[Cell]) -> Option<Line> {
    let start = lines
        .iter()
        .position(|cell| cell.text.starts_with("curl "))?;
    let command = lines.get(start..)?;
    let words = command.iter().flat_map(|cell| {
        let words = cell.text.split_whitespace();
        words.map(move |word| (word.trim_matches(['"', '\'', '\\', '`']), cell))
    });
    let mut line = Line::default();
    for (word, cell) in words {
        if line.method.is_none() {
            line.method = address::method_fact(word, cell);
        }
        if line.address.is_none() && word.contains("://") {
            line.address = address::address(word, cell);
        }
    }
    line.address.is_some().then_some(line)
}

/// How a body is written, by its lines.
fn form(lines: &[&Cell]) -> Option<SampleBody> {
    let first = *lines.first()?;
    let pair = |cell: &&&Cell| begins_with_pair(&cell.text) && !cell.text.contains(['(', '&', ';']);
    let form = match first.text.chars().next()? {
        '{' | '[' => SampleForm::Json,
        '<' => SampleForm::Xml,
        _ if lines.len() > 1 && lines.iter().all(|cell| pair(&cell)) => SampleForm::Lines,
        _ if first.text.contains('&') && begins_with_pair(&first.text) => SampleForm::Form,
        _ => return None,
    };
    let members = match form {
        SampleForm::Json => members(lines),
        SampleForm::Form | SampleForm::Lines => pairs(lines),
        SampleForm::Xml => Vec::new(),
    };
    Some(SampleBody {
        way: None,
        form,
        cell: first.clone(),
        members,
    })
}

/// The members of JSON; none where the sample is no JSON, as with a comment behind a value or a word in place of one.
fn members(lines: &[&Cell]) -> Vec<SampleMember> {
    let text: Vec<&str> = lines.iter().map(|cell| cell.text.as_str()).collect();
    let value: Value = serde_json::from_str(&text.join("\n")).unwrap_or_default();
    let mut found = Vec::new();
    add_members(&value, &mut Vec::new(), &mut found);
    found
}

/// The members of a form, or of lines: their names and what stands behind them.
fn pairs(lines: &[&Cell]) -> Vec<SampleMember> {
    let pairs = lines.iter().flat_map(|cell| cell.text.split('&'));
    let members = pairs.filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        Some(SampleMember {
            path: vec![name.trim().to_owned()],
            kind: None,
            value: Some(value.trim().to_owned()),
        })
    });
    members.take(limits::MOST_MEMBERS).collect()
}

fn add_members(value: &Value, path: &mut Vec<String>, found: &mut Vec<SampleMember>) {
    match value {
        // Every element of a list has the members of the first.
        Value::Array(list) => list
            .iter()
            .take(1)
            .for_each(|element| add_members(element, path, found)),
        Value::Object(members) => {
            for (name, value) in members {
                if found.len() >= limits::MOST_MEMBERS {
                    return;
                }
                path.push(name.clone());
                found.push(SampleMember {
                    path: path.clone(),
                    kind: kind_of_value(value),
                    value: text(value),
                });
                add_members(value, path, found);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A value as a signature takes it in.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn kind_of_value(value: &Value) -> Option<KindWord> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(KindWord::Boolean),
        Value::Number(_) => Some(KindWord::Number),
        Value::String(_) => Some(KindWord::Text),
        Value::Array(_) => Some(KindWord::List),
        Value::Object(_) => Some(KindWord::Object),
    }
}

fn begins_with_pair(line: &str) -> bool {
    let name = line.split_once('=').map(|(name, _)| name.trim());
    name.is_some_and(vocabulary::is_wire_name)
}
