//! Fields of requests and answers: kinds, lengths, presence, and that their examples obey them.

use super::combination::combinations;
use super::condition::{Among, Owner};
use super::kind::{answer_content, request_content};
use super::presence::{answer_presence, request_presence};
use super::rule::{
    breaks_its_rules, choices_obey_text_rules, constant_is_a_value, count, length, stated_rules,
    supplied_are_texts, times_and_choices_fit,
};
use super::wrapping::{hide, wrapping};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    AnswerField, Content, Expression, Facts, Field, FieldRef, Items, Kind, Name, Place, Source,
    broken_rule, reserved,
};
use crate::resolve::context::{Context, References};
use crate::resolve::documentation::{label_or_name, quirks};
use crate::resolve::notation::text;
use crate::resolve::notation::wire_name::wire_name;
use crate::resolve::shared_checks::only_texts_are_hidden;
use crate::resolve::unique::Scope;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::WordList;

/// A request field; who supplies it is decided by the planner.
pub(crate) fn request_field(
    context: &Context<'_>,
    (place, entry): (Place, &Named<spec::Field>),
    source: Source,
    sensitive: bool,
    among: &Among<'_, '_>,
    out: &mut Diagnostics,
) -> Field {
    let value = &entry.value;
    answer_keys_only(entry, out);
    let content = request_content(context, entry, out);
    if !matches!(content, Content::Nested(_)) {
        combinations_belong_to(entry, "a list of objects", out);
    }
    only_texts_are_hidden(value.sensitive, entry, &content, out);
    lists_stand_where_they_can(place, entry, &content, out);
    supplied_are_texts(entry, &content, out);
    constant_is_a_value(context, entry, &content, out);
    let stated = stated_rules(context, (place, entry), &content, out);
    let presence = request_presence(context, entry, &source, among, out);
    let cipher = value
        .encrypt
        .as_ref()
        .and_then(|name| context.cipher(name, out));
    if let Some(name) = &value.encrypt {
        single_texts_are_encrypted((name, entry), &content, out);
    }
    let mut facts = facts(context, entry, content, out);
    // What the vendor wants encrypted is nothing to show.
    facts.sensitive |= sensitive || cipher.is_some();
    let kind = facts.content.kind();
    times_and_choices_fit(context, entry, kind, stated.length(), out);
    choices_obey_text_rules(context, entry, kind, out);
    Field {
        wire: entry.name.value.clone(),
        facts,
        stated,
        presence,
        text_or_number: value.text_or_number,
        absence: value.absent.as_ref().map(|absent| absent.value.clone()),
        source,
        repeat: value.repeat.as_ref().map(|repeat| repeat.value),
        cipher,
    }
}

/// What the spec says of a field whichever way it goes.
fn facts<N>(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    content: Content<N>,
    out: &mut Diagnostics,
) -> Facts<N> {
    let value = &entry.value;
    Facts {
        name: text::rust_name(value.rust_name.as_ref(), &entry.name, out)
            .unwrap_or_else(Name::unreadable),
        label: label_or_name(&value.label, entry.name.span, out),
        note: value.note.as_ref().map(|note| note.value.clone()),
        content,
        sensitive: value.sensitive,
        example: value.example.as_ref().map(|example| example.value.clone()),
        citation: value
            .document
            .as_ref()
            .and_then(|document| context.citation(document, out)),
        quirks: quirks(&value.quirks),
    }
}

