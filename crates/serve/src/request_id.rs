//! The id under which a server knows a request.

use http::HeaderValue;

/// The id under which a server knows a request.
///
/// A layer before the router may put one into the request's extensions; the router then answers
/// with it rather than with a fresh one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(String);

impl RequestId {
    /// The header that carries it.
    pub const HEADER: &str = "x-request-id";

    /// An id that no other request has.
    pub fn fresh() -> Self {
        Self(format!("{:032x}", fastrand::u128(..)))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as the value of its header.
    pub fn to_header(&self) -> HeaderValue {
        // Ids are hexadecimal digits, which every header may hold.
        HeaderValue::from_str(&self.0).unwrap_or(HeaderValue::from_static(""))
    }
}
