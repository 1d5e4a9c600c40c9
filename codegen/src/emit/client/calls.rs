//! The method and the call type of each operation.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::example;
use crate::{
    api::{Api, Body, Field, Module, Operation, Service, Type, Waiter},
    emit::{
        docs,
        model::{output, service_name, waiter_doc},
        tokens::{self, Parameters, Setter, mentions, name},
    },
};

/// The `use` items of a module with these items, apart from its own types.
pub(super) fn imports(service: &Service, module: &Module, items: &TokenStream) -> TokenStream {
    let mentioned = mentions(items);
    let from = |home: &str, names: &[&str]| {
        let names = names.iter().filter(|known| mentioned.contains(**known));
        let names: Vec<_> = names.map(|text| name(text)).collect();
        let home = name(home);
        (!names.is_empty()).then(|| quote!(use #home::{#(#names),*};))
    };
    let std = from("std::collections", &["BTreeMap"]);
    let core = from("huaweicloud_core", CORE);
    let runtime = from("huaweicloud_runtime", RUNTIME);
    let json = from("serde_json", &["Value"]);
    let mut others: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in &module.operations {
        let (required, optional) = operation.arguments();
        let arguments = required.into_iter().chain(optional).map(|field| &field.ty);
        for ty in arguments.chain(operation.output.ty()).filter_map(|ty| ty.name()) {
            let is_own = ty.service == service.name && ty.module == module.name;
            if !is_own && mentioned.contains(&ty.name) {
                others.entry(&ty.service).or_default().insert(&ty.name);
            }
        }
    }
    let others = others.iter().map(|(home, names)| {
        let (home, names) = (name(home), names.iter().map(|text| name(text)));
        quote!(use huaweicloud_model::#home::{#(#names),*};)
    });
    let handle = service_name(service);
    quote! {
        #std
        #json
        #core
        #(#others)*
        #runtime
        use super::#handle;
    }
}

/// The items of `huaweicloud-core` that calls may use.
const CORE: &[&str] = &[
    "Body",
    "Error",
    "IntoArgument",
    "IntoOptional",
    "Nullable",
    "Response",
    "Secret",
    "Timestamp",
];

/// The items of `huaweicloud-runtime` that calls may use.
const RUNTIME: &[&str] = &["Call", "CallOptions", "Items", "Pages", "Started", "Wait"];

/// The method of an operation, and the methods that wait by polling it.
pub(super) fn method(api: &Api, service: &Service, operation: &Operation) -> TokenStream {
    let (request, call) = (name(&operation.id), name(&format!("{}Call", operation.id)));
    let method = name(&operation.method);
    let (required, _) = operation.arguments();
    let doc = docs::doc(&method_doc(api, service, operation, &required));
    let deprecated = operation.deprecated.as_ref().map(|instead| quote!(#[deprecated = #instead]));
    let in_struct = operation.takes_struct().then(|| name(&format!("{}Arguments", operation.id)));
    let Parameters { generics, list } = match &in_struct {
        Some(arguments) => Parameters { generics: quote!(), list: quote!(arguments: #arguments) },
        None => tokens::parameters(&required),
    };
    let values = required.iter().map(|field| name(&field.name));
    let made = match (&in_struct, required.is_empty()) {
        (Some(_), _) => quote!(#request::new(arguments)),
        (None, true) => quote!(#request::default()),
        (None, false) => quote!(#request::new(#(#values),*)),
    };
    let waiters = operation.waiters.iter().map(|waiter| wait(operation, waiter));
    quote! {
        #doc
        #deprecated
        pub fn #method #generics(&self, #list) -> #call {
            #call(Call::new(self.0.clone(), #made))
        }

        #(#waiters)*
    }
}

/// The call type that the method of an operation returns.
pub(super) fn call(service: &Service, operation: &Operation) -> TokenStream {
    let (request, call) = (name(&operation.id), name(&format!("{}Call", operation.id)));
    let (handle, method) = (service_name(service), &operation.method);
    let doc = docs::doc(&format!("A call of [`{handle}::{method}`]."));
    let (_, optional) = operation.arguments();
    let setters = optional.iter().map(|field| setter(field));
    let sending = sending(operation);
    quote! {
        #doc
        #[must_use = "a call does nothing until it is sent"]
        #[derive(Clone, Debug)]
        pub struct #call(Call<#request>);

        impl #call {
            #(#setters)*
            #sending
        }
    }
}

/// A method that waits for work by its identifier.
fn wait(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let doc = docs::doc(&waiter_doc(operation, waiter));
    let (method, id) = (name(&waiter.method), name(&waiter.id));
    let needs = waiter.needs(operation);
    let values = needs.iter().map(|field| name(&field.name));
    let Parameters { list, .. } = tokens::parameters(&needs);
    quote! {
        #doc
        ///
        /// Can also wait for work that another process started.
        pub fn #method(&self, #list) -> Wait<#id> {
            Wait::new(self.0.clone(), #id::new(#(#values),*))
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let doc = docs::field(field);
    let deprecated = field.deprecated.as_ref().map(|instead| quote!(#[deprecated = #instead]));
    let name = name(&field.name);
    let Setter { generics, ty, value } = tokens::setter(field);
    quote! {
        #doc
        #deprecated
        pub fn #name #generics(mut self, #name: #ty) -> Self {
            self.0.operation_mut().#name = #value;
            self
        }
    }
}

fn sending(operation: &Operation) -> TokenStream {
    let request = name(&operation.id);
    let output = output(&operation.id, &operation.output);
    let pages = operation.pages.as_ref().map(|_| {
        quote! {
            /// Returns the list as a stream of pages, each a whole response.
            pub fn pages(self) -> Pages<#request> {
                self.0.pages()
            }

            /// Returns the list as a stream of items and fetches pages when they are needed.
            pub fn items(self) -> Items<#request> {
                self.0.items()
            }
        }
    });
    let send = match &operation.starts {
        None => quote! {
            /// Sends the request and returns the value of the response.
            ///
            /// # Errors
            ///
            /// Returns an error if the request cannot be made or sent, or the service responds with
            /// an error.
            pub async fn send(self) -> Result<#output, Error> {
                self.0.send().await
            }

            /// Sends the request and returns the whole response: value, status, headers, request
            /// ID, and the body as it was received.
            ///
            /// # Errors
            ///
            /// See [`send`](Self::send).
            pub async fn send_full(self) -> Result<Response<#output>, Error> {
                self.0.send_full().await
            }
        },
        Some(_) => quote! {
            /// Sends the request and returns the response before the work is done.
            ///
            /// Use [`wait`](Started::wait) to wait for its end.
            ///
            /// # Errors
            ///
            /// Returns an error if the request cannot be made or sent, or the service responds with
            /// an error.
            pub async fn send(self) -> Result<Started<#request>, Error> {
                self.0.start().await
            }
        },
    };
    quote! {
        /// Sets the options of this call, which override those of the client.
        pub fn options(self, options: CallOptions) -> Self {
            Self(self.0.options(options))
        }

        #send
        #pages

        /// Returns the request, to send it with your own HTTP stack.
        pub fn into_operation(self) -> #request {
            self.0.into_operation()
        }
    }
}

/// The time limit of uploads.
const TIME_LIMIT: &str = "

# Time limit

If the bytes are in memory, an attempt may take 60 seconds. There is no limit for a \
[`FileBody`](crate::FileBody) and other streams. \
[`CallOptions::attempt_timeout`](crate::CallOptions::attempt_timeout) sets another limit.";

fn method_doc(api: &Api, service: &Service, operation: &Operation, required: &[&Field]) -> String {
    let mut doc = operation.doc.trim_end().to_owned();
    if !required.is_empty() && !operation.takes_struct() {
        doc.push_str("\n\n# Arguments\n");
        for field in required {
            doc.push_str(&format!("\n- `{}`: {}", field.name, field.doc));
            if matches!(field.ty, Type::Body) {
                doc.push_str(" To send a file, pass a [`FileBody`](crate::FileBody).");
            }
        }
    }
    if matches!(operation.body, Some(Body::Bytes(_))) {
        doc.push_str(TIME_LIMIT);
    }
    doc.push_str(&format!("\n\n# Example\n\n{}", example::of(api, service, operation)));
    doc.push_str(&format!(
        "\n\n`{} {}`, page {}.",
        operation.http_method, operation.path, operation.page
    ));
    doc
}
