//! Tables of fields: what is sent, place by place, and what arrives.

use maud::{Markup, html};

use super::language::Language;
use super::{documentation, words};
use crate::model::{
    AnswerField, Charset, Content, Expression, Facts, Field, FieldRef, Items, Kind, Layout,
    Members, Nested, Part, Place, Placed, Request, Rule, Siblings, Source, Vendor,
};

/// One line of a table.
struct Row {
    /// How many objects it is inside of.
    depth: usize,
    wire: String,
    label: Markup,
    kind: Markup,
    presence: Markup,
    /// What makes its value, where no caller gives it.
    made: Option<Markup>,
    rules: Vec<Markup>,
    example: Option<String>,
}

/// The fields of a request, a table for each place that has some.
pub(super) fn of_request(language: Language, vendor: &Vendor, request: &Request) -> Markup {
    let told = Told {
        language,
        vendor,
        request: Some(request),
    };
    html! {
        @for place in Place::REQUEST {
            @let fields = request.fields(place);
            @if !fields.is_empty() {
                h4 { (place_title(language, place)) }
                (table(language, &told.fields(place, fields, Siblings::Request(request), 0)))
            }
        }
        (combinations(language, Siblings::Request(request), &request.combinations))
    }
}

/// The values that a merchant stored.
pub(super) fn stored(language: Language, vendor: &Vendor, fields: &[Field]) -> Markup {
    let told = Told {
        language,
        vendor,
        request: None,
    };
    table(
        language,
        &told.fields(Place::Stored, fields, Siblings::Object(fields), 0),
    )
}

/// The members of an answer or a notification. `presence` says more of the one at a position at the top.
pub(super) fn arriving(
    language: Language,
    vendor: &Vendor,
    fields: &[AnswerField],
    presence: &dyn Fn(usize) -> Option<Markup>,
) -> Markup {
    let told = Told {
        language,
        vendor,
        request: None,
    };
    let rows = fields.iter().enumerate().flat_map(|(index, field)| {
        let mut rows = told.member(field, 0);
        if let (Some(said), Some(row)) = (presence(index), rows.first_mut()) {
            row.presence = said;
        }
        rows
    });
    table(language, &rows.collect::<Vec<_>>())
}

fn combinations(
    language: Language,
    siblings: Siblings<'_>,
    combinations: &[crate::model::Combination],
) -> Markup {
    html! {
        @if !combinations.is_empty() {
            ul {
                @for combination in combinations {
                    li { (words::sentence(&words::combination(language, siblings, combination))) }
                }
            }
        }
    }
}

fn place_title(language: Language, place: Place) -> &'static str {
    match place {
        Place::Path => language.say("경로", "Path"),
        Place::Query => language.say("쿼리", "Query"),
        Place::Header => language.say("헤더", "Headers"),
        Place::Body | Place::Received => language.say("본문", "Body"),
        Place::Input => language.say(
            "보내지 않고 계산에 쓰는 값",
            "Not sent: what values are made of",
        ),
        Place::Stored => language.say("요청할 때 저장한 값", "What was stored with the request"),
    }
}

fn table(language: Language, rows: &[Row]) -> Markup {
    html! {
        table {
            (language.heads(&[
                ("이름", "Name"),
                ("설명", "Meaning"),
                ("타입", "Type"),
                ("필수 여부", "Presence"),
                ("규칙", "Rules"),
            ]))
            tbody {
                @for row in rows { (line(language, row)) }
            }
        }
    }
}

fn line(language: Language, row: &Row) -> Markup {
    html! {
        tr {
            td class=(format!("depth-{}", row.depth.min(4))) { code { (row.wire) } }
            td { (row.label) }
            td { (row.kind) }
            td { (row.presence) }
            td {
                @if let Some(made) = &row.made { (made) @if !row.rules.is_empty() { br; } }
                @for (index, rule) in row.rules.iter().enumerate() {
                    @if index > 0 { "; " }
                    (rule)
                }
                @if let Some(example) = &row.example {
                    @if !row.rules.is_empty() || row.made.is_some() { br; }
                    (language.say("예:", "Example:")) " " code { (example) }
                }
            }
        }
    }
}

