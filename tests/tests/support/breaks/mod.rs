//! For every rule of a field, as the model has it, a value that breaks it.

mod number;
mod presence;
mod text;
mod time;
mod value;

use kpg_codegen::model::{
    Content, Count, Field, Kind, Operation, Placed, Presence, Rule, Vendor, sample,
};

use number::{amounts, decimals, range};
use presence::presence;
use text::{digits, header, lengths, lines, strange, wrong_crc};
use time::impossible_times;
use value::{character, plural, told};

pub use text::{filler, korean};
pub use value::{Break, Given, Readers};

/// Every way to break a rule of a field that the caller gives. A rule of which this knows no violation does
/// not compile here.
pub fn breaks(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Vec<Break> {
    let field = placed.field;
    let mut breaks = presence(vendor, operation, field);
    for rule in placed.rules(operation.charset, &vendor.enumerations) {
        let by_rule = by_rule(vendor, field, &rule);
        let by_presence = field.presence == Presence::Required;
        let is_whole = !by_rule.is_empty() || cannot_break(&rule, by_presence);
        assert!(is_whole, "{rule:?}");
        breaks.extend(by_rule);
    }
    breaks
}

/// What no number of the setter's type is outside of, and what only a field without items breaks, which presence tells.
fn cannot_break(rule: &Rule, is_required: bool) -> bool {
    match rule {
        Rule::Length(length) => length.min <= 1 && length.max >= 20,
        Rule::Count(Count { min, max: None }) => *min == 0 || (*min == 1 && is_required),
        _ => false,
    }
}

/// The ways to break the rules of a member of a list's objects.
pub fn breaks_of_member(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Vec<Break> {
    let member = placed.field;
    let rules = placed.rules(operation.charset, &vendor.enumerations);
    let broken = rules
        .into_iter()
        .flat_map(|rule| by_rule(vendor, member, &rule));
    let missing = (member.presence == Presence::Required).then(|| Break::sent(Given::Nothing));
    missing.into_iter().chain(broken).collect()
}

/// The violations of one rule, in a list among its values.
fn by_rule(vendor: &Vendor, field: &Field, rule: &Rule) -> Vec<Break> {
    let good = sample(field, &vendor.enumerations);
    let broken = match rule {
        Rule::Count(count) => return counts(field, &good, *count),
        Rule::Length(length) => lengths(field, *length),
        Rule::Characters(characters) => vec![strange(field, &good, characters)],
        Rule::OneLine => lines("OneLine", field, &good),
        Rule::Lines => lines("TextLines", field, &good),
        Rule::HeaderText => header(field),
        Rule::InEucKr => vec![Break::new("InEucKr", character(field, '😀'), "😀")],
        Rule::DigitsOnly => digits(field, &good),
        Rule::Amount { digits, negative } => amounts(*digits, *negative),
        Rule::NotZero => vec![Break::new("NotZero", told(field, "0"), "0")],
        Rule::Range { min, max } => range(field, (*min, *max)),
        Rule::Decimal(limits) => decimals(field, limits),
        Rule::Flag => vec![Break::sent(Given::Text("maybe".to_owned()))],
        Rule::Listed(_) => vec![Break::sent(Given::Text("none of them".to_owned()))],
        Rule::Time(format) => {
            let rule = format!("DateTime({:?}, {})", format.strftime(), format.width());
            let wrong = impossible_times(format).into_iter();
            wrong
                .map(|text| Break::new(&rule, told(field, &text), &text))
                .collect()
        }
        Rule::TimeOr(format, id) => {
            let choices = vendor.enumerations[id.0].choices.iter();
            let listed: Vec<&str> = choices.map(|choice| choice.wire.as_str()).collect();
            let rule = format!(
                "DateTimeOr({:?}, {}, {listed:?})",
                format.strftime(),
                format.width()
            );
            let wrong = impossible_times(format).into_iter();
            wrong
                .filter(|text| !listed.contains(&text.as_str()))
                .map(|text| Break::new(&rule, told(field, &text), &text))
                .collect()
        }
        Rule::EmvQr => vec![wrong_crc(field, &good)],
        Rule::Base64 => vec![Break::sent(Given::Text("no base64!".to_owned()))],
        Rule::NoSeparator(separator) => vec![Break {
            rule: format!("NoSeparator({separator:?})"),
            actual: told(field, &separator.to_string()),
            given: Given::Parts(vec![format!("a{separator}b"), "c".to_owned()]),
            readers: Readers::BuilderOnly("what arrives is joined"),
        }],
    };
    let broken = broken.into_iter();
    match &field.facts.content {
        Content::Values(kind) if is_closed(vendor, kind) => {
            broken.map(|each| each.beside(&good).only_sent()).collect()
        }
        Content::Values(_) => broken.map(|each| each.beside(&good)).collect(),
        Content::One(kind) if is_closed(vendor, kind) => broken.map(Break::only_sent).collect(),
        Content::One(_) | Content::Nested(_) => broken.collect(),
    }
}

/// Whether the type of a setter has the listed values and no others.
fn is_closed(vendor: &Vendor, kind: &Kind) -> bool {
    match kind {
        Kind::Enumeration { id, .. } => !vendor.enumerations[id.0].open,
        kind => *kind == Kind::Boolean,
    }
}

fn counts(field: &Field, good: &str, Count { min, max }: Count) -> Vec<Break> {
    let most = max.map_or(usize::MAX, |max| max as usize);
    let of = |count: u32| {
        let given = match field.facts.content {
            Content::Nested(_) => Given::Items(count as usize),
            Content::One(_) | Content::Values(_) => {
                Given::Parts(vec![good.to_owned(); count as usize])
            }
        };
        Break {
            rule: format!("ItemCount({min}, {most})"),
            actual: format!("{count} item{}", plural(count as usize)),
            given,
            readers: Readers::Both,
        }
    };
    let may_be_left_out = field.presence != Presence::Required;
    let few = (min > 1 || min == 1 && may_be_left_out).then(|| of(min - 1));
    let many = max.map(|max| of(max + 1));
    few.into_iter().chain(many).collect()
}
