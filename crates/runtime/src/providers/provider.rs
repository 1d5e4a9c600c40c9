//! Providers of credentials.

use std::{fmt, sync::Arc};

use huaweicloud_core::Error;

use super::ProviderContext;
use crate::{BoxFuture, Credentials};

/// A provider of credentials.
///
/// The client caches the credentials until shortly before they expire, and has at most one request
/// for new ones at a time. If the request fails, the client repeats it every 30 seconds, and uses
/// the old credentials as long as they are valid.
///
/// A provider may log in with the transport of the client, using [`ProviderContext`]:
///
/// ```
/// # mod huaweicloud { pub use huaweicloud_core::*; pub use huaweicloud_runtime::*; }
/// use huaweicloud::{
///     BoxFuture, Credentials, CredentialsProvider, Error, Operation, ProviderContext,
/// };
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
    /// Returns the name of this provider in error messages, such as `environment`.
    fn name(&self) -> &str;

    /// Returns valid credentials.
    ///
    /// # Errors
    ///
    /// Returns [`ErrorKind::Credentials`] if this provider has no credentials; a
    /// [`CredentialsChain`](crate::CredentialsChain) then tries the next one. Any other kind if the
    /// provider is configured but fails, such as [`ErrorKind::Configuration`] for a file that
    /// cannot be read. This ends a chain, since the next provider may be for another account.
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

/// A provider that always returns the same credentials.
#[derive(Clone, Debug)]
pub struct StaticCredentials(Credentials);

impl StaticCredentials {
    /// Creates a provider of these credentials.
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
