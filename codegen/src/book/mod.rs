//! What specs say, as a reference for people: pages of HTML, once in Korean and once in English. A field that a spec labels
//! in one language alone is shown in that one, and so is prose, which specs have in English. Model in, files out: nothing
//! here knows specs, Rust code or the disk.

mod answer;
mod call;
mod documentation;
mod field;
mod language;
mod notification;
mod page;
mod values;
mod vendor;
mod words;

use std::collections::BTreeMap;

use crate::model::Vendor;
use language::Language;

/// How the pages look.
const STYLE: &str = include_str!("style.css");

/// The files of the reference by path, with `/` between folders: `index.html`, a folder for each language with a page per
/// vendor, and the sheet of styles. They lie side by side on a disk or a server, and need nothing else. The same models, in
/// any order, make the same texts.
pub fn book(vendors: &[Vendor]) -> BTreeMap<String, String> {
    let mut vendors: Vec<&Vendor> = vendors.iter().collect();
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    let mut files = BTreeMap::from([
        ("index.html".to_owned(), page::entrance()),
        ("style.css".to_owned(), STYLE.to_owned()),
    ]);
    for language in Language::ALL {
        let folder = language.tag();
        let list = page::list(language, &vendors);
        files.insert(format!("{folder}/index.html"), list);
        for vendor in &vendors {
            let path = format!("{folder}/{}.html", vendor.id);
            files.insert(path, vendor::page(language, vendor));
        }
    }
    files
}
