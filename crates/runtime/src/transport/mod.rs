//! Transports, which send requests to servers.

#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "reqwest")]
mod urls;

use std::{fmt, sync::Arc};

use huaweicloud_core::{Body, BoxError, ByteStream, Error, ErrorKind};

use crate::BoxFuture;
#[cfg(feature = "reqwest")]
pub use reqwest::{ReqwestTransport, ReqwestTransportBuilder};

/// A transport: sends one request and returns one response.
///
/// A transport must send the request as it is, must not repeat it, and must not follow redirects.
/// The URI is absolute. Its path, its query and the headers, including `Host`, must reach the
/// server unchanged, since they are signed.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request and returns the response as soon as its headers are received.
    ///
    /// A response with any status is `Ok`. Dropping the future cancels the request. A body that
    /// breaks off ends with an error, such as a [`TransportError`].
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

/// The reason why there is no response.
#[derive(Debug)]
pub struct TransportError {
    not_sent: bool,
    timeout: bool,
    source: BoxError,
}

impl TransportError {
    /// Returns an error for a request that did not reach the server: DNS, connection or TLS failed.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self { not_sent: true, timeout: false, source: source.into() }
    }

    /// Returns an error for a request that may or may not have reached the server.
    pub fn unknown(source: impl Into<BoxError>) -> Self {
        Self { not_sent: false, timeout: false, source: source.into() }
    }

    /// Marks the error as a timeout.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timeout = true;
        self
    }

    /// Whether the request certainly did not reach the server.
    pub fn is_not_sent(&self) -> bool {
        self.not_sent
    }

    /// Whether the error is a timeout.
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
        let mut told = self.source.to_string();
        write!(f, "{}: {told}", self.what())?;
        // Libraries often wrap the informative error ("connection refused") in less informative
        // ones, or tell what is inside themselves.
        let mut source = self.source.source();
        while let Some(error) = source {
            let text = error.to_string();
            if text != told {
                write!(f, ": {text}")?;
                told = text;
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that wraps another, or none.
    #[derive(Debug)]
    struct Wrapped(&'static str, Option<Box<Wrapped>>);

    impl fmt::Display for Wrapped {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Wrapped {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            self.1.as_deref().map(|inner| inner as _)
        }
    }

    #[test]
    fn a_failure_tells_all_its_reasons_and_whether_anything_was_sent() {
        let refused = || Wrapped("connect", Some(Box::new(Wrapped("refused", None))));
        for (error, not_sent, timeout, kind, shown) in [
            (
                TransportError::not_sent(refused()),
                true,
                false,
                ErrorKind::Network,
                "the server could not be reached: connect: refused",
            ),
            (
                TransportError::not_sent("slow").timed_out(),
                true,
                true,
                ErrorKind::Timeout,
                "the server could not be reached: slow",
            ),
            (
                TransportError::unknown("reset"),
                false,
                false,
                ErrorKind::Network,
                "the connection broke: reset",
            ),
            (
                TransportError::unknown("slow").timed_out(),
                false,
                true,
                ErrorKind::Timeout,
                "the connection broke: slow",
            ),
        ] {
            assert_eq!((error.is_not_sent(), error.is_timeout()), (not_sent, timeout), "{shown}");
            assert_eq!(error.to_string(), shown);
            let source = std::error::Error::source(&error).map(ToString::to_string);
            assert!(source.is_some_and(|source| shown.contains(&source)), "{shown}");

            let error = Error::from(error);
            assert_eq!((error.kind(), error.is_safe_to_retry()), (kind, not_sent), "{shown}");
            assert_eq!(error.to_string(), shown);
        }
    }
}
