//! Enums of objects that are told apart by their keys.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result, Type, Variant};

use crate::attribute::{Said, named};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(input, "only an enum can be one of several objects"));
    };
    let name = &input.ident;
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let types = data.variants.iter().map(content).collect::<Result<Vec<_>>>()?;
    let reads = data.variants.iter().map(read).collect::<Result<Vec<_>>>()?;
    let message = format!("the object has the keys of no alternative of `{name}`");
    Ok(quote! {
        #(
            impl ::core::convert::From<#types> for #name {
                fn from(value: #types) -> Self {
                    Self::#variants(value)
                }
            }
        )*

        impl ::huaweicloud_core::codegen::lenient::Lenient for #name {
            fn read<'de, D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                let object = ::huaweicloud_core::codegen::buffered(deserializer)?;
                let ::core::option::Option::Some(object) = object else {
                    return ::core::result::Result::Ok(::core::option::Option::None);
                };
                #(#reads)*
                ::core::result::Result::Err(
                    ::huaweicloud_core::codegen::serde::de::Error::custom(#message)
                )
            }
        }

        impl<'de> ::huaweicloud_core::codegen::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::huaweicloud_core::codegen::not_null(deserializer)
            }
        }

        impl ::huaweicloud_core::codegen::serde::Serialize for #name {
            fn serialize<S: ::huaweicloud_core::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    #(
                        Self::#variants(value) => {
                            ::huaweicloud_core::codegen::serde::Serialize::serialize(value, serializer)
                        }
                    )*
                }
            }
        }
    })
}

/// The object in a variant.
fn content(variant: &Variant) -> Result<&Type> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            fields.unnamed.first().map(|field| &field.ty)
        }
        Fields::Unnamed(_) | Fields::Named(_) | Fields::Unit => None,
    }
    .ok_or_else(|| Error::new_spanned(variant, "an alternative must hold one object"))
}

/// Reads an object that has the keys of a variant.
fn read(variant: &Variant) -> Result<TokenStream> {
    let name = &variant.ident;
    let Some(attribute) = named(&variant.attrs, "keys").next() else {
        return Err(Error::new_spanned(variant, "the keys are missing; add `#[keys(\"…\")]`"));
    };
    let keys = attribute.parse_args::<Said>()?.names;
    Ok(quote! {
        if ::huaweicloud_core::codegen::has_keys(&object, &[#(#keys),*]) {
            let value = ::huaweicloud_core::codegen::alternative(object)?;
            return ::core::result::Result::Ok(value.map(Self::#name));
        }
    })
}
