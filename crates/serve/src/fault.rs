//! The reason why a request fails.

use http::StatusCode;
use huaweicloud_core::Meta;

/// The reason why a request fails.
///
/// The [`Envelope`](crate::Envelope) of the service turns it into a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    status: StatusCode,
    code: Option<String>,
    message: String,
    unfit: bool,
}

impl Fault {
    /// Creates a fault with a status, the error code of the service if it has one, and a message.
    ///
    /// An invalid status becomes 500.
    pub fn new<'a>(
        status: u16,
        code: impl Into<Option<&'a str>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            code: code.into().map(str::to_owned),
            message: message.into(),
            unfit: false,
        }
    }

    /// Creates a fault with status 400 for an invalid request, with the service's error code for
    /// these.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self { unfit: true, ..Self::new(400, None, message) }
    }

    /// Creates a fault with status 404.
    pub fn not_found<'a>(code: impl Into<Option<&'a str>>, message: impl Into<String>) -> Self {
        Self::new(404, code, message)
    }

    /// Creates a fault with status 501 for an operation that is not implemented.
    pub fn not_implemented(meta: &Meta) -> Self {
        Self::new(501, None, format!("{} is not implemented", meta.operation))
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the error code of the service, if one is set.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns the message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the request is invalid; see [`invalid`](Self::invalid).
    pub fn is_invalid(&self) -> bool {
        self.unfit
    }
}
