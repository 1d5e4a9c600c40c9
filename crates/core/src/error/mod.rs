//! The one error type.

mod envelope;
mod job;
mod kind;

use std::{error::Error as StdError, fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{Meta, ResponseHead};
use envelope::Envelope;
pub use job::JobFailure;
pub use kind::ErrorKind;

/// An error of any library below.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Bytes of an error response that are kept; what comes after is cut off.
const KEPT_BODY: usize = 64 * 1024;
/// Bytes of a body without structure that go into the message.
const SHOWN_BODY: usize = 200;
/// Characters of a message that are kept.
const KEPT_MESSAGE: usize = 2000;
/// Characters of a code that are kept.
const KEPT_CODE: usize = 100;

/// Why a call failed.
///
/// Printed with `{}` or `{:?}`, it is one line that names operation, host if none answered, status,
/// code, message, request ID and attempts, and for codes that a caller can act on, the remedy. Bodies
/// are never printed whole; see [`body`](Self::body). Cheap to clone.
///
/// To act on it, match on its [`kind`](Self::kind) or ask a predicate such as
/// [`is_not_found`](Self::is_not_found).
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    service: Option<&'static str>,
    operation: Option<&'static str>,
    host: Option<String>,
    head: Option<ResponseHead>,
    code: Option<String>,
    message: String,
    remedy: Option<String>,
    safe_to_retry: bool,
    path: Option<String>,
    job_failure: Option<Box<JobFailure>>,
    attempts: u32,
    body: Bytes,
    source: Option<Arc<BoxError>>,
}

impl Error {
    /// Starts an error.
    #[expect(clippy::new_ret_no_self, reason = "an error is built from many optional parts")]
    pub fn new(kind: ErrorKind) -> ErrorBuilder {
        ErrorBuilder(Inner {
            kind,
            service: None,
            operation: None,
            host: None,
            head: None,
            code: None,
            message: String::new(),
            remedy: None,
            safe_to_retry: false,
            path: None,
            job_failure: None,
            attempts: 0,
            body: Bytes::new(),
            source: None,
        })
    }

