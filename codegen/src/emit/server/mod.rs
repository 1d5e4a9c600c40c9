//! The server crate: one trait and one router per service.

use std::{collections::BTreeSet, iter};

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    SourceFile, docs,
    model::{output, service_name},
    services,
    tokens::{self, name},
};
use crate::api::{
    Api, Body, Encoding, Field, Key, Module, Operation, Output, Placeholder, Service, Type,
};

const CRATE: &str = "server";

const ROOT: &str = include_str!("root.md");

/// The files of the crate.
pub(super) fn files(api: &Api) -> impl Iterator<Item = SourceFile> {
    let names = services(api).map(|service| name(&service.name));
    let root = SourceFile::root(CRATE, ROOT, quote!(#(pub mod #names;)*));
    let services = services(api).flat_map(|service| {
        let modules = modules(service).map(|module| (module, module_items(service, module)));
        SourceFile::service(CRATE, service, service_items(service), modules)
    });
    iter::once(root).chain(services)
}

/// Resources that have operations; a server needs no others.
fn modules(service: &Service) -> impl Iterator<Item = &Module> {
    service.modules.iter().filter(|module| !module.operations.is_empty())
}

fn operations(service: &Service) -> impl Iterator<Item = (&Module, &Operation)> {
    service
        .modules
        .iter()
        .flat_map(|module| module.operations.iter().map(move |operation| (module, operation)))
}

fn service_items(service: &Service) -> TokenStream {
    let modules = modules(service).map(|module| name(&module.name));
    let (handle, home) = (service_name(service), name(&service.name));
    let mut used: Vec<String> = Vec::new();
    for (_, operation) in operations(service) {
        used.push(operation.id.clone());
        if operation.output.response().is_some() {
            used.push(format!("{}Response", operation.id));
        }
        used.extend(
            operation
                .output
                .ty()
                .and_then(|ty| ty.name())
                .filter(|ty| ty.service == service.name)
                .map(|ty| ty.name.clone()),
        );
    }
    used.sort();
    used.dedup();
    let used = used.iter().map(|text| name(text));
    let doc = docs::doc(&format!(
        "{}\n\nA method that is not written does what [`otherwise`](Self::otherwise) does.",
        service.doc
    ));
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
            /// Answers every operation whose method is not written; 501, unless it is written.
            fn otherwise<O: Operation>(
                &self,
                call: Call<O>,
            ) -> impl Future<Output = Result<O::Output, Fault>> + Send {
                not_implemented(call)
            }

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
            self.otherwise(call)
        }
    }
}

