//! The places of arguments in a request as data: JSON pointers into an object with `path`, `query`,
//! `headers` and `body`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Body, Encoding, Field, Key, Member, Operation},
    emit::tokens::name,
};

/// The attribute with the place of an argument.
pub(super) fn of(operation: &Operation, field: &Field) -> TokenStream {
    let is = |other: &Field| std::ptr::eq(other, field);
    let wire = escaped(field.wire());
    if operation.query.iter().any(is) {
        let pointer = format!("/query/{wire}");
        return quote!(#[at(#pointer)]);
    }
    if operation.headers.iter().any(is) {
        let pointer = format!("/headers/{wire}");
        return quote!(#[at(#pointer)]);
    }
    match &operation.body {
        Some(Body::Json(body) | Body::Bytes(body)) if is(body) => {
            let always = (body.is_many() && !body.optional).then(|| quote!(, always));
            quote!(#[at("/body" #always)])
        }
        Some(Body::Object { wrapper, extra: Some(extra), .. }) if is(extra) => {
            let pointers = in_body(wrapper.as_ref(), "*");
            quote!(#[at(#(#pointers),*)])
        }
        Some(Body::Object { wrapper, members, .. }) => {
            let mut fields = members.iter().filter_map(|member| match member {
                Member::Field(field) => Some(&**field),
                Member::Constant(..) => None,
            });
            match fields.find(|other| is(other)) {
                Some(_) => body_field(wrapper.as_ref(), field),
                None => path(field),
            }
        }
        _ => path(field),
    }
}

/// The attributes with the places of constants.
pub(super) fn constants(operation: &Operation) -> TokenStream {
    let Some(Body::Object { wrapper, members, .. }) = &operation.body else { return quote!() };
    let constants = members.iter().filter_map(|member| match member {
        Member::Constant(key, json) => {
            let names = key.names();
            let pointers = names.iter().flat_map(|name| in_body(wrapper.as_ref(), &escaped(name)));
            Some(quote!(#[constant(#(#pointers),*, #json)]))
        }
        Member::Field(_) => None,
    });
    constants.collect()
}

fn path(field: &Field) -> TokenStream {
    let pointer = format!("/path/{}", escaped(field.wire()));
    quote!(#[at(#pointer)])
}

fn body_field(wrapper: Option<&Key>, field: &Field) -> TokenStream {
    let names = field.key.names();
    let pointers = names.into_iter().flat_map(|name| in_body(wrapper, &escaped(name)));
    let encoding = match field.encoding {
        Encoding::Plain => None,
        Encoding::Quoted => Some("Quoted"),
        Encoding::Digit => Some("Digit"),
        Encoding::Csv => Some("Csv"),
        Encoding::Json => Some("JsonText"),
    };
    let encoding = encoding.map(|encoding| {
        let encoding = name(encoding);
        quote!(, #encoding)
    });
    let may_be_empty = field.is_option() || field.is_many();
    let always = (may_be_empty && !field.optional).then(|| quote!(, always));
    quote!(#[at(#(#pointers),* #encoding #always)])
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
