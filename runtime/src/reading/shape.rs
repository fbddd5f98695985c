//! How a member is written where its Rust type does not say: objects, lists of them, JSON in a text, times.
//! A [`Reader`] reads each of these as a member that must be there or as one that may be left out.

use std::borrow::Cow;
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
    type Parts<'j>;
    /// Whether a blank text is a value, and not one that is left out.
    #[doc(hidden)]
    const BLANK_IS_A_VALUE: bool = false;

    /// What should stand there, in words.
    #[doc(hidden)]
    fn expected(&self) -> &'static str;

    /// The parts; none where something else stands there.
    #[doc(hidden)]
    fn parts<'j>(&self, sent: Sent<'j>) -> Option<Self::Parts<'j>>;

    /// The value of a member that must be there; a placeholder where it has no parts, which is a problem
    /// already.
    #[doc(hidden)]
    fn required(&mut self, at: At<'_, '_>, parts: Option<Self::Parts<'_>>) -> Self::Value;

    /// The value of a member that may be left out; none where a part of it is odd, which is noted.
    #[doc(hidden)]
    fn optional(&mut self, at: At<'_, '_>, parts: Self::Parts<'_>) -> Option<Self::Value>;
}

/// Where a member stands: what reads it, and the path to it.
#[doc(hidden)]
pub struct At<'a, 'r> {
    pub(super) reader: &'a mut Reader<'r>,
    pub(super) path: &'a [&'a str],
}

opaque!(At<'_, '_>, "At", path);

impl Reader<'_> {
    /// The parts of what must be as described: that there are none is a problem.
    pub(super) fn parts_or_report<'j, S: Shape>(
        &mut self,
        shape: &S,
        path: &[&str],
        json: Option<&'j Json<'j>>,
    ) -> Option<S::Parts<'j>> {
        let parts = json.and_then(|json| shape.parts(Sent(json)));
        if parts.is_some() {
            return parts;
        }
        self.report_instead(path, shape.expected(), json);
        None
    }

    /// Says what must be as described and is not, unless it was left out of what a test has made up.
    fn report_instead(&mut self, path: &[&str], expected: &'static str, json: Option<&Json<'_>>) {
        let is_left_blank = json.is_none() && self.leaves_blanks();
        if !is_left_blank {
            self.report(path, expected, json.map_or("nothing", Json::description));
        }
    }

    /// The parts of what is absent when it is odd: that there are none is noted.
    pub(super) fn parts_or_note<'j, S: Shape>(
        &mut self,
        shape: &S,
        path: &[&str],
        json: &'j Json<'j>,
    ) -> Option<S::Parts<'j>> {
        let parts = shape.parts(Sent(json));
        if parts.is_some() {
            return parts;
        }
        self.note(path, shape.expected(), json.description());
        None
    }
}

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
pub fn object<T>(read: impl FnMut(&mut Reader<'_>) -> T) -> impl Shape<Value = T> {
    Object::plain(read)
}

/// A text that holds a JSON object, taken apart by `read`.
pub fn json_text<T>(read: impl FnMut(&mut Reader<'_>) -> T) -> impl Shape<Value = T> {
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
pub fn list<T>(read: impl FnMut(&mut Reader<'_>) -> T) -> impl Shape<Value = Vec<T>> {
    List::new(Object::plain(read))
}

/// A [`list`] of objects, or one object that stands alone.
pub fn list_or_object<T>(read: impl FnMut(&mut Reader<'_>) -> T) -> impl Shape<Value = Vec<T>> {
    List {
        expected: "a list or an object",
        parts: items_or_one,
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
    type Parts<'j> = T;
    const BLANK_IS_A_VALUE: bool = T::BLANK_IS_A_VALUE;

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }

    fn parts<'j>(&self, sent: Sent<'j>) -> Option<T> {
        T::read(sent)
    }

    fn required(&mut self, _: At<'_, '_>, value: Option<T>) -> T {
        value.unwrap_or_else(T::placeholder)
    }

    fn optional(&mut self, _: At<'_, '_>, value: T) -> Option<T> {
        Some(value)
    }
}

struct TimeOrChoice<C>(&'static str, PhantomData<C>);

impl<C: Choice + Clone> Shape for TimeOrChoice<C> {
    type Value = TimeOr<C, TimeText>;
    type Parts<'j> = String;

    fn expected(&self) -> &'static str {
        "a text"
    }

    fn parts<'j>(&self, Sent(json): Sent<'j>) -> Option<String> {
        json.text().map(Cow::into_owned)
    }

    fn required(&mut self, _: At<'_, '_>, text: Option<String>) -> Self::Value {
        TimeOr::from_wire(text.unwrap_or_default(), self.0)
    }

    fn optional(&mut self, _: At<'_, '_>, text: String) -> Option<Self::Value> {
        Some(TimeOr::from_wire(text, self.0))
    }
}

struct Time(&'static str);

impl Shape for Time {
    type Value = TimeText;
    type Parts<'j> = String;

    fn expected(&self) -> &'static str {
        Single::<String>::new().expected()
    }

    fn parts<'j>(&self, sent: Sent<'j>) -> Option<String> {
        Single::new().parts(sent)
    }

    fn required(&mut self, _: At<'_, '_>, text: Option<String>) -> TimeText {
        TimeText::new(text.unwrap_or_default(), self.0)
    }

    fn optional(&mut self, _: At<'_, '_>, text: String) -> Option<TimeText> {
        Some(TimeText::new(text, self.0))
    }
}

#[cfg(feature = "opening")]
struct Unshown<S>(S);

#[cfg(feature = "opening")]
impl<S: Shape> Shape for Unshown<S> {
    type Value = Hidden<S::Value>;
    type Parts<'j> = S::Parts<'j>;
    const BLANK_IS_A_VALUE: bool = S::BLANK_IS_A_VALUE;

    fn expected(&self) -> &'static str {
        self.0.expected()
    }

    fn parts<'j>(&self, sent: Sent<'j>) -> Option<S::Parts<'j>> {
        self.0.parts(sent)
    }

    fn required(&mut self, at: At<'_, '_>, parts: Option<S::Parts<'_>>) -> Self::Value {
        Hidden::new(self.0.required(at, parts))
    }

    fn optional(&mut self, at: At<'_, '_>, parts: S::Parts<'_>) -> Option<Self::Value> {
        self.0.optional(at, parts).map(Hidden::new)
    }
}

