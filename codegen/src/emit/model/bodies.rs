//! Request bodies.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    api::{Body, Encoding, Field, Key, Member, Type},
    emit::tokens::name,
};

/// Sets the body.
pub(super) fn items(body: &Body, media_type: Option<&str>) -> TokenStream {
    let media_type = media_type.map(|media_type| quote!(request.media_type(#media_type);));
    match body {
        Body::Json(field) => {
            whole(field, &|value| quote!(request.json(#value)?;), media_type.as_ref())
        }
        Body::Bytes(field) => {
            whole(field, &|value| quote!(request.body = #value.clone();), media_type.as_ref())
        }
        Body::Object { wrapper, members, extra, optional } => {
            let members = members.iter().map(|member| match member {
                Member::Field(field) => self::field(field),
                Member::Constant(key, value) => {
                    let (key, value) = (self::key(key), json_value(value));
                    quote!(body.field(#key, &#value)?;)
                }
            });
            let extra = extra.as_ref().map(|extra| {
                let name = name(&extra.name);
                quote! {
                    for (key, value) in &self.#name {
                        body.field(key, value)?;
                    }
                }
            });
            let wrapped = wrapper.as_ref().map(|key| {
                let key = self::key(key);
                quote!(.wrapped(#key))
            });
            let set = quote! {
                request.object(body #wrapped);
                #media_type
            };
            let set = if *optional { quote!(if !body.is_empty() { #set }) } else { set };
            quote! {
                let mut body = JsonObject::new();
                #(#members)*
                #extra
                #set
            }
        }
    }
}

/// A body that is one argument.
fn whole(
    field: &Field,
    set: &dyn Fn(TokenStream) -> TokenStream,
    media_type: Option<&TokenStream>,
) -> TokenStream {
    let name = name(&field.name);
    match () {
        () if field.is_left_out_empty() => {
            let set = set(quote!(&self.#name));
            quote!(if !self.#name.is_empty() { #set #media_type })
        }
        () if field.optional => {
            let set = set(quote!(body));
            quote!(if let Some(body) = &self.#name { #set #media_type })
        }
        () => {
            let set = match field.ty {
                Type::Body => set(quote!(self.#name)),
                _ => set(quote!(&self.#name)),
            };
            quote!(#set #media_type)
        }
    }
}

/// A key, whose name may depend on the microversion.
fn key(key: &Key) -> TokenStream {
    let name = &key.name;
    match &key.renamed {
        None => quote!(#name),
        Some((major, minor, new)) => {
            let (major, minor) = (Literal::u16_unsuffixed(*major), Literal::u16_unsuffixed(*minor));
            quote!(cx.key(#name, (#major, #minor), #new))
        }
    }
}

/// A constant in a body.
fn json_value(json: &str) -> TokenStream {
    match json {
        "null" => quote!(()),
        "{}" => quote!(BTreeMap::<String, String>::new()),
        "[]" => quote!([(); 0]),
        other if other.starts_with(['{', '[']) => {
            let json = name(other);
            quote!(serde_json::json!(#json))
        }
        scalar => name(scalar),
    }
}

fn field(field: &Field) -> TokenStream {
    let (name, key) = (name(&field.name), key(&field.key));
    let encoder = match (field.encoding, &field.pattern) {
        (Encoding::Plain, None) => None,
        (Encoding::Plain, Some(pattern)) => Some(quote!(|time| time.in_pattern(#pattern))),
        (Encoding::Quoted, _) => Some(quote!(Quoted)),
        (Encoding::Digit, _) => Some(quote!(Digit)),
        (Encoding::Csv, _) => Some(quote!(Csv)),
        (Encoding::Json, _) => Some(quote!(JsonText)),
    };
    let whole = match (&encoder, &field.pattern) {
        (None, _) => quote!(self.#name),
        (Some(encoder), _) if field.is_option() => quote!(self.#name.as_ref().map(#encoder)),
        (Some(_), Some(pattern)) => quote!(self.#name.in_pattern(#pattern)),
        (Some(encoder), None) => quote!(#encoder(&self.#name)),
    };
    match () {
        () if field.is_left_out_empty() => quote! {
            if !self.#name.is_empty() {
                body.field(#key, &#whole)?;
            }
        },
        () if field.optional => {
            let map = encoder.map(|encoder| match field.has_three_states() {
                true => quote!(.map(|value| value.as_ref().map(#encoder))),
                false => quote!(.map(#encoder)),
            });
            quote!(body.optional(#key, self.#name.as_ref()#map)?;)
        }
        () => quote!(body.field(#key, &#whole)?;),
    }
}
