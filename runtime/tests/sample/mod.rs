//! One vendor's client as the compiler emits it, small: what the tests of this crate call.
#![allow(dead_code, reason = "every test file uses its own part of it")]
#![allow(unreachable_pub, reason = "it reads as emitted code does")]

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use kpg_runtime::check::{Check, Rule::*, Violations};
use kpg_runtime::given::Complete;
use kpg_runtime::{
    BaseUrl, BodyEncoding, Call, Choice, Completion, Core, Error, Fault, HttpAnswer, HttpRequest,
    Members, OpenChoice, Operation, PrepareError, Reading, ResultCode, ResultRules, Secret,
    Sensitive, SessionCell, Supply, TimeText, Transport, Unrecognised, Zone, recipe,
};

pub struct Settings {
    pub merchant_id: String,
    pub secret_key: Secret,
    pub base_url: BaseUrl,
    pub request_encoding: BodyEncoding,
}

pub fn settings(base_url: &str) -> Settings {
    Settings {
        merchant_id: "M001".to_owned(),
        secret_key: Secret::new("top-secret"),
        base_url: BaseUrl::parse(base_url).unwrap(),
        request_encoding: BodyEncoding::Json,
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Code {
    Success,
    AlreadyCancelled,
    Unknown(Unrecognised),
}

impl Choice for Code {
    fn as_str(&self) -> &str {
        match self {
            Self::Success => "00",
            Self::AlreadyCancelled => "01",
            Self::Unknown(code) => code.as_str(),
        }
    }
}

impl OpenChoice for Code {
    fn from_wire(text: &str) -> Self {
        match text {
            "00" => Self::Success,
            "01" => Self::AlreadyCancelled,
            _ => Self::Unknown(Unrecognised::from_wire(text)),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ResultCode for Code {}

pub mod given {
    #![allow(non_camel_case_types)]
    #[derive(Debug)]
    pub struct transaction_id;
    #[derive(Debug)]
    pub struct price;
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cancel {
    transaction_id: Option<String>,
    price: Option<u64>,
    card: Option<Sensitive<String>>,
}

#[derive(Clone, Debug)]
#[must_use]
pub struct CancelBuilder<G> {
    request: Cancel,
    given: PhantomData<G>,
}

impl Cancel {
    pub fn builder() -> CancelBuilder<()> {
        CancelBuilder {
            request: Cancel {
                transaction_id: None,
                price: None,
                card: None,
            },
            given: PhantomData,
        }
    }
}

impl<G> CancelBuilder<G> {
    pub fn transaction_id(
        mut self,
        value: impl Into<String>,
    ) -> CancelBuilder<(given::transaction_id, G)> {
        self.request.transaction_id = Some(value.into());
        self.given()
    }

    pub fn price(mut self, value: u64) -> CancelBuilder<(given::price, G)> {
        self.request.price = Some(value);
        self.given()
    }

    pub fn card(mut self, value: impl Into<String>) -> Self {
        self.request.card = Some(Sensitive::new(value.into()));
        self
    }

    pub fn build<I>(self) -> Result<Cancel, Violations>
    where
        G: Complete<(given::transaction_id, (given::price, ())), I>,
    {
        let request = self.request;
        let mut check = Check::new();
        check.field("tid", "거래ID").text(
            request.transaction_id.as_deref(),
            &[Required, Characters(1, 40)],
        );
        check
            .field("price", "취소 금액")
            .number(request.price, &[Required, Digits(1, 12)]);
        check.field("card", "카드번호").sensitive().text(
            request.card.as_ref().map(Sensitive::as_str),
            &[Characters(16, 16), DigitsOnly],
        );
        check.finish(request)
    }

    fn given<F>(self) -> CancelBuilder<(F, G)> {
        CancelBuilder {
            request: self.request,
            given: PhantomData,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct CancelAnswer {
    pub message: Option<String>,
    pub transaction_id: String,
    pub price: u64,
    pub date: TimeText,
    pub card: Option<Sensitive<String>>,
}

impl Operation for Cancel {
    type Settings = Settings;
    type Answer = Completion<CancelAnswer>;
    type Code = Code;
    const CALL: Call = Call {
        vendor: "sample",
        operation: "cancel",
        moves_money: true,
    };
    const SENSITIVE: &'static [&'static str] = &["card", "X-Mac"];

    fn prepare(
        &self,
        settings: &Settings,
        supply: &Supply<'_>,
    ) -> Result<HttpRequest, PrepareError> {
        let time = supply.clock(Zone::Seoul, "%Y%m%d%H%M%S");
        let id = recipe::concat(&[
            &supply.clock(Zone::Utc, "%H%M%S"),
            "-",
            &supply.random_hex(7)?,
        ]);
        let mut body = Members::new();
        body.text("mid", Some(settings.merchant_id.as_str()));
        body.text("tid", self.transaction_id.as_deref());
        body.digits("price", self.price);
        body.text("card", self.card.as_ref().map(Sensitive::as_str));
        body.text("timestamp", Some(&time));
        body.text("id", Some(&id));
        body.flag("isTest", None);
        let body = body.encode(settings.request_encoding);
        let key = settings.secret_key.expose().as_bytes();
        let mac = recipe::base64(&recipe::hmac_sha256(key, body.bytes()));
        let mut request = HttpRequest::post(settings.base_url.join("/cancel"), body);
        request.header("X-Mac", Some(&recipe::concat(&["V1:", &mac])))?;
        request.header(
            "X-Token",
            Some(supply.session()).filter(|token| !token.is_empty()),
        )?;
        Ok(request)
    }

    fn interpret(
        _: &Settings,
        answer: &HttpAnswer,
    ) -> Result<Completion<CancelAnswer>, Error<Code>> {
        const RULES: ResultRules = ResultRules {
            code: &["result", "code"],
            message: Some(&["result", "message"]),
            success: &[(&["result", "code"], &["00"]), (&["isPending"], &["false"])],
            pending: Some(&[(&["result", "code"], &["00"]), (&["isPending"], &["true"])]),
            refused: Some(&[(&["state"], &["DENIED"])]),
            faults: &[Fault {
                code: &["error"],
                message: Some(&["error_description"]),
            }],
        };
        let mut reading = Reading::<Self>::json(answer)?;
        let pending = reading.judge(&RULES)?;
        let answer = CancelAnswer {
            message: reading.optional_text(&["note"]),
            transaction_id: reading.text(&["tid"]),
            price: reading.number(&["price"]),
            date: reading.time_text(&["date"], "%Y%m%d"),
            card: reading.optional_sensitive_text(&["card"]),
        };
        Ok(Completion::of(pending, reading.finish(answer)?))
    }
}

pub struct Client<T> {
    pub core: Core<Settings, T>,
    pub token: SessionCell,
}

impl<T: Transport> Client<T> {
    pub async fn cancel(&self, request: &Cancel) -> Result<Completion<CancelAnswer>, Error<Code>> {
        self.core.call(request, None).await
    }

    /// A call with a session whose token comes, for the test, from a cancellation.
    pub async fn cancel_in_session(
        &self,
        request: &Cancel,
    ) -> Result<Completion<CancelAnswer>, Error<Code>> {
        let lifetime = Some(Duration::from_secs(600));
        let renew = || async {
            let answer = self.core.call(request, None).await?.into_inner();
            Ok(Sensitive::new(answer.transaction_id))
        };
        let token = self
            .core
            .session(&self.token, Cancel::CALL, lifetime, renew)
            .await?;
        self.core.call(request, Some(&token)).await
    }
}

pub fn cancel() -> Cancel {
    Cancel::builder()
        .price(1_000)
        .transaction_id("T1")
        .card("1234567890123456")
        .build()
        .unwrap()
}

/// Spawning needs it: the future of a call can move between threads.
pub fn calls_are_send<T: Transport>(client: &Client<T>, request: &Cancel) {
    fn is_send(_: impl Send) {}
    is_send(client.cancel(request));
    is_send(client.cancel_in_session(request));
}
