//! A request that was not checked cannot exist.
use kpg::welcome::Cancel;

fn main() {
    let _ = Cancel { transaction_id: String::new() };
    let _ = Cancel(Default::default());
    let _ = Cancel::default();
}
