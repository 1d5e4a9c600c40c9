//! The ID of a request.

use http::HeaderValue;

/// The ID of a request, as the server reports it.
///
/// Middleware in front of the router may put one into the extensions of the request. The router
/// then returns it instead of a fresh one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(String);

impl RequestId {
    /// The name of the header that contains the ID.
    pub const HEADER: &str = "x-request-id";

    /// Creates a random ID.
    pub fn fresh() -> Self {
        Self(format!("{:032x}", fastrand::u128(..)))
    }

    /// Returns the ID.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the ID as a header value.
    pub fn to_header(&self) -> HeaderValue {
        // IDs are hexadecimal digits, which are valid in headers.
        HeaderValue::from_str(&self.0).unwrap_or(HeaderValue::from_static(""))
    }
}
