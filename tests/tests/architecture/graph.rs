//! Which file of the workspace imports from which: modules, `use` declarations and paths, read with `syn`. What
//! one file takes from another through re-exports counts as taken from the file that defines it. Method calls
//! are not seen: they name no module.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// One file that names something defined in another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that imports.
    pub from: String,
    /// The file that defines what is imported.
    pub to: String,
    /// The path as it is written.
    pub path: String,
    /// The line on which it is written.
    pub line: usize,
}

/// A module: a file, or a module inside one.
struct Module {
    file: String,
    parent: Option<usize>,
    root: usize,
    children: BTreeMap<String, usize>,
    /// The names that the module defines.
    items: BTreeSet<String>,
    /// What `use` declarations bring in, by the name they give it.
    names: BTreeMap<String, Vec<String>>,
    /// The modules of which everything is brought in.
    globs: Vec<Vec<String>>,
    /// Those of them that are brought in to be re-exported.
    passed_on: BTreeSet<String>,
    /// Every path in its code.
    paths: BTreeSet<Vec<String>>,
    /// Every single name in its code.
    words: BTreeSet<String>,
}

/// Macros whose arguments are code that is emitted, and imports nothing here.
const QUOTES: [&str; 3] = ["quote", "quote_spanned", "parse_quote"];

/// The names that were looked up on the way, each in its module: a second look finds nothing more.
type Seen = BTreeSet<(usize, String, bool)>;

/// What a path leads to: a module, or what a module defines.
#[derive(Clone, Copy)]
enum Target {
    Module(usize),
    Item(usize),
}

/// The modules of some crates.
#[derive(Default)]
pub struct Graph {
    modules: Vec<Module>,
    /// The root module of every crate, by the crate's name.
    crates: BTreeMap<String, usize>,
    texts: BTreeMap<String, String>,
}

impl Graph {
    /// Reads a crate from its root file on. `read` yields the text of a file, if there is one.
    pub fn add(&mut self, name: &str, root: &str, read: &dyn Fn(&str) -> Option<String>) {
        let index = self.modules.len();
        self.crates.insert(name.to_owned(), index);
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.file(root, folder, None, read);
    }

    /// Reads the module of a file, and what is below it.
    fn file(
        &mut self,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> usize {
        let text = read(file).unwrap_or_else(|| panic!("there is no file {file}"));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.texts.insert(file.to_owned(), text);
        self.module(file, folder, parent, &parsed.items, read)
    }

    fn module(
        &mut self,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        items: &[syn::Item],
        read: &dyn Fn(&str) -> Option<String>,
    ) -> usize {
        let index = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            root: parent.map_or(index, |parent| self.modules[parent].root),
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            names: BTreeMap::new(),
            globs: Vec::new(),
            passed_on: BTreeSet::new(),
            paths: BTreeSet::new(),
            words: BTreeSet::new(),
        });
        for item in items.iter().filter(|item| !is_for_tests(item)) {
            match item {
                syn::Item::Mod(child) => {
                    let name = child.ident.to_string();
                    let below = format!("{folder}/{name}");
                    let child = match &child.content {
                        Some((_, items)) => self.module(file, &below, Some(index), items, read),
                        None => {
                            let flat = format!("{below}.rs");
                            let nested = format!("{below}/mod.rs");
                            let found = if read(&flat).is_some() { flat } else { nested };
                            self.file(&found, &below, Some(index), read)
                        }
                    };
                    self.modules[index].children.insert(name, child);
                }
                syn::Item::Use(written) => self.modules[index].bring_in(written),
                other => {
                    let module = &mut self.modules[index];
                    module.items.extend(name_of(other));
                    module.scan(other.to_token_stream());
                }
            }
        }
        index
    }

    /// Every import from one file of the crates into another.
    pub fn imports(&self) -> BTreeSet<Import> {
        let mut found = BTreeSet::new();
        for (index, module) in self.modules.iter().enumerate() {
            let names = module.names.iter();
            let names = names.filter(|(name, _)| {
                !module.passed_on.contains(*name) || module.words.contains(*name)
            });
            for path in names.map(|(_, path)| path).chain(&module.paths) {
                let Some(Target::Item(target)) = self.target(index, path, &mut Seen::new()) else {
                    continue;
                };
                self.note(module, target, path, &mut found);
            }
            for path in &module.globs {
                if let Some(Target::Module(target)) = self.target(index, path, &mut Seen::new()) {
                    self.note(module, target, path, &mut found);
                }
            }
        }
        found
    }

    fn note(&self, module: &Module, target: usize, path: &[String], found: &mut BTreeSet<Import>) {
        let to = &self.modules[target].file;
        if *to == module.file {
            return;
        }
        let text = &self.texts[&module.file];
        let last = path.last().map_or("", String::as_str);
        let line = text.lines().position(|line| has_word(line, last));
        found.insert(Import {
            from: module.file.clone(),
            to: to.clone(),
            path: path.join("::"),
            line: line.map_or(1, |line| line + 1),
        });
    }

    /// What a path that is written in a module leads to.
    fn target(&self, from: usize, path: &[String], seen: &mut Seen) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(self.modules[from].root),
            "self" => Target::Module(from),
            "super" => Target::Module(self.modules[from].parent?),
            name => self
                .named(from, name, rest.is_empty(), seen)
                .or_else(|| self.crates.get(name).map(|root| Target::Module(*root)))?,
        };
        while let (Target::Module(module), Some((segment, after))) = (target, rest.split_first()) {
            rest = after;
            target = match segment.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                // What a macro defines is not seen, and is the module's own.
                name => self
                    .named(module, name, rest.is_empty(), seen)
                    .unwrap_or(Target::Item(module)),
            };
        }
        Some(target)
    }

    /// What a name stands for in a module. At the end of a path an item goes before a module of its name.
    fn named(&self, module: usize, name: &str, is_last: bool, seen: &mut Seen) -> Option<Target> {
        if !seen.insert((module, name.to_owned(), is_last)) {
            return None;
        }
        let own = &self.modules[module];
        let child = own.children.get(name).map(|child| Target::Module(*child));
        let item = own.items.contains(name).then_some(Target::Item(module));
        let found = if is_last {
            item.or(child)
        } else {
            child.or(item)
        };
        let found = match own.names.get(name) {
            Some(path) if is_last || found.is_none() => self.target(module, path, seen).or(found),
            _ => found,
        };
        found.or_else(|| {
            own.globs.iter().find_map(|glob| {
                let Target::Module(other) = self.target(module, glob, seen)? else {
                    return None;
                };
                self.named(other, name, is_last, seen)
            })
        })
    }
}

