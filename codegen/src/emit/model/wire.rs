//! Encoding of requests and decoding of responses.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    bodies, output,
    texts::{self, Place},
};
use crate::{
    api::{Body, Discriminators, Field, Member, Operation, Output, Placeholder, Type},
    emit::tokens::name,
};

/// The implementation of `Operation`.
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
    let discriminators = discriminators(&operation.discriminators);
    let microversion =
        operation.has_microversion.then(|| quote!(request.microversion(Self::META, cx)?;));
    let query: Vec<_> =
        operation.query.iter().map(|field| texts::items(field, Place::Query)).collect();
    let headers: Vec<_> =
        operation.headers.iter().map(|field| texts::items(field, Place::Header)).collect();
    let body =
        operation.body.as_ref().map(|body| bodies::items(body, operation.media_type.as_deref()));
    let wire = quote!(EncodedRequest::new(Self::META, &[#(#params),*]));
    let encode =
        if query.is_empty() && headers.is_empty() && body.is_none() && microversion.is_none() {
            wire
        } else {
            quote! {
                let mut request = #wire?;
                #microversion
                #(#query)*
                #(#headers)*
                #body
                Ok(request)
            }
        };
    let decode = decode(operation);
    let deleted = already_deleted(operation);
    quote! {
        impl Operation for #id {
            type Output = #output;
            const META: &'static Meta =
                &Meta::new(&SERVICE, #key, Method::#method, #path) #success #auth #idempotent #discriminators;

            fn encode(&self, #cx: &Context) -> Result<EncodedRequest, Error> {
                #encode
            }
            fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
                #decode
            }
            #deleted
        }
    }
}

/// Whether the name of a key depends on the microversion.
fn is_renamed(operation: &Operation) -> bool {
    let Some(Body::Object { wrapper, members, .. }) = &operation.body else { return false };
    let members = members.iter().map(|member| match member {
        Member::Field(field) => &field.key,
        Member::Constant(key, _) => key,
    });
    members.chain(wrapper).any(|key| key.renamed.is_some())
}

/// The properties that tell the operation from others with the same method and path.
fn discriminators(discriminators: &Discriminators) -> TokenStream {
    let Discriminators { body_keys, body_value, media_type } = discriminators;
    let body_keys = (!body_keys.is_empty()).then(|| quote!(.body_keys(&[#(#body_keys),*])));
    let body_value = body_value.as_ref().map(|(key, json)| quote!(.body_value(#key, #json)));
    let media_type = media_type.as_ref().map(|media_type| quote!(.media_type(#media_type)));
    quote!(#body_keys #body_value #media_type)
}

/// The output of a deletion of an object that is already gone, if it is known.
fn already_deleted(operation: &Operation) -> Option<TokenStream> {
    let value = match &operation.output {
        _ if operation.http_method != "DELETE" => return None,
        Output::None => quote!(Some(())),
        Output::Sometimes { .. } => quote!(Some(None)),
        Output::Response(_) | Output::Headers(_) | Output::Type(_) | Output::Wrapped { .. } => {
            return None;
        }
    };
    Some(quote! {
        fn already_deleted() -> Option<Self::Output> {
            #value
        }
    })
}

fn decode(operation: &Operation) -> TokenStream {
    let read = match operation.output.spoken() {
        Output::None => quote!(Self::META.decode_empty(head, &body)),
        Output::Headers(fields) => {
            let id = name(&format!("{}Response", operation.id));
            let fields = fields.iter().map(|field| {
                let (name, value) = (name(&field.name), header(field));
                quote!(#name: #value)
            });
            let some = operation.output.silent().map(|_| quote!(.map(Some)));
            quote! {
                Self::META.decode_empty(head, &body)?;
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
                return Self::META.decode_empty(head, &body).map(|()| None);
            }
            #read
        },
    }
}

/// The value in the body of a response, and the fields in its headers.
fn content(operation: &Operation, output: &Output) -> TokenStream {
    let read = match output {
        Output::Wrapped { key, .. } => {
            let keys = key.names();
            quote!(wrapped(Self::META, head, &body, &[#(#keys),*]))
        }
        Output::Type(Type::List(_)) => quote!(list(Self::META, head, &body)),
        _ => quote!(Self::META.decode_json(head, &body)),
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
        quote!(response.#name = #value;)
    });
    quote! {
        let mut response: #id = #read?;
        #(#fields)*
        Ok(response)#some
    }
}

/// The value of a field in a header.
fn header(field: &Field) -> TokenStream {
    let header = field.header.as_deref().unwrap_or_default();
    match header.strip_suffix('*') {
        Some(prefix) => quote!(headers(head, #prefix)),
        None => quote!(header(Self::META, head, #header)?),
    }
}
