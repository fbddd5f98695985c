//! What the compiler takes: for each stage, and how it grows with the number of operations. The specs are copies of the
//! workspace's own under other names.
#![allow(clippy::unwrap_used)]
// The macros of criterion make functions without documentation.
#![allow(missing_docs)]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, check, compile, emit, emit_tests};
use rayon::prelude::*;

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// Specs with this many operations at least.
fn specs(operations: usize) -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let names = ["cookiepay", "konaplate", "bccard", "welcome"];
    let originals = names.map(|name| {
        let text = std::fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();
        let vendor = compile(&SourceFile::new(name, text.clone())).unwrap();
        (name, text, vendor.operations.len())
    });
    let mut found = 0;
    let mut specs = Vec::new();
    for (copy, (name, text, count)) in (0..).zip(originals.iter().cycle()) {
        if found >= operations {
            break;
        }
        let id = format!("vendor{}", letters(copy));
        let text = text.replace(&format!("\nvendor: {name}\n"), &format!("\nvendor: {id}\n"));
        specs.push(SourceFile::new(format!("{id}.yaml"), text));
        found += count;
    }
    specs
}

/// A number in letters: an id of a vendor has no digits at its end.
fn letters(number: usize) -> String {
    let digits = number.to_string();
    digits
        .bytes()
        .map(|digit| char::from(digit + (b'a' - b'0')))
        .collect()
}

fn compiled(specs: &[SourceFile]) -> Vec<Vendor> {
    specs
        .par_iter()
        .map(|spec| compile(spec).unwrap())
        .collect()
}

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compiler");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200));
    for size in SIZES {
        let specs = specs(size);
        let vendors = compiled(&specs);
        let operations: usize = vendors.iter().map(|vendor| vendor.operations.len()).sum();
        group.throughput(Throughput::Elements(operations as u64));
        group.bench_with_input(BenchmarkId::new("check", size), &specs, |bench, specs| {
            bench.iter(|| {
                specs
                    .iter()
                    .map(check)
                    .filter(|checked| checked.vendor.is_some())
                    .count()
            });
        });
        group.bench_with_input(
            BenchmarkId::new("emit", size),
            &vendors,
            |bench, vendors| {
                bench.iter(|| emit(black_box(vendors)));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("emit_tests", size),
            &vendors,
            |bench, vendors| {
                bench.iter(|| emit_tests(black_box(vendors)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
