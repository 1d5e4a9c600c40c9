//! The wire form of requests and answers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    bodies, output,
    texts::{self, Place},
};
use crate::{
    api::{Body, Field, Member, Operation, Output, Placeholder, Signs, Type},
    emit::tokens::name,
};

/// The wire form of an operation.
pub(super) fn items(operation: &Operation) -> TokenStream {
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
                Type::Named(ty) if ty.is_enum => quote!(self.#name.as_str()),
                Type::Timestamp => quote!(self.#name.as_str()),
                _ => quote!(&self.#name.to_string()),
            }
        }
    });
    let in_project = operation.placeholders.iter().any(|it| matches!(it, Placeholder::Project));
    let cx = if in_project || operation.has_microversion || is_renamed(operation) {
        quote!(cx)
    } else {
        quote!(_)
    };
    let signs = signs(&operation.signs);
    let microversion =
        operation.has_microversion.then(|| quote!(wire.microversion(Self::META, cx)?;));
    let query: Vec<_> =
        operation.query.iter().map(|field| texts::items(field, Place::Query)).collect();
    let headers: Vec<_> =
        operation.headers.iter().map(|field| texts::items(field, Place::Header)).collect();
    let body =
        operation.body.as_ref().map(|body| bodies::items(body, operation.media_type.as_deref()));
    let wire = quote!(Wire::new(Self::META, &[#(#params),*]));
    let encode =
        if query.is_empty() && headers.is_empty() && body.is_none() && microversion.is_none() {
            wire
        } else {
            quote! {
                let mut wire = #wire?;
                #microversion
                #(#query)*
                #(#headers)*
                #body
                Ok(wire)
            }
        };
    let decode = decode(operation);
    quote! {
        impl Operation for #id {
            type Output = #output;
            const META: &'static Meta =
                &Meta::new(SERVICE, #key, Method::#method, #path) #success #auth #idempotent #signs;

            fn encode(&self, #cx: &Context) -> Result<Wire, Error> {
                #encode
            }
            fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
                #decode
            }
        }
    }
}

/// Whether the name of a key depends on what the client speaks.
fn is_renamed(operation: &Operation) -> bool {
    let Some(Body::Object { wrapper, members, .. }) = &operation.body else { return false };
    let members = members.iter().map(|member| match member {
        Member::Field(field) => &field.key,
        Member::Constant(key, _) => key,
    });
    members.chain(wrapper).any(|key| key.renamed.is_some())
}

/// What tells the operation from others.
fn signs(signs: &Signs) -> TokenStream {
    let Signs { body_keys, body_value, media_type } = signs;
    let body_keys = (!body_keys.is_empty()).then(|| quote!(.body_keys(&[#(#body_keys),*])));
    let body_value = body_value.as_ref().map(|(key, json)| quote!(.body_value(#key, #json)));
    let media_type = media_type.as_ref().map(|media_type| quote!(.media_type(#media_type)));
    quote!(#body_keys #body_value #media_type)
}

fn decode(operation: &Operation) -> TokenStream {
    let read = match operation.output.spoken() {
        Output::None => quote!(none(Self::META, head, body)),
        Output::Headers(fields) => {
            let id = name(&format!("{}Response", operation.id));
            let fields = fields.iter().map(|field| {
                let (name, value) = (name(&field.name), header(field));
                quote!(#name: #value)
            });
            let some = operation.output.silent().map(|_| quote!(.map(Some)));
            quote! {
                none(Self::META, head, body)?;
                Ok(#id { #(#fields),* })#some
            }
        }
        other => content(operation, other),
    };
    match (operation.output.silent(), operation.output.spoken()) {
        (None, _) => read,
        (Some(status), Output::Headers(_)) => {
            let status = Literal::u16_unsuffixed(status);
            quote! {
                if head.status.as_u16() == #status {
                    return Ok(None);
                }
                #read
            }
        }
        (Some(_), _) => quote! {
            if body.is_empty() {
                return none(Self::META, head, body).map(|()| None);
            }
            #read
        },
    }
}

/// What the body of an answer holds, and the fields that come in headers beside it.
fn content(operation: &Operation, output: &Output) -> TokenStream {
    let read = match output {
        Output::Wrapped { key, .. } => {
            let keys = key.names();
            quote!(wrapped(Self::META, head, body, &[#(#keys),*]))
        }
        Output::Type(Type::List(_)) => quote!(list(Self::META, head, body)),
        _ => quote!(json(Self::META, head, body)),
    };
    let is_some = operation.output.silent().is_some() && !output.is_nullable();
    let some = is_some.then(|| quote!(.map(Some)));
    let fields = output.response().unwrap_or_default();
    let in_headers: Vec<_> = fields.iter().filter(|field| field.header.is_some()).collect();
    if in_headers.is_empty() {
        return quote!(#read #some);
    }
    let id = name(&format!("{}Response", operation.id));
    let fields = in_headers.into_iter().map(|field| {
        let (name, value) = (name(&field.name), header(field));
        quote!(answer.#name = #value;)
    });
    quote! {
        let mut answer: #id = #read?;
        #(#fields)*
        Ok(answer)#some
    }
}

/// The value of a field that comes in a header.
fn header(field: &Field) -> TokenStream {
    let header = field.header.as_deref().unwrap_or_default();
    match header.strip_suffix('*') {
        Some(prefix) => quote!(headers(head, #prefix)),
        None => quote!(header(Self::META, head, #header)?),
    }
}
