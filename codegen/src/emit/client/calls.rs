//! The method and the call type of each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::example;
use crate::{
    api::{Body, Field, Operation, Type, Waiter},
    emit::{
        cx::Cx,
        docs,
        services::handle,
        tokens::{self, Parameters, Setter},
        waiters,
    },
    names::{self, Ident},
};

/// The method of an operation, and the methods that wait by polling it.
pub(super) fn method(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let (method, call) = (&operation.method, call_id(operation));
    let required = tokens::fields(&operation.arguments().required);
    let doc = docs::doc(&method_doc(cx, operation, &required));
    let deprecated = operation.deprecated.as_ref().map(|instead| {
        let instead = with_methods(instead);
        quote!(#[deprecated = #instead])
    });
    let (Parameters { generics, list }, request) = made(cx, operation, &required);
    let waiters = operation.waiters.iter().map(|waiter| wait(cx, operation, waiter));
    runtime(cx, ["Call"]);
    quote! {
        #doc
        #deprecated
        pub fn #method #generics(&self, #list) -> #call {
            #call(Call::new(self.0.clone(), #request))
        }

        #(#waiters)*
    }
}

/// A text with methods where it names operations.
fn with_methods(text: &str) -> String {
    let is_code = |index: usize| index % 2 == 1;
    let parts = text.split('`').enumerate().map(|(index, part)| match part {
        operation if is_code(index) && names::is_pascal(operation) => names::snake(operation),
        other => other.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The parameters of a method, and the request that is made of them.
fn made(cx: &Cx<'_>, operation: &Operation, required: &[&Field]) -> (Parameters, TokenStream) {
    let request = &operation.id;
    if operation.takes_struct() {
        let arguments = operation.arguments_id();
        let list = quote!(arguments: #arguments);
        return (Parameters { generics: quote!(), list }, quote!(#request::new(arguments)));
    }
    let made = match required.is_empty() {
        true => quote!(#request::default()),
        false => {
            let values = required.iter().map(|field| &field.name);
            quote!(#request::new(#(#values),*))
        }
    };
    (tokens::parameters(cx, required), made)
}

/// The call type that the method of an operation returns.
pub(super) fn call(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let (request, call) = (&operation.id, call_id(operation));
    let (handle, method) = (handle(cx.service), &operation.method);
    let doc = docs::doc(&format!("A call of [`{handle}::{method}`]."));
    let arguments = operation.arguments();
    let setters = arguments.optional.iter().map(|argument| setter(cx, argument.field));
    let sending = sending(cx, operation);
    runtime(cx, ["Call"]);
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

/// The name of the call type.
fn call_id(operation: &Operation) -> Ident {
    operation.id.with("Call")
}

/// Records the use of items of `huaweicloud-runtime`.
fn runtime<const N: usize>(cx: &Cx<'_>, names: [&str; N]) {
    cx.import("huaweicloud_runtime", names);
}

/// A method that waits for work by its identifier.
fn wait(cx: &Cx<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let doc = docs::doc(&waiters::doc(operation, waiter));
    let (method, id) = (&waiter.method, &waiter.id);
    let needs = operation.needs(waiter);
    let values = needs.iter().map(|field| &field.name);
    let Parameters { list, .. } = tokens::parameters(cx, &needs);
    runtime(cx, ["Wait"]);
    quote! {
        #doc
        ///
        /// Can also wait for work that another process started.
        pub fn #method(&self, #list) -> Wait<#id> {
            Wait::new(self.0.clone(), #id::new(#(#values),*))
        }
    }
}

fn setter(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let doc = docs::field(field);
    let deprecated = field.deprecated.as_ref().map(|instead| quote!(#[deprecated = #instead]));
    let name = &field.name;
    let Setter { generics, ty, value } = tokens::setter(cx, field);
    quote! {
        #doc
        #deprecated
        pub fn #name #generics(mut self, #name: #ty) -> Self {
            self.0.operation_mut().#name = #value;
            self
        }
    }
}

fn sending(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let request = &operation.id;
    let send = match &operation.starts {
        None => send(cx, operation),
        Some(_) => start(cx, operation),
    };
    let pages = operation.pages.as_ref().map(|_| pages(cx, operation));
    runtime(cx, ["CallOptions"]);
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

/// The methods that send the request and return its answer.
fn send(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let output = cx.output(operation);
    cx.core(["Error", "Response"]);
    quote! {
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
    }
}

/// The method that sends the request and returns what waits for the work.
fn start(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let request = &operation.id;
    cx.core(["Error"]);
    runtime(cx, ["Started"]);
    quote! {
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
    }
}

/// The methods that return a list as a stream.
fn pages(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let request = &operation.id;
    runtime(cx, ["Items", "Pages"]);
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
}

/// The time limit of uploads.
const TIME_LIMIT: &str = "

# Time limit

If the bytes are in memory, an attempt may take 60 seconds. There is no limit for a \
[`FileBody`](crate::FileBody) and other streams. \
[`CallOptions::attempt_timeout`](crate::CallOptions::attempt_timeout) sets another limit.";

fn method_doc(cx: &Cx<'_>, operation: &Operation, required: &[&Field]) -> String {
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
    if let (Some(status), None) = (operation.output.silent(), &operation.starts) {
        doc.push_str(&format!(
            "\n\nThe value is `None` if the service responds with the status {status}, which has no content."
        ));
    }
    if matches!(operation.body, Some(Body::Bytes(_))) {
        doc.push_str(TIME_LIMIT);
    }
    doc.push_str(&format!("\n\n# Example\n\n{}", example::of(cx, operation)));
    doc.push_str(&format!(
        "\n\n`{} {}`, page {}.",
        operation.http_method,
        operation.path,
        cx.page(operation)
    ));
    doc
}
