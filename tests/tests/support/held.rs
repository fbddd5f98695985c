//! Examples of specs as the generated tests use them: what a client is made with, and what it must make. Everything that
//! is expected is read from the spec, and comes from outside kpg.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;
use kpg::runtime::{
    BaseUrl, BrowserForm, CallError, FixedSource, HttpAnswer, HttpRequest, Outcome, PrivateKey,
    PublicKey, ResultCode, Sensitive, Transport, TransportError,
};
use kpg_codegen::model::{
    AnswerOutcome, CredentialId, Envelope, Example, FieldRef, Name, NoticeExample, NoticeOutcome,
    Notification, Place, Request, Vendor, Zone,
};
use kpg_recipes::forward::{Given, forward};
use kpg_recipes::{charset, examples, genuine, rsa_keys};

use crate::fixtures;

/// A transport that is never used.
#[derive(Clone, Copy, Debug)]
pub struct Unsent;

impl Transport for Unsent {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        unreachable!("an example sends nothing")
    }
}

/// An address of nobody, for vendors that publish none.
#[must_use]
pub fn nowhere() -> BaseUrl {
    fixtures::address("https://vendor.invalid")
}

/// Bytes that an example gives as base64.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    let decoded = kpg_recipes::crypto::decode(kpg_codegen::model::TextEncoding::Base64, text);
    decoded.expect("base64")
}

fn of_credential<'c>(
    vendor: &Vendor,
    credentials: &'c [(CredentialId, String)],
    name: &str,
) -> &'c str {
    let position = vendor
        .credentials
        .iter()
        .position(|known| known.name.snake() == name);
    let id = CredentialId(position.expect("a credential"));
    let found = credentials.iter().find(|(known, _)| *known == id);
    &found.expect("the example gives it").1
}

/// An example of a request.
#[derive(Debug)]
pub struct Held {
    vendor: Vendor,
    request: Request,
    example: Example,
    /// The format in which answers arrive; none of a form.
    answers: Option<kpg_codegen::model::Format>,
}

impl Held {
    /// The example of this name.
    ///
    /// # Panics
    ///
    /// When the spec has none.
    #[must_use]
    pub fn of(vendor: &str, owner: &str, example: &str) -> Self {
        let vendor = fixtures::vendor(vendor).expect("the spec compiles");
        let request = vendor
            .requests()
            .find(|request| request.name.snake() == owner);
        let request = request.expect("an operation or form").clone();
        let mut operations = vendor.operations.iter();
        let operation = operations.find(|operation| operation.name.snake() == owner);
        let answers = operation.map(|operation| operation.answer.format.clone());
        let mut list = request.examples.list().iter();
        let found = list.find(|known| known.name.snake() == example);
        Self {
            example: found.expect("an example").clone(),
            vendor,
            request,
            answers,
        }
    }

