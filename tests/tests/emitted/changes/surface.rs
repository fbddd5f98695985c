//! What of generated code another crate can see, as texts. Whether it compiles is asked elsewhere.

use std::collections::BTreeSet;

use kpg_codegen::model::Vendor;
use quote::ToTokens as _;
use syn::{Attribute, Expr, Fields, ImplItem, Item, Visibility};

/// Every public item of a vendor's module, without documentation and without what functions do.
pub fn surface(vendor: &Vendor, files: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::from([format!("mod {}", vendor.id)]);
    for (name, text) in files {
        if name.starts_with("src/") {
            let file = syn::parse_file(text).unwrap();
            items(file.items, &mut found);
        }
    }
    found
}

fn items(all: Vec<Item>, found: &mut BTreeSet<String>) {
    for item in all {
        match item {
            Item::Struct(mut item) if is_public(&item.vis) => {
                bare(&mut item.attrs);
                public_fields(&mut item.fields);
                found.insert(item.to_token_stream().to_string());
            }
            Item::Enum(mut item) if is_public(&item.vis) => {
                bare(&mut item.attrs);
                for variant in std::mem::take(&mut item.variants) {
                    let name = &variant.ident;
                    let fields = variant.fields.to_token_stream();
                    found.insert(format!("{}::{name}{fields}", item.ident));
                }
                found.insert(item.to_token_stream().to_string());
            }
            Item::Type(mut item) if is_public(&item.vis) => {
                bare(&mut item.attrs);
                found.insert(item.to_token_stream().to_string());
            }
            Item::Mod(item) => {
                let inner = item.content.map(|(_, inner)| inner);
                items(inner.unwrap_or_default(), found);
            }
            Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
                found.insert(item.to_token_stream().to_string());
            }
            Item::Impl(item) => implementation(item, found),
            Item::Macro(item) if offers(&item.mac) => {
                found.insert(item.to_token_stream().to_string());
            }
            Item::Macro(item) => items(declared(&item.mac), found),
            _ => {}
        }
    }
}

/// Whether a macro of the runtime implements what vendors have in common.
fn offers(declaration: &syn::Macro) -> bool {
    ["offers", "offers_all"]
        .iter()
        .any(|name| declaration.path.is_ident(name))
}

/// The enumeration, or the struct and its builder, that a macro of the runtime declares. The other macros declare the
/// same for every vendor, or names that are seen where they are used.
fn declared(declaration: &syn::Macro) -> Vec<Item> {
    let is = |name| declaration.path.is_ident(name);
    if is("builder") || is("answer_type") || is("request_type") {
        let mut items = declaration.parse_body::<syn::File>().unwrap().items;
        if let (true, Some(Item::Struct(request))) = (is("request_type"), items.first_mut()) {
            readable(&mut request.fields);
        }
        return items;
    }
    let enumeration = declaration.parse_body::<syn::ItemEnum>();
    let Ok(mut enumeration) = enumeration else {
        return Vec::new();
    };
    if declaration.path.is_ident("open_enum") {
        let unknown = syn::parse_quote!(Unknown(Unrecognised));
        enumeration.variants.push(unknown);
    }
    vec![Item::Enum(enumeration)]
}

/// A getter shows the name and the type of each member of a request.
fn readable(fields: &mut Fields) {
    for field in fields {
        field.vis = syn::parse_quote!(pub);
    }
}

fn implementation(item: syn::ItemImpl, found: &mut BTreeSet<String>) {
    let name = item.self_ty.to_token_stream();
    let of = item.trait_.as_ref();
    let of = of.map(|(path, _)| path.to_token_stream().to_string());
    for member in item.items {
        let text = match member {
            ImplItem::Fn(function) if of.is_some() || is_public(&function.vis) => {
                function.sig.to_token_stream()
            }
            ImplItem::Const(mut constant) if of.is_some() || is_public(&constant.vis) => {
                bare(&mut constant.attrs);
                constant.expr = Expr::Verbatim(quote::quote!(_));
                constant.to_token_stream()
            }
            ImplItem::Type(alias) => alias.to_token_stream(),
            _ => continue,
        };
        // What implements a trait of the runtime is called by the runtime only.
        if of.is_none() || text.to_string().starts_with("type") {
            // Whether a parameter is used is the function's own business.
            let text = text.to_string().replace("(_", "(");
            found.insert(format!("{name} {of:?} {text}"));
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn bare(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
}

fn public_fields(fields: &mut Fields) {
    match fields {
        Fields::Named(named) => {
            let all = std::mem::take(&mut named.named);
            let public = all.into_iter().filter(|field| is_public(&field.vis));
            let mut public: Vec<_> = public.collect();
            public.sort_by(|a, b| a.ident.cmp(&b.ident));
            for field in &mut public {
                bare(&mut field.attrs);
            }
            named.named = public.into_iter().collect();
        }
        Fields::Unnamed(unnamed) => unnamed.unnamed.clear(),
        Fields::Unit => {}
    }
}
