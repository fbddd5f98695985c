//! What the runtime's macros make of what is emitted.

use std::path::Path;

use syn::{ImplItem, Item};

/// An item, or those that a macro of the runtime makes of it.
pub(super) fn expanded(item: Item) -> Vec<Item> {
    let Item::Macro(item) = item else {
        return vec![item];
    };
    let name = item.mac.path.segments.last().unwrap().ident.to_string();
    match name.as_str() {
        "closed_enum" => vec![item.mac.parse_body().unwrap()],
        "open_enum" => {
            let mut declared: syn::ItemEnum = item.mac.parse_body().unwrap();
            let unknown = syn::parse_quote!(Unknown(kpg_runtime::Unrecognised));
            declared.variants.push(unknown);
            vec![Item::Enum(declared)]
        }
        "client_builder" => client_builder(),
        "builder" => builder(&item.mac),
        "request_type" => request(&item.mac),
        "answer_type" => vec![item.mac.parse_body().unwrap()],
        "blocking_client" => blocking_client(&item.mac),
        // They implement traits of the runtime, and declare no name.
        "offers" | "offers_all" => Vec::new(),
        other => panic!("nothing here knows what the macro `{other}` makes"),
    }
}

/// What `request_type!` makes: what `builder!` makes, and getters with the names of members; of what asks nothing of the
/// caller the struct.
fn request(declaration: &syn::Macro) -> Vec<Item> {
    match declaration.parse_body::<syn::ItemStruct>() {
        Ok(unit) => vec![Item::Struct(unit)],
        Err(_) => builder(declaration),
    }
}

/// What `builder!` makes: the struct, its builder, the draft of it, and the method that starts it.
fn builder(declaration: &syn::Macro) -> Vec<Item> {
    let mut items = declaration.parse_body::<syn::File>().unwrap().items;
    let [Item::Struct(built), Item::Struct(builder)] = items.as_mut_slice() else {
        panic!("a struct and its builder")
    };
    let (name, builder_name) = (built.ident.clone(), builder.ident.clone());
    let draft = &builder.fields.iter().next().unwrap().ty;
    let drafted: syn::ItemStruct = syn::parse_quote!(struct #draft;);
    builder.generics = syn::parse_quote!(<G>);
    let start = syn::parse_quote!(impl #name { pub fn builder() -> #builder_name<()> {} });
    items.extend([Item::Struct(drafted), start]);
    items
}

/// What `blocking_client!` makes: the client, and the methods of which it is given the signatures beside those of all.
fn blocking_client(declaration: &syn::Macro) -> Vec<Item> {
    let declared: syn::ItemTrait = declaration.parse_body().unwrap();
    let name = declared.ident;
    let signatures = declared.items.iter().map(|item| match item {
        syn::TraitItem::Fn(method) => &method.sig,
        _ => panic!("signatures alone"),
    });
    vec![
        syn::parse_quote!(pub struct #name<T>(Blocking<Client<T>>);),
        syn::parse_quote! {
            impl<T: Transport> #name<T> {
                #(pub #signatures {})*
                pub fn wait(&self) {}
                pub fn client(&self) -> &Client<T> {}
            }
        },
        syn::parse_quote! {
            impl ClientBuilder {
                pub fn build_blocking(self) {}
                pub fn build_blocking_with<T: Transport>(self, transport: T) {}
            }
        },
    ]
}

/// What `client_builder!` makes, read from the runtime.
fn client_builder() -> Vec<Item> {
    let runtime = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"));
    let text = std::fs::read_to_string(runtime.join("src/client/client_builder.rs")).unwrap();
    let (_, body) = text.split_once(") => {\n").unwrap();
    let (body, _) = body.split_once("\n    };\n").unwrap();
    let body = body
        .replace("$builder", "ClientBuilder")
        .replace("$settings", "Settings")
        .replace("$client", "Client")
        .replace("$crate", "kpg_runtime");
    let mut items = syn::parse_file(&body).unwrap().items;
    for item in &mut items {
        if let Item::Impl(methods) = item {
            methods.items = methods.items.drain(..).flat_map(with_features).collect();
        }
    }
    items
}

/// A method, or those that are there with a feature of the runtime.
fn with_features(item: ImplItem) -> Vec<ImplItem> {
    let ImplItem::Macro(guarded) = item else {
        return vec![item];
    };
    let tokens = guarded.mac.tokens;
    let methods: syn::ItemImpl = syn::parse_quote!(impl ClientBuilder { #tokens });
    methods.items
}
