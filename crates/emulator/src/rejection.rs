//! What the gateway answers to a request that it does not let pass.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use huaweicloud_serve::{Reply, RequestId};
use serde_json::json;

/// The reason why the gateway refuses a request.
#[derive(Debug)]
pub(crate) struct Rejection {
    status: StatusCode,
    code: &'static str,
    /// The reason, for people.
    pub(crate) message: String,
}

impl Rejection {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// Returns the response, in the gateway's own envelope.
    pub(crate) fn response(&self, id: &RequestId) -> Response {
        let Self { status, code, message } = self;
        let body = json!({ "error_code": code, "error_msg": message, "request_id": id.as_str() });
        match Reply::json(status.as_u16(), &body) {
            Ok(reply) => reply.into_response(),
            Err(_) => status.into_response(),
        }
    }
}
