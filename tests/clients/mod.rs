//! Clients of every vendor as Rust, made of credentials and requests that are texts: what stands behind
//! `kpg_tests::clients`. The names of a vendor, of its operations and of their fields come from its spec alone.

use std::fmt::Write as _;

use kpg_codegen::model::{CredentialKind, Field, Operation, Vendor};

use crate::driver;

/// `Clients` of all vendors, and a module for each.
pub fn clients(vendors: &[Vendor]) -> String {
    let ids: Vec<&str> = vendors.iter().map(|vendor| vendor.id.snake()).collect();
    let each =
        |write: &dyn Fn(&str) -> String| -> String { ids.iter().map(|id| write(id)).collect() };
    let fields = each(&|id| format!("    /// Of `{id}`.\n    pub {id}: kpg::{id}::Client<T>,\n"));
    let made = each(&|id| {
        format!("            {id}: {id}::builder(setup)?.build_with(transport.clone()),\n")
    });
    let sent = each(&|id| {
        format!("            {id:?} => {id}::send(&self.{id}, operation, values).await,\n")
    });
    let seen = each(&|id| {
        format!("            {id:?} => {id}::visit(&self.{id}, operation, values, visitor),\n")
    });
    let alone = each(&|id| {
        format!(
            "        {id:?} => {{
            let client = {id}::builder(setup)?.build_with(transport);
            if let Some(pause) = warm {{
                went_well({id}::send(&client, operation, values).await?)?;
                tokio::time::sleep(pause).await;
            }}
            {id}::send(&client, operation, values).await
        }}\n"
        )
    });
    let waited = each(&|id| {
        format!(
            "        {id:?} => {{
            let client = {id}::builder(setup)?.build_blocking_with(transport)?;
            if let Some(pause) = warm {{
                went_well({id}::send_blocking(&client, operation, values)?)?;
                std::thread::sleep(pause);
            }}
            {id}::send_blocking(&client, operation, values)
        }}\n"
        )
    });
    let modules: String = vendors.iter().map(module).collect();
    format!(
        "/// A client of every vendor over one transport.
#[derive(Debug)]
pub struct Clients<T> {{
{fields}}}

impl<T: Transport + Clone> Clients<T> {{
    /// Clients that are made so.
    ///
    /// # Errors
    ///
    /// An address or a credential is none.
    pub fn of(setup: &Setup<'_>, transport: &T) -> Result<Self, Fault> {{
        Ok(Self {{
{made}        }})
    }}
}}

impl<T: Transport> Clients<T> {{
    /// A call of an operation with these values. Fails with the [`Violations`](kpg::Violations) of values that break a
    /// rule, and when there is no such operation.
    pub async fn send(&self, vendor: &str, operation: &str, values: &Values) -> Called {{
        match vendor {{
{sent}            _ => Err(unknown(vendor)),
        }}
    }}

    /// Shows a visitor an operation's request with these values. Fails like [`Clients::send`].
    pub fn visit(
        &self,
        vendor: &str,
        operation: &str,
        values: &Values,
        visitor: &mut impl Visitor<T>,
    ) -> Result<(), Fault> {{
        match vendor {{
{seen}            _ => Err(unknown(vendor)),
        }}
    }}
}}

/// One call of a new client; with `warm`, behind a good call and that pause.
pub(crate) async fn send_once<T: Transport>(setup: &Setup<'_>, transport: T, warm: Option<Duration>, call: Named<'_>) -> Called {{
    let Named {{ vendor, operation, values }} = call;
    match vendor {{
{alone}        _ => Err(unknown(vendor)),
    }}
}}

/// The same by a thread that waits.
pub(crate) fn send_blocking<T: Transport>(setup: &Setup<'_>, transport: T, warm: Option<Duration>, call: Named<'_>) -> Called {{
    let Named {{ vendor, operation, values }} = call;
    match vendor {{
{waited}        _ => Err(unknown(vendor)),
    }}
}}
{modules}"
    )
}

