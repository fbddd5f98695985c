//! Which rules a field has, derived once: the builder, the sandbox, the documentation and the tests read them
//! here, so that nothing that a spec states is checked by one of them only.

use std::sync::LazyLock;

use super::rule::is_blank;
use super::{
    Characters, Charset, Enumeration, EnumerationId, Expression, Field, Kind, Length, LengthUnit,
    Place, Placed, Rule, Source,
};

impl Placed<'_> {
    /// Every rule of the field's value, in the order in which violations are told. `charset` is that of the
    /// request's body.
    pub fn rules(self, charset: Charset, enumerations: &[Enumeration]) -> Vec<Rule> {
        self.field.rules(self.at.place, charset, enumerations)
    }
}

impl Field {
    fn rules(&self, place: Place, charset: Charset, enumerations: &[Enumeration]) -> Vec<Rule> {
        let is_count = |rule: &&Rule| matches!(rule, Rule::Count(_));
        // A list is counted before its items are looked at.
        let mut rules: Vec<Rule> = self.stated.iter().filter(is_count).cloned().collect();
        let Some(kind) = self.facts.content.kind() else {
            return rules;
        };
        let of_values = |rule: &&Rule| !matches!(rule, Rule::Count(_) | Rule::Lines);
        rules.extend(self.stated.iter().filter(of_values).cloned());
        if is_free(kind, enumerations) {
            // The text of an encrypted header is not what the header holds.
            let in_header = place == Place::Header && self.cipher.is_none();
            rules.extend(self.lines(in_header));
            rules.extend(self.in_charset(place, charset));
        }
        of_kind(kind, enumerations, &mut rules);
        rules
    }

    /// What a text may have of control characters and blanks. What a recipe makes of texts is as it is.
    fn lines(&self, in_header: bool) -> Option<Rule> {
        let computed = match &self.source {
            Source::Caller
            | Source::Supplied(Expression::Literal(_) | Expression::Credential(_)) => false,
            Source::Supplied(_) => true,
        };
        match self.stated.characters() {
            _ if in_header => Some(Rule::HeaderText),
            _ if computed => None,
            _ if self.stated.has_lines() => Some(Rule::Lines),
            // What `only` lists is allowed, and nothing else is.
            Some(Characters::Only(ranges)) if !has_blanks(ranges) => None,
            _ => Some(Rule::OneLine),
        }
    }

    fn in_charset(&self, place: Place, charset: Charset) -> Option<Rule> {
        let counted = self
            .stated
            .length()
            .is_some_and(|length| length.unit == LengthUnit::EucKrBytes);
        // What is encrypted has the charset of its cipher, and states the rule that follows from it.
        let sent = place == Place::Body && self.cipher.is_none();
        let needed = charset == Charset::EucKr && sent && !counted;
        needed.then_some(Rule::InEucKr)
    }
}

/// Whether a kind leaves open which characters its text has.
fn is_free(kind: &Kind, enumerations: &[Enumeration]) -> bool {
    match kind {
        Kind::Text | Kind::Joined { .. } | Kind::EmvQr => true,
        Kind::Enumeration { id, number } => !number && is_open(*id, enumerations),
        Kind::Digits
        | Kind::Amount { .. }
        | Kind::Integer { .. }
        | Kind::Decimal { .. }
        | Kind::Boolean
        | Kind::DateTime(_)
        | Kind::TimeOr(..)
        | Kind::Base64 => false,
    }
}

/// What an open list of numbers allows.
const WHOLE_NUMBER: Rule = Rule::Range {
    min: i64::MIN as i128,
    max: i64::MAX as i128,
};

fn is_open(id: EnumerationId, enumerations: &[Enumeration]) -> bool {
    enumerations
        .get(id.0)
        .is_some_and(|enumeration| enumeration.open)
}

/// Whether ranges have a blank or a control character among them.
fn has_blanks(ranges: &[(char, char)]) -> bool {
    static BLANKS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let all = '\0'..='\u{ffff}';
        all.filter(|one| one.is_control() || is_blank(*one))
            .collect()
    });
    let mut ranges = ranges.iter();
    ranges.any(|(first, last)| BLANKS.iter().any(|one| (*first..=*last).contains(one)))
}

/// What a kind by itself demands of a text; none of a kind that leaves its text open.
fn of_kind(kind: &Kind, enumerations: &[Enumeration], rules: &mut Vec<Rule>) {
    match kind {
        Kind::Text => {}
        Kind::Digits => rules.push(Rule::DigitsOnly),
        Kind::Amount {
            digits,
            zero,
            negative,
            ..
        } => {
            rules.push(Rule::Amount {
                digits: *digits,
                negative: *negative,
            });
            rules.extend((!zero).then_some(Rule::NotZero));
        }
        Kind::Integer { min, max } => rules.push(Rule::Range {
            min: *min,
            max: *max,
        }),
        Kind::Decimal { limits, .. } => rules.push(Rule::Decimal(*limits)),
        Kind::Boolean => rules.push(Rule::Flag),
        Kind::Enumeration { id, number } if is_open(*id, enumerations) => {
            // A text that nobody has listed must be a number too.
            rules.extend(number.then_some(WHOLE_NUMBER));
        }
        Kind::Enumeration { id, .. } => rules.push(Rule::Listed(*id)),
        Kind::DateTime(format) => rules.push(Rule::Time(format.clone())),
        Kind::TimeOr(format, id) => rules.push(Rule::TimeOr(format.clone(), *id)),
        Kind::Joined { separator } => rules.push(Rule::NoSeparator(*separator)),
        Kind::EmvQr => rules.push(Rule::EmvQr),
        Kind::Base64 => rules.push(Rule::Base64),
    }
}

impl Rule {
    /// What a kind that is no enumeration demands first of a text.
    pub fn of_kind(kind: &Kind) -> Option<Self> {
        let mut rules = Vec::new();
        of_kind(kind, &[], &mut rules);
        rules.into_iter().next()
    }
}

/// What of a length and of a kind a text on the wire breaks first, in words; `None` when it obeys both.
/// `Field::rules` has the other rules of a request field.
pub fn broken_rule(
    kind: &Kind,
    length: Option<Length>,
    enumerations: &[Enumeration],
    text: &str,
) -> Option<String> {
    let mut rules: Vec<Rule> = length.map(Rule::Length).into_iter().collect();
    of_kind(kind, enumerations, &mut rules);
    let mut broken = rules.iter();
    broken.find_map(|rule| rule.broken_by(enumerations, text))
}
