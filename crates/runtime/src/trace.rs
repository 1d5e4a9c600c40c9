//! Spans and events of calls, with the attribute names of OpenTelemetry and without secrets.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use http::StatusCode;
use huaweicloud_core::{Error, Meta, Operation, Response};
use tracing::{Span, field::Empty};

use crate::{base::Base, received::Received, retry::is_transient};

/// The span of a call and its attempts.
pub(crate) struct Trace {
    meta: &'static Meta,
    span: Span,
    /// The number of attempts, and the address of the last.
    attempts: Mutex<(u32, Option<Base>)>,
}

impl Trace {
    /// Starts the span of a call.
    pub(crate) fn new(meta: &'static Meta) -> Self {
        let span = tracing::info_span!(
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
        );
        Self { meta, span, attempts: Mutex::default() }
    }

    /// Returns the span of the call.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Records a new attempt at an address and returns its number, starting at 1.
    pub(crate) fn attempt(&self, base: &Base) -> u32 {
        let mut attempts = self.attempts();
        *attempts = (attempts.0 + 1, Some(base.clone()));
        attempts.0
    }

    /// Tells that an attempt failed and is repeated after a pause.
    pub(crate) fn retry(&self, error: &Error, pause: Duration) {
        tracing::warn!(parent: &self.span, %error, ?pause, "attempt failed and is repeated");
    }

    fn attempts(&self) -> MutexGuard<'_, (u32, Option<Base>)> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_attempts(&self) -> (u32, Option<Base>) {
        std::mem::take(&mut *self.attempts())
    }

    /// Decodes the response and ends the call.
    pub(crate) fn end<O: Operation>(
        self,
        received: Result<Received, Error>,
    ) -> Result<Response<O::Output>, Error> {
        let decode = |received: Received| self.span.in_scope(|| received.decode::<O>());
        match received.and_then(decode) {
            Ok(response) => {
                self.succeed(response.status(), response.request_id(), response.attempts());
                Ok(response)
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    fn succeed(&self, status: StatusCode, request_id: Option<&str>, attempts: u32) {
        let (_, server) = self.take_attempts();
        self.record(server.as_ref(), Some(status), request_id, attempts);
        // Subscribers show what the span has so far with its events.
        tracing::debug!(parent: &self.span, "call succeeded");
    }

    /// Adds the operation and the address that failed to an error, unless it is an error of an inner
    /// call.
    fn fail(&self, error: Error) -> Error {
        let (attempts, server) = self.take_attempts();
        let error = match error.operation() {
            Some(other) if other != self.meta.operation => error,
            _ => {
                let error = error.context(self.meta, attempts);
                let error = match attempts > 0 && is_outcome_unknown(self.meta, &error) {
                    true => error.with_unknown_outcome(),
                    false => error,
                };
                match &server {
                    Some(base) => error.at_host(base.authority()),
                    None => error,
                }
            }
        };
        self.record(server.as_ref(), error.status(), error.request_id(), error.attempts());
        self.span.record("error.type", tracing::field::debug(error.kind()));
        tracing::debug!(parent: &self.span, %error, "call failed");
        error
    }

    fn record(
        &self,
        server: Option<&Base>,
        status: Option<StatusCode>,
        request_id: Option<&str>,
        attempts: u32,
    ) {
        // The library would look for the fields, even if nobody listens.
        if self.span.is_disabled() {
            return;
        }
        if let Some(base) = server {
            self.span.record("server.address", base.host());
            self.span.record("server.port", base.port());
        }
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
        if let Some(request_id) = request_id {
            self.span.record("huaweicloud.request_id", request_id);
        }
        if attempts > 1 {
            self.span.record("http.request.resend_count", attempts - 1);
        }
    }
}

/// Whether a call that failed may have had an effect that would be doubled if it were repeated.
fn is_outcome_unknown(meta: &Meta, error: &Error) -> bool {
    !meta.idempotent && !error.is_safe_to_retry() && is_transient(error)
}
