//! How requests reach a server.

#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod tls;

use std::{fmt, sync::Arc};

use huaweicloud_core::{Body, BoxError, ByteStream, Error, ErrorKind};

use crate::BoxFuture;
#[cfg(feature = "reqwest")]
pub use reqwest::{ReqwestTransport, ReqwestTransportBuilder};

/// How requests reach a server: one request, one response.
///
/// A transport sends the request as it is and neither repeats it nor follows redirects. The URI is
/// absolute, and path and query must reach the server byte for byte, since they are signed. So are
/// the headers, `Host` among them.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request, and returns the response as soon as its head is there.
    ///
    /// Any status is a response. Dropping the future gives up. A body that breaks off ends in a
    /// [`TransportError`] or any other error.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        (**self).send(request)
    }
}

/// Why there is no response.
#[derive(Debug)]
pub struct TransportError {
    not_sent: bool,
    timeout: bool,
    source: BoxError,
}

impl TransportError {
    /// The request cannot have reached the server: no address, no connection, no TLS.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self { not_sent: true, timeout: false, source: source.into() }
    }

    /// The request may or may not have reached the server.
    pub fn unknown(source: impl Into<BoxError>) -> Self {
        Self { not_sent: false, timeout: false, source: source.into() }
    }

    /// The same, marked as a limit of time that was reached.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timeout = true;
        self
    }

    /// Whether the request cannot have reached the server.
    pub fn is_not_sent(&self) -> bool {
        self.not_sent
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    fn what(&self) -> &'static str {
        match self.not_sent {
            true => "the server could not be reached",
            false => "the connection broke",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what(), self.source)?;
        // Libraries nest the part that tells ("connection refused") below parts that do not.
        let mut source = self.source.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let kind = if error.timeout { ErrorKind::Timeout } else { ErrorKind::Network };
        Self::new(kind)
            .message(error.what())
            .safe_to_retry(error.not_sent)
            .source(error.source)
            .build()
    }
}
