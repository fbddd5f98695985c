//! The reserved names: words that the generated code has itself.

use super::markdown::{head, row, words};
use crate::model::reserved;

/// The section of the page.
pub(super) fn section() -> String {
    let features = reserved::FEATURES.iter().map(|(name, _)| *name);
    let vendors: Vec<&str> = features
        .chain(reserved::CRATE)
        .chain(reserved::CRATES)
        .collect();
    let rows: [(&str, Vec<&str>); 9] = [
        ("`vendor`", vendors),
        (
            "an operation, as the module of its file",
            reserved::MODULES.to_vec(),
        ),
        (
            "an operation or a session, as a method of the client",
            reserved::CLIENT_METHODS.to_vec(),
        ),
        (
            "an option of `choices` or a session, as a method of the client's builder",
            reserved::CLIENT_BUILDER_METHODS
                .into_iter()
                .chain([reserved::ENCODING_OPTION])
                .collect(),
        ),
        (
            "an option or a session, in the client's settings",
            reserved::SETTINGS.to_vec(),
        ),
        (
            "a field or a credential, as a method of a builder or of a request",
            reserved::BUILDER_METHODS
                .into_iter()
                .chain(reserved::PATHS)
                .collect(),
        ),
        ("a value, as a variable", reserved::VARIABLES.to_vec()),
        (
            "a value of an open type, or a code",
            reserved::VARIANTS.to_vec(),
        ),
        ("an environment", reserved::ENVIRONMENTS.to_vec()),
    ];
    let rows = rows.map(|(what, names)| row(&[what, &words(names)]));
    let types: Vec<&str> = reserved::TYPES.to_vec();
    format!(
        "\n## Reserved names\n\nThe generated code has these names itself, so that a spec cannot give them. Give another \
         one with `name`, where there is such a key. Names that Windows keeps for devices (`con`, `nul`, `com1`, …) \
         cannot be those of vendors and operations.\n\n{}{}\n\
         Names of types are made of names of the spec: `refund` makes `Refund`. These types are there already: {}; \
         and all that Rust's prelude ({}) and the runtime ({}) have. A value cannot have the name of a function of the \
         runtime: {}.\n",
        head(&["what a spec names", "reserved"]),
        rows.concat(),
        words(types),
        words(reserved::STANDARD.iter().copied()),
        words(reserved::runtime_types()),
        words(reserved::runtime_functions()),
    )
}
