//! The rules that a field states: that each belongs to what the field holds, and that examples, constants and
//! listed values obey them.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, quoted};
use crate::model::{
    Characters, Charset, Content, Count, Items, Kind, Length, LengthUnit, Place, Placed, Rule,
    Stated, measure,
};
use crate::resolve::context::{Context, find};
use crate::resolve::notation::text;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::TextRuleWord;

/// The rules that a request field states, in the order in which they are documented.
pub(super) fn stated_rules(
    context: &Context<'_>,
    (place, entry): (Place, &Named<spec::Field>),
    content: &Content<Items>,
    out: &mut Diagnostics,
) -> Stated {
    let length = request_length(context, entry, content, out);
    segments_are_never_empty(place, entry, length, out);
    let count = count(&entry.value, out).map(Rule::Count);
    let of_text = text_rules(context, entry, content, out);
    lines_stand_in_texts(place, entry, content, out);
    let lines = entry.value.multiline.then_some(Rule::Lines);
    let has_letters = matches!(content.kind(), Some(Kind::Text | Kind::Joined { .. }));
    let in_charset = has_letters && is_encrypted_in_korean(context, entry, length);
    let rules = [length.map(Rule::Length), count].into_iter().flatten();
    let rules = rules.chain(of_text).chain(lines);
    rules.chain(in_charset.then_some(Rule::InEucKr)).collect()
}

/// Whether a text is encrypted in EUC-KR, and no other rule holds it to that.
fn is_encrypted_in_korean(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    length: Option<Length>,
) -> bool {
    let cipher = entry.value.encrypt.as_ref();
    let id = cipher.and_then(|name| context.cipher(name, &mut Diagnostics::default()));
    let cipher = id.and_then(|id| context.ciphers.get(id.0));
    let counted = length.is_some_and(|length| length.unit == LengthUnit::EucKrBytes);
    cipher.is_some_and(|cipher| cipher.charset == Charset::EucKr) && !counted
}

/// The rules that a field states of its text by words of their own.
fn text_rules(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    content: &Content<Items>,
    out: &mut Diagnostics,
) -> Vec<Rule> {
    let rules = &entry.value.rules;
    let written = |wanted| rules.iter().find(|(word, _)| *word == wanted);
    let both = written(TextRuleWord::Only).zip(written(TextRuleWord::Without));
    if let Some(((_, only), (_, without))) = both {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            without.span,
            "`only` and `without` stand side by side",
        )
        .also(only.span, "the other one");
        out.push(conflict.help("keep `only`; what it does not list is not allowed"));
        return Vec::new();
    }
    let rule = |(word, written): &(TextRuleWord, Text)| {
        let rule = text_rule(*word, written, out)?;
        has_open_text(context, content, written, out).then_some(rule)
    };
    rules.iter().filter_map(rule).collect()
}

/// What the words of a rule mean.
fn text_rule(word: TextRuleWord, written: &Text, out: &mut Diagnostics) -> Option<Rule> {
    Some(match word {
        TextRuleWord::Only => {
            Rule::Characters(Characters::Only(text::character_ranges(written, out)?))
        }
        TextRuleWord::Without => {
            lists_single_characters(written, out)?;
            Rule::Characters(Characters::Without(written.value.clone()))
        }
    })
}

/// What `without` lists is no range; a `-` between two characters looks like one, as `only` takes it for one.
fn lists_single_characters(written: &Text, out: &mut Diagnostics) -> Option<()> {
    let letters: Vec<char> = written.value.chars().collect();
    let looks_like_range = letters.windows(3).find_map(|three| match three {
        [first, '-', last] => Some((*first, *last)),
        _ => None,
    });
    let Some((first, last)) = looks_like_range else {
        return Some(());
    };
    text::bad(
        written,
        format!("`{first}-{last}` in `without` is three single characters, not a range"),
        "list every character and put `-` first or last, or list with `only` what is allowed",
        out,
    );
    None
}

/// Whether a field has a text of which a rule can be stated; reports it where it has none.
fn has_open_text(
    context: &Context<'_>,
    content: &Content<Items>,
    written: &Text,
    out: &mut Diagnostics,
) -> bool {
    let texts = match content {
        Content::One(Kind::Joined { .. }) => true,
        Content::One(kind) | Content::Values(kind) => has_any_characters(context, kind),
        Content::Nested(_) => false,
    };
    let fits = texts && !written.value.is_empty();
    if !fits {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            written.span,
            "only texts have characters to choose from",
        );
        out.push(conflict.help("remove it, or give the field `type: text`"));
    }
    fits
}