fn module(vendor: &Vendor) -> String {
    let id = vendor.id.snake();
    let mut requests = String::new();
    let (mut sent, mut waited, mut seen) = (String::new(), String::new(), String::new());
    for operation in &vendor.operations {
        let name = operation.name.snake();
        requests.push_str(&request(vendor, operation));
        let _ = writeln!(
            sent,
            "            {name:?} => Ok(told(client.{name}(&made::{name}(values, &mut |_| ())?).await)),"
        );
        let _ = writeln!(
            waited,
            "            {name:?} => Ok(told(client.{name}(&made::{name}(values, &mut |_| ())?))),"
        );
        let _ = writeln!(
            seen,
            "            {name:?} => {{ let request = made::{name}(values, &mut |builder| visitor.builder(builder))?; \
             visitor.request(client.core(), &request); Ok(()) }}"
        );
    }
    let builder = builder(vendor);
    format!(
        "
/// Calls of `{id}`.
pub(crate) mod {id} {{
    use super::*;
    use ::kpg::{id}::{{BlockingClient, Client, ClientBuilder}};

{builder}
    pub(crate) async fn send<T: Transport>(client: &Client<T>, operation: &str, values: &Values) -> Called {{
        match operation {{
{sent}            _ => Err(unknown(operation)),
        }}
    }}

    pub(crate) fn send_blocking<T: Transport>(client: &BlockingClient<T>, operation: &str, values: &Values) -> Called {{
        match operation {{
{waited}            _ => Err(unknown(operation)),
        }}
    }}

    pub(crate) fn visit<T: Transport>(
        client: &Client<T>,
        operation: &str,
        values: &Values,
        visitor: &mut impl Visitor<T>,
    ) -> Result<(), Fault> {{
        match operation {{
{seen}            _ => Err(unknown(operation)),
        }}
    }}

    /// The request of each operation.
    mod made {{
        use ::kpg::*;
        use kpg_runtime::{{Binary, Decimal, OpenChoice, Violations}};
        use super::super::{{Fault, Look, Values, choice, members, number, text, texts}};

{requests}    }}
}}
"
    )
}

/// What makes a client of a vendor.
fn builder(vendor: &Vendor) -> String {
    let id = vendor.id.snake();
    let mut credentials = String::new();
    for credential in &vendor.credentials {
        let name = credential.name.snake();
        let value = match credential.kind {
            CredentialKind::Text => "text",
            CredentialKind::RsaPrivateKey => "::kpg::runtime::PrivateKey::from_pem(&text)?",
            CredentialKind::RsaPublicKey => "::kpg::runtime::PublicKey::from_pem(&text)?",
        };
        let text = format!("(setup.credential)({id:?}, {name:?})?");
        let _ = match credential.required {
            true => writeln!(
                credentials,
                "        let text = {text}.ok_or({name:?})?; let builder = builder.{name}({value});"
            ),
            false => writeln!(
                credentials,
                "        let builder = match {text} {{ Some(text) => builder.{name}({value}), None => builder }};"
            ),
        };
    }
    let lifetimes: String = vendor
        .sessions
        .iter()
        .map(|session| {
            let name = session.name.snake();
            format!("        let builder = match setup.token_lifetime {{ Some(time) => builder.{name}_lifetime(time), None => builder }};\n")
        })
        .collect();
    format!(
        "    pub(crate) fn builder(setup: &Setup<'_>) -> Result<ClientBuilder, Fault> {{
        let builder = ::kpg::{id}::Credentials::builder();
{credentials}        (setup.look)(&builder);
        let credentials = builder.build()?;
        (setup.look)(&credentials);
        let address = ::kpg::runtime::BaseUrl::parse(&(setup.address)({id:?}))?;
        let builder = Client::builder(::kpg::{id}::Environment::Custom(address.into()), credentials)?;
        (setup.look)(&builder);
        let builder = builder.retry(setup.retry);
        let builder = match &setup.audit {{ Some(audit) => builder.audit(audit.clone()), None => builder }};
{lifetimes}        Ok(builder)
    }}
"
    )
}

fn request(vendor: &Vendor, operation: &Operation) -> String {
    let name = operation.name.snake();
    let kind = format!("{}::{}", vendor.id, operation.name.pascal());
    let fields: Vec<&Field> = operation.caller_fields().collect();
    let body = match fields.as_slice() {
        [] => format!("let _ = (values, look); Ok({kind}::new())"),
        fields => {
            let builder = driver::builder(vendor, operation, &kind, fields);
            format!("{builder} look(&builder); Ok(builder.build()?)")
        }
    };
    format!(
        "        pub(super) fn {name}(values: &Values, look: Look<'_>) -> Result<{kind}, Fault> {{ {body} }}\n"
    )
}
