//! Where credentials come from.

use std::{fmt, sync::Arc};

use huaweicloud_core::Error;

use super::Credentials;
use crate::BoxFuture;

/// Where credentials come from. The client keeps what it is given until shortly before it expires,
/// and has one request for new ones under way at a time. If there are no new ones then, it tries
/// again every 30 seconds, with the old ones for as long as they are valid.
pub trait CredentialsProvider: fmt::Debug + Send + Sync + 'static {
    /// What to call this source in an error, such as `environment`.
    fn name(&self) -> &str;

    /// Valid credentials.
    ///
    /// # Errors
    ///
    /// Why there are none. An error of [`ErrorKind::Credentials`] says that this source has
    /// nothing to give, so that a [`CredentialsChain`](crate::CredentialsChain) asks the next one.
    /// Any other says that it should have something but cannot give it, such as
    /// [`ErrorKind::Configuration`] for a file that cannot be read. That ends a chain: the next
    /// source may be for another account.
    ///
    /// [`ErrorKind::Credentials`]: huaweicloud_core::ErrorKind::Credentials
    /// [`ErrorKind::Configuration`]: huaweicloud_core::ErrorKind::Configuration
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, Error>>;
}

impl<T: CredentialsProvider + ?Sized> CredentialsProvider for Arc<T> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, Error>> {
        (**self).credentials()
    }
}

/// Credentials that are given, and always the same.
#[derive(Clone, Debug)]
pub struct StaticCredentials(Credentials);

impl StaticCredentials {
    /// Gives these credentials.
    pub fn new(credentials: Credentials) -> Self {
        Self(credentials)
    }
}

impl CredentialsProvider for StaticCredentials {
    fn name(&self) -> &str {
        "the client builder"
    }

    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, Error>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}
