//! Operations that start a job, or leave a state to settle, and how the end is seen.

use std::fmt::Display;

use crate::{JobFailure, Operation};

/// An operation whose response comes before its work is done.
pub trait LongRunning: Operation {
    /// What sees the end of the work.
    type Waiter: Waiter;

    /// The ID of what the work makes; `()` where the last response does not name it.
    type Id: Send + 'static;

    /// The waiter for the work that this request started. `None` if the response lacks what names
    /// the work, such as the ID of a job.
    fn waiter(&self, output: &Self::Output) -> Option<Self::Waiter>;

    /// The ID of what was made, from what the waiter saw last. `None` if it is not there.
    fn id(last: &<Self::Waiter as Waiter>::Output) -> Option<Self::Id>;
}

/// Sees the end of work: an operation to send again and again, and what its responses mean.
///
/// Nothing here does I/O or sleeps; on an HTTP stack of your own, send [`operation`](Self::operation)
/// and [`interpret`](Self::interpret) the output until it is [`PollStatus::Done`].
pub trait Waiter: Send + Sync + 'static {
    /// The operation that is polled.
    type Operation: Operation;

    /// What is there at the end.
    type Output: Send + 'static;

    /// The operation that is polled.
    fn operation(&self) -> &Self::Operation;

    /// What a response says of the work.
    fn interpret(&self, output: <Self::Operation as Operation>::Output)
    -> PollStatus<Self::Output>;

    /// The result if the object does not exist any more. `None` if that is an error like others.
    fn on_not_found(&self) -> Option<Self::Output> {
        None
    }
}

/// What one poll says of the work.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PollStatus<T> {
    /// The work is done.
    Done(T),
    /// The work goes on, in this state.
    InProgress(String),
    /// The work failed.
    Failed(JobFailure),
}

impl<T> PollStatus<T> {
    /// Work that goes on, in this state.
    pub fn in_progress(state: impl Display) -> Self {
        Self::InProgress(state.to_string())
    }
}

impl<T> From<JobFailure> for PollStatus<T> {
    fn from(failure: JobFailure) -> Self {
        Self::Failed(failure)
    }
}
