//! How a member is written where its Rust type does not say: objects, lists of them, JSON in a text, times.
//! A [`Reader`] reads each of these as a member that must be there or as one that may be left out.

use std::marker::PhantomData;

use super::reader::Reader;
use super::scalar::Scalar;
use super::scalar::sealed::Sent;
#[cfg(feature = "opening")]
use crate::Hidden;
use crate::body::Json;
use crate::{Choice, TimeOr, TimeText};

/// How a member is written, and what is made of it.
pub trait Shape {
    /// What is made of it.
    type Value;

    /// The parts of a member that has this shape, before they are taken apart.
    #[doc(hidden)]
    type Parts;
    /// Whether a blank text is a value, and not one that is left out.
    #[doc(hidden)]
    const BLANK_IS_A_VALUE: bool = false;

    /// What should stand there, in words.
    #[doc(hidden)]
    fn expected(&self) -> &'static str;

    /// The parts; none where something else stands there.
    #[doc(hidden)]
    fn parts(&self, sent: Sent<'_>) -> Option<Self::Parts>;

    /// The value of a member that must be there; a placeholder where it has no parts, which is a problem
    /// already.
    #[doc(hidden)]
    fn required(&mut self, at: At<'_>, parts: Option<Self::Parts>) -> Self::Value;

    /// The value of a member that may be left out; none where a part of it is odd, which is noted.
    #[doc(hidden)]
    fn optional(&mut self, at: At<'_>, parts: Self::Parts) -> Option<Self::Value>;
}

/// Where a member stands: what reads it, and the path to it.
#[doc(hidden)]
pub struct At<'a> {
    pub(super) reader: &'a mut Reader,
    pub(super) path: &'a [&'a str],
}

opaque!(At<'_>, "At", path);

/// A date or time in this format (strftime); an odd one keeps its text. As a member that may be left out, a
/// blank one is absent.
#[must_use]
pub fn time(format: &'static str) -> impl Shape<Value = TimeText> {
    Time(format)
}

/// A date or time in this format (strftime), or a listed value in its place; an odd one keeps its text as a time.
#[must_use]
pub fn time_or<C: Choice + Clone>(format: &'static str) -> impl Shape<Value = TimeOr<C, TimeText>> {
    TimeOrChoice(format, PhantomData)
}

/// An object, taken apart by `read`.
pub fn object<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = T> {
    Object::plain(read)
}

/// A text that holds a JSON object, taken apart by `read`.
pub fn json_text<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = T> {
    Object {
        expected: "a JSON object in a text",
        parts: object_in_text,
        read,
    }
}

/// A member of another shape that is never shown.
#[cfg(feature = "opening")]
pub fn hidden<S: Shape>(shape: S) -> impl Shape<Value = Hidden<S::Value>> {
    Unshown(shape)
}

/// A list of objects, each taken apart by `read`. Where the list may be left out, so may its items: an odd
/// one is left out and noted.
pub fn list<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = Vec<T>> {
    List::new(Object::plain(read))
}

/// A [`list`] of objects, or one object that stands alone.
pub fn list_or_object<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = Vec<T>> {
    List {
        expected: "a list or an object",
        parts: |json| as_object(json).map_or_else(|| items(json), |object| Some(vec![object])),
        item: Object::plain(read),
    }
}

/// One value of a type.
pub(super) struct Single<T>(PhantomData<T>);

impl<T> Single<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Scalar> Shape for Single<T> {
    type Value = T;
    type Parts = T;
    const BLANK_IS_A_VALUE: bool = T::BLANK_IS_A_VALUE;

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }

    fn parts(&self, sent: Sent<'_>) -> Option<T> {
        T::read(sent)
    }

    fn required(&mut self, _: At<'_>, value: Option<T>) -> T {
        value.unwrap_or_else(T::placeholder)
    }

    fn optional(&mut self, _: At<'_>, value: T) -> Option<T> {
        Some(value)
    }
}

struct TimeOrChoice<C>(&'static str, PhantomData<C>);

impl<C: Choice + Clone> Shape for TimeOrChoice<C> {
    type Value = TimeOr<C, TimeText>;
    type Parts = String;

    fn expected(&self) -> &'static str {
        "a text"
    }

    fn parts(&self, Sent(json): Sent<'_>) -> Option<String> {
        json.to_text()
    }

    fn required(&mut self, _: At<'_>, text: Option<String>) -> Self::Value {
        TimeOr::from_wire(text.unwrap_or_default(), self.0)
    }

    fn optional(&mut self, _: At<'_>, text: String) -> Option<Self::Value> {
        Some(TimeOr::from_wire(text, self.0))
    }
}

struct Time(&'static str);

impl Shape for Time {
    type Value = TimeText;
    type Parts = String;

    fn expected(&self) -> &'static str {
        Single::<String>::new().expected()
    }

    fn parts(&self, sent: Sent<'_>) -> Option<String> {
        Single::new().parts(sent)
    }

    fn required(&mut self, _: At<'_>, text: Option<String>) -> TimeText {
        TimeText::new(text.unwrap_or_default(), self.0)
    }

    fn optional(&mut self, _: At<'_>, text: String) -> Option<TimeText> {
        Some(TimeText::new(text, self.0))
    }
}

#[cfg(feature = "opening")]
struct Unshown<S>(S);

#[cfg(feature = "opening")]
impl<S: Shape> Shape for Unshown<S> {
    type Value = Hidden<S::Value>;
    type Parts = S::Parts;
    const BLANK_IS_A_VALUE: bool = S::BLANK_IS_A_VALUE;

