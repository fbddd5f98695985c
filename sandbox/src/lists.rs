//! Lists in JSON requests: of values, or of objects with members of their own.

use kpg_codegen::model::{
    Charset, Content, Expression, FieldRef, GivenAs, Items, Placed, Siblings, Source, Vendor,
};

use crate::charset;
use crate::json_body::{self, Scalar};
use crate::presence;
use crate::received::{JsonTypes, hint, json_types, json_types_of, typed};
use crate::texts::{broken_text, says_nothing};

/// The first thing that is wrong with a list, letter by letter as JSON wrote it.
pub(crate) fn broken(
    vendor: &Vendor,
    charset: Charset,
    placed: Placed<'_>,
    list: &str,
) -> Option<String> {
    let field = placed.field;
    let items = json_body::items(list);
    let rules = placed.rules(charset, &vendor.enumerations);
    // What is no list at all was told before.
    if !list.trim_start().starts_with('[') {
        return None;
    }
    let count = items.len();
    if let Some(broken) = rules.iter().find_map(|rule| rule.broken_by_count(count)) {
        return Some(broken);
    }
    let items = items.into_iter().enumerate();
    items
        .filter_map(|(position, item)| {
            let problem = match &field.facts.content {
                Content::Nested(items) => broken_object(vendor, charset, (placed, items), item),
                Content::Values(kind) => {
                    let scalar = json_body::scalar(item);
                    broken_value(vendor, charset, placed, json_types(kind), scalar)
                }
                Content::One(_) => None,
            }?;
            Some(format!("item {position} of it: {problem}"))
        })
        .next()
}

fn broken_value(
    vendor: &Vendor,
    charset: Charset,
    placed: Placed<'_>,
    wanted: JsonTypes,
    scalar: Scalar,
) -> Option<String> {
    let (text, problem) = typed(wanted, scalar);
    let name = || charset::name(charset).to_uppercase();
    problem
        .or_else(|| {
            charset::encode(charset, &text)
                .is_none()
                .then(|| format!("it has characters that {} cannot hold", name()))
        })
        .or_else(|| broken_text(vendor, charset, placed, &text))
}

/// The members of an object in a list are held to their rules as those of the request are.
fn broken_object<'m>(
    vendor: &Vendor,
    charset: Charset,
    (list, items): (Placed<'m>, &'m Items),
    item: &str,
) -> Option<String> {
    let fields = &items.members;
    let members = match json_body::members(item) {
        Ok(members) => members,
        Err(_) => return Some("it must be an object".to_owned()),
    };
    let siblings = Siblings::Object(fields);
    let texts = |at: FieldRef| text_of(siblings, &members, at);
    for field in fields {
        let mut found = members.iter().filter(|(name, _)| *name == field.wire);
        let problem = match (found.next(), found.next()) {
            (None, _) => presence::broken_presence(siblings, field, false, &texts),
            (Some(_), Some(_)) => Some("the member is there more than once".to_owned()),
            (Some((_, value)), None) => broken_member(
                vendor,
                charset,
                list.member(field),
                value.clone(),
                (siblings, &texts),
            ),
        };
        if let Some(problem) = problem {
            return Some(format!("`{}`: {problem}", field.wire));
        }
    }
    let given = |at: FieldRef| {
        let field = siblings.field(at)?;
        let text = texts(at);
        Some(text.map_or(GivenAs::Absent, |text| {
            presence::given_as(field, Some(&text))
        }))
    };
    let mut combinations = items.combinations.iter();
    if let Some(broken) = combinations
        .find_map(|combination| presence::broken_combination(siblings, combination, &given))
    {
        return Some(format!("`{}`: {}", broken.subject, broken.text));
    }
    let strange = members
        .iter()
        .find(|(name, _)| !fields.iter().any(|field| field.wire == *name));
    strange.map(|(name, _)| {
        let known = fields.iter().map(|field| field.wire.as_str());
        format!("it has no member `{name}`{}", hint(name, known))
    })
}

/// The text of a member of an object.
fn text_of(siblings: Siblings<'_>, members: &[(String, Scalar)], at: FieldRef) -> Option<String> {
    let field = siblings.field(at)?;
    let (_, value) = members.iter().find(|(name, _)| *name == field.wire)?;
    Some(typed(json_types_of(field), value.clone()).0)
}

fn broken_member(
    vendor: &Vendor,
    charset: Charset,
    placed: Placed<'_>,
    value: Scalar,
    (siblings, texts): (Siblings<'_>, &presence::Texts<'_>),
) -> Option<String> {
    let field = placed.field;
    if let Some(forbidden) = presence::broken_presence(siblings, field, true, texts) {
        return Some(forbidden);
    }
    if let (true, Scalar::List(list)) = (field.facts.content.is_list(), &value) {
        return broken(vendor, charset, placed, list);
    }
    let wanted = json_types_of(field);
    let constant = match &field.source {
        Source::Supplied(Expression::Literal(constant)) => Some(constant.clone()),
        _ => None,
    };
    let (text, _) = typed(wanted, value.clone());
    let is_text = matches!(value, Scalar::Text(_));
    if is_text
        && says_nothing(field, &text)
        && let Some(missing) = presence::broken_presence(siblings, field, false, texts)
    {
        return Some(format!("{missing}: it is empty"));
    }
    broken_value(vendor, charset, placed, wanted, value).or_else(|| {
        let constant = constant.filter(|constant| *constant != text)?;
        Some(format!("it must be `{constant}`"))
    })
}
