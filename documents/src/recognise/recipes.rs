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
    let joined = joined(&cell.text);
    let value = RecipeWords {
        order: joined.names,
        separator: joined.separator,
        is_keyed: plain.contains("hmac"),
        encoding,
        ..words
    };
    Some(Fact {
        value,
        cell: cell.clone(),
    })
}

/// What goes into a recipe, in order, and what stands between.
#[derive(Debug, Default, PartialEq, Eq)]
struct Joined {
    names: Vec<String>,
    separator: String,
}

/// What a note joins: around its first plus, or else in the brackets behind a digest. Nothing where one of the parts is no
/// name, or where what stands between them is not the same each time.
fn joined(note: &str) -> Joined {
    // Markdown in HTML is not undone: `P\_OID`.
    let note = note.replace('\\', "");
    let found = around_plus(&note).or_else(|| behind_digest(&note));
    found.unwrap_or_default()
}

/// The names of `(mid + key + amount)`, and of `mid + "|" + key`. Between brackets, or beside a member's name, a Korean word
/// is the name of a key or a field: `(tid + 상점키)`.
fn around_plus(note: &str) -> Option<Joined> {
    let (before, after) = note.split_at(note.find('+')?);
    let start = before
        .rfind(['(', '\n', ',', ':', '='])
        .map_or(0, |at| at + 1);
    let end = after.find([')', '\n', ',']).unwrap_or(after.len());
    let inner = format!(
        "{}{}",
        before.get(start..).unwrap_or_default(),
        after.get(..end).unwrap_or_default()
    );
    let is_bracketed = before.get(..start).is_some_and(|text| text.ends_with('('))
        && after.get(end..).is_some_and(|text| text.starts_with(')'));
    let parts: Vec<&str> = inner.split('+').map(str::trim).collect();
    match without_words_behind(&parts) {
        Some(parts) => with_literals(&parts),
        None => names(&parts, is_bracketed).map(|names| Joined {
            names,
            separator: String::new(),
        }),
    }
}

/// The parts of a sum with quoted texts in it, the last one without the words that follow it: `a + "|" + b 를 해시한 값`.
fn without_words_behind<'t>(parts: &[&'t str]) -> Option<Vec<&'t str>> {
    let (last, others) = parts.split_last()?;
    let last = last.split_whitespace().next()?;
    others
        .iter()
        .any(|part| literal(part).is_some())
        .then(|| others.iter().copied().chain([last]).collect())
}

/// Names with the same quoted text between each two of them.
fn with_literals(parts: &[&str]) -> Option<Joined> {
    let at = |first: usize| parts.iter().skip(first).step_by(2).copied();
    let named: Vec<&str> = at(0).collect();
    let mut between = at(1).map(literal);
    let separator = between.next()??;
    let is_same = between.all(|text| text == Some(separator));
    (is_same && parts.len() % 2 == 1).then_some(())?;
    Some(Joined {
        names: names(&named, true)?,
        separator: separator.to_owned(),
    })
}

/// What stands in quotation marks.
fn literal(text: &str) -> Option<&str> {
    let marks = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];
    let mut inner = marks
        .iter()
        .filter_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.next()
}

/// The names in the brackets behind a digest, with what stands between them: `sha256(mid|tid|key)`, `md5(concat(mid, tid))`.
fn behind_digest(note: &str) -> Option<Joined> {
    let opens = note.match_indices('(').map(|(place, _)| place);
    opens.into_iter().find_map(|open| {
        let before = vocabulary::fold(note.get(..open)?).replace('-', "");
        let (inner, _) = note.get(open + 1..)?.split_once([')', '('])?;
        if DIGESTS.iter().any(|digest| before.ends_with(digest)) {
            return ["||", "|", "^", "&", "."]
                .iter()
                .find_map(|mark| parted(inner, mark));
        }
        let parts: Vec<&str> = inner.split(',').map(str::trim).collect();
        let is_joined = before.ends_with(CONCAT) && parts.len() > 1;
        let names = names(&parts, true).filter(|_| is_joined)?;
        Some(Joined {
            names,
            separator: String::new(),
        })
    })
}

