//! Keys that take their time: what else runs on the thread meanwhile.
#![cfg(feature = "jwe")]

use kpg_runtime::http::Method;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::support::sample::Code;
use kpg_runtime::prelude::*;
use kpg_runtime::{ErrorKind, HttpAnswer, KeyHolder, Scripted};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long the key takes for one operation.
const SLOW: Duration = Duration::from_millis(150);

/// A key behind a network: it waits, and keeps on which threads it did.
#[derive(Clone, Default)]
struct Slow(Arc<std::sync::Mutex<Vec<ThreadId>>>);

impl Slow {
    fn wait(&self) {
        thread::sleep(SLOW);
        self.0.lock().unwrap().push(thread::current().id());
    }
}

impl KeyHolder for Slow {
    fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        self.wait();
        Ok(message.to_vec())
    }

    fn decrypt_oaep_sha256(&self, _: &[u8]) -> Result<Vec<u8>, BoxError> {
        self.wait();
        Err("not this one".into())
    }
}

/// Signs its request, and has its answers encrypted.
#[derive(Clone)]
struct Pay;

impl Operation for Pay {
    type Settings = PrivateKey;
    type Code = Code;
    type Answer = String;
    type Verdict = String;
    const CALL: Call = Call::new("sample", "pay", Effect::MovesMoney);
    const SENSITIVE: &'static [&'static str] = &[];
    const RULES: &'static ResultRules = &ResultRules {
        success: &[Condition {
            member: &["code"],
            values: &["00"],
        }],
        ..ResultRules::by_code(&["code"])
    };

    fn prepare(&self, key: &PrivateKey, _: &Supply<'_>) -> Prepared {
        let mut members = Members::new();
        members.put("signature", &base64(rsa_sha256(key, b"m")?));
        let url = BaseUrl::parse("https://x").map(|base| base.join("/pay"));
        let url = url.unwrap_or_else(|error| unreachable!("{error}"));
        Ok(HttpRequest::new(Method::POST, url, members.json()))
    }

    fn open<'a>(key: &PrivateKey, answer: &'a HttpAnswer) -> Opened<'a> {
        Reading::jwe(Self::facts(), answer, "encData", key)
    }

    fn read(reader: &mut Reader) -> String {
        reader.get(&["tid"])
    }
}

const DONE: &str = r#"{"code":"00","tid":"T1"}"#;

/// An answer that only the key opens, of another implementation.
fn sealed() -> String {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("vectors/jwe.json")).unwrap();
    format!(r#"{{"encData":{}}}"#, vectors["opened"]["A128GCM"])
}

struct Seen {
    result: Result<String, CallError<Code>>,
    /// How often another future of the same thread went on meanwhile.
    ticks: u32,
    waited_on: Vec<ThreadId>,
}

/// Makes a call on the one thread of an executor, on which something else wants to run.
fn call(body: &str, set: fn(CoreBuilder<PrivateKey>) -> CoreBuilder<PrivateKey>) -> Seen {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let slow = Slow::default();
    let settings = PrivateKey::custom(slow.clone());
    let core = set(CoreBuilder::new(settings, Timeouts::default()));
    let core = core.build_with(Scripted::new().answer(HttpAnswer::new(200, body)));
    let ticks = AtomicU32::new(0);
    let result = runtime.block_on(async {
        let ticking = async {
            loop {
                tokio::time::sleep(Duration::from_millis(2)).await;
                ticks.fetch_add(1, Ordering::Relaxed);
            }
        };
        tokio::select! {
            biased;
            never = ticking => never,
            result = core.call(&Pay, None) => result,
        }
    });
    let waited_on = slow.0.lock().unwrap().clone();
    Seen {
        result,
        ticks: ticks.into_inner(),
        waited_on,
    }
}

#[test]
fn a_key_that_waits_elsewhere_leaves_the_thread_to_others() {
    let here = thread::current().id();
    for (body, waits) in [(DONE, 1), (&*sealed(), 2)] {
        let inline = call(body, |builder| builder);
        assert_eq!(
            inline.ticks, 0,
            "nothing else ran: this is what offloading is for"
        );
        assert_eq!(inline.waited_on, vec![here; waits]);

        let elsewhere = call(body, |builder| {
            builder.offload(|job| drop(tokio::task::spawn_blocking(job)))
        });
        assert!(elsewhere.ticks >= 10, "{}", elsewhere.ticks);
        assert_eq!(elsewhere.waited_on.len(), waits);
        assert!(!elsewhere.waited_on.contains(&here));

        for seen in [inline, elsewhere] {
            match (waits, seen.result) {
                (1, result) => assert_eq!(result.unwrap(), "T1"),
                (_, result) => assert_eq!(result.unwrap_err().kind(), ErrorKind::Unreadable),
            }
        }
    }
}

#[test]
fn threads_that_are_no_runtimes_do_as_well() {
    let seen = call(DONE, |builder| {
        builder.offload(|job| drop(thread::spawn(job)))
    });
    assert_eq!(seen.result.unwrap(), "T1");
    assert!(seen.ticks >= 10, "{}", seen.ticks);
}

#[test]
fn a_job_that_is_dropped_is_done_where_it_came_up_and_no_answer_is_lost() {
    let here = thread::current().id();
    let seen = call(DONE, |builder| builder.offload(drop));
    assert_eq!(seen.result.unwrap(), "T1");
    assert_eq!(seen.waited_on, [here]);
}

/// The vendor may have said yes: the caller is told that nobody knows, and is handed the answer.
#[test]
fn an_answer_that_is_not_decrypted_in_time_is_unknown_and_is_not_lost() {
    let body = sealed();
    let seen = call(&body, |builder| {
        builder
            .timeouts(Timeouts::from_millis(1, 1, 280))
            .offload(|job| drop(tokio::task::spawn_blocking(job)))
    });
    let error = seen.result.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.status()),
        (
            ErrorKind::Unreadable,
            kpg_runtime::Outcome::Unknown,
            Some(200)
        )
    );
    assert_eq!(error.body(), body.as_bytes());
    assert!(error.to_string().contains("total time-out"), "{error}");
}
