//! One vendor's client as the compiler emits it, small: what the tests of this crate call.

pub use kpg_runtime::Encoding as RequestEncoding;
use kpg_runtime::http::Method;
use kpg_runtime::prelude::*;

use self::given::{merchant_id, price, secret_key, transaction_id};

// types.rs

closed_enum! {
    /// Currency in the vendor's own notation.
    pub enum Currency {
        /// `WON`: Korean won.
        Won = "WON",
        /// `USD`: US dollar.
        Usd = "USD",
    }
}

open_enum! {
    /// Result codes of `token`, `cancel`.
    pub enum Code {
        /// `00`: Done.
        Success = "00",
        /// `01`: Cancelled already.
        AlreadyCancelled = "01",
        /// `EXPIRED`: The token has expired.
        Expired = "EXPIRED",
    }
}

// mod.rs

/// What builders know to be given, as types.
#[allow(non_camel_case_types)]
pub mod given {
    #[derive(Debug)]
    pub enum merchant_id {}
    #[derive(Debug)]
    pub enum price {}
    #[derive(Debug)]
    pub enum secret_key {}
    #[derive(Debug)]
    pub enum transaction_id {}
}

// cancel.rs

request_type! {
    pub struct Cancel {
        transaction_id: String,
        price: u64,
        card: Option<Sensitive<String>>,
        currency: Option<Currency>,
        test_run: Option<bool>,
    }

    pub struct CancelBuilder(CancelDraft);
}

impl<G> CancelBuilder<G> {
    pub fn transaction_id(self, value: impl Into<String>) -> CancelBuilder<(transaction_id, G)> {
        CancelBuilder(
            self.0
                .give(|fields| fields.transaction_id = Some(value.into())),
        )
    }

    pub fn price(self, value: u64) -> CancelBuilder<(price, G)> {
        CancelBuilder(self.0.give(|fields| fields.price = Some(value)))
    }

    pub fn card(self, value: impl Into<String>) -> Self {
        Self(
            self.0
                .set(|fields| fields.card = Some(Sensitive::new(value.into()))),
        )
    }

    pub fn currency(self, value: Currency) -> Self {
        Self(self.0.set(|fields| fields.currency = Some(value)))
    }

    pub fn test_run(self, value: bool) -> Self {
        Self(self.0.set(|fields| fields.test_run = Some(value)))
    }

    pub fn build<I>(self) -> Result<Cancel, Violations>
    where
        G: Complete<(transaction_id, (price, ())), I>,
    {
        let (fields, mut check) = (self.0.finish(), Check::new());
        check.required(
            "tid",
            "거래ID",
            &fields.transaction_id,
            &[Characters(1, 40)],
        );
        check.required("price", "취소 금액", &fields.price, &[Digits(1, 12)]);
        check.optional(
            "card",
            "카드번호",
            &fields.card,
            &[Characters(16, 16), DigitsOnly],
        );
        check.finish(fields.complete())
    }
}

answer_type! {
    pub struct CancelAnswer {
        pub message: Option<String>,
        pub transaction_id: String,
        pub price: u64,
        pub date: TimeText,
        pub card: Option<Sensitive<String>>,
        pub noted: Vec<Problem>,
    }
}

impl Operation for Cancel {
    type Settings = Settings;
    type Code = Code;
    type Answer = CancelAnswer;
    type Verdict = Completion<CancelAnswer>;
    const CALL: Call = Call::new("sample", "cancel", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &["X-Mac", "card"];
    const RULES: &'static ResultRules = &ResultRules {
        message: Some(&["result", "message"]),
        success: &[
            Condition {
                member: &["result", "code"],
                values: &["00"],
            },
            Condition {
                member: &["isPending"],
                values: &["false"],
            },
        ],
        pending: Some(&[
            Condition {
                member: &["result", "code"],
                values: &["00"],
            },
            Condition {
                member: &["isPending"],
                values: &["true"],
            },
        ]),
        refused: Some(&[Condition {
            member: &["state"],
            values: &["DENIED"],
        }]),
        listed: &[ListedCodes {
            codes: &["01", "EXPIRED"],
            statuses: None,
        }],
        others: Some(OtherCodes {
            statuses: &[400..=499],
            longest: Some(6),
        }),
        faults: &[Fault {
            code: &["error"],
            message: Some(&["error_description"]),
            statuses: None,
            listed: &[ListedCodes {
                codes: &["invalid_apikey"],
                statuses: Some(&[400..=400]),
            }],
            others: None,
        }],
        ..ResultRules::by_code(&["result", "code"])
    };

