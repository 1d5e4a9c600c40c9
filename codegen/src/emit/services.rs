//! The services of an API, and what all back ends say of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::path::path;
use crate::{
    api::{Api, Service},
    names,
};

/// What has types alone, which all services share.
pub(super) fn common(api: &Api) -> impl Iterator<Item = &Service> {
    api.services.iter().filter(|service| !service.has_operations())
}

/// The attribute of items that depend on the feature of a service.
pub(super) fn feature(service: &Service) -> TokenStream {
    let feature = service.name.as_str();
    if service.has_operations() { quote!(#[cfg(feature = #feature)]) } else { TokenStream::new() }
}

/// The name of the trait and the handle of a service.
pub(super) fn handle(service: &Service) -> TokenStream {
    path(&names::pascal(&service.name))
}
