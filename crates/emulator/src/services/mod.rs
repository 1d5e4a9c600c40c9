//! The emulated services.

mod caller;
mod iam;
mod ims;
mod page;
mod sdrs;
mod sfs;

use std::sync::Arc;

use axum::Router;
use huaweicloud_core::Meta;

use crate::cloud::Cloud;

/// Returns the router of a service.
pub(crate) fn router(service: &str, cloud: &Cloud) -> Router {
    let cloud = cloud.clone();
    match service {
        "iam" => huaweicloud_serve::router(iam::Emulated(cloud)),
        "sdrs" => huaweicloud_server::sdrs::router(Arc::new(sdrs::Emulated(cloud))),
        "ims" => huaweicloud_server::ims::router(Arc::new(ims::Emulated(cloud))),
        "sfs" => huaweicloud_server::sfs::router(Arc::new(sfs::Emulated(cloud))),
        other => not_emulated(other),
    }
}

/// A service of which nothing is emulated yet: it responds with 501.
struct NotEmulated;

/// What follows from the list of services alone.
macro_rules! services {
    ($($service:ident::$Service:ident),*) => {
        /// The services, by the names that [`Emulator::url`](crate::Emulator::url) and
        /// [`Builder::port`](crate::Builder::port) accept.
        ///
        /// Those that are not emulated yet check requests and respond with 501.
        pub const SERVICES: &[&str] = &["iam", $(stringify!($service)),*];

        $(impl huaweicloud_server::$service::$Service for NotEmulated {})*

        fn not_emulated(service: &str) -> Router {
            match service {
                $(stringify!($service) => huaweicloud_server::$service::router(Arc::new(NotEmulated)),)*
                _ => Router::new(),
            }
        }
    };
}

huaweicloud_server::for_each_service!(services);

/// Returns the operations of a service that need no authentication.
pub(crate) fn open_operations(service: &str) -> &'static [&'static Meta] {
    match service {
        "iam" => iam::OPEN,
        _ => &[],
    }
}
