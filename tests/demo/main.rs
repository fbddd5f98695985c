//! `cargo xtask demo`: one call per operation through the generated clients, against a sandbox on
//! this machine, showing what leaves, what comes back, a refusal and a rejected request.

mod show;

use std::collections::BTreeSet;
use std::process::ExitCode;

use kpg::cookiepay::CancelNext;
use kpg::runtime::{ReqwestTransport, Timeouts};
use kpg::{Outcome, konaplate};
use kpg_codegen::model::{Operation, Vendor};
use kpg_sandbox::{Judgement, Sandbox, Script};
use kpg_tests::clients::{self, Clients};
use kpg_tests::recording::Recording;
use kpg_tests::{Fault, fixtures};

/// What the demonstration sends with.
type Sender = Recording<ReqwestTransport>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Fault> {
    let sandbox = fixtures::sandbox().await?;
    let transport = Recording::new(ReqwestTransport::new(Timeouts::default())?);
    let clients = Clients::new(&sandbox, &transport)?;
    show::title("kpg: a payment gateway's spec becomes a typed Rust client");
    show::text(
        "The clients called here were generated from specs/*.yaml. The sandbox that answers compiles the same specs now and",
    );
    show::text(&format!(
        "checks every signature, token and length by itself, on http://{}. *** hides secrets.",
        sandbox.address()
    ));

    let vendors = fixtures::vendors()?;
    accepted(&clients, &transport).await?;
    others(&clients, &vendors, &sandbox).await?;
    refused(&clients, &transport, &sandbox).await?;
    rejected();
    complete(&vendors, &sandbox)
}

/// One call of some operations, in full.
async fn accepted(clients: &Clients<Sender>, transport: &Sender) -> Result<(), Fault> {
    let request = clients::bccard_cancel()?;
    show::call(
        "bccard.cancel 제휴사 승인 취소",
        &request,
        transport,
        clients.bccard.cancel(&request).await,
    )?;
    let request = clients::welcome_cancel()?;
    show::call(
        "welcome.cancel 전체 취소",
        &request,
        transport,
        clients.welcome.cancel(&request).await,
    )?;
    let request = clients::welcome_partial_cancel()?;
    show::call(
        "welcome.partial_cancel 부분 취소",
        &request,
        transport,
        clients.welcome.partial_cancel(&request).await,
    )?;
    let request = kpg::cookiepay::Token::new();
    show::call(
        "cookiepay.token TOKEN 발행",
        &request,
        transport,
        clients.cookiepay.token(&request).await,
    )?;
    let request = clients::cookiepay_cancel()?;
    show::call(
        "cookiepay.cancel 결제취소",
        &request,
        transport,
        clients.cookiepay.cancel(&request).await,
    )?;
    let request = clients::cookiepay_deposit_then_cancel()?;
    let answer = clients.cookiepay.deposit_then_cancel(&request).await;
    show::call(
        "cookiepay.deposit_then_cancel 입금후 취소",
        &request,
        transport,
        answer,
    )?;
    let request = clients::konaplate_cancel_charge()?;
    show::call(
        "konaplate.cancel_charge 충전 취소",
        &request,
        transport,
        clients.konaplate.cancel_charge(&request).await,
    )
}

/// One call of every operation that was not called yet, in a line each.
async fn others(
    clients: &Clients<Sender>,
    vendors: &[Vendor],
    sandbox: &Sandbox,
) -> Result<(), Fault> {
    let shown = accepted_calls(sandbox);
    show::title("… and every other operation, with the examples of the specs");
    for vendor in vendors {
        let id = vendor.id.snake();
        let others: Vec<_> = vendor
            .operations
            .iter()
            .map(|operation| (format!("{id}.{}", operation.name.snake()), operation))
            .filter(|(name, _)| !shown.contains(name))
            .collect();
        for (name, operation) in others {
            let answer = clients.call(id, operation.name.snake()).await??;
            let answer = brief(&answer, &format!("{}Answer ", operation.name.pascal()));
            show_line(&name, operation, &answer);
        }
    }
    Ok(())
}

fn show_line(name: &str, operation: &Operation, answer: &str) {
    let (label, address) = (operation.summary.primary(), operation.address().to_string());
    let method = operation.method.as_str();
    show::line(name, label, (method, &address), answer);
}

/// An answer without the name of its type, which is that of its operation, and without its message
/// where more follows: both say little, and the line is short.
fn brief(answer: &str, type_name: &str) -> String {
    let answer = answer.replacen(type_name, "", 1);
    let Some((before, rest)) = answer.split_once("message: ") else {
        return answer;
    };
    let ends = ["\", ", "\"), "].map(|end| rest.find(end).map(|at| at + end.len()));
    let end = ends.into_iter().flatten().min();
    match end.and_then(|end| rest.get(end..)) {
        Some(rest) => format!("{before}…, {rest}"),
        None => answer,
    }
}

/// The operations of which a call was accepted.
fn accepted_calls(sandbox: &Sandbox) -> BTreeSet<String> {
    let log = sandbox.log().into_iter();
    log.filter(|exchange| exchange.judgement == Judgement::Accepted)
        .filter_map(|exchange| Some(format!("{}.{}", exchange.vendor, exchange.operation?)))
        .collect()
}

/// An error when an operation of a spec was not called.
fn complete(vendors: &[Vendor], sandbox: &Sandbox) -> Result<(), Fault> {
    let called = accepted_calls(sandbox);
    let missing: Vec<String> = vendors
        .iter()
        .flat_map(|vendor| vendor.operations.iter().map(move |each| (vendor, each)))
        .map(|(vendor, each)| format!("{}.{}", vendor.id.snake(), each.name.snake()))
        .filter(|name| !called.contains(name))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("not called by the demonstration: {}", missing.join(", ")).into())
    }
}

/// A refusal, with its typed code.
async fn refused(
    clients: &Clients<Sender>,
    transport: &Sender,
    sandbox: &Sandbox,
) -> Result<(), Fault> {
    show::title("A refusal: the vendor says no, with a code");
    sandbox.answer_next("cookiepay", "cancel", Script::Code("9029".to_owned()));
    let request = clients::cookiepay_cancel()?;
    let Err(error) = clients.cookiepay.cancel(&request).await else {
        return Err("the sandbox did not refuse".into());
    };
    show::request(&request, transport)?;
    show::answer(&error.to_string());
    show::fact(
        "outcome",
        &format!("{:?}, so nothing was cancelled", error.outcome()),
    );
    show::fact("code", &format!("{:?}", error.code()));
    if error.outcome() != Outcome::Refused {
        return Err("a refusal must be told as one".into());
    }
    let Some(CancelNext::DepositRequired(begun)) = request.next(&error) else {
        return Err("the refusal must lead to the deposit".into());
    };
    let instead = begun.cancel_amount(1000).build()?;
    show::fact(
        "instead",
        "deposit_then_cancel, begun with what the cancel had",
    );
    let kpg::Pending(answer) = clients.cookiepay.deposit_then_cancel(&instead).await?;
    show::answer(&format!("{answer:?}"));
    Ok(())
}

/// A request that breaks rules: every violation at once, nothing sent.
fn rejected() {
    show::title("A rejected request: every violation at once, nothing is sent");
    let rejected = konaplate::CancelCharge::builder()
        .sequence_id("too-short")
        .user_id(0)
        .transaction_id("충".repeat(51))
        .one_time_token("1234")
        .dcvv("12345")
        .build();
    match rejected {
        Ok(_) => show::text("nothing was wrong"),
        Err(violations) => {
            for violation in &violations {
                show::bullet(&violation.to_string());
            }
        }
    }
}
