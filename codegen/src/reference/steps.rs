//! The tables of the steps of recipes, made of the lists of their words.

use super::markdown::{head, row};
use crate::syntax::shape::keys_of_step;
use crate::words::{Input, Operand, Output, Start, Step};

pub(super) fn first_steps() -> String {
    let starts = Start::all().into_iter();
    let rows = starts.map(|start| row(&[&format!("`{}`", start.word()), start.doc()]));
    head(&["first step", "takes in"]) + &rows.collect::<String>()
}

pub(super) fn further_steps() -> String {
    let rows = Step::all().into_iter().map(|step| {
        let description = step.description();
        row(&[
            &format!("`{}`", step.word()),
            takes(description.takes),
            &operand(step),
            gives(description.gives),
            step.doc(),
        ])
    });
    head(&[
        "further step",
        "takes",
        "operand",
        "yields",
        "what it yields",
    ]) + &rows.collect::<String>()
}

fn takes(input: Input) -> &'static str {
    match input {
        Input::Text => "text",
        Input::Bytes => "bytes",
        Input::BytesOrText => "bytes, or text in UTF-8",
    }
}

/// What is written behind the word of a step.
fn operand(step: Step) -> String {
    let short = match step.description().operand {
        Operand::Nothing => "none",
        Operand::Secret => "a text credential that is not public, or a value made of secrets",
        Operand::PrivateKey => "a credential of type `rsa_private_key`",
        Operand::Count => "a number",
        Operand::Cipher => "a [cipher](#cipher)",
        Operand::Charset => "`utf8` or `euckr`",
        Operand::Replacement | Operand::Derivation => "",
    };
    let Some(shape) = keys_of_step(step) else {
        return short.to_owned();
    };
    let mapping = format!("a mapping of [{0}](#{0})", shape.name);
    match short {
        "" => mapping,
        _ => format!("{short}; or {mapping}"),
    }
}

fn gives(output: Output) -> &'static str {
    match output {
        Output::Text => "text",
        Output::Bytes | Output::FixedBytes => "bytes",
    }
}
