//! Waiting for the end of work.

use std::{fmt, ops::ControlFlow, pin::pin, time::Duration};

use http::StatusCode;
use huaweicloud_core::{
    Bytes, Error, ErrorKind, LongRunning, Meta, Operation, PollStatus, Response, ResponseHead,
    Waiter,
};

use crate::{BoxFuture, Call, CallOptions, Client, Completed};

/// The default time limit of a wait.
const TIMEOUT: Duration = Duration::from_secs(60 * 60);
/// The pause after the first poll. Every further pause is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The default longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// The number of polls in a row that fail until the wait does. Each is repeated on its own, too.
const FAILED_POLLS: u32 = 10;

/// The end of the work, or the state in which it continues, if that is known.
type Poll<W, Id> = ControlFlow<Completed<<W as Waiter>::Output, Id>, Option<String>>;

/// A wait for the end of work, which is a future.
///
/// It polls immediately, and then repeatedly, with pauses from 1 second to 15 seconds, for up to 1
/// hour. A poll that fails for a reason that may pass does not end it, but ten in a row do.
///
/// Dropping it stops polling, but not the work. To show progress, wait with a [`Waiter`] of your own
/// that calls the generated one and prints what it interprets. To spawn it, call
/// [`into_future`](IntoFuture::into_future).
///
/// # Errors
///
/// Returns an error if the work failed ([`ErrorKind::JobFailed`]), the time limit was reached
/// ([`ErrorKind::Timeout`]), polls failed, or the response that started the work does not contain
/// its identifier.
#[must_use = "nothing is polled until it is awaited"]
pub struct Wait<W: Waiter, Id = ()> {
    client: Client,
    options: CallOptions,
    /// The waiter, or the error if there is none. On the heap, since its operation may be large.
    waiter: Result<Box<W>, Error>,
    /// Returns the ID of the created object, from the last response.
    id: fn(&W::Output) -> Option<Id>,
    timeout: Duration,
    longest_pause: Duration,
}

impl<W: Waiter> Wait<W> {
    /// Creates a wait for a waiter, such as for work that another process started.
    pub fn new(client: Client, waiter: W) -> Self {
        Self::with(client, CallOptions::new(), Ok(waiter), |_| Some(()))
    }
}

impl<W: Waiter, Id> Wait<W, Id> {
    pub(crate) fn for_started<O: LongRunning<Waiter = W, Id = Id>>(
        call: Call<O>,
        waiter: Option<W>,
        response: &Response<O::Output>,
    ) -> Self {
        let waiter = waiter.ok_or_else(|| {
            let message = "the response does not name the work that was started";
            unnamed(O::META, message, response.head(), response.body())
        });
        let (client, options) = call.into_parts();
        Self::with(client, options, waiter, O::id)
    }

    fn with(
        client: Client,
        options: CallOptions,
        waiter: Result<W, Error>,
        id: fn(&W::Output) -> Option<Id>,
    ) -> Self {
        let waiter = waiter.map(Box::new);
        Self { client, options, waiter, id, timeout: TIMEOUT, longest_pause: LONGEST_PAUSE }
    }

    /// Sets the options of each poll, which override the settings of the client.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Sets the time limit of the whole wait.
    ///
    /// The default is 1 hour. The work continues after a timeout.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the longest pause between two polls. The default is 15 seconds.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    async fn run(&self) -> Result<Completed<W::Output, Id>, Error> {
        let mut state = None;
        let timeout = self.timeout;
        let ended = tokio::time::timeout(timeout, pin!(self.poll(&mut state))).await;
        ended.unwrap_or_else(|_| Err(too_long::<W>(timeout, state)))
    }

    /// Polls until the work has ended, and stores the last state in `state`.
    async fn poll(&self, state: &mut Option<String>) -> Result<Completed<W::Output, Id>, Error> {
        let waiter = self.waiter.as_ref().map_err(Error::clone)?;
        let (mut pause, mut failed) = (FIRST_PAUSE, 0);
        loop {
            let response = self.client.execute(waiter.operation(), &self.options).await;
            match self.interpret(waiter, response) {
                Ok(ControlFlow::Break(completed)) => return Ok(completed),
                Ok(ControlFlow::Continue(seen)) => {
                    *state = seen.or(state.take());
                    failed = 0;
                }
                Err(error) if may_pass(&error) => {
                    failed += 1;
                    if failed == FAILED_POLLS {
                        return Err(interrupted(error));
                    }
                }
                Err(error) => return Err(error),
            }
            tokio::time::sleep(pause.min(self.longest_pause)).await;
            pause = pause.saturating_mul(2).min(self.longest_pause);
        }
    }

    /// Returns what a response says of the work.
    fn interpret(
        &self,
        waiter: &W,
        response: Result<Response<<W::Operation as Operation>::Output>, Error>,
    ) -> Result<Poll<W, Id>, Error> {
        let meta = <W::Operation as Operation>::META;
        let completed = |value: W::Output| (self.id)(&value).map(|id| Completed::new(value, id));
        let response = match response {
            Ok(response) => response,
            Err(error) if error.is_not_found() => {
                let completed = waiter.on_not_found().and_then(completed);
                return completed.map(ControlFlow::Break).ok_or(error);
            }
            Err(error) => return Err(error),
        };
        let (head, body) = (response.head().clone(), response.body().clone());
        match waiter.interpret(response.into_value()) {
            PollStatus::Done(value) => {
                let message = "the work is done, but the response does not name what it made";
                let completed = completed(value);
                let unnamed = || unnamed(meta, message, &head, &body);
                completed.map(ControlFlow::Break).ok_or_else(unnamed)
            }
            PollStatus::Failed(failure) => Err(failure.into_error(meta, &head, body)),
            PollStatus::InProgress(seen) => Ok(ControlFlow::Continue(Some(seen))),
            // Statuses of later versions are treated as in progress.
            _ => Ok(ControlFlow::Continue(None)),
        }
    }
}

/// Whether a poll failed for a reason that says nothing of the work, and may pass.
fn may_pass(error: &Error) -> bool {
    use ErrorKind::{Network, Server, Throttled, Timeout};
    let is_unknown_there = error.status() == Some(StatusCode::NOT_IMPLEMENTED);
    matches!(error.kind(), Network | Timeout | Server | Throttled) && !is_unknown_there
}

/// Adds to a failure that it ends the wait, but not the work.
fn interrupted(error: Error) -> Error {
    error.or_remedy("the work continues; wait for it again")
}

/// Returns the error for a missing identifier, with the response for diagnosis.
fn unnamed(meta: &Meta, message: &str, head: &ResponseHead, body: &Bytes) -> Error {
    Error::new(ErrorKind::Decoding).meta(meta).head(head).message_and_body(message, body).build()
}

fn too_long<W: Waiter>(timeout: Duration, state: Option<String>) -> Error {
    let seen = state.map(|state| format!(" and is still `{state}`")).unwrap_or_default();
    Error::new(ErrorKind::Timeout)
        .meta(<W::Operation as Operation>::META)
        .message(format!("the work took longer than {timeout:?}{seen}"))
        .remedy("the work continues; wait for it again, or set a longer timeout")
        .build()
}

impl<W: Waiter, Id: 'static> IntoFuture for Wait<W, Id> {
    type Output = Result<Completed<W::Output, Id>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.run().await })
    }
}

impl<W: Waiter, Id> fmt::Debug for Wait<W, Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("timeout", &self.timeout)
            .field("longest_pause", &self.longest_pause)
            .finish_non_exhaustive()
    }
}
