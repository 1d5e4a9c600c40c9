//! Structs that keep unknown properties. Implemented without serde's `flatten`, which would buffer the
//! whole object.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Encoding, Field, Presence, Type},
    emit::{cx::Cx, docs, tokens},
    names::Ident,
};

/// A struct with a map of properties that have no field.
pub(super) fn items(
    cx: &Cx<'_>,
    id: &Ident,
    doc: &str,
    fields: &[Field],
    extra: &Type,
) -> TokenStream {
    let doc = docs::doc(doc);
    let extra = cx.ty(extra);
    let declared = fields.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (&field.name, tokens::field_ty(cx, field));
        quote!(#doc pub #name: #ty)
    });
    let read = fields.iter().map(|field| read(cx, field));
    let write = fields.iter().map(|field| write(cx, field));
    cx.import("std", ["collections::BTreeMap"]);
    cx.codegen(["OpenObject", "lenient::Lenient", "lenient::property", "object"]);
    cx.serde(["Deserialize", "Deserializer", "Serialize", "Serializer"]);
    cx.serde(["de::MapAccess", "ser::SerializeMap"]);
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #id {
            #(#declared,)*
            /// Properties without a field of their own, as the service sent them.
            pub extra: BTreeMap<String, #extra>,
        }

        impl Lenient for #id {}

        impl OpenObject for #id {
            fn set<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
                match key.as_str() {
                    #(#read)*
                    _ => {
                        self.extra.insert(key, property(map)?);
                    }
                }
                Ok(())
            }
        }

        impl<'de> Deserialize<'de> for #id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object(deserializer)
            }
        }

        impl Serialize for #id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                #(#write)*
                for (key, value) in &self.extra {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Reads a field.
fn read(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let (name, keys) = (&field.name, field.key.names());
    let value = match (&field.encoding, field.is_option()) {
        (Encoding::Csv, _) => {
            let csv = tokens::encoder(cx, &field.encoding);
            quote!(map.next_value::<#csv<_>>()?.0)
        }
        (Encoding::Json, true) => {
            let text = tokens::encoder(cx, &field.encoding);
            quote!(map.next_value::<Option<#text<_>>>()?.map(|#text(value)| value))
        }
        (Encoding::Json, false) => {
            let text = tokens::encoder(cx, &field.encoding);
            quote!(map.next_value::<#text<_>>()?.0)
        }
        (Encoding::Plain | Encoding::Quoted | Encoding::Digit | Encoding::Pattern(_), _) => {
            cx.codegen(["lenient::property"]);
            quote!(property(map)?)
        }
    };
    quote!(#(#keys)|* => self.#name = #value,)
}

/// Writes a field.
fn write(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let (name, wire) = (&field.name, field.wire());
    let encoder = tokens::encoder(cx, &field.encoding);
    let encoded = |value: TokenStream| match &encoder {
        None => value,
        Some(encoder) => quote!(&#encoder(#value)),
    };
    match (field.presence, &encoder) {
        (Presence::ThreeStates, Some(encoder)) => quote! {
            if let Some(value) = &self.#name {
                map.serialize_entry(#wire, &value.as_ref().map(#encoder))?;
            }
        },
        (Presence::Optional, _) | (Presence::ThreeStates, None) => {
            let value = encoded(quote!(value));
            quote! {
                if let Some(value) = &self.#name {
                    map.serialize_entry(#wire, #value)?;
                }
            }
        }
        (Presence::Nullable, Some(encoder)) => {
            quote!(map.serialize_entry(#wire, &self.#name.as_ref().map(#encoder))?;)
        }
        (Presence::Always, _) | (Presence::Nullable, None) => {
            let value = encoded(quote!(&self.#name));
            quote!(map.serialize_entry(#wire, #value)?;)
        }
        (Presence::LeftOutEmpty, _) => {
            let value = encoded(quote!(&self.#name));
            quote! {
                if !self.#name.is_empty() {
                    map.serialize_entry(#wire, #value)?;
                }
            }
        }
    }
}
