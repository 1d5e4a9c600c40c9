//! The trait that every generated request implements.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::{Context, Error, Meta, Wire};

/// An API operation with its arguments: how to ask, and how to read the answer.
///
/// Nothing here does I/O. To use an operation on an HTTP stack of your own, send what
/// [`encode`](Self::encode) gives and hand status, headers and body of the answer to
/// [`decode`](Self::decode).
pub trait Operation: Send + Sync + 'static {
    /// What a successful answer holds.
    type Output: Send + 'static;

    /// What is true of every call of this operation.
    const META: &'static Meta;

    /// The request, without authentication.
    ///
    /// # Errors
    ///
    /// If a path parameter cannot be sent (empty, `.` or `..`), or the context lacks something
    /// that the operation needs, such as a project.
    fn encode(&self, cx: &Context) -> Result<Wire, Error>;

    /// The output, or the error that the server answered with.
    ///
    /// # Errors
    ///
    /// If the status is not one of a success, or the body does not fit [`Self::Output`].
    fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error>;
}

/// Status and headers of an answer.
#[derive(Clone, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

impl Head {
    /// A head with the given status and headers.
    pub fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
    }
}

/// Values of headers may be secrets, such as tokens, so only their names are shown.
impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
