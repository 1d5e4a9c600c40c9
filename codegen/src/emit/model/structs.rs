//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::words;
use crate::{
    api::{Field, PageItems, Type},
    emit::{cx::Cx, docs, tokens},
    names::Ident,
};

/// A struct, which is read and written as a JSON object.
pub(super) fn items(
    cx: &Cx<'_>,
    id: &Ident,
    doc: &str,
    fields: &[Field],
    extra: Option<&Type>,
) -> TokenStream {
    let doc = docs::doc(doc);
    // If all fields are in headers, the struct is never read from a body.
    let has_body = fields.iter().any(|field| field.header.is_none());
    let declared = fields.iter().map(|field| {
        let (doc, attribute) = (docs::field(field), attribute(field, has_body));
        let (name, ty) = (&field.name, tokens::field_ty(cx, field));
        quote!(#doc #attribute pub #name: #ty)
    });
    let extra = extra.map(|extra| {
        cx.import("std", ["collections::BTreeMap"]);
        let extra = cx.ty(extra);
        quote! {
            /// Properties without a field of their own, as the service sent them.
            #[wire("*")]
            pub extra: BTreeMap<String, #extra>,
        }
    });
    cx.codegen(["Object"]);
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq, Object)]
        #[non_exhaustive]
        pub struct #id {
            #(#declared,)*
            #extra
        }
    }
}

/// What is to be said of a field on the wire.
fn attribute(field: &Field, has_body: bool) -> Option<TokenStream> {
    let mut said = Vec::new();
    if field.name.as_str() != field.wire() || field.key.renamed.is_some() {
        said.extend(field.key.names().into_iter().map(|name| quote!(#name)));
    }
    if field.header.is_some() && has_body {
        said.push(quote!(header));
    } else {
        said.extend(words::encoding(&field.encoding));
        // The list of a page is always written if it must be there.
        let is_page = field.items == Some(PageItems::Required);
        said.extend(words::always(field).filter(|_| !is_page));
    }
    said.extend(field.items.map(|items| match items {
        PageItems::Required => quote!(page_items),
        PageItems::Optional => quote!(page_items_or_none),
    }));
    (!said.is_empty()).then(|| quote!(#[wire(#(#said),*)]))
}
