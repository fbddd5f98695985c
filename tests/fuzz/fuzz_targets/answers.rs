//! Any answer in, to any operation of any vendor: no panic, and nothing understood that a second reading of it
//! does not allow. The first byte chooses the operation, the second the HTTP status.
#![no_main]

use std::sync::LazyLock;

use kpg::runtime::HttpAnswer;
use kpg_tests::hostile::fuzzed::Readers;
use libfuzzer_sys::fuzz_target;

static READERS: LazyLock<Readers> = LazyLock::new(|| Readers::new().expect("the clients"));

const STATUSES: [u16; 8] = [200, 201, 302, 400, 401, 404, 500, 503];

fuzz_target!(|bytes: &[u8]| {
    let [operation, status, body @ ..] = bytes else {
        return;
    };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let answer = HttpAnswer::new(status, body);
    if let Err(lie) = READERS.read(usize::from(*operation), &answer) {
        panic!("{lie}");
    }
});
