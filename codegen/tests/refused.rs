//! Specs that used to compile to a client that could not work: each is refused with the code in its first line.

use std::path::Path;

use kpg_codegen::{SourceFile, compile};

#[test]
fn what_can_not_work_is_refused_in_the_spec() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.lines().next().unwrap().trim_start_matches("# ");
        let report = match compile(&SourceFile::new(name.as_str(), text.as_str())) {
            Ok(_) => panic!("{name} compiles"),
            Err(report) => report,
        };
        let codes: Vec<String> = report
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code.to_string())
            .collect();
        assert!(codes.iter().any(|found| found == code), "{name}: {codes:?}");
        count += 1;
    }
    assert!(count > 10, "{count}");
}
