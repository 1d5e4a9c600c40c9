//! Readers of query parameters and headers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    api::{Encoding, Field, Kind, Type},
    emit::cx::Cx,
};

/// Reads and validates a query parameter or a header, by the methods for one and for many.
pub(super) fn items(
    cx: &Cx<'_>,
    field: &Field,
    one: &TokenStream,
    many: &TokenStream,
) -> TokenStream {
    let wire = field.wire();
    if let (Some(prefix), Type::Map(value)) = (field.prefix(), &field.ty) {
        let value = cx.ty(value);
        return quote!(arguments.prefixed::<#value>(#prefix));
    }
    let argument = quote!(arguments.#one(#wire));
    if field.encoding == Encoding::Json {
        return json(cx, field, &argument);
    }
    if let Type::List(item) = &field.ty {
        let read = element(cx, item, field);
        let present = (!field.is_optional()).then(|| quote!(.present()));
        return match field.encoding == Encoding::Csv {
            true => quote!(#argument #present.csv(|argument| #read)),
            false => quote!(arguments.#many(#wire, |argument| #read)),
        };
    }
    match field.is_optional() {
        true => optional(cx, field, &argument),
        false => required(cx, field, &argument),
    }
}

fn json(cx: &Cx<'_>, field: &Field, argument: &TokenStream) -> TokenStream {
    if field.is_optional() || matches!(field.ty, Type::List(_)) {
        return quote!(#argument.json());
    }
    let ty = cx.ty(&field.ty);
    quote!(#argument.present().json::<#ty>())
}

fn optional(cx: &Cx<'_>, field: &Field, argument: &TokenStream) -> TokenStream {
    match () {
        () if cx.is_enum(&field.ty) => quote!(#argument.known()),
        () if is_format(cx, &field.ty) => quote!(#argument.text()),
        () => {
            let range = range(field);
            quote!(#argument #range.optional())
        }
    }
}

/// The type is converted, so it must be explicit.
fn required(cx: &Cx<'_>, field: &Field, argument: &TokenStream) -> TokenStream {
    let (range, said) = (range(field), cx.ty(&field.ty));
    match () {
        () if cx.is_enum(&field.ty) => quote!(#argument #range.required_known::<#said>()),
        () if is_format(cx, &field.ty) => {
            quote!(#argument.present().text::<#said>().unwrap_or_default())
        }
        () => quote!(#argument #range.required::<#said>()),
    }
}

/// Reads an item of a list. The type is explicit where the list is converted.
fn element(cx: &Cx<'_>, item: &Type, field: &Field) -> TokenStream {
    let said = (!field.is_optional()).then(|| {
        let ty = cx.ty(item);
        quote!(::<#ty>)
    });
    match () {
        () if cx.is_enum(item) => quote!(argument.known #said()),
        () if is_format(cx, item) => quote!(argument.text #said()),
        () => {
            let range = range(field);
            quote!(argument #range.optional #said())
        }
    }
}

fn is_format(cx: &Cx<'_>, ty: &Type) -> bool {
    ty.named().is_some_and(|id| matches!(cx.decl(id).kind, Kind::Format(_)))
}

fn range(field: &Field) -> TokenStream {
    let bound = |bound: Option<i64>| match bound {
        Some(bound) => {
            let bound = Literal::i64_unsuffixed(bound);
            quote!(Some(#bound))
        }
        None => quote!(None),
    };
    match field.range {
        (None, None) => quote!(),
        (least, greatest) => {
            let (least, greatest) = (bound(least), bound(greatest));
            quote!(.range(#least, #greatest))
        }
    }
}
