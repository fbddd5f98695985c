//! The tables of the language's reference that are made of the lists of words. What stands around them is written
//! by hand.

use crate::words::{CipherWord, Escaping, Input, Operand, Output, Start, Step, WordList};

/// A part of the page that is generated: the name in its mark, and what writes it.
type Part = (&'static str, fn() -> String);

const PARTS: &[Part] = &[
    ("first steps", first_steps),
    ("further steps", further_steps),
    ("ciphers", ciphers),
    ("escapes", escapes),
];

/// What ends a made part.
const END: &str = "<!-- end -->\n";

/// The page with its made parts anew. Each stands between `<!-- @generated NAME -->` and `<!-- end -->`; a part
/// whose marks are not there is left out.
pub fn reference(page: &str) -> String {
    let mut page = page.to_owned();
    for (name, table) in PARTS {
        let mark = format!("<!-- @generated {name} -->\n");
        let Some((before, rest)) = page.split_once(&mark) else {
            continue;
        };
        let Some((_, after)) = rest.split_once(END) else {
            continue;
        };
        page = format!("{before}{mark}{}{END}{after}", table());
    }
    page
}

/// A row of a table; a bar in a cell would end the cell.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn head(cells: &[&str]) -> String {
    format!("{}|{}\n", row(cells), "---|".repeat(cells.len()))
}

fn first_steps() -> String {
    let starts = Start::all().into_iter();
    let rows = starts.map(|start| row(&[&format!("`{}`", start.word()), start.doc()]));
    head(&["first step", "takes in"]) + &rows.collect::<String>()
}

fn further_steps() -> String {
    let rows = Step::all().into_iter().map(|step| {
        let description = step.description();
        row(&[
            &format!("`{}`", step.word()),
            takes(description.takes),
            operand(description.operand),
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

fn operand(operand: Operand) -> &'static str {
    match operand {
        Operand::Nothing => "none",
        Operand::Secret => {
            "a text credential that is not public, or a value made of secrets; with `key` and `form`"
        }
        Operand::PrivateKey => "a credential of type `rsa_private_key`",
        Operand::Count => "a number",
        Operand::Cipher => "a [cipher](#8-ciphers)",
        Operand::Charset => "`utf8` or `euckr`",
        Operand::Replacement => "`from` and `to`",
        Operand::Derivation => "`salt`, `form`, `rounds` and `bytes`",
    }
}

fn gives(output: Output) -> &'static str {
    match output {
        Output::Text => "text",
        Output::Bytes | Output::FixedBytes => "bytes",
    }
}

fn ciphers() -> String {
    let words = CipherWord::ALL.iter();
    let rows = words.map(|cipher| row(&[&format!("`{}`", cipher.word()), cipher.doc()]));
    head(&["cipher", "is"]) + &rows.collect::<String>()
}

fn escapes() -> String {
    let words = Escaping::ALL.iter();
    let rows = words.map(|escaping| row(&[&format!("`{}`", escaping.word()), escaping.doc()]));
    head(&["`escape`", "names and values"]) + &rows.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_by_hand_stays_and_what_is_made_is_replaced() {
        let page = "a\n<!-- @generated ciphers -->\nold\n<!-- end -->\nb\n";
        let made = reference(page);
        assert!(made.starts_with("a\n<!-- @generated ciphers -->\n| cipher | is |\n"));
        assert!(made.ends_with("|\n<!-- end -->\nb\n"));
        assert!(!made.contains("old"));
        assert_eq!(reference(&made), made);
    }

    #[test]
    fn a_page_without_marks_is_left_as_it_is() {
        assert_eq!(reference("a\n"), "a\n");
    }
}
