//! The model crate: types and operations, with their encoding.

mod bodies;
mod enums;
mod imports;
mod operations;
mod pages;
mod places;
mod structs;
mod texts;
mod waiting;
mod wire;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use waiting::doc as waiter_doc;

use super::{SourceFile, docs, services, tokens::name};
use crate::{
    api::{Api, Code, Kind, Module, Output, Service, TypeDecl},
    names,
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
pub(super) fn files(api: &Api) -> impl Iterator<Item = SourceFile> {
    let services = api.services.iter().flat_map(move |service| {
        let modules = service.modules.iter();
        let modules = modules.map(move |module| (module, module_items(api, service, module)));
        let codes = (!service.codes.is_empty()).then(|| codes(service));
        SourceFile::service(CRATE, service, service_items(service), modules).chain(codes)
    });
    [SourceFile::root(CRATE, ROOT, root(api)), visitor(api)].into_iter().chain(services)
}

fn root(api: &Api) -> TokenStream {
    let modules = api.services.iter().map(|service| {
        let module = name(&service.name);
        let feature = feature(service);
        quote!(#feature pub mod #module;)
    });
    quote! {
        #(#modules)*
        mod operations;

        pub use operations::{Visitor, visit_operations};
    }
}

/// The attribute of items that depend on the feature of a service.
pub(super) fn feature(service: &Service) -> TokenStream {
    let feature = &service.name;
    if service.endpoint.is_some() { quote!(#[cfg(feature = #feature)]) } else { TokenStream::new() }
}

fn service_items(service: &Service) -> TokenStream {
    let modules: Vec<_> = service.modules.iter().map(|module| name(&module.name)).collect();
    let modules = quote!(#(pub mod #modules;)* #(pub use #modules::*;)*);
    let Some(endpoint) = &service.endpoint else { return modules };
    let key = &service.name;
    let codes = if service.codes.is_empty() { quote!() } else { quote!(.codes(codes::CODES)) };
    let errors = if service.codes.is_empty() {
        quote!()
    } else {
        quote!(
            mod codes;
        )
    };
    let doc = docs::doc(docs::summary(&service.doc));
    let header = service.microversion_header.as_ref();
    let microversion = header.map(|header| quote!(.microversion_header(#header)));
    let catalog = service.catalog.as_ref().map(|catalog| quote!(.catalog_type(#catalog)));
    quote! {
        #errors
        #modules

        use huaweicloud_core::Service;

        #doc
        pub static SERVICE: Service = Service::new(#key, #endpoint)#codes #microversion #catalog;
    }
}

fn codes(service: &Service) -> SourceFile {
    let codes = service.codes.iter().map(|Code { code, class, remedy, safe_to_retry }| {
        let class = name(class);
        let remedy = remedy.as_ref().map(|remedy| quote!(.remedy(#remedy)));
        let safe_to_retry = safe_to_retry.then(|| quote!(.safe_to_retry()));
        quote!(KnownCode::new(#code, ErrorKind::#class)#remedy #safe_to_retry)
    });
    SourceFile {
        path: format!("{CRATE}/src/{}/codes.rs", service.name),
        origin: format!("{}/errors.yaml", service.name),
        doc: "Error codes with another meaning than their HTTP status.".to_owned(),
        items: quote! {
            use huaweicloud_core::{ErrorKind, KnownCode};

            pub(super) const CODES: &[KnownCode] = &[#(#codes),*];
        },
    }
}

fn module_items(api: &Api, service: &Service, module: &Module) -> TokenStream {
    let operations = module.operations.iter().map(operations::items);
    let types = module.types.iter().map(|decl| {
        let items = type_items(decl);
        let new = match &decl.kind {
            Kind::Struct { fields, .. } if decl.is_input => {
                structs::new(&decl.name, fields, &decl.constructors)
            }
            _ => quote!(),
        };
        quote!(#items #new)
    });
    let items = quote!(#(#operations)* #(#types)*);
    let uses = imports::of(api, service, module, &items);
    quote!(#uses #items)
}

fn type_items(decl: &TypeDecl) -> TokenStream {
    match &decl.kind {
        Kind::Struct { fields, extra } => {
            structs::items(&decl.name, &decl.doc, fields, extra.as_ref())
        }
        Kind::Enum(variants) => enums::items(&decl.name, &decl.doc, variants),
        Kind::OneOf(alternatives) => {
            enums::one_of(&decl.name, &decl.doc, alternatives, decl.needs_default)
        }
        Kind::Format(format) => {
            let (format, name) = (name(format), name(&decl.name));
            let renamed = (decl.name != format.to_string()).then(|| quote!(as #name));
            quote!(pub use huaweicloud_core::formats::#format #renamed;)
        }
    }
}

/// A visitor of all operations, for code that handles them uniformly.
fn visitor(api: &Api) -> SourceFile {
    let visits = services(api).flat_map(|service| {
        let feature = feature(service);
        let module = name(&service.name);
        let operations = service.modules.iter().flat_map(|module| &module.operations);
        operations.map(move |operation| {
            let id = name(&operation.id);
            quote!(#feature visitor.visit::<crate::#module::#id>();)
        })
    });
    let items = quote! {
        use std::fmt::Debug;

        use huaweicloud_core::Operation;
        use serde::{Serialize, de::DeserializeOwned};

        /// A visitor of operations.
        pub trait Visitor {
            /// Visits one operation.
            ///
            /// Requests and outputs can be serialized: a request as an object with `path`, `query`,
            /// `headers` and `body`.
            fn visit<O>(&mut self)
            where
                O: Operation + Clone + Debug + PartialEq + Serialize + DeserializeOwned,
                O::Output: Serialize;
        }

        /// Visits every operation of the enabled services.
        pub fn visit_operations<V: Visitor>(visitor: &mut V) {
            let _: &V = visitor;
            #(#visits)*
        }
    };
    SourceFile {
        path: format!("{CRATE}/src/operations.rs"),
        origin: String::new(),
        doc: "A visitor of all operations, for code that handles them uniformly.".to_owned(),
        items,
    }
}

/// The output type of an operation.
pub(super) fn output(id: &str, output: &Output) -> TokenStream {
    match output {
        Output::None => quote!(()),
        Output::Response(_) | Output::Headers(_) => name(&format!("{id}Response")),
        Output::Type(ty) => super::tokens::ty(ty),
        Output::Wrapped { nullable, inner, .. } => {
            let inner = self::output(id, inner);
            if *nullable { quote!(Option<#inner>) } else { inner }
        }
        Output::Sometimes { inner, .. } if inner.is_nullable() => self::output(id, inner),
        Output::Sometimes { inner, .. } => {
            let inner = self::output(id, inner);
            quote!(Option<#inner>)
        }
    }
}

/// The name of the trait and the handle of a service.
pub(super) fn service_name(service: &Service) -> TokenStream {
    name(&names::pascal(&service.name))
}
