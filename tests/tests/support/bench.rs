//! A sandbox of one vendor with made-up credentials, as the generated tests use it: it knows a spec and
//! nothing else.

use kpg::runtime::http::{HeaderMap, HeaderName};
use kpg::runtime::{
    BaseUrl, BrowserForm, CallError, Outcome, PrivateKey, PublicKey, ResultCode, reqwest,
};
use kpg_codegen::model::{
    AnswerField, Charset, CredentialId, CredentialKind, Part, Secrecy, Vendor, sample_credential,
};
use kpg_recipes::charset;
use kpg_sandbox::{Credentials, Judgement, ProofFlaw, Sandbox, Script, Sending, SentNotification};

use crate::{Fault, fixtures};

/// A sandbox of one vendor.
#[derive(Debug)]
pub struct Bench {
    vendor: Vendor,
    credentials: Credentials,
    sandbox: Sandbox,
}

impl Bench {
    /// A sandbox of the vendor whose spec is `specs/<id>.yaml`.
    ///
    /// # Panics
    ///
    /// When the spec does not compile or no port is free.
    pub async fn of(id: &str) -> Self {
        let vendor = fixtures::vendor(id).expect("the spec compiles");
        Self::of_vendor(vendor).await
    }

    /// A sandbox of a vendor whose spec is anywhere.
    ///
    /// # Panics
    ///
    /// When no port is free.
    pub async fn of_vendor(vendor: Vendor) -> Self {
        Self::start(vendor).await.expect("the sandbox starts")
    }

    /// The vendor whose spec it is.
    #[must_use]
    pub fn vendor(&self) -> &Vendor {
        &self.vendor
    }

    /// The text that it knows of a credential; none of a key.
    ///
    /// # Panics
    ///
    /// When the vendor has no such credential.
    #[must_use]
    pub fn credential(&self, name: &str) -> String {
        let mut all = self.vendor.credentials.iter();
        let index = all.position(|credential| credential.name.snake() == name);
        let id = CredentialId(index.expect("a credential of the vendor"));
        sample_credential(&self.vendor, id).unwrap_or_default()
    }

    /// The exchange that was last.
    #[must_use]
    pub fn last(&self) -> Option<kpg_sandbox::Exchange> {
        self.sandbox.log().pop()
    }

    async fn start(vendor: Vendor) -> Result<Self, Fault> {
        let mut credentials = Credentials::new();
        for (index, declared) in vendor.credentials.iter().enumerate() {
            let name = declared.name.snake();
            let text = sample_credential(&vendor, CredentialId(index)).unwrap_or_default();
            credentials = match declared.kind {
                CredentialKind::Text => credentials.text(name, text),
                CredentialKind::RsaPrivateKey => {
                    credentials.public_key_pem(name, &fixtures::key("signing", "public")?)?
                }
                CredentialKind::RsaPublicKey => {
                    credentials.private_key_pem(name, &fixtures::key("signing", "pkcs8")?)?
                }
            };
        }
        let sandbox = Sandbox::builder()
            .without_records()
            .vendor(vendor.clone(), credentials.clone())
            .start()
            .await?;
        Ok(Self {
            vendor,
            credentials,
            sandbox,
        })
    }

    /// Where the sandbox listens.
    ///
    /// # Panics
    ///
    /// Never: a loopback address is a base address.
    pub fn address(&self) -> BaseUrl {
        let address = self.sandbox.base_url(self.vendor.id.snake());
        BaseUrl::parse(&address).expect("a base address")
    }

    /// The merchant's key, worth nothing anywhere else.
    ///
    /// # Panics
    ///
    /// When the test key is not in its place.
    pub fn private_key() -> PrivateKey {
        fixtures::private_key("signing")
    }

    /// The vendor's key, worth nothing anywhere else.
    ///
    /// # Panics
    ///
    /// When the test key is not in its place.
    pub fn public_key() -> PublicKey {
        fixtures::public_key("signing")
    }

    /// Has the next call of an operation refused with a code.
    pub fn refuse_next(&self, operation: &str, code: &str) {
        let script = Script::Code(code.to_owned());
        self.sandbox
            .answer_next(self.vendor.id.snake(), operation, script);
    }

    /// The call was accepted, and the sandbox found nothing wrong with its request.
    ///
    /// # Panics
    ///
    /// When it was not.
    #[track_caller]
    pub fn accepted<V, C: ResultCode>(&self, operation: &str, called: Result<V, CallError<C>>) {
        let error = called.err().map(|error| error.to_string());
        let last = self.sandbox.log().pop();
        assert_eq!(error, None, "{operation} was not accepted: {last:#?}");
        self.was_good(operation);
    }

    /// A browser posts the form, and the sandbox finds nothing wrong with what it posted.
    ///
    /// # Panics
    ///
    /// When it does.
    pub async fn posted(&self, name: &str, form: &BrowserForm) {
        let charsets = [Charset::Utf8, Charset::EucKr];
        let mut named = charsets.into_iter();
        let charset =
            named.find(|each| charset::name(*each).eq_ignore_ascii_case(form.accept_charset()));
        let charset = charset.expect("a charset of vendors");
        // Every byte is escaped, which a form may do, so that no table of characters stands here.
        let escaped = |text: &str| -> String {
            let bytes = charset::encode(charset, text).expect("in its charset");
            bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
        };
        let pairs = form.values();
        let pairs = pairs.map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = reqwest::Client::new().post(form.url().clone());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{name}");
        self.was_good(name);
    }

