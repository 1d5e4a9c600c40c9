//! A response.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde::Serialize;

use crate::Fault;

/// A response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// Creates a JSON response.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written as JSON.
    pub fn json(status: u16, value: &impl Serialize) -> Result<Self, Fault> {
        let body = serde_json::to_vec(value).map_err(|error| {
            Fault::new(500, None, format!("the response cannot be written: {error}"))
        })?;
        let mut reply = Self::empty(status);
        reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        reply.body = body.into();
        Ok(reply)
    }

    /// Creates a JSON response whose value is under a key.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written as JSON.
    pub fn wrapped(status: u16, key: &str, value: &impl Serialize) -> Result<Self, Fault> {
        Self::json(status, &std::collections::BTreeMap::from([(key, value)]))
    }

    /// Sets the header of a field, unless the field has no value.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written as a header.
    pub fn header(&mut self, name: &str, value: &impl Serialize) -> Result<(), Fault> {
        let refused =
            || Fault::new(500, None, format!("the header `{name}` cannot have this value"));
        let text = match serde_json::to_value(value).map_err(|_| refused())? {
            serde_json::Value::Null => return Ok(()),
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        let name = HeaderName::try_from(name).map_err(|_| refused())?;
        self.headers.insert(name, HeaderValue::try_from(text).map_err(|_| refused())?);
        Ok(())
    }

    /// Creates a response without a body. An invalid status becomes 500.
    pub fn empty(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        (self.status, self.headers, self.body).into_response()
    }
}
