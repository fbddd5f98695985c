//! What is said once: sets of codes in sets, codes that one operation accepts and that are open in the others, and defaults.

use crate::support::{Unused, sandbox, source};
use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile, emit};
use kpg_language::listed::{
    Client, CloseAccount, CloseAccountCode, Credentials, Environment, IssueAccount, IssueReceipt,
    Pay, PaymentCode, Ping, ReceiptCode,
};
use kpg_runtime::{
    CallResult, Completion, ErrorKind, HttpAnswer, OpenChoice, Operation, Outcome, ResultCode,
};

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, Credentials::new()).unwrap();
    client.build_with(Unused)
}

fn pay() -> Pay {
    Pay::builder().order_id("O-1").build().unwrap()
}

fn issue() -> IssueAccount {
    IssueAccount::builder().order_id("O-1").build().unwrap()
}

fn read<O: Operation>(
    interpret: impl Fn(&HttpAnswer) -> CallResult<O>,
    code: &str,
    state: &str,
) -> CallResult<O> {
    let body = format!(r#"{{"code":"{code}","state":"{state}"}}"#);
    interpret(&HttpAnswer::new(200, body))
}

#[test]
fn a_code_that_is_open_elsewhere_is_open_where_it_is_not_accepted() {
    let client = client();
    for (code, outcome) in [
        ("20", Outcome::Unknown),
        ("21", Outcome::Unknown),
        ("9999", Outcome::Unknown),
        ("9001", Outcome::Refused),
        ("77", Outcome::Refused),
    ] {
        for state in ["", "OPEN", "FAILED"] {
            let paid = read::<Pay>(
                |answer| client.core().interpret(&pay(), answer),
                code,
                state,
            );
            assert_eq!(paid.unwrap_err().outcome(), outcome, "{code}, {state}");
        }
    }
}

#[test]
fn a_code_that_is_open_elsewhere_says_here_what_the_conditions_say() {
    let client = client();
    let issued = |code, state| {
        let interpret = |answer: &HttpAnswer| client.core().interpret(&issue(), answer);
        read::<IssueAccount>(interpret, code, state)
    };
    assert!(matches!(issued("20", "OPEN"), Ok(Completion::Done(_))));
    assert!(matches!(issued("21", ""), Ok(Completion::Pending(_))));
    // It is no open code here, so that the member beside it may refuse.
    let refused = issued("20", "FAILED").unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Refused);
    assert_eq!(refused.code(), Some(&PaymentCode::AccountIssued));
    for state in ["", "other"] {
        let error = issued("20", state).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{state}");
    }
}

#[test]
fn sets_in_sets_have_their_codes_in_the_order_of_the_list() {
    fn wires<C: OpenChoice + ResultCode>() -> Vec<&'static str> {
        C::values().iter().map(|(wire, _)| *wire).collect()
    }
    assert_eq!(
        wires::<PaymentCode>(),
        ["00", "20", "21", "9001", "9002", "9999"]
    );
    assert_eq!(wires::<ReceiptCode>(), ["00", "9001", "9002", "9999", "31"]);
    assert_eq!(
        wires::<CloseAccountCode>(),
        ["9001", "9002", "9999", "C0", "C1"]
    );
    let client = client();
    let close = CloseAccount::builder().order_id("O-1").build().unwrap();
    let interpret = |answer: &HttpAnswer| client.core().interpret(&close, answer);
    let refused = read::<CloseAccount>(interpret, "9001", "").unwrap_err();
    assert_eq!(refused.refusal(), Some(&CloseAccountCode::WrongSignature));
    // A code of another set is in no list here.
    let error = read::<CloseAccount>(interpret, "31", "").unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn an_operation_takes_the_defaults_that_it_does_not_say_itself() {
    let client = Client::builder(Environment::Test, Credentials::new()).unwrap();
    let client = client.source(source(0)).build_with(Unused);
    let sent = client.core().prepare(&pay(), None).unwrap();
    assert_eq!(sent.headers()["x-shop"], "S1");
    // Of the bytes 0a1b2c3d again and again: 2587 and 11325 modulo ten.
    assert_eq!(sent.headers()["x-trace"], "757575757575");
    assert_eq!(
        sent.headers()["content-type"],
        "application/json; charset=utf-8"
    );
    let sent = client.core().prepare(&Ping::new(), None).unwrap();
    assert!(!sent.headers().contains_key("x-shop"));
    assert!(!sent.headers().contains_key("content-type"));
}

fn vendor() -> Vendor {
    let spec = std::fs::read_to_string("specs/listed.yaml").unwrap();
    compile(&SourceFile::new("listed.yaml", spec)).unwrap()
}

#[test]
fn a_set_that_only_sets_name_is_no_type_and_a_list_of_one_set_is_that_set() {
    let files: String = emit(&[vendor()]).into_values().collect();
    for (code, is_there) in [
        ("PaymentCode", true),
        ("ReceiptCode", true),
        ("CloseAccountCode", true),
        ("AnywhereCode", false),
        ("DoneCode", false),
        ("PayCode", false),
    ] {
        assert_eq!(files.contains(code), is_there, "{code}");
    }
}

#[tokio::test]
async fn the_sandbox_refuses_with_codes_of_sets_in_sets() {
    let (_sandbox, address) = sandbox("listed", kpg_sandbox::Credentials::new()).await;
    let client = Client::builder(Environment::Custom(address), Credentials::new()).unwrap();
    let client = client.build().unwrap();
    client.pay(&pay()).await.unwrap();
    assert!(client.issue_account(&issue()).await.is_ok());
    let receipt = IssueReceipt::builder().order_id("O-1").build().unwrap();
    client.issue_receipt(&receipt).await.unwrap();
}
