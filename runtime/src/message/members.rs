//! The members of a request, and how they are written.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_encode;
use url::{Url, form_urlencoded};

use super::{Body, told};
#[cfg(feature = "euckr")]
use crate::PrepareError;
use crate::body::{Json, json};
use crate::steps;
use crate::{Charset, Choice, Encoding, Repeat, Wire};

/// The members of a request's body or query, in the order they are written. An absent value is left out.
///
/// In JSON a dot in a name leads into an object: `page.size` is the member `size` of `page`.
#[derive(Clone, Default)]
pub struct Members {
    list: Vec<Member>,
    /// Whether a query or a form escapes as RFC 3986 does, and not as forms do.
    percent_encoded: bool,
}

/// A member, and how a query or a form writes its items when it is a list.
#[derive(Clone)]
struct Member {
    name: &'static str,
    value: Json<'static>,
    repeat: Option<Repeat>,
}

/// What a member of a request is made of: what goes on the wire as text, a list, an object.
pub trait Writable {
    /// The value as it is written; none when it is absent.
    fn written(&self) -> Option<Written>;
}

/// A value as it is written into a body.
pub struct Written(Json<'static>);

opaque!(Written, "Written");

impl<T: Wire + ?Sized> Writable for T {
    fn written(&self) -> Option<Written> {
        steps::reads(self);
        let text = self.wire()?;
        Some(Written(Json::Text(text.into_owned().into())))
    }
}

/// A list is written in JSON only.
impl<T: Writable> Writable for Vec<T> {
    fn written(&self) -> Option<Written> {
        let items = self.iter().filter_map(Writable::written);
        Some(Written(Json::List(items.map(|item| item.0).collect())))
    }
}

impl<T: Writable> Writable for Option<Vec<T>> {
    fn written(&self) -> Option<Written> {
        self.as_ref()?.written()
    }
}

/// A number or flag without quotes around it in JSON (`1000`, `true`), or a list of them. In a form it is a
/// text like any other.
pub struct Bare<'a, T>(
    /// The value.
    pub &'a T,
);

opaque!(Bare<'_, T> where [T], "Bare");

impl<T: Unquoted> Writable for Bare<'_, T> {
    fn written(&self) -> Option<Written> {
        self.0.unquoted()
    }
}

/// A number or flag that arrived, as JSON writes it; what is neither is a text, with quotes around it.
pub struct AsArrived<'a, T>(
    /// What arrived.
    pub &'a T,
);

opaque!(AsArrived<'_, T> where [T], "AsArrived");

impl<T: Wire> Writable for AsArrived<'_, T> {
    fn written(&self) -> Option<Written> {
        steps::reads(self.0);
        let text = self.0.wire()?;
        let value = match (text.parse(), serde_json::from_str(&text)) {
            (Ok(flag), _) => Json::Flag(flag),
            (_, Ok(number)) => Json::Number(number),
            (Err(_), Err(_)) => Json::Text(text.into_owned().into()),
        };
        Some(Written(value))
    }
}

/// What JSON writes without quotes.
pub trait Unquoted {
    /// The value as it is written; none when it is absent.
    fn unquoted(&self) -> Option<Written>;
}

impl Unquoted for u64 {
    fn unquoted(&self) -> Option<Written> {
        Some(Written(Json::Number((*self).into())))
    }
}

impl Unquoted for i64 {
    fn unquoted(&self) -> Option<Written> {
        Some(Written(Json::Number((*self).into())))
    }
}

/// A constant number, as JSON writes it.
pub struct Numeral(
    /// Its digits.
    pub &'static str,
);

opaque!(Numeral, "Numeral");

impl Unquoted for Numeral {
    fn unquoted(&self) -> Option<Written> {
        serde_json::from_str(self.0)
            .ok()
            .map(Json::Number)
            .map(Written)
    }
}

/// Exact: a number that goes out so has at most fifteen digits, which the compiler of specs sees to.
#[cfg(feature = "decimal")]
impl Unquoted for crate::Decimal {
    fn unquoted(&self) -> Option<Written> {
        let number = serde_json::from_str(&self.to_string()).ok()?;
        Some(Written(Json::Number(number)))
    }
}

/// A value of a list of whole numbers. A text that is none has quotes: it is never left out.
impl<C: Choice> Unquoted for C {
    fn unquoted(&self) -> Option<Written> {
        let text = self.as_str();
        let number = text.parse::<i64>().ok();
        let value = number.map_or_else(
            || Json::Text(text.to_owned().into()),
            |number| Json::Number(number.into()),
        );
        Some(Written(value))
    }
}

