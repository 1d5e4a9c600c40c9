//! What a server means by its error.

use http::StatusCode;

/// What a server means by its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// The object does not exist.
    NotFound,
    /// The server was asked too often.
    Throttled,
    /// The object is in a state that does not allow the request.
    Conflict,
    /// A quota is used up.
    Quota,
    /// Credentials are missing, wrong, or not allowed to do this.
    Auth,
    /// The request itself is wrong.
    Invalid,
    /// The server failed.
    Server,
}

impl Class {
    /// The class that the status tells, or the gateway's code.
    pub(super) fn of(status: StatusCode, code: Option<&str>) -> Option<Self> {
        // The gateway answers for every service, so its codes are known here.
        match code {
            Some("APIGW.0308") => return Some(Self::Throttled),
            // The gateway knows no such API: the request went astray, whatever it asked for.
            Some(code) if code.starts_with("APIGW.01") => return Some(Self::Invalid),
            Some(code) if code.starts_with("APIGW.03") => return Some(Self::Auth),
            _ => {}
        }
        match status.as_u16() {
            401 | 403 | 407 => Some(Self::Auth),
            404 | 410 => Some(Self::NotFound),
            409 => Some(Self::Conflict),
            413 => Some(Self::Quota),
            429 => Some(Self::Throttled),
            408 | 500..=599 => Some(Self::Server),
            400..=499 => Some(Self::Invalid),
            _ => None,
        }
    }
}
