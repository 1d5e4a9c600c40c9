//! Whole responses.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::ResponseHead;

/// The response to a call: its value, and the HTTP response that contains it.
#[derive(Clone)]
#[must_use]
pub struct Response<T> {
    head: ResponseHead,
    body: Bytes,
    attempts: u32,
    value: T,
}

impl<T> Response<T> {
    /// Creates a response from its parts.
    pub fn new(head: ResponseHead, body: Bytes, attempts: u32, value: T) -> Self {
        Self { head, body, attempts, value }
    }

    /// Returns the status and headers.
    pub fn head(&self) -> &ResponseHead {
        &self.head
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the request ID, which support tickets should contain.
    pub fn request_id(&self) -> Option<&str> {
        crate::error::request_id(&self.head.headers)
    }

    /// Returns the body as it was received, including fields that [`value`](Self::value) does not
    /// have.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the number of times the request was sent, at least 1.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the value of the response.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Converts the response into its value.
    pub fn into_value(self) -> T {
        self.value
    }
}

/// Shows the value, and only the length of the body.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_gives_all_that_was_received() {
        let mut head = ResponseHead::new(StatusCode::ACCEPTED, HeaderMap::new());
        head.headers.insert("x-request-id", "req-1".parse().unwrap());
        head.headers.insert("x-subject-token", "s3cret".parse().unwrap());
        let response = Response::new(head, Bytes::from_static(b"s3cret"), 2, 7);
        assert_eq!(response.status(), StatusCode::ACCEPTED);
        assert_eq!(response.head().status, StatusCode::ACCEPTED);
        assert_eq!(response.headers()["x-subject-token"], "s3cret");
        assert_eq!((response.request_id(), response.attempts()), (Some("req-1"), 2));
        assert_eq!((response.body().as_ref(), *response.value()), (&b"s3cret"[..], 7));
        assert_eq!(
            format!("{response:?}"),
            r#"Response { head: ResponseHead { status: 202, headers: ["x-request-id", "x-subject-token"] }, body: 6 bytes, attempts: 2, value: 7 }"#
        );
        assert_eq!(response.into_value(), 7);
    }
}