/// A member of an answer.
pub(crate) fn answer_field(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> AnswerField {
    let value = &entry.value;
    request_keys_only(entry, out);
    combinations_belong_to(entry, "a request", out);
    let mut content = answer_content(context, entry, out);
    if let Content::One(Kind::Amount { zero, .. }) = &mut content {
        // What a vendor answers is read, not checked.
        *zero = true;
    }
    only_texts_are_hidden(value.sensitive, entry, &content, out);
    let length = length(context, value, out);
    // What has members has no rules but its length.
    let kind = content.kind().unwrap_or(&Kind::Text);
    if let Some(example) = &value.example
        && let Some(reason) = broken_rule(kind, length, &context.enumerations, &example.value)
    {
        breaks_its_rules("example", entry, example, reason, out);
    }
    times_and_choices_fit(context, entry, content.kind(), length, out);
    let wrapping = wrapping(context, entry, &content, out);
    let mut field = AnswerField {
        path: text::member_path(&entry.name),
        facts: facts(context, entry, content, out),
        length,
        count: count(value, out),
        part: answer_presence(value, out),
        wrapping,
        // Looked up once the request is known.
        echoes: None,
    };
    // What has a role is told already.
    if wrapping.cipher.is_some() && value.role.is_none() {
        hide(&mut field);
    }
    field
}

/// What is not sent by itself needs a text, and so do headers and segments.
fn lists_stand_where_they_can(
    place: Place,
    entry: &Named<spec::Field>,
    content: &Content<Items>,
    out: &mut Diagnostics,
) {
    if content.is_list() && !matches!(place, Place::Body | Place::Query) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            entry.name.span,
            format!("a {} cannot be a list", place.word()),
        );
        out.push(
            conflict
                .help("lists stand in bodies and queries; use `joined` for several texts in one"),
        );
    }
}

/// The members of the objects of a list in a request.
pub(super) fn items(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> Items {
    let members = members_of(entry, out);
    let place = Place::Body;
    let references: References<'_> = members
        .iter()
        .enumerate()
        .map(|(index, member)| {
            (
                member.name.value.as_str(),
                (FieldRef { place, index }, member),
            )
        })
        .collect();
    let among = Among {
        fields: &references,
        of: Owner::Object(&entry.name.value),
    };
    let mut scope = Scope::new(format!("members of `{}`", entry.name.value))
        .reserving(&reserved::BUILDER_METHODS)
        .reserving(&reserved::PATHS);
    let mut list = Vec::new();
    for member in members {
        wire_name(&member.name, Place::Body, true, out);
        misplaced(
            &[
                ("from", &member.value.from),
                ("encrypt", &member.value.encrypt),
            ],
            "the request's own members",
            out,
        );
        role_belongs_to(&member.value, "the request's own members", out);
        let source = match &member.value.constant {
            Some(constant) => Source::Supplied(Expression::Literal(constant.value.clone())),
            None => Source::Caller,
        };
        let at = (Place::Body, member);
        let field = request_field(context, at, source, false, &among, out);
        if field.facts.content.is_list() {
            let deep = Diagnostic::new(
                DiagnosticCode::Conflict,
                member.name.span,
                format!("`{}` is a list inside a list", member.name.value),
            );
            out.push(deep.help("a list of a request holds values, or objects of values"));
        }
        let place = member.name_place();
        scope.take(field.facts.name.snake(), place, out);
        list.push(field);
    }
    let field = |at: FieldRef| list.get(at.index);
    let combinations = combinations(&entry.value.combinations, &among, &field, out);
    Items {
        members: list,
        combinations,
    }
}

/// The members of an object or of a list's objects.
pub(super) fn nested_members(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> Vec<AnswerField> {
    let members = members_of(entry, out);
    let mut scope = Scope::new(format!("members of `{}`", entry.name.value));
    let mut list = Vec::new();
    for member in members {
        wire_name(&member.name, Place::Body, true, out);
        role_belongs_to(&member.value, "the answer's own members", out);
        let field = answer_field(context, member, out);
        let place = member.name_place();
        scope.take(field.facts.name.snake(), place, out);
        list.push(field);
    }
    list
}

fn members_of<'s>(
    entry: &'s Named<spec::Field>,
    out: &mut Diagnostics,
) -> &'s [Named<spec::Field>] {
    let members = entry.value.members.as_deref().unwrap_or_default();
    if members.is_empty() {
        let missing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            entry.name.span,
            format!("`{}` has no members", entry.name.value),
        )
        .help("list them under `members:` as fields, or say what a list's values are with `of:`");
        out.push(missing);
    }
    members
}

fn answer_keys_only(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    misplaced(
        &[
            ("echoes", &entry.value.echoes),
            ("decrypt", &entry.value.decrypt),
            ("struct", &entry.value.structure),
            ("content", &word_of(entry.value.content.as_ref())),
            ("escaped", &word_of(entry.value.escaped.as_ref())),
        ],
        "an answer",
        out,
    );
}

