//! A visitor of all operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{api::Api, emit::services::feature};

/// The documentation of its module.
pub(super) const DOC: &str = "A visitor of all operations, for code that handles them uniformly.";

/// The visitor, and what shows it all operations.
pub(super) fn items(api: &Api) -> TokenStream {
    let visits = api.with_operations().flat_map(|service| {
        let (feature, module) = (feature(service), &service.name);
        service.operations().map(move |operation| {
            let id = &operation.id;
            quote!(#feature visitor.visit::<crate::#module::#id>();)
        })
    });
    quote! {
        use std::fmt::Debug;

        use huaweicloud_core::Operation;
        use serde::{Serialize, de::DeserializeOwned};

        /// A visitor of operations.
        pub trait Visitor {
            /// Visits one operation.
            ///
            /// Requests and outputs can be serialized: a request as an object with `path`, `query`,
            /// `headers` and `body`.
            fn visit<O>(&mut self)
            where
                O: Operation + Clone + Debug + PartialEq + Serialize + DeserializeOwned,
                O::Output: Serialize;
        }

        /// Visits every operation of the enabled services.
        pub fn visit_operations<V: Visitor>(visitor: &mut V) {
            let _: &V = visitor;
            #(#visits)*
        }
    }
}
