//! What one call does differently from the others of its client.

use std::{fmt, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};
use huaweicloud_core::{Error, ErrorKind, Microversion};

/// Headers that the client sets itself; another value would break the request or its signature.
const RESERVED: [&str; 10] = [
    "authorization",
    "connection",
    "content-length",
    "host",
    "transfer-encoding",
    "x-auth-token",
    "x-project-id",
    "x-sdk-content-sha256",
    "x-sdk-date",
    "x-security-token",
];

/// What one call does differently from the others of its client.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) project_id: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) microversion: Option<Microversion>,
}

impl CallOptions {
    /// Options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the call may take in all.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, until the answer is read to its end.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// The project that the call acts in.
    #[must_use]
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// The microversion that the service should speak, such as `Microversion::new(2, 28)`.
    #[must_use]
    pub fn microversion(mut self, microversion: Microversion) -> Self {
        self.microversion = Some(microversion);
        self
    }

    /// Sends one header more. Headers that begin with `X-` are signed.
    ///
    /// # Errors
    ///
    /// If name or value cannot be in a header, or the client sets that header itself.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let refused =
            |message: String| Error::new(ErrorKind::InvalidRequest).message(message).build();
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| refused(format!("`{name}` is no name of a header")))?;
        if RESERVED.contains(&name.as_str()) {
            return Err(refused(format!("the client itself sets the header `{name}`")));
        }
        let value = HeaderValue::from_str(value)
            .map_err(|_| refused(format!("the header `{name}` cannot carry that value")))?;
        self.headers.insert(name, value);
        Ok(self)
    }
}

/// Values of headers may be secrets, so only their names are shown.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("project_id", &self.project_id)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_the_client_sets_are_refused() {
        for (name, value, ok) in [
            ("X-Language", "en-us", true),
            ("Accept", "application/json", true),
            ("Authorization", "x", false),
            ("HOST", "x", false),
            ("content-length", "1", false),
            ("x-sdk-date", "x", false),
            ("bad name", "x", false),
            ("", "x", false),
            ("x-a", "line\nfeed", false),
        ] {
            assert_eq!(CallOptions::new().header(name, value).is_ok(), ok, "{name}: {value}");
        }
    }

    #[test]
    fn debug_shows_no_values_of_headers() {
        let options = CallOptions::new().header("x-key", "s3cret").unwrap();
        let shown = format!("{options:?}");
        assert!(shown.contains("x-key") && !shown.contains("s3cret"), "{shown}");
    }
}
