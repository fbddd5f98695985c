//! The emitter's own words, as they stand in what it emits, beside the lists of `model::reserved`: each word in one
//! is in the other. The specs of the repository have every construct between them.

mod expanded;

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::{FnArg, GenericParam, ImplItem, ImplItemFn, Item, ItemImpl, Pat, UseTree};

use crate::model::{Name, OptionId, Vendor, reserved};
use crate::{SourceFile, compile, emit};

use expanded::expanded;

type Words = BTreeSet<String>;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every vendor of the repository, invented ones too.
fn vendors() -> Vec<Vendor> {
    let mut files = vec![root().join("tests/tests/emitted/changes/base.yaml")];
    for folder in ["specs", "tests/language/specs"] {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    let is_spec = |path: &std::path::PathBuf| path.extension().is_some_and(|kind| kind == "yaml");
    let specs = files.iter().filter(|path| is_spec(path));
    specs
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            compile(&SourceFile::new(path.display().to_string(), text)).unwrap()
        })
        .collect()
}

/// The names that a spec gives, from which the rest of what is emitted has its names.
fn given(vendor: &Vendor) -> Vec<&Name> {
    let operations = vendor.requests().map(|each| &each.name);
    let notifications = vendor.notifications.iter().map(|each| &each.name);
    let types = vendor.enumerations.iter().map(|each| &each.name);
    let codes = vendor.code_sets.iter().map(|each| &each.name);
    let mut names: Vec<&Name> = operations
        .chain(notifications)
        .chain(types)
        .chain(codes)
        .collect();
    names.extend(vendor.structures().into_iter().map(|each| each.name));
    for (index, option) in vendor.options.iter().enumerate() {
        if vendor.encoding_option != Some(OptionId(index)) {
            names.push(&option.name);
        }
    }
    names
}

/// What one vendor's module has.
struct Module<'v> {
    vendor: &'v Vendor,
    items: Vec<Item>,
}

impl Module<'_> {
    fn of(vendor: &Vendor) -> Module<'_> {
        let files = emit(std::slice::from_ref(vendor));
        let folder = format!("src/{}/", vendor.id);
        let own = files.iter().filter(|(path, _)| path.starts_with(&folder));
        let items = own.flat_map(|(_, text)| syn::parse_file(text).unwrap().items);
        Module {
            vendor,
            items: items.flat_map(expanded).collect(),
        }
    }

    /// Whether a name begins with one that the spec gives.
    fn is_given(&self, word: &str) -> bool {
        let mut given = given(self.vendor).into_iter();
        given.any(|name| word.starts_with(&name.pascal()) || word.starts_with(name.snake()))
    }

    fn impls(&self) -> impl Iterator<Item = (String, &ItemImpl)> {
        self.items.iter().filter_map(|item| match item {
            Item::Impl(item) => Some((type_name(&item.self_ty), item)),
            _ => None,
        })
    }

    /// The methods of types, whatever traits they are of.
    fn methods(&self) -> impl Iterator<Item = (String, &ImplItemFn)> {
        self.impls().flat_map(|(name, item)| {
            item.items.iter().filter_map(move |inner| match inner {
                ImplItem::Fn(method) => Some((name.clone(), method)),
                _ => None,
            })
        })
    }
}

fn type_name(kind: &syn::Type) -> String {
    match kind {
        syn::Type::Path(path) => path.path.segments.last().unwrap().ident.to_string(),
        _ => String::new(),
    }
}

/// What all vendors' modules have of such words.
fn emitted<'v>(vendors: &'v [Vendor], find: impl Fn(&Module<'v>, &mut Words)) -> Words {
    let mut words = Words::new();
    for vendor in vendors {
        find(&Module::of(vendor), &mut words);
    }
    words
}

#[track_caller]
fn same(emitted: &Words, reserved: &[&str]) {
    let reserved: Words = reserved.iter().map(|word| (*word).to_owned()).collect();
    let missing: Vec<_> = emitted.difference(&reserved).collect();
    let stale: Vec<_> = reserved.difference(emitted).collect();
    assert!(missing.is_empty(), "emitted and not reserved: {missing:?}");
    assert!(stale.is_empty(), "reserved and not emitted: {stale:?}");
}

/// The names that a `use` brings in.
fn imported(tree: &UseTree, names: &mut Words) {
    match tree {
        UseTree::Path(path) => match &*path.tree {
            UseTree::Group(group) => {
                for inner in &group.items {
                    match inner {
                        UseTree::Name(name) if name.ident == "self" => {
                            names.insert(path.ident.to_string());
                        }
                        inner => imported(inner, names),
                    }
                }
            }
            inner => imported(inner, names),
        },
        UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        UseTree::Rename(rename) => {
            names.insert(rename.rename.to_string());
        }
        UseTree::Group(group) => group.items.iter().for_each(|inner| imported(inner, names)),
        UseTree::Glob(_) => {}
    }
}

