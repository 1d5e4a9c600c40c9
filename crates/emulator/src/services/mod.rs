//! The emulated services.

mod iam;
mod ims;
mod page;
mod sdrs;
mod sfs;

use std::sync::Arc;

use axum::Router;
use http::Extensions;
use huaweicloud_core::Meta;
use huaweicloud_serve::Fault;

use crate::{auth::Caller, cloud::Cloud};

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

/// Returns the sender of a request, whom the gateway has authenticated.
fn caller(extensions: &Extensions) -> Result<&Caller, Fault> {
    extensions.get().ok_or_else(|| Fault::new(401, None, "the request is not authenticated"))
}
