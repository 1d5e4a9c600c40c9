//! Objects that are read leniently.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, LitStr, Result};

use crate::{
    attribute::{Said, named},
    by_length,
    kind::Kind,
};

/// A field, and what its attribute says.
struct Field<'a> {
    name: &'a Ident,
    kind: Kind,
    /// Its names on the wire, the preferred one first.
    keys: Vec<String>,
    said: Said,
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "an object must be a struct"));
    };
    let name = &input.ident;
    let fields = data.fields.iter().map(field).collect::<Result<Vec<_>>>()?;
    let rest = fields.iter().find(|field| is_rest(field));
    let in_body: Vec<_> =
        fields.iter().filter(|field| !is_rest(field) && !field.said.has("header")).collect();

    let keys = in_body.iter().flat_map(|field| &field.keys);
    let indices = in_body.iter().enumerate().flat_map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        field
            .keys
            .iter()
            .map(move |key| (key.clone(), quote!(::core::option::Option::Some(#index))))
    });
    let find = by_length::find(&quote!(key), indices, &quote!(::core::option::Option::None));
    let required = in_body.iter().position(|field| field.said.has("page_items"));
    let required = match required.map(Literal::usize_unsuffixed) {
        Some(index) => quote!(::core::option::Option::Some(#index)),
        None => quote!(::core::option::Option::None),
    };
    let sets = in_body.iter().enumerate().map(|(index, field)| {
        let (index, read) = (Literal::usize_unsuffixed(index), read(field));
        quote!(#index => #read,)
    });
    let keep = rest.map(|field| {
        let name = field.name;
        quote! {
            const KEEPS: bool = true;

            fn keep<'de, A: ::huaweicloud_core::codegen::serde::de::MapAccess<'de>>(
                &mut self,
                key: ::std::string::String,
                map: &mut A,
            ) -> ::core::result::Result<(), A::Error> {
                let mut value = ::core::default::Default::default();
                ::huaweicloud_core::codegen::lenient::property(map, &mut value)?;
                self.#name.insert(key, value);
                ::core::result::Result::Ok(())
            }
        }
    });
    let writes = in_body.iter().map(|field| write(field));
    let write_rest = rest.map(|field| {
        let name = field.name;
        quote! {
            for (key, value) in &self.#name {
                map.serialize_entry(key, value)?;
            }
        }
    });
    Ok(quote! {
        impl ::huaweicloud_core::codegen::Object for #name {
            const KEYS: &'static [&'static str] = &[#(#keys),*];
            const REQUIRED: ::core::option::Option<usize> = #required;

            #[inline]
            fn find(key: &str) -> ::core::option::Option<usize> {
                #find
            }

            fn set<'de, A: ::huaweicloud_core::codegen::serde::de::MapAccess<'de>>(
                &mut self,
                field: usize,
                map: &mut A,
            ) -> ::core::result::Result<(), A::Error> {
                match field {
                    #(#sets)*
                    _ => ::huaweicloud_core::codegen::ignore(map),
                }
            }

            #keep
        }

        impl ::huaweicloud_core::codegen::lenient::Lenient for #name {
            fn read<'de, D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                ::huaweicloud_core::codegen::read_object(deserializer)
            }

            fn read_into<'de, D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                place: &mut Self,
                deserializer: D,
            ) -> ::core::result::Result<bool, D::Error> {
                ::huaweicloud_core::codegen::read_object_into(place, deserializer)
            }

            fn read_response<'de, D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::huaweicloud_core::codegen::Seen<Self>, D::Error> {
                ::huaweicloud_core::codegen::read_response(deserializer)
            }
        }

        impl<'de> ::huaweicloud_core::codegen::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::huaweicloud_core::codegen::object(deserializer)
            }
        }

        impl ::huaweicloud_core::codegen::serde::Serialize for #name {
            fn serialize<S: ::huaweicloud_core::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                use ::huaweicloud_core::codegen::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                #(#writes)*
                #write_rest
                map.end()
            }
        }
    })
}

fn field(field: &syn::Field) -> Result<Field<'_>> {
    let Some(name) = &field.ident else {
        return Err(Error::new_spanned(field, "an object must have named fields"));
    };
    let said = match named(&field.attrs, "wire").next() {
        Some(attribute) => attribute.parse_args::<Said>()?,
        None => Said::default(),
    };
    said.only(&["always", "header", "page_items", "page_items_or_none"])?;
    let keys: Vec<_> = said.names.iter().map(LitStr::value).collect();
    let keys = if keys.is_empty() { vec![name.to_string()] } else { keys };
    Ok(Field { name, kind: Kind::of(&field.ty), keys, said })
}

/// Whether a field keeps the keys that no other field has.
fn is_rest(field: &Field<'_>) -> bool {
    field.keys.first().is_some_and(|key| key == "*")
}

/// Reads the value of a field from a map into the field.
fn read(field: &Field<'_>) -> TokenStream {
    let name = field.name;
    let encoding = field.said.decoder();
    let encoding = encoding.map(|name| quote!(::huaweicloud_core::codegen::encoding::#name));
    match (field.kind, encoding) {
        _ if field.said.has("page_items") => {
            quote!(::huaweicloud_core::codegen::page_items(map, &mut self.#name))
        }
        _ if field.said.has("page_items_or_none") => {
            quote!(::huaweicloud_core::codegen::page_items_or_none(map, &mut self.#name))
        }
        (_, None) => {
            quote!(::huaweicloud_core::codegen::lenient::property(map, &mut self.#name))
        }
        (Kind::Option { .. }, Some(encoding)) => quote! {
            map.next_value::<::core::option::Option<#encoding<_>>>()
                .map(|value| self.#name = value.map(|#encoding(value)| value))
        },
        (Kind::Many | Kind::One, Some(encoding)) => {
            quote!(map.next_value().map(|#encoding(value)| self.#name = value))
        }
    }
}

/// Writes a field to a map.
fn write(field: &Field<'_>) -> TokenStream {
    let Field { name, keys, said, kind } = field;
    let key = keys.first();
    let encode = said.encoding.as_ref();
    let encode = encode.map(|encoding| quote!(::huaweicloud_core::codegen::encoding::#encoding));
    let encoded = |value: TokenStream| match &encode {
        Some(encode) => quote!(&#encode(#value)),
        None => value,
    };
    let always = said.has("always") || said.has("page_items");
    match kind {
        Kind::Option { .. } if always => {
            let value = match &encode {
                Some(encode) => quote!(&self.#name.as_ref().map(#encode)),
                None => quote!(&self.#name),
            };
            quote!(map.serialize_entry(#key, #value)?;)
        }
        Kind::Option { nullable } => {
            let value = match (&encode, nullable) {
                (Some(encode), true) => quote!(&value.as_ref().map(#encode)),
                (Some(_) | None, _) => encoded(quote!(value)),
            };
            quote! {
                if let ::core::option::Option::Some(value) = &self.#name {
                    map.serialize_entry(#key, #value)?;
                }
            }
        }
        Kind::Many if !always => {
            let value = encoded(quote!(&self.#name));
            quote! {
                if !self.#name.is_empty() {
                    map.serialize_entry(#key, #value)?;
                }
            }
        }
        Kind::Many | Kind::One => {
            let value = encoded(quote!(&self.#name));
            quote!(map.serialize_entry(#key, #value)?;)
        }
    }
}
