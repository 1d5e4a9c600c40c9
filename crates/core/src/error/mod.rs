//! The error type.

mod display;
mod envelope;
mod excerpt;
mod failed_job;
mod job;
mod kind;
mod printable;

use std::{error::Error as StdError, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode, header::LOCATION};

use crate::{Meta, ResponseHead};
use envelope::Envelope;
use excerpt::excerpt;
pub(crate) use excerpt::is_html;
pub use job::JobFailure;
pub use kind::ErrorKind;
use printable::printable;

/// A boxed error of a library.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The number of bytes of an error response that are kept.
const KEPT_BODY: usize = 64 * 1024;
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const X_OPENSTACK_REQUEST_ID: HeaderName = HeaderName::from_static("x-openstack-request-id");
/// The number of characters of a message that are kept.
const KEPT_MESSAGE: usize = 2000;
/// The number of characters of a code that are kept.
const KEPT_CODE: usize = 100;

/// The error of a call.
///
/// `{}` and `{:?}` format it as one line with the operation, the host if it did not respond, the
/// status, code, message, request ID and number of attempts, and a remedy if one is known. The line
/// never contains a whole body; see [`body`](Self::body). Cheap to clone.
///
/// To act on an error, match on its [`kind`](Self::kind) or call a predicate such as
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
    outcome_unknown: bool,
    path: Option<String>,
    job_failure: Option<Box<JobFailure>>,
    attempts: u32,
    body: Bytes,
    source: Option<Arc<BoxError>>,
}

impl Error {
    /// Starts to build an error.
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
            outcome_unknown: false,
            path: None,
            job_failure: None,
            attempts: 0,
            body: Bytes::new(),
            source: None,
        })
    }

    /// Returns the error of a response, in any of the formats of the services.
    pub fn from_response(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Self {
        let Envelope { code, message } = envelope::open(body);
        let message = message.or_else(|| excerpt(body)).unwrap_or_else(|| {
            head.status.canonical_reason().unwrap_or("no reason given").to_owned()
        });
        let kind = ErrorKind::of(head.status, code.as_deref());
        let mut builder = Self::new(kind).meta(meta).head(head).message(message);
        if let Some(code) = code {
            builder = builder.code(meta, &code);
        }
        builder.0.safe_to_retry |= builder.0.kind == ErrorKind::Throttled;
        if let Some(location) = redirect(head) {
            builder =
                builder.remedy(format!("redirects are not followed; this one is to {location}"));
        }
        builder.body(body.clone()).build()
    }

    /// Returns the error of a successful response without any of the expected fields.
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

    /// Returns the kind of the error, to act on it in a program.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the object does not exist, even if the service responds with 400 for that.
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

    /// Whether a quota is exceeded.
    pub fn is_quota(&self) -> bool {
        self.0.kind == ErrorKind::Quota
    }

    /// Whether credentials are missing or wrong, or lack permission.
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

    /// Whether the call certainly had no effect, so that it may be repeated even if it is not
    /// idempotent: the request did not reach the server, or the service says that it did nothing.
    pub fn is_safe_to_retry(&self) -> bool {
        self.0.safe_to_retry
    }

    /// Whether the call may have had an effect although it failed, and must not simply be repeated: the
    /// connection broke, time ran out or the service failed, and the operation is not idempotent.
    ///
    /// Find out before you repeat it, for example with a list of the objects by name.
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }

    /// Returns the name of the service, such as `sdrs`.
    pub fn service(&self) -> Option<&'static str> {
        self.0.service
    }

    /// Returns the name of the operation, such as `ListFailureJobs`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the host and port of the request, if they were determined.
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// Returns the HTTP status, if the server responded.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.head.as_ref().map(|head| head.status)
    }

    /// Returns the headers of the response, if the server responded.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.head.as_ref().map(|head| &head.headers)
    }

    /// Returns the error code of the service. A numeric code is returned as text.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns the message: the server's, if there is one.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns what a caller can do about the error, if that is known.
    pub fn remedy(&self) -> Option<&str> {
        self.0.remedy.as_deref()
    }

    /// Returns the request ID, which support tickets should contain.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// Returns the number of times the request was sent, possibly 0.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the place of the first value in the response that does not fit, such as
    /// `entities.sub_jobs[2].status`.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Returns the reason why the job failed, for errors of [`ErrorKind::JobFailed`].
    pub fn job_failure(&self) -> Option<&JobFailure> {
        self.0.job_failure.as_deref()
    }

    /// Returns the body of the response, limited to 64 KiB.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// Returns the underlying error, to downcast it.
    ///
    /// Its text is part of this error's, so [`source`](StdError::source) returns `None`.
    pub fn get_ref(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.source.as_deref().map(|source| &**source as _)
    }

    /// Sets the operation that failed, unless one is set, and the number of attempts.
    #[must_use]
    pub fn context(self, meta: &Meta, attempts: u32) -> Self {
        self.change(|inner| {
            inner.service.get_or_insert(meta.service.name);
            inner.operation.get_or_insert(meta.operation);
            inner.attempts = attempts;
        })
    }

    /// Marks the error as one of a call that may have had an effect.
    #[must_use]
    pub fn with_unknown_outcome(self) -> Self {
        self.change(|inner| inner.outcome_unknown = true)
    }

    /// Sets the host and port of the request, unless they are set.
    #[must_use]
    pub fn at_host(self, host: impl Into<String>) -> Self {
        self.change(|inner| {
            inner.host.get_or_insert_with(|| host.into());
        })
    }

    /// Sets what a caller can do about the error, unless that is set.
    #[must_use]
    pub fn or_remedy(self, remedy: impl Into<String>) -> Self {
        self.change(|inner| {
            inner.remedy.get_or_insert_with(|| remedy.into());
        })
    }

    /// Removes everything from the body of the response except the code and message of an error
    /// response.
    ///
    /// For responses that may contain secrets.
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

