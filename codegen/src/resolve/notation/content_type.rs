//! The value of a `Content-Type`: `type/subtype`, and parameters behind semicolons.

/// Whether a text is a content type as RFC 9110 writes it.
pub(crate) fn is_content_type(text: &str) -> bool {
    let mut parts = text.split(';');
    let media_type = parts.next().unwrap_or_default();
    let Some((kind, subtype)) = media_type.split_once('/') else {
        return false;
    };
    let is_right = |parameter: &str| {
        let parameter = parameter.trim_matches(' ');
        let Some((name, value)) = parameter.split_once('=') else {
            return false;
        };
        is_token(name) && is_token(unquoted(value))
    };
    is_token(kind)
        && is_token(subtype.trim_end_matches(' '))
        && !text.ends_with(' ')
        && parts.all(is_right)
}

/// The charset that a content type names.
pub(crate) fn charset_parameter(text: &str) -> Option<&str> {
    let parameters = text.split(';').skip(1);
    let mut pairs = parameters.filter_map(|parameter| parameter.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("charset"))?;
    Some(unquoted(value))
}

fn unquoted(value: &str) -> &str {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(value)
}

fn is_token(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_letter)
}