/// Whether a kind leaves it to the caller which characters its text has.
fn has_any_characters(context: &Context<'_>, kind: &Kind) -> bool {
    if let Kind::Enumeration { id, number } = kind {
        let declared = context.enumerations.get(id.0);
        return !number && declared.is_some_and(|enumeration| enumeration.open);
    }
    *kind == Kind::Text
}

/// The length of a text or of each text of a list; how many items a list has is its `count`.
fn request_length(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    content: &Content<Items>,
    out: &mut Diagnostics,
) -> Option<Length> {
    let written = entry.value.length.as_ref()?;
    let items = match content {
        Content::Nested(_) => "objects",
        Content::Values(kind) if kind.basis().is_number() => "numbers",
        Content::Values(Kind::Boolean) => "flags",
        Content::Values(_) | Content::One(_) => return length(context, &entry.value, out),
    };
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        written.span,
        format!("a list of {items} has no texts that `length` could count"),
    );
    out.push(conflict.help(format!(
        "say how many items it has with `count: {}`",
        written.value
    )));
    None
}

/// An address with an empty segment is another address, so no length allows one.
fn segments_are_never_empty(
    place: Place,
    entry: &Named<spec::Field>,
    length: Option<Length>,
    out: &mut Diagnostics,
) {
    if let (Place::Path, Some(Length { min: 0, max, .. }), Some(written)) =
        (place, length, &entry.value.length)
    {
        let help = format!("write `..{max}`, which begins at 1");
        text::bad(written, "a segment of the path cannot be empty", &help, out);
    }
}

/// What a value, credential or session supplies is a text, and goes out as one.
pub(super) fn supplied_are_texts(
    entry: &Named<spec::Field>,
    content: &Content<Items>,
    out: &mut Diagnostics,
) {
    let (Some(from), Some(written)) = (&entry.value.from, &entry.value.kind) else {
        return;
    };
    if let Some(Kind::Text | Kind::Digits | Kind::DateTime(_)) = content.one() {
        return;
    }
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        written.span,
        format!(
            "`{}` supplies a text, which is no `{}`",
            from.value,
            written.value.written()
        ),
    );
    out.push(conflict.help("remove `type`, or use `digits`"));
}