/// The builder of an [`Error`].
#[must_use]
pub struct ErrorBuilder(Inner);

impl ErrorBuilder {
    /// Sets the message, without a full stop at the end.
    ///
    /// Control characters are escaped, and an overlong message is cut off.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.0.message = printable(&message.into(), KEPT_MESSAGE);
        self
    }

    /// Sets what a caller can do about the error.
    ///
    /// Control characters are escaped, and an overlong text is cut off.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy = Some(printable(&remedy.into(), KEPT_MESSAGE));
        self
    }

    /// Sets the error code of the service, and the kind and remedy if they are known.
    pub fn code(mut self, meta: &Meta, code: &str) -> Self {
        self.0.code = Some(printable(code, KEPT_CODE));
        if let Some(known) = meta.service.code(code) {
            // A failed job keeps its kind, whatever its code.
            if self.0.kind != ErrorKind::JobFailed {
                self.0.kind = known.kind;
            }
            self.0.remedy = known.remedy.map(str::to_owned);
            self.0.safe_to_retry = known.safe_to_retry;
        }
        self
    }

    /// Sets the operation.
    pub fn meta(mut self, meta: &Meta) -> Self {
        self.0.service = Some(meta.service.name);
        self.0.operation = Some(meta.operation);
        self
    }

    /// Sets the status and headers of the response.
    pub fn head(mut self, head: &ResponseHead) -> Self {
        self.0.head = Some(head.clone());
        self
    }

    /// Sets the body of the response. Only the first 64 KiB are kept.
    pub fn body(mut self, mut body: Bytes) -> Self {
        body.truncate(KEPT_BODY);
        self.0.body = body;
        self
    }

    /// Sets the body of the response, and the message followed by the start of the body.
    pub fn message_and_body(self, message: &str, body: &Bytes) -> Self {
        let shown = excerpt(body);
        let shown = shown.as_deref().unwrap_or("the body is empty");
        self.message(format!("{message}: {shown}")).body(body.clone())
    }

    /// Sets the place in the response of the value that does not fit.
    ///
    /// Control characters are escaped, and an overlong place is cut off: keys are the server's.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        let path = printable(&path.into(), KEPT_MESSAGE);
        // `.` and `?` are what serde_path_to_error returns for the whole value and for an unknown
        // place.
        self.0.path = Some(path).filter(|path| !matches!(path.as_str(), "" | "." | "?"));
        self
    }

    /// Sets the reason why the job failed.
    pub fn job_failure(mut self, failure: JobFailure) -> Self {
        self.0.job_failure = Some(Box::new(failure));
        self
    }

    /// Sets whether the call certainly had no effect, so that it may be repeated.
    pub fn safe_to_retry(mut self, safe: bool) -> Self {
        self.0.safe_to_retry = safe;
        self
    }

    /// Sets the underlying error. Its text, and that of its sources, is appended to the message.
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::new(source.into()));
        self
    }

    /// Returns the error.
    pub fn build(self) -> Error {
        Error(Arc::new(self.0))
    }
}

/// Without a source, since `Display` contains all of it.
impl StdError for Error {}

/// Returns the request ID in the headers. OpenStack has its own header for it.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    [X_REQUEST_ID, X_OPENSTACK_REQUEST_ID]
        .into_iter()
        .find_map(|name| headers.get(name)?.to_str().ok())
}

/// Returns the target of a redirect without its query, which may contain secrets.
fn redirect(head: &ResponseHead) -> Option<&str> {
    let location = head.headers.get(LOCATION).filter(|_| head.status.is_redirection())?;
    location.to_str().ok()?.split('?').next()
}

#[cfg(test)]
mod tests;
