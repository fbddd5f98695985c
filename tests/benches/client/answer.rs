//! Reading an answer of fifty members: into a typed verdict, and by `serde_json` into a struct of texts.

use std::hint::black_box;

use criterion::Criterion;
use kpg::kcp::Approve;
use kpg::runtime::HttpAnswer;

use super::kcp_client;

/// The members of the answer as names of a struct, and the body that has them.
macro_rules! answer {
    ($(($name:ident, $value:literal),)*) => {
        #[derive(Debug, serde::Deserialize)]
        struct Texts { $($name: Option<String>,)* }

        fn body() -> Vec<u8> {
            let members = [$((stringify!($name), serde_json::Value::from($value))),*];
            let members: serde_json::Map<_, _> = members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            serde_json::to_vec(&members).unwrap()
        }

        impl Texts {
            fn count(&self) -> usize {
                [$(self.$name.is_some()),*].into_iter().filter(|there| *there).count()
            }
        }
    };
}

answer! {
    (res_cd, "0000"),
    (res_msg, "정상처리"),
    (tno, "22060812341234"),
    (amount, "1004"),
    (order_no, "KPG20261129000001"),
    (escw_yn, "N"),
    (pay_method, "PACA"),
    (trace_no, "sample"),
    (pg_txid, "sample"),
    (van_cd, "sample"),
    (van_apptime, "20260801120000"),
    (join_cd, "sample"),
    (bizx_numb, "00012345"),
    (mall_taxno, "1234567890"),
    (mcht_taxno, "1234567890"),
    (ca_order_id, "sample"),
    (cert_no, "sample"),
    (res_tax_flag, "sample"),
    (res_tax_mny, "913"),
    (res_vat_mny, "91"),
    (res_free_mny, "0"),
    (res_green_deposit_mny, "0"),
    (card_cd, "sample"),
    (card_name, "sample"),
    (card_no, "sample"),
    (card_mny, "1004"),
    (coupon_mny, "0"),
    (app_time, "20260801120000"),
    (app_no, "sample"),
    (quota, "00"),
    (noinf, "N"),
    (noinf_type, "sample"),
    (partcanc_yn, "Y"),
    (card_bin_type_01, "sample"),
    (card_bin_type_02, "sample"),
    (card_bin_bank_cd, "sample"),
    (acqu_cd, "sample"),
    (acqu_name, "sample"),
    (isp_issuer_cd, "sample"),
    (isp_issuer_nm, "sample"),
    (isp_partner_cd, "sample"),
    (bank_name, "sample"),
    (bank_code, "sample"),
    (bk_mny, "0"),
    (bankname, "sample"),
    (bankcode, "sample"),
    (depositor, "sample"),
    (account, "sample"),
    (cash_yn, "N"),
    (cash_authno, "sample"),
}

/// Both read every member; then each is timed.
pub fn bench(criterion: &mut Criterion) {
    let client = kcp_client();
    let request = Approve::builder()
        .transaction_code("00100000")
        .encrypted_data("kpgencrypteddata")
        .encrypted_info("kpgencryptedinfo")
        .amount(1004_u64)
        .order_number("KPG20261129000001")
        .build()
        .unwrap();
    let body = body();
    let texts: Texts = serde_json::from_slice(&body).unwrap();
    assert_eq!(texts.count(), 50);
    let answer = HttpAnswer::new(200, body.clone());
    let read = client.core().interpret(&request, &answer).unwrap();
    assert!(matches!(read, kpg::Completion::Done(_)));

    let mut group = criterion.benchmark_group("interpret");
    group.bench_function("kpg", |bench| {
        bench.iter(|| {
            client
                .core()
                .interpret(&request, black_box(&answer))
                .unwrap()
        });
    });
    group.bench_function("floor", |bench| {
        bench.iter(|| serde_json::from_slice::<Texts>(black_box(&body)).unwrap());
    });
    group.finish();
}
