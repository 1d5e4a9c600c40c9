//! Credentials.

use std::{
    fmt,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::SystemTime,
};

use http::{HeaderName, HeaderValue};
use huaweicloud_core::{Body, Error, ErrorKind, Timestamp, signing};
use secrecy::{ExposeSecret as _, SecretString};

const X_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");
const X_AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// Credentials: an access key with its secret key, or an IAM token.
///
/// `{:?}` shows the access key, but no secret.
#[derive(Clone)]
pub struct Credentials {
    pub(crate) kind: Kind,
    project_id: Option<String>,
    iam_endpoint: Option<String>,
    expires_at: Option<SystemTime>,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Aksk { access_key: String, secret_key: SecretString, security_token: Option<SecretString> },
    Token(SecretString),
}

impl Credentials {
    /// Creates credentials from an access key and its secret key.
    ///
    /// Requests are signed; the secret key is never sent.
    pub fn aksk(access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self::of_kind(Kind::Aksk {
            access_key: access_key.into(),
            secret_key: secret(secret_key),
            security_token: None,
        })
    }

    /// Creates credentials from an IAM token, which is sent as `X-Auth-Token`.
    pub fn token(token: impl Into<String>) -> Self {
        Self::of_kind(Kind::Token(secret(token)))
    }

    fn of_kind(kind: Kind) -> Self {
        Self { kind, project_id: None, iam_endpoint: None, expires_at: None }
    }

    /// Sets the security token of a temporary access key. Ignored for an IAM token.
    #[must_use]
    pub fn with_security_token(mut self, token: impl Into<String>) -> Self {
        if let Kind::Aksk { security_token, .. } = &mut self.kind {
            *security_token = Some(secret(token));
        }
        self
    }

    /// Sets the project of these credentials.
    #[must_use]
    pub fn with_project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets the URL of the IAM service for these credentials.
    #[must_use]
    pub fn with_iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam_endpoint = Some(url.into());
        self
    }

    /// Sets the time of expiry.
    ///
    /// New credentials are requested from the provider some minutes before.
    #[must_use]
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.expires_at = Some(time);
        self
    }

    pub(crate) fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    pub(crate) fn iam_endpoint(&self) -> Option<&str> {
        self.iam_endpoint.as_deref()
    }

    /// Returns a value that differs between credentials, without revealing them.
    pub(crate) fn identity(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        match &self.kind {
            Kind::Aksk { access_key, .. } => access_key.hash(&mut hasher),
            Kind::Token(token) => token.expose_secret().hash(&mut hasher),
        }
        hasher.finish()
    }

    /// Whether requests have a header with the project. As in the official SDKs, only signed ones
    /// do.
    pub(crate) fn names_project(&self) -> bool {
        matches!(self.kind, Kind::Aksk { .. })
    }

    pub(crate) fn is_valid_at(&self, time: SystemTime) -> bool {
        self.expires_at.is_none_or(|end| time < end)
    }

    /// Refuses credentials that no server would accept.
    pub(crate) fn check(self, from: &str, now: SystemTime) -> Result<Self, Error> {
        let empty = match &self.kind {
            Kind::Aksk { access_key, .. } if access_key.is_empty() => Some("access key"),
            Kind::Aksk { secret_key, .. } if secret_key.expose_secret().is_empty() => {
                Some("secret key")
            }
            Kind::Token(token) if token.expose_secret().is_empty() => Some("token"),
            _ => None,
        };
        if let Some(empty) = empty {
            return Err(refused(format!("the credentials from {from} have an empty {empty}")));
        }
        match self.expires_at {
            Some(end) if !self.is_valid_at(now) => {
                let end = Timestamp::from(end);
                Err(refused(format!("the credentials from {from} expired at {end}")))
            }
            _ => Ok(self),
        }
    }

    /// Adds the headers that authenticate the request.
    pub(crate) fn authorize(
        &self,
        request: &mut http::Request<Body>,
        now: SystemTime,
    ) -> Result<(), Error> {
        match &self.kind {
            Kind::Aksk { access_key, secret_key, security_token } => {
                if let Some(token) = security_token {
                    request.headers_mut().insert(X_SECURITY_TOKEN, header(token)?);
                }
                signing::sign(request, access_key, secret_key.expose_secret(), now)
            }
            Kind::Token(token) => {
                request.headers_mut().insert(X_AUTH_TOKEN, header(token)?);
                Ok(())
            }
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Aksk { access_key, .. } => {
                f.debug_struct("Aksk").field("access_key", access_key).finish_non_exhaustive()
            }
            Kind::Token(_) => f.debug_struct("Token").finish_non_exhaustive(),
        }
    }
}

fn secret(text: impl Into<String>) -> SecretString {
    SecretString::from(text.into())
}

fn header(token: &SecretString) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(token.expose_secret())
        .map_err(|_| refused("the token has characters that are invalid in headers"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Returns the error for a source that has no credentials, or none that a server would accept.
pub(crate) fn refused(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Credentials).message(message).build()
}

/// Returns the error for a source that is configured incorrectly.
pub(crate) fn broken(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Configuration).message(message).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        for (credentials, shown) in [
            (Credentials::aksk("AKID", "s3cret"), r#"Aksk { access_key: "AKID", .. }"#),
            (
                Credentials::aksk("AKID", "s3cret").with_security_token("s3cret"),
                r#"Aksk { access_key: "AKID", .. }"#,
            ),
            (Credentials::token("s3cret").with_security_token("s3cret"), "Token { .. }"),
        ] {
            assert_eq!(format!("{credentials:?}"), shown);
        }
    }

    #[test]
    fn credentials_are_told_apart_by_their_key_or_token() {
        let of = |credentials: Credentials| credentials.identity();
        assert_eq!(of(Credentials::aksk("a", "x")), of(Credentials::aksk("a", "y")));
        assert_ne!(of(Credentials::aksk("a", "x")), of(Credentials::aksk("b", "x")));
        assert_ne!(of(Credentials::token("a")), of(Credentials::token("b")));
    }

    #[test]
    fn what_no_server_would_accept_is_refused() {
        let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_573_789_015);
        for (credentials, message) in [
            (Credentials::aksk("", "s"), "the credentials from x have an empty access key"),
            (Credentials::aksk("a", ""), "the credentials from x have an empty secret key"),
            (Credentials::token(""), "the credentials from x have an empty token"),
            (
                Credentials::token("t").expires_at(now),
                "the credentials from x expired at 2019-11-15T03:36:55.000Z",
            ),
        ] {
            assert_eq!(credentials.check("x", now).unwrap_err().message(), message);
        }
    }
}