impl Unquoted for bool {
    fn unquoted(&self) -> Option<Written> {
        Some(Written(Json::Flag(*self)))
    }
}

impl<T: Unquoted> Unquoted for Option<T> {
    fn unquoted(&self) -> Option<Written> {
        self.as_ref()?.unquoted()
    }
}

impl<T: Unquoted> Unquoted for Vec<T> {
    fn unquoted(&self) -> Option<Written> {
        let items = self.iter().filter_map(Unquoted::unquoted);
        Some(Written(Json::List(items.map(|item| item.0).collect())))
    }
}

impl Members {
    /// Starts with none.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts with none. A query or a form then has `%20` for a blank, and `%XX` for all but letters, digits and
    /// `-._~`.
    #[must_use]
    pub fn percent_encoded() -> Self {
        Self {
            list: Vec::new(),
            percent_encoded: true,
        }
    }

    /// Adds a member; what is absent is left out.
    pub fn put<T: Writable + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.extend(name, None, value);
    }

    /// Adds a list; `repeat` is how a query or a form writes its items. What is absent is left out.
    pub fn put_list<T: Writable + ?Sized>(
        &mut self,
        name: &'static str,
        repeat: Repeat,
        value: &T,
    ) {
        self.extend(name, Some(repeat), value);
    }

    fn extend<T: Writable + ?Sized>(
        &mut self,
        name: &'static str,
        repeat: Option<Repeat>,
        value: &T,
    ) {
        self.push(name, repeat, value.written());
    }

    fn push(&mut self, name: &'static str, repeat: Option<Repeat>, written: Option<Written>) {
        let member = written.map(|Written(value)| Member {
            name,
            value,
            repeat,
        });
        self.list.extend(member);
    }

    /// The address with the members as its query, escaped in UTF-8. Without any there is no query.
    #[must_use]
    pub fn query(&self, mut url: Url) -> Url {
        self.tell_sent();
        let query = self.escaped(Charset::Utf8);
        url.set_query((!query.is_empty()).then_some(&query));
        url
    }

    /// The members as `name=value`, joined with `&`, in a charset that can hold their texts.
    fn escaped(&self, charset: Charset) -> String {
        escaped(&self.pairs(), charset, self.percent_encoded)
    }

    /// The members as names and values, as queries and forms have them.
    fn pairs(&self) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
        let mut pairs = Vec::with_capacity(self.list.len());
        for member in &self.list {
            match (&member.value, member.repeat) {
                (Json::List(items), Some(repeat)) => {
                    for (index, item) in items.iter().enumerate() {
                        put_item(&mut pairs, repeat, repeat.item(member.name, index), item);
                    }
                }
                (value, _) => {
                    let text = value.text().unwrap_or_default();
                    pairs.push((Cow::Borrowed(member.name), text));
                }
            }
        }
        pairs
    }

    /// The members as an object, for an item of a list.
    #[must_use]
    pub fn object(&self) -> Written {
        Written(self.tree())
    }

    /// The members as the text of a JSON object, for a member that holds JSON as its text.
    #[must_use]
    pub fn json_text(&self) -> String {
        told::json(&self.tree())
    }

    fn tell_sent(&self) {
        if steps::are_heard() {
            for member in &self.list {
                told::sent(member.name, &member.value);
            }
        }
    }

    /// The members as a form has them, each as its text.
    #[cfg(feature = "forms")]
    pub(crate) fn texts(&self) -> Vec<(String, String)> {
        self.tell_sent();
        let pairs = self.pairs().into_iter();
        pairs
            .map(|(name, text)| (name.into_owned(), text.into_owned()))
            .collect()
    }

    /// Writes the members as JSON in UTF-8.
    #[must_use]
    pub fn json(&self) -> Body {
        self.write_json(Charset::Utf8)
    }

    /// Writes the members as a form in UTF-8.
    #[must_use]
    pub fn form(&self) -> Body {
        self.write_form(Charset::Utf8)
    }

    /// Writes the members in the given encoding, in UTF-8.
    #[must_use]
    pub fn encode(&self, encoding: Encoding) -> Body {
        self.write(encoding, Charset::Utf8)
    }

    #[cfg(feature = "euckr")]
    /// Writes the members in the given encoding, in EUC-KR as Korean systems use it (CP949).
    ///
    /// # Errors
    ///
    /// When the charset cannot hold a text; the error names its member and does not show it.
    pub fn euckr(&self, encoding: Encoding) -> Result<Body, PrepareError> {
        let held = |text: &str| Charset::EucKr.encode(text).is_some();
        let lost = |member: &&Member| !held(member.name) || !held(&member.value.to_string());
        if let Some(Member { name, .. }) = self.list.iter().find(lost) {
            let what = format!("`{name}` has a character that EUC-KR cannot hold");
            return Err(PrepareError::new(what));
        }
        Ok(self.write(encoding, Charset::EucKr))
    }

    /// Writes the members, whose texts the charset can hold.
    fn write(&self, encoding: Encoding, charset: Charset) -> Body {
        match encoding {
            Encoding::Json => self.write_json(charset),
            Encoding::Form => self.write_form(charset),
            Encoding::Lines => self.write_lines(charset),
        }
    }

    fn write_json(&self, charset: Charset) -> Body {
        self.tell_sent();
        let text = self.tree().to_string();
        let bytes = charset.encode(&text).unwrap_or_default().into_owned();
        Body::new(bytes, Encoding::Json, charset)
    }

    fn write_form(&self, charset: Charset) -> Body {
        self.tell_sent();
        Body::new(self.escaped(charset).into_bytes(), Encoding::Form, charset)
    }

    fn write_lines(&self, charset: Charset) -> Body {
        self.tell_sent();
        let lines = self.list.iter().map(|member| {
            let value = member.value.to_string();
            [member.name, "=", &value, "\n"].concat()
        });
        let text: String = lines.collect();
        let bytes = charset.encode(&text).unwrap_or_default().into_owned();
        Body::new(bytes, Encoding::Lines, charset)
    }

    fn tree(&self) -> Json<'static> {
        let mut tree = Vec::new();
        for member in &self.list {
            put_at(&mut tree, member.name, member.value.clone());
        }
        Json::Object(tree)
    }
}