/// What a mark parts, in a text that has no other mark.
fn parted(inner: &str, mark: &str) -> Option<Joined> {
    let parts: Vec<&str> = inner.split(mark).map(str::trim).collect();
    // `data.tid` is the name of a member, and `a . b` joins two texts as PHP does.
    let is_spaced = mark == "." && inner.contains(" . ");
    let fewest = if mark == "." && !is_spaced { 3 } else { 2 };
    let is_operator = mark == "||" || is_spaced;
    (parts.len() >= fewest).then_some(())?;
    Some(Joined {
        names: names(&parts, true)?,
        separator: if is_operator { "" } else { mark }.to_owned(),
    })
}

/// What functions are called that join texts, without blanks and in small letters.
const CONCAT: &str = "concat";

/// Parts as names; none where one of them is no name.
fn names(parts: &[&str], is_bracketed: bool) -> Option<Vec<String>> {
    let is_member = |name: &str| vocabulary::is_wire_name(name);
    let may_be_korean = is_bracketed || parts.iter().any(|part| is_member(part));
    let is_name = |name: &str| is_member(name) || may_be_korean && is_korean_word(name);
    let are_names = parts.iter().all(|part| is_name(part));
    are_names.then(|| parts.iter().map(|part| (*part).to_owned()).collect())
}

/// Whether a text is one Korean word, as keys and fields are called: `상점키`, `가맹점ID`.
fn is_korean_word(text: &str) -> bool {
    text.chars().count() <= 20
        && text.chars().all(char::is_alphanumeric)
        && text.chars().any(vocabulary::is_syllable)
}

#[cfg(test)]
mod tests {
    use super::{Joined, joined};

    #[test]
    fn what_goes_into_a_recipe_is_what_a_page_joins_and_is_a_name() {
        let cases = [
            ("SHA256\n(mid+mkey+timestamp)", "mid mkey timestamp", ""),
            ("hex(sha256(tid + key))", "tid key", ""),
            ("Sha256<br>(mid+P\\_OID+P_AMT)", "mid P_OID P_AMT", ""),
            ("mid+key 를 SHA256", "", ""),
            ("AES256, 1 + 2", "", ""),
            ("SHA256(mid)", "", ""),
            ("SHA256 (tid + 상점키)", "tid 상점키", ""),
            (
                "SHA256 (가맹점ID+주문번호+해시키)",
                "가맹점ID 주문번호 해시키",
                "",
            ),
            ("SHA256: mid+상점키", "mid 상점키", ""),
            ("SHA256: 가맹점ID+주문번호", "", ""),
            ("SHA256 (tid + 상점키 의 값)", "", ""),
            ("sha256(mid|tid|key) 의 hex", "mid tid key", "|"),
            ("SHA-256( mid ^ tid )", "mid tid", "^"),
            ("SHA512(mid & key)", "mid key", "&"),
            ("SHA512(mid || key)", "mid key", ""),
            ("md5(concat(mid, tid, key))", "mid tid key", ""),
            ("sha256(mid . tid)", "mid tid", ""),
            ("sha256(mid.tid.key)", "mid tid key", "."),
            ("sha256(data.tid)", "", ""),
            ("sha256(mid|tid^key)", "", ""),
            ("sha256(mid, tid)", "", ""),
            (
                "mid + \"|\" + tid + '|' + key 를 SHA-256 해시",
                "mid tid key",
                "|",
            ),
            ("mid + \"|\" + tid + ':' + key 를 SHA-256 해시", "", ""),
            ("base64(hmac_sha256(key, mid + tid))", "mid tid", ""),
            ("SHA-256(또는 SHA-512)|Base64 중 하나", "", ""),
        ];
        for (note, names, separator) in cases {
            let names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
            let separator = separator.to_owned();
            assert_eq!(joined(note), Joined { names, separator }, "{note}");
        }
    }
}
