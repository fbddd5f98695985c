//! The members of JSON as pages show it: with comments, with words in place of values, with commas that are missing.
//! What the members are evidence of is decided elsewhere.

use crate::limits;
use crate::page::{Cell, KindWord, SampleMember};
use crate::vocabulary;

/// How a list begins, or an object, in PHP.
const ARRAY: &str = "array(";

/// Lists and objects are in each other no deeper than this; what is deeper is no sample.
const DEEPEST: usize = 32;

/// A piece of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Opens(char),
    Closes(char),
    Colon,
    /// `=>`, which gives members to a list of PHP.
    Arrow,
    Comma,
    Quoted(String),
    Word(String),
    Comment(String),
}

/// The members of a sample, in its order; none where a bracket closes another one, or where it has more than one value.
pub(super) fn members(lines: &[&Cell]) -> Vec<SampleMember> {
    let tokens = tokens(lines);
    let mut reader = Reader::default();
    let mut rest = tokens.as_slice();
    while let Some(((token, line), after)) = rest.split_first() {
        let taken = reader.token(token, *line, after);
        let Some(taken) = taken else {
            return Vec::new();
        };
        rest = after.get(taken..).unwrap_or_default();
    }
    reader.finish()
}

/// The pieces of a sample, each with its line.
fn tokens(lines: &[&Cell]) -> Vec<(Token, usize)> {
    let mut found = Vec::new();
    let mut comment: Option<String> = None;
    for cell in lines {
        let mut rest = cell.text.as_str();
        while !rest.is_empty() {
            if let Some(text) = &mut comment {
                let (inside, after) = rest.split_once("*/").unwrap_or((rest, ""));
                text.push_str(inside);
                let ends = inside.len() < rest.len();
                rest = after;
                if ends {
                    found.extend(comment.take().map(|text| (said(&text), cell.line)));
                }
                continue;
            }
            if let Some(after) = rest.strip_prefix("/*") {
                comment = Some(String::new());
                rest = after;
                continue;
            }
            if let Some((text, after)) = folded_comment(rest).filter(|_| lines.len() == 1) {
                found.push((said(text), cell.line));
                rest = after;
                continue;
            }
            let (token, after) = token(rest);
            found.extend(token.map(|token| (token, cell.line)));
            rest = after;
        }
    }
    found
}

/// A comment to the end of its line, where all lines of a sample became one: it ends before the next member.
fn folded_comment(text: &str) -> Option<(&str, &str)> {
    let comment = text.strip_prefix("//")?;
    let begins_member = |place: &usize| {
        let quoted = comment
            .get(place + 1..)
            .and_then(|rest| rest.split_once('"'));
        quoted.is_some_and(|(name, rest)| {
            vocabulary::is_wire_name(name) && rest.trim_start().starts_with(':')
        })
    };
    let mut quotes = comment.match_indices('"').map(|(place, _)| place);
    comment.split_at_checked(quotes.find(begins_member)?)
}

/// What a comment says, without the marks around it.
fn said(comment: &str) -> Token {
    let bare = comment.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '/' | '#'));
    Token::Comment(bare.to_owned())
}

/// The piece that a line begins with, and what follows it.
fn token(text: &str) -> (Option<Token>, &str) {
    if let Some(comment) = text.strip_prefix("//").or_else(|| text.strip_prefix('#')) {
        return (Some(said(comment)), "");
    }
    let Some(first) = text.chars().next() else {
        return (None, "");
    };
    let after = text.get(first.len_utf8()..).unwrap_or_default();
    if let Some(after) = text.strip_prefix("=>") {
        return (Some(Token::Arrow), after);
    }
    if let Some(after) = text.strip_prefix(ARRAY) {
        return (Some(Token::Opens('(')), after);
    }
    match first {
        '{' | '[' => (Some(Token::Opens(first)), after),
        '}' | ']' | ')' => (Some(Token::Closes(first)), after),
        ':' => (Some(Token::Colon), after),
        ',' => (Some(Token::Comma), after),
        '"' | '“' | '”' | '\'' => quoted(after, first),
        c if c.is_whitespace() => (None, after),
        _ => {
            let ends =
                |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | '"');
            let end = text.find(ends).unwrap_or(text.len());
            let (word, _) = text.split_at(end);
            // `1)` ends a list of PHP, and `(필수)` is a word.
            let end = word.find(')').filter(|_| !word.contains('('));
            let (word, after) = text.split_at(end.unwrap_or(word.len()));
            (Some(Token::Word(word.to_owned())), after)
        }
    }
}

