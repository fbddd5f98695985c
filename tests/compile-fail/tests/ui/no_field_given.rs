//! Of several missing required fields rustc names each, in the words of the builder.
use kpg::welcome::Cancel;

fn main() {
    let _ = Cancel::builder().build();
}
