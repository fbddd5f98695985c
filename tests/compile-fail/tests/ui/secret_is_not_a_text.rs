//! A secret is no part of a text: it would be sent as `***`.
use kpg::runtime::{Secret, Sensitive};

fn main() {
    let secret = Secret::new("top-secret");
    let _ = format!("Bearer {secret}");
    let token: Sensitive<String> = Sensitive::from("tok-en");
    let _ = token.to_string();
}