/// A text in quotation marks; without a mark at its end it ends with the line.
fn quoted(text: &str, mark: char) -> (Option<Token>, &str) {
    let is_end = |c: char| match mark {
        '“' | '”' => matches!(c, '”' | '“'),
        _ => c == mark,
    };
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((place, c)) = letters.next() {
        match c {
            '\\' => {
                // Which letter is meant matters to nobody here but where it is the letter itself.
                let escaped = letters.next().map(|(_, escaped)| escaped);
                match escaped {
                    Some(plain @ ('"' | '\\' | '/' | '\'')) => value.push(plain),
                    Some(other) => value.extend(['\\', other]),
                    None => value.push('\\'),
                }
            }
            c if is_end(c) => {
                let after = text.get(place + c.len_utf8()..).unwrap_or_default();
                return (Some(Token::Quoted(value)), after);
            }
            c => value.push(c),
        }
    }
    (Some(Token::Quoted(value)), "")
}

#[derive(Default)]
struct Reader {
    found: Vec<SampleMember>,
    /// The brackets that are open.
    open: Vec<char>,
    /// The member that each of them is the value of, where it is one of a member.
    path: Vec<Option<String>>,
    /// The member whose value comes now.
    name: Option<(String, usize)>,
    /// Comments since the last member: they say something of the next one.
    before: Vec<String>,
    /// Comments behind members, and comments before them.
    behind: Vec<(usize, String)>,
    above: Vec<(usize, String)>,
    is_over: bool,
}

impl Reader {
    /// Takes a piece, and so many of those behind it; none where it can be in no sample.
    fn token(&mut self, token: &Token, line: usize, after: &[(Token, usize)]) -> Option<usize> {
        let next = after.first().map(|(token, _)| token);
        if self.is_over {
            // One bracket too many at the end is nothing else; another value is another sample.
            let is_more = matches!(token, Token::Opens(_) | Token::Quoted(_) | Token::Colon);
            return (!is_more).then_some(0);
        }
        match token {
            Token::Comment(text) => self.comment(text, line),
            Token::Comma => self.name = None,
            Token::Colon | Token::Arrow => {}
            Token::Opens('{') if self.name.is_some() && is_placeholder(after) => {
                self.member(None, None);
                return Some(2);
            }
            // A parenthesis closes nothing else.
            Token::Closes(')') if self.open.last() != Some(&'(') => {}
            Token::Opens(bracket) => self.opens(*bracket)?,
            Token::Closes(bracket) => self.closes(*bracket)?,
            Token::Quoted(text) | Token::Word(text) if next == Some(&Token::Colon) => {
                let is_object = self.open.last() == Some(&'{');
                self.name = is_object.then(|| (text.clone(), line));
                return Some(1);
            }
            Token::Quoted(text) | Token::Word(text) if next == Some(&Token::Arrow) => {
                self.becomes_object();
                self.name = Some((text.clone(), line));
                return Some(1);
            }
            Token::Quoted(text) => self.member(Some(KindWord::Text), Some(text.clone())),
            Token::Word(word) => {
                let (kind, value) = value(word);
                self.member(kind, value);
            }
        }
        Some(0)
    }

    fn comment(&mut self, text: &str, line: usize) {
        if text.is_empty() {
            return;
        }
        match self.found.last().filter(|last| last.line == line) {
            Some(_) => self.behind.push((self.found.len() - 1, text.to_owned())),
            None => self.before.push(text.to_owned()),
        }
    }

    fn opens(&mut self, bracket: char) -> Option<()> {
        let kind = match bracket {
            '{' => KindWord::Object,
            _ => KindWord::List,
        };
        let name = self.name.as_ref().map(|(name, _)| name.clone());
        self.member(Some(kind), None);
        self.open.push(bracket);
        self.path.push(name);
        (self.open.len() <= DEEPEST).then_some(())
    }

    fn closes(&mut self, bracket: char) -> Option<()> {
        let opened = match bracket {
            '}' => '{',
            ')' => '(',
            _ => '[',
        };
        self.name = None;
        self.path.pop();
        self.is_over = self.open.len() == 1;
        (self.open.pop() == Some(opened)).then_some(())
    }

    /// What is open has members, whatever its bracket says.
    fn becomes_object(&mut self) {
        let path: Vec<&String> = self.path.iter().flatten().collect();
        let is_it = |member: &&mut SampleMember| member.path.iter().eq(path.iter().copied());
        if let Some(member) = self.found.iter_mut().find(is_it) {
            member.kind = Some(KindWord::Object);
        }
    }

