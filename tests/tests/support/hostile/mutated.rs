//! Good answers, damaged by dice: bits, bytes, pieces and types. What comes of it is for others to judge.

use serde_json::Value;

use super::dice::Dice;
use super::spoiled;

/// Words that JSON and its readers treat in ways of their own.
const WORDS: &[&[u8]] = &[
    b"null",
    b"true",
    b"false",
    b"0",
    b"-0",
    b"1e400",
    b"1E+2",
    b"0.1",
    b"18446744073709551616",
    b"123456789012345678901234567890",
    b"\"\"",
    b"\"00\"",
    b"\"0000\"",
    b"{}",
    b"[]",
    b"[[[[[[[[[[",
    b"\\u0000",
    b"\\ud800",
    b"\xff\xfe",
    b"\xbc\xba",
    b"\xef\xbb\xbf",
    b"\0",
    b",",
    b":",
    b"\"",
    b"{",
    b"}",
    b"\r\n",
    b" ",
    b"/**/",
    b"$serde_json::private::Number",
];

/// The answer, damaged once or a few times.
pub fn damaged(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = match dice.below(4) {
        0 => retyped(good, dice),
        _ => good.to_vec(),
    };
    for _ in 0..dice.below(4) {
        damage(&mut bytes, dice);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let until = (at + dice.below(24)).min(bytes.len());
    match dice.below(10) {
        0 => {
            let bit = dice.below(8);
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << bit;
            }
        }
        1 => bytes.truncate(at),
        2 => drop(bytes.drain(at..until)),
        3 => {
            let again: Vec<u8> = bytes.drain(at..until).collect();
            let twice = again.repeat(2);
            bytes.splice(at..at, twice);
        }
        4 => {
            let word = dice.one_of(WORDS).copied().unwrap_or_default();
            bytes.splice(at..at, word.iter().copied());
        }
        5 => {
            let word = dice.one_of(WORDS).copied().unwrap_or_default();
            bytes.splice(at..until, word.iter().copied());
        }
        6 => {
            let member = spoiled::deep(1 << dice.below(12));
            let text = format!("{{{member},");
            if bytes.first() == Some(&b'{') {
                bytes.splice(..1, text.into_bytes());
            }
        }
        7 => *bytes = in_utf16(bytes),
        8 => *bytes = member_twice(bytes, dice),
        _ => bytes.reverse(),
    }
}

/// With one of the members of the object again at its beginning, with its value or another one.
fn member_twice(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let tree = serde_json::from_slice::<Value>(bytes).unwrap_or_default();
    let members = tree.as_object();
    let at = dice.below(members.map_or(0, serde_json::Map::len));
    let found = members.and_then(|members| members.iter().nth(at));
    let (Some((name, value)), Some(rest)) = (found, bytes.strip_prefix(b"{")) else {
        return bytes.to_vec();
    };
    let value = match dice.below(2) {
        0 => value.clone(),
        _ => other(value, dice),
    };
    let again = format!("{{{}:{value},", Value::from(name.as_str()));
    [again.as_bytes(), rest].concat()
}

fn in_utf16(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// With values of other types, or of none, in some places.
fn retyped(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    match serde_json::from_slice::<Value>(good) {
        Ok(mut tree) => {
            retype(&mut tree, dice);
            tree.to_string().into_bytes()
        }
        Err(_) => good.to_vec(),
    }
}

fn retype(tree: &mut Value, dice: &mut Dice) {
    if dice.below(6) == 0 {
        *tree = other(tree, dice);
        return;
    }
    match tree {
        Value::Array(items) => items.iter_mut().for_each(|item| retype(item, dice)),
        Value::Object(members) => members.values_mut().for_each(|value| retype(value, dice)),
        _ => {}
    }
}

fn other(value: &Value, dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => Value::Null,
        1 => Value::from(true),
        2 => Value::from(dice.throw()),
        3 => Value::from(-1.5),
        4 => Value::from(""),
        5 => Value::from(vec![value.clone()]),
        6 => Value::from(vec![value.clone(), Value::from("0000")]),
        _ => [("x".to_owned(), value.clone())].into_iter().collect(),
    }
}
