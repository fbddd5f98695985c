//! What is read of a vendor's pages against what a careful reader takes from them, written down by hand in
//! `truth/VENDOR.txt`: how many fields are right, and which statements are false. The pages lie beside the repository;
//! where they are not, nothing is compared.
//!
//! `=== page` begins a page, a line with a method and a path an operation, and a line with a direction one field of it.

use std::path::Path;

use kpg_documents::{
    Address, Bound, DocumentedField, DocumentedOperation, ListWords, Page, PresenceWord, RoleWord,
    Said, read,
};

const TRUTH: &str = include_str!("truth/nicepay.txt");
/// So many of a hundred fields are to be right in name, direction, length and presence.
const FEWEST_RIGHT: usize = 98;

#[test]
fn almost_every_field_is_right_and_no_statement_is_false() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vendor-docs/nicepay");
    if !folder.exists() {
        eprintln!("skipped: the vendor's pages are not here");
        return;
    }
    let mut count = Count::default();
    for part in TRUTH.split("\n=== ").skip(1) {
        let (name, rest) = part.split_once('\n').unwrap();
        let page = read(&std::fs::read(folder.join(name)).unwrap()).unwrap();
        count.page(name, &page, rest);
    }
    let Count {
        fields,
        right,
        wrong,
        false_statements,
    } = count;
    eprintln!("{right} of {fields} fields are right");
    assert_eq!(false_statements, [] as [String; 0]);
    assert!(right * 100 >= fields * FEWEST_RIGHT, "{wrong:#?}");
    assert!(fields > 400, "{fields}");
}

#[derive(Default)]
struct Count {
    fields: usize,
    right: usize,
    /// Fields that are missing, or of which too little is read.
    wrong: Vec<String>,
    false_statements: Vec<String>,
}

/// A field as the truth has it.
struct Truth<'t> {
    way: &'t str,
    name: &'t str,
    kind: &'t str,
    length: &'t str,
    presence: &'t str,
    values: Vec<&'t str>,
}

impl Count {
    fn page(&mut self, name: &str, page: &Page, rest: &str) {
        let mut left: Vec<&DocumentedOperation> = page.operations.iter().collect();
        let mut lines = rest.lines().filter(|line| !line.is_empty()).peekable();
        while let Some(head) = lines.next() {
            let mut truths = Vec::new();
            while let Some(line) = lines.next_if(|line| line.starts_with("  ")) {
                truths.push(truth(line));
            }
            self.fields += truths.len();
            let words: Vec<&str> = head.split(' ').collect();
            let is_it = |operation: &&DocumentedOperation| is_it(operation, &words);
            match left.iter().position(is_it) {
                Some(at) => self.operation(name, left.remove(at), &truths),
                None => self.wrong.push(format!("{name}: {head} is not read")),
            }
        }
        let more = left
            .iter()
            .map(|operation| format!("{name}:{}: there is no such operation", operation.line));
        self.false_statements.extend(more);
    }

    fn operation(&mut self, page: &str, operation: &DocumentedOperation, truths: &[Truth<'_>]) {
        let mut seen = vec![false; truths.len()];
        for (way, list) in [
            ("request", &operation.request),
            ("answer", &operation.answer),
        ] {
            for field in list {
                let name = full_name(field);
                let is_it = |truth: &Truth<'_>| truth.way == way && truth.name == name;
                let at = format!("{page}:{}: {name}", field.line());
                let Some(index) = truths.iter().position(is_it) else {
                    self.false_statements
                        .push(format!("{at} is no field of the {way}"));
                    continue;
                };
                let said = false_statements(field, &truths[index]);
                let said = said.into_iter().map(|said| format!("{at}: {said}"));
                let before = self.false_statements.len();
                self.false_statements.extend(said);
                let is_true = self.false_statements.len() == before;
                if is_true && is_complete(field, &truths[index]) && !seen[index] {
                    self.right += 1;
                } else {
                    self.wrong.push(at);
                }
                seen[index] = true;
            }
        }
        let missing = truths.iter().zip(&seen).filter(|(_, seen)| !**seen);
        let missing = missing.map(|(truth, _)| format!("{page}: {} is missing", truth.name));
        self.wrong.extend(missing);
    }
}

/// `answer card.cardType text 1 optional = credit check`
fn truth(line: &str) -> Truth<'_> {
    let (facts, values) = line.split_once(" = ").unwrap_or((line, ""));
    let facts: Vec<&str> = facts.split_whitespace().collect();
    let [way, name, kind, length, presence] = facts[..] else {
        panic!("no line of the truth: {line}")
    };
    Truth {
        way,
        name,
        kind,
        length,
        presence,
        values: values.split_whitespace().collect(),
    }
}

/// Whether an operation has the method and the path of a line of the truth, or comes unasked as it says.
fn is_it(operation: &DocumentedOperation, words: &[&str]) -> bool {
    let [kind, method, path] = words else {
        panic!("no operation: {words:?}")
    };
    if *kind == "inbound" {
        return operation.inbound;
    }
    let mut paths = operation.addresses.iter().filter_map(Address::path);
    let same_method = operation.method.given().map(|method| method.as_str()) == Some(*method);
    !operation.inbound && same_method && paths.all(|known| known == *path)
}

fn full_name(field: &DocumentedField) -> String {
    match &field.inside {
        Some(inside) => format!("{inside}.{}", field.wire.text),
        None => field.wire.text.clone(),
    }
}

/// Everything that is read of a field and not so.
fn false_statements(field: &DocumentedField, truth: &Truth<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if field
        .kind
        .given()
        .is_some_and(|kind| kind.to_string() != truth.kind)
    {
        found.push(format!("the type is {}", truth.kind));
    }
    if length(field).is_some_and(|length| length != truth.length) {
        found.push(format!("the length is {}", truth.length));
    }
    if presence(field).is_some_and(|presence| presence != truth.presence) {
        found.push(format!("the presence is {}", truth.presence));
    }
    let listed: Vec<&str> = field
        .values
        .iter()
        .map(|value| value.value.as_str())
        .collect();
    let others: Vec<_> = listed
        .iter()
        .filter(|value| !truth.values.contains(value))
        .collect();
    if !others.is_empty() {
        found.push(format!("{others:?} are no values"));
    }
    let closed = field.list == ListWords::Listed && !listed.is_empty();
    if closed
        && listed.len()
            < truth
                .values
                .iter()
                .filter(|value| **value != "null")
                .count()
    {
        found.push(format!("there are more values than {listed:?}"));
    }
    let is_result = truth.name == "resultCode";
    if !is_result && (field.role == Some(RoleWord::Code) || field.others_fail.is_some()) {
        found.push("it is no result code".to_owned());
    }
    found
}

/// Whether length and presence are read where the page gives them.
fn is_complete(field: &DocumentedField, truth: &Truth<'_>) -> bool {
    length(field).unwrap_or_else(|| "none".to_owned()) == truth.length
        && presence(field).is_some_and(|presence| presence == truth.presence)
}

fn length(field: &DocumentedField) -> Option<String> {
    match field.length.given()?.bound {
        Bound::Unlimited => Some("none".to_owned()),
        bound => Some(bound.to_string()),
    }
}

/// An empty cell in a column of marks says that a field need not be there.
fn presence(field: &DocumentedField) -> Option<String> {
    match &field.presence {
        Said::Blank(_) => Some(PresenceWord::Optional.to_string()),
        Said::Given(fact) => Some(fact.value.to_string()),
        Said::Silent | Said::Unclear(_) => None,
    }
}
