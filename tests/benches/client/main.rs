//! What a generated client costs beside a floor: the same work by hand, or by the library alone that does it. Each group
//! has the benchmarks `kpg` and `floor`; `cargo xtask bench-report` makes ratios of them.
#![allow(clippy::unwrap_used)]
// The macros of criterion make functions without documentation.
#![allow(missing_docs)]

mod answer;
mod loopback;
mod prepare;
mod signature;

use criterion::{criterion_group, criterion_main};
use kpg::kcp::{Client, Credentials, Environment};
use kpg_tests::bench::Bench;
use kpg_tests::by_hand::Never;

/// A client that signs with RSA, and sends nothing.
fn kcp_client() -> Client<Never> {
    let credentials = Credentials::builder()
        .site_cd("T0000")
        .service_certificate("certificate")
        .private_key(Bench::private_key())
        .build()
        .unwrap();
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    builder.build_with(Never)
}

criterion_group!(
    benches,
    prepare::bench,
    answer::bench,
    signature::bench,
    loopback::bench
);
criterion_main!(benches);
