//! Blocks of code: request lines, hosts and commands in them, and how a body is written. Which operation they are of
//! is decided elsewhere.

use super::address::{self, Line};
use super::{inputs, json, literal, sent, url};
use crate::limits;
use crate::page::{Address, Cell, SampleBody, SampleForm, SampleMember, ShownHeader, Way};
use crate::vocabulary;

/// The content types of bodies.
const FORMS: [&str; 2] = ["application/json", "x-www-form-urlencoded"];

/// What a block of code says.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// `POST /v1/pay`, with the host of a `Host:` line below it; without an address where what stands in its place is
    /// none.
    pub(super) request_lines: Vec<Line>,
    /// Whether these begin whole requests, with headers, so that the last of several is what the others lead to.
    pub(super) are_whole: bool,
    /// Where a `curl` command goes, or a form of HTML; its path may have values where others have names.
    pub(super) command: Option<Line>,
    /// Lines that name a content type.
    pub(super) content_types: Vec<Cell>,
    /// The names of other headers of the request.
    pub(super) headers: Vec<ShownHeader>,
    /// The status that stands above the body, which then is that of an answer.
    pub(super) status: Option<u16>,
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
            sample.status = None;
        } else if let Some(status) = status_line(&cell.text) {
            body.clear();
            sample.status = Some(status);
        } else if body.is_empty() && is_comment(&cell.text) {
            // What stands above a body says something of it, and is no part of it.
        } else if is_header(&cell.text) {
            sample.headers.extend(own_header(cell));
        } else {
            body.push(cell);
        }
    }
    sample.command = command(lines);
    sample.body = match sample.command.is_some() {
        true => {
            sample.headers.extend(sent::headers(lines));
            sent::body(lines)
        }
        false => literal::body(&body).or_else(|| form(&body)),
    };
    if sample.command.is_none() {
        sample.command = inputs::action(lines);
    }
    sample
}

/// Whether a line of code begins another sample than the one before it: an answer, or a body behind a whole one.
pub(super) fn begins_another(before: &[Cell], cell: &Cell) -> bool {
    let Some(last) = before.last() else {
        return false;
    };
    let is_body = cell.text.starts_with(['{', '[']) && last.text.ends_with(['}', ']']);
    let is_apart = cell.line > last.line + 1;
    status_line(&cell.text).is_some() || (is_body && is_apart)
}

/// The status of a line that is the first one of an answer: `HTTP/1.1 200 OK`, `400 Bad Request`.
pub(super) fn status_above(text: &str) -> Option<u16> {
    status_line(text).or_else(|| status_behind_word(text))
}

/// The status behind the one word of a line: `Success (200):`.
fn status_behind_word(text: &str) -> Option<u16> {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (word, status) = (words.next()?, words.next()?);
    let is_one = words.next().is_none() && word.chars().all(char::is_alphabetic);
    (is_one && vocabulary::is_status(status)).then(|| status.parse().ok())?
}

/// The status of a line that is one: `HTTP/1.1 200 OK`, `200 OK`.
fn status_line(text: &str) -> Option<u16> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let status = match first.starts_with("HTTP/") {
        true => words.next()?,
        false => first,
    };
    let is_reason = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    let is_one = vocabulary::is_status(status) && words.clone().count() <= 3;
    (is_one && words.all(is_reason)).then(|| status.parse().ok())?
}

/// Whether a line names a content type.
pub(super) fn is_content_type(cell: &Cell) -> bool {
    cell.text.to_lowercase().contains("content-type")
}

/// Whether a sentence names how bodies are written, and not those of answers alone.
pub(super) fn names_form(cell: &Cell) -> bool {
    let folded = cell.text.to_lowercase();
    let mut forms = FORMS.iter();
    // `요청 본문은 JSON 형식입니다.`
    let is_json = vocabulary::is_written_as_json(&cell.text)
        && vocabulary::only_way(&cell.text) == Some(Way::Request);
    is_json
        || (forms.any(|form| folded.contains(form))
            && vocabulary::direction_word(&cell.text) != Some(Way::Answer))
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

/// A header, where it is none that every request has.
fn own_header(cell: &Cell) -> Option<ShownHeader> {
    sent::header(&cell.text, cell)
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
            line.address = url::address(word, cell);
        }
    }
    line.address.is_some().then_some(line)
}

