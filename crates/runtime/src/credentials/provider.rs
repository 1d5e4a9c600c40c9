//! Where credentials come from.

use std::{fmt, sync::Arc};

use huaweicloud_core::Error;

use super::{Credentials, ProviderContext};
use crate::BoxFuture;

/// Where credentials come from. The client keeps what it is given until shortly before it expires,
/// and has one request for new ones under way at a time. If there are no new ones then, it tries
/// again every 30 seconds, with the old ones for as long as they are valid.
///
/// A login is a provider like any other, since [`ProviderContext`] sends its requests on the transport
/// of the client:
///
/// ```
/// use huaweicloud_core::{Error, Operation};
/// use huaweicloud_runtime::{BoxFuture, Credentials, CredentialsProvider, ProviderContext};
///
/// /// Logs in by an operation that returns a token.
/// #[derive(Debug)]
/// struct Login<O>(O);
///
/// impl<O: Operation<Output = String> + std::fmt::Debug> CredentialsProvider for Login<O> {
///     fn name(&self) -> &str {
///         "login"
///     }
///
///     fn credentials<'a>(
///         &'a self,
///         cx: &'a ProviderContext,
///     ) -> BoxFuture<'a, Result<Credentials, Error>> {
///         Box::pin(async move {
///             let response = cx.send(&self.0).await?;
///             Ok(Credentials::token(response.into_value()))
///         })
///     }
/// }
/// ```
pub trait CredentialsProvider: fmt::Debug + Send + Sync + 'static {
    /// What to call this source in an error, such as `environment`.
    fn name(&self) -> &str;

    /// Returns valid credentials.
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
    fn credentials<'a>(
        &'a self,
        cx: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>>;
}

impl<T: CredentialsProvider + ?Sized> CredentialsProvider for Arc<T> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn credentials<'a>(
        &'a self,
        cx: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        (**self).credentials(cx)
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

    fn credentials<'a>(
        &'a self,
        _: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}
