//! What a merchant's build takes in: one HTTP stack and one TLS stack at most, whatever the features.

use std::collections::BTreeMap;
use std::process::Command;

/// Crates that speak HTTP or TLS by themselves, or hold a second copy of what does.
const HTTP: [&str; 7] = ["hyper", "h2", "h3", "ureq", "isahc", "curl", "attohttpc"];
const TLS: [&str; 7] = [
    "rustls",
    "native-tls",
    "openssl",
    "openssl-sys",
    "boring",
    "schannel",
    "s2n-tls",
];
/// What TLS computes with.
const CIPHERS: [&str; 2] = ["aws-lc-rs", "ring"];

/// The versions of every crate that the generated crate needs with some features.
fn tree(features: &[&str]) -> BTreeMap<String, Vec<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "--package", "kpg"])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(features)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut found = BTreeMap::<String, Vec<String>>::new();
    for line in text.lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let versions = found.entry(name.to_owned()).or_default();
        if !versions.contains(&version.to_owned()) {
            versions.push(version.to_owned());
        }
    }
    found
}

/// Every one of some crates that is there, as often as it is there.
fn among(found: &BTreeMap<String, Vec<String>>, crates: &[&str]) -> Vec<String> {
    let copies = crates
        .iter()
        .filter_map(|name| Some((name, found.get(*name)?)));
    copies
        .flat_map(|(name, versions)| versions.iter().map(|_| (*name).to_owned()))
        .collect()
}

#[test]
fn no_feature_brings_a_second_http_or_tls_stack() {
    let none: &[&str] = &[];
    let vendors =
        "bccard,cookiepay,inicis,kakaopay,kcp,konaplate,naverpay,nicepay,tosspayments,welcome";
    let cases: [(&[&str], &[&str], &[&str]); 6] = [
        (
            &["--no-default-features", "--features", vendors],
            none,
            none,
        ),
        (
            &[
                "--no-default-features",
                "--features",
                "welcome,tower,blocking",
            ],
            none,
            none,
        ),
        (
            &["--no-default-features", "--features", "welcome,reqwest"],
            &["hyper"],
            none,
        ),
        (
            &[
                "--no-default-features",
                "--features",
                "welcome,reqwest,rustls",
            ],
            &["hyper"],
            &["rustls"],
        ),
        (&[], &["hyper"], &["rustls"]),
        (&["--all-features"], &["hyper"], &["rustls"]),
    ];
    for (features, http, tls) in cases {
        let found = tree(features);
        assert!(found.contains_key("kpg-runtime"), "{features:?}");
        assert_eq!(among(&found, &HTTP), http, "{features:?}");
        assert_eq!(among(&found, &TLS), tls, "{features:?}");
        assert!(among(&found, &CIPHERS).len() <= 1, "{features:?}");
    }
}
