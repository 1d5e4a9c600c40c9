//! The server crate: a trait and a router per service.

mod readers;

use std::iter;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    SourceFile, docs,
    model::{output, service_name},
    services,
    tokens::name,
};
use crate::api::{Api, Encoding, Field, Key, Module, Operation, Output, Service};

const CRATE: &str = "server";

const ROOT: &str = include_str!("root.md");

/// The files of the crate.
pub(super) fn files(api: &Api) -> impl Iterator<Item = SourceFile> {
    let names = services(api).map(|service| name(&service.name));
    let common = api.services.iter().filter(|service| service.endpoint.is_none());
    let common = common.map(|service| {
        let module = name(&service.name);
        quote!(pub use huaweicloud_model::#module;)
    });
    let root = SourceFile::root(
        CRATE,
        ROOT,
        quote! {
            #(pub mod #names;)*

            #[doc(inline)]
            pub use huaweicloud_core::{
                Body, Build, Bytes, Meta, Nullable, Operation, Secret, Timestamp, formats, http,
            };
            pub use serde_json::{self, Value};
            #(#common)*
            #[doc(inline)]
            pub use huaweicloud_serve::{Call, Fault, Router, serve};
        },
    );
    let services = services(api).flat_map(move |service| {
        let modules =
            modules(service).map(move |module| (module, readers::items(api, service, module)));
        SourceFile::service(CRATE, service, service_items(service), modules)
    });
    iter::once(root).chain(services)
}

/// The resources with operations; a server needs no others.
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
    let resources = service.modules.iter().map(|module| name(&module.name));
    let doc = docs::doc(&format!(
        "{}\n\nA method that is not implemented calls [`fallback`](Self::fallback).",
        service.doc
    ));
    let methods = operations(service).map(|(_, operation)| method(operation));
    let metas = operations(service).map(|(_, operation)| {
        let id = name(&operation.id);
        quote!(#id::META)
    });
    let arms = operations(service).map(|(module, operation)| arm(module, operation));
    let envelope = service.fault.as_ref().map(|fault| {
        // A raw string, since JSON is full of quotes.
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
        #(
            #[doc(inline)]
            pub use huaweicloud_model::#home::#resources::*;
        )*

        use huaweicloud_serve::{Call, Envelope, Fault, Incoming, Reply, Router, not_implemented};

        #doc
        pub trait #handle: Send + Sync + 'static {
            /// Handles the operations whose methods are not implemented.
            ///
            /// By default, responds with 501.
            fn fallback<O: Operation>(
                &self,
                call: Call<O>,
            ) -> impl Future<Output = Result<O::Output, Fault>> + Send {
                not_implemented(call)
            }

            #(#methods)*
        }

        /// Returns the router of a service.
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
            self.fallback(call)
        }
    }
}

fn arm(module: &Module, operation: &Operation) -> TokenStream {
    let (id, method, module) = (&operation.id, name(&operation.method), name(&module.name));
    let silent = operation.output.silent();
    let mut speaking = operation.success.iter().filter(|status| Some(**status) != silent);
    let status = Literal::u16_unsuffixed(speaking.next().copied().unwrap_or(200));
    let key = match operation.output.spoken() {
        Output::Wrapped { key, .. } => Some(key),
        _ => None,
    };
    let (key, renamed) = key.map(response_key).unwrap_or_default();
    let reply = match operation.output.spoken() {
        Output::None => quote!(Ok(Reply::empty(#status))),
        Output::Headers(fields) => with_headers(&quote!(Reply::empty(#status)), fields),
        Output::Wrapped { .. } => {
            let reply = quote!(Reply::wrapped(#status, #key, &output));
            in_part(&reply, operation)
        }
        _ => in_part(&quote!(Reply::json(#status, &output)), operation),
    };
    let output = match operation.output {
        Output::None => quote!(),
        _ => quote!(let output =),
    };
    let nothing = silent.map(|silent| {
        let silent = Literal::u16_unsuffixed(silent);
        match operation.output.is_nullable() {
            true => quote!(if output.is_none() { return Ok(Reply::empty(#silent)); }),
            false => quote!(let Some(output) = output else { return Ok(Reply::empty(#silent)) };),
        }
    });
    quote! {
        #id => {
            let operation = #module::#method(&incoming)?;
            #renamed
            #output self.0.#method(Call::new(operation, incoming)?).await?;
            #nothing
            #reply
        }
    }
}

/// The key of a response, and the code that determines its name if that depends on the
/// microversion.
fn response_key(key: &Key) -> (TokenStream, TokenStream) {
    let name = &key.name;
    match &key.renamed {
        None => (quote!(#name), quote!()),
        Some((major, minor, newer)) => {
            let (major, minor) = (Literal::u16_unsuffixed(*major), Literal::u16_unsuffixed(*minor));
            let find =
                quote!(let key = incoming.context(meta).key(#name, (#major, #minor), #newer););
            (quote!(key), find)
        }
    }
}

/// A response with some fields in headers.
fn in_part(reply: &TokenStream, operation: &Operation) -> TokenStream {
    let fields = operation.output.response().unwrap_or_default();
    match fields.iter().any(|field| field.header.is_some()) {
        true => with_headers(&quote!(#reply?), fields),
        false => reply.clone(),
    }
}

fn with_headers(reply: &TokenStream, fields: &[Field]) -> TokenStream {
    let headers = fields.iter().filter_map(|field| Some((field, field.header.as_deref()?)));
    let headers = headers.map(|(field, header)| {
        let name = name(&field.name);
        let value = match field.encoding {
            Encoding::Digit if field.is_option() => {
                quote!(&output.#name.map(i64::from))
            }
            Encoding::Digit => quote!(&i64::from(output.#name)),
            _ => quote!(&output.#name),
        };
        match header.strip_suffix('*') {
            Some(prefix) => quote! {
                for (key, value) in &output.#name {
                    reply.header(&format!("{}{key}", #prefix), value)?;
                }
            },
            None => quote!(reply.header(#header, #value)?;),
        }
    });
    quote! {
        let mut reply = #reply;
        #(#headers)*
        Ok(reply)
    }
}
