//! The sender of a request.

use http::Extensions;
use huaweicloud_serve::Fault;

use crate::auth::Caller;

/// Returns the sender of a request, whom the gateway has authenticated.
pub(super) fn caller(extensions: &Extensions) -> Result<&Caller, Fault> {
    extensions.get().ok_or_else(|| Fault::new(401, None, "the request is not authenticated"))
}
