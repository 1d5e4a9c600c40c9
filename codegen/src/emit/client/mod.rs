//! The client crate: methods that build calls of the runtime.

mod calls;
mod example;
mod examples;
mod literal;
mod manual;

use std::iter;

pub(super) use examples::files as examples;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    cx::{Crate, Cx},
    docs,
    file::SourceFile,
    services::{common, feature, handle},
};
use crate::{
    Anchors,
    api::{Api, Module},
};

const CRATE: &str = "client";

const ROOT: &str = include_str!("root.md");

/// A page of the documentation, and nothing else.
const COOKBOOK: &str = include_str!("cookbook.md");

/// The files of the crate.
pub(super) fn files<'a>(api: &'a Api, anchors: &'a Anchors) -> impl Iterator<Item = SourceFile> {
    let services = api.with_operations().flat_map(move |service| {
        let cx = move |module| Cx::new(api, anchors, Crate::Client, service, module);
        let modules = service.modules.iter();
        let modules = modules.map(move |module| (module, module_items(&cx(Some(module)), module)));
        let resources = service.modules.iter().map(|module| manual::resource(service, module));
        let pages = iter::once(manual::service(&cx(None))).chain(resources);
        SourceFile::service(CRATE, service, service_items(&cx(None)), modules)
            .zip(pages)
            .map(|(file, doc)| SourceFile { doc, ..file })
    });
    let cookbook = SourceFile {
        path: format!("{CRATE}/src/cookbook.rs"),
        origin: String::new(),
        doc: COOKBOOK.to_owned(),
        items: TokenStream::new(),
    };
    [SourceFile::root(CRATE, &first_page(api), root(api)), cookbook].into_iter().chain(services)
}

/// The first page of the documentation, with data from the specs.
fn first_page(api: &Api) -> String {
    let operations =
        api.with_operations().map(|service| service.operations().count()).sum::<usize>();
    let features: Vec<_> =
        api.with_operations().map(|service| format!("`{}`", service.name)).collect();
    ROOT.replace("{operations}", &operations.to_string())
        .replace("| {services} |", &format!("| {} |", features.join(", ")))
}

