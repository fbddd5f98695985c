//! Keys of shapes that are made of lists of words. All of it is evaluated when kpg itself is compiled.
#![allow(
    clippy::indexing_slicing,
    reason = "constant evaluation has no iterators; an index that is wrong does not compile"
)]

use super::{Key, ValueShape, Word, key};

/// A key for each word of a list, all with values of one shape.
pub(super) const fn keys<const N: usize>(
    words: &'static [Word],
    value: ValueShape,
    example: Option<&'static str>,
) -> [Key; N] {
    let mut keys = [key("", "", value); N];
    let mut index = 0;
    while index < N {
        keys[index] = key(words[index].name, words[index].doc, value);
        keys[index].example = example;
        index += 1;
    }
    keys
}

/// Lists of keys as one.
pub(super) const fn joined<const N: usize>(lists: &[&[Key]]) -> [Key; N] {
    let mut keys = [lists[0][0]; N];
    let (mut index, mut list) = (0, 0);
    while list < lists.len() {
        let mut within = 0;
        while within < lists[list].len() {
            keys[index] = lists[list][within];
            index += 1;
            within += 1;
        }
        list += 1;
    }
    assert!(index == N, "the list of keys has another length");
    keys
}

/// The words of a list without what they mean.
pub(super) const fn names<const N: usize>(words: &'static [Word]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = words[index].name;
        index += 1;
    }
    names
}
