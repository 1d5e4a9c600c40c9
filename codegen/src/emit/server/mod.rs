//! The server crate: one trait and one router per service.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    SourceFile, docs,
    model::{arguments, output, service_name},
    services,
    tokens::{self, name},
};
use crate::api::{Api, Field, Module, Operation, Output, Placeholder, Service, Type};

const CRATE: &str = "server";

const ROOT: &str = "\
Server stubs of Huawei Cloud's APIs, for emulators and fakes.

A module per service, with a trait that has a method per operation and a function that makes an
`axum` router of what implements it. Requests are checked against the specs before a method sees
them. Every method has a default that answers 501 in the service's own way, so a new operation
breaks no implementation.";

/// The files of the crate.
pub(super) fn files(api: &Api) -> Vec<SourceFile> {
    let modules = services(api).map(|service| name(&service.name));
    let mut files = vec![SourceFile::root(CRATE, ROOT, quote!(#(pub mod #modules;)*))];
    for service in services(api) {
        files.push(SourceFile::service(CRATE, service, service_items(service)));
        for module in service.modules.iter().filter(|module| !module.operations.is_empty()) {
            files.push(SourceFile::resource(CRATE, service, module, module_items(service, module)));
        }
    }
    files
}

fn operations(service: &Service) -> impl Iterator<Item = (&Module, &Operation)> {
    service
        .modules
        .iter()
        .flat_map(|module| module.operations.iter().map(move |operation| (module, operation)))
}

fn service_items(service: &Service) -> TokenStream {
    let modules = service.modules.iter().filter(|module| !module.operations.is_empty());
    let modules = modules.map(|module| name(&module.name));
    let (handle, home) = (service_name(service), name(&service.name));
    let mut used: Vec<String> = Vec::new();
    for (_, operation) in operations(service) {
        used.push(operation.id.clone());
        used.push(match &operation.output {
            Output::Response(_) => format!("{}Response", operation.id),
            Output::Named(ty) => ty.name().map(|name| name.name.clone()).unwrap_or_default(),
        });
    }
    used.sort();
    used.dedup();
    let used = used.iter().map(|text| name(text));
    let doc = docs::doc(&format!("{}\n\nA method that is not written answers 501.", service.doc));
    let methods = operations(service).map(|(_, operation)| method(operation));
    let metas = operations(service).map(|(_, operation)| {
        let id = name(&operation.id);
        quote!(#id::META)
    });
    let arms = operations(service).map(|(module, operation)| arm(module, operation));
    let envelope = service.fault.as_ref().map(|fault| {
        // Read raw, since JSON is full of quotes.
        let body = if fault.body.contains("\"#") {
            let body = &fault.body;
            quote!(#body)
        } else {
            name(&format!("r#\"{}\"#", fault.body))
        };
        let invalid = fault.invalid.as_ref().map(|code| quote!(.invalid(#code)));
        quote!(Envelope::new(#body)#invalid)
    });
    quote! {
        #(mod #modules;)*

        use std::sync::Arc;

        use huaweicloud_core::{Meta, Operation};
        use huaweicloud_model::#home::{#(#used),*};
        use huaweicloud_serve::{Call, Envelope, Fault, Incoming, Reply, Router, not_implemented};

        #doc
        pub trait #handle: Send + Sync + 'static {
            #(#methods)*
        }

        /// A router of the service's operations.
        pub fn router<S: #handle>(service: Arc<S>) -> Router {
            huaweicloud_serve::router(Stub(service))
        }

        struct Stub<S>(Arc<S>);

        impl<S: #handle> huaweicloud_serve::Service for Stub<S> {
            const OPERATIONS: &'static [&'static Meta] = &[#(#metas),*];
            const ERRORS: Envelope = #envelope;

            async fn dispatch(&self, meta: &'static Meta, incoming: Incoming) -> Result<Reply, Fault> {
                match meta.operation {
                    #(#arms)*
                    _ => Err(Fault::not_implemented(meta)),
                }
            }
        }
    }
}

fn method(operation: &Operation) -> TokenStream {
    let doc = docs::doc(&format!(
        "{}\n\n`{} {}`.",
        docs::summary(&operation.doc),
        operation.http_method,
        operation.path
    ));
    let (method, id) = (name(&operation.method), name(&operation.id));
    let output = output(&operation.id, &operation.output);
    quote! {
        #doc
        fn #method(&self, call: Call<#id>) -> impl Future<Output = Result<#output, Fault>> + Send {
            not_implemented(call)
        }
    }
}

fn arm(module: &Module, operation: &Operation) -> TokenStream {
    let (id, method, module) = (&operation.id, name(&operation.method), name(&module.name));
    let status =
        proc_macro2::Literal::u16_unsuffixed(operation.success.first().copied().unwrap_or(200));
    quote! {
        #id => {
            let operation = #module::#method(&incoming)?;
            let output = self.0.#method(Call::new(operation, incoming)).await?;
            Reply::json(#status, &output)
        }
    }
}

fn module_items(service: &Service, module: &Module) -> TokenStream {
    let home = name(&service.name);
    let ids = module.operations.iter().map(|operation| name(&operation.id));
    let readers = module.operations.iter().map(reader);
    let queries = || module.operations.iter().flat_map(|operation| &operation.query);
    let lists_enums = queries().any(|field| match &field.ty {
        Type::List(inner) => is_enum(inner),
        _ => false,
    });
    let argument = lists_enums.then(|| quote!(Argument,));
    let required = || queries().filter(|field| !field.optional);
    let timestamp = required().any(|field| matches!(field.ty, Type::Timestamp)).then(|| {
        quote!(
            use huaweicloud_core::Timestamp;
        )
    });
    let enums: BTreeSet<&str> = required()
        .filter(|field| is_enum(&field.ty))
        .filter_map(|field| Some(field.ty.name()?.name.as_str()))
        .collect();
    let enums = enums.into_iter().map(name);
    quote! {
        #timestamp
        use huaweicloud_model::#home::{#(#ids,)* #(#enums),*};
        use huaweicloud_serve::{#argument Arguments, Fault, Incoming};

        #(#readers)*
    }
}

fn reader(operation: &Operation) -> TokenStream {
    let (method, id) = (name(&operation.method), name(&operation.id));
    let doc = docs::doc(&format!("Reads the arguments of `{}` from a request.", operation.id));
    let (required, optional) = arguments(operation);
    let path: Vec<_> = operation
        .placeholders
        .iter()
        .filter_map(|placeholder| match placeholder {
            Placeholder::Argument(field) => Some(field.name.as_str()),
            Placeholder::Project => None,
        })
        .collect();
    let values = required.iter().map(|field| {
        let wire = &field.wire;
        if path.contains(&field.name.as_str()) {
            quote!(arguments.path(#wire))
        } else {
            query(field)
        }
    });
    let made = match required.is_empty() {
        true => quote!(#id::default()),
        false => quote!(#id::new(#(#values),*)),
    };
    let sets: Vec<_> = optional
        .iter()
        .map(|field| {
            let (name, read) = (name(&field.name), query(field));
            quote!(operation.#name = #read;)
        })
        .collect();
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    if required.is_empty() && optional.is_empty() {
        return quote! {
            #doc
            pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
                Arguments::of(incoming).finish()?;
                Ok(#made)
            }
        };
    }
    quote! {
        #doc
        pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
            let mut arguments = Arguments::of(incoming);
            let #mutable operation = #made;
            #(#sets)*
            arguments.finish()?;
            Ok(operation)
        }
    }
}

/// Reads a parameter of the query and checks it.
fn query(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let range = range(field);
    match (&field.ty, field.optional) {
        (Type::List(inner), _) if is_enum(inner) => quote!(arguments.list(#wire, Argument::known)),
        (Type::List(_), _) => quote!(arguments.list(#wire, |argument| argument #range.optional())),
        (ty, true) if is_enum(ty) => quote!(arguments.query(#wire).known()),
        (_, true) => quote!(arguments.query(#wire)#range.optional()),
        // What takes it converts it, so its type must be said.
        (ty, false) => {
            let read = if is_enum(ty) { quote!(required_known) } else { quote!(required) };
            let ty = tokens::ty(ty);
            quote!(arguments.query(#wire)#range.#read::<#ty>())
        }
    }
}

fn is_enum(ty: &Type) -> bool {
    matches!(ty, Type::Named(name) if name.is_enum)
}

fn range(field: &Field) -> TokenStream {
    let bound = |bound: Option<i64>| match bound {
        Some(bound) => {
            let bound = proc_macro2::Literal::i64_unsuffixed(bound);
            quote!(Some(#bound))
        }
        None => quote!(None),
    };
    match field.range {
        (None, None) => quote!(),
        (least, greatest) => {
            let (least, greatest) = (bound(least), bound(greatest));
            quote!(.range(#least, #greatest))
        }
    }
}
