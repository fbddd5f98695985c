//! Form request bodies. The parser of the URL standard repairs silently; here what it would repair
//! is an error.

/// The pairs of a form in their order, or why the body is none.
pub(crate) fn pairs(body: &[u8]) -> Result<Vec<(String, String)>, String> {
    for (position, &byte) in body.iter().enumerate() {
        if !byte.is_ascii_graphic() {
            return Err(format!(
                "byte {position} of the form must be percent-encoded"
            ));
        }
        let escape = body.get(position + 1..position + 3).unwrap_or_default();
        if byte == b'%' && !(escape.len() == 2 && escape.iter().all(u8::is_ascii_hexdigit)) {
            return Err(format!(
                "the `%` at byte {position} of the form is not followed by two digits"
            ));
        }
    }
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    match pairs
        .iter()
        .find(|(name, value)| is_damaged(name) || is_damaged(value))
    {
        Some((name, _)) => Err(format!("the member `{name}` of the form is not in UTF-8")),
        None => Ok(pairs),
    }
}

/// The parser puts this character where bytes are no UTF-8.
fn is_damaged(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded() {
        let read = pairs("a=1+2&b=%EA%B0%80%2B%26&c=&a=3".as_bytes());
        let expected = [("a", "1 2"), ("b", "가+&"), ("c", ""), ("a", "3")];
        assert_eq!(
            read,
            Ok(expected
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec())
        );
        assert_eq!(pairs(b""), Ok(Vec::new()));
    }

    #[test]
    fn what_would_be_repaired_is_told() {
        for body in [
            "a=가", "a=1 2", "a=%zz", "a=%2", "a=%", "a=%b0%a1", "a=1\r\n",
        ] {
            assert!(pairs(body.as_bytes()).is_err(), "{body}");
        }
    }
}