    /// The call was refused with this code, and its request was good all the same.
    ///
    /// # Panics
    ///
    /// When it was not.
    #[track_caller]
    pub fn refused<V, C: ResultCode>(
        &self,
        operation: &str,
        code: &str,
        called: Result<V, CallError<C>>,
    ) {
        let error = called.err().expect("a refusal");
        assert_eq!(
            error.outcome(),
            Outcome::Refused,
            "{operation} {code}: {error}"
        );
        let told = error.code().map(|code| code.as_str());
        assert_eq!(told, Some(code), "{operation}: {error}");
        self.was_good(operation);
    }

    /// Answers that nobody may take for a yes or a no: of a gateway that failed, of a page, of nothing, to another
    /// request, and with a wrong proof.
    ///
    /// # Panics
    ///
    /// When the vendor has no such operation.
    pub fn garbled(&self, operation: &str) -> Vec<Script> {
        let mut operations = self.vendor.operations.iter();
        let known = operations.find(|known| known.name.snake() == operation);
        let answer = &known.expect("an operation of the vendor").answer;
        let raw = |status: u16, body: &str| Script::Raw {
            status,
            body: body.as_bytes().to_vec(),
        };
        let mut scripts = vec![
            raw(200, ""),
            raw(200, "<html><body>OK</body></html>"),
            raw(200, "{}"),
            raw(500, ""),
            raw(502, "<html><body>Bad Gateway</body></html>"),
        ];
        let repeats = |field: &AnswerField| field.echoes.is_some() && field.part != Part::Optional;
        if answer.fields.iter().any(repeats) {
            scripts.push(Script::AnotherRequest);
        }
        let unproven = |flaw| Script::Unproven { flaw, code: None };
        scripts.extend(match answer.proof.as_ref().map(|proof| proof.demanded) {
            None => Vec::new(),
            Some(Part::Optional) => vec![unproven(ProofFlaw::Wrong)],
            Some(Part::Always | Part::OnSuccess) => {
                vec![unproven(ProofFlaw::Wrong), unproven(ProofFlaw::Missing)]
            }
        });
        scripts
    }

    /// Has the next call of an operation answered so.
    pub fn answer_next(&self, operation: &str, script: Script) {
        self.sandbox
            .answer_next(self.vendor.id.snake(), operation, script);
    }

    /// The answer was taken for neither a yes nor a no, and what is told of it shows no credential.
    ///
    /// # Panics
    ///
    /// When it was, or one is shown.
    #[track_caller]
    pub fn disbelieved<V, C: ResultCode>(
        &self,
        operation: &str,
        script: &Script,
        called: Result<V, CallError<C>>,
    ) {
        let Err(error) = called else {
            panic!("{operation} was accepted: {script:?}");
        };
        assert_eq!(
            error.outcome(),
            Outcome::Unknown,
            "{operation}: {script:?}: {error}"
        );
        let told = format!("{error} {error:?}");
        for (index, credential) in self.vendor.credentials.iter().enumerate() {
            let text = sample_credential(&self.vendor, CredentialId(index)).unwrap_or_default();
            let is_hidden = credential.secrecy != Secrecy::Public;
            let is_shown = is_hidden && text.len() > 7 && told.contains(text.as_str());
            assert!(!is_shown, "{operation} shows {}: {told}", credential.name);
        }
    }

    #[track_caller]
    fn was_good(&self, operation: &str) {
        let log = self.sandbox.log();
        let mut exchanges = log.iter().rev();
        let last = exchanges.find(|exchange| exchange.operation.as_deref() == Some(operation));
        let judgement = last.map(|exchange| &exchange.judgement);
        assert_eq!(
            judgement,
            Some(&Judgement::Accepted),
            "{operation}: {last:#?}"
        );
    }

    /// A notification as the vendor sends it, once in each of its formats.
    ///
    /// # Panics
    ///
    /// When the sandbox cannot make one.
    pub fn notifications(&self, name: &str) -> Vec<SentNotification> {
        let mut all = self.vendor.notifications.iter();
        let formats = all
            .find(|notification| notification.name.snake() == name)
            .map_or(0, |notification| notification.formats.len());
        (0..formats)
            .map(|format| {
                let (vendor, credentials) = (&self.vendor, &self.credentials);
                let sending = Sending {
                    format,
                    ..Sending::default()
                };
                kpg_sandbox::send_notification(vendor, name, &sending, credentials)
                    .expect("the sandbox knows it")
            })
            .collect()
    }

    /// The headers of a notification.
    ///
    /// # Panics
    ///
    /// When they are none.
    pub fn headers(sent: &SentNotification) -> HeaderMap {
        let headers = sent.headers.iter().map(|(name, text)| {
            let name = name.parse::<HeaderName>().expect("the name of a header");
            (name, text.parse().expect("the text of a header"))
        });
        headers.collect()
    }
}
