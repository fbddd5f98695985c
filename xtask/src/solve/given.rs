//! The values of a search: from arguments, the environment and files. What is searched does not belong here.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use kpg_recipes::solve::{Given, Key, Role};
use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::output::Failure;

/// `name=value`
#[derive(Clone)]
pub struct Assignment {
    name: String,
    text: String,
}

impl Assignment {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}

// The text may be a secret.
impl fmt::Debug for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=…", self.name)
    }
}

/// For the command line.
pub fn assignment(written: &str) -> Result<Assignment, String> {
    match written.split_once('=') {
        Some((name, text)) if !name.is_empty() => Ok(Assignment {
            name: name.to_owned(),
            text: text.to_owned(),
        }),
        _ => Err("write a name, `=` and the value: `tid=UT0001`".to_owned()),
    }
}

/// A secret as it was given: `name=value`, or the name of an environment variable that holds the value.
#[derive(Clone)]
pub struct Secret(String);

// It may hold the secret.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// For the command line. It takes everything, because what it refuses would be shown.
pub fn secret(written: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret(written.to_owned()))
}

impl Secret {
    pub fn read(&self) -> Result<Given, Failure> {
        let (name, text) = match self.0.split_once('=') {
            Some((name, text)) => (name, text.to_owned()),
            None => (self.0.as_str(), std::env::var(&self.0).unwrap_or_default()),
        };
        if name.is_empty() || text.is_empty() {
            let words = "a `--secret` has no value: write `name=value`, or the name of an environment variable that holds the value (it is not repeated here, because it may be the secret)";
            return Err(Failure::NoAnswer(words.to_owned()));
        }
        Ok(Given {
            name: name.to_owned(),
            text,
            role: Role::Secret,
        })
    }
}

/// Where values come from.
#[derive(Debug)]
pub struct Sources<'s> {
    pub values: &'s [Assignment],
    pub secrets: &'s [Secret],
    /// Files with names and values.
    pub files: &'s [PathBuf],
    /// The file of a body.
    pub body: Option<&'s Path>,
}

impl Sources<'_> {
    /// All values, each name once: what an argument says counts more than what a file says.
    pub fn read(&self) -> Result<Vec<Given>, Failure> {
        let mut given: Vec<Given> = Vec::new();
        for path in self.files {
            let text = read(path)?;
            let values = named(&text).ok_or_else(|| {
                Failure::Words(format!(
                    "{} has no values: write a JSON object, a form, or a line `name=value` for each",
                    path.display()
                ))
            })?;
            given.extend(values);
        }
        if let Some(path) = self.body {
            let text = read(path)?;
            given.extend(named(&text).unwrap_or_default());
            given.push(Given {
                name: "body".to_owned(),
                text,
                role: Role::Body,
            });
        }
        given.extend(self.values.iter().map(|assigned| Given {
            name: assigned.name.clone(),
            text: assigned.text.clone(),
            role: Role::Value,
        }));
        for secret in self.secrets {
            given.push(secret.read()?);
        }
        Ok(last_of_each_name(given))
    }
}

/// What a key is called that nobody named.
const KEY: &str = "private_key";

/// The keys of files; a name and `=` can stand before each.
pub fn keys(written: &[String]) -> Result<Vec<Key>, Failure> {
    let read_one = |written: &String| {
        let (name, path) = written.split_once('=').unwrap_or((KEY, written));
        let text = read(Path::new(path))?;
        Key::read(name, &text).ok_or_else(|| {
            Failure::Words(format!(
                "{path} holds no RSA key: give PEM, of a public key, a certificate or a private key without a passphrase"
            ))
        })
    };
    written.iter().map(read_one).collect()
}

fn last_of_each_name(given: Vec<Given>) -> Vec<Given> {
    let mut kept: Vec<Given> = Vec::new();
    for value in given {
        match kept.iter_mut().find(|known| known.name == value.name) {
            Some(known) => *known = value,
            None => kept.push(value),
        }
    }
    kept
}

/// A file, or standard input for `-`.
fn read(path: &Path) -> Result<String, Failure> {
    if path == Path::new("-") {
        let mut text = String::new();
        return match std::io::stdin().read_to_string(&mut text) {
            Ok(_) => Ok(text),
            Err(error) => Err(Failure::disk("read", Path::new("standard input"))(error)),
        };
    }
    std::fs::read_to_string(path).map_err(Failure::disk("read", path))
}

