//! Operations: their arguments, encoding and decoding.

use proc_macro2::TokenStream;
use quote::quote;

use super::{pages, places, starts, structs, waiting, wire};
use crate::{
    api::{Argument, Arguments, Field, Operation},
    emit::{
        cx::Cx,
        docs,
        tokens::{self, Parameters},
    },
};

/// What users hold of an operation: its request, its response and its waiters.
pub(super) fn definitions(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let request = request(cx, operation);
    let arguments = operation.takes_struct().then(|| arguments(cx, operation));
    let response = operation.output.response().map(|fields| {
        let doc = format!("The response of [`{}`].", operation.id);
        structs::items(cx, &operation.response_id(), &doc, fields, None)
    });
    let waiters = operation.waiters.iter();
    let waiters = waiters.map(|waiter| waiting::definition(cx, operation, waiter));
    quote!(#request #arguments #response #(#waiters)*)
}

/// What the runtime does with an operation: sending it, turning pages and waiting.
pub(super) fn machinery(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let wire = wire::items(cx, operation);
    let starts = operation.starts.as_ref().map(|starts| starts::items(cx, operation, starts));
    let waiters = operation.waiters.iter();
    let waiters = waiters.map(|waiter| waiting::machinery(cx, operation, waiter));
    quote!(#wire #starts #(#waiters)*)
}

/// The struct of the required arguments of an operation, if a method would have too many
/// parameters.
fn arguments(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let id = operation.arguments_id();
    let doc = docs::doc(&format!("The required arguments of [`{}`].", operation.id));
    let fields = operation.arguments().required.into_iter().map(|argument| {
        let doc = docs::field(&argument);
        let (name, ty) = (&argument.field.name, tokens::field_ty(cx, &argument));
        quote!(#doc pub #name: #ty)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        pub struct #id { #(#fields),* }
    }
}

fn request(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let doc = docs::doc(&request_doc(cx, operation));
    let arguments = operation.arguments();
    let declared = operation.arguments_in_order().map(|argument| {
        let (doc, at) = (docs::field(&argument), places::of(operation, argument));
        let (name, ty) = (&argument.field.name, tokens::field_ty(cx, &argument));
        quote!(#doc #at pub #name: #ty)
    });
    let attributes = places::of_all(operation);
    let default = arguments.required.is_empty().then(|| quote!(Default,));
    let new = (!arguments.required.is_empty()).then(|| new(cx, operation, &arguments));
    let pages = operation.pages.as_ref().map(|pages| pages::attribute(cx, operation, pages));
    let paged = pages.is_some().then(|| {
        cx.codegen(["Paged"]);
        quote!(, Paged)
    });
    cx.codegen(["Request"]);
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, Request #paged)]
        #attributes
        #pages
        #[non_exhaustive]
        pub struct #id { #(#declared),* }

        #new
    }
}

fn new(cx: &Cx<'_>, operation: &Operation, arguments: &Arguments<'_>) -> TokenStream {
    let id = &operation.id;
    let required = tokens::fields(&arguments.required);
    let (Parameters { generics, list }, values) = match operation.takes_struct() {
        true => from_struct(operation, &required),
        false => (tokens::parameters(cx, &required), by_one(cx, &required)),
    };
    let empty = arguments.optional.iter().map(|Argument { field, .. }| {
        let name = &field.name;
        quote!(#name: Default::default())
    });
    quote! {
        impl #id {
            /// Creates the request from its required arguments.
            pub fn new #generics(#list) -> Self {
                Self { #(#values,)* #(#empty),* }
            }
        }
    }
}

/// The parameter that is the struct of the required arguments, and what is taken from it.
fn from_struct(operation: &Operation, required: &[&Field]) -> (Parameters, Vec<TokenStream>) {
    let id = operation.arguments_id();
    let values = required.iter().map(|field| {
        let name = &field.name;
        tokens::member(field, &quote!(arguments.#name))
    });
    (Parameters { generics: quote!(), list: quote!(arguments: #id) }, values.collect())
}

/// The required arguments, each a parameter.
fn by_one(cx: &Cx<'_>, required: &[&Field]) -> Vec<TokenStream> {
    required.iter().map(|field| tokens::member(field, &tokens::required(cx, field))).collect()
}

fn request_doc(cx: &Cx<'_>, operation: &Operation) -> String {
    let mut doc = operation.doc.trim_end().to_owned();
    if let Some(instead) = &operation.deprecated {
        doc.push_str(&format!("\n\n**Deprecated.** {instead}"));
    }
    doc.push_str(&format!(
        "\n\n`{} {}`, page {}.",
        operation.http_method,
        operation.path,
        cx.page(operation)
    ));
    doc
}
