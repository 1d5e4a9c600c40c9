//! Small pieces of source.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Field, Name, Type};

/// A name or path that was checked before. What is none gives source that does not parse, and
/// that is reported.
pub(super) fn name(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|_| quote!(?))
}

/// A type as it is written inside the model crate, in the module of its service and resource.
pub(super) fn ty(ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(String),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::Boolean => quote!(bool),
        Type::Timestamp => quote!(Timestamp),
        Type::Secret => quote!(Secret),
        Type::Body => quote!(Body),
        Type::Any => quote!(Value),
        Type::List(inner) => {
            let inner = self::ty(inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = self::ty(inner);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Named(Name { name, .. }) => self::name(name),
    }
}

/// The type of a field.
pub(super) fn field_ty(field: &Field) -> TokenStream {
    let ty = ty(&field.ty);
    if field.is_option() { quote!(Option<#ty>) } else { ty }
}

/// What a caller may give for an argument.
pub(super) fn argument_ty(field: &Field) -> TokenStream {
    match &field.ty {
        Type::Boolean => quote!(bool),
        Type::List(inner) => {
            let inner = ty(inner);
            quote!(impl IntoIterator<Item = impl Into<#inner>>)
        }
        other if field.nullable && !field.optional => {
            let ty = ty(other);
            quote!(Option<#ty>)
        }
        other => {
            let ty = ty(other);
            quote!(impl Into<#ty>)
        }
    }
}

/// The value that a caller gave.
pub(super) fn argument(field: &Field, value: &TokenStream) -> TokenStream {
    match &field.ty {
        Type::Boolean => quote!(#value),
        Type::List(_) => quote!(#value.into_iter().map(Into::into).collect()),
        _ if field.nullable && !field.optional => quote!(#value),
        _ => quote!(#value.into()),
    }
}
