//! What notes say of signatures and ciphers, in the words of vendors. Whether it is so is nobody's business here.

use crate::page::{Cell, Fact, RecipeWords};
use crate::vocabulary::{self, CIPHERS, DIGESTS, MODES};

/// What a note says of how a field is signed or encrypted; none where it speaks of nothing such.
pub(super) fn recipe(cell: &Cell) -> Option<Fact<RecipeWords>> {
    let plain: String = vocabulary::fold(&cell.text).replace('-', "");
    let tokens = cell.text.split(|c: char| !c.is_ascii_alphanumeric());
    let tokens: Vec<String> = tokens.map(str::to_ascii_lowercase).collect();
    let is_cipher = |token: &str, cipher: &str| {
        let bits = token.strip_prefix(cipher);
        bits.is_some_and(|bits| bits.chars().all(|c| c.is_ascii_digit()))
    };
    let words = RecipeWords {
        digests: DIGESTS
            .into_iter()
            .filter(|one| plain.contains(one))
            .collect(),
        modes: MODES
            .into_iter()
            .filter(|one| tokens.iter().any(|token| token == one))
            .collect(),
        ciphers: CIPHERS
            .into_iter()
            .filter(|one| tokens.iter().any(|token| is_cipher(token, one)))
            .collect(),
        ..RecipeWords::default()
    };
    if words == RecipeWords::default() {
        return None;
    }
    let encoding = match (plain.contains("hex"), plain.contains("base64")) {
        (true, false) => Some("hex"),
        (false, true) => Some("base64"),
        (true, true) | (false, false) => None,
    };
    let value = RecipeWords {
        order: order(&cell.text),
        is_keyed: plain.contains("hmac"),
        encoding,
        ..words
    };
    Some(Fact {
        value,
        cell: cell.clone(),
    })
}

/// The names of `(mid + key + amount)`, around the first plus of a note; none where one of them is no name. Between brackets,
/// or beside a member's name, a Korean word is the name of a key or a field: `(tid + 상점키)`.
fn order(note: &str) -> Vec<String> {
    let Some(plus) = note.find('+') else {
        return Vec::new();
    };
    let (before, after) = note.split_at(plus);
    let start = before
        .rfind(['(', '\n', ',', ':', '='])
        .map_or(0, |at| at + 1);
    let end = after.find([')', '\n', ',']).unwrap_or(after.len());
    let inner = format!(
        "{}{}",
        before.get(start..).unwrap_or_default(),
        after.get(..end).unwrap_or_default()
    );
    // Markdown in HTML is not undone: `P\_OID`.
    let inner = inner.replace('\\', "");
    let names: Vec<String> = inner
        .split('+')
        .map(|name| name.trim().to_owned())
        .collect();
    let is_bracketed = before.get(..start).is_some_and(|text| text.ends_with('('))
        && after.get(end..).is_some_and(|text| text.starts_with(')'));
    let is_member = |name: &String| vocabulary::is_wire_name(name);
    let may_be_korean = is_bracketed || names.iter().any(is_member);
    match names
        .iter()
        .all(|name| is_member(name) || may_be_korean && is_korean_word(name))
    {
        true => names,
        false => Vec::new(),
    }
}

/// Whether a text is one Korean word, as keys and fields are called: `상점키`, `가맹점ID`.
fn is_korean_word(text: &str) -> bool {
    text.chars().count() <= 20
        && text.chars().all(char::is_alphanumeric)
        && text.chars().any(vocabulary::is_syllable)
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_goes_into_a_recipe_is_what_stands_around_a_plus_and_is_a_name() {
        let cases = [
            ("SHA256\n(mid+mkey+timestamp)", "mid mkey timestamp"),
            ("hex(sha256(tid + key))", "tid key"),
            ("Sha256<br>(mid+P\\_OID+P_AMT)", "mid P_OID P_AMT"),
            ("mid+key 를 SHA256", ""),
            ("AES256, 1 + 2", ""),
            ("SHA256(mid)", ""),
            ("SHA256 (tid + 상점키)", "tid 상점키"),
            (
                "SHA256 (가맹점ID+주문번호+해시키)",
                "가맹점ID 주문번호 해시키",
            ),
            ("SHA256: mid+상점키", "mid 상점키"),
            ("SHA256: 가맹점ID+주문번호", ""),
            ("SHA256 (tid + 상점키 의 값)", ""),
        ];
        for (note, expected) in cases {
            assert_eq!(order(note).join(" "), expected, "{note}");
        }
    }
}
