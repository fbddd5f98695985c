//! Building, checking and signing a cancel: the generated client, and the same work by hand.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::Criterion;
use kpg_tests::by_hand::{by_hand, client, generated};

/// Both make the same request; then each is timed.
pub fn bench(criterion: &mut Criterion) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_667_876_400_123);
    let (client, tid) = (client(now), "StdpayCARD0001");
    let (ours, theirs) = (generated(&client, tid, 1_000), by_hand(now, tid, 1_000));
    assert_eq!(ours.body().unwrap().bytes(), theirs.body());
    assert_eq!(ours.url().as_str(), theirs.uri().to_string());

    let mut group = criterion.benchmark_group("prepare");
    group.bench_function("kpg", |bench| {
        bench.iter(|| generated(&client, black_box(tid), black_box(1_000)));
    });
    group.bench_function("floor", |bench| {
        bench.iter(|| by_hand(now, black_box(tid), black_box(1_000)));
    });
    group.finish();
}
