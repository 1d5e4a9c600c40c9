//! Decoding of responses.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    api::{Field, Operation, Output, Type},
    emit::cx::Cx,
};

/// The output, from the head of a response and its body.
pub(super) fn decode(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let spoken = operation.output.spoken();
    let read = match spoken {
        Output::None => quote!(Self::META.decode_empty(head, &body)),
        Output::Headers(fields) => headers(cx, operation, fields),
        Output::Wrapped { key, .. } => {
            cx.codegen(["wrapped"]);
            let keys = key.names();
            content(cx, operation, &quote!(wrapped(Self::META, head, &body, &[#(#keys),*])))
        }
        Output::Type(Type::List(_)) => {
            cx.codegen(["list"]);
            content(cx, operation, &quote!(list(Self::META, head, &body)))
        }
        Output::Type(_) | Output::Response(_) | Output::Sometimes { .. } => {
            cx.codegen(["response"]);
            content(cx, operation, &quote!(response(Self::META, head, &body)))
        }
    };
    match operation.output.silent() {
        None => read,
        Some(status) if matches!(spoken, Output::Headers(_)) => {
            let status = Literal::u16_unsuffixed(status);
            quote! {
                if head.status.as_u16() == #status {
                    return Ok(None);
                }
                #read
            }
        }
        Some(_) => quote! {
            if body.is_empty() {
                return Self::META.decode_empty(head, &body).map(|()| None);
            }
            #read
        },
    }
}

/// A response whose fields are all in headers.
fn headers(cx: &Cx<'_>, operation: &Operation, fields: &[Field]) -> TokenStream {
    let id = operation.response_id();
    let fields = fields.iter().map(|field| {
        let (name, value) = (&field.name, header(cx, field));
        quote!(#name: #value)
    });
    let some = operation.output.silent().map(|_| quote!(.map(Some)));
    quote! {
        Self::META.decode_empty(head, &body)?;
        Ok(#id { #(#fields),* })#some
    }
}

/// The value in the body of a response, and the fields in its headers.
fn content(cx: &Cx<'_>, operation: &Operation, read: &TokenStream) -> TokenStream {
    let output = &operation.output;
    let is_some = output.silent().is_some() && !output.is_nullable();
    let some = is_some.then(|| quote!(.map(Some)));
    let fields = output.response().unwrap_or_default();
    let in_headers: Vec<_> = fields.iter().filter(|field| field.header.is_some()).collect();
    if in_headers.is_empty() {
        return quote!(#read #some);
    }
    let id = operation.response_id();
    let fields = in_headers.into_iter().map(|field| {
        let (name, value) = (&field.name, header(cx, field));
        quote!(response.#name = #value;)
    });
    quote! {
        let mut response: #id = #read?;
        #(#fields)*
        Ok(response)#some
    }
}

/// The value of a field in a header.
fn header(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let header = field.header.as_deref().unwrap_or_default();
    match header.strip_suffix('*') {
        Some(prefix) => {
            cx.codegen(["headers"]);
            quote!(headers(head, #prefix))
        }
        None => {
            cx.codegen(["header"]);
            quote!(header(Self::META, head, #header)?)
        }
    }
}

/// The output of a deletion of an object that is already gone, if it is known.
pub(super) fn already_deleted(operation: &Operation) -> Option<TokenStream> {
    if operation.http_method.as_str() != "DELETE" {
        return None;
    }
    let value = match &operation.output {
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
