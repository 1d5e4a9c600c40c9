//! Small pieces of source code.

use proc_macro2::TokenStream;
use quote::quote;

use super::{cx::Cx, path::path};
use crate::api::{Argument, Field, Presence, Type};

/// The type of a field.
pub(super) fn field_ty(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let ty = cx.ty(&field.ty);
    match field.presence {
        Presence::Always | Presence::LeftOutEmpty => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::ThreeStates => {
            cx.core(["Nullable"]);
            quote!(Option<Nullable<#ty>>)
        }
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
pub(super) fn parameters(cx: &Cx<'_>, fields: &[&Field]) -> Parameters {
    let mut generics = Vec::new();
    let list = fields.iter().map(|field| {
        let by = path(&format!("By{}", generics.len() + 1));
        let (name, ty) = (&field.name, required_ty(cx, field, &by));
        if is_integer(field) {
            generics.push(by);
        }
        quote!(#name: #ty)
    });
    let list = quote!(#(#list),*);
    let generics = if generics.is_empty() { quote!() } else { quote!(<#(#generics),*>) };
    Parameters { generics, list }
}

/// The fields of arguments.
pub(super) fn fields<'a>(arguments: &[Argument<'a>]) -> Vec<&'a Field> {
    arguments.iter().map(|argument| argument.field).collect()
}

/// Whether a required argument accepts any integer type.
fn is_integer(field: &Field) -> bool {
    matches!(field.ty, Type::Integer) && !may_be_null(field)
}

/// Whether a required argument is an `Option`, where `None` is null.
fn may_be_null(field: &Field) -> bool {
    field.presence == Presence::Nullable
}

/// The parameter type of a required argument.
fn required_ty(cx: &Cx<'_>, field: &Field, by: &TokenStream) -> TokenStream {
    if is_integer(field) {
        cx.core(["IntoArgument"]);
        return quote!(impl IntoArgument<i64, #by>);
    }
    if !may_be_null(field) && field.ty.is_many() {
        return many_ty(cx, &field.ty);
    }
    let ty = cx.ty(&field.ty);
    match () {
        () if may_be_null(field) => quote!(Option<#ty>),
        () if matches!(field.ty, Type::Boolean) => ty,
        () => quote!(impl Into<#ty>),
    }
}

/// The conversion of a required argument.
pub(super) fn required(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let value = &field.name;
    match (&field.ty, &field.starts_with) {
        _ if may_be_null(field) => quote!(#value),
        (Type::Integer, _) => quote!(#value.into_argument()),
        (Type::Boolean, _) => quote!(#value),
        (Type::List(_) | Type::Map(_), _) => many(field),
        (_, Some(start)) => {
            cx.codegen(["starting_with"]);
            quote!(starting_with(#start, #value))
        }
        (_, None) => quote!(#value.into()),
    }
}

/// Lists accept any iterator of items, maps any iterator of pairs.
fn many_ty(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::List(inner) => {
            let inner = cx.ty(inner);
            quote!(impl IntoIterator<Item = impl Into<#inner>>)
        }
        Type::Map(inner) => {
            let inner = cx.ty(inner);
            quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#inner>)>)
        }
        one @ (Type::String
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Timestamp
        | Type::Secret
        | Type::Body
        | Type::Any
        | Type::Named(_)) => {
            let one = cx.ty(one);
            quote!(impl Into<#one>)
        }
    }
}

fn many(field: &Field) -> TokenStream {
    let value = &field.name;
    match matches!(field.ty, Type::Map(_)) {
        true => quote! {
            #value.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
        },
        false => quote!(#value.into_iter().map(Into::into).collect()),
    }
}

/// The setter of an optional argument: its generics, its parameter, and the value that it sets.
pub(super) struct Setter {
    pub(super) generics: TokenStream,
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
}

/// How an optional argument is set.
pub(super) fn setter(cx: &Cx<'_>, field: &Field) -> Setter {
    let given = &field.name;
    let by_into = |ty, value| Setter { generics: quote!(), ty, value };
    if field.has_three_states() {
        // Null is a value of this type, and `None` is null.
        cx.core(["Nullable"]);
        let ty = cx.ty(&field.ty);
        return by_into(quote!(impl Into<Nullable<#ty>>), quote!(Some(#given.into())));
    }
    match &field.ty {
        // Here, too, `None` is null in JSON.
        Type::Any => {
            let ty = cx.ty(&Type::Any);
            by_into(quote!(impl Into<#ty>), quote!(Some(#given.into())))
        }
        ty @ (Type::List(_) | Type::Map(_)) => {
            let value = many(field);
            let value = if field.is_option() { quote!(Some(#value)) } else { value };
            by_into(many_ty(cx, ty), value)
        }
        ty @ (Type::String
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Timestamp
        | Type::Secret
        | Type::Body
        | Type::Named(_)) => {
            cx.core(["IntoOptional"]);
            let ty = cx.ty(ty);
            Setter {
                generics: quote!(<By>),
                ty: quote!(impl IntoOptional<#ty, By>),
                value: quote!(#given.into_optional()),
            }
        }
    }
}

/// A field in a struct literal, in short form if the value has its name.
pub(super) fn member(field: &Field, value: &TokenStream) -> TokenStream {
    let name = &field.name;
    if value.to_string() == name.as_str() { quote!(#name) } else { quote!(#name: #value) }
}
