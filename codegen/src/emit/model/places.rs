//! The places of arguments in a request: JSON pointers into an object with `path`, `query`, `headers`
//! and `body`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::words;
use crate::api::{Argument, Body, Encoding, Key, Member, Operation, Place};

/// The attribute with the place of an argument, and how it is written there; and those of the
/// constants that are sent after it.
pub(super) fn of(operation: &Operation, argument: Argument<'_>) -> TokenStream {
    let at = at(argument);
    let (Some(Body::Object(object)), Place::Key(wrapper)) = (&operation.body, argument.place)
    else {
        return at;
    };
    let constants = object.constants_after(argument.field);
    let constants = constants.map(|(key, json)| constant(wrapper, key, json));
    quote!(#at #(#constants)*)
}

fn at(argument: Argument<'_>) -> TokenStream {
    let below = |part: &str| vec![format!("/{part}/{}", escaped(argument.wire()))];
    let pointers = match argument.place {
        Place::Path => below("path"),
        Place::Query => below("query"),
        Place::Header => below("headers"),
        Place::Json | Place::Bytes => vec!["/body".to_owned()],
        Place::Extra(wrapper) => in_body(wrapper, "*"),
        Place::Key(wrapper) => all_in_body(wrapper, &argument.key),
    };
    let mut said: Vec<_> = pointers.iter().map(|pointer| quote!(#pointer)).collect();
    // Texts have no quotes anyway.
    let is_text = matches!(argument.place, Place::Path | Place::Query | Place::Header);
    if !(is_text && argument.encoding == Encoding::Quoted) {
        said.extend(words::encoding(&argument.encoding));
    }
    said.extend(words::pattern(&argument.encoding));
    said.extend(matches!(argument.place, Place::Bytes).then(|| quote!(bytes)));
    said.extend(words::always(argument.field));
    quote!(#[at(#(#said),*)])
}

/// The attribute of a constant.
fn constant(wrapper: Option<&Key>, key: &Key, json: &str) -> TokenStream {
    let pointers = all_in_body(wrapper, key);
    quote!(#[constant(#(#pointers),*, #json)])
}

/// The attributes of a request: the constants that are sent first, and what is to be said of its body
/// and keys.
pub(super) fn of_all(operation: &Operation) -> TokenStream {
    let Some(body) = &operation.body else { return quote!() };
    let media_type = operation.media_type.as_ref().map(|text| quote!(media_type = #text));
    let (optional, constants, renamed) = match body {
        Body::Object(object) => {
            let wrapper = object.wrapper.as_ref();
            let constants = object.first_constants();
            let constants = constants.map(|(key, json)| constant(wrapper, key, json));
            let keys = wrapper.into_iter().chain(object.members.iter().map(Member::key));
            let optional = object.optional.then(|| quote!(optional));
            (optional, constants.collect(), keys.filter_map(renamed).collect())
        }
        Body::Json(_) | Body::Bytes(_) => (None, quote!(), quote!()),
    };
    let said: Vec<_> = optional.into_iter().chain(media_type).collect();
    let body = (!said.is_empty()).then(|| quote!(#[body(#(#said),*)]));
    quote!(#constants #renamed #body)
}

/// The attribute of a key that has another name since a microversion.
fn renamed(key: &Key) -> Option<TokenStream> {
    let (old, renamed) = (&key.name, key.renamed.as_ref()?);
    let (major, minor) =
        (Literal::u16_unsuffixed(renamed.major), Literal::u16_unsuffixed(renamed.minor));
    let new = &renamed.name;
    Some(quote!(#[renamed(#old, #new, #major, #minor)]))
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
