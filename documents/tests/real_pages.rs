//! The pages that kpg's own specs were made from, where they are at hand: nothing differs that a spec does not
//! explain.

use std::path::{Path, PathBuf};

use kpg_codegen::model::{Source, Vendor};
use kpg_codegen::{SourceFile, compile};
use kpg_documents::drift::{Difference, document_of, drift};
use kpg_documents::{Bound, DocumentedField, PresenceWord, Said};

/// The vendors whose specs were made from the pages that lie there, page by page. Of the others there are parts of a
/// manual.
const VENDORS: [&str; 7] = [
    "bccard",
    "cookiepay",
    "kakaopay",
    "kcp",
    "konaplate",
    "tosspayments",
    "welcome",
];

/// The folders of these vendors' pages; none where the pages are not at hand.
fn folders(root: &Path) -> Vec<PathBuf> {
    let folder = root.join("../shared/vendor-docs");
    let folders = VENDORS.map(|vendor| folder.join(vendor));
    folders
        .into_iter()
        .filter(|folder| folder.exists())
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// The pages of a vendor that lie beside each other. Manuals in folders are not compared, and neither are lists of codes.
fn pages(vendor: &Path) -> Vec<PathBuf> {
    let mut found = entries(vendor);
    found.retain(|path| path.is_file() && path.extension().is_none_or(|end| end != "tsv"));
    found
}

#[test]
fn nothing_differs_that_the_specs_do_not_explain() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let vendors = folders(&root);
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
            for difference in drift.differences {
                let (line, kind) = (difference.line(), difference.kind().id());
                let (facts, at) = (difference.facts, difference.at);
                unexplained.push(format!("{name}:{line}: {kind} {facts:?} {at:?}"));
            }
        }
    }
    assert_eq!(unexplained, [] as [String; 0]);
    assert_eq!(all, 20);
    assert!(compared > 1300, "{compared} fields");
}

/// A test that finds nothing may look at nothing: another length or presence in these pages is told, and told once.
#[test]
fn what_is_changed_in_these_pages_is_told() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let vendors = folders(&root);
    if vendors.is_empty() {
        eprintln!("skipped: the vendors' pages are not here");
        return;
    }
    let (mut changed, mut silent) = (0, Vec::new());
    for vendor in vendors {
        let id = vendor.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(root.join(format!("specs/{id}.yaml"))).unwrap();
        let model = compile(&SourceFile::new(id.clone(), text)).unwrap();
        for path in pages(&vendor) {
            let page = kpg_documents::read(&std::fs::read(&path).unwrap()).unwrap();
            let document = document_of(&page, &model).unwrap();
            for at in 0..page.operations.len() {
                let fields = page.operations.get(at).map_or(0, |one| one.request.len());
                for index in 0..fields {
                    for presence in [false, true] {
                        let mut other = page.clone();
                        let operation = other.operations.get_mut(at).unwrap();
                        let field = operation.request.get_mut(index).unwrap();
                        let (line, wire) = (field.line(), field.wire.text.clone());
                        // Whether a member must be there, the object decides that it is in.
                        let is_of_object = wire.contains('.') || field.inside.is_some();
                        if is_left_out(&model, &wire) || (presence && is_of_object) {
                            continue;
                        }
                        if !change(field, presence) {
                            continue;
                        }
                        changed += 1;
                        let told = drift(&other, &model, document).differences;
                        let is_once = told.len() <= 1;
                        assert!(
                            is_once || told.iter().all(|one| is_in(one, &wire)),
                            "{told:?}"
                        );
                        if told.is_empty() && !is_supplied(&model, &wire) {
                            silent.push(format!("{}:{line}: {wire} {presence}", path.display()));
                        }
                    }
                }
            }
        }
    }
    assert_eq!(silent, [] as [String; 0], "of {changed}");
    assert!(changed > 300, "{changed}");
}

/// What a spec leaves out goes out in no case.
fn is_left_out(model: &Vendor, wire: &str) -> bool {
    let mut left_out = model
        .operations
        .iter()
        .flat_map(|operation| &operation.left_out);
    left_out.any(|one| one.name == wire)
}

/// Whether a difference is of a member of an object: where that must be there, all of its members must that it needs.
fn is_in(difference: &Difference, object: &str) -> bool {
    let path = difference.at.field().map(|at| &at.path);
    path.is_some_and(|path| {
        path.split_last()
            .is_some_and(|(_, above)| above.join(".") == object)
    })
}

/// What the client supplies goes out whatever the page says of its presence.
fn is_supplied(model: &Vendor, wire: &str) -> bool {
    let mut fields = model
        .operations
        .iter()
        .flat_map(|operation| operation.all_fields());
    wire == "Content-Type"
        || fields.any(|field| field.wire == wire && matches!(field.source, Source::Supplied(_)))
}

/// Gives a field another length, or another presence; false where the page gives none.
fn change(field: &mut DocumentedField, presence: bool) -> bool {
    match (&mut field.length, &mut field.presence) {
        (_, Said::Given(word)) if presence => {
            word.value = match word.value {
                PresenceWord::Required => PresenceWord::Optional,
                PresenceWord::Optional | PresenceWord::Conditional => PresenceWord::Required,
            };
            true
        }
        (Said::Given(length), _) if !presence => {
            length.value.bound = Bound::Exactly(7_777);
            true
        }
        _ => false,
    }
}
