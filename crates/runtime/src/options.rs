//! Options of a single call.

use std::{fmt, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};
use huaweicloud_core::{Error, ErrorKind, Microversion, Service};

use crate::RetryPolicy;

/// Headers that the client sets itself; other values would break the request or its signature.
const RESERVED: [&str; 11] = [
    "authorization",
    "connection",
    "content-length",
    "host",
    "transfer-encoding",
    "user-agent",
    "x-auth-token",
    "x-project-id",
    "x-sdk-content-sha256",
    "x-sdk-date",
    "x-security-token",
];

/// Options of a single call, which override the settings of the client.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) project_id: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) microversion: Option<Microversion>,
    pub(crate) retry: Option<RetryPolicy>,
    /// The error of an invalid option.
    refused: Option<Error>,
}

impl CallOptions {
    /// Creates options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the time limit of the whole call.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the time limit of one attempt, until the whole response is read.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the project that the call acts in.
    #[must_use]
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets the microversion of the service, such as `Microversion::new(2, 28)`.
    #[must_use]
    pub fn microversion(mut self, microversion: Microversion) -> Self {
        self.microversion = Some(microversion);
        self
    }

    /// Sets how failed attempts are repeated.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Adds a header. Headers that begin with `X-` are signed.
    ///
    /// If the name or the value is invalid, or the client sets the header itself, every call with
    /// these options fails with [`ErrorKind::Invalid`] before anything is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => {
                self.refused.get_or_insert(error);
            }
        }
        self
    }

    /// Returns the error of an invalid option.
    pub(crate) fn check(&self, service: &Service) -> Result<(), Error> {
        if self.microversion.is_some() && service.microversion_header.is_none() {
            return Err(no_microversions(service));
        }
        self.refused.clone().map_or(Ok(()), Err)
    }
}

/// Returns the error for a microversion that is set for a service without microversions.
pub(crate) fn no_microversions(service: &Service) -> Error {
    let message = format!("`{}` has no microversions", service.name);
    Error::new(ErrorKind::Configuration).message(message).build()
}

fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let refused = |message: String| Error::new(ErrorKind::Invalid).message(message).build();
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| refused(format!("`{name}` is not a valid header name")))?;
    if RESERVED.contains(&name.as_str()) {
        return Err(refused(format!("the header `{name}` is set by the client")));
    }
    let value = HeaderValue::from_str(value)
        .map_err(|_| refused(format!("the header `{name}` cannot have this value")))?;
    Ok((name, value))
}

/// Shows only the names of headers, since the values may be secrets.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry", &self.retry)
            .field("project_id", &self.project_id)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TOYS: Service = Service::new("toys", "toys");

    #[test]
    fn headers_that_the_client_sets_are_refused() {
        for (name, value, ok) in [
            ("X-Language", "en-us", true),
            ("Accept", "application/json", true),
            ("Authorization", "x", false),
            ("HOST", "x", false),
            ("content-length", "1", false),
            ("x-sdk-date", "x", false),
            ("Content-Type", "x", true),
            ("User-Agent", "x", false),
            ("bad name", "x", false),
            ("", "x", false),
            ("x-a", "line\nfeed", false),
        ] {
            assert_eq!(
                CallOptions::new().header(name, value).check(&TOYS).is_ok(),
                ok,
                "{name}: {value}"
            );
        }
    }

    #[test]
    fn a_microversion_is_refused_where_there_are_none() {
        let options = CallOptions::new().microversion(Microversion::new(2, 28));
        let error = options.check(&TOYS).unwrap_err();
        assert_eq!(error.to_string(), "`toys` has no microversions");
    }

    #[test]
    fn debug_shows_no_values_of_headers() {
        let options = CallOptions::new().header("x-key", "s3cret");
        let shown = format!("{options:?}");
        assert!(shown.contains("x-key") && !shown.contains("s3cret"), "{shown}");
    }
}