impl Module {
    /// Takes in what a `use` declaration names.
    fn bring_in(&mut self, written: &syn::ItemUse) {
        let before: BTreeSet<String> = self.names.keys().cloned().collect();
        self.branch(&written.tree, &mut Vec::new());
        if !matches!(written.vis, syn::Visibility::Inherited) {
            let added = self.names.keys().filter(|name| !before.contains(*name));
            self.passed_on.extend(added.cloned());
        }
    }

    fn branch(&mut self, tree: &syn::UseTree, prefix: &mut Vec<String>) {
        let mut leaf = |name: String, last: String| {
            let mut path = prefix.clone();
            if last != "self" {
                path.push(last);
            }
            self.names.insert(name, path);
        };
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.branch(&path.tree, prefix);
                prefix.pop();
            }
            syn::UseTree::Name(name) => {
                let last = name.ident.to_string();
                let given = if last == "self" {
                    prefix.last().cloned().unwrap_or_default()
                } else {
                    last.clone()
                };
                leaf(given, last);
            }
            syn::UseTree::Rename(rename) => {
                leaf(rename.rename.to_string(), rename.ident.to_string());
            }
            syn::UseTree::Glob(_) => self.globs.push(prefix.clone()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.branch(tree, prefix);
                }
            }
        }
    }

    /// Takes in every path in some code, also inside macros.
    fn scan(&mut self, code: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        // Whether the name and the mark of a quoting macro were just read.
        let mut bang = false;
        let mut tokens = code.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) if word == "use" => {
                    let mut declaration = TokenStream::from(TokenTree::Ident(word));
                    for token in tokens.by_ref() {
                        let ends = matches!(&token, TokenTree::Punct(end) if end.as_char() == ';');
                        declaration.extend([token]);
                        if ends {
                            break;
                        }
                    }
                    if let Ok(written) = syn::parse2::<syn::ItemUse>(declaration) {
                        self.bring_in(&written);
                    }
                }
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.end_path(&mut path);
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(colon) if colon.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    let is_emitted = bang && path.is_empty();
                    self.end_path(&mut path);
                    colons = 0;
                    if !is_emitted {
                        self.scan(group.stream());
                    }
                }
                TokenTree::Punct(mark) if mark.as_char() == '!' => {
                    bang = path
                        .last()
                        .is_some_and(|name| QUOTES.contains(&name.as_str()));
                    self.end_path(&mut path);
                    colons = 0;
                    continue;
                }
                _ => {
                    self.end_path(&mut path);
                    colons = 0;
                }
            }
            bang = false;
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut Vec<String>) {
        match path.as_slice() {
            [] => {}
            [word] => {
                self.words.insert(word.clone());
            }
            [first, ..] => {
                self.words.insert(first.clone());
                self.paths.insert(path.clone());
            }
        }
        path.clear();
    }
}

/// Whether an item is compiled for tests only.
fn is_for_tests(item: &syn::Item) -> bool {
    let attributes: &[syn::Attribute] = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        _ => &[],
    };
    attributes.iter().any(|attribute| {
        let is_cfg = attribute.path().is_ident("cfg");
        let argument = attribute.meta.require_list();
        is_cfg && argument.is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

fn name_of(item: &syn::Item) -> Option<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => item.ident.as_ref()?,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::TraitAlias(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

fn has_word(line: &str, word: &str) -> bool {
    let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.any(|known| known == word)
}

/// Reads a file of a folder, if there is one.
pub fn read_below(folder: &Path) -> impl Fn(&str) -> Option<String> {
    move |file| std::fs::read_to_string(folder.join(file)).ok()
}
