//! Any bytes in: diagnostics or a model out, and what a model makes can be emitted and rendered.
#![no_main]

use kpg_codegen::{SourceFile, Style, check, coverage, emit, emit_tests, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let checked = check(&SourceFile::new("fuzzed.yaml", text.as_ref()));
    render(&checked.report, Style::Plain);
    if let Some(vendor) = checked.vendor {
        let vendors = [vendor];
        emit(&vendors);
        emit_tests(&vendors);
        coverage(&vendors);
    }
});
