//! What a module of the model needs from elsewhere: whatever its own items mention.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Api, Module, Service},
    emit::tokens::{mentions, name},
};

/// Names and where they come from: crate or module, and path in it.
const KNOWN: &[(&str, &str, &str)] = &[
    ("Auth", "huaweicloud_core", "Auth"),
    ("BTreeMap", "std", "collections::BTreeMap"),
    ("Body", "huaweicloud_core", "Body"),
    ("Context", "huaweicloud_core", "Context"),
    ("Csv", "huaweicloud_core", "encoding::Csv"),
    ("Deserialize", "serde", "Deserialize"),
    ("Deserializer", "serde", "Deserializer"),
    ("Digit", "huaweicloud_core", "encoding::Digit"),
    ("Error", "huaweicloud_core", "Error"),
    ("Failure", "huaweicloud_core", "Failure"),
    ("Head", "huaweicloud_core", "Head"),
    ("JsonObject", "huaweicloud_core", "JsonObject"),
    ("JsonText", "huaweicloud_core", "encoding::JsonText"),
    ("Lenient", "huaweicloud_core", "lenient::Lenient"),
    ("MapAccess", "serde", "de::MapAccess"),
    ("Meta", "huaweicloud_core", "Meta"),
    ("Method", "huaweicloud_core", "http::Method"),
    ("Nullable", "huaweicloud_core", "Nullable"),
    ("OpenEnum", "huaweicloud_core", "OpenEnum"),
    ("OpenObject", "huaweicloud_core", "OpenObject"),
    ("Operation", "huaweicloud_core", "Operation"),
    ("Paged", "huaweicloud_core", "Paged"),
    ("Position", "huaweicloud_core", "Position"),
    ("Progress", "huaweicloud_core", "Progress"),
    ("Quoted", "huaweicloud_core", "encoding::Quoted"),
    ("SERVICE", "super", "SERVICE"),
    ("Secret", "huaweicloud_core", "Secret"),
    ("Serialize", "serde", "Serialize"),
    ("Starts", "huaweicloud_core", "Starts"),
    ("Waiter", "huaweicloud_core", "Waiter"),
    ("serialize_map", "serde", "ser::SerializeMap"),
    ("Serializer", "serde", "Serializer"),
    ("Timestamp", "huaweicloud_core", "Timestamp"),
    ("UnknownValue", "huaweicloud_core", "UnknownValue"),
    ("Value", "serde_json", "Value"),
    ("Wire", "huaweicloud_core", "Wire"),
    ("\"csv\"", "huaweicloud_core", "encoding::csv"),
    ("\"digit\"", "huaweicloud_core", "encoding::digit"),
    ("\"json_text\"", "huaweicloud_core", "encoding::json_text"),
    ("\"lenient\"", "huaweicloud_core", "lenient::lenient"),
    ("\"quoted\"", "huaweicloud_core", "encoding::quoted"),
    ("alternative()", "huaweicloud_core", "alternative"),
    ("fmt", "std", "fmt"),
    ("given()", "huaweicloud_core", "given"),
    ("header()", "huaweicloud_core", "header"),
    ("headers()", "huaweicloud_core", "headers"),
    ("json()", "huaweicloud_core", "json"),
    ("list()", "huaweicloud_core", "list"),
    ("none()", "huaweicloud_core", "none"),
    ("object()", "huaweicloud_core", "object"),
    ("property()", "huaweicloud_core", "lenient::property"),
    ("to_json", "huaweicloud_core", "encoding::to_json"),
    ("wrapped()", "huaweicloud_core", "wrapped"),
];

/// The `use` items of a module with these items.
pub(super) fn of(
    api: &Api,
    service: &Service,
    module: &Module,
    items: &TokenStream,
) -> TokenStream {
    let mentioned = mentions(items);
    let mut uses: BTreeMap<(usize, String), BTreeSet<String>> = BTreeMap::new();
    for (_, home, path) in KNOWN.iter().filter(|(known, ..)| mentioned.contains(*known)) {
        let order = ["std", "huaweicloud_core", "serde", "serde_json", "super"];
        let order = order.iter().position(|krate| krate == home).unwrap_or_default();
        uses.entry((order, (*home).to_owned())).or_default().insert((*path).to_owned());
    }
    for (order, home, name) in elsewhere(api, service, module) {
        if mentioned.contains(&name) {
            uses.entry((order, home)).or_default().insert(name);
        }
    }
    let uses = uses.iter().map(|((_, home), paths)| {
        let (home, paths) = (name(home), paths.iter().map(|path| name(path)));
        quote!(use #home::{#(#paths),*};)
    });
    quote!(#(#uses)*)
}

/// Types, waiters and answers of other modules that this one may name, and where they are.
fn elsewhere<'a>(
    api: &'a Api,
    service: &'a Service,
    module: &'a Module,
) -> impl Iterator<Item = (usize, String, String)> {
    let others = api.services.iter().filter(|other| other.endpoint.is_none());
    let shared = others.filter(|other| other.name != service.name).flat_map(|home| {
        home.modules
            .iter()
            .map(move |module| (6, format!("crate::{}::{}", home.name, module.name), module))
    });
    let own = service.modules.iter().filter(|other| other.name != module.name);
    let own = own.map(|module| (5, format!("super::{}", module.name), module));
    own.chain(shared).flat_map(|(order, home, module)| {
        let waiters = module.operations.iter().flat_map(|operation| &operation.waiters);
        let responses = module.operations.iter().filter(|it| it.output.response().is_some());
        let types = module.types.iter().map(|decl| decl.name.clone());
        types
            .chain(waiters.map(|waiter| waiter.id.clone()))
            .chain(responses.map(|operation| format!("{}Response", operation.id)))
            .map(move |name| (order, home.clone(), name))
    })
}
