//! What a module of the model needs from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Field, Kind, Module, Name, Output, Placeholder, Service, Type},
    emit::tokens::name,
};

/// What a module's own items mention.
#[derive(Default)]
struct Mentions<'a> {
    types: Vec<&'a Type>,
    structs: bool,
    open_structs: bool,
    enums: bool,
    operations: bool,
    unauthenticated: bool,
    pages: bool,
}

/// The `use` items of a module.
pub(super) fn of(service: &Service, module: &Module) -> TokenStream {
    let mentions = mentions(module);
    let mut core = BTreeSet::new();
    let mut serde = BTreeSet::new();
    if mentions.operations {
        core.extend([
            "Context",
            "Error",
            "Head",
            "Meta",
            "Operation",
            "Wire",
            "http::Method",
            "json",
        ]);
        serde.insert("Deserialize");
    }
    if mentions.unauthenticated {
        core.insert("Auth");
    }
    if mentions.pages {
        core.extend(["Paged", "Position"]);
    }
    if mentions.structs {
        core.extend(["lenient::Lenient", "lenient::lenient"]);
        serde.extend(["Deserialize", "Serialize"]);
    }
    if mentions.open_structs {
        core.extend(["OpenObject", "lenient::property", "object"]);
        serde.extend([
            "Deserialize",
            "Deserializer",
            "Serialize",
            "Serializer",
            "de::MapAccess",
            "ser::SerializeMap",
        ]);
    }
    if mentions.enums {
        core.extend(["OpenEnum", "UnknownValue"]);
        serde.extend(["Deserialize", "Serialize"]);
    }
    let any = |test: fn(&Type) -> bool| mentions.types.iter().any(|ty| contains(ty, test));
    if any(|ty| matches!(ty, Type::Timestamp)) {
        core.insert("Timestamp");
    }
    let map = (mentions.open_structs || any(|ty| matches!(ty, Type::Map(_)))).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let of_enums = mentions.enums.then(|| {
        quote! {
            use std::{convert::Infallible, fmt, str::FromStr};
        }
    });
    let value = any(|ty| matches!(ty, Type::Any)).then(|| {
        quote!(
            use serde_json::Value;
        )
    });
    let core = imported("huaweicloud_core", &core);
    let serde = imported("serde", &serde);
    let service_const = mentions.operations.then(|| {
        quote!(
            use super::SERVICE;
        )
    });
    let others = others(&mentions, service, module);
    quote!(#map #of_enums #core #serde #value #service_const #others)
}

fn imported(krate: &str, names: &BTreeSet<&str>) -> TokenStream {
    let krate = name(krate);
    let names = names.iter().map(|text| name(text));
    if names.len() == 0 { quote!() } else { quote!(use #krate::{#(#names),*};) }
}

/// Types of other modules.
fn others(mentions: &Mentions<'_>, service: &Service, module: &Module) -> TokenStream {
    let mut found: BTreeMap<(bool, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for other in mentions.types.iter().filter_map(|ty| ty.name()) {
        let Name { service: home, module: resource, name, .. } = other;
        let same_service = *home == service.name;
        if !(same_service && *resource == module.name) {
            found.entry((same_service, home, resource)).or_default().insert(name);
        }
    }
    let uses = found.iter().map(|((same_service, home, resource), names)| {
        let names = names.iter().map(|text| name(text));
        let (home, resource) = (name(home), name(resource));
        match same_service {
            true => quote!(use super::#resource::{#(#names),*};),
            false => quote!(use crate::#home::#resource::{#(#names),*};),
        }
    });
    quote!(#(#uses)*)
}

fn mentions(module: &Module) -> Mentions<'_> {
    let mut mentions =
        Mentions { operations: !module.operations.is_empty(), ..Mentions::default() };
    for operation in &module.operations {
        let path = operation.placeholders.iter().filter_map(|placeholder| match placeholder {
            Placeholder::Argument(field) => Some(&**field),
            Placeholder::Project => None,
        });
        mentions.types.extend(path.chain(&operation.query).map(|field| &field.ty));
        mentions.pages |= operation.pages.is_some();
        mentions.unauthenticated |= !operation.authenticated;
        mentions.types.extend(operation.pages.iter().map(|pages| &pages.item));
        match &operation.output {
            Output::Response(fields) => {
                mentions.structs = true;
                mentions.types.extend(fields.iter().map(|field| &field.ty));
            }
            Output::Named(ty) => mentions.types.push(ty),
        }
    }
    for decl in &module.types {
        match &decl.kind {
            Kind::Struct { fields, extra } => {
                mentions.types.extend(fields.iter().map(|field: &Field| &field.ty).chain(extra));
                match extra {
                    Some(_) => mentions.open_structs = true,
                    None => mentions.structs = true,
                }
            }
            Kind::Enum(_) => mentions.enums = true,
        }
    }
    mentions
}

fn contains(ty: &Type, test: fn(&Type) -> bool) -> bool {
    test(ty) || matches!(ty, Type::List(inner) | Type::Map(inner) if contains(inner, test))
}
