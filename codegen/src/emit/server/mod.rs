//! The server crate: a trait and a router per service.

mod fields;
mod readers;
mod texts;

use std::iter;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{
    cx::{Crate, Cx},
    docs,
    file::SourceFile,
    path::path,
    services::{common, handle},
};
use crate::{
    Anchors,
    api::{Api, Encoding, Field, Key, Module, Operation, Output, Renamed, Service},
};

const CRATE: &str = "server";

const ROOT: &str = include_str!("root.md");

/// The files of the crate.
pub(super) fn files<'a>(api: &'a Api, anchors: &'a Anchors) -> impl Iterator<Item = SourceFile> {
    let names = api.with_operations().map(|service| &service.name);
    let common = common(api).map(|service| {
        let module = &service.name;
        quote!(pub use huaweicloud_model::#module;)
    });
    let traits = api.with_operations().map(|service| {
        let (module, handle) = (&service.name, handle(service));
        quote!(#module::#handle)
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

            /// Calls a macro with the module and the trait of every service, as in `sdrs::Sdrs`, to do
            /// the same for all of them.
            ///
            /// ```
            /// use huaweicloud_server::{Call, Fault, Operation};
            ///
            /// /// A cloud that is down.
            /// struct Down;
            ///
            /// macro_rules! down {
            ///     ($($service:ident::$Service:ident),*) => {$(
            ///         impl huaweicloud_server::$service::$Service for Down {
            ///             async fn fallback<O: Operation>(&self, _: Call<O>) -> Result<O::Output, Fault> {
            ///                 Err(Fault::new(503, None, "down for maintenance"))
            ///             }
            ///         }
            ///     )*};
            /// }
            ///
            /// huaweicloud_server::for_each_service!(down);
            /// ```
            #[macro_export]
            macro_rules! for_each_service {
                ($callback:ident) => { $callback! { #(#traits),* } };
            }
        },
    );
    let services = api.with_operations().flat_map(move |service| {
        let cx = move |module| Cx::new(api, anchors, Crate::Server, service, module);
        let modules =
            modules(service).map(move |module| (module, readers::items(&cx(Some(module)), module)));
        SourceFile::service(CRATE, service, service_items(&cx(None)), modules)
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

fn service_items(cx: &Cx<'_>) -> TokenStream {
    let service = cx.service;
    let modules = modules(service).map(|module| &module.name);
    let (handle, home) = (handle(service), &service.name);
    let resources = service.modules.iter().map(|module| &module.name);
    let doc = docs::doc(&format!(
        "{}\n\nA method that is not implemented calls [`fallback`](Self::fallback).",
        service.doc
    ));
    let methods: TokenStream =
        service.operations().map(|operation| method(cx, operation)).collect();
    let metas = service.operations().map(|operation| {
        let id = &operation.id;
        quote!(#id::META)
    });
    let arms = operations(service).map(|(module, operation)| arm(module, operation));
    let envelope = envelope(service);
    cx.import("std", ["sync::Arc"]);
    cx.core(["Meta", "Operation"]);
    cx.import("huaweicloud_serve", ["Call", "Envelope", "Fault", "Incoming", "Reply", "Router"]);
    cx.import("huaweicloud_serve", ["not_implemented"]);
    let uses = cx.uses();
    quote! {
        #(mod #modules;)*

        #uses

        #(
            #[doc(inline)]
            pub use huaweicloud_model::#home::#resources::*;
        )*

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

            #methods
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

/// How the service writes errors.
fn envelope(service: &Service) -> Option<TokenStream> {
    service.fault.as_ref().map(|fault| {
        // A raw string, since JSON is full of quotes. It ends at its own end.
        let body = match fault.body.contains("\"#") {
            true => fault.body.to_token_stream(),
            false => path(&format!("r#\"{}\"#", fault.body)),
        };
        let invalid = fault.invalid.as_ref().map(|code| quote!(.invalid(#code)));
        quote!(Envelope::new(#body)#invalid)
    })
}

fn method(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let doc = docs::doc(&format!(
        "{}\n\n`{} {}`.",
        docs::summary(&operation.doc),
        operation.http_method,
        operation.path
    ));
    let (method, id) = (&operation.method, &operation.id);
    let output = cx.output(operation);
    quote! {
        #doc
        fn #method(&self, call: Call<#id>) -> impl Future<Output = Result<#output, Fault>> + Send {
            self.fallback(call)
        }
    }
}

fn arm(module: &Module, operation: &Operation) -> TokenStream {
    let (id, method, module) = (operation.id.as_str(), &operation.method, &module.name);
    let silent = operation.output.silent();
    let mut speaking = operation.success.iter().filter(|status| Some(**status) != silent);
    let status = Literal::u16_unsuffixed(speaking.next().copied().unwrap_or(200));
    let mut renamed = None;
    let reply = match operation.output.spoken() {
        Output::None => quote!(Ok(Reply::empty(#status))),
        Output::Headers(fields) => with_headers(&quote!(Reply::empty(#status)), fields),
        Output::Wrapped { key, .. } => {
            let (key, find) = response_key(key);
            renamed = find;
            in_part(&quote!(Reply::wrapped(#status, #key, &output)), operation)
        }
        Output::Response(_) | Output::Type(_) | Output::Sometimes { .. } => {
            in_part(&quote!(Reply::json(#status, &output)), operation)
        }
    };
    let is_none = matches!(operation.output, Output::None);
    let output = (!is_none).then(|| quote!(let output =));
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
fn response_key(key: &Key) -> (TokenStream, Option<TokenStream>) {
    let name = &key.name;
    match &key.renamed {
        None => (quote!(#name), None),
        Some(Renamed { major, minor, name: newer }) => {
            let (major, minor) = (Literal::u16_unsuffixed(*major), Literal::u16_unsuffixed(*minor));
            let find =
                quote!(let key = incoming.context(meta).key(#name, (#major, #minor), #newer););
            (quote!(key), Some(find))
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
        let name = &field.name;
        let value = match field.encoding {
            Encoding::Digit if field.is_option() => quote!(&output.#name.map(i64::from)),
            Encoding::Digit => quote!(&i64::from(output.#name)),
            Encoding::Plain
            | Encoding::Quoted
            | Encoding::Csv
            | Encoding::Json
            | Encoding::Pattern(_) => quote!(&output.#name),
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