/// The value as JSON writes it into a body; the empty text when it is absent.
#[must_use]
pub fn json_of<T: Writable + ?Sized>(value: &T) -> String {
    let written = value.written();
    written.map_or_else(String::new, |written| told::json(&written.0))
}

/// The body that a browser posts of names and values, in a charset that can hold them.
#[cfg(all(feature = "explain", feature = "forms"))]
pub(crate) fn posted(values: &[(String, String)], charset: Charset) -> Body {
    let text = escaped(values, charset, false);
    Body::new(text.into_bytes(), Encoding::Form, charset)
}

/// Names and values as `name=value`, joined with `&`, in a charset that can hold them.
fn escaped<T: AsRef<str>>(pairs: &[(T, T)], charset: Charset, percent_encoded: bool) -> String {
    let length = |(name, value): &(T, T)| name.as_ref().len() + value.as_ref().len() + 2;
    let mut written = String::with_capacity(pairs.iter().map(length).sum());
    let escape = |written: &mut String, text: &T| {
        let bytes = charset.encode(text.as_ref()).unwrap_or_default();
        match percent_encoded {
            true => written.extend(percent_encode(&bytes, Charset::RESERVED)),
            false => written.extend(form_urlencoded::byte_serialize(&bytes)),
        }
    };
    for (name, value) in pairs {
        if !written.is_empty() {
            written.push('&');
        }
        escape(&mut written, name);
        written.push('=');
        escape(&mut written, value);
    }
    written
}

/// Adds an item of a list, or each member of the object that it is.
fn put_item<'m>(
    pairs: &mut Vec<(Cow<'m, str>, Cow<'m, str>)>,
    repeat: Repeat,
    name: String,
    item: &'m Json<'_>,
) {
    match item {
        Json::Object(members) => {
            for (member, value) in members {
                put_item(pairs, repeat, repeat.member(&name, member), value);
            }
        }
        item => pairs.push((Cow::Owned(name), item.text().unwrap_or_default())),
    }
}

/// Puts a value at its place, and the objects on the way there.
fn put_at(members: &mut Vec<json::Member<'static>>, name: &'static str, value: Json<'static>) {
    let Some((outer, rest)) = name.split_once('.') else {
        members.push((name.into(), value));
        return;
    };
    let known = members.iter_mut().find(|(known, _)| known == outer);
    if let Some((_, Json::Object(inner))) = known {
        put_at(inner, rest, value);
    } else {
        let mut inner = Vec::new();
        put_at(&mut inner, rest, value);
        members.push((outer.into(), Json::Object(inner)));
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.list.iter().map(|member| member.name);
        f.debug_list().entries(names).finish()
    }
}
