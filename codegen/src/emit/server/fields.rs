//! Readers of what is in a body.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Encoding, Field, Presence, Type},
    emit::{cx::Cx, tokens},
};

/// The reader of a body that is one argument.
pub(super) fn whole(cx: &Cx<'_>, field: &Field) -> TokenStream {
    match (field.presence, &field.ty) {
        (Presence::Always | Presence::Nullable, Type::List(item)) => {
            let item = cx.ty(item);
            quote!(arguments.body_list::<#item>())
        }
        (Presence::Always | Presence::Nullable, ty) => {
            let ty = cx.ty(ty);
            quote!(arguments.body_json::<#ty>()?)
        }
        (Presence::Optional | Presence::ThreeStates, ty) => {
            let ty = cx.ty(ty);
            quote!(arguments.optional_body::<#ty>()?)
        }
        (Presence::LeftOutEmpty, ty) => {
            let ty = cx.ty(ty);
            quote!(arguments.optional_body::<#ty>()?.unwrap_or_default())
        }
    }
}

/// The reader of a field of a body, which may be for a field of a struct.
pub(super) fn items(cx: &Cx<'_>, field: &Field, in_struct: bool) -> TokenStream {
    let wire = field.wire();
    let Some(read) = encoded(cx, field) else { return plain(cx, field, in_struct) };
    match field.has_three_states() {
        true => {
            cx.core(["Nullable"]);
            quote!(body.has(#wire).then(|| Nullable::from(#read)))
        }
        false => read,
    }
}

/// The reader of a field that is written as text.
fn encoded(cx: &Cx<'_>, field: &Field) -> Option<TokenStream> {
    let (method, ty) = match (&field.encoding, &field.ty) {
        (Encoding::Csv, Type::List(item)) => (quote!(csv), cx.ty(item)),
        (Encoding::Json, ty) => (quote!(json), cx.ty(ty)),
        (Encoding::Csv, _) => return None,
        (Encoding::Plain | Encoding::Quoted | Encoding::Digit | Encoding::Pattern(_), _) => {
            return None;
        }
    };
    let wire = field.wire();
    let present = (!field.is_optional()).then(|| quote!(.present(#wire)));
    let empty = or_empty(field);
    Some(quote!(body #present.#method::<#ty>(#wire)#empty))
}

fn plain(cx: &Cx<'_>, field: &Field, in_struct: bool) -> TokenStream {
    let (wire, is_enum) = (field.wire(), cx.is_enum(&field.ty));
    // The type is inferred from a struct field, but must be explicit for a generic parameter.
    let said = || {
        (!in_struct).then(|| {
            let ty = tokens::field_ty(cx, field);
            quote!(::<#ty>)
        })
    };
    match field.presence {
        Presence::Optional if is_enum => quote!(body.known(#wire)),
        Presence::Optional | Presence::LeftOutEmpty | Presence::ThreeStates => {
            let empty = or_empty(field);
            quote!(body.optional(#wire)#empty)
        }
        Presence::Always if is_enum => {
            let said = said();
            quote!(body.required_known #said(#wire))
        }
        Presence::Always | Presence::Nullable => {
            let said = said();
            quote!(body.required #said(#wire))
        }
    }
}

/// What is there instead of nothing, where something must be.
fn or_empty(field: &Field) -> Option<TokenStream> {
    (!field.is_option()).then(|| quote!(.unwrap_or_default()))
}
