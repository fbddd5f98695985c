//! Requests of the vendors made of texts by field, and calls with them: `driver` of the language's tests, for the specs of
//! the workspace. It has no tests of its own.
#![allow(
    clippy::too_many_lines,
    clippy::map_identity,
    clippy::unnecessary_to_owned,
    clippy::useless_conversion,
    unused_variables,
    reason = "emitted, for tests, which hand it values of every field"
)]

use std::sync::LazyLock;

use kpg::runtime::{
    BaseUrl, Decimal, Explanation, OpenChoice, Operation, Recorded, ReqwestTransport, Sensitive,
    Verdict, Violations,
};
use kpg::*;
use kpg_language::driver::{Values, choice, members, number, text, texts};
use kpg_tests::bench::Bench;
use kpg_tests::failure::{Failed, Failure};
use kpg_tests::sandboxed;

/// What came of a call: the whole answer under the names of its members in Rust, or why there is none.
pub type Called = Result<serde_json::Value, Failed>;

/// Clients share it: making one takes longer than a call.
static TRANSPORT: LazyLock<ReqwestTransport> = LazyLock::new(sandboxed::transport);

fn written<O: Operation>(called: Result<O::Verdict, CallError<O::Code>>) -> Called
where
    O::Answer: Recorded,
{
    let verdict = called.map_err(|error| Failure::of(&error))?;
    let (Completion::Done(answer) | Completion::Pending(answer)) = verdict.into_completion();
    Ok(serde_json::to_value(Unmasked(&answer)).unwrap())
}

/// The text of each credential by its name.
pub type Credential<'c> = &'c dyn Fn(&str) -> String;

/// The token of every session in explanations.
pub const TOKEN: &str = "SeSsIoNtOkEn0001";

fn token() -> Sensitive<String> {
    Sensitive::from(TOKEN)
}

/// Explanations send nothing.
fn nowhere() -> BaseUrl {
    BaseUrl::parse("https://vendor.example").unwrap()
}

/// The choice of a client's option, where the test made one.
fn chosen<'v>(values: &'v Values, option: &str) -> Option<&'v str> {
    Some(values.get(option)?.first()?.as_str())
}

include!(concat!(env!("OUT_DIR"), "/driver.rs"));
