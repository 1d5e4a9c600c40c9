//! A request as it came.

use bytes::Bytes;
use http::{Extensions, HeaderMap, Method};
use huaweicloud_core::{Context, Meta};

/// A request as it came, before its arguments are read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Incoming {
    /// The method.
    pub method: Method,
    /// Path and query, still escaped.
    pub target: String,
    /// The values of the path's placeholders by their names, unescaped.
    pub path: Vec<(&'static str, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// What layers before have found out, such as who sends the request.
    pub extensions: Extensions,
    /// The body.
    pub body: Bytes,
}

impl Incoming {
    /// A request with nothing but a method and a target.
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

    /// The value of a placeholder of the path.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// What the client made the request from: its project, and the microversion that it speaks.
    pub fn context(&self, meta: &Meta) -> Context {
        let mut context = Context::new();
        context.project_id = self.path_parameter("project_id").map(str::to_owned);
        let header = meta.service.microversion_header.and_then(|name| self.headers.get(name));
        context.microversion = header.and_then(|value| value.to_str().ok()?.parse().ok());
        context
    }

    /// What follows the question mark of the target, still escaped.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}
