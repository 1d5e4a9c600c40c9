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

        impl From<&str> for #id {
            fn from(text: &str) -> Self {
                Self::from_wire(text)
            }
        }

        impl From<String> for #id {
            fn from(text: String) -> Self {
                Self::from_wire(&text)
            }
        }

        impl From<#id> for String {
            fn from(value: #id) -> Self {
                value.as_str().to_owned()
            }
        }

        impl FromStr for #id {
            type Err = Infallible;

            fn from_str(text: &str) -> Result<Self, Infallible> {
                Ok(Self::from_wire(text))
            }
        }
    }
}
