//! What a call tells tracing: names of OpenTelemetry, and nothing secret.

use huaweicloud_core::{Error, Meta, Response};
use tracing::{Span, field::Empty};

use crate::endpoint::Base;

/// The span of a call.
pub(crate) fn span(meta: &Meta) -> Span {
    tracing::info_span!(
        "huaweicloud.call",
        otel.kind = "client",
        rpc.service = meta.service.name,
        rpc.method = meta.operation,
        http.request.method = %meta.method,
        url.template = meta.path,
        server.address = Empty,
        server.port = Empty,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        huaweicloud.request_id = Empty,
        error.type = Empty,
    )
}

/// Adds which server is asked.
pub(crate) fn server(span: &Span, base: &Base) {
    span.record("server.address", base.host());
    span.record("server.port", base.port());
}

/// Adds how it went.
pub(crate) fn outcome<T>(span: &Span, result: &Result<Response<T>, Error>) {
    let (status, request_id, attempts) = match result {
        Ok(answer) => (Some(answer.status()), answer.request_id(), answer.attempts()),
        Err(error) => {
            span.record("error.type", tracing::field::debug(error.kind()));
            (error.status(), error.request_id(), error.attempts())
        }
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(request_id) = request_id {
        span.record("huaweicloud.request_id", request_id);
    }
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
}
