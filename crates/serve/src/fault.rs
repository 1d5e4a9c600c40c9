//! Why a request fails.

use http::StatusCode;
use huaweicloud_core::Meta;

/// Why a request fails, before it is put into the service's envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    status: StatusCode,
    code: Option<String>,
    message: String,
    unfit: bool,
}

impl Fault {
    /// A failure with a status, the service's own code for it if it has one, and a message.
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

    /// 400: the request does not fit its operation. The code is the service's for such requests.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self { unfit: true, ..Self::new(400, None, message) }
    }

    /// 404: there is no such thing.
    pub fn not_found<'a>(code: impl Into<Option<&'a str>>, message: impl Into<String>) -> Self {
        Self::new(404, code, message)
    }

    /// 501: nothing implements the operation.
    pub fn not_implemented(meta: &Meta) -> Self {
        Self::new(501, None, format!("{} is not implemented", meta.operation))
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The service's own code.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What went wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the request does not fit its operation.
    pub fn is_invalid(&self) -> bool {
        self.unfit
    }
}