    /// The value of the member at hand. Every element of a list has the members of the others.
    fn member(&mut self, kind: Option<KindWord>, value: Option<String>) {
        let Some((name, line)) = self.name.take() else {
            return;
        };
        let mut path: Vec<String> = self.path.iter().flatten().cloned().collect();
        path.push(name);
        let above = std::mem::take(&mut self.before);
        let is_known = self.found.iter().any(|known| known.path == path);
        if is_known || self.found.len() >= limits::MOST_MEMBERS {
            return;
        }
        let index = self.found.len();
        self.above
            .extend(above.into_iter().map(|text| (index, text)));
        self.found.push(SampleMember {
            path,
            kind,
            value,
            line,
            said: None,
        });
    }

    /// The members, each with what is said of it: behind it where that is said of any, or else above it.
    fn finish(mut self) -> Vec<SampleMember> {
        let comments = match self.behind.is_empty() {
            true => self.above,
            false => self.behind,
        };
        for (index, text) in comments {
            if let Some(member) = self.found.get_mut(index) {
                let said = member.said.take().map(|said| format!("{said}\n{text}"));
                member.said = Some(said.unwrap_or(text));
            }
        }
        self.found
    }
}

/// `{가맹점 ID}` in place of a value.
fn is_placeholder(after: &[(Token, usize)]) -> bool {
    matches!(after, [(Token::Word(_), _), (Token::Closes('}'), _), ..])
}

/// What a word without quotation marks is: a value, or the type of one.
fn value(word: &str) -> (Option<KindWord>, Option<String>) {
    match word {
        "null" => (None, None),
        "true" | "false" => (Some(KindWord::Boolean), Some(word.to_owned())),
        _ if word.parse::<f64>().is_ok() => (Some(KindWord::Number), Some(word.to_owned())),
        _ if vocabulary::is_kind(word) => (vocabulary::kind_word(word), None),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::members;
    use crate::page::Cell;

    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<Cell> = text
            .lines()
            .enumerate()
            .map(|(index, text)| Cell {
                text: text.trim().to_owned(),
                line: index + 1,
                column: None,
            })
            .collect();
        let lines: Vec<&Cell> = lines.iter().collect();
        let show = |member: &crate::page::SampleMember| {
            format!(
                "{} {} {:?} {} {}",
                member.line,
                member.path.join("."),
                member.kind,
                member.value.as_deref().unwrap_or("-"),
                member.said.as_deref().unwrap_or("-"),
            )
        };
        members(&lines).iter().map(show).collect()
    }

    #[test]
    fn samples_are_read_as_pages_write_them() {
        let cases: [(&str, &[&str]); 10] = [
            (
                "{\n\"a\": \"x\", // 이름\n\"b\": { \"c\": 1 }\n}",
                &[
                    "2 a Some(Text) x 이름",
                    "3 b Some(Object) - -",
                    "3 b.c Some(Number) 1 -",
                ],
            ),
            (
                "{\n/*text(20)*/ /*계정*/\n\"a\": \"\",\n/*종류*/\n\"b\": \"\"\n}",
                &["3 a Some(Text)  text(20)\n계정", "5 b Some(Text)  종류"],
            ),
            // A comma is missing, and a word stands for a value.
            (
                "{\n\"a\": String\n\"b\": {금액}\n}",
                &["2 a Some(Text) - -", "3 b None - -"],
            ),
            // Every element of a list has the members of the others.
            (
                "{ \"list\": [ { \"a\": 1 }, { \"a\": 2, \"b\": null }, … ] }",
                &[
                    "1 list Some(List) - -",
                    "1 list.a Some(Number) 1 -",
                    "1 list.b None - -",
                ],
            ),
            (
                "{ \"a\": \"https://x.example//y\" }",
                &["1 a Some(Text) https://x.example//y -"],
            ),
            // As PHP writes objects
            (
                "array(\n'a' => 'x',\n'b' => array('c' => 1),\n)",
                &[
                    "2 a Some(Text) x -",
                    "3 b Some(Object) - -",
                    "3 b.c Some(Number) 1 -",
                ],
            ),
            (
                "[ 'a' => [ 'b' => 1 ], 'c' => [ 1 ] ]",
                &[
                    "1 a Some(Object) - -",
                    "1 a.b Some(Number) 1 -",
                    "1 c Some(List) - -",
                ],
            ),
            // An excerpt ends anywhere.
            ("{ \"a\": 1", &["1 a Some(Number) 1 -"]),
            ("{ \"a\": [ 1 } ]", &[]),
            ("{ \"a\": 1 }\n{ \"b\": 2 }", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
