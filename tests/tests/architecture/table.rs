//! The table of `docs/architecture.md` that says which module may import which, and its list of true recursions.

use std::collections::{BTreeMap, BTreeSet};

/// The heading of the section that holds both.
const SECTION: &str = "\n## Which module may import which\n";

/// What the section says.
pub struct Table {
    /// What every module may import, by the module's name: `codegen/syntax`.
    pub rows: BTreeMap<String, BTreeSet<String>>,
    /// Pairs of files that may import each other.
    pub recursions: Vec<BTreeSet<String>>,
}

impl Table {
    /// Reads the section of a page.
    pub fn read(page: &str) -> Self {
        let (_, section) = page.split_once(SECTION).expect("the section is there");
        let section = section.split("\n## ").next().unwrap_or_default();
        let mut table = Self {
            rows: BTreeMap::new(),
            recursions: Vec::new(),
        };
        for line in section.lines() {
            if let Some(cells) = line.strip_prefix("| `") {
                let (modules, imports) = cells.split_once(" | ").unwrap_or_default();
                for module in marked(&format!("`{modules}")) {
                    let before = table.rows.insert(module.clone(), marked(imports));
                    assert_eq!(before, None, "`{module}` has two rows");
                }
            }
            if let Some(pair) = line.strip_prefix("- `") {
                let (pair, _) = pair.split_once(':').unwrap_or((pair, ""));
                table.recursions.push(marked(&format!("`{pair}")));
            }
        }
        table
    }

    /// The module that a file belongs to. A module with rows for parts of it is its own file only.
    pub fn module_of(&self, file: &str) -> Option<&str> {
        let path = file.replacen("/src/", "/", 1);
        let own = |name: &str| {
            ["", "/mod", "/lib", "/main"]
                .iter()
                .any(|end| path == format!("{name}{end}.rs"))
        };
        let whole = |name: &str| {
            let below = format!("{name}/");
            path.starts_with(&below) && !self.rows.keys().any(|other| other.starts_with(&below))
        };
        let mut names = self.rows.keys().map(String::as_str);
        names.find(|name| own(name) || whole(name))
    }
}

/// The words between backticks.
fn marked(text: &str) -> BTreeSet<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}
