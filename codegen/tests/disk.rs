//! Specs on the disk: which files are read, what a build script writes, and what it says when it cannot.

use std::path::{Path, PathBuf};

use kpg_codegen::{Builder, Warnings, compile_file, emit_included, specs_in};

const GOOD: &str = include_str!("../../tests/tests/emitted/fixtures/shop/specs/narae.yaml");

/// The name of a case, the specs in its folder, and what is said of them.
type Case<'t> = (&'t str, &'t [(&'t str, &'t str)], &'t str);

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("disk")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn what_is_included_names_no_feature_and_no_crate_but_the_runtime() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let specs = ["specs", "tests/language/specs"]
        .into_iter()
        .flat_map(|folder| specs_in(&root.join(folder)).unwrap());
    let vendors: Vec<_> = specs.map(|path| compile_file(path).unwrap()).collect();
    for (name, text) in emit_included(&vendors, true) {
        for absent in ["cfg(", "cfg_attr(", "feature =", "kpg::", "xtask"] {
            assert!(!text.contains(absent), "{name} contains {absent}");
        }
    }
}

#[test]
fn a_client_that_blocks_is_there_when_it_is_asked_for() {
    let folder = folder("blocking");
    let spec = folder.join("narae.yaml");
    std::fs::write(&spec, GOOD).unwrap();
    for (blocking, gate) in [
        (false, "[needs_client needs_conditions]"),
        (true, "[needs_blocking needs_client needs_conditions]"),
    ] {
        let builder = Builder::new().specs(&spec).out_dir(&folder);
        builder.blocking(blocking).compile().unwrap();
        let root = std::fs::read_to_string(folder.join("kpg.rs")).unwrap();
        assert!(root.contains(gate), "{root}");
        let vendor = std::fs::read_to_string(folder.join("kpg/narae.rs")).unwrap();
        assert_eq!(vendor.contains("BlockingClient"), blocking);
    }
}

#[test]
fn a_file_whose_text_stays_is_not_written_again() {
    let folder = folder("unchanged");
    std::fs::write(folder.join("narae.yaml"), GOOD).unwrap();
    let builder = Builder::new().specs(&folder).out_dir(&folder);
    builder.compile().unwrap();
    let made = folder.join("kpg/narae.rs");
    let mut permissions = std::fs::metadata(&made).unwrap().permissions();
    let before = std::fs::metadata(&made).unwrap().modified().unwrap();
    permissions.set_readonly(true);
    std::fs::set_permissions(&made, permissions).unwrap();
    builder.compile().unwrap();
    assert_eq!(
        std::fs::metadata(&made).unwrap().modified().unwrap(),
        before
    );
}

#[test]
fn what_cannot_be_compiled_is_said_in_words_for_people() {
    let other = GOOD.replace("vendor: narae", "vendor: nabi");
    let wrong = GOOD.replace("    post: /v1/cancel\n", "");
    let open = GOOD.replace("    effect:", "    todo: Ask.\n    effect:");
    let cases: [Case<'_>; 8] = [
        ("none", &[], "there is no spec in DIR"),
        (
            "same",
            &[("a.yaml", GOOD), ("b.yaml", GOOD)],
            "two specs describe the vendor `narae`: DIR/a.yaml and DIR/b.yaml; give one of them another id",
        ),
        (
            "spelled",
            &[("narae.yml", GOOD)],
            "DIR/narae.yml would not be read: the name of a spec ends in `.yaml`; rename it to DIR/narae.yaml",
        ),
        (
            "latin",
            &[("narae.yaml", "kpg: 1\n\u{fffd}")],
            "DIR/narae.yaml:2: this is not UTF-8 text, from byte 7 on; save the spec as UTF-8",
        ),
        (
            "wrong",
            &[("narae.yaml", &wrong)],
            " --> DIR/narae.yaml:27:3\n",
        ),
        (
            "all",
            &[("a.yaml", &wrong), ("b.yaml", &wrong)],
            "\n\nerror[KPG",
        ),
        ("denied", &[("narae.yaml", &open)], "\nwarnings are denied"),
        ("fine", &[("narae.yaml", GOOD), ("nabi.yaml", &other)], ""),
    ];
    for (name, files, expected) in cases {
        let folder = folder(name);
        for (file, text) in files {
            let bytes = text.replace('\u{fffd}', "\0").into_bytes();
            let bytes: Vec<u8> = bytes
                .into_iter()
                .map(|byte| if byte == 0 { 0xff } else { byte })
                .collect();
            std::fs::write(folder.join(file), bytes).unwrap();
        }
        let builder = Builder::new().specs(&folder).warnings(Warnings::Denied);
        let made = builder.out_dir(folder.join("out")).compile();
        let said = made
            .err()
            .map(|error| format!("{error:?}"))
            .unwrap_or_default();
        let said = said.replace(folder.to_str().unwrap(), "DIR");
        assert!(said.contains(expected), "{name}: {said}");
        assert_eq!(said.is_empty(), expected.is_empty(), "{name}: {said}");
        assert_eq!(folder.join("out").exists(), expected.is_empty(), "{name}");
    }
    let missing = Builder::new().specs(folder("missing").join("no"));
    let said = missing
        .out_dir(folder("out"))
        .compile()
        .unwrap_err()
        .to_string();
    assert!(said.starts_with("there is no folder "), "{said}");
    let unnamed = Builder::new().specs(folder("unnamed")).compile();
    let said = unnamed.unwrap_err().to_string();
    assert!(said.starts_with("there is no folder to write to"), "{said}");
}
