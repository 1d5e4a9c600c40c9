//! How callers make structs of requests: constructors and setters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Constructor, Field, Struct},
    emit::{
        cx::Cx,
        docs,
        tokens::{self, Parameters, Setter},
    },
    names::Ident,
};

/// The constructors and setters of a struct in a request.
pub(super) fn items(cx: &Cx<'_>, id: &Ident, made: &Struct) -> TokenStream {
    let (required, optional) = parted(made);
    let new = (!required.is_empty()).then(|| new(cx, &required, optional.is_empty()));
    let constructors =
        made.constructors.iter().map(|constructor| self::constructor(cx, constructor, made));
    let setters = optional.iter().map(|field| setter(cx, field));
    quote! {
        impl #id {
            #new
            #(#constructors)*
            #(#setters)*
        }
    }
}

/// The fields that must be given, and those that may.
fn parted(made: &Struct) -> (Vec<&Field>, Vec<&Field>) {
    made.fields.iter().partition(|field| !field.is_optional())
}

fn new(cx: &Cx<'_>, required: &[&Field], are_all: bool) -> TokenStream {
    let Parameters { generics, list } = tokens::parameters(cx, required);
    let values = required.iter().map(|field| tokens::member(field, &tokens::required(cx, field)));
    let rest = (!are_all).then(|| quote!(..Default::default()));
    quote! {
        /// Creates the value from its required fields.
        pub fn new #generics(#list) -> Self {
            Self { #(#values,)* #rest }
        }
    }
}

/// A constructor that sets one field to a constant, and takes others as arguments.
fn constructor(cx: &Cx<'_>, constructor: &Constructor, made: &Struct) -> TokenStream {
    let doc = docs::doc(&constructor.doc);
    let Constructor { name, variant, .. } = constructor;
    let (required, optional) = parted(made);
    let taken = |field: &&Field| constructor.arguments.contains(&field.name);
    let given: Vec<_> = required.iter().chain(&optional).copied().filter(taken).collect();
    let Parameters { generics, list } = tokens::parameters(cx, &given);
    let values = required.iter().map(|field| match field.name == constructor.field {
        true => {
            let ty = cx.named(constructor.ty);
            quote!(#ty::#variant)
        }
        false => {
            let name = &field.name;
            quote!(#name)
        }
    });
    let sets = given.iter().filter(|field| field.is_optional()).map(|field| {
        let (name, value) = (&field.name, tokens::required(cx, field));
        quote!(.#name(#value))
    });
    quote! {
        #doc
        pub fn #name #generics(#list) -> Self {
            Self::new(#(#values),*)#(#sets)*
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
        #[must_use]
        pub fn #name #generics(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
