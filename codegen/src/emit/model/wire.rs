//! What makes a request an operation: its metadata, and the decoding of its response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::answers;
use crate::{
    api::{Discriminators, Operation},
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

            fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
                self.encode_request(Self::META, cx)
            }
            fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
                #decode
            }
            #deleted
        }
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
