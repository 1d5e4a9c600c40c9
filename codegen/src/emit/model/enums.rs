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
        let wire = (wire != name.as_str()).then(|| quote!(#[wire(#wire)]));
        quote!(#doc #wire #name)
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
        let of_type = docs::summary(&cx.decl(alternative.ty).doc);
        docs::doc(&match keys.as_slice() {
            [key] => format!("{of_type} Has the key {key}."),
            keys => format!("{of_type} Has the keys {}.", keys.join(", ")),
        })
    });
    let keys = alternatives.iter().map(|alternative| {
        let keys = &alternative.keys;
        quote!(#[keys(#(#keys),*)])
    });
    let default = names.first().filter(|_| decl.needs_default).map(|name| {
        quote! {
            impl Default for #id {
                fn default() -> Self {
                    Self::#name(Default::default())
                }
            }
        }
    });
    cx.codegen(["OneOf"]);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, OneOf)]
        #[non_exhaustive]
        pub enum #id {
            #(#docs #keys #names(#types)),*
        }

        #default
    }
}
