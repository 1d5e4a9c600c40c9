//! The whole response to a call.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::ResponseHead;

/// The whole response to a call: its value, and how it came.
#[derive(Clone)]
#[must_use]
pub struct Response<T> {
    head: ResponseHead,
    body: Bytes,
    attempts: u32,
    value: T,
}

impl<T> Response<T> {
    /// Puts a response together.
    pub fn new(head: ResponseHead, body: Bytes, attempts: u32, value: T) -> Self {
        Self { head, body, attempts, value }
    }

    /// Status and headers.
    pub fn head(&self) -> &ResponseHead {
        &self.head
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The ID under which the service knows the request; support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        crate::error::request_id(&self.head.headers)
    }

    /// The body as it was received, with all that [`value`](Self::value) does not show.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How often the request was sent, at least once.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The value that the operation returns.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value, without the rest.
    pub fn into_value(self) -> T {
        self.value
    }
}

/// Shows the value, and of the body only the length.
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
