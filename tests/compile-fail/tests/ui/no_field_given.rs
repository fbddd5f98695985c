//! Of several missing required fields rustc names one, in the words of the builder.
use kpg::welcome::Cancel;

fn main() {
    let _ = Cancel::builder().build();
}
