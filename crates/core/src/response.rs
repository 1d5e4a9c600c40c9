//! The whole answer to a call.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::Head;

/// The whole answer to a call: what it says, and how it came.
#[derive(Clone)]
#[must_use]
pub struct Response<T> {
    head: Head,
    body: Bytes,
    attempts: u32,
    value: T,
}

impl<T> Response<T> {
    /// Puts an answer together.
    pub fn new(head: Head, body: Bytes, attempts: u32, value: T) -> Self {
        Self { head, body, attempts, value }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id under which the service knows the request; support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        crate::request_id(&self.head.headers)
    }

    /// The body as it was received, with all that [`value`](Self::value) does not show.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How often the request was sent, at least once.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What the answer says.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What the answer says, without the rest.
    pub fn into_value(self) -> T {
        self.value
    }
}

/// Shows what the answer says, and of the body only the length.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("head", &self.head)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("attempts", &self.attempts)
            .field("value", &self.value)
            .finish()
    }
}
