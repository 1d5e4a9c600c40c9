//! Requests: their arguments and their wire form.

use proc_macro2::TokenStream;
use quote::quote;

use super::{output, structs};
use crate::{
    api::{Field, Operation, Output, Pages, Placeholder, Type},
    emit::{
        docs,
        tokens::{self, name},
    },
};

/// Request, answer and wire form of an operation.
pub(super) fn items(operation: &Operation) -> TokenStream {
    let request = request(operation);
    let wire = wire(operation);
    let paged = operation.pages.as_ref().map(|pages| paged(operation, pages));
    let response = match &operation.output {
        Output::Response(fields) => {
            let doc = format!("What [`{}`] gives.", operation.id);
            structs::items(&format!("{}Response", operation.id), &doc, fields, None)
        }
        Output::Named(_) => quote!(),
    };
    quote!(#request #wire #paged #response)
}

/// The arguments that must be given, and those that may.
pub(in crate::emit) fn arguments(operation: &Operation) -> (Vec<&Field>, Vec<&Field>) {
    let path = operation.placeholders.iter().filter_map(|placeholder| match placeholder {
        Placeholder::Argument(field) => Some(&**field),
        Placeholder::Project => None,
    });
    path.chain(&operation.query).partition(|field| !field.optional)
}

fn request(operation: &Operation) -> TokenStream {
    let id = name(&operation.id);
    let doc = docs::doc(&request_doc(operation));
    let (required, optional) = arguments(operation);
    let declared = required.iter().chain(&optional).map(|field| {
        let doc = docs::field(field);
        let (name, ty) = (name(&field.name), tokens::field_ty(field));
        let default = (field.optional && !field.is_option()).then(|| quote!(#[serde(default)]));
        quote!(#doc #default pub #name: #ty)
    });
    let default = required.is_empty().then(|| quote!(Default,));
    let new = (!required.is_empty()).then(|| {
        let parameters = required.iter().map(|field| {
            let (name, ty) = (name(&field.name), tokens::argument_ty(&field.ty));
            quote!(#name: #ty)
        });
        let values = required.iter().map(|field| {
            let name = name(&field.name);
            let value = tokens::argument(&field.ty, &name);
            quote!(#name: #value)
        });
        let empty = optional.iter().map(|field| {
            let name = name(&field.name);
            quote!(#name: Default::default())
        });
        quote! {
            impl #id {
                /// The request with what it must have.
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#values,)* #(#empty),* }
                }
            }
        }
    });
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct #id { #(#declared),* }

        #new
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
        let statuses =
            operation.success.iter().map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
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
    let cx = match operation.placeholders.iter().any(|it| matches!(it, Placeholder::Project)) {
        true => quote!(cx),
        false => quote!(_),
    };
    let query: Vec<_> = operation.query.iter().map(query).collect();
    let wire = quote!(Wire::new(Self::META, &[#(#params),*]));
    let encode = if query.is_empty() {
        wire
    } else {
        quote! {
            let mut wire = #wire?;
            #(#query)*
            Ok(wire)
        }
    };
    quote! {
        impl Operation for #id {
            type Output = #output;
            const META: &'static Meta = &Meta::new(SERVICE, #key, Method::#method, #path) #success #auth #idempotent;

            fn encode(&self, #cx: &Context) -> Result<Wire, Error> {
                #encode
            }

            fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
                json(Self::META, head, body)
            }
        }
    }
}

fn query(field: &Field) -> TokenStream {
    let (name, wire) = (name(&field.name), &field.wire);
    match (&field.ty, field.optional) {
        (Type::List(_), _) => quote! {
            for value in &self.#name {
                wire.query(#wire, Some(value));
            }
        },
        (_, true) if field.as_integer => quote!(wire.query(#wire, self.#name.map(i64::from));),
        (_, true) => quote!(wire.query(#wire, self.#name.as_ref());),
        (_, false) if field.as_integer => quote!(wire.query(#wire, Some(i64::from(self.#name)));),
        (_, false) => quote!(wire.query(#wire, Some(&self.#name));),
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
