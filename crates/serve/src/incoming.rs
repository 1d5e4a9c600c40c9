//! A request as it was received.

use bytes::Bytes;
use http::{Extensions, HeaderMap, Method};
use huaweicloud_core::{Context, Meta};

/// A request as it was received, before its arguments are read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Incoming {
    /// The HTTP method.
    pub method: Method,
    /// The path and the query, percent-encoded.
    pub target: String,
    /// The names and decoded values of the path's placeholders.
    pub path: Vec<(&'static str, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// Values that middleware has attached, such as the sender of the request.
    pub extensions: Extensions,
    /// The body.
    pub body: Bytes,
}

impl Incoming {
    /// Creates a request without path parameters, headers and body.
    pub fn new(method: Method, target: impl Into<String>) -> Self {
        Self {
            method,
            target: target.into(),
            path: Vec::new(),
            headers: HeaderMap::new(),
            extensions: Extensions::new(),
            body: Bytes::new(),
        }
    }

    /// Returns the value of a path placeholder.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the context of the client: its project ID and its microversion.
    pub fn context(&self, meta: &Meta) -> Context {
        let mut context = Context::new();
        context.project_id = self.path_parameter("project_id").map(str::to_owned);
        let header = meta.service.microversion_header.and_then(|name| self.headers.get(name));
        context.microversion = header.and_then(|value| value.to_str().ok()?.parse().ok());
        context
    }

    /// Returns the query of the target, percent-encoded and without the question mark.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}
