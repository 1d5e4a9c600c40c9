//! What makes a request an operation: its metadata, and its encoding.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    answers, bodies,
    texts::{self, Part},
};
use crate::{
    api::{Body, Discriminators, Field, Member, Operation, Placeholder, Type},
    emit::cx::Cx,
};

/// The implementation of `Operation`.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let (id, key) = (&operation.id, operation.id.as_str());
    let (method, path) = (&operation.http_method, &operation.path);
    let output = cx.output(operation);
    let success = (operation.success != [200]).then(|| {
        let statuses = operation.success.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(.success(&[#(#statuses),*]))
    });
    let auth = (!operation.authenticated).then(|| {
        cx.core(["Auth"]);
        quote!(.auth(Auth::None))
    });
    let idempotent = operation.idempotent.map(|idempotent| quote!(.idempotent(#idempotent)));
    let discriminators = discriminators(&operation.discriminators);
    let context = if reads_context(operation) { quote!(cx) } else { quote!(_) };
    let encode = encode(cx, operation);
    let decode = answers::decode(cx, operation);
    let deleted = answers::already_deleted(operation);
    cx.core(["Bytes", "Context", "EncodedRequest", "Error", "Meta", "Operation", "ResponseHead"]);
    cx.core(["http::Method"]);
    cx.import("super", ["SERVICE"]);
    quote! {
        impl Operation for #id {
            type Output = #output;
            const META: &'static Meta =
                &Meta::new(&SERVICE, #key, Method::#method, #path) #success #auth #idempotent #discriminators;

            fn encode(&self, #context: &Context) -> Result<EncodedRequest, Error> {
                #encode
            }
            fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
                #decode
            }
            #deleted
        }
    }
}

/// Whether the request depends on what the client speaks, or on its project.
fn reads_context(operation: &Operation) -> bool {
    let in_project = operation.placeholders.iter().any(|it| matches!(it, Placeholder::Project));
    in_project || operation.has_microversion || is_renamed(operation)
}

/// Whether the name of a key depends on the microversion.
fn is_renamed(operation: &Operation) -> bool {
    let Some(Body::Object(object)) = &operation.body else { return false };
    let keys = object.members.iter().map(Member::key).chain(&object.wrapper);
    keys.into_iter().any(|key| key.renamed.is_some())
}

fn encode(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let params = operation.placeholders.iter().map(|placeholder| match placeholder {
        Placeholder::Project => quote!(cx.project_id()?),
        Placeholder::Argument(field) => param(cx, field),
    });
    let made = quote!(EncodedRequest::new(Self::META, &[#(#params),*]));
    let microversion =
        operation.has_microversion.then(|| quote!(request.microversion(Self::META, cx)?;));
    let query = operation.query.iter().map(|field| texts::items(cx, field, Part::Query));
    let headers = operation.headers.iter().map(|field| texts::items(cx, field, Part::Headers));
    let media_type = operation.media_type.as_deref();
    let body = operation.body.as_ref().map(|body| bodies::items(cx, body, media_type));
    let set = quote! {
        #microversion
        #(#query)*
        #(#headers)*
        #body
    };
    if set.is_empty() {
        return made;
    }
    quote! {
        let mut request = #made?;
        #set
        Ok(request)
    }
}

/// The text of an argument in the path.
fn param(cx: &Cx<'_>, field: &Field) -> TokenStream {
    let name = &field.name;
    match () {
        () if matches!(field.ty, Type::String) => quote!(&self.#name),
        () if matches!(field.ty, Type::Timestamp) || cx.is_enum(&field.ty) => {
            quote!(self.#name.as_str())
        }
        () => quote!(&self.#name.to_string()),
    }
}

/// The properties that tell the operation from others with the same method and path.
fn discriminators(discriminators: &Discriminators) -> TokenStream {
    let Discriminators { body_keys, body_value, media_type } = discriminators;
    let body_keys = (!body_keys.is_empty()).then(|| quote!(.body_keys(&[#(#body_keys),*])));
    let body_value = body_value.as_ref().map(|(key, json)| quote!(.body_value(#key, #json)));
    let media_type = media_type.as_ref().map(|media_type| quote!(.media_type(#media_type)));
    quote!(#body_keys #body_value #media_type)
}