/// Of whom something is told.
#[derive(Clone, Copy)]
struct Told<'m> {
    language: Language,
    vendor: &'m Vendor,
    /// The request whose fields these are, if it is one.
    request: Option<&'m Request>,
}

impl Told<'_> {
    fn fields(
        self,
        place: Place,
        fields: &[Field],
        siblings: Siblings<'_>,
        depth: usize,
    ) -> Vec<Row> {
        let fields = fields.iter().enumerate();
        let rows = fields.flat_map(|(index, field)| {
            let at = FieldRef { place, index };
            let own = Row {
                depth,
                wire: field.wire.clone(),
                label: self.label(&field.facts),
                kind: self.kind(&field.facts.content),
                presence: self.presence(siblings, field),
                made: self.made(&field.source),
                rules: self.rules(Placed { at, field }),
                example: field.facts.example.clone(),
            };
            let inside = field.objects().map(|Items { members, .. }| {
                self.fields(place, members, Siblings::Object(members), depth + 1)
            });
            [own].into_iter().chain(inside.into_iter().flatten())
        });
        rows.collect()
    }

    fn member(self, field: &AnswerField, depth: usize) -> Vec<Row> {
        let AnswerField {
            path,
            facts,
            length,
            count,
            part,
            ..
        } = field;
        let length = length.map(|length| words::length(self.language, length));
        let count = count.map(|count| words::count(self.language, count));
        let rules = length.into_iter().chain(count);
        let own = Row {
            depth,
            wire: path.to_string(),
            label: self.label(facts),
            kind: self.kind(&facts.content),
            presence: self.part(*part),
            made: None,
            rules: rules.map(|rule| words::sentence(&rule)).collect(),
            example: facts.example.clone(),
        };
        let inside = match &facts.content {
            Content::Nested(Members { fields, .. }) => fields.as_slice(),
            Content::One(_) | Content::Values(_) => &[],
        };
        let inside = inside
            .iter()
            .flat_map(|field| self.member(field, depth + 1));
        [own].into_iter().chain(inside).collect()
    }

    fn label<N>(self, facts: &Facts<N>) -> Markup {
        html! {
            (self.language.label(&facts.label))
            @if facts.sensitive {
                " " span.mark { (self.language.say("기록 금지", "not for logs")) }
            }
            @if let Some(note) = &facts.note { br; (self.language.prose(note)) }
            @if let Some(citation) = &facts.citation {
                br; (self.language.say("출처:", "source:")) " "
                (documentation::source(self.language, self.vendor, citation))
            }
            @for quirk in &facts.quirks { (documentation::quirk(self.language, quirk)) }
        }
    }

    fn presence(self, siblings: Siblings<'_>, field: &Field) -> Markup {
        match &field.source {
            Source::Caller => words::presence(self.language, siblings, &field.presence),
            Source::Supplied(_) => html! {
                (self.language.say("클라이언트가 채움", "the client supplies it"))
            },
        }
    }

    /// What makes a value that no caller gives.
    fn made(self, source: &Source) -> Option<Markup> {
        let language = self.language;
        let expression = match source {
            Source::Caller => return None,
            Source::Supplied(expression) => expression,
        };
        Some(match expression {
            Expression::Literal(text) => html! {
                (language.say("고정값", "always")) " " code { (text) }
            },
            Expression::Credential(id) => html! {
                @if let Some(credential) = self.vendor.credentials.get(id.0) {
                    (language.say("가맹점 정보", "credential")) " "
                    a href=(format!("#credential-{}", credential.name)) { (credential.name) }
                }
            },
            Expression::Session(id) => html! {
                @let session = self.vendor.sessions.get(id.0);
                @if let Some(issuer) = session.and_then(|known| self.vendor.operations.get(known.operation.0)) {
                    (language.say("토큰:", "token of")) " "
                    a href=(format!("#{}", issuer.request.name)) { (issuer.request.name) }
                }
            },
            other => html! {
                (language.say("계산:", "computed:")) " "
                @if let Some(request) = self.request {
                    span lang="en" { (crate::diff::recipe_in_words(self.vendor, request, other)) }
                }
            },
        })
    }

    fn rules(self, placed: Placed<'_>) -> Vec<Markup> {
        let charset = self
            .request
            .map_or(Charset::Utf8, |request| request.charset);
        let rules = placed.rules(charset, &self.vendor.enumerations);
        let rules = rules.iter().filter(|rule| !is_said_by_type(rule));
        let said = rules.map(|rule| words::rule(self.language, rule, &self.vendor.enumerations));
        said.map(|rule| words::sentence(&rule)).collect()
    }

    fn part(self, part: Part) -> Markup {
        let language = self.language;
        match part {
            Part::Always => html! { strong { (language.say("항상", "always")) } },
            Part::OnSuccess => {
                html! { (language.say("성공 응답에는 항상", "in every answer that accepts")) }
            }
            Part::Optional => html! { (language.say("없을 수 있음", "may be absent")) },
        }
    }

    fn kind<N: Nested>(self, content: &Content<N>) -> Markup {
        let language = self.language;
        match content {
            Content::One(kind) => self.value(kind),
            Content::Values(kind) => html! {
                (language.say("목록:", "list of")) " " (self.value(kind))
            },
            Content::Nested(nested) => html! {
                (match nested.layout() {
                    Layout::Object => language.say("객체", "object"),
                    Layout::List => language.say("객체 목록", "list of objects"),
                    Layout::ListOrObject => language.say("객체 목록 또는 객체", "list of objects, or one"),
                    Layout::JsonText => language.say("JSON 객체가 든 문자열", "text that holds a JSON object"),
                })
            },
        }
    }

    fn value(self, kind: &Kind) -> Markup {
        let language = self.language;
        let text = |korean, english| html! { (language.say(korean, english)) };
        match kind {
            Kind::Text => text("문자열", "text"),
            Kind::Digits => text("숫자 문자열", "digits"),
            Kind::Amount { .. } => text("금액", "amount"),
            Kind::Integer { .. } => text("정수", "whole number"),
            Kind::Decimal { .. } => text("소수", "decimal number"),
            Kind::Boolean => text("참/거짓", "true or false"),
            Kind::Enumeration { id, .. } => super::values::link(language, self.vendor, *id),
            Kind::DateTime(format) => {
                html! { (language.say("일시", "time")) " " code { (format.mask()) } }
            }
            Kind::TimeOr(format, id) => html! {
                (language.say("일시", "time")) " " code { (format.mask()) }
                (language.say(" 또는 ", " or ")) (super::values::link(language, self.vendor, *id))
            },
            Kind::Joined { separator } => html! {
                (language.say("이어 붙인 문자열, 구분자", "texts joined by")) " " code { (separator) }
            },
            Kind::EmvQr => text("EMV QR 코드", "EMV QR code"),
            Kind::Base64 => text("base64", "base64"),
        }
    }
}

/// Whether the column of types says it.
fn is_said_by_type(rule: &Rule) -> bool {
    match rule {
        Rule::Flag
        | Rule::Listed(_)
        | Rule::Time(_)
        | Rule::TimeOr(..)
        | Rule::EmvQr
        | Rule::Base64
        | Rule::DigitsOnly
        | Rule::NoSeparator(_) => true,
        Rule::Count(_)
        | Rule::Length(_)
        | Rule::Characters(_)
        | Rule::OneLine
        | Rule::Lines
        | Rule::HeaderText
        | Rule::InEucKr
        | Rule::Amount { .. }
        | Rule::NotZero
        | Rule::Range { .. }
        | Rule::Decimal(_) => false,
    }
}
