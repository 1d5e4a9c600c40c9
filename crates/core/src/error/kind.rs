//! What kind of failure an error is.

use http::StatusCode;

/// What went wrong, as far as a program can act on it.
///
/// The first group is what the service means by its error response, whatever HTTP status it chose:
/// SDRS and IMS answer 400 for objects that do not exist. The second group is what happened on the
/// way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The object does not exist.
    NotFound,
    /// Too many requests; wait before the next one.
    Throttled,
    /// The object is in a state that does not allow the request.
    Conflict,
    /// A quota is used up.
    Quota,
    /// The credentials are wrong, or do not allow this.
    Auth,
    /// The request is invalid. Without a [`status`](crate::Error::status), it was not even sent.
    Invalid,
    /// The service failed.
    Server,
    /// An error response that is none of the above, such as a redirect.
    Other,
    /// The server could not be reached, or the connection broke.
    Network,
    /// The time limit of the call, of an attempt or of a wait was reached.
    Timeout,
    /// No credentials were found, or they cannot be used. Nothing was sent.
    Credentials,
    /// The client is configured in a way that cannot work. Nothing was sent.
    Configuration,
    /// The response is not what the operation returns.
    Decoding,
    /// The job that was waited for failed; see [`Error::job_failure`](crate::Error::job_failure).
    JobFailed,
}

impl ErrorKind {
    /// The kind that the status of an error response tells, or the gateway's code.
    pub(super) fn of(status: StatusCode, code: Option<&str>) -> Self {
        // The gateway answers for every service, so its codes are known here.
        match code {
            Some("APIGW.0308") => return Self::Throttled,
            // The gateway knows no such API: the request went astray, whatever it was for.
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
