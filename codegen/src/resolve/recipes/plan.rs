//! Planning of one operation: values and supplied fields in an order in which they can be computed.

use std::collections::{HashMap, HashSet};

use super::answered::{Answered, StoredBefore};
use super::numbers::random_bytes;
use super::secrecy::{HiddenFields, Secrets};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BodyEncoding, Charset, Computed, CredentialKind, Expression, FieldRef, Method, Name, Quirk,
    Source, Stage, Uses, Value, ValueType, reserved,
};
use crate::resolve::context::{Context, FieldSource, References, Supply};
use crate::resolve::documentation::quirks;
use crate::resolve::notation::moment::clock_format;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, ChoiceKind, Field, Named, ValueKind};

/// Everything a recipe of one operation can refer to, and what has been computed so far.
pub(crate) struct Planner<'c, 's> {
    pub context: &'c Context<'s>,
    /// The fields that recipes can name, by wire name.
    pub fields: References<'s>,
    /// How the request is asked; what has arrived is not.
    pub method: Option<Method>,
    /// The request that is answered, where the recipe is of the proof of an answer.
    pub answered: Option<Answered<'s>>,
    /// Whether the recipes are of the keys that open what arrives.
    pub opens_what_arrives: bool,
    /// The member that holds what arrives encrypted.
    pub envelope: Option<&'s Text>,
    /// What the merchant stored, where the recipe is of the proof of a notification.
    pub stored: Option<StoredBefore<'s>>,
    /// Whether there is a body for recipes to take in.
    pub has_body: bool,
    /// In which charset the message is that the recipes are of.
    pub charset: Charset,
    /// Whether the body is JSON, whatever the client chooses.
    pub is_json: bool,
    pub computed: Vec<Computed>,
    /// The fields that recipes and templates have named so far.
    pub named: HashSet<FieldRef>,
    hidden: HiddenFields,
    /// The values that the spec itself declares `secret`.
    declared_secret: HashSet<Value>,
    /// The values that are being planned, each for the one before it, and where that one names it.
    pub(super) chain: Vec<(&'s str, Span)>,
    values: HashMap<&'s str, Planned>,
    clocks: HashMap<FieldRef, Option<Value>>,
}

/// Real values need three or four others one below the other.
const DEEPEST: usize = 100;

/// How far a value has come.
#[derive(Clone, Copy)]
enum Planned {
    Started,
    Ready(Value),
    Failed,
}
impl<'c, 's> Planner<'c, 's> {
    pub(crate) fn new(
        context: &'c Context<'s>,
        fields: References<'s>,
        method: Option<Method>,
        encodings: &[BodyEncoding],
    ) -> Self {
        Self {
            context,
            hidden: HiddenFields::of(fields.values().copied()),
            fields,
            method,
            answered: None,
            opens_what_arrives: false,
            envelope: None,
            stored: None,
            has_body: !encodings.is_empty(),
            charset: Charset::Utf8,
            is_json: encodings == [BodyEncoding::Json],
            computed: Vec::new(),
            named: HashSet::new(),
            declared_secret: HashSet::new(),
            chain: Vec::new(),
            values: HashMap::new(),
            clocks: HashMap::new(),
        }
    }

    /// The values that the operation needs, directly or through others.
    pub(crate) fn used_values(&self) -> impl Iterator<Item = &'s str> {
        self.values.keys().copied()
    }