/// How a body is written, by its lines.
fn form(lines: &[&Cell]) -> Option<SampleBody> {
    let first = *lines.first()?;
    let plain: Vec<&Cell> = lines
        .iter()
        .copied()
        .filter(|cell| !is_comment(&cell.text))
        .collect();
    let pair = |cell: &&Cell| {
        let (text, _) = without_comment(&cell.text);
        begins_with_pair(text, '=') && !text.contains(['(', '&', ';'])
    };
    let named = |cell: &&Cell| is_named_value(&cell.text);
    let inputs = match lines.iter().any(|cell| cell.text.contains("<input")) {
        true => inputs::members(lines),
        false => Vec::new(),
    };
    let form = match first.text.chars().next()? {
        '{' | '[' => SampleForm::Json,
        '<' if !inputs.is_empty() => SampleForm::Form,
        '<' => SampleForm::Xml,
        _ if plain.len() > 1 && plain.iter().all(pair) => SampleForm::Lines,
        _ if first.text.contains('&') && begins_with_pair(&first.text, '=') => SampleForm::Form,
        _ if plain.len() > 1 && plain.iter().all(named) && are_values(&plain) => {
            SampleForm::Literal
        }
        _ => return None,
    };
    let members = match form {
        SampleForm::Json => json::members(lines),
        SampleForm::Form if !inputs.is_empty() => inputs,
        SampleForm::Form | SampleForm::Lines => pairs(&plain, '='),
        SampleForm::Literal => pairs(&plain, ':'),
        SampleForm::Xml => Vec::new(),
    };
    Some(SampleBody {
        way: None,
        form,
        cell: first.clone(),
        members,
    })
}

/// The members of a form, or of lines: their names and what stands behind them.
fn pairs(lines: &[&Cell], mark: char) -> Vec<SampleMember> {
    let pairs = lines.iter().flat_map(|cell| {
        let (text, said) = without_comment(&cell.text);
        let said = said.map(str::to_owned);
        let pairs = text.split('&');
        pairs.map(move |pair| (pair, cell.line, said.clone()))
    });
    let members = pairs.filter_map(|(pair, line, said)| {
        let (name, value) = pair.split_once(mark)?;
        Some(SampleMember {
            path: vec![name.trim().to_owned()],
            kind: None,
            value: Some(value.trim().to_owned()),
            line,
            said,
        })
    });
    members.take(limits::MOST_MEMBERS).collect()
}

/// A line without the comment at its end, and that comment.
fn without_comment(line: &str) -> (&str, Option<&str>) {
    let found = [" # ", " // "]
        .iter()
        .find_map(|mark| line.split_once(*mark));
    found.map_or((line, None), |(line, said)| (line, Some(said.trim())))
}

fn begins_with_pair(line: &str, mark: char) -> bool {
    let name = line.split_once(mark).map(|(name, _)| name.trim());
    name.is_some_and(vocabulary::is_wire_name)
}

/// Whether a line is a name with a value, as YAML writes them: what has no value may have members on the lines below.
fn is_named_value(line: &str) -> bool {
    let (pair, _) = without_comment(line);
    let value = pair.split_once(": ").map(|(_, value)| value.trim());
    begins_with_pair(pair, ':') && value.is_some_and(|value| !value.is_empty())
}

/// Whether lines of names give values for them: words may explain the names, and names of facts are of no body.
fn are_values(lines: &[&Cell]) -> bool {
    let pairs = || {
        let parted = lines.iter().filter_map(|cell| cell.text.split_once(':'));
        parted.map(|(name, value)| (name.trim(), value.trim()))
    };
    let is_written = |value: &str| value.starts_with(|c: char| "\"'0123456789-".contains(c));
    let is_value = |value: &str| value.is_ascii() || is_written(value);
    pairs().all(|(name, _)| !vocabulary::is_call_fact(name))
        && (pairs().any(|(_, value)| is_written(value))
            || pairs().all(|(_, value)| is_value(value)))
}

/// Whether the body of a sample is XML, and not HTML.
pub(super) fn is_xml(body: &SampleBody) -> bool {
    const OF_HTML: &str = "!doctype html head body form script style input select option textarea button label div span p \
        br a b i em strong img link meta table caption colgroup col thead tbody tfoot tr td th ul ol li dl dt dd pre code \
        h1 h2 h3 h4 h5 h6 hr section article header footer nav main details summary iframe font center object";
    let tag = body.cell.text.trim_start_matches(['<', '/']);
    let end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '!' | '?' | '_')));
    let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
    let name = name.to_lowercase();
    let is_html = OF_HTML.split(' ').any(|known| known == name);
    body.form == SampleForm::Xml && !name.is_empty() && !is_html
}
