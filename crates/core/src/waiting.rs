//! Work that goes on after its call was answered, and how its end is seen.

use std::fmt::Display;

use crate::{Error, ErrorKind, Head, Meta, Operation};

/// An operation that starts work.
pub trait Starts: Operation {
    /// What sees the end of the work.
    type Waiter: Waiter;

    /// What the work is done for, such as the id of what it made.
    type End: Send + 'static;

    /// What sees the end of the work that this request started. `None` if the answer lacks what
    /// names the work.
    fn waiter(&self, answer: &Self::Output) -> Option<Self::Waiter>;

    /// What the work was done for, from what is there at its end. `None` if it is not there.
    fn end(done: <Self::Waiter as Waiter>::Output) -> Option<Self::End>;
}

/// Sees the end of work: an operation to ask again and again, and what its answers mean.
///
/// Nothing here does I/O or waits; on an HTTP stack of your own, ask and [`look`](Self::look)
/// until it is [`Progress::Done`].
pub trait Waiter: Send + Sync + 'static {
    /// What is asked.
    type Operation: Operation;

    /// What is there at the end.
    type Output: Send + 'static;

    /// What is asked.
    fn operation(&self) -> &Self::Operation;

    /// What an answer says of the work.
    fn look(&self, answer: <Self::Operation as Operation>::Output) -> Progress<Self::Output>;

    /// What is there at the end if the server does not know the object any more. `None` if that is
    /// an error like others.
    fn gone(&self) -> Option<Self::Output> {
        None
    }
}

/// How far work has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress<T> {
    /// It is done.
    Done(T),
    /// It goes on; this is its state.
    Pending(String),
    /// It failed.
    Failed(Failure),
}

impl<T> Progress<T> {
    /// Work that goes on, in this state.
    pub fn pending(state: impl Display) -> Self {
        Self::Pending(state.to_string())
    }
}

/// Why work failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The state that it ended in.
    pub state: String,
    /// The service's own error code, if it gave one.
    pub code: Option<String>,
    /// The reason in the server's words, if it gave one.
    pub reason: Option<String>,
}

impl Failure {
    /// Work that ended in a state.
    pub fn new(state: impl Display) -> Self {
        Self { state: state.to_string(), code: None, reason: None }
    }

    /// Adds the error code; an empty one says nothing.
    #[must_use]
    pub fn code(mut self, code: Option<String>) -> Self {
        self.code = code.filter(|code| !code.is_empty());
        self
    }

    /// Adds the reason; an empty one says nothing.
    #[must_use]
    pub fn reason(mut self, reason: Option<String>) -> Self {
        self.reason = reason.filter(|reason| !reason.is_empty());
        self
    }

    /// The error that callers get.
    pub fn into_error(self, meta: &Meta, head: &Head, body: bytes::Bytes) -> Error {
        let Self { state, code, reason } = self;
        let reason = reason.unwrap_or_else(|| "the server gives no reason".to_owned());
        let builder = Error::new(ErrorKind::Work)
            .meta(meta)
            .head(head)
            .body(body)
            .message(format!("the work ended as `{state}`: {reason}"));
        match code {
            Some(code) => builder.code(meta, &code).build(),
            None => builder.build(),
        }
    }
}

impl<T> From<Failure> for Progress<T> {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// A text that names something; an empty one names nothing.
pub fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
