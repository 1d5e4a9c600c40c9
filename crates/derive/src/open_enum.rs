//! String enums that keep unknown values.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, LitStr, Result, Variant};

use crate::{attribute::named, by_length};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(input, "only an enum can be open"));
    };
    let name = &input.ident;
    let known: Vec<_> = data.variants.iter().filter(|variant| variant.fields.is_empty()).collect();
    let texts = known.iter().map(|variant| wire(variant)).collect::<Result<Vec<_>>>()?;
    let variants: Vec<_> = known.iter().map(|variant| &variant.ident).collect();
    let values = texts.iter().zip(&variants);
    let values = values.map(|(text, variant)| (text.value(), quote!(Self::#variant)));
    let unknown = quote!(Self::Unknown(::huaweicloud_core::codegen::unknown_value(text)));
    let find = by_length::find(&quote!(text), values, &unknown);
    Ok(quote! {
        impl #name {
            /// Returns the text, as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl ::huaweicloud_core::codegen::OpenEnum for #name {
            const TEXTS: &'static [&'static str] = &[#(#texts),*];

            fn from_text(text: &str) -> Self {
                #find
            }

            fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        /// Creates the value of the empty text.
        impl ::core::default::Default for #name {
            fn default() -> Self {
                <Self as ::core::convert::From<&str>>::from("")
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::convert::From<&str> for #name {
            fn from(text: &str) -> Self {
                ::huaweicloud_core::codegen::OpenEnum::from_text(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for #name {
            fn from(text: ::std::string::String) -> Self {
                ::huaweicloud_core::codegen::OpenEnum::from_text(&text)
            }
        }

        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(::huaweicloud_core::codegen::OpenEnum::from_text(text))
            }
        }

        impl ::huaweicloud_core::codegen::serde::Serialize for #name {
            fn serialize<S: ::huaweicloud_core::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::huaweicloud_core::codegen::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::huaweicloud_core::codegen::open_enum(deserializer)
            }
        }
    })
}

/// The text of a variant, which is its name unless an attribute says otherwise.
fn wire(variant: &Variant) -> Result<LitStr> {
    let name = &variant.ident;
    match named(&variant.attrs, "wire").next() {
        Some(attribute) => attribute.parse_args(),
        None => Ok(LitStr::new(&name.to_string(), name.span())),
    }
}