fn imports(items: &[Item]) -> Words {
    let mut names = Words::new();
    for item in items {
        if let Item::Use(item) = item {
            imported(&item.tree, &mut names);
        }
    }
    names
}

/// The list is made from the prelude: `UPDATE_EXPECT=1` writes it anew.
#[test]
fn every_word_of_the_prelude_is_listed() {
    let text = std::fs::read_to_string(root().join("runtime/src/prelude.rs")).unwrap();
    let words = imports(&syn::parse_file(&text).unwrap().items);
    let lines: String = words.iter().map(|word| format!("{word}\n")).collect();
    expect_test::expect_file!["../model/reserved/prelude.txt"].assert_eq(&lines);
}

#[test]
fn the_types_of_a_module_are_reserved() {
    let vendors = vendors();
    let found = emitted(&vendors, |module, words| {
        let mut generics = Vec::new();
        for item in &module.items {
            match item {
                Item::Struct(item) => {
                    words.insert(item.ident.to_string());
                    generics.push(&item.generics);
                }
                Item::Enum(item) => {
                    words.insert(item.ident.to_string());
                    generics.push(&item.generics);
                }
                Item::Type(item) => {
                    words.insert(item.ident.to_string());
                    generics.push(&item.generics);
                }
                Item::Use(item) => {
                    let mut names = Words::new();
                    imported(&item.tree, &mut names);
                    let is_type =
                        |name: &String| name.starts_with(|c: char| c.is_ascii_uppercase());
                    words.extend(names.into_iter().filter(is_type));
                }
                Item::Impl(item) => generics.push(&item.generics),
                _ => {}
            }
        }
        generics.extend(module.methods().map(|(_, method)| &method.sig.generics));
        words.retain(|word| !module.is_given(word));
        let parameters = generics.into_iter().flat_map(|generics| &generics.params);
        words.extend(parameters.filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
        }));
    });
    same(&found, &reserved::TYPES);
}

#[test]
fn the_modules_of_a_vendor_are_reserved() {
    let vendors = vendors();
    let mut found = emitted(&vendors, |module, words| {
        let modules = module.items.iter().filter_map(|item| match item {
            Item::Mod(item) => Some(item.ident.to_string()),
            _ => None,
        });
        let names = given(module.vendor);
        words.extend(modules.filter(|word| !names.iter().any(|name| name.snake() == word)));
    });
    found.insert("kpg_runtime".to_owned());
    same(&found, &reserved::MODULES);
}

#[test]
fn the_methods_of_clients_are_reserved() {
    let vendors = vendors();
    let found = emitted(&vendors, |module, words| {
        for (of, method) in module.methods() {
            let name = method.sig.ident.to_string();
            // Those that belong to an inquiry or a session are told from their names.
            let told = ["resolve_", "call_with_", "forget_"]
                .iter()
                .any(|prefix| name.starts_with(prefix));
            if ["Client", "BlockingClient"].contains(&of.as_str()) && !told {
                let mut requests = module.vendor.requests();
                if !requests.any(|request| request.name.snake() == name) {
                    words.insert(name);
                }
            }
        }
    });
    same(&found, &reserved::CLIENT_METHODS);
}

#[test]
fn the_methods_of_builders_are_reserved() {
    let vendors = vendors();
    let of_clients = emitted(&vendors, |module, words| {
        let is_option = |word: &str| {
            let vendor = module.vendor;
            let mut options = vendor.options.iter();
            let mut sessions = vendor.sessions.iter();
            options.any(|option| option.name.snake() == word)
                || sessions.any(|session| format!("{}_lifetime", session.name) == word)
        };
        let methods = module.methods().filter(|(of, _)| of == "ClientBuilder");
        let names = methods.map(|(_, method)| method.sig.ident.to_string());
        words.extend(names.filter(|word| !is_option(word)));
    });
    same(&of_clients, &reserved::CLIENT_BUILDER_METHODS);
    let of_requests = emitted(&vendors, |module, words| {
        for (of, method) in module.methods() {
            let is_setter = method.sig.inputs.len() == 2;
            let is_of_builder = of != "ClientBuilder" && of.ends_with("Builder");
            // A request has getters of the same names as its builder's setters.
            let starts_builder = of != "Client" && method.sig.ident == "builder";
            if is_of_builder && !is_setter || starts_builder {
                words.insert(method.sig.ident.to_string());
            }
        }
    });
    same(&of_requests, &reserved::BUILDER_METHODS);
}

#[test]
fn the_members_of_settings_are_reserved() {
    let vendors = vendors();
    let found = emitted(&vendors, |module, words| {
        let options = module
            .vendor
            .options
            .iter()
            .map(|option| option.name.snake());
        let sessions = module
            .vendor
            .sessions
            .iter()
            .map(|session| session.name.snake());
        let given: Vec<&str> = options.chain(sessions).collect();
        for item in &module.items {
            if let Item::Struct(item) = item
                && item.ident == "Settings"
            {
                let members = item.fields.iter().filter_map(|field| field.ident.as_ref());
                let members = members.map(ToString::to_string);
                words.extend(members.filter(|member| !given.contains(&member.as_str())));
            }
        }
    });
    same(&found, &reserved::SETTINGS);
}

