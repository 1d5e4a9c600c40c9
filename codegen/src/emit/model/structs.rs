//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Constructor, Encoding, Field, Presence, Type},
    emit::{
        docs,
        tokens::{self, Parameters, Setter, name},
    },
};

/// A struct, with its deserialization and serialization.
pub(super) fn items(id: &str, doc: &str, fields: &[Field], extra: Option<&Type>) -> TokenStream {
    match extra {
        Some(extra) => open(id, doc, fields, extra),
        None => closed(id, doc, fields),
    }
}

/// The constructors and setters of a struct in a request.
pub(super) fn new(id: &str, fields: &[Field], constructors: &[Constructor]) -> TokenStream {
    let id = name(id);
    let (optional, required): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.optional);
    let Parameters { generics, list } = tokens::parameters(&required);
    let values = required.iter().map(|field| {
        let name = name(&field.name);
        tokens::member(&name, &tokens::required(field))
    });
    let rest = (!optional.is_empty()).then(|| quote!(..Default::default()));
    let new = (!required.is_empty()).then(|| {
        quote! {
            /// Creates the value from its required fields.
            pub fn new #generics(#list) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    });
    let setters = optional.iter().map(|field| setter(field));
    let constructors =
        constructors.iter().map(|constructor| self::constructor(constructor, fields));
    quote! {
        impl #id {
            #new
            #(#constructors)*
            #(#setters)*
        }
    }
}

/// A constructor that sets one field to a constant, and takes others as arguments.
fn constructor(constructor: &Constructor, fields: &[Field]) -> TokenStream {
    let doc = docs::doc(&constructor.doc);
    let (id, ty) = (name(&constructor.name), tokens::ty(&constructor.ty));
    let variant = name(&constructor.variant);
    let taken = |field: &&Field| constructor.arguments.contains(&field.name);
    let (optional, required): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.optional);
    let given: Vec<&Field> = required.iter().copied().chain(optional).filter(taken).collect();
    let Parameters { generics, list } = tokens::parameters(&given);
    let values = required.iter().map(|field| match field.name == constructor.field {
        true => quote!(#ty::#variant),
        false => name(&field.name),
    });
    let sets = given.iter().filter(|field| field.optional).map(|field| {
        let (id, value) = (name(&field.name), tokens::required(field));
        quote!(.#id(#value))
    });
    quote! {
        #doc
        pub fn #id #generics(#list) -> Self {
            Self::new(#(#values),*)#(#sets)*
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let doc = docs::field(field);
    let deprecated = field.deprecated.as_ref().map(|instead| quote!(#[deprecated = #instead]));
    let name = name(&field.name);
    let Setter { generics, ty, value } = tokens::setter(field);
    quote! {
        #doc
        #deprecated
        #[must_use]
        pub fn #name #generics(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn closed(id: &str, doc: &str, fields: &[Field]) -> TokenStream {
    let doc = docs::doc(doc);
    let id = name(id);
    // If all fields are in headers, the struct is never read from a body.
    let has_body = fields.iter().any(|field| field.header.is_none());
    // A struct with a required field has no default, so all other fields have one each.
    let has_required = fields.iter().any(|field| field.items == Some(Presence::Required));
    let default = (!has_required).then(|| quote!(#[serde(default)]));
    let fields = fields.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        let attribute = match field.header.is_some() && has_body {
            true => quote!(#[serde(skip)]),
            false => attribute(field, has_required),
        };
        quote!(#doc #attribute pub #name: #ty)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #default
        #[non_exhaustive]
        pub struct #id { #(#fields),* }

        impl Lenient for #id {}
    }
}

/// The serde attribute of a field.
fn attribute(field: &Field, has_required: bool) -> TokenStream {
    let wire = field.wire();
    let default = has_required && field.items != Some(Presence::Required);
    let default = default.then(|| quote!(default,));
    let rename = (field.name != wire).then(|| quote!(rename = #wire,));
    let alias = field.key.renamed.as_ref().map(|(.., newer)| quote!(alias = #newer,));
    let is_empty = is_skipped_empty(field);
    let skip = match field.ty {
        _ if is_skipped(field) => quote!(, skip_serializing_if = "Option::is_none"),
        Type::List(_) if is_empty => quote!(, skip_serializing_if = "Vec::is_empty"),
        Type::Map(_) if is_empty => quote!(, skip_serializing_if = "BTreeMap::is_empty"),
        _ => quote!(),
    };
    let how = match (field.items, field.encoding) {
        (Some(Presence::Required), _) => quote!(deserialize_with = "page_items"),
        (Some(Presence::Optional), _) => quote!(deserialize_with = "page_items_or_none"),
        (None, encoding) => encoded(encoding),
    };
    quote!(#[serde(#default #rename #alias #how #skip)])
}

fn encoded(encoding: Encoding) -> TokenStream {
    match encoding {
        Encoding::Plain => quote!(deserialize_with = "lenient"),
        Encoding::Quoted => quote!(deserialize_with = "lenient", serialize_with = "quoted"),
        Encoding::Digit => quote!(deserialize_with = "lenient", serialize_with = "digit"),
        Encoding::Csv => quote!(with = "csv"),
        Encoding::Json => quote!(with = "json_text"),
    }
}

/// Whether an empty field is omitted. A nullable list in a string is one, since null and an absent
/// field are also read as an empty list.
fn is_skipped_empty(field: &Field) -> bool {
    field.is_left_out_empty() || field.encoding == Encoding::Csv && field.nullable
}

/// Whether a field without a value is omitted, rather than written as null.
fn is_skipped(field: &Field) -> bool {
    field.is_option() && field.optional
}

/// A struct that keeps unknown properties. Implemented without serde's `flatten`, which would
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
        let (name, keys) = (name(&field.name), field.key.names());
        let value = match (field.encoding, field.is_option()) {
            (Encoding::Csv, _) => quote!(map.next_value::<Csv<_>>()?.0),
            (Encoding::Json, true) => {
                quote!(map.next_value::<Option<JsonText<_>>>()?.map(|JsonText(value)| value))
            }
            (Encoding::Json, false) => quote!(map.next_value::<JsonText<_>>()?.0),
            _ => quote!(property(map)?),
        };
        quote!(#(#keys)|* => self.#name = #value,)
    });
    let write = fields.iter().map(write);
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

/// Writes a field of a struct that keeps unknown properties.
fn write(field: &Field) -> TokenStream {
    let (name, wire) = (name(&field.name), field.wire());
    let encoder = match field.encoding {
        Encoding::Plain => None,
        Encoding::Quoted => Some(quote!(Quoted)),
        Encoding::Digit => Some(quote!(Digit)),
        Encoding::Csv => Some(quote!(Csv)),
        Encoding::Json => Some(quote!(JsonText)),
    };
    let encoded = |value: TokenStream| match &encoder {
        None => value,
        Some(encoder) => quote!(&#encoder(#value)),
    };
    match &encoder {
        _ if field.has_three_states() && encoder.is_some() => quote! {
            if let Some(value) = &self.#name {
                map.serialize_entry(#wire, &value.as_ref().map(#encoder))?;
            }
        },
        _ if is_skipped(field) => {
            let value = encoded(quote!(value));
            quote! {
                if let Some(value) = &self.#name {
                    map.serialize_entry(#wire, #value)?;
                }
            }
        }
        Some(encoder) if field.is_option() => {
            quote!(map.serialize_entry(#wire, &self.#name.as_ref().map(#encoder))?;)
        }
        _ => {
            let whole = encoded(quote!(&self.#name));
            let entry = quote!(map.serialize_entry(#wire, #whole)?;);
            match is_skipped_empty(field) {
                true => quote!(if !self.#name.is_empty() { #entry }),
                false => entry,
            }
        }
    }
}