fn arm(module: &Module, operation: &Operation) -> TokenStream {
    let (id, method, module) = (&operation.id, name(&operation.method), name(&module.name));
    let status =
        proc_macro2::Literal::u16_unsuffixed(operation.success.first().copied().unwrap_or(200));
    let (output, reply) = match &operation.output {
        Output::None => (quote!(), quote!(Ok(Reply::empty(#status)))),
        Output::Headers(fields) => {
            let fields = fields.iter().map(|field| {
                let (name, header) =
                    (name(&field.name), field.header.as_deref().unwrap_or_default());
                match header.strip_suffix('*') {
                    Some(prefix) => quote! {
                        for (key, value) in &output.#name {
                            reply.header(&format!("{}{key}", #prefix), value)?;
                        }
                    },
                    None => quote!(reply.header(#header, &output.#name)?;),
                }
            });
            let reply = quote! {
                let mut reply = Reply::empty(#status);
                #(#fields)*
                Ok(reply)
            };
            (quote!(let output =), reply)
        }
        Output::Wrapped { key, .. } => {
            (quote!(let output =), quote!(Reply::wrapped(#status, #key, &output)))
        }
        Output::Response(_) | Output::Type(_) => {
            (quote!(let output =), quote!(Reply::json(#status, &output)))
        }
    };
    quote! {
        #id => {
            let operation = #module::#method(&incoming)?;
            #output self.0.#method(Call::new(operation, incoming)?).await?;
            #reply
        }
    }
}

fn module_items(service: &Service, module: &Module) -> TokenStream {
    let home = name(&service.name);
    let ids = module.operations.iter().map(|operation| name(&operation.id));
    let readers = module.operations.iter().map(reader);
    let arguments = |operation: &Operation| {
        operation.takes_struct().then(|| name(&format!("{}Arguments", operation.id)))
    };
    let structs = module.operations.iter().filter_map(arguments);
    // What takes these converts them, so their types are said.
    let said = || {
        let said = module.operations.iter().filter(|operation| !operation.takes_struct());
        said.flat_map(|operation| operation.arguments().0)
    };
    let timestamp = said().any(|field| matches!(field.ty, Type::Timestamp)).then(|| {
        quote!(
            use huaweicloud_core::Timestamp;
        )
    });
    let types = |own: bool| -> BTreeSet<&str> {
        let names = said().filter_map(|field| field.ty.name());
        names.filter(|ty| (ty.service == service.name) == own).map(|ty| ty.name.as_str()).collect()
    };
    let shared = types(false).into_iter().map(|ty| {
        let ty = name(ty);
        quote!(use huaweicloud_model::common::#ty;)
    });
    let own = types(true).into_iter().map(name);
    quote! {
        #timestamp
        #(#shared)*
        use huaweicloud_model::#home::{#(#ids,)* #(#structs,)* #(#own),*};
        use huaweicloud_serve::{Arguments, Fault, Incoming};

        #(#readers)*
    }
}

fn reader(operation: &Operation) -> TokenStream {
    let (method, id) = (name(&operation.method), name(&operation.id));
    let doc = docs::doc(&format!("Reads the arguments of `{}` from a request.", operation.id));
    let (required, optional) = operation.arguments();
    let values: Vec<_> = required.iter().map(|field| source(operation, field)).collect();
    let made = match (operation.takes_struct(), required.is_empty()) {
        (true, _) => {
            let arguments = name(&format!("{}Arguments", operation.id));
            let names = required.iter().map(|field| name(&field.name));
            quote!(#id::new(#arguments { #(#names: #values),* }))
        }
        (false, true) => quote!(#id::default()),
        (false, false) => quote!(#id::new(#(#values),*)),
    };
    let sets: Vec<_> = optional
        .iter()
        .map(|field| {
            let (name, read) = (name(&field.name), source(operation, field));
            quote!(operation.#name = #read;)
        })
        .collect();
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    let (body, end) = match &operation.body {
        Some(Body::Object { wrapper, constants, .. }) => {
            let wrapper = wrapper.as_ref().map(Key::names).unwrap_or_default();
            let constants = constants.iter().map(|(key, json)| {
                let names = key.names();
                quote!(body.constant(&[#(#names),*], #json);)
            });
            let body = quote!(let mut body = arguments.body(&[#(#wrapper),*]); #(#constants)*);
            (body, quote!(arguments.end(body)?;))
        }
        _ => (quote!(), quote!(arguments.finish()?;)),
    };
    if required.is_empty() && optional.is_empty() && operation.body.is_none() {
        return quote! {
            #doc
            pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
                Arguments::of(incoming).finish()?;
                Ok(#made)
            }
        };
    }
    let only_body = operation.query.is_empty()
        && operation.placeholders.iter().all(|it| matches!(it, Placeholder::Project));
    let reading = match (only_body, &operation.body) {
        (true, Some(Body::Object { .. } | Body::Bytes(_))) => quote!(let arguments),
        (true, Some(Body::Json(json))) if !json.is_many() => quote!(let arguments),
        _ => quote!(let mut arguments),
    };
    quote! {
        #doc
        pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
            #reading = Arguments::of(incoming);
            #body
            let #mutable operation = #made;
            #(#sets)*
            #end
            Ok(operation)
        }
    }
}

/// Where a field is read from.
fn source(operation: &Operation, field: &Field) -> TokenStream {
    let is = |other: &Field| std::ptr::eq(other, field);
    if operation.query.iter().any(is) {
        return query(field);
    }
    match &operation.body {
        Some(Body::Json(json)) if is(json) => match &json.ty {
            Type::List(item) => {
                let item = tokens::ty(item);
                quote!(arguments.body_list::<#item>())
            }
            other => {
                let ty = tokens::ty(other);
                quote!(arguments.body_json::<#ty>()?)
            }
        },
        Some(Body::Bytes(bytes)) if is(bytes) => quote!(arguments.body_bytes()),
        Some(Body::Object { extra: Some(extra), .. }) if is(extra) => quote!(body.rest()),
        Some(Body::Object { fields, .. }) if fields.iter().any(is) => body_field(operation, field),
        _ => {
            let wire = &field.wire;
            quote!(arguments.path(#wire))
        }
    }
}

fn body_field(operation: &Operation, field: &Field) -> TokenStream {
    let (wire, ty) = (&field.wire, tokens::field_ty(field));
    // What takes it converts it, unless it goes into a struct.
    let said = match operation.takes_struct() {
        true => quote!(),
        false => quote!(::<#ty>),
    };
    match (field.optional, is_enum(&field.ty)) {
        (true, _) if field.is_many() => quote!(body.optional(#wire).unwrap_or_default()),
        (true, true) => quote!(body.known(#wire)),
        (true, false) => quote!(body.optional(#wire)),
        (false, true) if !field.nullable => quote!(body.required_known #said(#wire)),
        (false, _) => quote!(body.required #said(#wire)),
    }
}

/// Reads a parameter of the query and checks it.
fn query(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let range = range(field);
    if field.encoding == Encoding::Json {
        return quote!(arguments.query(#wire).json());
    }
    match (&field.ty, field.optional) {
        (Type::List(inner), _) if is_enum(inner) => {
            quote!(arguments.list(#wire, |argument| argument.known()))
        }
        (Type::List(_), _) => quote!(arguments.list(#wire, |argument| argument #range.optional())),
        (ty, true) if is_enum(ty) => quote!(arguments.query(#wire).known()),
        (Type::Named(name), true) if name.is_format => quote!(arguments.query(#wire).text()),
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
