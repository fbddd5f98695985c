//! How a member is written where its Rust type does not say: objects, lists of them, JSON in a text, times.
//! A [`Reader`] reads each of these as a member that must be there or as one that may be left out.

use std::marker::PhantomData;

use super::readable::Scalar;
use super::readable::sealed::Sent;
use super::reader::Reader;
use crate::TimeText;
use crate::body::Json;

/// How a member is written, and what is made of it.
pub trait Shape {
    /// What is made of it.
    type Value;

    /// The parts of a member that has this shape, before they are taken apart.
    #[doc(hidden)]
    type Parts;
    /// What should stand there, in words.
    #[doc(hidden)]
    const EXPECTED: &'static str;
    /// Whether a blank text is a value, and not one that is left out.
    #[doc(hidden)]
    const BLANK_IS_A_VALUE: bool = false;

    /// The parts; none where something else stands there.
    #[doc(hidden)]
    fn parts(sent: Sent<'_>) -> Option<Self::Parts>;

    /// The value of a member that must be there; a placeholder where it has no parts, which is a problem
    /// already.
    #[doc(hidden)]
    fn required(
        &mut self,
        reader: &mut Reader,
        path: &[&str],
        parts: Option<Self::Parts>,
    ) -> Self::Value;

    /// The value of a member that may be left out; none where a part of it is odd, which is noted.
    #[doc(hidden)]
    fn optional(
        &mut self,
        reader: &mut Reader,
        path: &[&str],
        parts: Self::Parts,
    ) -> Option<Self::Value>;
}

/// A date or time in this format (strftime); an odd one keeps its text. As a member that may be left out, a
/// blank one is absent.
#[must_use]
pub fn time(format: &'static str) -> impl Shape<Value = TimeText> {
    Time(format)
}

/// An object, taken apart by `read`.
pub fn object<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = T> {
    Object(read)
}

/// A text that holds a JSON object, taken apart by `read`.
pub fn json_text<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = T> {
    JsonText(Object(read))
}

/// A list of objects, each taken apart by `read`. Where the list may be left out, so may its items: an odd
/// one is left out and noted.
pub fn list<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = Vec<T>> {
    List(Object(read))
}

/// A [`list`] of objects, or one object that stands alone.
pub fn list_or_object<T>(read: impl FnMut(&mut Reader) -> T) -> impl Shape<Value = Vec<T>> {
    ListOrObject(List(Object(read)))
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
    const EXPECTED: &'static str = T::EXPECTED;
    const BLANK_IS_A_VALUE: bool = T::BLANK_IS_A_VALUE;

    fn parts(sent: Sent<'_>) -> Option<T> {
        T::read(sent)
    }

    fn required(&mut self, _: &mut Reader, _: &[&str], value: Option<T>) -> T {
        value.unwrap_or_else(T::placeholder)
    }

    fn optional(&mut self, _: &mut Reader, _: &[&str], value: T) -> Option<T> {
        Some(value)
    }
}

struct Time(&'static str);

impl Shape for Time {
    type Value = TimeText;
    type Parts = String;
    const EXPECTED: &'static str = Single::<String>::EXPECTED;

    fn parts(sent: Sent<'_>) -> Option<String> {
        Single::parts(sent)
    }

    fn required(&mut self, _: &mut Reader, _: &[&str], text: Option<String>) -> TimeText {
        TimeText::new(text.unwrap_or_default(), self.0)
    }

    fn optional(&mut self, _: &mut Reader, _: &[&str], text: String) -> Option<TimeText> {
        Some(TimeText::new(text, self.0))
    }
}

struct Object<R>(R);

impl<T, R: FnMut(&mut Reader) -> T> Shape for Object<R> {
    type Value = T;
    type Parts = Json;
    const EXPECTED: &'static str = "an object";

    fn parts(Sent(json): Sent<'_>) -> Option<Json> {
        matches!(json, Json::Object(_)).then(|| json.clone())
    }

    fn required(&mut self, reader: &mut Reader, path: &[&str], object: Option<Json>) -> T {
        reader.inside(path, object, &mut self.0)
    }

    fn optional(&mut self, reader: &mut Reader, path: &[&str], object: Json) -> Option<T> {
        reader.whole(path, object, &mut self.0)
    }
}

struct JsonText<R>(Object<R>);

impl<T, R: FnMut(&mut Reader) -> T> Shape for JsonText<R> {
    type Value = T;
    type Parts = Json;
    const EXPECTED: &'static str = "a JSON object in a text";

    fn parts(Sent(json): Sent<'_>) -> Option<Json> {
        let parsed = match json {
            Json::Text(text) => Json::parse(text),
            Json::Broken(text) => Json::parse_marked(text),
            _ => return None,
        };
        Object::<R>::parts(Sent(&parsed.ok()?))
    }

    fn required(&mut self, reader: &mut Reader, path: &[&str], object: Option<Json>) -> T {
        self.0.required(reader, path, object)
    }

    fn optional(&mut self, reader: &mut Reader, path: &[&str], object: Json) -> Option<T> {
        self.0.optional(reader, path, object)
    }
}

/// A list of what has another shape.
pub(super) struct List<S>(pub(super) S);

impl<S: Shape> Shape for List<S> {
    type Value = Vec<S::Value>;
    type Parts = Vec<Json>;
    const EXPECTED: &'static str = "a list";

    fn parts(Sent(json): Sent<'_>) -> Option<Vec<Json>> {
        match json {
            Json::List(items) => Some(items.clone()),
            _ => None,
        }
    }

    fn required(
        &mut self,
        reader: &mut Reader,
        path: &[&str],
        items: Option<Vec<Json>>,
    ) -> Self::Value {
        each(path, items.unwrap_or_default(), |path, item| {
            let parts = reader.required_item::<S>(path, item);
            Some(self.0.required(reader, path, parts))
        })
    }

    fn optional(
        &mut self,
        reader: &mut Reader,
        path: &[&str],
        items: Vec<Json>,
    ) -> Option<Self::Value> {
        Some(each(path, items, |path, item| {
            let parts = reader.optional_item::<S>(path, item)?;
            self.0.optional(reader, path, parts)
        }))
    }
}

struct ListOrObject<S>(List<S>);

impl<S: Shape> Shape for ListOrObject<S> {
    type Value = Vec<S::Value>;
    type Parts = Vec<Json>;
    const EXPECTED: &'static str = "a list or an object";

    fn parts(sent: Sent<'_>) -> Option<Vec<Json>> {
        match sent.0 {
            Json::Object(_) => Some(vec![sent.0.clone()]),
            _ => List::<S>::parts(sent),
        }
    }

    fn required(
        &mut self,
        reader: &mut Reader,
        path: &[&str],
        items: Option<Vec<Json>>,
    ) -> Self::Value {
        self.0.required(reader, path, items)
    }

    fn optional(
        &mut self,
        reader: &mut Reader,
        path: &[&str],
        items: Vec<Json>,
    ) -> Option<Self::Value> {
        self.0.optional(reader, path, items)
    }
}

/// Reads every item, each with the path to it.
fn each<T>(
    path: &[&str],
    items: Vec<Json>,
    mut read: impl FnMut(&[&str], &Json) -> Option<T>,
) -> Vec<T> {
    let path = path.join(".");
    let numbered = items.iter().enumerate();
    numbered
        .filter_map(|(index, item)| read(&[&format!("{path}[{index}]")], item))
        .collect()
}
