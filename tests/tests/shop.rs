//! The shop in `tests/shop` is a crate as a merchant's is, outside the workspace: it builds, and its own test passes.

use std::path::Path;
use std::process::Command;

use kpg_tests::fixtures::root;

/// The code of the shop and of its test, without what stands between them.
const LONGEST: usize = 150;

#[test]
fn a_shop_with_two_gateways_is_short_and_works() {
    let shop = root().join("tests/shop");
    let texts = ["src/lib.rs", "tests/shop.rs"].map(|file| {
        let text = std::fs::read_to_string(shop.join(file)).unwrap();
        assert!(
            !text.contains("unwrap") && !text.contains("expect("),
            "{file}"
        );
        text
    });
    let lines: usize = texts.iter().map(|text| text.lines().count()).sum();
    assert!(lines <= LONGEST, "{lines} lines");

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = folder.parent().unwrap();
    // With the locked versions and the profiles of the workspace, so that what it has built serves here too.
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, profiles) = manifest.split_once("[profile.dev]").unwrap();
    let config = folder.join("profiles.toml");
    std::fs::write(&config, format!("[profile.dev]{profiles}")).unwrap();
    std::fs::copy(root().join("Cargo.lock"), shop.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--config"])
        .arg(&config)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(&shop)
        .output()
        .unwrap();
    let [stdout, stderr] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{stdout}{stderr}");
    assert!(stdout.contains("1 passed"), "{stdout}");
}
