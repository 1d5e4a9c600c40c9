//! Requests as data.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, Result};

use crate::{
    argument::{Constant, Field, constants},
    encode,
    kind::Kind,
};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "a request must be a struct"));
    };
    let name = &input.ident;
    let fields = data.fields.iter().map(Field::new).collect::<Result<Vec<_>>>()?;
    let first = constants(&input.attrs)?;
    let encode = encode::encode(&input.attrs, &fields, &first)?;
    let constants: Vec<_> =
        first.iter().chain(fields.iter().flat_map(|field| &field.constants)).collect();
    // Fields that collect remaining keys must be last.
    let (rest, others): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.is_rest());
    let fields: Vec<_> = others.into_iter().chain(rest).collect();
    let puts = fields.iter().map(|field| put(field));
    let takes = fields.iter().map(|field| {
        let (name, take) = (field.name, take(field));
        quote!(#name: #take)
    });
    let put_constants = constants.iter().map(|Constant { pointers, json }| {
        let usual = pointers.first();
        quote!(data.put_constant(#usual, #json);)
    });
    let take_constants = constants
        .iter()
        .map(|Constant { pointers, json }| quote!(data.take_constant(&[#(#pointers),*], #json);));
    let mutable = (!fields.is_empty() || !constants.is_empty()).then(|| quote!(mut));
    Ok(quote! {
        impl #name {
            #encode
        }

        /// Writes an object with `path`, `query`, `headers` and `body`.
        impl ::huaweicloud_core::codegen::serde::Serialize for #name {
            fn serialize<S: ::huaweicloud_core::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let #mutable data = ::huaweicloud_core::codegen::RequestData::new();
                #(#put_constants)*
                #(#puts)*
                data.write(serializer)
            }
        }

        /// Reads an object with `path`, `query`, `headers` and `body`.
        impl<'de> ::huaweicloud_core::codegen::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut data = ::huaweicloud_core::codegen::RequestData::read(deserializer)?;
                #(#take_constants)*
                let request = Self { #(#takes),* };
                data.finish()?;
                ::core::result::Result::Ok(request)
            }
        }
    })
}

/// Writes a field to the data of a request.
fn put(field: &Field<'_>) -> TokenStream {
    let (name, pointer) = (field.name, field.pointer());
    if field.is_rest() {
        return quote!(data.put_rest(#pointer, &self.#name););
    }
    let encode = field.encoding();
    let encode = encode.map(|name| quote!(::huaweicloud_core::codegen::encoding::#name));
    let encoded = |value: TokenStream| match &encode {
        Some(encode) => quote!(&#encode(#value)),
        None => value,
    };
    let always = field.at.has("always");
    match field.kind {
        Kind::Option { nullable } => {
            let value = match (&encode, nullable) {
                // Null is a value of this type.
                (Some(encode), true) => quote!(&value.as_ref().map(#encode)),
                (Some(_) | None, _) => encoded(quote!(value)),
            };
            let none = if always { quote!(data.put_null(#pointer)) } else { quote!({}) };
            quote! {
                match &self.#name {
                    ::core::option::Option::Some(value) => data.put(#pointer, #value),
                    ::core::option::Option::None => #none,
                }
            }
        }
        Kind::Many if !always => {
            let value = encoded(quote!(&self.#name));
            quote!(if !self.#name.is_empty() { data.put(#pointer, #value) })
        }
        Kind::Many | Kind::One => {
            let value = encoded(quote!(&self.#name));
            quote!(data.put(#pointer, #value);)
        }
    }
}

/// Takes a field from the data of a request.
fn take(field: &Field<'_>) -> TokenStream {
    let pointers = &field.at.names;
    if field.is_rest() {
        return quote!(data.take_rest(#(#pointers)*));
    }
    let decode = field.decoder().map(|decoder| {
        let decoder = Ident::new(&decoder.to_string(), field.name.span());
        quote!(::huaweicloud_core::codegen::encoding::#decoder)
    });
    let optional = quote!(data.take_optional(&[#(#pointers),*]));
    match (field.kind, decode) {
        (Kind::Option { .. }, None) => optional,
        (Kind::Option { nullable: false }, Some(decode)) => {
            quote!(#optional.map(|#decode(value)| value))
        }
        (Kind::Option { nullable: true }, Some(decode)) => quote! {
            #optional.map(|value: ::huaweicloud_core::Nullable<_>| value.map(|#decode(value)| value))
        },
        (Kind::Many, None) => quote!(#optional.unwrap_or_default()),
        (Kind::Many, Some(decode)) => {
            quote!(#optional.map(|#decode(value)| value).unwrap_or_default())
        }
        (Kind::One, None) => quote!(data.take(&[#(#pointers),*])?),
        (Kind::One, Some(decode)) => quote!({
            let #decode(value) = data.take(&[#(#pointers),*])?;
            value
        }),
    }
}
