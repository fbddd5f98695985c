//! What a traced request is made with: from an example, from arguments and the environment.

use kpg_codegen::model::{
    Content, CredentialId, Example, ExampleSupply, ExampleValue, FieldRef, Name, OptionId, Request,
    SessionId, Source, Vendor,
};

use super::arguments::Arguments;
use crate::output::Failure;

/// What a request is made with.
#[derive(Debug)]
pub struct MadeWith {
    pub supply: ExampleSupply,
    pub values: Vec<(FieldRef, ExampleValue)>,
    /// What nobody gave and was made up here.
    pub made_up: Vec<&'static str>,
}

/// The operation or form of a name.
pub fn request<'v>(vendor: &'v Vendor, name: &str) -> Result<&'v Request, Failure> {
    let found = vendor
        .requests()
        .find(|request| request.name.snake() == name);
    found.ok_or_else(|| {
        let known: Vec<&str> = vendor
            .requests()
            .map(|request| request.name.snake())
            .collect();
        no_such("operation", name, &known)
    })
}

fn no_such(what: &str, name: &str, known: &[&str]) -> Failure {
    Failure::NoAnswer(format!(
        "there is no {what} `{name}`; there are {}",
        known.join(", ")
    ))
}

pub fn made_with(
    vendor: &Vendor,
    request: &Request,
    arguments: &Arguments,
) -> Result<MadeWith, Failure> {
    let example = match &arguments.example {
        Some(name) => Some(example(request, name)?),
        None => None,
    };
    let mut made_with = MadeWith {
        supply: example
            .map(|example| example.supply.clone())
            .unwrap_or_default(),
        values: example
            .map(|example| example.given.clone())
            .unwrap_or_default(),
        made_up: Vec::new(),
    };
    for assigned in &arguments.values {
        made_with.set(vendor, request, (assigned.name(), assigned.text()))?;
    }
    for secret in &arguments.secrets {
        let given = secret.read()?;
        made_with.set(vendor, request, (&given.name, &given.text))?;
    }
    if let Some(name) = &arguments.environment {
        let environments = &vendor.environments;
        let mut known = environments.iter();
        let found = known.position(|environment| environment.name.snake() == name);
        made_with.supply.environment = Some(found.ok_or_else(|| {
            let known: Vec<&str> = environments
                .iter()
                .map(|known| known.name.snake())
                .collect();
            no_such("environment", name, &known)
        })?);
    }
    made_with.clock(arguments.clock.as_deref())?;
    made_with.random(arguments.random.as_deref())?;
    Ok(made_with)
}

fn example<'r>(request: &'r Request, name: &str) -> Result<&'r Example, Failure> {
    let examples = request.examples.list();
    let found = examples.iter().find(|example| example.name.snake() == name);
    found.ok_or_else(|| {
        let known: Vec<&str> = examples.iter().map(|known| known.name.snake()).collect();
        match known.is_empty() {
            true => Failure::NoAnswer(format!("`{}` has no examples", request.name)),
            false => no_such("example", name, &known),
        }
    })
}

/// The value of a field that was given as one text.
fn given_value<N>(name: &str, content: &Content<N>, text: &str) -> Result<ExampleValue, Failure> {
    match content {
        Content::One(_) => Ok(ExampleValue::Text(text.to_owned())),
        Content::Values(_) => {
            let items = text
                .split(',')
                .map(|item| ExampleValue::Text(item.to_owned()));
            Ok(ExampleValue::List(items.collect()))
        }
        Content::Nested(_) => Err(Failure::NoAnswer(format!(
            "`{name}` is a list of objects: write it into an example of the spec, and name that with `--example`"
        ))),
    }
}

fn position<T>(known: &[T], is_it: impl FnMut(&T) -> bool) -> Option<usize> {
    known.iter().position(is_it)
}

/// What was given last holds.
fn replace<K: PartialEq, V>(given: &mut Vec<(K, V)>, key: K, value: V) {
    given.retain(|(known, _)| *known != key);
    given.push((key, value));
}

impl MadeWith {
    /// Sets what has this name: a field of the request, a credential, a session's token or an option.
    fn set(
        &mut self,
        vendor: &Vendor,
        request: &Request,
        (name, text): (&str, &str),
    ) -> Result<(), Failure> {
        let named = |known: &Name| known.snake() == name;
        if let Some(field) = request
            .placed_fields()
            .find(|placed| placed.field.wire == name && placed.field.source == Source::Caller)
        {
            let value = given_value(name, &field.field.facts.content, text)?;
            replace(&mut self.values, field.at, value);
        } else if let Some(index) = position(&vendor.credentials, |known| named(&known.name)) {
            replace(
                &mut self.supply.credentials,
                CredentialId(index),
                text.to_owned(),
            );
        } else if let Some(index) = position(&vendor.sessions, |known| named(&known.name)) {
            replace(&mut self.supply.tokens, SessionId(index), text.to_owned());
        } else if let Some(index) = position(&vendor.options, |known| named(&known.name)) {
            let option = vendor.options.get(index);
            let choices = option.map_or(&[][..], |option| &option.choices);
            let chosen = position(choices, |choice| choice.name.snake() == text);
            let chosen = chosen.ok_or_else(|| {
                let known: Vec<&str> = choices.iter().map(|choice| choice.name.snake()).collect();
                no_such(&format!("choice of `{name}`"), text, &known)
            })?;
            replace(&mut self.supply.options, OptionId(index), chosen);
        } else {
            let fields = request.caller_fields().map(|field| field.wire.as_str());
            let credentials = vendor.credentials.iter().map(|known| known.name.snake());
            let sessions = vendor.sessions.iter().map(|known| known.name.snake());
            let options = vendor.options.iter().map(|known| known.name.snake());
            let known = fields.chain(credentials).chain(sessions).chain(options);
            let known: Vec<&str> = known.collect();
            return Err(no_such("field, credential or option", name, &known));
        }
        Ok(())
    }

    fn clock(&mut self, written: Option<&str>) -> Result<(), Failure> {
        if let Some(written) = written {
            let moment = written.parse::<jiff::Timestamp>();
            let moment = moment.map_err(|_| {
                Failure::NoAnswer(format!(
                    "`{written}` is no moment; write it as `2022-11-08T12:08:14.608+09:00`"
                ))
            })?;
            self.supply.clock = Some(moment.as_millisecond());
        }
        if self.supply.clock.is_none() {
            self.supply.clock = Some(jiff::Timestamp::now().as_millisecond());
            self.made_up.push("the clock; the time of now is taken");
        }
        Ok(())
    }

    fn random(&mut self, written: Option<&str>) -> Result<(), Failure> {
        if let Some(written) = written {
            let pairs = written.as_bytes().chunks(2).map(|pair| {
                let digits = std::str::from_utf8(pair).ok()?;
                u8::from_str_radix(digits, 16)
                    .ok()
                    .filter(|_| digits.len() == 2)
            });
            let bytes = pairs.collect::<Option<Vec<u8>>>();
            let bytes = bytes.filter(|bytes| !bytes.is_empty());
            self.supply.random = Some(bytes.ok_or_else(|| {
                Failure::NoAnswer("`--random` takes pairs of hexadecimal digits: `0a1b2c3d`".into())
            })?);
        }
        if self.supply.random.is_none() {
            self.supply.random = Some(vec![0]);
            self.made_up.push("random bytes; zeros are taken");
        }
        Ok(())
    }
}