/// An object, found in a member in one way or another.
struct Object<R> {
    expected: &'static str,
    parts: for<'j> fn(&'j Json<'j>) -> Option<Cow<'j, Json<'j>>>,
    read: R,
}

impl<R> Object<R> {
    fn plain(read: R) -> Self {
        Self {
            expected: "an object",
            parts: object_itself,
            read,
        }
    }
}

impl<T, R: FnMut(&mut Reader<'_>) -> T> Shape for Object<R> {
    type Value = T;
    type Parts<'j> = Cow<'j, Json<'j>>;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn parts<'j>(&self, Sent(json): Sent<'j>) -> Option<Self::Parts<'j>> {
        (self.parts)(json)
    }

    fn required(&mut self, At { reader, path }: At<'_, '_>, object: Option<Self::Parts<'_>>) -> T {
        reader.inside(path, object.as_deref(), &mut self.read)
    }

    fn optional(&mut self, At { reader, path }: At<'_, '_>, object: Self::Parts<'_>) -> Option<T> {
        reader.whole(path, &object, &mut self.read)
    }
}

/// A list of what has another shape, found in a member in one way or another.
pub(super) struct List<S> {
    expected: &'static str,
    parts: for<'j> fn(&'j Json<'j>) -> Option<&'j [Json<'j>]>,
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
    type Parts<'j> = &'j [Json<'j>];

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn parts<'j>(&self, Sent(json): Sent<'j>) -> Option<&'j [Json<'j>]> {
        (self.parts)(json)
    }

    fn required(&mut self, at: At<'_, '_>, items: Option<&[Json<'_>]>) -> Self::Value {
        each(
            at,
            items.unwrap_or_default(),
            |At { reader, path }, item| {
                let parts = reader.parts_or_report(&self.item, path, Some(item));
                Some(self.item.required(At { reader, path }, parts))
            },
        )
    }

    fn optional(&mut self, at: At<'_, '_>, items: &[Json<'_>]) -> Option<Self::Value> {
        Some(each(at, items, |At { reader, path }, item| {
            let parts = reader.parts_or_note(&self.item, path, item)?;
            self.item.optional(At { reader, path }, parts)
        }))
    }
}

/// Reads every item, each with the path to it.
fn each<T>(
    At { reader, path }: At<'_, '_>,
    items: &[Json<'_>],
    mut read: impl FnMut(At<'_, '_>, &Json<'_>) -> Option<T>,
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

fn object_itself<'j>(json: &'j Json<'j>) -> Option<Cow<'j, Json<'j>>> {
    matches!(json, Json::Object(_)).then_some(Cow::Borrowed(json))
}

fn object_in_text<'j>(json: &'j Json<'j>) -> Option<Cow<'j, Json<'j>>> {
    let parsed = match json {
        Json::Text(text) => Json::parse(text),
        Json::Broken(text) => Json::parse_marked(text),
        _ => return None,
    };
    let object = parsed.ok().filter(|json| matches!(json, Json::Object(_)));
    object.map(Cow::Owned)
}

fn items_or_one<'j>(json: &'j Json<'j>) -> Option<&'j [Json<'j>]> {
    match json {
        Json::Object(_) => Some(std::slice::from_ref(json)),
        _ => items(json),
    }
}

fn items<'j>(json: &'j Json<'j>) -> Option<&'j [Json<'j>]> {
    match json {
        Json::List(items) => Some(items),
        _ => None,
    }
}
