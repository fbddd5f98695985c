//! Headers of requests that sentences name: `x-api-key 헤더로 전달합니다`, "Include the header `X-Api-Key: …`". A sentence
//! says neither whether a header must be there nor how long it is, so that it gives no field. And what pages
//! call headers that are none of HTTP.

use kpg_codegen::model::Place;

use super::{PageReader, sent};
use crate::block::Table;
use crate::page::{Cell, DocumentedField, ShownHeader, Way};
use crate::vocabulary;

impl PageReader {
    /// Takes the headers that a line of text names, and which the operation below the same heading sends, or else all do.
    pub(super) fn named_headers(&mut self, cell: &Cell) {
        let listed = self.listed_header(&cell.text);
        self.lists_headers = listed.is_some();
        let names = listed.map_or_else(|| names(&cell.text), |name| vec![name]);
        // `X-Request-Id` says nothing of the way.
        let mut words = cell.text.clone();
        for name in &names {
            words = words.replace(name, "");
        }
        let way = vocabulary::direction_word(&words);
        let way = way.or_else(|| self.headings.part_way());
        if matches!(way, Some(Way::Answer | Way::Notification)) {
            return;
        }
        let below = self.headings.operation().map(|heading| heading.line);
        let named = names.into_iter().map(|name| ShownHeader {
            name: name.to_owned(),
            cell: cell.clone(),
            is_sampled: false,
        });
        self.named_headers
            .extend(named.map(|header| (below, header)));
    }

    /// The header that an item of a list of headers begins with: below `Request Header`, or a line that introduces them.
    fn listed_header<'c>(&self, text: &'c str) -> Option<&'c str> {
        let above = self.before.as_ref();
        let speaks = |line: &Cell| {
            let mut words = line.text.split(|c: char| !c.is_alphanumeric());
            line.text.ends_with(':') && words.any(vocabulary::is_header_word)
        };
        let is_listed = self.headings.placed() == Some(Place::Header)
            || above.is_some_and(speaks)
            || self.lists_headers;
        let (_, item) = vocabulary::item(text).filter(|_| is_listed)?;
        let word = item.split(|c: char| c.is_whitespace() || c == ':').next()?;
        let is_known = sent::is_of_every_request(word);
        (is_shaped(word) && !is_known).then_some(word)
    }

    /// Where messages have a fixed length and go over sockets, what a table calls a header is how each message begins.
    pub(super) fn in_messages(&mut self, table: &Table, fields: &mut [DocumentedField]) {
        let mut cells = table.rows.iter().flatten();
        let is_fixed = self.has_fixed_messages
            || cells.any(|cell| vocabulary::is_of_fixed_messages(&cell.text));
        let is_http = |field: &DocumentedField| is_shaped(&field.wire.text);
        if !is_fixed || fields.iter().any(is_http) {
            return;
        }
        let mut names = Vec::new();
        for field in fields
            .iter_mut()
            .filter(|field| field.place == Place::Header)
        {
            field.place = Place::Body;
            names.push(field.wire.text.clone());
        }
        if !names.is_empty() {
            let text = format!(
                "the page speaks of messages of a fixed length: what it calls a header ({}) is taken for the beginning of each message, and not for headers of HTTP",
                names.join(", ")
            );
            self.note(table.line, text);
        }
    }
}

/// The names of headers in a sentence that speaks of headers.
fn names(text: &str) -> Vec<&str> {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let words =
        text.split(|c: char| !(is_inner(c) || vocabulary::is_korean(c.encode_utf8(&mut [0; 4]))));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if !words.iter().any(|word| vocabulary::is_header_word(word)) {
        return Vec::new();
    }
    let is_beside = |index: usize| {
        let next = words.get(index + 1);
        next.is_some_and(|next| vocabulary::is_header_word(next))
    };
    let mut found: Vec<&str> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        // `Authorization헤더`
        let end = word.find(|c| !is_inner(c)).unwrap_or(word.len());
        let (name, behind) = word.split_at(end);
        let is_beside = is_beside(index) || vocabulary::is_header_word(behind);
        let is_name = is_shaped(name) || (is_beside && is_plain(name));
        // `application/x-www-form-urlencoded`
        let is_behind_slash = text.contains(&format!("/{name}"));
        let is_known = sent::is_of_every_request(name) || found.contains(&name);
        if is_name && !is_behind_slash && !is_known {
            found.push(name);
        }
    }
    found
}

/// Whether a word is written as names of headers are, and no other word is: `X-Api-Key`, `x-api-key`, `Authorization`.
fn is_shaped(word: &str) -> bool {
    let parts = || word.split('-');
    let is_part = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    let has_parts = parts().count() > 1 && parts().all(|part| !part.is_empty());
    let is_own = word.starts_with("x-") || word.starts_with("X-");
    word.eq_ignore_ascii_case(AUTHORIZATION) || (has_parts && (is_own || parts().all(is_part)))
}

/// The header that has no dash in its name and is one wherever it stands.
const AUTHORIZATION: &str = "authorization";

/// Whether a word right before the word for headers can be the name of one: `apikey 헤더`, and not `HTTP 헤더`.
fn is_plain(word: &str) -> bool {
    vocabulary::is_wire_name(word)
        && !vocabulary::is_section(word)
        && !vocabulary::is_technical(word)
        && !vocabulary::is_article(word)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_sentence_names_a_header_in_the_words_of_pages() {
        let cases = [
            (
                "Authorization 헤더에 Basic 인증 값을 넣어 호출합니다.",
                "Authorization",
            ),
            ("x-api-key 헤더로 API 키를 전달합니다.", "x-api-key"),
            ("apikey 헤더로 전달", "apikey"),
            (
                "HTTP 헤더에 Authorization: Bearer {token} 을 넣습니다.",
                "Authorization",
            ),
            (
                "요청 헤더에 X-Mall-Id, X-Signature 를 추가합니다.",
                "X-Mall-Id X-Signature",
            ),
            (
                "Include the header `X-Api-Key: {key}` in every request.",
                "X-Api-Key",
            ),
            ("The Idempotency-Key header is optional.", "Idempotency-Key"),
            ("The header of the request is signed.", ""),
            ("Content-Type 헤더는 application/json 입니다.", ""),
            ("HTTP 헤더와 JSON 본문", ""),
            ("각 요청의 header 는 다음과 같습니다.", ""),
            ("X-Api-Key 를 사용합니다.", ""),
            (
                "Set the header X-Key, and send application/x-www-form-urlencoded.",
                "X-Key",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text).join(" "), expected, "{text}");
        }
    }
}