fn root(api: &Api) -> TokenStream {
    let modules = api.with_operations().map(|service| {
        let (feature, module) = (feature(service), &service.name);
        quote!(#feature pub mod #module;)
    });
    let handles = api.with_operations().map(|service| {
        let (feature, module, handle) = (feature(service), &service.name, handle(service));
        let needs = manual::needs(service);
        let doc = docs::doc(&format!("{}\n\n{needs}", service.doc.trim_end()));
        quote! {
            #doc
            #feature
            pub fn #module(&self) -> #module::#handle {
                #module::#handle::new(self.0.clone())
            }
        }
    });
    let common = common(api).map(|service| {
        let module = &service.name;
        quote!(pub use huaweicloud_model::#module;)
    });
    let registered = api.with_operations().map(|service| {
        let (feature, module) = (feature(service), &service.name);
        quote!(#feature &#module::SERVICE)
    });
    quote! {
        #[cfg(doc)]
        pub mod cookbook;
        #(#modules)*

        #[doc(inline)]
        pub use huaweicloud_core::{
            Auth, Body, BoxError, Build, ByteStream, Bytes, Context, EncodedRequest, Error, ErrorBuilder, ErrorKind,
            IntoArgument, IntoOptional, JobFailure, KnownCode, LongRunning, Meta, Microversion, Nullable,
            Operation, Paged, PollStatus, Position, Response, ResponseHead, Secret, Service, StreamFactory, Timestamp,
            UnknownValue, Waiter, formats,
        };
        #(#common)*
        #[doc(inline)]
        pub use huaweicloud_runtime::{
            Addresses, BoxFuture, Call, CallOptions, ClientBuilder, Clock, Completed, Credentials, CredentialsChain,
            CredentialsProvider, Environment, EnvironmentCredentials, FileBody, Items, Pages, ProfileCredentials,
            ProviderContext, RetryBudget, RetryPolicy, Started, StaticCredentials, Transport, TransportError, Wait,
        };
        #[cfg(feature = "reqwest")]
        #[doc(inline)]
        pub use huaweicloud_runtime::{ReqwestTransport, ReqwestTransportBuilder};

        pub use huaweicloud_core::http;
        pub use serde_json::{self, Value};

        /// A client for all services.
        ///
        /// Cheap to clone; clones share connections, credentials and projects that were looked up.
        #[derive(Clone, Debug)]
        pub struct Client(huaweicloud_runtime::Client);

        impl Client {
            /// The services that the client has methods for.
            pub const SERVICES: &'static [&'static Service] = &[#(#registered),*];

            /// Starts to configure a client.
            pub fn builder() -> ClientBuilder<Self> {
                ClientBuilder::new(Self::SERVICES)
            }

            #(#handles)*

            /// Returns a client for another region, which shares connections and credentials.
            ///
            /// Its project is the one with the name of that region: a project ID that was set only
            /// applies to the original region. A base URL that was set with
            /// [`ClientBuilder::endpoint`] is used in all regions.
            #[must_use]
            pub fn in_region(&self, region: &str) -> Self {
                Self(self.0.in_region(region))
            }

            /// Returns a client for another project, which shares connections and credentials.
            #[must_use]
            pub fn in_project(&self, project_id: &str) -> Self {
                Self(self.0.in_project(project_id))
            }

            /// Returns the region, if one is set.
            pub fn region(&self) -> Option<&str> {
                self.0.region()
            }

            /// Creates a call of any operation, such as one that was deserialized or written by
            /// hand.
            pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
                self.0.call(operation)
            }

            /// Creates a wait for any waiter, such as one written by hand.
            pub fn wait<W: Waiter>(&self, waiter: W) -> Wait<W> {
                Wait::new(self.0.clone(), waiter)
            }
        }

        impl From<huaweicloud_runtime::Client> for Client {
            fn from(client: huaweicloud_runtime::Client) -> Self {
                Self(client)
            }
        }
    }
}

fn service_items(cx: &Cx<'_>) -> TokenStream {
    let service = cx.service;
    let modules: Vec<_> = service.modules.iter().map(|module| &module.name).collect();
    let (handle, home) = (handle(service), &service.name);
    let doc = docs::doc(&format!(
        "{}\n\nReturned by [`Client::{home}`](crate::Client::{home}). Cheap to clone.",
        service.doc.trim_end()
    ));
    cx.import("huaweicloud_runtime", ["Client"]);
    let uses = cx.uses();
    quote! {
        #(pub mod #modules;)*
        #(
            #[doc(inline)]
            pub use #modules::*;
        )*
        pub use huaweicloud_model::#home::SERVICE;

        #uses

        #doc
        #[derive(Clone, Debug)]
        pub struct #handle(Client);

        impl #handle {
            pub(crate) fn new(client: Client) -> Self {
                Self(client)
            }
        }
    }
}

fn module_items(cx: &Cx<'_>, module: &Module) -> TokenStream {
    let (home, resource) = (&cx.service.name, &module.name);
    let types = quote!(#[doc(inline)] pub use huaweicloud_model::#home::#resource::*;);
    if module.operations.is_empty() {
        return types;
    }
    let handle = handle(cx.service);
    let doc = docs::doc(&format!("[`{resource}`](self): {}", module.doc.trim_end()));
    let methods = module.operations.iter().map(|operation| calls::method(cx, operation));
    let calls = module.operations.iter().map(|operation| calls::call(cx, operation));
    cx.import("super", [&handle.to_string()]);
    let items = quote! {
        #doc
        impl #handle {
            #(#methods)*
        }

        #(#calls)*
    };
    let uses = cx.uses();
    quote!(#types #uses #items)
}
