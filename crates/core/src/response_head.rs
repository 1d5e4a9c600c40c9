//! Statuses and headers of responses.

use std::fmt;

use http::{HeaderMap, StatusCode};

/// The status and headers of a response.
#[derive(Clone, Default)]
pub struct ResponseHead {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

impl ResponseHead {
    /// Creates a head from a status and headers.
    pub fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
    }
}

/// Shows only the names of headers, since the values may be secrets, such as tokens.
impl fmt::Debug for ResponseHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseHead")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
