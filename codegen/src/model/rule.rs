//! The rules of a request field, derived once: the builder, the sandbox, the documentation and the tests
//! read them here, so that nothing that a spec states is checked by one of them only.

use super::{
    Characters, Charset, Enumeration, EnumerationId, Expression, Field, Kind, Length, LengthUnit,
    Place, Source, TimeFormat,
};

/// What the value of a field must obey, beside its presence. In a list all but [`Rule::Count`] hold for
/// each value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule<'m> {
    /// A list has from so many to so many items.
    Count(u32, u32),
    /// How long the text is.
    Length(Length),
    /// Which characters the text has.
    Characters(&'m Characters),
    /// No control character and no separator of lines, and not blank characters alone.
    OneLine,
    /// As [`Rule::OneLine`], but with line ends and tabs.
    Lines,
    /// Printable ASCII, and not blanks alone, as a header holds it.
    HeaderText,
    /// Only characters that EUC-KR can hold; a length in EUC-KR bytes says so by itself.
    InEucKr,
    /// The digits 0 to 9, at least one.
    DigitsOnly,
    /// A whole amount, with its least and greatest number of digits where they are documented.
    Amount(Option<(u32, u32)>),
    /// An amount of more than zero.
    NotZero,
    /// A whole number between these.
    Range(u64, u64),
    /// `true` or `false`.
    Flag,
    /// One of the values of a closed enumeration.
    Listed(EnumerationId),
    /// A time that exists, in this format.
    Time(&'m TimeFormat),
    /// An EMV QR code's text with the right CRC.
    EmvQr,
    /// Standard base64.
    Base64,
    /// None of the joined texts has the separator.
    NoSeparator(char),
}

impl Field {
    /// Every rule of the field's value, in the order in which violations are told. `place` and `charset`
    /// are those of the operation: the members of a list's objects stand in the body.
    pub fn rules<'m>(
        &'m self,
        place: Place,
        charset: Charset,
        enumerations: &[Enumeration],
    ) -> Vec<Rule<'m>> {
        let mut rules = Vec::new();
        rules.extend(self.count.map(|(min, max)| Rule::Count(min, max)));
        let kind = match &self.kind {
            Kind::Items(_) => return rules,
            Kind::Values(inner) => inner.as_ref(),
            kind => kind,
        };
        rules.extend(self.length.map(Rule::Length));
        rules.extend(self.characters.as_ref().map(Rule::Characters));
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
    fn lines(&self, in_header: bool) -> Option<Rule<'static>> {
        let computed = match &self.source {
            Source::Caller
            | Source::Supplied(Expression::Literal(_) | Expression::Credential(_)) => false,
            Source::Supplied(_) => true,
        };
        match &self.characters {
            _ if in_header => Some(Rule::HeaderText),
            _ if computed => None,
            _ if self.multiline => Some(Rule::Lines),
            // What `only` lists is allowed, and nothing else is.
            Some(Characters::Only(ranges)) if !has_blanks(ranges) => None,
            _ => Some(Rule::OneLine),
        }
    }

    fn in_charset(&self, place: Place, charset: Charset) -> Option<Rule<'static>> {
        let counted = self
            .length
            .is_some_and(|length| length.unit == LengthUnit::EucKrBytes);
        // What is encrypted is encrypted in UTF-8.
        let sent = place == Place::Body && self.cipher.is_none();
        let needed = charset == Charset::EucKr && sent && !counted;
        needed.then_some(Rule::InEucKr)
    }
}

/// Whether a kind leaves open which characters its text has.
fn is_free(kind: &Kind, enumerations: &[Enumeration]) -> bool {
    match kind {
        Kind::Text | Kind::Joined { .. } | Kind::EmvQr => true,
        Kind::Enumeration(id) => is_open(*id, enumerations),
        _ => false,
    }
}

fn is_open(id: EnumerationId, enumerations: &[Enumeration]) -> bool {
    enumerations
        .get(id.0)
        .is_some_and(|enumeration| enumeration.open)
}

/// Whether ranges have a blank or a control character among them.
fn has_blanks(ranges: &[(char, char)]) -> bool {
    let listed = |one: char| {
        ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&one))
    };
    ('\0'..='\u{ffff}').any(|one| (one.is_control() || super::rules::is_blank(one)) && listed(one))
}

/// What a kind by itself demands of a text.
pub(super) fn of_kind<'m>(kind: &'m Kind, enumerations: &[Enumeration], rules: &mut Vec<Rule<'m>>) {
    match kind {
        Kind::Text
        | Kind::Items(_)
        | Kind::Object(_)
        | Kind::List(_)
        | Kind::ListOrObject(_)
        | Kind::JsonText(_) => {}
        Kind::Digits => rules.push(Rule::DigitsOnly),
        Kind::Amount { digits, zero, .. } => {
            rules.push(Rule::Amount(*digits));
            rules.extend((!zero).then_some(Rule::NotZero));
        }
        Kind::Integer { min, max } => rules.push(Rule::Range(*min, *max)),
        Kind::Boolean => rules.push(Rule::Flag),
        Kind::Enumeration(id) if is_open(*id, enumerations) => {}
        Kind::Enumeration(id) => rules.push(Rule::Listed(*id)),
        Kind::DateTime(format) => rules.push(Rule::Time(format)),
        Kind::Joined { separator } => rules.push(Rule::NoSeparator(*separator)),
        Kind::EmvQr => rules.push(Rule::EmvQr),
        Kind::Base64 => rules.push(Rule::Base64),
        // Each of a list's values is held to its own kind.
        Kind::Values(inner) => of_kind(inner, enumerations, rules),
    }
}
