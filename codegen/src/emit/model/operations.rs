//! Operations: their arguments, encoding and decoding.

use proc_macro2::TokenStream;
use quote::quote;

use super::{pages, places, structs, waiting, wire};
use crate::{
    api::{Field, Operation},
    emit::{
        docs,
        tokens::{self, Parameters, name},
    },
};

/// The request, response and encoding of an operation.
pub(super) fn items(operation: &Operation) -> TokenStream {
    let request = request(operation);
    let arguments = operation.takes_struct().then(|| arguments(operation));
    let wire = wire::items(operation);
    let paged = operation.pages.as_ref().map(|pages| pages::items(operation, pages));
    let response = operation.output.response().map(|fields| {
        let doc = format!("The response of [`{}`].", operation.id);
        structs::items(&format!("{}Response", operation.id), &doc, fields, None)
    });
    let starts = operation.starts.as_ref().map(|starts| waiting::long_running(operation, starts));
    let waiters = operation.waiters.iter().map(|waiter| waiting::waiter(operation, waiter));
    quote!(#request #arguments #wire #paged #starts #response #(#waiters)*)
}

/// The struct of the required arguments of an operation, if a method would have too many
/// parameters.
fn arguments(operation: &Operation) -> TokenStream {
    let id = name(&format!("{}Arguments", operation.id));
    let doc = docs::doc(&format!("The required arguments of [`{}`].", operation.id));
    let (required, _) = operation.arguments();
    let fields = required.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        quote!(#doc pub #name: #ty)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        pub struct #id { #(#fields),* }
    }
}

fn request(operation: &Operation) -> TokenStream {
    let id = name(&operation.id);
    let doc = docs::doc(&request_doc(operation));
    let (required, optional) = operation.arguments();
    let declared = required.iter().chain(&optional).map(|field| {
        let (doc, at) = (docs::field(field), places::of(operation, field));
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        quote!(#doc #at pub #name: #ty)
    });
    let constants = places::constants(operation);
    let default = required.is_empty().then(|| quote!(Default,));
    let new = (!required.is_empty()).then(|| new(operation, &required, &optional));
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, Request)]
        #constants
        #[non_exhaustive]
        pub struct #id { #(#declared),* }

        #new
    }
}

fn new(operation: &Operation, required: &[&Field], optional: &[&Field]) -> TokenStream {
    let id = name(&operation.id);
    let in_struct = operation.takes_struct();
    let Parameters { generics, list } = tokens::parameters(required);
    let (generics, list) = match in_struct {
        true => {
            let arguments = name(&format!("{}Arguments", operation.id));
            (quote!(), quote!(arguments: #arguments))
        }
        false => (generics, list),
    };
    let values = required.iter().map(|field| {
        let name = name(&field.name);
        let value = match in_struct {
            true => quote!(arguments.#name),
            false => tokens::required(field),
        };
        tokens::member(&name, &value)
    });
    let empty = optional.iter().map(|field| {
        let name = name(&field.name);
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

fn request_doc(operation: &Operation) -> String {
    let mut doc = operation.doc.trim_end().to_owned();
    if let Some(instead) = &operation.deprecated {
        doc.push_str(&format!("\n\n**Deprecated.** {instead}"));
    }
    doc.push_str(&format!(
        "\n\n`{} {}`, page {}.",
        operation.http_method, operation.path, operation.page
    ));
    doc
}
