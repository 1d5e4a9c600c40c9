//! The model crate: types and operations, with their encoding.

mod answers;
mod enums;
mod inputs;
mod operations;
mod pages;
mod places;
mod starts;
mod structs;
mod types;
mod visitor;
mod waiting;
mod wire;
mod words;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    cx::{Crate, Cx},
    docs,
    file::SourceFile,
    services::feature,
};
use crate::{
    Anchors,
    api::{Api, Code, Module},
};

const CRATE: &str = "model";

const ROOT: &str = "\
Types and requests of Huawei Cloud's APIs, with their encoding.

Every request is an [`Operation`](huaweicloud_core::Operation): it encodes itself and decodes its
response, and does no I/O. It also implements `Serialize` and `Deserialize`, as an object with `path`,
`query`, `headers` and `body`, whose keys are those of the API. Most programs should use the client crate
`huaweicloud`, which is based on this one; for your own HTTP stack, this crate is enough.

There is a module per service, with a module per resource; the types of a service are also at its root.";

/// The files of the crate.
pub(super) fn files<'a>(api: &'a Api, anchors: &'a Anchors) -> impl Iterator<Item = SourceFile> {
    let services = api.services.iter().flat_map(move |service| {
        let cx = move |module| Cx::new(api, anchors, Crate::Model, service, module);
        let modules = service.modules.iter();
        let modules = modules.map(move |module| (module, module_items(&cx(Some(module)), module)));
        let codes = (!service.codes.is_empty()).then(|| codes(&cx(None)));
        SourceFile::service(CRATE, service, service_items(&cx(None)), modules).chain(codes)
    });
    [SourceFile::root(CRATE, ROOT, root(api)), visitor(api)].into_iter().chain(services)
}

fn root(api: &Api) -> TokenStream {
    let modules = api.services.iter().map(|service| {
        let (feature, module) = (feature(service), &service.name);
        quote!(#feature pub mod #module;)
    });
    quote! {
        #(#modules)*
        mod operations;

        pub use operations::{Visitor, visit_operations};
    }
}

fn service_items(cx: &Cx<'_>) -> TokenStream {
    let service = cx.service;
    let modules: Vec<_> = service.modules.iter().map(|module| &module.name).collect();
    let modules = quote!(#(pub mod #modules;)* #(pub use #modules::*;)*);
    let Some(endpoint) = &service.endpoint else { return modules };
    let has_codes = !service.codes.is_empty();
    let errors = has_codes.then(|| {
        quote!(
            mod codes;
        )
    });
    let (key, doc) = (service.name.as_str(), docs::doc(docs::summary(&service.doc)));
    let codes = has_codes.then(|| quote!(.codes(codes::CODES)));
    let header = service.microversion_header.as_ref();
    let microversion = header.map(|header| quote!(.microversion_header(#header)));
    let catalog = service.catalog.as_ref().map(|catalog| quote!(.catalog_type(#catalog)));
    cx.core(["Service"]);
    let uses = cx.uses();
    quote! {
        #errors
        #modules

        #uses

        #doc
        pub static SERVICE: Service = Service::new(#key, #endpoint)#codes #microversion #catalog;
    }
}

fn codes(cx: &Cx<'_>) -> SourceFile {
    let service = cx.service;
    let codes = service.codes.iter().map(|Code { code, class, remedy, safe_to_retry }| {
        let remedy = remedy.as_ref().map(|remedy| quote!(.remedy(#remedy)));
        let safe_to_retry = safe_to_retry.then(|| quote!(.safe_to_retry()));
        cx.core([&format!("ErrorKind::{class}")]);
        quote!(KnownCode::new(#code, #class)#remedy #safe_to_retry)
    });
    let codes = quote!(#(#codes),*);
    cx.core(["KnownCode"]);
    let uses = cx.uses();
    SourceFile {
        path: format!("{CRATE}/src/{}/codes.rs", service.name),
        origin: format!("{}/errors.yaml", service.name),
        doc: "Error codes, and what they mean to a caller.".to_owned(),
        items: quote! {
            #uses

            pub(super) const CODES: &[KnownCode] = &[#codes];
        },
    }
}

fn module_items(cx: &Cx<'_>, module: &Module) -> TokenStream {
    let operations = || module.operations.iter();
    let definitions = operations().map(|operation| operations::definitions(cx, operation));
    let types = module.types.iter().map(|id| types::items(cx, cx.decl(*id)));
    let machinery = operations().map(|operation| operations::machinery(cx, operation));
    let items = quote!(#(#definitions)* #(#types)* #(#machinery)*);
    let uses = cx.uses();
    quote!(#uses #items)
}

fn visitor(api: &Api) -> SourceFile {
    SourceFile {
        path: format!("{CRATE}/src/operations.rs"),
        origin: String::new(),
        doc: visitor::DOC.to_owned(),
        items: visitor::items(api),
    }
}
