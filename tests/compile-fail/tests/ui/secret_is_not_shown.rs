//! Credentials cannot be taken apart or turned into text.
use kpg::welcome::Credentials;

fn main() {
    let credentials = Credentials::builder().merchant_id("m").sign_key("k").build().unwrap();
    println!("{credentials}");
    let _ = credentials.sign_key;
}