/// Only texts have lines, and a header is one line.
fn lines_stand_in_texts(
    place: Place,
    entry: &Named<spec::Field>,
    content: &Content<Items>,
    out: &mut Diagnostics,
) {
    if !entry.value.multiline {
        return;
    }
    let texts = matches!(
        content,
        Content::Values(Kind::Text) | Content::One(Kind::Text | Kind::Joined { .. })
    );
    let in_header = place == Place::Header && entry.value.encrypt.is_none();
    if texts && !in_header {
        return;
    }
    let (message, help) = match in_header {
        true => ("a header is one line", "remove `multiline`"),
        false => (
            "only texts have lines",
            "remove `multiline`, or give the field `type: text`",
        ),
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
    out.push(conflict.help(help));
}

/// How many items a list has.
pub(super) fn count(field: &spec::Field, out: &mut Diagnostics) -> Option<Count> {
    let (min, max) = text::count(field.count.as_ref()?, out)?;
    Some(Count { min, max })
}

pub(super) fn length(
    context: &Context<'_>,
    field: &spec::Field,
    out: &mut Diagnostics,
) -> Option<Length> {
    let unit = field
        .unit
        .as_ref()
        .map_or(context.length_unit, |unit| unit.value);
    let (min, max) = text::small_range(field.length.as_ref()?, 1, out)?;
    Some(Length { min, max, unit })
}

/// Examples and constants of a request obey the rules of their fields; `charset` is that of the body.
pub(crate) fn values_obey(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    placed: Placed<'_>,
    charset: Charset,
    out: &mut Diagnostics,
) {
    if let Some(members) = placed.field.items() {
        let written = entry.value.members.iter().flatten().zip(members);
        for (entry, member) in written {
            values_obey(context, entry, placed.member(member), charset, out);
        }
    }
    let rules = placed.rules(charset, &context.enumerations);
    let written = &entry.value;
    for (what, text) in [
        ("example", &written.example),
        ("constant", &written.constant),
    ] {
        let Some(text) = text else { continue };
        let mut broken = rules.iter();
        let reason = broken.find_map(|rule| rule.broken_by(&context.enumerations, &text.value));
        if let Some(reason) = reason {
            breaks_its_rules(what, entry, text, reason, out);
        }
    }
}

/// A constant is one value, and one that its type lists, although callers of an open type may give others.
pub(super) fn constant_is_a_value(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    content: &Content<Items>,
    out: &mut Diagnostics,
) {
    let Some(constant) = &entry.value.constant else {
        return;
    };
    let Some(kind) = content.one() else {
        let message = format!("the list `{}` cannot be a constant", entry.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, constant.span, message);
        out.push(
            conflict
                .help("a constant is one value; give the members of a list's objects constants"),
        );
        return;
    };
    let Kind::Enumeration { id, .. } = kind else {
        return;
    };
    let Some(declared) = context
        .enumerations
        .get(id.0)
        .filter(|declared| declared.open)
    else {
        return;
    };
    let mut listed = declared.choices.iter().map(|choice| choice.wire.as_str());
    if !listed.any(|wire| wire == constant.value) {
        let message = format!("`{}` does not list `{}`", declared.name, constant.value);
        let unknown = Diagnostic::new(DiagnosticCode::UnknownName, constant.span, message);
        let listed = declared.choices.iter().map(|choice| choice.wire.as_str());
        out.push(unknown.suggest(&constant.value, listed));
    }
}

pub(super) fn breaks_its_rules(
    what: &str,
    entry: &Named<spec::Field>,
    text: &Text,
    reason: String,
    out: &mut Diagnostics,
) {
    let broken = Diagnostic::new(
        DiagnosticCode::BrokenRule,
        text.span,
        format!("the {what} of `{}` breaks its own rules", entry.name.value),
    );
    out.push(broken.label(reason));
}

/// The times, flags and listed values that a field can have fit its length.
pub(super) fn times_and_choices_fit(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    kind: Option<&Kind>,
    length: Option<Length>,
    out: &mut Diagnostics,
) {
    let field = &entry.value;
    let format = kind.and_then(Kind::time_format);
    if let (Some(format), Some(length), Some(place)) = (format, length, &field.length) {
        let width = format.width();
        if !(length.min as usize..=length.max as usize).contains(&width) {
            let broken = Diagnostic::new(
                DiagnosticCode::BrokenRule,
                place.span,
                format!(
                    "a time written as `{}` has {width} characters",
                    format.mask()
                ),
            );
            out.push(broken.help("correct the length, or the format"));
        }
    }
    if let (Some(length), Some(place)) = (length, &field.length) {
        let possible = possible_texts(context, kind);
        let fits = |wire: &str| {
            measure(length.unit, wire)
                .is_some_and(|count| (length.min as usize..=length.max as usize).contains(&count))
        };
        let misfits: Vec<&str> = possible.into_iter().filter(|wire| !fits(wire)).collect();
        if !misfits.is_empty() {
            let listed = listed_at(context, field, misfits.first().copied());
            let broken = Diagnostic::new(
                DiagnosticCode::BrokenRule,
                listed.unwrap_or(place.span),
                format!("{} can never be sent in this length", quoted(&misfits)),
            )
            .also(place.span, "this is the length")
            .help("correct the length, or the values of the type");
            out.push(broken);
        }
    }
}

/// Where the vendor's type of a field lists a value.
pub(super) fn listed_at(
    context: &Context<'_>,
    field: &spec::Field,
    value: Option<&str>,
) -> Option<Span> {
    let listed = find(&context.spec.types, field.listed_type()?)?;
    let choice = find(&listed.value.values, value?)?;
    Some(choice.name.span)
}

/// The texts that a kind lists.
fn possible_texts<'c>(context: &'c Context<'_>, kind: Option<&Kind>) -> Vec<&'c str> {
    match kind {
        Some(Kind::Boolean) => vec!["true", "false"],
        Some(kind) => {
            let id = kind.enumeration();
            let listed = id.and_then(|id| context.enumerations.get(id.0));
            let choices = listed.map(|listed| listed.choices.as_slice());
            let choices = choices.unwrap_or_default().iter();
            choices.map(|choice| choice.wire.as_str()).collect()
        }
        None => Vec::new(),
    }
}

/// The listed values of an open type obey the rules that a field of it states of its text.
pub(super) fn choices_obey_text_rules(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    kind: Option<&Kind>,
    out: &mut Diagnostics,
) {
    for (word, written) in &entry.value.rules {
        // What is wrong with the rule itself was reported where it was read.
        if out.is_told_at(written.span) {
            continue;
        }
        let Some(rule) = text_rule(*word, written, &mut Diagnostics::default()) else {
            continue;
        };
        let breaks = |wire: &&str| rule.broken_by(&context.enumerations, wire).is_some();
        let possible = possible_texts(context, kind).into_iter();
        let misfits: Vec<&str> = possible.filter(breaks).collect();
        if !misfits.is_empty() {
            let broken = Diagnostic::new(
                DiagnosticCode::BrokenRule,
                written.span,
                format!("{} can never be sent in these characters", quoted(&misfits)),
            );
            out.push(broken.help("correct the characters, or the values of the type"));
        }
    }
}