    fn prepare(&self, settings: &Settings, supply: &Supply<'_>) -> Prepared {
        let credentials = &settings.credentials;
        let timestamp = supply.clock(Zone::Seoul, "%Y%m%d%H%M%S")?;
        let id = concat(&[
            &supply.clock(Zone::Utc, "%H%M%S")?,
            &"-",
            &supply.random_hex(7)?,
        ]);
        let mut members = Members::new();
        members.put("mid", &credentials.merchant_id);
        members.put("tid", &self.transaction_id);
        members.put("price", &self.price);
        members.put("card", &self.card);
        members.put("currency", &self.currency);
        members.put("timestamp", &timestamp);
        members.put("id", &id);
        members.put("isTest", &Bare(&self.test_run));
        let body = members.encode(settings.request_encoding);
        let body_mac = base64(hmac_sha256(&credentials.secret_key, body.bytes()));
        let mut request = HttpRequest::new(Method::POST, settings.base_url.join("/cancel"), body);
        request.header("X-Mac", &concat(&[&"V1:", &body_mac]))?;
        request.header("X-Token", &supply.session())?;
        Ok(request)
    }

    fn read(reader: &mut Reader) -> CancelAnswer {
        CancelAnswer {
            message: reader.get(&["note"]),
            transaction_id: reader.get(&["tid"]),
            price: reader.get(&["price"]),
            date: reader.required(&["date"], shape::time("%Y%m%d")),
            card: reader.get(&["card"]),
            noted: reader.noted(),
        }
    }
}

// token.rs

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Token;
impl Token {
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokenAnswer {
    pub token: Sensitive<String>,
    pub noted: Vec<Problem>,
}

impl Operation for Token {
    type Settings = Settings;
    type Code = Code;
    type Answer = TokenAnswer;
    type Verdict = TokenAnswer;
    const CALL: Call = Call::new("sample", "token", Effect::Changes);
    const SENSITIVE: &'static [&'static str] = &["key", "token"];
    const RULES: &'static ResultRules = &ResultRules {
        success: &[Condition {
            member: &["code"],
            values: &["00"],
        }],
        listed: &[ListedCodes {
            codes: &["01"],
            statuses: None,
        }],
        ..ResultRules::by_code(&["code"])
    };

    fn prepare(&self, settings: &Settings, _supply: &Supply<'_>) -> Prepared {
        let credentials = &settings.credentials;
        let mut members = Members::new();
        members.put("mid", &credentials.merchant_id);
        members.put("key", &credentials.secret_key);
        let body = members.json();
        Ok(HttpRequest::new(
            Method::POST,
            settings.base_url.join("/token"),
            body,
        ))
    }

    fn read(reader: &mut Reader) -> TokenAnswer {
        TokenAnswer {
            token: reader.get(&["token"]),
            noted: reader.noted(),
        }
    }
}

// client.rs

builder! {
    pub struct Credentials {
        merchant_id: String,
        secret_key: Secret,
    }

    pub struct CredentialsBuilder(CredentialsDraft);
}

impl<G> CredentialsBuilder<G> {
    pub fn merchant_id(self, value: impl Into<String>) -> CredentialsBuilder<(merchant_id, G)> {
        CredentialsBuilder(
            self.0
                .give(|fields| fields.merchant_id = Some(value.into())),
        )
    }

