//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::open;
use crate::{
    api::{Encoding, Field, PageItems, Presence, Type},
    emit::{cx::Cx, docs, tokens},
    names::Ident,
};

/// A struct, with its deserialization and serialization.
pub(super) fn items(
    cx: &Cx<'_>,
    id: &Ident,
    doc: &str,
    fields: &[Field],
    extra: Option<&Type>,
) -> TokenStream {
    match extra {
        Some(extra) => open::items(cx, id, doc, fields, extra),
        None => closed(cx, id, doc, fields),
    }
}

fn closed(cx: &Cx<'_>, id: &Ident, doc: &str, fields: &[Field]) -> TokenStream {
    let doc = docs::doc(doc);
    // If all fields are in headers, the struct is never read from a body.
    let has_body = fields.iter().any(|field| field.header.is_none());
    // A struct with a required field has no default, so all other fields have one each.
    let has_required = fields.iter().any(|field| field.items == Some(PageItems::Required));
    let default = (!has_required).then(|| quote!(#[serde(default)]));
    let fields = fields.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (&field.name, tokens::field_ty(cx, field));
        let attribute = match field.header.is_some() && has_body {
            true => quote!(#[serde(skip)]),
            false => attribute(cx, field, has_required),
        };
        quote!(#doc #attribute pub #name: #ty)
    });
    cx.codegen(["lenient::Lenient"]);
    cx.serde(["Deserialize", "Serialize"]);
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #default
        #[non_exhaustive]
        pub struct #id { #(#fields),* }

        impl Lenient for #id {}
    }
}

/// The serde attribute of a field.
fn attribute(cx: &Cx<'_>, field: &Field, has_required: bool) -> TokenStream {
    let wire = field.wire();
    let default = has_required && field.items != Some(PageItems::Required);
    let default = default.then(|| quote!(default,));
    let rename = (field.name.as_str() != wire).then(|| quote!(rename = #wire,));
    let alias = field.key.renamed.as_ref().map(|renamed| {
        let newer = &renamed.name;
        quote!(alias = #newer,)
    });
    let how = match field.items {
        Some(PageItems::Required) => {
            cx.codegen(["page_items"]);
            quote!(deserialize_with = "page_items")
        }
        Some(PageItems::Optional) => {
            cx.codegen(["page_items_or_none"]);
            quote!(deserialize_with = "page_items_or_none")
        }
        None => encoded(cx, &field.encoding),
    };
    let skip = skip(field).map(|is_nothing| quote!(, skip_serializing_if = #is_nothing));
    quote!(#[serde(#default #rename #alias #how #skip)])
}

/// How a value is read and written.
fn encoded(cx: &Cx<'_>, encoding: &Encoding) -> TokenStream {
    match encoding {
        // The text of a time is kept.
        Encoding::Plain | Encoding::Pattern(_) => {
            cx.codegen(["lenient::lenient"]);
            quote!(deserialize_with = "lenient")
        }
        Encoding::Quoted => {
            cx.codegen(["encoding::quoted", "lenient::lenient"]);
            quote!(deserialize_with = "lenient", serialize_with = "quoted")
        }
        Encoding::Digit => {
            cx.codegen(["encoding::digit", "lenient::lenient"]);
            quote!(deserialize_with = "lenient", serialize_with = "digit")
        }
        Encoding::Csv => {
            cx.codegen(["encoding::csv"]);
            quote!(with = "csv")
        }
        Encoding::Json => {
            cx.codegen(["encoding::json_text"]);
            quote!(with = "json_text")
        }
    }
}

/// What tells that a field is left out.
fn skip(field: &Field) -> Option<&'static str> {
    match field.presence {
        Presence::Always | Presence::Nullable => None,
        Presence::Optional | Presence::ThreeStates => Some("Option::is_none"),
        Presence::LeftOutEmpty if matches!(field.ty, Type::Map(_)) => Some("BTreeMap::is_empty"),
        Presence::LeftOutEmpty => Some("Vec::is_empty"),
    }
}