    /// A text credential.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        of_credential(&self.vendor, &self.example.supply.credentials, name).to_owned()
    }

    /// A private key.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn private_key(&self, name: &str) -> PrivateKey {
        PrivateKey::from_pem(&self.text(name)).expect("a private key")
    }

    /// A public key, of which an example may give the private half.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn public_key(&self, name: &str) -> PublicKey {
        let pem = rsa_keys::public_pem(&self.text(name)).expect("a public key");
        PublicKey::from_pem(&pem).expect("a public key")
    }

    /// The clock and chance of the example.
    #[must_use]
    pub fn source(&self) -> FixedSource {
        let clock = self.example.supply.clock.unwrap_or_default();
        let clock = Duration::from_millis(u64::try_from(clock).unwrap_or_default());
        let random = self.example.supply.random.clone().unwrap_or_default();
        FixedSource::new(SystemTime::UNIX_EPOCH + clock, random)
    }

    /// The token of the session that the request carries.
    #[must_use]
    pub fn token(&self) -> Option<Sensitive<String>> {
        let session = self.request.session?;
        let mut tokens = self.example.supply.tokens.iter();
        let found = tokens.find(|(known, _)| *known == session);
        let text = found.map_or("TEST-TOKEN", |(_, text)| text.as_str());
        Some(Sensitive::new(text.to_owned()))
    }

    /// What is sent is what the example says.
    ///
    /// # Panics
    ///
    /// When it is not.
    #[track_caller]
    pub fn sent(&self, sent: &HttpRequest) {
        let Some(expected) = &self.example.sends else {
            return;
        };
        let (owner, name) = (&self.request.name, &self.example.name);
        if let Some(url) = &expected.url {
            assert_eq!(sent.url().as_str(), url, "{owner}, {name}: address");
        }
        let body = sent.body().map(|body| body.bytes()).unwrap_or_default();
        let is_chance = matches!(self.request.envelope, Some(Envelope::Jwe { .. }));
        if let Some(text) = expected.body.as_ref().filter(|_| !is_chance) {
            let bytes = charset::encode(self.request.charset, text);
            let shown = charset::shown(self.request.charset, body);
            assert_eq!(&shown, text, "{owner}, {name}: body");
            assert_eq!(bytes.as_deref(), Some(body), "{owner}, {name}: body");
        }
        let known = self.without_chance();
        for (at, text) in expected.fields.iter().filter(|(at, _)| known.contains(at)) {
            let field = self.request.field(*at).expect("a field");
            let found = match at.place {
                Place::Header => sent
                    .headers()
                    .get(field.wire.as_str())
                    .and_then(|it| it.to_str().ok())
                    .map(str::to_owned),
                Place::Body if self.request.envelope.is_none() => self.member(sent, &field.wire),
                // The address has them, and an encrypted body.
                _ => continue,
            };
            assert_eq!(
                found.as_ref(),
                Some(text),
                "{owner}, {name}: {}",
                field.wire
            );
        }
    }

    fn member(&self, sent: &HttpRequest, wire: &str) -> Option<String> {
        let body = sent.body()?;
        let word = match body.encoding() {
            kpg::runtime::Encoding::Json => kpg_codegen::model::BodyEncoding::Json,
            kpg::runtime::Encoding::Form => kpg_codegen::model::BodyEncoding::Form,
            kpg::runtime::Encoding::Lines => kpg_codegen::model::BodyEncoding::Lines,
        };
        let members = examples::members(word, self.request.charset, body.bytes()).ok()?;
        let found = members.into_iter().find(|(name, _)| name == wire);
        found.map(|(_, text)| text)
    }

    /// The fields that are not made of a body with chance in it.
    fn without_chance(&self) -> Vec<FieldRef> {
        let given = Given {
            supply: &self.example.supply,
            values: &self.example.given,
            body: None,
            known: &[],
            signatures: &[],
        };
        let traced = forward(&self.vendor, &self.request, given);
        let known = traced
            .fields
            .into_iter()
            .filter(|field| field.sent.is_some());
        known.map(|field| field.at).collect()
    }

    /// What a browser posts is what the example says.
    ///
    /// # Panics
    ///
    /// When it is not.
    #[track_caller]
    pub fn posted(&self, form: &BrowserForm) {
        let Some(expected) = &self.example.sends else {
            return;
        };
        let (owner, name) = (&self.request.name, &self.example.name);
        if let Some(url) = &expected.url {
            assert_eq!(form.url().as_str(), url, "{owner}, {name}: address");
        }
        for (at, text) in &expected.fields {
            let wire = &self.request.field(*at).expect("a field").wire;
            let found = form.values().find(|(known, _)| known == wire);
            let found = found.map(|(_, text)| text);
            assert_eq!(found, Some(text.as_str()), "{owner}, {name}: {wire}");
        }
    }

    /// The answer of the example.
    ///
    /// # Panics
    ///
    /// When it has none.
    #[must_use]
    pub fn answer(&self) -> HttpAnswer {
        let expected = self.example.answer.as_ref().expect("an answer");
        let format = self.answers.as_ref().expect("an operation");
        let body = charset::encode(format.charset, &expected.body).expect("in its charset");
        HttpAnswer::new(expected.status, body)
    }

    /// The answer means what the example says.
    ///
    /// # Panics
    ///
    /// When it does not.
    #[track_caller]
    pub fn answered<V, C: ResultCode>(&self, read: Result<V, CallError<C>>) {
        let expected = self.example.answer.as_ref().expect("an answer");
        let outcome = match &read {
            Ok(_) => None,
            Err(error) => Some(error.outcome()),
        };
        let wanted = match expected.outcome {
            AnswerOutcome::Done | AnswerOutcome::Pending => None,
            AnswerOutcome::Refused => Some(Outcome::Refused),
            AnswerOutcome::Unknown => Some(Outcome::Unknown),
        };
        let error = read.err().map(|error| error.to_string());
        let (owner, name) = (&self.request.name, &self.example.name);
        assert_eq!(outcome, wanted, "{owner}, {name}: {error:?}");
    }
}

