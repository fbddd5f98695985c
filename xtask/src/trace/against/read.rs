//! A request that another system sent, read from a file: HTTP as it went over the wire, a line of curl, or a body alone.

use crate::output::Failure;

/// What was sent, as far as the file shows it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Theirs {
    pub method: Option<String>,
    /// The address, or its path alone.
    pub url: Option<String>,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// Reads a file; why it is no request otherwise.
pub fn read(text: &str) -> Result<Theirs, Failure> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with("curl ") {
        return curl(text.trim());
    }
    let first = text.lines().next().unwrap_or_default();
    let mut words = first.split_whitespace();
    let (method, url) = (words.next(), words.next());
    let is_http = words
        .next()
        .is_some_and(|version| version.starts_with("HTTP/"));
    match (method, url) {
        (Some(method), Some(url)) if is_http => Ok(http((method, url), text)),
        _ if text.trim().is_empty() => Err(Failure::NoAnswer("the file is empty".to_owned())),
        _ => Ok(Theirs {
            body: text.trim_end_matches(['\r', '\n']).to_owned(),
            ..Theirs::default()
        }),
    }
}

fn http((method, url): (&str, &str), text: &str) -> Theirs {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let headers = head.lines().skip(1).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    Theirs {
        method: Some(method.to_owned()),
        url: Some(url.to_owned()),
        headers: headers.collect(),
        body: body.trim_end_matches('\n').to_owned(),
    }
}

/// A line as a shell reads it.
fn curl(text: &str) -> Result<Theirs, Failure> {
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    let words = shlex::split(&joined).ok_or_else(|| {
        Failure::NoAnswer("the line of curl has a quote that does not end".to_owned())
    })?;
    let mut theirs = Theirs::default();
    let mut data: Vec<String> = Vec::new();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let (option, inline) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => {
                (option.to_owned(), Some(value.to_owned()))
            }
            _ => (word.clone(), None),
        };
        let mut value = || inline.clone().or_else(|| words.next()).unwrap_or_default();
        match option.as_str() {
            "-X" | "--request" => theirs.method = Some(value()),
            "-H" | "--header" => {
                let header = value();
                theirs.headers.extend(
                    header
                        .split_once(':')
                        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())),
                );
            }
            "-d" | "--data" | "--data-raw" | "--data-ascii" | "--data-binary" | "--json" => {
                data.push(value());
            }
            "--data-urlencode" => {
                let text = value();
                let (name, value) = text.split_once('=').unwrap_or(("", &text));
                let escaped: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
                data.push(match name {
                    "" => escaped,
                    name => format!("{name}={escaped}"),
                });
            }
            "--url" => theirs.url = Some(value()),
            "-o" | "--output" | "-u" | "--user" | "-A" | "--user-agent" | "-m" | "--max-time"
            | "--connect-timeout" | "-b" | "--cookie" | "-x" | "--proxy" | "--cacert" => {
                drop(value());
            }
            option if option.starts_with('-') => {}
            _ => theirs.url = Some(word),
        }
    }
    theirs.body = data.join("&");
    if theirs.method.is_none() {
        let method = if theirs.body.is_empty() {
            "GET"
        } else {
            "POST"
        };
        theirs.method = Some(method.to_owned());
    }
    Ok(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_in_each_notation() {
        let body = "tid=T1&amt=1000";
        let header = ("X-Key".to_owned(), "k: 1".to_owned());
        let expected =
            |method: Option<&str>, url: Option<&str>, headers: &[(String, String)]| Theirs {
                method: method.map(str::to_owned),
                url: url.map(str::to_owned),
                headers: headers.to_vec(),
                body: body.to_owned(),
            };
        let url = "https://a.example/pay";
        for (text, wanted) in [
            (body.to_owned(), expected(None, None, &[])),
            (
                format!("POST /pay HTTP/1.1\r\nX-Key: k: 1\r\n\r\n{body}\r\n"),
                expected(Some("POST"), Some("/pay"), std::slice::from_ref(&header)),
            ),
            (
                format!("curl -s -X POST \\\n  -H 'X-Key: k: 1' --data \"{body}\" {url}"),
                expected(Some("POST"), Some(url), std::slice::from_ref(&header)),
            ),
            (
                format!("curl {url} --data-urlencode 'tid=T1' -d amt=1000"),
                expected(Some("POST"), Some(url), &[]),
            ),
        ] {
            assert_eq!(read(&text).ok(), Some(wanted), "{text}");
        }
        assert!(read("").is_err() && read("curl 'x").is_err());
    }
}
