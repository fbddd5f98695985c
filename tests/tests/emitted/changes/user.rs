// What code of a merchant may do with the base: every setter, every value, every member, every call.
use std::fmt::Debug;

fn shown(value: &impl Debug) {
    let _ = format!("{value:?}");
}

fn client(http: Http) -> Option<Client<Http>> {
    let credentials = Credentials::builder()
        .merchant_id("m")
        .sign_key("k")
        .extra_key(String::from("e"))
        .seal_key("s")
        .own_key(key())
        .build()
        .ok()?;
    let _ = [Environment::Test, Environment::Production];
    let builder = Client::builder(Environment::Test, credentials.clone()).ok()?;
    let builder = builder
        .signature_variant(SignatureVariant::Plain)
        .signature_variant(SignatureVariant::Named)
        .timeouts(kpg_runtime::Timeouts::default());
    let _: Option<Accounts<Http>> = None::<kpg_runtime::Accounts<Channel, Client<Http>>>;
    let _ = Paid::receive(&credentials, b"{}");
    let kept = KeptStored::builder().order("o").comment("c").pass("p").build().ok()?;
    let first = Kept::receive(b"tid=1").ok()?;
    let _ = first.tid.clone();
    let _ = first.prove(&credentials, &kept).ok()?.number;
    Some(builder.build_with(http))
}

fn pay() -> Option<Pay> {
    let item = PayItems::builder().name("n").price(1).build().ok()?;
    Pay::builder()
        .order_id("o")
        .user_id("u")
        .method(Method::Card)
        .channel(Channel::App)
        .amount(1_000)
        .memo("m")
        .phone("0212345678")
        .day("20261121")
        .count(1)
        .vip(true)
        .tags(["a", "b"])
        .receipt("r")
        .coupon("c")
        .card("1234123412341234")
        .items([item])
        .build()
        .ok()
}

fn given(pay: &Pay, undo: &Undo) {
    let _: (&str, &str, u64) = (pay.order_id(), pay.user_id(), pay.amount());
    let _: (&Method, Option<&Channel>) = (pay.method(), pay.channel());
    let _: [Option<&str>; 3] = [pay.memo(), pay.phone(), pay.day()];
    let _: (Option<u64>, Option<bool>) = (pay.count(), pay.vip());
    let _: (Option<&[String]>, Option<&[PayItems]>) = (pay.tags(), pay.items());
    let _: Option<&kpg_runtime::Sensitive<String>> = pay.card();
    let _: [Option<&str>; 2] = [undo.reason(), pay.coupon()];
}

async fn calls(client: &Client<Http>, pay: &Pay) -> Option<()> {
    let _: OpenSessionAnswer = client.open_session(&OpenSession::new()).await.ok()?;
    client.forget_token();
    let answer: kpg_runtime::Completion<PayAnswer> = match client.pay(pay).await {
        Ok(answer) => answer,
        Err(error) => return refused(error),
    };
    let (kpg_runtime::Completion::Done(answer) | kpg_runtime::Completion::Pending(answer)) = answer
    else {
        return None;
    };
    members(answer);
    let look: Look = pay.inquiry().ok()?;
    let _ = Look::builder().key("k").detail(true).fields(["a", "b"]).build();
    let found: String = client.look(&look).await.ok()?.found;
    let undo = Undo::builder().order_id("o").reason("r").build().ok()?;
    let UndoAnswer { .. } = client.undo(&undo).await.ok()?;
    let _: kpg_runtime::Resolution<LookAnswer, OtherCode> = client.resolve_undo(&undo).await;
    let PingAnswer { .. } = client.ping(&Ping::new()).await.ok()?;
    None
}

fn waits(client: BlockingClient<Http>, pay: &Pay, undo: &Undo) {
    let _ = client.pay(pay).map_err(|error| pay.next(&error).map(leads));
    let _: kpg_runtime::Resolution<LookAnswer, OtherCode> = client.resolve_undo(undo);
}

fn leads(next: PayNext) -> Option<Undo> {
    match next {
        PayNext::TokenExpired(begun) => begun.reason("r").build().ok(),
        _ => None,
    }
}

fn refused(error: kpg_runtime::CallError<ResultCode>) -> Option<()> {
    match error.code()? {
        ResultCode::Accepted | ResultCode::TokenExpired => None,
        ResultCode::InProgress | ResultCode::UsedBefore => None,
        ResultCode::Unknown(text) => Some(shown(text)),
        _ => None,
    }
}

fn members(answer: PayAnswer) {
    let _: String = answer.tid;
    let _: u64 = answer.paid;
    let _: kpg_runtime::TimeText = answer.paid_at;
    let _: Option<State> = answer.state;
    let _: Option<String> = answer.note;
    let _: Option<kpg_runtime::Sensitive<String>> = answer.secret_note;
    for part in answer.parts {
        let PayParts { number, text, .. } = part;
        let _: (u64, Option<String>) = (number, text);
    }
    let detail: Option<PayDetail> = answer.detail;
    let _: Option<String> = detail.map(|detail| detail.card);
}

fn values(state: State, method: Method) {
    let (_one, _two) = (method, method);
    match method {
        Method::Card | Method::Bank => {}
        _ => {}
    }
    match state {
        State::Done | State::Waiting | State::Failed => {}
        State::Unknown(text) => shown(&text),
        _ => {}
    }
    let _ = [Channel::Shop, Channel::App];
    let _ = [OtherCode::Fine, OtherCode::Used];
}

fn notified(paid: Paid) {
    let Paid { tid, amount, memo, proof, .. } = paid;
    let _: (String, u64, Option<String>, String) = (tid, amount, memo, proof);
    let _: kpg_runtime::Acknowledgement = Paid::ACKNOWLEDGEMENT;
}
