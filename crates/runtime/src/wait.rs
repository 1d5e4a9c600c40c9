//! Waiting for the end of work.

use std::{fmt, time::Duration};

use huaweicloud_core::{Bytes, Error, ErrorKind, Head, Meta, Operation, Progress, Starts, Waiter};

use crate::{BoxFuture, Call, CallOptions, Client};

/// How long a wait may take, unless set.
const TIMEOUT: Duration = Duration::from_secs(60 * 60);
/// The pause after the first look; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause, unless set.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// A wait for the end of work; await it. It looks at once, then again and again, after pauses that
/// grow from one second to fifteen, for an hour at most.
///
/// Dropping it stops the looking, not the work.
///
/// # Errors
///
/// If the work failed ([`ErrorKind::Work`]), the time is over ([`ErrorKind::Timeout`]), a look
/// failed, or the answer to the call that started the work did not name it.
#[must_use = "nothing is asked until it is awaited"]
pub struct Wait<W: Waiter, T = <W as Waiter>::Output> {
    client: Client,
    options: CallOptions,
    /// Or why there is none.
    waiter: Result<W, Error>,
    /// What is wanted of what is there at the end.
    end: fn(W::Output) -> Option<T>,
    timeout: Duration,
    longest_pause: Duration,
}

impl<W: Waiter> Wait<W> {
    /// A wait for what the waiter sees.
    pub fn new(client: Client, waiter: W) -> Self {
        Self::with(client, CallOptions::new(), Ok(waiter), Some)
    }
}

impl<W: Waiter, T> Wait<W, T> {
    pub(crate) fn for_started<O: Starts<Waiter = W, End = T>>(
        call: Call<O>,
        waiter: Option<W>,
    ) -> Self {
        let waiter = waiter.ok_or_else(|| {
            Error::new(ErrorKind::Decode)
                .meta(O::META)
                .message("the answer does not name the work that was started")
                .build()
        });
        let (client, options) = call.into_parts();
        Self::with(client, options, waiter, O::end)
    }

    fn with(
        client: Client,
        options: CallOptions,
        waiter: Result<W, Error>,
        end: fn(W::Output) -> Option<T>,
    ) -> Self {
        Self { client, options, waiter, end, timeout: TIMEOUT, longest_pause: LONGEST_PAUSE }
    }

    /// What each look does differently from the calls of the client.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// How long it may take in all; an hour unless set. The work goes on when the time is over.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The longest pause between two looks; 15 seconds unless set.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    async fn run(self) -> Result<T, Error> {
        let mut state = None;
        let timeout = self.timeout;
        let ended = tokio::time::timeout(timeout, self.look(&mut state)).await;
        ended.unwrap_or_else(|_| Err(too_long::<W>(timeout, state)))
    }

    /// Looks until the work has ended, and keeps the last state that was seen.
    async fn look(self, state: &mut Option<String>) -> Result<T, Error> {
        let waiter = self.waiter?;
        let meta = <W::Operation as Operation>::META;
        let mut pause = FIRST_PAUSE;
        loop {
            let answer = match self.client.execute(waiter.operation(), &self.options).await {
                Ok(answer) => answer,
                Err(error) if error.is_not_found() => {
                    return waiter.gone().and_then(self.end).ok_or(error);
                }
                Err(error) => return Err(error),
            };
            let head = Head::new(answer.status(), answer.headers().clone());
            let body = answer.body().clone();
            match waiter.look(answer.into_value()) {
                Progress::Done(output) => {
                    return (self.end)(output).ok_or_else(|| unnamed(meta, &head, body));
                }
                Progress::Failed(failure) => return Err(failure.into_error(meta, &head, body)),
                Progress::Pending(seen) => *state = Some(seen),
            }
            tokio::time::sleep(pause.min(self.longest_pause)).await;
            pause = pause.saturating_mul(2).min(self.longest_pause);
        }
    }
}

fn unnamed(meta: &Meta, head: &Head, body: Bytes) -> Error {
    Error::new(ErrorKind::Decode)
        .meta(meta)
        .head(head)
        .body(body)
        .message("the work is done, but the answer does not name what it made")
        .build()
}

fn too_long<W: Waiter>(timeout: Duration, state: Option<String>) -> Error {
    let seen = state.map(|state| format!(" and was still `{state}`")).unwrap_or_default();
    Error::new(ErrorKind::Timeout)
        .meta(<W::Operation as Operation>::META)
        .message(format!("the work took longer than {timeout:?}{seen}"))
        .remedy("it goes on; wait again, or longer")
        .build()
}

impl<W: Waiter, T: 'static> IntoFuture for Wait<W, T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<W: Waiter, T> fmt::Debug for Wait<W, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("timeout", &self.timeout)
            .field("longest_pause", &self.longest_pause)
            .finish_non_exhaustive()
    }
}
