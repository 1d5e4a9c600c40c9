//! Open enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Alternative, TypeDecl, Variant},
    emit::{cx::Cx, docs},
};

/// An enum with the text of each value.
pub(super) fn items(cx: &Cx<'_>, decl: &TypeDecl, variants: &[Variant]) -> TokenStream {
    let (id, doc) = (&decl.name, docs::doc(&decl.doc));
    let declared = variants.iter().map(|variant| {
        let (doc, wire, name) = (docs::doc(&variant.doc), &variant.wire, &variant.name);
        quote!(#doc #[wire(#wire)] #name)
    });
    cx.core(["UnknownValue"]);
    cx.codegen(["OpenEnum"]);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, OpenEnum)]
        #[non_exhaustive]
        pub enum #id {
            #(#declared,)*
            /// A value that is not known.
            Unknown(UnknownValue),
        }
    }
}

/// An enum of structs with different required keys. If it is only used as a whole body, it has no
/// default.
pub(super) fn one_of(cx: &Cx<'_>, decl: &TypeDecl, alternatives: &[Alternative]) -> TokenStream {
    let (id, doc) = (&decl.name, docs::doc(&decl.doc));
    let names: Vec<_> = alternatives.iter().map(|alternative| &alternative.name).collect();
    let types: Vec<_> = alternatives.iter().map(|alternative| cx.named(alternative.ty)).collect();
    let docs = alternatives.iter().map(|alternative| {
        let keys: Vec<_> = alternative.keys.iter().map(|key| format!("`{key}`")).collect();
        docs::doc(&match keys.as_slice() {
            [key] => format!("Has the key {key}."),
            keys => format!("Has the keys {}.", keys.join(", ")),
        })
    });
    let read = alternatives.iter().map(|alternative| {
        cx.codegen(["alternative"]);
        let (name, keys) = (&alternative.name, &alternative.keys);
        quote! {
            if let Some(value) = alternative(&object, &[#(#keys),*])? {
                return Ok(Self::#name(value));
            }
        }
    });
    let message = format!("the object has the keys of no alternative of `{id}`");
    let default = names.first().filter(|_| decl.needs_default).map(|name| {
        quote! {
            impl Default for #id {
                fn default() -> Self {
                    Self::#name(Default::default())
                }
            }
        }
    });
    cx.codegen(["lenient::Lenient"]);
    cx.serde(["Deserialize", "Deserializer", "Serialize", "Serializer"]);
    cx.import("serde_json", ["Value"]);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #id {
            #(#docs #names(#types)),*
        }

        #default

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
