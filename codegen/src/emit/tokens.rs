//! Small pieces of source code.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use crate::api::{Field, Name, Type};

/// A name or a path that was validated before. An invalid one results in source that cannot be
/// parsed, which is reported as an error.
pub(super) fn name(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|_| quote!(?))
}

/// A type, as it is written in the model crate, in the module of its service and resource.
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

/// The parameters of a function with required arguments.
pub(super) struct Parameters {
    /// `<A, B>`, or nothing.
    pub(super) generics: TokenStream,
    /// `name: impl Into<String>, size: impl IntoArgument<i64, A>`.
    pub(super) list: TokenStream,
}

/// The parameters for required arguments.
pub(super) fn parameters(fields: &[&Field]) -> Parameters {
    let mut generics = Vec::new();
    let list = fields.iter().map(|field| {
        let by = name(&format!("By{}", generics.len() + 1));
        let (field_name, ty) = (name(&field.name), required_ty(field, &by));
        if is_integer(field) {
            generics.push(by);
        }
        quote!(#field_name: #ty)
    });
    let list = quote!(#(#list),*);
    let generics = if generics.is_empty() { quote!() } else { quote!(<#(#generics),*>) };
    Parameters { generics, list }
}

/// Whether a required argument accepts any integer type.
fn is_integer(field: &Field) -> bool {
    matches!(field.ty, Type::Integer) && !may_be_null(field)
}

/// Whether a required argument is an `Option`, where `None` is null.
fn may_be_null(field: &Field) -> bool {
    field.is_option() && !field.optional
}

/// The parameter type of a required argument.
fn required_ty(field: &Field, by: &TokenStream) -> TokenStream {
    let ty = self::ty(&field.ty);
    match &field.ty {
        _ if may_be_null(field) => quote!(Option<#ty>),
        Type::Integer => quote!(impl IntoArgument<i64, #by>),
        Type::Boolean => quote!(bool),
        other => many_ty(other).unwrap_or_else(|| quote!(impl Into<#ty>)),
    }
}

/// The conversion of a required argument.
pub(super) fn required(field: &Field) -> TokenStream {
    let value = name(&field.name);
    match &field.ty {
        _ if may_be_null(field) => value,
        Type::Integer => quote!(#value.into_argument()),
        Type::Boolean => value,
        ty => many(ty, &value).unwrap_or_else(|| match &field.starts_with {
            Some(start) => quote!(starting_with(#start, #value)),
            None => quote!(#value.into()),
        }),
    }
}

/// Lists accept any iterator of items, maps any iterator of pairs.
fn many_ty(ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::List(inner) => {
            let inner = self::ty(inner);
            Some(quote!(impl IntoIterator<Item = impl Into<#inner>>))
        }
        Type::Map(inner) => {
            let inner = self::ty(inner);
            Some(quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#inner>)>))
        }
        _ => None,
    }
}

fn many(ty: &Type, value: &TokenStream) -> Option<TokenStream> {
    match ty {
        Type::List(_) => Some(quote!(#value.into_iter().map(Into::into).collect())),
        Type::Map(_) => Some(quote! {
            #value.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
        }),
        _ => None,
    }
}

/// The setter of an optional argument: its generics, its parameter, and the value that it sets.
pub(super) struct Setter {
    pub(super) generics: TokenStream,
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
}

/// How an optional argument is set.
pub(super) fn setter(field: &Field) -> Setter {
    let (given, ty) = (name(&field.name), self::ty(&field.ty));
    let by_into = |ty, value| Setter { generics: quote!(), ty, value };
    match &field.ty {
        // Null is a value of this type, and `None` is null.
        _ if field.has_three_states() => {
            by_into(quote!(impl Into<Nullable<#ty>>), quote!(Some(#given.into())))
        }
        // Here, too, `None` is null in JSON.
        Type::Any => by_into(quote!(impl Into<#ty>), quote!(Some(#given.into()))),
        other => match (many_ty(other), many(other, &given)) {
            (Some(ty), Some(value)) if field.is_option() => by_into(ty, quote!(Some(#value))),
            (Some(ty), Some(value)) => by_into(ty, value),
            _ => Setter {
                generics: quote!(<By>),
                ty: quote!(impl IntoOptional<#ty, By>),
                value: quote!(#given.into_optional()),
            },
        },
    }
}

/// A field in a struct literal, in short form if the value has its name.
pub(super) fn member(name: &TokenStream, value: &TokenStream) -> TokenStream {
    if name.to_string() == value.to_string() { name.clone() } else { quote!(#name: #value) }
}

/// The names that source code refers to: the first segments of paths, functions in serde attributes
/// in quotes, and called functions with `()`.
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
            // Names that are declared here, and those after `::`, refer to nothing elsewhere.
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

/// The types in the variants of an enum, without the names of the variants.
fn variants(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        if let TokenTree::Group(group) = token {
            collect(group.stream(), found);
        }
    }
}
