//! The page that lists every key and word of the language. It is made of the tables that the parser and the resolver
//! read, and holds no fact of its own. How the constructs work together is explained by hand in another page.

mod mapping;
mod markdown;
mod reserved;
mod steps;

use mapping::Mappings;

const HEAD: &str = "<!-- @generated from the tables of the compiler by `cargo xtask generate`. -->

# The keys and words of a spec

Every key that a spec can have, what it holds and what it says; every word of the closed lists; every reserved name.
[spec-language.md](spec-language.md) explains with examples how they work together. Editors show the same texts
([editor.md](editor.md)). *Required* keys must be there. *Names* are chosen by whoever writes the spec, or
are those of the vendor: names on the wire and codes.
";

/// `docs/spec-keys.md`.
pub fn reference() -> String {
    let mappings = Mappings::of_a_spec();
    [
        HEAD.to_owned(),
        format!("\nMappings: {}.\n", mappings.links()),
        "Beside them: [steps of recipes](#steps-of-recipes), [reserved names](#reserved-names).\n"
            .to_owned(),
        mappings.sections(),
        "\n## Steps of recipes\n\nA recipe begins with one of these:\n\n".to_owned(),
        steps::first_steps(),
        "\n`body` yields bytes, and so does `concat` if one of its operands is the body. The others \
         yield text. These follow:\n\n"
            .to_owned(),
        steps::further_steps(),
        reserved::section(),
    ]
    .concat()
}
