//! Requests: their arguments and their wire form.

use proc_macro2::TokenStream;
use quote::quote;

use super::{pages, structs, waiting, wire};
use crate::{
    api::{Encoding, Field, Operation},
    emit::{
        docs,
        tokens::{self, name},
    },
};

/// Request, answer and wire form of an operation.
pub(super) fn items(operation: &Operation) -> TokenStream {
    let request = request(operation);
    let arguments = operation.takes_struct().then(|| arguments(operation));
    let wire = wire::items(operation);
    let paged = operation.pages.as_ref().map(|pages| pages::items(operation, pages));
    let response = operation.output.response().map(|fields| {
        let doc = format!("What [`{}`] gives.", operation.id);
        structs::items(&format!("{}Response", operation.id), &doc, fields, None)
    });
    let starts = operation.starts.as_ref().map(|starts| waiting::starts(operation, starts));
    let waiters = operation.waiters.iter().map(|waiter| waiting::waiter(operation, waiter));
    quote!(#request #arguments #wire #paged #starts #response #(#waiters)*)
}

/// What an operation must have, where it is too much for a call.
fn arguments(operation: &Operation) -> TokenStream {
    let id = name(&format!("{}Arguments", operation.id));
    let doc = docs::doc(&format!("What [`{}`] must have.", operation.id));
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
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        let lenient = field.encoding == Encoding::Quoted || field.has_three_states();
        let default = match (lenient, field.optional) {
            (true, true) => quote!(#[serde(default, deserialize_with = "lenient")]),
            (true, false) => quote!(#[serde(deserialize_with = "lenient")]),
            (false, _) if field.is_left_out_empty() => quote!(#[serde(default)]),
            (false, _) => quote!(),
        };
        quote!(#doc #default pub #name: #ty)
    });
    let default = required.is_empty().then(|| quote!(Default,));
    let new = (!required.is_empty()).then(|| new(operation, &required, &optional));
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct #id { #(#declared),* }

        #new
    }
}

fn new(operation: &Operation, required: &[&Field], optional: &[&Field]) -> TokenStream {
    let id = name(&operation.id);
    let in_struct = operation.takes_struct();
    let parameters = match in_struct {
        true => {
            let arguments = name(&format!("{}Arguments", operation.id));
            quote!(arguments: #arguments)
        }
        false => {
            let parameters = required.iter().map(|field| {
                let (name, ty) = (name(&field.name), tokens::argument_ty(field));
                quote!(#name: #ty)
            });
            quote!(#(#parameters),*)
        }
    };
    let values = required.iter().map(|field| {
        let name = name(&field.name);
        let value = match in_struct {
            true => quote!(arguments.#name),
            false => tokens::argument(field, &name),
        };
        tokens::member(&name, &value)
    });
    let empty = optional.iter().map(|field| {
        let name = name(&field.name);
        quote!(#name: Default::default())
    });
    quote! {
        impl #id {
            /// The request with what it must have.
            pub fn new(#parameters) -> Self {
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