    /// The error that a response reports, in any of the envelopes that the services use.
    pub fn from_response(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Self {
        let Envelope { code, message } = envelope::open(body);
        let message = message.unwrap_or_else(|| excerpt(body, head.status));
        let kind = ErrorKind::of(head.status, code.as_deref());
        let mut builder = Self::new(kind).meta(meta).head(head).message(message);
        if let Some(code) = code {
            builder = builder.code(meta, &code);
        }
        builder.0.safe_to_retry |= builder.0.kind == ErrorKind::Throttled;
        builder.body(body.clone()).build()
    }

    /// The error of a response that has the status of a success and nothing that a success has.
    pub(crate) fn in_success(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Self {
        let Envelope { code, message } = envelope::open(body);
        if code.is_some() && message.is_some() {
            return Self::from_response(meta, head, body);
        }
        Self::new(ErrorKind::Decoding)
            .meta(meta)
            .head(head)
            .body(body.clone())
            .message("the response has none of the fields that it should have")
            .build()
    }

    /// What went wrong, as far as a program can act on it.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the object does not exist, also where the service answers 400 for that.
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::NotFound
    }

    /// Whether there were too many requests.
    pub fn is_throttled(&self) -> bool {
        self.0.kind == ErrorKind::Throttled
    }

    /// Whether the object is in a state that does not allow the request.
    pub fn is_conflict(&self) -> bool {
        self.0.kind == ErrorKind::Conflict
    }

    /// Whether a quota is used up.
    pub fn is_quota(&self) -> bool {
        self.0.kind == ErrorKind::Quota
    }

    /// Whether credentials are missing, wrong, or not allowed to do this.
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Auth | ErrorKind::Credentials)
    }

    /// Whether the request is invalid.
    pub fn is_invalid(&self) -> bool {
        self.0.kind == ErrorKind::Invalid
    }

    /// Whether the service failed.
    pub fn is_server(&self) -> bool {
        self.0.kind == ErrorKind::Server
    }

    /// Whether the server could not be reached, or the connection broke.
    pub fn is_network(&self) -> bool {
        self.0.kind == ErrorKind::Network
    }

    /// Whether a time limit was reached.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the call certainly had no effect, so that even one that is not idempotent may be
    /// repeated: the request did not reach the server, or the service says that it did nothing.
    pub fn is_safe_to_retry(&self) -> bool {
        self.0.safe_to_retry
    }

    /// The service, such as `sdrs`.
    pub fn service(&self) -> Option<&'static str> {
        self.0.service
    }

    /// The operation, such as `ListFailureJobs`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Host and port that the request was for, if it came so far.
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// The HTTP status, if the server answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.head.as_ref().map(|head| head.status)
    }

    /// The headers, if the server answered.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.head.as_ref().map(|head| &head.headers)
    }

    /// The service's own error code; a number as its digits.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// What went wrong, in the server's words if it had any.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What a caller can do about it.
    pub fn remedy(&self) -> Option<&str> {
        self.0.remedy.as_deref()
    }

    /// The ID under which the service knows the request; support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// How often the request was sent; 0 if it was not.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Where in the response the first value is that does not fit, such as
    /// `entities.sub_jobs[2].status`.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Why the job failed, for errors of [`ErrorKind::JobFailed`].
    pub fn job_failure(&self) -> Option<&JobFailure> {
        self.0.job_failure.as_deref()
    }

    /// The body of the response as it was received, up to its first 64 KiB.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The error of the library below, to downcast. Its text is part of this error's, so that
    /// [`source`](StdError::source) gives nothing.
    pub fn get_ref(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.source.as_deref().map(|source| &**source as _)
    }

    /// Adds which operation failed, unless that is known, and after how many attempts.
    #[must_use]
    pub fn context(self, meta: &Meta, attempts: u32) -> Self {
        self.change(|inner| {
            inner.service.get_or_insert(meta.service.name);
            inner.operation.get_or_insert(meta.operation);
            inner.attempts = attempts;
        })
    }

    /// Adds the host and port that the request was for, unless they are known.
    #[must_use]
    pub fn at_host(self, host: impl Into<String>) -> Self {
        self.change(|inner| {
            inner.host.get_or_insert_with(|| host.into());
        })
    }

    /// Adds what a caller can do about it, unless something is known already.
    #[must_use]
    pub fn or_remedy(self, remedy: impl Into<String>) -> Self {
        self.change(|inner| {
            inner.remedy.get_or_insert_with(|| remedy.into());
        })
    }

    /// Removes all that comes from the body of the response, but code and message of an error's
    /// envelope; for responses that may hold secrets.
    #[must_use]
    pub fn without_body(self) -> Self {
        self.change(|inner| {
            inner.body = Bytes::new();
            inner.source = None;
            if inner.head.is_some() && inner.code.is_none() {
                inner.message = match inner.kind {
                    ErrorKind::Decoding => "the response does not fit".to_owned(),
                    _ => "the response gives no reason".to_owned(),
                };
            }
        })
    }

    fn change(self, change: impl FnOnce(&mut Inner)) -> Self {
        let mut inner = Arc::unwrap_or_clone(self.0);
        change(&mut inner);
        Self(Arc::new(inner))
    }
}

/// Puts an [`Error`] together.
#[must_use]
pub struct ErrorBuilder(Inner);

