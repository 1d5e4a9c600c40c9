//! IAM: tokens and projects, as in Keystone v3.
//!
//! Written by hand, since there is no spec for IAM.

mod projects;
mod tokens;

use http::Method;
use huaweicloud_core::{Auth, Meta, Service as ServiceName};
use huaweicloud_serve::{Envelope, Fault, Incoming, Reply, Service};

use crate::cloud::Cloud;

const IAM: &ServiceName = &ServiceName::new("iam", "iam");
const CREATE_TOKEN: &Meta =
    &Meta::new(IAM, "KeystoneCreateUserTokenByPassword", Method::POST, "/v3/auth/tokens")
        .success(&[201])
        .auth(Auth::None);
const LIST_PROJECTS: &Meta = &Meta::new(IAM, "KeystoneListProjects", Method::GET, "/v3/projects");

/// The operations that need no authentication: a client that requests a token has none yet.
pub(super) const OPEN: &[&Meta] = &[CREATE_TOKEN];

/// IAM.
pub(super) struct Emulated(pub(super) Cloud);

impl Service for Emulated {
    const OPERATIONS: &'static [&'static Meta] = &[CREATE_TOKEN, LIST_PROJECTS];
    const ERRORS: Envelope =
        Envelope::new(r#"{"error":{"code":"{status}","message":"{message}","title":"{title}"}}"#);

    async fn dispatch(&self, meta: &'static Meta, incoming: Incoming) -> Result<Reply, Fault> {
        match meta.operation {
            "KeystoneCreateUserTokenByPassword" => tokens::create(&self.0, &incoming),
            "KeystoneListProjects" => projects::list(&self.0, &incoming),
            _ => Err(Fault::not_implemented(meta)),
        }
    }
}
