//! A required field is given once: the second value would silently replace the first.
use kpg::welcome::{Cancel, Currency, PaymentMethod};

fn main() {
    let _ = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("T1")
        .price(1000)
        .price(100)
        .currency(Currency::Won)
        .build();
}