    pub fn secret_key(self, value: impl Into<Secret>) -> CredentialsBuilder<(secret_key, G)> {
        CredentialsBuilder(self.0.give(|fields| fields.secret_key = Some(value.into())))
    }

    pub fn build<I>(self) -> Result<Credentials, Violations>
    where
        G: Complete<(merchant_id, (secret_key, ())), I>,
    {
        let (fields, mut check) = (self.0.finish(), Check::new());
        check.required(
            "merchant_id",
            "가맹점ID",
            &fields.merchant_id,
            &[Characters(1, 10)],
        );
        check.required("secret_key", "시크릿 키", &fields.secret_key, &[]);
        check.finish(fields.complete())
    }
}

#[derive(Debug)]
pub struct Settings {
    base_url: BaseUrl,
    credentials: Credentials,
    request_encoding: RequestEncoding,
    access_token: SessionCell,
}

kpg_runtime::client_builder!(ClientBuilder(Settings) => Client);

#[cfg(feature = "blocking")]
blocking_client! {
    /// The client whose calls block.
    pub trait BlockingClient: Client + ClientBuilder {
        fn cancel(&self, request: &Cancel) -> CallResult<Cancel>;
    }
}

impl ClientBuilder {
    pub fn request_encoding(self, value: RequestEncoding) -> Self {
        Self(self.0.set(|settings| settings.request_encoding = value))
    }
}

#[derive(Clone, Debug)]
pub struct Client<T = DefaultTransport>(Core<Settings, T>);
impl Client {
    pub fn builder(base_url: BaseUrl, credentials: Credentials) -> ClientBuilder {
        let settings = Settings {
            base_url,
            credentials,
            request_encoding: RequestEncoding::Json,
            access_token: SessionCell::new(TokenLifetime::For(Duration::from_secs(600))),
        };
        ClientBuilder(CoreBuilder::new(
            settings,
            Timeouts::from_millis(5000, 30000, 30000),
        ))
    }
}

impl<T: Transport> Client<T> {
    pub async fn token(&self, request: &Token) -> Result<TokenAnswer, CallError<Code>> {
        self.0.call(request, None).await
    }

    pub async fn cancel(
        &self,
        request: &Cancel,
    ) -> Result<Completion<CancelAnswer>, CallError<Code>> {
        self.0.call(request, None).await
    }

    pub async fn cancel_in_session(
        &self,
        request: &Cancel,
    ) -> Result<Completion<CancelAnswer>, CallError<Code>> {
        let session = SessionRules {
            name: "access_token",
            cell: &self.0.settings().access_token,
            refused: &[TokenRefusal {
                status: None,
                codes: &["EXPIRED"],
            }],
        };
        let renew = || async {
            let answer = self.token(&Token::new()).await?;
            Ok(IssuedToken::new(answer.token))
        };
        self.0.call_in_session(request, session, renew).await
    }

    pub fn core(&self) -> &Core<Settings, T> {
        &self.0
    }

    pub fn access_token(&self) -> &SessionCell {
        &self.0.settings().access_token
    }
}

// What the tests start from; nothing from here on is emitted.

pub fn client(address: &str) -> ClientBuilder {
    let credentials = Credentials::builder()
        .merchant_id("M001")
        .secret_key("top-secret")
        .build()
        .unwrap();
    Client::builder(BaseUrl::parse(address).unwrap(), credentials)
}

pub fn cancel() -> Cancel {
    Cancel::builder()
        .price(1_000)
        .transaction_id("T1")
        .card("1234567890123456")
        .build()
        .unwrap()
}

/// For clients that send nothing.
#[derive(Clone, Debug)]
pub struct Idle;

impl Transport for Idle {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        Err(TransportError::not_sent("idle"))
    }
}

/// Spawning needs it: the future of a call can move between threads.
#[expect(dead_code, reason = "it holds by compiling")]
pub fn calls_are_send<T: Transport>(client: &Client<T>, request: &Cancel) {
    fn is_send(_: impl Send) {}
    is_send(client.cancel(request));
    is_send(client.cancel_in_session(request));
}