/// An example of a notification.
#[derive(Debug)]
pub struct HeldNotice {
    vendor: Vendor,
    notification: Notification,
    example: NoticeExample,
}

impl HeldNotice {
    /// The example of this name.
    ///
    /// # Panics
    ///
    /// When the spec has none.
    #[must_use]
    pub fn of(vendor: &str, owner: &str, example: &str) -> Self {
        let vendor = fixtures::vendor(vendor).expect("the spec compiles");
        let named = |name: &Name| name.snake() == owner;
        let found = vendor.notifications.iter().find(|known| named(&known.name));
        let notification = found.expect("a notification").clone();
        let mut list = notification.examples.list().iter();
        let found = list.find(|known| known.name.snake() == example);
        Self {
            example: found.expect("an example").clone(),
            vendor,
            notification,
        }
    }

    /// A text credential.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        of_credential(&self.vendor, &self.example.credentials, name).to_owned()
    }

    /// A private key.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn private_key(&self, name: &str) -> PrivateKey {
        PrivateKey::from_pem(&self.text(name)).expect("a private key")
    }

    /// A public key, of which an example may give the private half.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn public_key(&self, name: &str) -> PublicKey {
        let pem = rsa_keys::public_pem(&self.text(name)).expect("a public key");
        PublicKey::from_pem(&pem).expect("a public key")
    }

    /// The body as it arrives.
    ///
    /// # Panics
    ///
    /// When its charset cannot hold it.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        let format = self.notification.formats.first().expect("a format");
        charset::encode(format.charset, &self.example.body).expect("in its charset")
    }

    /// The headers with which it arrives.
    ///
    /// # Panics
    ///
    /// When they are none of HTTP.
    #[must_use]
    pub fn headers(&self) -> http::HeaderMap {
        let headers = self.example.headers.iter().map(|(name, text)| {
            let name: http::HeaderName = name.parse().expect("a header");
            (name, text.parse().expect("a header's text"))
        });
        headers.collect()
    }

    /// When it says that it was sent, which is when the tests let it arrive.
    ///
    /// # Panics
    ///
    /// When it does not say that.
    #[must_use]
    pub fn sent_at(&self) -> SystemTime {
        let (notification, example) = (&self.notification, &self.example);
        let freshness = notification.freshness.as_ref().expect("an age");
        let stored = example.stored.iter().cloned().collect();
        let known = (example.credentials.as_slice(), &stored);
        let body = self.body();
        let message = (example.headers.as_slice(), body.as_slice());
        let judged = genuine::judge_notice(&self.vendor, notification, known, message);
        let (_, members) = judged.expect("it can be read");
        let told = genuine::sent_at(notification, &example.headers, &members);
        let told = told.expect("a text");
        let number = || told.parse().expect("a number");
        let moment = match freshness.format.strftime().as_str() {
            "%s" => Timestamp::from_second(number()),
            "%s%3f" => Timestamp::from_millisecond(number()),
            format => {
                let time = BrokenDownTime::parse(format, &told).expect("a time");
                let offset = match freshness.zone {
                    Some(Zone::Seoul) => Offset::constant(9),
                    Some(Zone::Utc) | None => Offset::UTC,
                };
                let here = |_| offset.to_timestamp(time.to_datetime().expect("a day and a time"));
                time.to_timestamp().or_else(here)
            }
        };
        moment.expect("a moment").into()
    }

    /// The notification is what the example says.
    ///
    /// # Panics
    ///
    /// When it is not.
    #[track_caller]
    pub fn judged<E: std::fmt::Debug>(&self, received: Result<(), E>) {
        let genuine = self.example.outcome == NoticeOutcome::Genuine;
        let (owner, name) = (&self.notification.name, &self.example.name);
        assert_eq!(received.is_ok(), genuine, "{owner}, {name}: {received:?}");
    }
}
