//! A method and a call per operation.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::example;
use crate::{
    api::{Api, Field, Module, Operation, Service, Type, Waiter},
    emit::{
        docs,
        model::{output, service_name, waiter_doc},
        tokens::{self, name},
    },
};

/// The `use` items of a module, apart from its own types.
pub(super) fn imports(service: &Service, module: &Module) -> TokenStream {
    let mut types: Vec<&Type> = Vec::new();
    for operation in &module.operations {
        let (required, optional) = operation.arguments();
        // What comes in a struct is named where the struct is.
        let required = if operation.takes_struct() { Vec::new() } else { required };
        types.extend(required.into_iter().chain(optional).map(|field| &field.ty));
        types.extend(operation.output.ty());
    }
    let mut others: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for ty in types.iter().filter_map(|ty| ty.name()) {
        if !(ty.service == service.name && ty.module == module.name) {
            others.entry(&ty.service).or_default().insert(&ty.name);
        }
    }
    let others = others.iter().map(|(home, names)| {
        let (home, names) = (name(home), names.iter().map(|text| name(text)));
        quote!(use huaweicloud_model::#home::{#(#names),*};)
    });
    let any = |test: fn(&Type) -> bool| types.iter().any(|ty| ty.contains(test));
    let timestamp = any(|ty| matches!(ty, Type::Timestamp)).then(|| quote!(, Timestamp));
    let body = any(|ty| matches!(ty, Type::Body)).then(|| quote!(, Body));
    let secret = any(|ty| matches!(ty, Type::Secret)).then(|| quote!(, Secret));
    let has_three_states = |operation: &Operation| {
        operation.arguments().1.iter().any(|field| field.has_three_states())
    };
    let nullable = module.operations.iter().any(has_three_states).then(|| quote!(, Nullable));
    let map = any(|ty| matches!(ty, Type::Map(_))).then(|| name("use std::collections::BTreeMap;"));
    let value = any(|ty| matches!(ty, Type::Any)).then(|| name("use serde_json::Value;"));
    let paged = module.operations.iter().any(|operation| operation.pages.is_some());
    let paged = paged.then(|| quote!(, Items, Pages));
    let starts = module.operations.iter().any(|operation| operation.starts.is_some());
    let starts = starts.then(|| quote!(, Started));
    let waits = module.operations.iter().any(|operation| !operation.waiters.is_empty());
    let waits = waits.then(|| quote!(, Wait));
    let handle = service_name(service);
    quote! {
        #map
        #value
        use huaweicloud_core::{Error, Response #timestamp #body #secret #nullable};
        #(#others)*
        use huaweicloud_runtime::{Call, CallOptions #paged #starts #waits};
        use super::#handle;
    }
}

/// The method of an operation, and those that wait by asking it again and again.
pub(super) fn method(api: &Api, service: &Service, operation: &Operation) -> TokenStream {
    let (request, call) = (name(&operation.id), name(&format!("{}Call", operation.id)));
    let method = name(&operation.method);
    let (required, _) = operation.arguments();
    let doc = docs::doc(&method_doc(api, service, operation, &required));
    let deprecated = operation.deprecated.as_ref().map(|instead| quote!(#[deprecated = #instead]));
    let in_struct = operation.takes_struct().then(|| name(&format!("{}Arguments", operation.id)));
    let parameters = match &in_struct {
        Some(arguments) => quote!(arguments: #arguments),
        None => {
            let parameters = required.iter().map(|field| {
                let (name, ty) = (name(&field.name), tokens::argument_ty(field));
                quote!(#name: #ty)
            });
            quote!(#(#parameters),*)
        }
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
        pub fn #method(&self, #parameters) -> #call {
            #call(Call::new(self.0.clone(), #made))
        }

        #(#waiters)*
    }
}

/// What the method of an operation gives: a call, which is set up and sent.
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

/// A method that waits for work by what names it.
fn wait(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let doc = docs::doc(&waiter_doc(operation, waiter));
    let (method, id) = (name(&waiter.method), name(&waiter.id));
    let needs = waiter.needs(operation);
    let values = needs.iter().map(|field| name(&field.name));
    let parameters = needs.iter().map(|field| {
        let (name, ty) = (name(&field.name), tokens::argument_ty(field));
        quote!(#name: #ty)
    });
    quote! {
        #doc
        pub fn #method(&self, #(#parameters),*) -> Wait<#id> {
            Wait::new(self.0.clone(), #id::new(#(#values),*))
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let doc = docs::field(field);
    let deprecated = field.deprecated.as_ref().map(|instead| quote!(#[deprecated = #instead]));
    let (name, ty) = (name(&field.name), tokens::argument_ty(field));
    let value = tokens::set(field);
    quote! {
        #doc
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
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
            /// The list as a stream of pages, each a whole answer.
            pub fn pages(self) -> Pages<#request> {
                self.0.pages()
            }

            /// The list as a stream of its entries, whichever page they are on.
            pub fn items(self) -> Items<#request> {
                self.0.items()
            }
        }
    });
    let send = match &operation.starts {
        None => quote! {
            /// Sends it, for what the answer says.
            ///
            /// # Errors
            ///
            /// If the request cannot be made or sent, or the server answers with an error.
            pub async fn send(self) -> Result<#output, Error> {
                self.0.send().await
            }
        },
        Some(_) => quote! {
            /// Sends it, for what the answer says; [`wait`](Started::wait) on that for the end of
            /// the work.
            ///
            /// # Errors
            ///
            /// If the request cannot be made or sent, or the server answers with an error.
            pub async fn send(self) -> Result<Started<#request>, Error> {
                self.0.start().await
            }
        },
    };
    quote! {
        /// Sets what holds for this call alone.
        pub fn options(self, options: CallOptions) -> Self {
            Self(self.0.options(options))
        }

        #send

        /// Sends it, for the whole answer: status, headers, request id, and the body as it came.
        ///
        /// # Errors
        ///
        /// As [`send`](Self::send).
        pub async fn send_full(self) -> Result<Response<#output>, Error> {
            self.0.send_full().await
        }

        #pages

        /// The request, to be sent by an HTTP stack of your own.
        pub fn into_operation(self) -> #request {
            self.0.into_operation()
        }
    }
}

fn method_doc(api: &Api, service: &Service, operation: &Operation, required: &[&Field]) -> String {
    let mut doc = operation.doc.trim_end().to_owned();
    if !required.is_empty() && !operation.takes_struct() {
        doc.push_str("\n\n# Arguments\n");
        for field in required {
            doc.push_str(&format!("\n- `{}`: {}", field.name, field.doc));
        }
    }
    doc.push_str(&format!("\n\n# Example\n\n{}", example::of(api, service, operation)));
    doc.push_str(&format!(
        "\n\n`{} {}`, page {}.",
        operation.http_method, operation.path, operation.page
    ));
    doc
}
