//! Named types.

use proc_macro2::TokenStream;
use quote::quote;

use super::{enums, inputs, structs};
use crate::{
    api::{Kind, TypeDecl},
    emit::cx::Cx,
};

/// A named type, with what callers make it by.
pub(super) fn items(cx: &Cx<'_>, decl: &TypeDecl) -> TokenStream {
    let name = &decl.name;
    match &decl.kind {
        Kind::Struct(it) => {
            let items = structs::items(cx, name, &decl.doc, &it.fields, it.extra.as_ref());
            let inputs = decl.is_input.then(|| inputs::items(cx, name, it));
            quote!(#items #inputs)
        }
        Kind::Enum(variants) => enums::items(cx, decl, variants),
        Kind::OneOf(alternatives) => enums::one_of(cx, decl, alternatives),
        Kind::Format(format) => {
            let renamed = (name != format).then(|| quote!(as #name));
            quote!(pub use huaweicloud_core::formats::#format #renamed;)
        }
    }
}