fn request_keys_only(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    misplaced(
        &[
            ("from", &entry.value.from),
            ("constant", &entry.value.constant),
            (
                "repeat",
                &entry
                    .value
                    .repeat
                    .as_ref()
                    .map(|repeat| repeat.clone().map(|repeat| repeat.word().to_owned())),
            ),
            ("absent", &entry.value.absent),
            ("encrypt", &entry.value.encrypt),
        ],
        "a request",
        out,
    );
    for (word, written) in &entry.value.rules {
        is_misplaced(word.word(), written, "a request", out);
    }
    for (key, given) in [
        ("multiline", entry.value.multiline),
        ("text_or_number", entry.value.text_or_number),
        ("zero", entry.value.zero),
    ] {
        if given {
            let message = format!("`{key}` belongs to a request");
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
            out.push(conflict.help(format!(
                "remove `{key}`; what a vendor answers is read as it is"
            )));
        }
    }
}

/// A word as it is written.
fn word_of<W: WordList>(word: Option<&Spanned<W>>) -> Option<Text> {
    word.map(|word| word.clone().map(|word| word.word().to_owned()))
}

/// What a merchant stored goes nowhere, and nobody but the merchant gives it.
pub(super) fn is_given_as_it_is(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    let value = &entry.value;
    let repeat = value.repeat.as_ref();
    let repeat = repeat.map(|repeat| repeat.clone().map(|repeat| repeat.word().to_owned()));
    misplaced(
        &[
            ("from", &value.from),
            ("constant", &value.constant),
            ("encrypt", &value.encrypt),
            ("absent", &value.absent),
            ("repeat", &repeat),
        ],
        "a request",
        out,
    );
    role_belongs_to(value, "a request or an answer", out);
}

/// A member of a list or an object has no role of its own.
fn role_belongs_to(field: &spec::Field, owner: &str, out: &mut Diagnostics) {
    if let Some(role) = &field.role {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            role.span,
            format!("`role` belongs to {owner}"),
        );
        out.push(conflict.help("remove `role`"));
    }
}

fn combinations_belong_to(entry: &Named<spec::Field>, owner: &str, out: &mut Diagnostics) {
    if let Some(combination) = entry.value.combinations.first() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            combination.word.span,
            format!("`combinations` belong to {owner}"),
        );
        out.push(conflict.help("name fields of the request under `combinations` beside `request`"));
    }
}

fn misplaced(keys: &[(&str, &Option<Text>)], belongs_to: &str, out: &mut Diagnostics) {
    for (key, text) in keys {
        if let Some(text) = text {
            is_misplaced(key, text, belongs_to, out);
        }
    }
}

fn is_misplaced(key: &str, text: &Text, belongs_to: &str, out: &mut Diagnostics) {
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        text.span,
        format!("`{key}` belongs to {belongs_to}"),
    );
    out.push(conflict.help(match (key, belongs_to) {
        ("encrypt", "a request") => format!(
            "write `decrypt: {}`, which opens what arrives encrypted",
            text.value
        ),
        ("decrypt", "an answer") => format!(
            "write `encrypt: {}`, which encrypts what is sent",
            text.value
        ),
        _ => format!("remove `{key}`"),
    }));
}

/// A cipher encrypts the text of one value, and what it makes is a text.
fn single_texts_are_encrypted(
    (name, entry): (&Text, &Named<spec::Field>),
    content: &Content<Items>,
    out: &mut Diagnostics,
) {
    let (message, help) = if content.one().is_none() {
        (
            "a list is encrypted by no cipher",
            "remove `encrypt`; a recipe packs several texts into one and encrypts that: `[ json: [ … ], encrypt: NAME ]`",
        )
    } else if entry.value.number || entry.value.text_or_number {
        (
            "an encrypted value is a text, and no JSON number",
            match entry.value.number {
                true => "remove `number`",
                false => "remove `text_or_number`",
            },
        )
    } else {
        return;
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
    out.push(conflict.help(help));
}
