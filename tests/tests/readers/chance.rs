//! Texts by chance that obey the rules of a field, or look like what a vendor writes into a member.

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use kpg_codegen::model::{
    Charset, Content, DecimalLimits, Field, Items, Kind, Length, Placed, Presence, Request, Rule,
    TimeFormat, Vendor, good_item, measure, smallest_item,
};
use kpg_tests::hostile::dice::Dice;
use serde_json::{Map, Value};

/// Letters that encodings, escapes and recipes could stumble over. EUC-KR as vendors use it has them all.
const LETTERS: &[&str] = &[
    "a", "Z", "0", "9", " ", "&", "=", "+", "%", "|", "/", "?", "#", "'", "\"", "\\", "<", ";",
    "-", "_", ".", ",", ":", "~", "가", "힣", "뷁", "한",
];
/// Texts are made at most so long, unless they must be longer.
const LONGEST: u32 = 40;
/// So often is a text made anew that breaks a rule.
const ATTEMPTS: usize = 40;

/// Makes texts for one vendor.
pub struct Chance<'v> {
    pub dice: Dice,
    pub vendor: &'v Vendor,
}

impl Chance<'_> {
    /// Whether something happens that happens once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.dice.below(times) == 0
    }

    /// The texts of a field of a request, several where it is a list or joins them; the sample where chance finds none
    /// that obeys.
    pub fn texts(&mut self, request: &Request, placed: Placed<'_>, sample: &str) -> Vec<String> {
        let rules = placed.rules(request.charset, &self.vendor.enumerations);
        let count = |dice: &mut Dice| {
            let wanted = 1 + u32::try_from(dice.below(3)).unwrap();
            let mut counts = rules.iter().filter_map(|rule| match rule {
                Rule::Count(count) => Some(*count),
                _ => None,
            });
            counts.next().map_or(wanted, |count| count.nearest(wanted))
        };
        match &placed.field.facts.content {
            Content::One(Kind::Joined { separator }) => {
                sample.split(*separator).map(str::to_owned).collect()
            }
            Content::One(kind) => vec![self.obeying(kind, &rules, sample)],
            Content::Values(kind) => (0..count(&mut self.dice))
                .map(|_| self.obeying(kind, &rules, sample))
                .collect(),
            Content::Nested(items) => (0..count(&mut self.dice))
                .map(|_| self.item(request, placed, items))
                .collect(),
        }
    }

    /// An object of a list, as a JSON object of the texts of its members.
    fn item(&mut self, request: &Request, list: Placed<'_>, items: &Items) -> String {
        let members = match self.once_in(2) {
            true => good_item(self.vendor, items),
            false => smallest_item(self.vendor, items),
        };
        let mut object = Map::new();
        for (member, sample) in members {
            let text = self.texts(request, list.member(member), &sample).concat();
            object.insert(member.wire.clone(), Value::from(text));
        }
        Value::Object(object).to_string()
    }

    fn obeying(&mut self, kind: &Kind, rules: &[Rule], sample: &str) -> String {
        for _ in 0..ATTEMPTS {
            let length = rules.iter().find_map(|rule| match rule {
                Rule::Length(length) => Some(*length),
                _ => None,
            });
            let Some(text) = self.text(kind, length, sample) else {
                break;
            };
            let obeys = |rule: &Rule| rule.broken_by(&self.vendor.enumerations, &text).is_none();
            if rules.iter().all(obeys) {
                return text;
            }
        }
        sample.to_owned()
    }

    /// A text of a kind that may obey the rules; none where only a sample is one.
    pub fn text(&mut self, kind: &Kind, length: Option<Length>, sample: &str) -> Option<String> {
        match kind {
            Kind::Text => Some(self.letters(length, sample)),
            Kind::Digits => {
                let count = self.width(length, 8);
                Some(self.digits(count))
            }
            Kind::Amount { digits, .. } => {
                let (least, most) = digits.map_or((1, 9), |(least, most)| (least, most.min(15)));
                let count = least as usize + self.dice.below((most - least) as usize + 1);
                let digits = self.digits(count);
                Some(match digits.trim_start_matches('0') {
                    "" => "1".repeat(count),
                    rest => format!("{rest}{}", "0".repeat(count - rest.len())),
                })
            }
            Kind::Integer { min, max } => {
                let width = usize::try_from((max - min).min(1_000_000)).ok()?;
                let more = self.dice.below(width.saturating_add(1));
                Some((min + i128::try_from(more).ok()?).to_string())
            }
            Kind::Decimal { limits, .. } => Some(self.decimal(limits)),
            Kind::Boolean => Some(self.once_in(2).to_string()),
            Kind::Enumeration { id, .. } => {
                let choices = &self.vendor.enumerations[id.0].choices;
                Some(self.dice.one_of(choices)?.wire.clone())
            }
            Kind::DateTime(format) | Kind::TimeOr(format, _) => self.moment(format),
            Kind::Joined { .. } | Kind::EmvQr | Kind::Base64 => None,
        }
    }

    fn decimal(&mut self, limits: &DecimalLimits) -> String {
        let places = (limits.places.0 as usize).max(self.dice.below(limits.places.1 as usize + 1));
        let whole = 1 + self.dice.below(1_000_000);
        match places {
            0 => whole.to_string(),
            places => format!("{whole}.{}", self.digits(places)),
        }
    }

    /// A time between 2001 and 2033.
    fn moment(&mut self, format: &TimeFormat) -> Option<String> {
        let second = 1_000_000_000 + self.dice.below(1_000_000_000);
        let nanosecond = 1_000_000 * i32::try_from(self.dice.below(1_000)).ok()?;
        let time = Timestamp::new(i64::try_from(second).ok()?, nanosecond).ok()?;
        match format.is_epoch() {
            true => Some(match format.width() {
                10 => time.as_second().to_string(),
                _ => time.as_millisecond().to_string(),
            }),
            false => {
                let korea = TimeZone::fixed(tz::offset(9));
                let local = time.to_zoned(korea);
                Some(local.strftime(&format.strftime()).to_string())
            }
        }
    }

    /// Letters of any kind, or those of the sample in another order, for fields that may have few. A text neither begins
    /// nor ends with a blank, which HTTP trims in headers.
    fn letters(&mut self, length: Option<Length>, sample: &str) -> String {
        let own: Vec<String> = sample.chars().map(String::from).collect();
        let is_free = own.is_empty() || !self.once_in(3);
        let width = self.width(length, LONGEST);
        let unit = length.map(|length| length.unit);
        let mut text = String::new();
        loop {
            let letter = match is_free {
                true => self.dice.one_of(LETTERS).map(|letter| (*letter).to_owned()),
                false => self.dice.one_of(&own).cloned(),
            };
            let longer = text.clone() + &letter.unwrap_or_default();
            let count = unit.map_or(Some(longer.len()), |unit| measure(unit, &longer));
            if count.is_none_or(|count| count > width) {
                break;
            }
            text = longer;
        }
        match text.trim() {
            "" => "a".repeat(width.max(1)),
            trimmed => format!("{trimmed}{}", "z".repeat(text.len() - trimmed.len())),
        }
    }

    /// How long a text becomes.
    fn width(&mut self, length: Option<Length>, usual: u32) -> usize {
        let (least, most) = length.map_or((1, usual), |length| {
            (length.min.max(1), length.max.min(length.min.max(usual)))
        });
        least as usize + self.dice.below((most.saturating_sub(least)) as usize + 1)
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.dice.below(10)).unwrap()))
            .collect()
    }
}

/// Whether a field must be there, or its rule says when.
pub fn is_bound(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::ByRule(_))
}

/// The bytes of a text in a charset.
pub fn encoded(charset: Charset, text: &str) -> Vec<u8> {
    match charset {
        Charset::Utf8 => text.as_bytes().to_vec(),
        Charset::EucKr => encoding_rs::EUC_KR.encode(text).0.into_owned(),
    }
}
