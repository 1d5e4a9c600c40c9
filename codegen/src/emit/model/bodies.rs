//! Request bodies.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    api::{Body, Encoding, Field, Key, Member, Object, Presence, Renamed, Type},
    emit::{cx::Cx, path::path, tokens},
};

/// Sets the body.
pub(super) fn items(cx: &Cx<'_>, body: &Body, media_type: Option<&str>) -> TokenStream {
    let media_type = media_type.map(|media_type| quote!(request.media_type(#media_type);));
    match body {
        Body::Json(field) => {
            whole(field, &|value| quote!(request.json(#value)?;), media_type.as_ref())
        }
        Body::Bytes(field) => {
            whole(field, &|value| quote!(request.body = #value.clone();), media_type.as_ref())
        }
        Body::Object(body) => object(cx, body, media_type.as_ref()),
    }
}

/// A body whose fields are arguments.
fn object(cx: &Cx<'_>, body: &Object, media_type: Option<&TokenStream>) -> TokenStream {
    cx.codegen(["JsonObject"]);
    let members = body.members.iter().map(|member| match member {
        Member::Field(field) => self::field(cx, field),
        Member::Constant(key, json) => {
            let (key, value) = (self::key(key), constant(cx, json));
            quote!(body.field(#key, &#value)?;)
        }
    });
    let extra = body.extra.as_ref().map(|extra| {
        let name = &extra.name;
        quote! {
            for (key, value) in &self.#name {
                body.field(key, value)?;
            }
        }
    });
    let wrapped = body.wrapper.as_ref().map(|key| {
        let key = self::key(key);
        quote!(.wrapped(#key))
    });
    let set = quote! {
        request.object(body #wrapped);
        #media_type
    };
    let set = if body.optional { quote!(if !body.is_empty() { #set }) } else { set };
    quote! {
        let mut body = JsonObject::new();
        #(#members)*
        #extra
        #set
    }
}

/// A body that is one argument.
fn whole(
    field: &Field,
    set: &dyn Fn(TokenStream) -> TokenStream,
    media_type: Option<&TokenStream>,
) -> TokenStream {
    let name = &field.name;
    match field.presence {
        Presence::LeftOutEmpty => {
            let set = set(quote!(&self.#name));
            quote!(if !self.#name.is_empty() { #set #media_type })
        }
        Presence::Optional | Presence::ThreeStates => {
            let set = set(quote!(body));
            quote!(if let Some(body) = &self.#name { #set #media_type })
        }
        Presence::Always | Presence::Nullable => {
            let is_bytes = matches!(field.ty, Type::Body);
            let set = set(if is_bytes { quote!(self.#name) } else { quote!(&self.#name) });
            quote!(#set #media_type)
        }
    }
}

/// A key, whose name may depend on the microversion.
fn key(key: &Key) -> TokenStream {
    let name = &key.name;
    match &key.renamed {
        None => quote!(#name),
        Some(Renamed { major, minor, name: newer }) => {
            let (major, minor) = (Literal::u16_unsuffixed(*major), Literal::u16_unsuffixed(*minor));
            quote!(cx.key(#name, (#major, #minor), #newer))
        }
    }
}

/// A constant in a body. Compact JSON is made of tokens of Rust.
fn constant(cx: &Cx<'_>, json: &str) -> TokenStream {
    match json {
        "null" => quote!(()),
        "{}" => {
            cx.import("std", ["collections::BTreeMap"]);
            quote!(BTreeMap::<String, String>::new())
        }
        "[]" => quote!([(); 0]),
        many if many.starts_with(['{', '[']) => {
            let json = path(many);
            quote!(serde_json::json!(#json))
        }
        scalar => path(scalar),
    }
}

fn field(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let (name, key) = (&field.name, key(&field.key));
    let encoder = encoder(cx, &field.encoding);
    match field.presence {
        Presence::Always => {
            let value = always(field, encoder.as_ref());
            quote!(body.field(#key, &#value)?;)
        }
        Presence::LeftOutEmpty => {
            let value = always(field, encoder.as_ref());
            quote! {
                if !self.#name.is_empty() {
                    body.field(#key, &#value)?;
                }
            }
        }
        Presence::Nullable => {
            let encoded = encoder.map(|encoder| quote!(.as_ref().map(#encoder)));
            quote!(body.field(#key, &self.#name #encoded)?;)
        }
        Presence::Optional => {
            let encoded = encoder.map(|encoder| quote!(.map(#encoder)));
            quote!(body.optional(#key, self.#name.as_ref()#encoded)?;)
        }
        Presence::ThreeStates => {
            let encoded = encoder.map(|encoder| quote!(.map(|value| value.as_ref().map(#encoder))));
            quote!(body.optional(#key, self.#name.as_ref()#encoded)?;)
        }
    }
}

/// The function that encodes a value, if it is written in another way than its own.
fn encoder(cx: &Cx<'_>, encoding: &Encoding) -> Option<TokenStream> {
    match encoding {
        Encoding::Pattern(pattern) => Some(quote!(|time| time.in_pattern(#pattern))),
        Encoding::Plain | Encoding::Quoted | Encoding::Digit | Encoding::Csv | Encoding::Json => {
            tokens::encoder(cx, encoding)
        }
    }
}

/// The value of a field that always has one.
fn always(field: &Field, encoder: Option<&TokenStream>) -> TokenStream {
    let name = &field.name;
    if let Encoding::Pattern(pattern) = &field.encoding {
        return quote!(self.#name.in_pattern(#pattern));
    }
    match encoder {
        Some(encoder) => quote!(#encoder(&self.#name)),
        None => quote!(self.#name),
    }
}
