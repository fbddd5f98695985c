//! Asking a reader for a member: by its type, or by a shape where the type does not say how it is written.

use super::reader::Reader;
use super::scalar::Scalar;
use super::shape::{At, List, Shape, Single};

/// A type that [`Reader::get`] reads: a [`Scalar`] that must be there, an `Option` of one that may be
/// left out, a `Vec` of them that must be there, and an `Option` of such a list.
pub trait Readable: Sized {
    /// Reads the member at `path`, and tells the reader what is wrong with it.
    fn read_at(reader: &mut Reader<'_>, path: &[&str]) -> Self;
}

impl<T: Scalar> Readable for T {
    fn read_at(reader: &mut Reader<'_>, path: &[&str]) -> Self {
        reader.required(path, Single::new())
    }
}

impl<T: Scalar> Readable for Option<T> {
    fn read_at(reader: &mut Reader<'_>, path: &[&str]) -> Self {
        reader.optional(path, Single::new())
    }
}

impl<T: Scalar> Readable for Vec<T> {
    fn read_at(reader: &mut Reader<'_>, path: &[&str]) -> Self {
        reader.required(path, List::new(Single::new()))
    }
}

impl<T: Scalar> Readable for Option<Vec<T>> {
    fn read_at(reader: &mut Reader<'_>, path: &[&str]) -> Self {
        reader.optional(path, List::new(Single::new()))
    }
}

impl Reader<'_> {
    /// The member at `path`. Its type says whether it must be there, may be left out (`Option`), or is a
    /// list (`Vec`).
    ///
    /// Nothing stands there when there is no member, null, and where no text is due a blank one.
    pub fn get<T: Readable>(&mut self, path: &[&str]) -> T {
        T::read_at(self, path)
    }

    /// A member that must be there, written in this shape.
    pub fn required<S: Shape>(&mut self, path: &[&str], mut shape: S) -> S::Value {
        let parts = self.parts_or_report(&shape, path, self.member_at(path));
        shape.required(At { reader: self, path }, parts)
    }

    /// A member that may be left out, written in this shape. What is odd is noted, and absent.
    pub fn optional<S: Shape>(&mut self, path: &[&str], mut shape: S) -> Option<S::Value> {
        let json = self.given(path, S::BLANK_IS_A_VALUE)?;
        let parts = self.parts_or_note(&shape, path, json)?;
        shape.optional(At { reader: self, path }, parts)
    }
}
