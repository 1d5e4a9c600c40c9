//! Structs of answers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Encoding, Field, Type},
    emit::{
        docs,
        tokens::{self, name},
    },
};

/// A struct and how it is read and written.
pub(super) fn items(id: &str, doc: &str, fields: &[Field], extra: Option<&Type>) -> TokenStream {
    match extra {
        Some(extra) => open(id, doc, fields, extra),
        None => closed(id, doc, fields),
    }
}

/// How callers make a struct of a request.
pub(super) fn new(id: &str, fields: &[Field]) -> TokenStream {
    let id = name(id);
    let required: Vec<_> = fields.iter().filter(|field| !field.optional).collect();
    if required.is_empty() {
        return quote!();
    }
    let parameters = required.iter().map(|field| {
        let (name, ty) = (name(&field.name), tokens::argument_ty(field));
        quote!(#name: #ty)
    });
    let values = required.iter().map(|field| {
        let name = name(&field.name);
        let value = tokens::argument(field, &name);
        quote!(#name: #value)
    });
    let rest = (required.len() < fields.len()).then(|| quote!(..Self::default()));
    quote! {
        impl #id {
            /// With what it must have.
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    }
}

fn closed(id: &str, doc: &str, fields: &[Field]) -> TokenStream {
    let doc = docs::doc(doc);
    let id = name(id);
    let fields = fields.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        let rename = (field.name != field.wire).then(|| {
            let wire = &field.wire;
            quote!(rename = #wire,)
        });
        let skip = match () {
            () if is_skipped(field) => quote!(, skip_serializing_if = "Option::is_none"),
            () if field.optional && matches!(field.ty, Type::List(_)) => {
                quote!(, skip_serializing_if = "Vec::is_empty")
            }
            () if field.optional && matches!(field.ty, Type::Map(_)) => {
                quote!(, skip_serializing_if = "BTreeMap::is_empty")
            }
            () => quote!(),
        };
        let how = match field.encoding {
            Encoding::Quoted => quote!(deserialize_with = "lenient", serialize_with = "quoted"),
            Encoding::Csv => quote!(with = "csv"),
            _ => quote!(deserialize_with = "lenient"),
        };
        quote!(#doc #[serde(#rename #how #skip)] pub #name: #ty)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default)]
        #[non_exhaustive]
        pub struct #id { #(#fields),* }

        impl Lenient for #id {}
    }
}

/// Whether the field is left out where it has no value, rather than written as null.
fn is_skipped(field: &Field) -> bool {
    field.is_option() && field.optional
}

/// A struct that keeps properties it has no field for. Written out, since serde's flatten would
/// buffer the whole object.
fn open(id: &str, doc: &str, fields: &[Field], extra: &Type) -> TokenStream {
    let doc = docs::doc(doc);
    let id = name(id);
    let extra = tokens::ty(extra);
    let declared = fields.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        quote!(#doc pub #name: #ty)
    });
    let read = fields.iter().map(|field| {
        let (name, wire) = (name(&field.name), &field.wire);
        match (field.encoding, field.is_option()) {
            (Encoding::Csv, _) => quote!(#wire => self.#name = map.next_value::<Csv<_>>()?.0,),
            (Encoding::Json, true) => {
                quote!(#wire => self.#name = Some(map.next_value::<JsonText<_>>()?.0),)
            }
            (Encoding::Json, false) => {
                quote!(#wire => self.#name = map.next_value::<JsonText<_>>()?.0,)
            }
            _ => quote!(#wire => self.#name = property(map)?,),
        }
    });
    let write = fields.iter().map(|field| {
        let (name, wire) = (name(&field.name), &field.wire);
        let is_list = field.is_many();
        let encoded = |value: TokenStream| match field.encoding {
            Encoding::Plain | Encoding::Digit => quote!(#value),
            Encoding::Quoted => quote!(&Quoted(#value)),
            Encoding::Csv => quote!(&Csv(#value)),
            Encoding::Json => quote!(&JsonText(#value)),
        };
        let whole = encoded(quote!(&self.#name));
        if is_skipped(field) {
            let value = encoded(quote!(value));
            quote! {
                if let Some(value) = &self.#name {
                    map.serialize_entry(#wire, #value)?;
                }
            }
        } else if is_list && field.optional {
            quote! {
                if !self.#name.is_empty() {
                    map.serialize_entry(#wire, #whole)?;
                }
            }
        } else {
            quote!(map.serialize_entry(#wire, #whole)?;)
        }
    });
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #id {
            #(#declared,)*
            /// Properties that have no field here, as they came.
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
