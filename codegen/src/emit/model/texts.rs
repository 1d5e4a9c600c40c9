//! Arguments that are sent as text, in the query and in headers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Encoding, Field, Type},
    emit::tokens::name,
};

/// The part of the request that contains an argument.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Query,
    Header,
}

/// Sends one argument.
pub(super) fn items(field: &Field, place: Place) -> TokenStream {
    let (name, wire) = (name(&field.name), field.wire());
    let send = |value: TokenStream| match place {
        Place::Query => quote!(request.query(#wire, #value);),
        Place::Header => quote!(request.header(#wire, #value)?;),
    };
    if let Some(prefix) = field.prefix() {
        let key = format!("{prefix}{{key}}");
        return quote! {
            for (key, value) in &self.#name {
                request.query(&format!(#key), Some(value));
            }
        };
    }
    match (&field.ty, field.encoding) {
        (Type::List(_), Encoding::Json) if place == Place::Query => {
            quote!(request.query_json(#wire, &self.#name)?;)
        }
        (Type::List(_), Encoding::Plain) => {
            let each = send(quote!(Some(value)));
            quote! {
                for value in &self.#name {
                    #each
                }
            }
        }
        _ if field.is_left_out_empty() => {
            let value = encoded(field, &quote!(&self.#name));
            let all = send(quote!(Some(#value)));
            quote! {
                if !self.#name.is_empty() {
                    #all
                }
            }
        }
        _ if field.optional => send(optional(field, &name)),
        (_, Encoding::Digit) => send(quote!(Some(i64::from(self.#name)))),
        _ => {
            let value = encoded(field, &quote!(&self.#name));
            send(quote!(Some(#value)))
        }
    }
}

/// The text of a required value.
fn encoded(field: &Field, value: &TokenStream) -> TokenStream {
    match (field.encoding, &field.pattern) {
        (Encoding::Csv, _) => quote!(Csv(#value)),
        (Encoding::Json, _) => quote!(to_json(#value)?),
        (_, Some(pattern)) => {
            let name = name(&field.name);
            quote!(self.#name.in_pattern(#pattern))
        }
        _ => value.clone(),
    }
}

/// The text of an optional value.
fn optional(field: &Field, name: &TokenStream) -> TokenStream {
    match (field.encoding, &field.pattern) {
        (Encoding::Digit, _) => quote!(self.#name.map(i64::from)),
        (Encoding::Json, _) => quote!(self.#name.as_ref().map(to_json).transpose()?),
        (_, Some(pattern)) => quote!(self.#name.as_ref().map(|time| time.in_pattern(#pattern))),
        _ => quote!(self.#name.as_ref()),
    }
}
