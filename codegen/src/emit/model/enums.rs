//! Open enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::Variant,
    emit::{docs, tokens::name},
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
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #id {
            #(#declared,)*
            /// A value that has no name here.
            Unknown(UnknownValue),
        }

        impl #id {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                self.to_wire()
            }
        }

        impl OpenEnum for #id {
            const KNOWN: &'static [(&'static str, Self)] = &[#(#known),*];

            fn unknown(value: UnknownValue) -> Self {
                Self::Unknown(value)
            }

            fn as_unknown(&self) -> Option<&UnknownValue> {
                match self {
                    Self::Unknown(value) => Some(value),
                    _ => None,
                }
            }
        }

        impl Default for #id {
            fn default() -> Self {
                Self::from_wire("")
            }
        }

        impl From<&str> for #id {
            fn from(text: &str) -> Self {
                Self::from_wire(text)
            }
        }

        impl fmt::Display for #id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for #id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for #id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                text(deserializer).map(|text| Self::from_wire(&text))
            }
        }
    }
}