impl ErrorBuilder {
    /// Sets what went wrong, without a full stop at the end. What would disturb a terminal is
    /// escaped, and what is too long to read is cut off.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.0.message = printable(&message.into(), KEPT_MESSAGE);
        self
    }

    /// Sets what a caller can do about it.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy = Some(remedy.into());
        self
    }

    /// Sets the service's own error code, and what is known of it.
    pub fn code(mut self, meta: &Meta, code: &str) -> Self {
        self.0.code = Some(printable(code, KEPT_CODE));
        if let Some(known) = meta.service.code(code) {
            // A job that failed stays one, whatever the reason.
            if self.0.kind != ErrorKind::JobFailed {
                self.0.kind = known.kind;
            }
            self.0.remedy = known.remedy.map(str::to_owned);
            self.0.safe_to_retry = known.safe_to_retry;
        }
        self
    }

    /// Sets which operation was called.
    pub fn meta(mut self, meta: &Meta) -> Self {
        self.0.service = Some(meta.service.name);
        self.0.operation = Some(meta.operation);
        self
    }

    /// Sets status and headers of the response.
    pub fn head(mut self, head: &ResponseHead) -> Self {
        self.0.head = Some(head.clone());
        self
    }

    /// Sets the body of the response, of which the first 64 KiB are kept.
    pub fn body(mut self, mut body: Bytes) -> Self {
        body.truncate(KEPT_BODY);
        self.0.body = body;
        self
    }

    /// Sets where in the response it went wrong.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        // What serde_path_to_error calls the whole, and what it cannot name.
        self.0.path = Some(path.into()).filter(|path| !matches!(path.as_str(), "." | "?"));
        self
    }

    /// Sets why the job failed.
    pub fn job_failure(mut self, failure: JobFailure) -> Self {
        self.0.job_failure = Some(Box::new(failure));
        self
    }

    /// Sets whether the call certainly had no effect, so that it may be repeated.
    pub fn safe_to_retry(mut self, safe: bool) -> Self {
        self.0.safe_to_retry = safe;
        self
    }

    /// Sets the error of the library below. Its text, and that of its sources, follows the message.
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::new(source.into()));
        self
    }

    /// Returns the finished error.
    pub fn build(self) -> Error {
        Error(Arc::new(self.0))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let host = inner.host.as_ref().filter(|_| inner.head.is_none());
        match (inner.service, inner.operation, host) {
            (Some(service), Some(operation), None) => write!(f, "{service} {operation}: ")?,
            (Some(service), Some(operation), Some(host)) => {
                write!(f, "{service} {operation} at {host}: ")?;
            }
            _ => {}
        }
        // The response that tells of a failed job is itself a success.
        let status = self.status().filter(|_| inner.kind != ErrorKind::JobFailed);
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        // OpenStack repeats the status as its code.
        let code = self.code().filter(|code| !status.starts_with(code)).unwrap_or_default();
        let mut parts = vec![status.as_str(), code];
        parts.retain(|part| !part.is_empty());
        if !parts.is_empty() {
            write!(f, "{}: ", parts.join(" "))?;
        }
        f.write_str(&inner.message)?;
        f.write_str(&self.source_text())?;
        if let Some(path) = self.path() {
            write!(f, " (at `{path}`)")?;
        }
        if let Some(remedy) = &inner.remedy {
            write!(f, "; {remedy}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [request {id}]")?;
        }
        if inner.attempts > 1 {
            write!(f, " [after {} attempts]", inner.attempts)?;
        }
        Ok(())
    }
}

impl Error {
    /// What the library below says, and those below it. Some repeat what their source says.
    fn source_text(&self) -> String {
        let mut text = String::new();
        let mut next = self.get_ref().map(|source| source as &dyn StdError);
        while let Some(source) = next {
            let told = printable(&source.to_string(), KEPT_MESSAGE);
            if !told.is_empty() && !text.contains(&told) {
                text.push_str(": ");
                text.push_str(&told);
            }
            next = source.source();
        }
        text
    }
}

/// As `Display`, since a `main` that returns an error prints this.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Without a source: `Display` has told all of it.
impl StdError for Error {}

/// The ID under which the service knows a request. OpenStack has a header of its own for it.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "x-openstack-request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}

/// The beginning of a text, with control characters escaped.
fn printable(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == most {
            shown.push('…');
            break;
        }
        match c.is_control() {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    shown
}

/// The beginning of a body without structure, such as the HTML page of a gateway.
fn excerpt(body: &[u8], status: StatusCode) -> String {
    let text = String::from_utf8_lossy(body.get(..SHOWN_BODY).unwrap_or(body));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.is_empty() {
        true => status.canonical_reason().unwrap_or("no reason given").to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests;
