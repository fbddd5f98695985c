//! What calls of every operation tell: whoever traces them, and whoever prints what came of them, sees no
//! secret of a success, a refusal or an answer that cannot be read.

use kpg::Outcome;
use kpg_sandbox::Script;
use kpg_tests::failure::Failure;
use kpg_tests::marks::{assert_hidden, marked_clients, marked_sandbox, planted, planted_answer};
use kpg_tests::sandboxed;
use kpg_tests::specs::{self, WITH_A_CODE, operation};
use kpg_tests::tracer::Tracer;

/// How many codes of a list are tried: some have a thousand, and all of them are told in the same way.
const OF_EACH_LIST: usize = 40;

fn assert_failure_hides(what: &str, failure: &Failure) {
    assert_hidden(what, &failure.shown);
    assert_hidden(what, &failure.to_string());
    // What is kept of the answer is there for whoever asks for it, and hidden from who prints it.
    assert_hidden(what, &failure.masked);
}

#[tokio::test]
async fn calls_of_every_operation_tell_no_secret() {
    let tracer = Tracer::default();
    let _guard = tracer.watch_this_thread();
    let sandbox = marked_sandbox().await.unwrap();
    let clients = marked_clients(|id| sandbox.base_url(id), &sandboxed::transport()).unwrap();
    for (vendor, name) in WITH_A_CODE.iter() {
        let (spec, operation) = operation(vendor, name);
        let values = planted(spec, operation);
        let called = async |script: Option<Script>| {
            if let Some(script) = script {
                sandbox.answer_next(vendor, name, script);
            }
            let answer = clients.send(vendor, name, &values).await.unwrap();
            let traced = tracer.take();
            assert_hidden(&format!("the trace of {name}"), &traced);
            for part in ["kpg.call", name, "outcome"] {
                assert!(traced.contains(part), "{part} of {name} is in {traced}");
            }
            answer
        };
        let raw = |body: &str| {
            let (status, body) = (200, body.as_bytes().to_vec());
            Some(Script::Raw { status, body })
        };

        let accepted = called(None).await.unwrap();
        assert_hidden(name, &accepted);
        let last = sandboxed::log(&sandbox, vendor, name).pop().unwrap();
        let answer = last.plain_answer.unwrap_or(last.answer_body);
        let answer = planted_answer(operation, &answer);
        match called(raw(&answer)).await {
            Ok(accepted) => assert_hidden(name, &accepted),
            // The time of another request is in its proof.
            Err(failure) => {
                assert!(operation.answer.proof.is_some(), "{name}: {failure}");
                assert_failure_hides(name, &failure);
            }
        }

        let codes = &spec.code_sets[operation.answer.codes.0].codes;
        let refusals = codes.iter().map(|code| code.wire.as_str());
        let refusals = refusals.filter(|code| !operation.answer.accepts(code));
        let refusals = refusals.take(OF_EACH_LIST).chain(["QQ77"]);
        for code in refusals {
            let refused = called(Some(Script::Code(code.to_owned()))).await;
            assert_failure_hides(name, &refused.unwrap_err());
        }
        // A refusal that repeats all that is secret.
        if let Ok(mut refusal) = serde_json::from_str::<serde_json::Value>(&answer) {
            let path = specs::code_pointer(operation);
            *refusal.pointer_mut(&path).unwrap() = "QQ77".into();
            let refused = called(raw(&refusal.to_string())).await.unwrap_err();
            // Records of which one is refused and another is not say nothing clear.
            if operation.answer.format.list_as.is_none() {
                assert_eq!(refused.code(), Some("QQ77"), "{name}");
            }
            assert_failure_hides(name, &refused);
        }

        for page in ["<p>SECRET-MARK-9</p>", r#"{"TOKEN":"SECRET-MARK-9"#] {
            let lost = called(raw(page)).await.unwrap_err();
            assert_eq!(lost.outcome, Outcome::Unknown, "{name}");
            assert_failure_hides(name, &lost);
        }
    }
}
