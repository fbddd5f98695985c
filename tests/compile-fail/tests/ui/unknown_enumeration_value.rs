//! A value that the vendor does not take is no value.
use kpg::welcome::{Cancel, PaymentMethod};

fn main() {
    let _ = Cancel::builder().payment_method(PaymentMethod::Cash);
    let _ = Cancel::builder().payment_method("card");
}
