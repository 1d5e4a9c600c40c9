//! Kinds of errors.

use http::StatusCode;

/// The kind of an error, to act on it in a program.
///
/// The first group is the meaning of error responses, whatever their HTTP status: SDRS and IMS
/// respond with 400 for objects that do not exist. The second group is all other failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The object does not exist.
    NotFound,
    /// Too many requests; wait before the next one.
    Throttled,
    /// The state of the object does not allow the request.
    Conflict,
    /// A quota is exceeded.
    Quota,
    /// The credentials are wrong or lack permission.
    Auth,
    /// The request is invalid. Without a [`status`](crate::Error::status), it was not even sent.
    Invalid,
    /// The service failed.
    Server,
    /// Any other error response, such as a redirect, or a code that means none of the above.
    Other,
    /// The server could not be reached, or the connection broke.
    Network,
    /// The time limit of the call, of an attempt or of a wait was reached.
    Timeout,
    /// Credentials were not found or cannot be used. Nothing was sent.
    Credentials,
    /// The configuration of the client is invalid. Nothing was sent.
    Configuration,
    /// The response does not match the output of the operation.
    Decoding,
    /// The awaited job failed; see [`Error::job_failure`](crate::Error::job_failure).
    JobFailed,
}

impl ErrorKind {
    /// Returns the kind of an error response by the gateway's code or the status.
    pub(super) fn of(status: StatusCode, code: Option<&str>) -> Self {
        // The gateway stands before every service, so its codes are known here.
        match code {
            Some("APIGW.0308") => return Self::Throttled,
            // The gateway does not know the API: the URL is wrong, rather than the object missing.
            Some(code) if code.starts_with("APIGW.01") => return Self::Invalid,
            Some(code) if code.starts_with("APIGW.03") => return Self::Auth,
            _ => {}
        }
        match status.as_u16() {
            401 | 403 | 407 => Self::Auth,
            404 | 410 => Self::NotFound,
            409 => Self::Conflict,
            413 => Self::Quota,
            429 => Self::Throttled,
            408 | 500..=599 => Self::Server,
            400..=499 => Self::Invalid,
            _ => Self::Other,
        }
    }
}
