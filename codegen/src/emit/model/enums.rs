//! Open enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Alternative, Variant},
    emit::{
        docs,
        tokens::{self, name},
    },
};

/// An enum and how it is read and written.
pub(super) fn items(id: &str, doc: &str, variants: &[Variant]) -> TokenStream {
    let doc = docs::doc(doc);
    let id = name(id);
    let declared = variants.iter().map(|variant| {
        let (doc, name) = (docs::doc(&variant.doc), name(&variant.name));
        quote!(#doc #name)
    });
    let known = variants.iter().map(|variant| {
        let (wire, name) = (&variant.wire, name(&variant.name));
        quote!((#wire, Self::#name))
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum #id {
            #(#declared,)*
            /// A value that has no name here.
            Unknown(UnknownValue),
        }

        impl #id {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Unknown(value) => value.as_str(),
                    known => known.known_text(),
                }
            }
        }

        impl OpenEnum for #id {
            const KNOWN: &'static [(&'static str, Self)] = &[#(#known),*];
            const UNKNOWN: fn(UnknownValue) -> Self = Self::Unknown;
        }

        impl Default for #id {
            fn default() -> Self {
                Self::from_wire("")
            }
        }

        impl fmt::Display for #id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl<T: AsRef<str>> From<T> for #id {
            fn from(text: T) -> Self {
                Self::from_wire(text.as_ref())
            }
        }

        impl From<#id> for String {
            fn from(value: #id) -> Self {
                value.as_str().to_owned()
            }
        }
    }
}

/// Structs that are told apart by the keys they must have.
pub(super) fn one_of(id: &str, doc: &str, alternatives: &[Alternative]) -> TokenStream {
    let doc = docs::doc(doc);
    let id = name(id);
    let names: Vec<_> = alternatives.iter().map(|alternative| name(&alternative.name)).collect();
    let types: Vec<_> =
        alternatives.iter().map(|alternative| tokens::ty(&alternative.ty)).collect();
    let docs = alternatives.iter().map(|alternative| {
        let keys: Vec<_> = alternative.keys.iter().map(|key| format!("`{key}`")).collect();
        docs::doc(&format!("An object with {}.", keys.join(", ")))
    });
    let read = alternatives.iter().zip(&names).map(|(alternative, name)| {
        let keys = &alternative.keys;
        quote! {
            if let Some(value) = alternative(&object, &[#(#keys),*])? {
                return Ok(Self::#name(value));
            }
        }
    });
    let message = format!("the object is no `{id}`");
    let first = names.first().map(|name| quote!(Self::#name(Default::default())));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #id {
            #(#docs #names(#types)),*
        }

        impl Default for #id {
            fn default() -> Self {
                #first
            }
        }

        impl Lenient for #id {}

        #(
            impl From<#types> for #id {
                fn from(value: #types) -> Self {
                    Self::#names(value)
                }
            }
        )*

        impl Serialize for #id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names(value) => value.serialize(serializer),)*
                }
            }
        }

        impl<'de> Deserialize<'de> for #id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let object = Value::deserialize(deserializer)?;
                #(#read)*
                Err(serde::de::Error::custom(#message))
            }
        }
    }
}