    /// The values that fields send because the spec gives a reason, directly or through others.
    pub(crate) fn sent_values(&self, sources: &[Vec<FieldSource>; 5]) -> Vec<&'s str> {
        let secrets = self.secrets();
        let supplied = sources.iter().flatten().map(|field| &field.source);
        let sent = supplied.flat_map(|source| match source {
            Source::Supplied(expression) => secrets.sent_for_a_reason(expression),
            Source::Caller => Vec::new(),
        });
        let sent: HashSet<Value> = sent.collect();
        let named = self.values.iter().filter(|(_, planned)| match planned {
            Planned::Ready(value) => sent.contains(value),
            Planned::Started | Planned::Failed => false,
        });
        named.map(|(name, _)| *name).collect()
    }

    /// What is known of the secrecy of the operation's inputs.
    pub(crate) fn secrets(&self) -> Secrets<'_> {
        Secrets {
            credentials: &self.context.credentials,
            computed: &self.computed,
            declared: &self.declared_secret,
            fields: &self.hidden,
            stored: self.stored.as_ref().map(|stored| &stored.secret),
        }
    }

    /// What supplies a field that the caller does not give.
    pub(crate) fn supplied(
        &mut self,
        place: FieldRef,
        field: &'s Named<Field>,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        if let Some(constant) = &field.value.constant {
            return Some(Expression::Literal(constant.value.clone()));
        }
        let from = field.value.from.as_ref()?;
        let expression = match self.context.supply(&from.value) {
            None => {
                let unknown = Diagnostic::new(
                    DiagnosticCode::UnknownName,
                    from.span,
                    format!("nothing is called `{}`", from.value),
                )
                .suggest(&from.value, self.context.supply_names())
                .note("`from` names one of the vendor's `values`, `credentials` or `sessions`");
                let Some(meant) = self.context.suggested(&unknown) else {
                    out.push(unknown);
                    return None;
                };
                out.push_read_as_meant(unknown);
                return match meant {
                    Supply::Value(value) if value.value.is_clock() => {
                        self.clock_field(place, field, value, out)
                    }
                    meant => self.supply(meant, from, out),
                };
            }
            Some(Supply::Value(value)) if value.value.is_clock() => {
                out.refers(from.span, value.name.span);
                return self.clock_field(place, field, value, out);
            }
            Some(supply) => self.supply(supply, from, out)?,
        };
        if let Some(format) = &field.value.format {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                format.span,
                "only a clock value has a format",
            )
            .also(from.span, "this is none")
            .help("remove `format`");
            out.push(conflict);
        }
        self.of_type(&expression, ValueType::Text, from, out)
    }

    /// A field that shows the clock gets a computed value of its own, which recipes then refer to.
    fn clock_field(
        &mut self,
        place: FieldRef,
        field: &'s Named<Field>,
        clock: &Named<spec::Value>,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        if let Some(known) = self.clocks.get(&place) {
            return known.map(Expression::Value);
        }
        let from = field.value.from.as_ref();
        let asked_at = from.map_or(field.name.span, |from| from.span);
        let expression = self.clock(clock, field.value.format.as_ref(), asked_at, out);
        let name = field.value.rust_name.as_ref().map_or_else(
            || Name::from_wire(&field.name.value),
            |name| Name::parse(&name.value),
        );
        let value = match (expression, name) {
            (Some(expression), Ok(name)) => Some(self.push(name, expression, Vec::new())),
            _ => None,
        };
        self.clocks.insert(place, value);
        value.map(Expression::Value)
    }

    pub(crate) fn clock(
        &self,
        clock: &Named<spec::Value>,
        format: Option<&Text>,
        place: Span,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let ValueKind::Clock(zone) = &clock.value.kind else {
            return None;
        };
        let Some(format) = format else {
            let missing = Diagnostic::new(
                DiagnosticCode::MissingKey,
                place,
                format!("`{}` is a clock: how is it written?", clock.name.value),
            )
            .help("give `format:`, such as `yyyyMMddHHmmss`");
            out.push(missing);
            return None;
        };
        Some(Expression::Clock {
            zone: zone.value,
            format: clock_format(zone.value, format, out)?,
        })
    }

    pub(crate) fn supply(
        &mut self,
        supply: Supply<'s>,
        name: &Text,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        self.context.refers(name, supply, out);
        match supply {
            Supply::Value(value) => self.value(value, name.span, out).map(Expression::Value),
            Supply::Session(session) => Some(Expression::Session(session)),
            Supply::Credential(id) => {
                let is_text = self
                    .context
                    .credentials
                    .get(id.0)
                    .is_some_and(|credential| credential.kind == CredentialKind::Text);
                if !is_text {
                    let problem = Diagnostic::new(
                        DiagnosticCode::RecipeType,
                        name.span,
                        format!("`{}` is a key, not a text", name.value),
                    )
                    .help("a key is an operand of a signing step: `rsa_sha256: NAME`");
                    out.push(problem);
                    return None;
                }
                Some(Expression::Credential(id))
            }
        }
    }

    /// The computed value of a named value, planned with everything it needs the first time it is asked for.
    pub(super) fn value(
        &mut self,
        value: &'s Named<spec::Value>,
        used_at: Span,
        out: &mut Diagnostics,
    ) -> Option<Value> {
        let name = value.name.value.as_str();
        match self.values.get(name) {
            Some(Planned::Ready(ready)) => return Some(*ready),
            Some(Planned::Failed) => return None,
            Some(Planned::Started) => {
                out.push(self.cycle(name, used_at));
                return None;
            }
            None => {}
        }
        if self.chain.len() == DEEPEST {
            let message = format!("values need each other more than {DEEPEST} deep");
            let problem = Diagnostic::new(DiagnosticCode::TooLarge, used_at, message)
                .help("write what they make into fewer values");
            out.push(problem);
            return None;
        }
        self.chain.push((name, used_at));
        self.values.insert(name, Planned::Started);
        let planned = self
            .value_expression(value, used_at, out)
            .and_then(|expression| {
                let name = Name::parse(name).ok()?;
                let declared = Some(name.clone());
                let sent_because = self.sent_because(value, &expression, out);
                let ready = self.push(name, expression, quirks(&value.value.quirks));
                let computed = self.computed.get_mut(ready.0)?;
                computed.declared = declared;
                computed.sent_because = sent_because;
                if value.value.secret {
                    computed.secret = true;
                    self.declared_secret.insert(ready);
                }
                Some(ready)
            });
        self.chain.pop();
        self.values
            .insert(name, planned.map_or(Planned::Failed, Planned::Ready));
        planned
    }

    /// Values that need each other in a circle, as the chain of them. It is told where it is first written.
    fn cycle(&self, name: &str, used_at: Span) -> Diagnostic {
        let from = self.chain.iter().position(|(known, _)| *known == name);
        let ring = self.chain.get(from.unwrap_or_default()..);
        // Each of them with the place where the one before it names it; for the first that is the last one.
        let mut ring = ring.unwrap_or_default().to_vec();
        if let Some(first) = ring.first_mut() {
            first.1 = used_at;
        }
        let start = (0..ring.len()).min_by_key(|index| ring.get(*index).map(|named| named.1));
        ring.rotate_left(start.unwrap_or_default());
        let mut named = ring.iter().map(|(name, _)| format!("`{name}`"));
        let last = ring.last().map_or(name, |(name, _)| *name);
        let message = match ring.len() {
            0 | 1 => format!("`{name}` needs itself"),
            _ => format!(
                "values need each other in a circle: `{last}` needs {}",
                named.by_ref().collect::<Vec<_>>().join(", which needs ")
            ),
        };
        let mut places = ring.iter().map(|(_, place)| *place);
        let first = places.next().unwrap_or(used_at);
        let cycle = Diagnostic::new(DiagnosticCode::Cycle, first, message);
        let cycle = places.fold(cycle, |cycle, place| cycle.also(place, "and here"));
        cycle
            .note("a value can only be computed from values that do not need it")
            .help("take one of these names out of its recipe or template")
    }

    pub(super) fn value_expression(
        &mut self,
        value: &'s Named<spec::Value>,
        used_at: Span,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        match &value.value.kind {
            ValueKind::Unreadable => None,
            ValueKind::Clock(_) => {
                let problem = Diagnostic::new(DiagnosticCode::RecipeType, used_at, format!("`{}` is a clock, not a text", value.name.value))
                    .help("name a field that shows it, or write it into a template as `{name:yyyyMMddHHmmss}`");
                out.push(problem);
                None
            }
            ValueKind::Random(random) => random_bytes(random, out),
            ValueKind::Template(text) => self.template(text, out),
            ValueKind::Recipe(recipe) => self.recipe(recipe, out),
            ValueKind::Choices(choices) => {
                let option = *self.context.value_options.get(value.name.value.as_str())?;
                let arms: Vec<_> = choices
                    .iter()
                    .map(|choice| self.arm(&choice.value.kind, out))
                    .collect();
                let arms: Vec<Expression> = arms.into_iter().collect::<Option<_>>()?;
                self.arms_agree(&arms, &value.name, out)?;
                Some(Expression::Variant(option, arms))
            }
        }
    }

    fn arm(&mut self, kind: &'s ChoiceKind, out: &mut Diagnostics) -> Option<Expression> {
        match kind {
            ChoiceKind::Recipe(recipe) => self.recipe(recipe, out),
            ChoiceKind::Template(template) => self.template(template, out),
        }
    }

    fn arms_agree(&self, arms: &[Expression], name: &Text, out: &mut Diagnostics) -> Option<()> {
        let mut types = arms.iter().map(|arm| self.type_of(arm));
        let first = types.next()?;
        if types.all(|other| other == first) {
            return Some(());
        }
        let problem = Diagnostic::new(
            DiagnosticCode::RecipeType,
            name.span,
            format!("the choices of `{}` yield text and bytes", name.value),
        )
        .help("end every choice with the same kind of step, such as `hex`");
        out.push(problem);
        None
    }

    fn push(&mut self, name: Name, expression: Expression, quirks: Vec<Quirk>) -> Value {
        let stage = self.stage_of(&expression);
        let secret = self.secrets().only_secrets(&expression);
        self.computed.push(Computed {
            name: self.free_name(name),
            declared: None,
            expression,
            stage,
            secret,
            sent_because: None,
            quirks,
        });
        Value(self.computed.len() - 1)
    }

    /// Computed values become variables: none may be called like another, or like a word that the
    /// generated method uses.
    fn free_name(&self, name: Name) -> Name {
        let taken = self.computed.iter().any(|computed| computed.name == name);
        let word = name.snake();
        let used = reserved::VARIABLES.contains(&word)
            || reserved::runtime_functions().any(|function| function == word);
        let of_ciphers = word.ends_with("_cipher") || word.ends_with("_opener");
        if taken || used || of_ciphers {
            self.free_name(name.with_suffix("value"))
        } else {
            name
        }
    }

    /// The field that stands at a place, as it is written.
    pub(super) fn field_at(&self, place: FieldRef) -> Option<&'s Named<Field>> {
        let of_request = self
            .answered
            .iter()
            .flat_map(|answered| answered.request.values());
        let stored = self.stored.iter().flat_map(|stored| stored.values.values());
        let mut fields = self.fields.values().chain(of_request).chain(stored);
        fields
            .find(|(known, _)| *known == place)
            .map(|(_, field)| *field)
    }

    /// When an expression can be computed.
    pub(crate) fn stage_of(&self, expression: &Expression) -> Stage {
        let mut stage = Stage::BeforeAddress;
        expression.any(&mut |part| {
            let needs = match part.uses() {
                Uses::Body => Stage::AfterBody,
                Uses::Address => Stage::BeforeBody,
                Uses::Value(value) => self
                    .computed
                    .get(value.0)
                    .map_or(Stage::BeforeAddress, |computed| computed.stage),
                Uses::Cipher(cipher) => self.stage_of_cipher(cipher),
                Uses::Nothing
                | Uses::Credential(_)
                | Uses::PrivateKey(_)
                | Uses::Field(_)
                | Uses::Received
                | Uses::Session(_)
                | Uses::Clock
                | Uses::Chance
                | Uses::Option(_) => Stage::BeforeAddress,
            };
            stage = stage.max(needs);
            false
        });
        stage
    }

    /// What an expression yields.
    pub(crate) fn type_of(&self, expression: &Expression) -> ValueType {
        expression.value_type(&self.computed)
    }

    pub(crate) fn of_type(
        &self,
        expression: &Expression,
        wanted: ValueType,
        at: &Text,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        if self.type_of(expression) == wanted {
            return Some(expression.clone());
        }
        let problem = match wanted {
            ValueType::Text => Diagnostic::new(
                DiagnosticCode::RecipeType,
                at.span,
                format!("`{}` yields bytes where text is needed", at.value),
            )
            .help("write the bytes down with `hex` or `base64` first"),
            ValueType::Bytes => Diagnostic::new(
                DiagnosticCode::RecipeType,
                at.span,
                format!("`{}` takes bytes, and text comes before it", at.value),
            )
            .help("hash or sign the text first, or turn it into bytes with `utf8`"),
        };
        out.push(problem);
        None
    }
}
