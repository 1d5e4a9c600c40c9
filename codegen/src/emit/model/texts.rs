//! Arguments that are sent as text, in the query and in headers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Encoding, Field, Presence, Type},
    emit::{cx::Cx, tokens},
};

/// The part of the request that contains an argument.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Query,
    Headers,
}

/// Sends one argument.
pub(super) fn items(cx: &Cx<'_>, field: &Field, part: Part) -> TokenStream {
    let (name, wire) = (&field.name, field.wire());
    let send = |value: TokenStream| match part {
        Part::Query => quote!(request.query(#wire, #value);),
        Part::Headers => quote!(request.header(#wire, #value)?;),
    };
    if let Some(prefix) = field.prefix() {
        let key = format!("{prefix}{{key}}");
        return quote! {
            for (key, value) in &self.#name {
                request.query(&format!(#key), Some(value));
            }
        };
    }
    if let Type::List(_) = field.ty {
        match field.encoding {
            Encoding::Json if part == Part::Query => {
                return quote!(request.query_json(#wire, &self.#name)?;);
            }
            Encoding::Plain | Encoding::Pattern(_) => {
                let each = send(quote!(Some(value)));
                return quote! {
                    for value in &self.#name {
                        #each
                    }
                };
            }
            Encoding::Quoted | Encoding::Digit | Encoding::Csv | Encoding::Json => {}
        }
    }
    match field.presence {
        Presence::Always | Presence::Nullable => {
            let value = always(cx, field);
            send(quote!(Some(#value)))
        }
        Presence::Optional | Presence::ThreeStates => send(optional(cx, field)),
        Presence::LeftOutEmpty => {
            let value = always(cx, field);
            let all = send(quote!(Some(#value)));
            quote! {
                if !self.#name.is_empty() {
                    #all
                }
            }
        }
    }
}

/// The text of a value that is there.
fn always(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let name = &field.name;
    match &field.encoding {
        Encoding::Plain | Encoding::Quoted => quote!(&self.#name),
        Encoding::Digit => quote!(i64::from(self.#name)),
        Encoding::Csv => {
            let csv = tokens::encoder(cx, &field.encoding);
            quote!(#csv(&self.#name))
        }
        Encoding::Json => {
            cx.codegen(["encoding::to_json"]);
            quote!(to_json(&self.#name)?)
        }
        Encoding::Pattern(pattern) => quote!(self.#name.in_pattern(#pattern)),
    }
}

/// The text of an optional value.
fn optional(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let name = &field.name;
    match &field.encoding {
        Encoding::Plain | Encoding::Quoted | Encoding::Csv => quote!(self.#name.as_ref()),
        Encoding::Digit => quote!(self.#name.map(i64::from)),
        Encoding::Json => {
            cx.codegen(["encoding::to_json"]);
            quote!(self.#name.as_ref().map(to_json).transpose()?)
        }
        Encoding::Pattern(pattern) => {
            quote!(self.#name.as_ref().map(|time| time.in_pattern(#pattern)))
        }
    }
}
