//! What is compared: a spec, and a page against it.

use std::path::PathBuf;

use kpg_codegen::model::Vendor;
use kpg_codegen::{Places, SourceFile};
use kpg_documents::Page;
use kpg_documents::drift::Drift;

/// A spec as it is compared: its text, its model, and where it says what.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) path: PathBuf,
    pub(crate) file: SourceFile,
    pub(crate) vendor: Vendor,
    pub(crate) places: Places,
}

/// A page that was compared.
#[derive(Debug)]
pub(crate) struct Compared {
    pub(crate) path: PathBuf,
    pub(crate) page: Page,
    pub(crate) drift: Drift,
}