    fn expected(&self) -> &'static str {
        self.0.expected()
    }

    fn parts(&self, sent: Sent<'_>) -> Option<S::Parts> {
        self.0.parts(sent)
    }

    fn required(&mut self, at: At<'_>, parts: Option<S::Parts>) -> Self::Value {
        Hidden::new(self.0.required(at, parts))
    }

    fn optional(&mut self, at: At<'_>, parts: S::Parts) -> Option<Self::Value> {
        self.0.optional(at, parts).map(Hidden::new)
    }
}

/// An object, found in a member in one way or another.
struct Object<R> {
    expected: &'static str,
    parts: fn(&Json) -> Option<Json>,
    read: R,
}

impl<R> Object<R> {
    fn plain(read: R) -> Self {
        Self {
            expected: "an object",
            parts: as_object,
            read,
        }
    }
}

impl<T, R: FnMut(&mut Reader) -> T> Shape for Object<R> {
    type Value = T;
    type Parts = Json;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn parts(&self, Sent(json): Sent<'_>) -> Option<Json> {
        (self.parts)(json)
    }

    fn required(&mut self, At { reader, path }: At<'_>, object: Option<Json>) -> T {
        reader.inside(path, object, &mut self.read)
    }

    fn optional(&mut self, At { reader, path }: At<'_>, object: Json) -> Option<T> {
        reader.whole(path, object, &mut self.read)
    }
}

/// A list of what has another shape, found in a member in one way or another.
pub(super) struct List<S> {
    expected: &'static str,
    parts: fn(&Json) -> Option<Vec<Json>>,
    item: S,
}

impl<S> List<S> {
    pub(super) fn new(item: S) -> Self {
        Self {
            expected: "a list",
            parts: items,
            item,
        }
    }
}

impl<S: Shape> Shape for List<S> {
    type Value = Vec<S::Value>;
    type Parts = Vec<Json>;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn parts(&self, Sent(json): Sent<'_>) -> Option<Vec<Json>> {
        (self.parts)(json)
    }

    fn required(&mut self, at: At<'_>, items: Option<Vec<Json>>) -> Self::Value {
        each(
            at,
            items.unwrap_or_default(),
            |At { reader, path }, item| {
                let parts = Seen::new(&self.item, Some(item)).or_report(reader, path);
                Some(self.item.required(At { reader, path }, parts))
            },
        )
    }

    fn optional(&mut self, at: At<'_>, items: Vec<Json>) -> Option<Self::Value> {
        Some(each(at, items, |At { reader, path }, item| {
            let parts = Seen::new(&self.item, Some(item)).or_note(reader, path)?;
            self.item.optional(At { reader, path }, parts)
        }))
    }
}

/// Reads every item, each with the path to it.
fn each<T>(
    At { reader, path }: At<'_>,
    items: Vec<Json>,
    mut read: impl FnMut(At<'_>, &Json) -> Option<T>,
) -> Vec<T> {
    let path = path.join(".");
    let numbered = items.iter().enumerate();
    numbered
        .filter_map(|(index, item)| {
            let path = &[&*format!("{path}[{index}]")];
            read(At { reader, path }, item)
        })
        .collect()
}

/// What stands where a shape is due.
pub(super) struct Seen<P> {
    parts: Option<P>,
    expected: &'static str,
    found: &'static str,
    is_missing: bool,
}

impl<P> Seen<P> {
    pub(super) fn new(shape: &impl Shape<Parts = P>, json: Option<&Json>) -> Self {
        Self {
            parts: json.and_then(|json| shape.parts(Sent(json))),
            expected: shape.expected(),
            found: json.map_or("nothing", Json::description),
            is_missing: json.is_none(),
        }
    }

    /// The parts of what must be as described: that there are none is a problem.
    pub(super) fn or_report(self, reader: &mut Reader, path: &[&str]) -> Option<P> {
        let is_left_blank = self.is_missing && reader.leaves_blanks();
        if self.parts.is_none() && !is_left_blank {
            reader.report(reader.problem(path, self.expected, self.found));
        }
        self.parts
    }

    /// The parts of what is absent when it is odd: that there are none is noted.
    pub(super) fn or_note(self, reader: &mut Reader, path: &[&str]) -> Option<P> {
        if self.parts.is_none() {
            reader.note(reader.problem(path, self.expected, self.found));
        }
        self.parts
    }
}

fn as_object(json: &Json) -> Option<Json> {
    matches!(json, Json::Object(_)).then(|| json.clone())
}

fn object_in_text(json: &Json) -> Option<Json> {
    let parsed = match json {
        Json::Text(text) => Json::parse(text),
        Json::Broken(text) => Json::parse_marked(text),
        _ => return None,
    };
    as_object(&parsed.ok()?)
}

fn items(json: &Json) -> Option<Vec<Json>> {
    match json {
        Json::List(items) => Some(items.clone()),
        _ => None,
    }
}
