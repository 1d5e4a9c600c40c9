//! Small pieces of source.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
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
    match () {
        () if field.has_three_states() => quote!(Option<Nullable<#ty>>),
        () if field.is_option() => quote!(Option<#ty>),
        () => ty,
    }
}

/// What a caller may give for an argument.
pub(super) fn argument_ty(field: &Field) -> TokenStream {
    match &field.ty {
        other if field.has_three_states() => {
            let ty = ty(other);
            quote!(impl Into<Nullable<#ty>>)
        }
        other if field.is_option() && !field.optional => {
            let ty = ty(other);
            quote!(Option<#ty>)
        }
        Type::Boolean => quote!(bool),
        Type::List(inner) => {
            let inner = ty(inner);
            quote!(impl IntoIterator<Item = impl Into<#inner>>)
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
        _ if field.has_three_states() => quote!(#value.into()),
        _ if field.is_option() && !field.optional => quote!(#value),
        Type::Boolean => quote!(#value),
        Type::List(_) => quote!(#value.into_iter().map(Into::into).collect()),
        _ => quote!(#value.into()),
    }
}

/// A field of a struct and its value; the name alone, where that is the value.
pub(super) fn member(name: &TokenStream, value: &TokenStream) -> TokenStream {
    if name.to_string() == value.to_string() { name.clone() } else { quote!(#name: #value) }
}

/// What source mentions: names, but not those that an associated type is given; texts in quotes; and
/// with `()` behind them, functions that are called.
pub(super) fn mentions(tokens: &TokenStream) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(tokens.clone(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) => {
                let before = index.checked_sub(1).and_then(|before| tokens.get(before));
                let method = matches!(before, Some(TokenTree::Punct(dot)) if dot.as_char() == '.');
                if matches!(before, Some(TokenTree::Ident(word)) if *word == "type") {
                    continue;
                }
                let call = matches!(
                    tokens.get(index + 1),
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
                );
                if call && !method {
                    found.insert(format!("{ident}()"));
                }
                found.insert(ident.to_string());
            }
            TokenTree::Literal(literal) => {
                found.insert(literal.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Punct(_) => {}
        }
    }
}
