//! A request that is signed with RSA: by the generated client, and the signature alone by the crate `rsa`.

use std::hint::black_box;

use criterion::Criterion;
use kpg::kcp::Cancel;
use kpg_tests::fixtures;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::Sha256;
use rsa::signature::{RandomizedSigner as _, SignatureEncoding as _};

use super::kcp_client;

/// Times both with the same key.
pub fn bench(criterion: &mut Criterion) {
    let client = kcp_client();
    let request = Cancel::builder()
        .transaction_number("20210719000000")
        .build()
        .unwrap();
    let pem = fixtures::key("signing", "pkcs8").unwrap();
    let key = rsa::RsaPrivateKey::from_pkcs8_pem(&pem).unwrap();
    let signer = SigningKey::<Sha256>::new(key);

    let mut group = criterion.benchmark_group("rsa");
    group.bench_function("kpg", |bench| {
        bench.iter(|| client.core().prepare(black_box(&request), None).unwrap());
    });
    group.bench_function("floor", |bench| {
        // With blinding, as the client signs.
        let message = b"T0000^20210719000000^STSC";
        bench.iter(|| {
            signer
                .sign_with_rng(&mut rand_core::OsRng, black_box(message))
                .to_vec()
        });
    });
    group.finish();
}
