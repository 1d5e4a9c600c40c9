//! Operations that respond before their work is done, and waiters for the end of that work.

use std::fmt::Display;

use crate::{JobFailure, Operation};

/// An operation that responds before its work is done.
pub trait LongRunning: Operation {
    /// The type of the waiter for the end of the work.
    type Waiter: Waiter;

    /// The type of the ID of the created object; `()` if the last response does not contain it.
    type Id: Send + 'static;

    /// Returns the waiter for the work that this request started.
    ///
    /// `None` if the response lacks its identifier, such as the ID of a job.
    fn waiter(&self, output: &Self::Output) -> Option<Self::Waiter>;

    /// Returns the ID of the created object, from the last output of the waiter, or `None` if it is
    /// missing.
    fn id(last: &<Self::Waiter as Waiter>::Output) -> Option<Self::Id>;
}

/// Waits for the end of work by polling an operation.
///
/// A waiter neither does I/O nor sleeps. To use one with your own HTTP stack, send
/// [`operation`](Self::operation) and [`interpret`](Self::interpret) the output, until it is
/// [`PollStatus::Done`].
pub trait Waiter: Send + Sync + 'static {
    /// The type of the operation that is polled.
    type Operation: Operation;

    /// The type of the final result.
    type Output: Send + 'static;

    /// Returns the operation that is polled.
    fn operation(&self) -> &Self::Operation;

    /// Returns the status of the work, from the output of the operation.
    fn interpret(&self, output: <Self::Operation as Operation>::Output)
    -> PollStatus<Self::Output>;

    /// Returns the final result if the object no longer exists, or `None` if that is an error.
    fn on_not_found(&self) -> Option<Self::Output> {
        None
    }
}

/// The status of work, as one poll returned it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PollStatus<T> {
    /// The work is done.
    Done(T),
    /// The work continues, in this state.
    InProgress(String),
    /// The work failed.
    Failed(JobFailure),
}

impl<T> PollStatus<T> {
    /// Creates the status of work that continues, in this state.
    pub fn in_progress(state: impl Display) -> Self {
        Self::InProgress(state.to_string())
    }
}

impl<T> From<JobFailure> for PollStatus<T> {
    fn from(failure: JobFailure) -> Self {
        Self::Failed(failure)
    }
}
