//! Requests: their arguments and their wire form.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{output, structs, waiting};
use crate::{
    api::{Body, Encoding, Field, Key, Operation, Output, Pages, Placeholder, Type},
    emit::{
        docs,
        tokens::{self, name},
    },
};

/// Request, answer and wire form of an operation.
pub(super) fn items(operation: &Operation) -> TokenStream {
    let request = request(operation);
    let arguments = operation.takes_struct().then(|| arguments(operation));
    let wire = wire(operation);
    let paged = operation.pages.as_ref().map(|pages| paged(operation, pages));
    let response = operation.output.response().map(|fields| {
        let doc = format!("What [`{}`] gives.", operation.id);
        structs::items(&format!("{}Response", operation.id), &doc, fields, None)
    });
    let starts = operation.starts.as_ref().map(|starts| waiting::starts(operation, starts));
    let waiters = operation.waiters.iter().map(|waiter| waiting::waiter(operation, waiter));
    quote!(#request #arguments #wire #paged #starts #response #(#waiters)*)
}

/// What an operation must have, where it is too much for a call.
fn arguments(operation: &Operation) -> TokenStream {
    let id = name(&format!("{}Arguments", operation.id));
    let doc = docs::doc(&format!("What [`{}`] must have.", operation.id));
    let (required, _) = operation.arguments();
    let fields = required.iter().map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        quote!(#doc pub #name: #ty)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        pub struct #id { #(#fields),* }
    }
}

fn request(operation: &Operation) -> TokenStream {
    let id = name(&operation.id);
    let doc = docs::doc(&request_doc(operation));
    let (required, optional) = operation.arguments();
    let declared = required.iter().chain(&optional).map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        let many = field.optional && !field.is_option();
        let default = match (field.encoding, field.optional) {
            (Encoding::Quoted, true) => quote!(#[serde(default, deserialize_with = "lenient")]),
            (Encoding::Quoted, false) => quote!(#[serde(deserialize_with = "lenient")]),
            _ if many => quote!(#[serde(default)]),
            _ => quote!(),
        };
        quote!(#doc #default pub #name: #ty)
    });
    let default = required.is_empty().then(|| quote!(Default,));
    let new = (!required.is_empty()).then(|| new(operation, &required, &optional));
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct #id { #(#declared),* }

        #new
    }
}

fn new(operation: &Operation, required: &[&Field], optional: &[&Field]) -> TokenStream {
    let id = name(&operation.id);
    let in_struct = operation.takes_struct();
    let parameters = match in_struct {
        true => {
            let arguments = name(&format!("{}Arguments", operation.id));
            quote!(arguments: #arguments)
        }
        false => {
            let parameters = required.iter().map(|field| {
                let (name, ty) = (name(&field.name), tokens::argument_ty(field));
                quote!(#name: #ty)
            });
            quote!(#(#parameters),*)
        }
    };
    let values = required.iter().map(|field| {
        let name = name(&field.name);
        let value = match in_struct {
            true => quote!(arguments.#name),
            false => tokens::argument(field, &name),
        };
        quote!(#name: #value)
    });
    let empty = optional.iter().map(|field| {
        let name = name(&field.name);
        quote!(#name: Default::default())
    });
    quote! {
        impl #id {
            /// The request with what it must have.
            pub fn new(#parameters) -> Self {
                Self { #(#values,)* #(#empty),* }
            }
        }
    }
}

fn request_doc(operation: &Operation) -> String {
    let mut doc = operation.doc.trim_end().to_owned();
    if let Some(instead) = &operation.deprecated {
        doc.push_str(&format!("\n\n**Deprecated.** {instead}"));
    }
    doc.push_str(&format!(
        "\n\n`{} {}`, page {}.",
        operation.http_method, operation.path, operation.page
    ));
    doc
}

fn wire(operation: &Operation) -> TokenStream {
    let id = name(&operation.id);
    let key = &operation.id;
    let (method, path) = (name(&operation.http_method), &operation.path);
    let output = output(&operation.id, &operation.output);
    let success = (operation.success != [200]).then(|| {
        let statuses = operation.success.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(.success(&[#(#statuses),*]))
    });
    let auth = (!operation.authenticated).then(|| quote!(.auth(Auth::None)));
    let idempotent = operation.idempotent.map(|idempotent| quote!(.idempotent(#idempotent)));
    let params = operation.placeholders.iter().map(|placeholder| match placeholder {
        Placeholder::Project => quote!(cx.project_id()?),
        Placeholder::Argument(field) => {
            let name = name(&field.name);
            match &field.ty {
                Type::String => quote!(&self.#name),
                Type::Named(_) | Type::Timestamp => quote!(self.#name.as_str()),
                _ => quote!(&self.#name.to_string()),
            }
        }
    });
    let in_project = operation.placeholders.iter().any(|it| matches!(it, Placeholder::Project));
    let cx = if in_project || operation.has_microversion { quote!(cx) } else { quote!(_) };
    let body_keys = &operation.body_keys;
    let body_keys = (!body_keys.is_empty()).then(|| quote!(.body_keys(&[#(#body_keys),*])));
    let microversion =
        operation.has_microversion.then(|| quote!(wire.microversion(Self::META, cx)?;));
    let query: Vec<_> = operation.query.iter().map(query).collect();
    let body =
        operation.body.as_ref().map(|body| self::body(body, operation.media_type.as_deref()));
    let wire = quote!(Wire::new(Self::META, &[#(#params),*]));
    let encode = if query.is_empty() && body.is_none() && microversion.is_none() {
        wire
    } else {
        quote! {
            let mut wire = #wire?;
            #microversion
            #(#query)*
            #body
            Ok(wire)
        }
    };
    let decode = decode(operation);
    quote! {
        impl Operation for #id {
            type Output = #output;
            const META: &'static Meta =
                &Meta::new(SERVICE, #key, Method::#method, #path) #success #auth #idempotent #body_keys;

            fn encode(&self, #cx: &Context) -> Result<Wire, Error> {
                #encode
            }

            fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
                #decode
            }
        }
    }
}

fn decode(operation: &Operation) -> TokenStream {
    match &operation.output {
        Output::Headers(fields) => {
            let id = name(&format!("{}Response", operation.id));
            let fields = fields.iter().map(|field| {
                let (name, header) =
                    (name(&field.name), field.header.as_deref().unwrap_or_default());
                match header.strip_suffix('*') {
                    Some(prefix) => quote!(#name: headers(head, #prefix)),
                    None => quote!(#name: header(Self::META, head, #header)?),
                }
            });
            quote! {
                none(Self::META, head, body)?;
                Ok(#id { #(#fields),* })
            }
        }
        Output::None => quote!(none(Self::META, head, body)),
        Output::Type(Type::List(_)) => quote!(list(Self::META, head, body)),
        Output::Response(_) | Output::Type(_) => quote!(json(Self::META, head, body)),
        Output::Wrapped { key, .. } => quote!(wrapped(Self::META, head, body, &[#key])),
    }
}

fn body(body: &Body, media_type: Option<&str>) -> TokenStream {
    let media_type = media_type.map(|media_type| quote!(wire.media_type(#media_type);));
    match body {
        Body::Json(field) => {
            let name = name(&field.name);
            quote! {
                wire.json(&self.#name)?;
                #media_type
            }
        }
        Body::Bytes(field) => {
            let name = name(&field.name);
            quote! {
                wire.body = self.#name.clone();
                #media_type
            }
        }
        Body::Object { wrapper, fields, extra, constants, optional } => {
            let constants = constants.iter().map(|(key, value)| {
                let (key, value) = (self::key(key), json_value(value));
                quote!(body.field(#key, &#value)?;)
            });
            let extra = extra.as_ref().map(|extra| {
                let name = name(&extra.name);
                quote! {
                    for (key, value) in &self.#name {
                        body.field(key, value)?;
                    }
                }
            });
            let fields = fields.iter().map(body_field);
            let wrapped = wrapper.as_ref().map(|key| {
                let key = self::key(key);
                quote!(.wrapped(#key))
            });
            let set = quote! {
                wire.object(body #wrapped);
                #media_type
            };
            let set = if *optional { quote!(if !body.is_empty() { #set }) } else { set };
            quote! {
                let mut body = JsonObject::new();
                #(#constants)*
                #(#fields)*
                #extra
                #set
            }
        }
    }
}

/// A key, by the name that it has in the microversion at hand.
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

/// A constant of a body. Objects and lists that are constant are empty ones.
fn json_value(json: &str) -> TokenStream {
    match json {
        "null" => quote!(()),
        "{}" => quote!(BTreeMap::<String, String>::new()),
        "[]" => quote!([(); 0]),
        scalar => name(scalar),
    }
}

fn body_field(field: &Field) -> TokenStream {
    let (name, wire) = (name(&field.name), &field.wire);
    let encoder = match field.encoding {
        Encoding::Plain => None,
        Encoding::Quoted => Some(quote!(Quoted)),
        Encoding::Digit => Some(quote!(Digit)),
        Encoding::Csv => Some(quote!(Csv)),
        Encoding::Json => Some(quote!(JsonText)),
    };
    let value = match &encoder {
        Some(encoder) => quote!(#encoder(&self.#name)),
        None => quote!(self.#name),
    };
    match (field.optional, field.is_many()) {
        (true, true) => quote! {
            if !self.#name.is_empty() {
                body.field(#wire, &#value)?;
            }
        },
        (true, false) => {
            let map = encoder.map(|encoder| quote!(.map(#encoder)));
            quote!(body.optional(#wire, self.#name.as_ref()#map)?;)
        }
        (false, _) => quote!(body.field(#wire, &#value)?;),
    }
}

fn query(field: &Field) -> TokenStream {
    let (name, wire) = (name(&field.name), &field.wire);
    match (&field.ty, field.optional, field.encoding) {
        (Type::List(_), _, Encoding::Json) => quote!(wire.query_json(#wire, &self.#name)?;),
        (Type::List(_), ..) => quote! {
            for value in &self.#name {
                wire.query(#wire, Some(value));
            }
        },
        (_, true, Encoding::Digit) => quote!(wire.query(#wire, self.#name.map(i64::from));),
        (_, true, _) => quote!(wire.query(#wire, self.#name.as_ref());),
        (_, false, Encoding::Digit) => quote!(wire.query(#wire, Some(i64::from(self.#name)));),
        (_, false, _) => quote!(wire.query(#wire, Some(&self.#name));),
    }
}

fn paged(operation: &Operation, pages: &Pages) -> TokenStream {
    let id = name(&operation.id);
    let item = tokens::ty(&pages.item);
    let (start, items) = (name(&pages.start), name(&pages.items));
    let (position, seek, parameters, after) = match &pages.marker {
        None => (
            quote!(self.#start.map_or(Position::Start, Position::Offset)),
            quote!(position.to_offset()?),
            quote!(position: &Position, items: &[Self::Item]),
            quote!(position.advance(items.len())),
        ),
        Some(marker) => {
            let marker = name(marker);
            (
                quote!(self.#start.clone().map_or(Position::Start, Position::Marker)),
                quote!(position.to_marker()?),
                quote!(_: &Position, items: &[Self::Item]),
                quote!(items.last().map_or(Position::Start, |item| Position::Marker(item.#marker.to_string()))),
            )
        }
    };
    let is_last = pages.limit.as_ref().map(|limit| {
        let limit = name(limit);
        quote! {
            fn is_last(&self, received: usize) -> bool {
                let limit = self.#limit.and_then(|limit| usize::try_from(limit).ok());
                received == 0 || limit.is_some_and(|limit| received < limit)
            }
        }
    });
    quote! {
        impl Paged for #id {
            type Item = #item;

            fn position(&self) -> Position {
                #position
            }

            fn seek(&mut self, position: &Position) -> Result<(), Error> {
                self.#start = #seek;
                Ok(())
            }

            fn entries(page: &Self::Output) -> &[Self::Item] {
                &page.#items
            }

            fn items(page: Self::Output) -> Vec<Self::Item> {
                page.#items
            }

            fn after(#parameters) -> Position {
                #after
            }

            #is_last
        }
    }
}
