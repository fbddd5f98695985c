//! Leaving out a required field does not compile, and the message names the field.
use kpg::welcome::{Cancel, Currency, PaymentMethod};

fn main() {
    let _ = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .price(1_000)
        .currency(Currency::Won)
        .build();
}
