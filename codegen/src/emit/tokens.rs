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

/// What a setter gives an optional field.
pub(super) fn set(field: &Field) -> TokenStream {
    let value = argument(field, &name(&field.name));
    if field.is_option() { quote!(Some(#value)) } else { value }
}

/// A field of a struct and its value; the name alone, where that is the value.
pub(super) fn member(name: &TokenStream, value: &TokenStream) -> TokenStream {
    if name.to_string() == value.to_string() { name.clone() } else { quote!(#name: #value) }
}

/// What source mentions from elsewhere: the names that paths begin with, functions that serde is told
/// of in quotes, and with `()` behind them, functions that are called.
pub(super) fn mentions(tokens: &TokenStream) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(tokens.clone(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let at = |index: usize, back: usize| index.checked_sub(back).and_then(|at| tokens.get(at));
    let is_punct = |token: Option<&TokenTree>, punct: char| matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == punct);
    let is_word = |token: Option<&TokenTree>, end: &str| matches!(token, Some(TokenTree::Ident(word)) if word.to_string().ends_with(end));
    for (index, token) in tokens.iter().enumerate() {
        let before = at(index, 1);
        match token {
            // Names that are given here, and those behind `::`, are no names from elsewhere.
            TokenTree::Ident(_) if is_word(before, "type") => {}
            TokenTree::Ident(_) if is_punct(before, ':') && is_punct(at(index, 2), ':') => {}
            TokenTree::Ident(ident) => {
                let call = matches!(
                    tokens.get(index + 1),
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
                );
                if call && !is_punct(before, '.') {
                    found.insert(format!("{ident}()"));
                }
                found.insert(ident.to_string());
            }
            TokenTree::Literal(literal)
                if is_punct(before, '=') && is_word(at(index, 2), "with") =>
            {
                found.insert(literal.to_string());
            }
            TokenTree::Group(group) if is_word(at(index, 2), "enum") => {
                variants(group.stream(), found);
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// What the variants of an enum hold, but not what they are called.
fn variants(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        if let TokenTree::Group(group) = token {
            collect(group.stream(), found);
        }
    }
}
