//! Emission on several threads.

use kpg_codegen::{SourceFile, compile, emit, emit_tests};
use rayon::ThreadPoolBuilder;

/// Two specs, one of them with many operations, so that several threads have work at the same time.
fn specs() -> [String; 2] {
    let base = include_str!("support/base.yaml");
    let (head, operation) = base.split_once("  cancel:\n").unwrap();
    let operations = (0..40).map(|number| format!("  cancel_{number}:\n{operation}"));
    let many = format!("{head}{}", operations.collect::<String>());
    [
        base.to_owned(),
        many.replace("vendor: acme", "vendor: brook"),
    ]
}

#[test]
fn one_thread_and_many_make_the_same_files() {
    let vendors = specs().map(|spec| compile(&SourceFile::new("spec.yaml", spec)).unwrap());
    let made = |threads: usize| {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| (emit(&vendors), emit_tests(&vendors)))
    };
    let one = made(1);
    assert!(one.0.contains_key("src/brook/cancel_39.rs"));
    for threads in [2, 3, 8] {
        assert!(made(threads) == one, "{threads} threads make other files");
    }
}