/// The values of a JSON object, of lines, or of a form; `None` where it is none of them.
fn named(text: &str) -> Option<Vec<Given>> {
    let text = text.trim();
    if text.starts_with('{') {
        return members(text, "");
    }
    let value = |(name, text): (&str, &str)| Given {
        name: name.trim().to_owned(),
        text: text.to_owned(),
        role: Role::Value,
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    match lines.as_slice() {
        [] => None,
        [form] => {
            let pairs = form_urlencoded::parse(form.as_bytes());
            let pairs: Vec<_> = pairs.map(|(name, text)| value((&name, &text))).collect();
            form.contains('=').then_some(pairs)
        }
        lines => lines
            .iter()
            .map(|line| line.split_once('=').map(value))
            .collect(),
    }
}

/// Whether a value is a member of a body, or of an object in one, that is a value by itself.
pub fn is_inside(value: &Given, body: &Given) -> bool {
    match body.name.strip_prefix("body.") {
        Some(object) => value
            .name
            .strip_prefix(object)
            .is_some_and(|rest| rest.starts_with('.')),
        None => {
            let members = named(&body.text).unwrap_or_default();
            members.iter().any(|member| member.name == value.name)
        }
    }
}

/// The objects and lists inside a JSON object, letter by letter; none where it is no JSON object.
pub fn objects_inside(json: &str) -> Vec<Given> {
    let members = members(json, "").unwrap_or_default();
    let inside = members.into_iter().filter(|it| it.role == Role::Body);
    inside.collect()
}

/// The members of a JSON object; those of an object inside have its name before them, and it is a value by itself.
fn members(json: &str, before: &str) -> Option<Vec<Given>> {
    let mut found = Vec::new();
    for (name, raw) in serde_json::Deserializer::from_str(json)
        .deserialize_map(Members)
        .ok()?
    {
        let name = format!("{before}{name}");
        let raw = raw.get();
        let first = raw.chars().next()?;
        let text = match first {
            '"' => serde_json::from_str(raw).ok()?,
            'n' => continue,
            _ => raw.to_owned(),
        };
        let is_nested = matches!(first, '{' | '[');
        found.push(match is_nested {
            true => Given {
                name: format!("body.{name}"),
                text,
                role: Role::Body,
            },
            false => Given {
                name: name.clone(),
                text,
                role: Role::Value,
            },
        });
        if first == '{' {
            found.extend(members(raw, &format!("{name}."))?);
        }
    }
    Some(found)
}

/// Reads members in their order, each as it is written.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, Box<RawValue>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Option<Vec<(String, String)>> {
        let given = named(text)?.into_iter();
        Some(given.map(|value| (value.name, value.text)).collect())
    }

    #[test]
    fn files_of_three_kinds_have_values() {
        let expected = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter();
            Some(
                pairs
                    .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                    .collect::<Vec<_>>(),
            )
        };
        let cases = [
            ("b=1&a=%EA%B0%80+x", expected(&[("b", "1"), ("a", "가 x")])),
            ("b=1&2\na=x y\n", expected(&[("b", "1&2"), ("a", "x y")])),
            (
                r#"{"b": 10.50, "d": {"t": "가\n", "n": null}}"#,
                expected(&[
                    ("b", "10.50"),
                    ("body.d", r#"{"t": "가\n", "n": null}"#),
                    ("d.t", "가\n"),
                ]),
            ),
            ("{ broken", None),
            ("no value", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(pairs(text), wanted, "{text}");
        }
    }

    #[test]
    fn an_argument_counts_more_than_a_file_and_no_debug_shows_a_text() {
        let tid = assignment("tid=a=b").unwrap();
        let Ok(key) = secret("key=c");
        assert_eq!(format!("{tid:?} {key:?}"), "tid=… Secret(…)");
        let sources = Sources {
            values: &[tid.clone(), tid],
            secrets: &[key],
            files: &[],
            body: None,
        };
        let read = sources.read().unwrap();
        let texts: Vec<_> = read.iter().map(|value| value.text.as_str()).collect();
        assert_eq!(texts, ["a=b", "c"]);
        assert!(assignment("=x").is_err() && assignment("x").is_err());
    }
}
