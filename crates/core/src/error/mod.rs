//! The one error type.

mod class;
mod envelope;

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{Head, Meta};
pub use class::Class;
use envelope::Envelope;

/// An error of any library below.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Bytes of an error answer that are kept; what comes after is cut off.
const KEPT_BODY: usize = 64 * 1024;
/// Bytes of a body without structure that go into the message.
const SHOWN_BODY: usize = 200;
/// Characters of a message that are kept.
const KEPT_MESSAGE: usize = 2000;
/// Characters of a code that are kept.
const KEPT_CODE: usize = 100;

/// Why a call failed.
///
/// Printed with `{}`, it names operation, status, code, message, request id and attempts, and for
/// codes that a caller can act on, the remedy. Bodies are never printed whole; see
/// [`body`](Self::body). Cheap to clone.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

/// Where a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server answered with an error.
    Service,
    /// The answer could not be read as what the operation gives.
    Decode,
    /// The request could not be made; nothing was sent.
    InvalidRequest,
    /// No credentials were found, or they cannot be used; nothing was sent.
    Credentials,
    /// The client is set up in a way that cannot work; nothing was sent.
    Configuration,
    /// The server could not be reached, or the connection broke.
    Transport,
    /// The time given to the call ran out.
    Timeout,
    /// The server sent pages that do not make a list, such as one twice.
    Paging,
    /// The work that was waited for failed.
    Work,
}

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    class: Option<Class>,
    service: Option<&'static str>,
    operation: Option<&'static str>,
    head: Option<Head>,
    code: Option<String>,
    message: String,
    remedy: Option<String>,
    unacted: bool,
    path: Option<String>,
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
            class: None,
            service: None,
            operation: None,
            head: None,
            code: None,
            message: String::new(),
            remedy: None,
            unacted: false,
            path: None,
            attempts: 0,
            body: Bytes::new(),
            source: None,
        })
    }

    /// The error that an answer reports, in whatever envelope.
    pub fn answered(meta: &Meta, head: &Head, body: &[u8]) -> Self {
        let Envelope { code, message } = envelope::open(body);
        let message = message.unwrap_or_else(|| excerpt(body, head.status));
        let mut builder = Self::new(ErrorKind::Service).meta(meta).head(head).message(message);
        builder.0.class = Class::of(head.status, code.as_deref());
        if let Some(code) = code {
            builder = builder.code(meta, &code);
        }
        builder.0.unacted |= builder.0.class == Some(Class::Throttled);
        builder.body(Bytes::copy_from_slice(body)).build()
    }

    /// The error of an answer that has the status of a success and nothing that a success has.
    pub(crate) fn in_success(meta: &Meta, head: &Head, body: &[u8]) -> Self {
        let Envelope { code, message } = envelope::open(body);
        if code.is_some() && message.is_some() {
            return Self::answered(meta, head, body);
        }
        Self::new(ErrorKind::Decode)
            .meta(meta)
            .head(head)
            .body(Bytes::copy_from_slice(body))
            .message("the answer has none of the fields that it should have")
            .build()
    }

    /// Where the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the server means by its error, where that is known.
    pub fn class(&self) -> Option<Class> {
        self.0.class
    }

    /// Whether the object does not exist. True for services that answer 400 for it, too.
    pub fn is_not_found(&self) -> bool {
        self.0.class == Some(Class::NotFound)
    }

    /// Whether the server was asked too often.
    pub fn is_throttled(&self) -> bool {
        self.0.class == Some(Class::Throttled)
    }

    /// Whether the object is in a state that does not allow the request.
    pub fn is_conflict(&self) -> bool {
        self.0.class == Some(Class::Conflict)
    }

    /// Whether a quota is used up.
    pub fn is_quota(&self) -> bool {
        self.0.class == Some(Class::Quota)
    }

    /// Whether credentials are missing, wrong, or not allowed to do this.
    pub fn is_auth(&self) -> bool {
        self.0.kind == ErrorKind::Credentials || self.0.class == Some(Class::Auth)
    }

    /// Whether the request itself is wrong.
    pub fn is_invalid(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest || self.0.class == Some(Class::Invalid)
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the server says that it did nothing, so that even a request that is not idempotent
    /// may be repeated.
    pub fn is_unacted(&self) -> bool {
        self.0.unacted
    }

    /// The service, such as `sdrs`.
    pub fn service(&self) -> Option<&'static str> {
        self.0.service
    }

    /// The operation, such as `ListFailureJobs`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
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

    /// The id under which the service knows the request; support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// How often the request was sent; 0 if it was not.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Where in the answer the first value is that does not fit, such as
    /// `entities.sub_jobs[2].status`.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// The body of the answer as it was received, up to its first 64 KiB.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The same error, with what the caller knows about it added.
    #[must_use]
    pub fn context(self, meta: &Meta, attempts: u32) -> Self {
        let mut inner = Arc::unwrap_or_clone(self.0);
        inner.service.get_or_insert(meta.service.name);
        inner.operation.get_or_insert(meta.operation);
        inner.attempts = attempts;
        Self(Arc::new(inner))
    }

    /// The same error without anything of the body of the answer but code and message of an
    /// error's envelope, for answers that may hold secrets.
    #[must_use]
    pub fn without_body(self) -> Self {
        let mut inner = Arc::unwrap_or_clone(self.0);
        inner.body = Bytes::new();
        inner.source = None;
        match inner.kind {
            ErrorKind::Decode => inner.message = "the answer does not fit".to_owned(),
            ErrorKind::Service if inner.code.is_none() => {
                inner.message = "the answer gives no reason".to_owned();
            }
            _ => {}
        }
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
            self.0.class = Some(known.class);
            self.0.remedy = known.remedy.map(str::to_owned);
            self.0.unacted = known.unacted;
        }
        self
    }

    /// Sets which operation was called.
    pub fn meta(mut self, meta: &Meta) -> Self {
        self.0.service = Some(meta.service.name);
        self.0.operation = Some(meta.operation);
        self
    }

    /// Sets status and headers of the answer.
    pub fn head(mut self, head: &Head) -> Self {
        self.0.head = Some(head.clone());
        self
    }

    /// Sets the body of the answer, of which the first 64 KiB are kept.
    pub fn body(mut self, mut body: Bytes) -> Self {
        body.truncate(KEPT_BODY);
        self.0.body = body;
        self
    }

    /// Sets where in the answer it went wrong.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        // What serde_path_to_error calls the whole, and what it cannot name.
        self.0.path = Some(path.into()).filter(|path| !matches!(path.as_str(), "." | "?"));
        self
    }

    /// Sets the error behind this one.
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::new(source.into()));
        self
    }

    /// The finished error.
    pub fn build(self) -> Error {
        Error(Arc::new(self.0))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let (Some(service), Some(operation)) = (inner.service, inner.operation) {
            write!(f, "{service} {operation}: ")?;
        }
        // The answer that tells of failed work is itself a success.
        let status = self.status().filter(|_| inner.kind != ErrorKind::Work);
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        // OpenStack repeats the status as its code.
        let code = self.code().filter(|code| !status.starts_with(code)).unwrap_or_default();
        let mut parts = vec![status.as_str(), code];
        parts.retain(|part| !part.is_empty());
        if !parts.is_empty() {
            write!(f, "{}: ", parts.join(" "))?;
        }
        f.write_str(&inner.message)?;
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

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("class", &inner.class)
            .field("display", &self.to_string())
            .field("source", &inner.source)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| &**source as _)
    }
}

/// The id under which the service knows a request. OpenStack has a header of its own for it.
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
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
