//! The places of arguments in a request as data: JSON pointers into an object with `path`, `query`,
//! `headers` and `body`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Argument, Body, Field, Key, Operation, Place, Presence},
    emit::{cx::Cx, tokens},
};

/// The attribute with the place of an argument.
pub(super) fn of(cx: &Cx<'_>, argument: Argument<'_>) -> TokenStream {
    let below = |part: &str| {
        let pointer = format!("/{part}/{}", escaped(argument.wire()));
        quote!(#[at(#pointer)])
    };
    match argument.place {
        Place::Path => below("path"),
        Place::Query => below("query"),
        Place::Header => below("headers"),
        Place::Json | Place::Bytes => {
            let is_always = argument.ty.is_many() && !argument.is_optional();
            let always = is_always.then(|| quote!(, always));
            quote!(#[at("/body" #always)])
        }
        Place::Extra(wrapper) => {
            let pointers = in_body(wrapper, "*");
            quote!(#[at(#(#pointers),*)])
        }
        Place::Key(wrapper) => body_field(cx, wrapper, argument.field),
    }
}

/// The attributes with the places of constants.
pub(super) fn constants(operation: &Operation) -> TokenStream {
    let Some(Body::Object(object)) = &operation.body else { return quote!() };
    let constants = object.constants().map(|(key, json)| {
        let pointers = all_in_body(object.wrapper.as_ref(), key);
        quote!(#[constant(#(#pointers),*, #json)])
    });
    constants.collect()
}

fn body_field(cx: &Cx<'_>, wrapper: Option<&Key>, field: &Field) -> TokenStream {
    let pointers = all_in_body(wrapper, &field.key);
    let encoding = tokens::encoder(cx, &field.encoding).map(|encoder| quote!(, #encoder));
    let is_always = match field.presence {
        Presence::Always => field.ty.is_many(),
        Presence::Nullable => true,
        Presence::Optional | Presence::LeftOutEmpty | Presence::ThreeStates => false,
    };
    let always = is_always.then(|| quote!(, always));
    quote!(#[at(#(#pointers),* #encoding #always)])
}

/// All names of a key of the body.
fn all_in_body(wrapper: Option<&Key>, key: &Key) -> Vec<String> {
    key.names().into_iter().flat_map(|name| in_body(wrapper, &escaped(name))).collect()
}

/// A key of the body, below any of the names of its wrapper.
fn in_body(wrapper: Option<&Key>, key: &str) -> Vec<String> {
    match wrapper {
        None => vec![format!("/body/{key}")],
        Some(wrapper) => {
            let names = wrapper.names();
            names.into_iter().map(|name| format!("/body/{}/{key}", escaped(name))).collect()
        }
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