/// The names that `let` gives.
fn bound(tokens: TokenStream, words: &mut Words) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => bound(group.stream(), words),
            TokenTree::Ident(word) if word == "let" => {
                let is_mut =
                    |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "mut");
                let _ = tokens.next_if(is_mut);
                if let Some(TokenTree::Ident(name)) = tokens.peek() {
                    words.insert(name.to_string());
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[test]
fn the_variables_beside_values_are_reserved() {
    let vendors = vendors();
    let found = emitted(&vendors, |module, words| {
        for (_, method) in module.methods() {
            let name = method.sig.ident.to_string();
            if !["prepare", "prove", "form", "receive"].contains(&name.as_str()) {
                continue;
            }
            for input in &method.sig.inputs {
                if let FnArg::Typed(input) = input
                    && let Pat::Ident(name) = &*input.pat
                {
                    words.insert(name.ident.to_string());
                }
            }
            bound(quote::ToTokens::to_token_stream(&method.block), words);
        }
        let of_operations = module.vendor.requests().flat_map(|each| &each.computed);
        let of_notices = module
            .vendor
            .notifications
            .iter()
            .flat_map(|each| each.computed());
        let answers = module.vendor.operations.iter().map(|each| &each.answer);
        let of_answers = answers
            .filter_map(|answer| answer.proof.as_ref())
            .flat_map(|proof| &proof.computed);
        let openings = module.vendor.openings();
        let of_openings = openings.flat_map(|opening| &opening.computed);
        let values: Words = of_operations
            .chain(of_answers)
            .chain(of_notices)
            .chain(of_openings)
            .map(|each| each.name.to_string())
            .collect();
        let is_own = |word: &String| {
            !values.contains(word)
                && !word.ends_with("_cipher")
                && !word.ends_with("_opener")
                && !word.starts_with('_')
        };
        words.retain(is_own);
    });
    same(&found, &reserved::VARIABLES);
}

#[test]
fn the_variants_of_types_are_reserved() {
    let vendors = vendors();
    let variants = |of: &dyn Fn(&Vendor, &str) -> bool, given: &dyn Fn(&Vendor) -> Words| {
        emitted(&vendors, |module, words| {
            let given = given(module.vendor);
            for item in &module.items {
                if let Item::Enum(item) = item
                    && of(module.vendor, &item.ident.to_string())
                {
                    let variants = item.variants.iter().map(|each| each.ident.to_string());
                    words.extend(variants.filter(|word| !given.contains(word)));
                }
            }
        })
    };
    let of_environments = |vendor: &Vendor| {
        vendor
            .environments
            .iter()
            .map(|each| each.name.pascal())
            .collect()
    };
    same(
        &variants(&|_, name| name == "Environment", &of_environments),
        &reserved::ENVIRONMENTS,
    );
    let is_type = |vendor: &Vendor, name: &str| {
        let types = vendor.enumerations.iter().map(|each| each.name.pascal());
        let codes = vendor.code_sets.iter().map(|each| each.name.pascal());
        types.chain(codes).any(|known| known == name)
    };
    let of_types = |vendor: &Vendor| {
        let types = vendor
            .enumerations
            .iter()
            .flat_map(|each| &each.choices)
            .map(|each| each.name.pascal());
        let codes = vendor
            .code_sets
            .iter()
            .flat_map(|each| &each.codes)
            .map(|each| each.name.pascal());
        types.chain(codes).collect()
    };
    same(&variants(&is_type, &of_types), &reserved::VARIANTS);
}

#[test]
fn the_features_and_files_of_the_crate_are_reserved() {
    let vendors = vendors();
    let files = emit(&vendors);
    let (_, features) = files["Cargo.toml"].split_once("[features]\n").unwrap();
    let keys = features
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key);
    let mut found: Words = keys.map(str::to_owned).collect();
    found.extend(imports(
        &syn::parse_file(&files["src/lib.rs"]).unwrap().items,
    ));
    let tests = crate::emit_tests(&vendors);
    for path in files.keys().chain(tests.keys()) {
        let path = path.strip_prefix("src/").unwrap_or(path);
        found.extend(
            path.strip_suffix(".rs")
                .filter(|name| !name.contains('/'))
                .map(str::to_owned),
        );
    }
    let is_type = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    found.retain(|word| !is_type(word) && !vendors.iter().any(|vendor| vendor.id.snake() == word));
    let mut listed: Vec<&str> = reserved::FEATURES.iter().map(|(name, _)| *name).collect();
    listed.extend(reserved::CRATE);
    same(&found, &listed);
}
