//! The pages that kpg's own specs were made from, where they are at hand: nothing differs that a spec does not
//! explain.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr
)]

use std::path::{Path, PathBuf};

use kpg_codegen::{SourceFile, compile};
use kpg_documents::drift::{document_of, drift};

fn pages(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut pages: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

#[test]
fn nothing_differs_that_the_specs_do_not_explain() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("../shared/vendor-docs");
    let vendors = pages(&folder);
    if vendors.is_empty() {
        eprintln!("skipped: the vendors' pages are not here");
        return;
    }
    let (mut all, mut compared, mut unexplained) = (0, 0, Vec::new());
    for vendor in vendors {
        let id = vendor.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(root.join(format!("specs/{id}.yaml"))).unwrap();
        let model = compile(&SourceFile::new(id.clone(), text)).unwrap();
        for path in pages(&vendor) {
            all += 1;
            let page = kpg_documents::read(&std::fs::read(&path).unwrap()).unwrap();
            let name = format!("{id}/{}", path.file_name().unwrap().to_string_lossy());
            let Some(document) = document_of(&page, &model) else {
                unexplained.push(format!("{name}: no document of the spec"));
                continue;
            };
            let drift = drift(&page, &model, document);
            if !drift.identical {
                unexplained.push(format!("{name}: not the page that the spec was made from"));
            }
            compared += drift.compared;
            // Once it has changed, it is known by what it describes.
            let mut changed = page;
            changed.sha256 = String::new();
            let again = document_of(&changed, &model);
            if drift.compared > 0 && again != Some(document) {
                unexplained.push(format!("{name}: taken for {again:?} without its digest"));
            }
            for finding in drift.findings {
                let (line, kind) = (finding.line(), finding.kind.id());
                let (page, spec, at) = (finding.page, finding.spec, finding.at);
                unexplained.push(format!("{name}:{line}: {kind} {page:?} {spec:?} {at:?}"));
            }
        }
    }
    assert_eq!(unexplained, [] as [String; 0]);
    assert_eq!(all, 16);
    assert!(compared > 300, "{compared} fields");
}
