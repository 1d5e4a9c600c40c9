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
        _ => Router::new(),
    }
}

/// Returns the operations of a service that need no authentication.
pub(crate) fn open_operations(service: &str) -> &'static [&'static Meta] {
    match service {
        "iam" => iam::OPEN,
        _ => &[],
    }
}
