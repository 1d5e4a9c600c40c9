//! The imports of a module of the model: the items that it uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Api, Module, Service},
    emit::tokens::{mentions, name},
};

/// Names with their crate or module, and their path in it.
const KNOWN: &[(&str, &str, &str)] = &[
    ("BTreeMap", "std", "collections::BTreeMap"),
    ("Auth", "huaweicloud_core", "Auth"),
    ("Body", "huaweicloud_core", "Body"),
    ("Bytes", "huaweicloud_core", "Bytes"),
    ("Context", "huaweicloud_core", "Context"),
    ("Csv", "huaweicloud_core::codegen", "encoding::Csv"),
    ("Deserialize", "serde", "Deserialize"),
    ("Deserializer", "serde", "Deserializer"),
    ("Digit", "huaweicloud_core::codegen", "encoding::Digit"),
    ("EncodedRequest", "huaweicloud_core", "EncodedRequest"),
    ("Error", "huaweicloud_core", "Error"),
    ("IntoArgument", "huaweicloud_core", "IntoArgument"),
    ("IntoOptional", "huaweicloud_core", "IntoOptional"),
    ("JobFailure", "huaweicloud_core", "JobFailure"),
    ("JsonObject", "huaweicloud_core::codegen", "JsonObject"),
    ("JsonText", "huaweicloud_core::codegen", "encoding::JsonText"),
    ("Lenient", "huaweicloud_core::codegen", "lenient::Lenient"),
    ("LongRunning", "huaweicloud_core", "LongRunning"),
    ("MapAccess", "serde", "de::MapAccess"),
    ("Meta", "huaweicloud_core", "Meta"),
    ("Method", "huaweicloud_core", "http::Method"),
    ("Nullable", "huaweicloud_core", "Nullable"),
    ("OpenEnum", "huaweicloud_core::codegen", "OpenEnum"),
    ("OpenObject", "huaweicloud_core::codegen", "OpenObject"),
    ("Operation", "huaweicloud_core", "Operation"),
    ("Paged", "huaweicloud_core", "Paged"),
    ("PollStatus", "huaweicloud_core", "PollStatus"),
    ("Position", "huaweicloud_core", "Position"),
    ("Quoted", "huaweicloud_core::codegen", "encoding::Quoted"),
    ("Request", "huaweicloud_core::codegen", "Request"),
    ("ResponseHead", "huaweicloud_core", "ResponseHead"),
    ("SERVICE", "super", "SERVICE"),
    ("Secret", "huaweicloud_core", "Secret"),
    ("Serialize", "serde", "Serialize"),
    ("Serializer", "serde", "Serializer"),
    ("Timestamp", "huaweicloud_core", "Timestamp"),
    ("UnknownValue", "huaweicloud_core", "UnknownValue"),
    ("Value", "serde_json", "Value"),
    ("Waiter", "huaweicloud_core", "Waiter"),
    ("alternative()", "huaweicloud_core::codegen", "alternative"),
    ("\"csv\"", "huaweicloud_core::codegen", "encoding::csv"),
    ("\"digit\"", "huaweicloud_core::codegen", "encoding::digit"),
    ("header()", "huaweicloud_core::codegen", "header"),
    ("headers()", "huaweicloud_core::codegen", "headers"),
    ("\"json_text\"", "huaweicloud_core::codegen", "encoding::json_text"),
    ("\"lenient\"", "huaweicloud_core::codegen", "lenient::lenient"),
    ("list()", "huaweicloud_core::codegen", "list"),
    ("non_empty()", "huaweicloud_core::codegen", "non_empty"),
    ("object()", "huaweicloud_core::codegen", "object"),
    ("\"page_items\"", "huaweicloud_core::codegen", "page_items"),
    ("\"page_items_or_none\"", "huaweicloud_core::codegen", "page_items_or_none"),
    ("property()", "huaweicloud_core::codegen", "lenient::property"),
    ("\"quoted\"", "huaweicloud_core::codegen", "encoding::quoted"),
    ("serialize_map", "serde", "ser::SerializeMap"),
    ("starting_with()", "huaweicloud_core::codegen", "starting_with"),
    ("to_json", "huaweicloud_core::codegen", "encoding::to_json"),
    ("wrapped()", "huaweicloud_core::codegen", "wrapped"),
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
        let order = [
            "std",
            "huaweicloud_core",
            "huaweicloud_core::codegen",
            "serde",
            "serde_json",
            "super",
        ];
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

/// Types, waiters and responses of other modules that this one may use, with their paths.
fn elsewhere<'a>(
    api: &'a Api,
    service: &'a Service,
    module: &'a Module,
) -> impl Iterator<Item = (usize, String, String)> {
    let others = api.services.iter().filter(|other| other.endpoint.is_none());
    let shared = others.filter(|other| other.name != service.name).flat_map(|home| {
        home.modules
            .iter()
            .map(move |module| (7, format!("crate::{}::{}", home.name, module.name), module))
    });
    let own = service.modules.iter().filter(|other| other.name != module.name);
    let own = own.map(|module| (6, format!("super::{}", module.name), module));
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
