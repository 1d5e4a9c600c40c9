//! What a call acts with.

use std::sync::Arc;

use crate::Credentials;

/// The credentials and the project of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    /// `None` for operations without authentication.
    pub(crate) credentials: Option<Arc<Credentials>>,
    pub(crate) project_id: Option<String>,
}
