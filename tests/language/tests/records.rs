//! What a vendor remembers between calls, as its clients meet it: a lost answer is found again, and what was done is not
//! done twice.

use crate::support::sandbox;
use kpg_language::records::{CancelWhole, Client, Credentials, Environment, Look, Pay, ResultCode};
use kpg_runtime::{BaseUrl, Completion, Outcome, Resolution, Standing};
use kpg_sandbox::{Mishap, Script};

fn client(address: BaseUrl) -> Client {
    let client = Client::builder(Environment::Custom(address), Credentials::new());
    client.unwrap().build().unwrap()
}

#[tokio::test]
async fn a_cancel_whose_answer_was_lost_is_found_again_and_not_done_twice() {
    let (sandbox, address) = sandbox("records", kpg_sandbox::Credentials::new()).await;
    let client = client(address);
    let pay = Pay::builder().order("ORDER-1").amount(1000);
    let paid = client.pay(&pay.build().unwrap()).await.unwrap();
    let Completion::Done(paid) = paid else {
        panic!("a finished payment is pending");
    };
    let cancel = CancelWhole::builder().tid(&paid.tid).amount(1000);
    let cancel = cancel.build().unwrap();

    // What has not arrived was not carried out.
    let before = client.resolve_cancel_whole(&cancel).await;
    assert_eq!(before.standing(), Standing::Unknown);
    let mishap = Script::Mishap(Mishap::BadGateway);
    sandbox.answer_next("records", "cancel_whole", mishap);
    let lost = client.cancel_whole(&cancel).await.unwrap_err();
    assert_eq!(lost.outcome(), Outcome::Unknown);
    let Resolution::Done(told) = client.resolve_cancel_whole(&cancel).await else {
        panic!("the inquiry does not tell what was done");
    };
    assert_eq!((told.left, told.order.as_deref()), (0, Some("ORDER-1")));

    let again = client.cancel_whole(&cancel).await.unwrap_err();
    assert_eq!(again.code(), Some(&ResultCode::Spent));
    assert_eq!(again.outcome(), Outcome::Refused);
    let other = Look::builder().tid("NEVER-MADE").build().unwrap();
    let unknown = client.look(&other).await.unwrap_err();
    assert_eq!(unknown.code(), Some(&ResultCode::NoSuchPayment));
}

#[tokio::test]
async fn a_cancel_that_is_pending_is_pending_until_it_was_asked_about() {
    let (sandbox, address) = sandbox("records", kpg_sandbox::Credentials::new()).await;
    let client = client(address);
    sandbox.answer_next("records", "pay", Script::Pending);
    let pay = Pay::builder().order("ORDER-2").amount(1000);
    let paid = client.pay(&pay.build().unwrap()).await.unwrap();
    let Completion::Pending(paid) = paid else {
        panic!("a pending payment is done");
    };
    for state in ["WAITING", "PAID"] {
        let look = Look::builder().tid(&paid.tid).build().unwrap();
        assert_eq!(client.look(&look).await.unwrap().state, state);
    }
}
