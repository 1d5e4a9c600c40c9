//! A list, page by page.

use std::{
    collections::HashSet,
    fmt,
    future::poll_fn,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use huaweicloud_core::{Error, ErrorKind, Head, Paged, Position, Response};

use crate::{BoxFuture, Call};

/// A list, page by page. Ends after an empty page or an error.
#[must_use = "nothing is sent until it is polled"]
pub struct Pages<O: Paged> {
    call: Call<O>,
    /// Where the next page starts.
    position: Position,
    seen_positions: HashSet<Position>,
    seen_bodies: HashSet<u64>,
    /// The first and the last entry of the page before.
    previous: Option<(O::Item, O::Item)>,
    fetch: Option<BoxFuture<'static, Result<Response<O::Output>, Error>>>,
    is_done: bool,
}

/// A page, and where it starts.
pub(crate) struct Page<O: Paged> {
    pub(crate) start: Position,
    pub(crate) answer: Response<O::Output>,
}

impl<O: Paged> Pages<O> {
    pub(crate) fn new(call: Call<O>) -> Self {
        let position = call.operation().position();
        Self {
            call,
            position,
            seen_positions: HashSet::new(),
            seen_bodies: HashSet::new(),
            previous: None,
            fetch: None,
            is_done: false,
        }
    }

    /// Starts at another place, such as one from [`resume_token`](Self::resume_token). What was
    /// listed so far is forgotten.
    ///
    /// # Errors
    ///
    /// If the place is one in another kind of list.
    pub fn starting_at(mut self, position: Position) -> Result<Self, Error> {
        let operation = self.call.operation_mut();
        operation.seek(&position).map_err(|error| error.context(O::META, 0))?;
        Ok(Self::new(self.call))
    }

    /// The place after the pages given so far. A list may be continued there by another process.
    pub fn resume_token(&self) -> Position {
        self.position.clone()
    }

    /// The next page, as the whole answer that it came in; `None` at the end. Dropping the future
    /// loses nothing.
    ///
    /// # Errors
    ///
    /// As [`Client::execute`](crate::Client::execute), and if the server sends a page twice.
    pub async fn try_next(&mut self) -> Result<Option<Response<O::Output>>, Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    pub(crate) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<O>, Error>>> {
        if self.is_done {
            return Poll::Ready(None);
        }
        let call = &self.call;
        let fetch = self.fetch.get_or_insert_with(|| Box::pin(call.clone().send_full()));
        let answer = ready!(fetch.as_mut().poll(cx));
        self.fetch = None;
        let page = answer.and_then(|answer| self.take(answer)).transpose();
        self.is_done |= !matches!(page, Some(Ok(_)));
        Poll::Ready(page)
    }

    /// The page in an answer, unless it is empty, and moves on behind it.
    fn take(&mut self, answer: Response<O::Output>) -> Result<Option<Page<O>>, Error> {
        let entries = O::entries(answer.value());
        let received = entries.len();
        if received == 0 {
            return Ok(None);
        }
        let start = self.position.clone();
        let next = O::after(&start, entries);
        let ends = entries.first().cloned().zip(entries.last().cloned());
        let is_final = O::is_final(answer.value());
        self.seen_positions.insert(start.clone());
        // Beside the list there may be what changes from answer to answer, such as a time, so that
        // the entries tell more than the body. What follows the last page matters to nobody.
        let repeats = !self.seen_bodies.insert(hash(answer.body()))
            || !is_final && self.seen_positions.contains(&next)
            || self.previous == ends;
        if repeats {
            return Err(repeated(&answer, &start).context(O::META, answer.attempts()));
        }
        let operation = self.call.operation_mut();
        operation.seek(&next).map_err(|error| error.context(O::META, answer.attempts()))?;
        self.is_done = is_final || operation.is_last(received);
        self.previous = ends;
        self.position = next;
        Ok(Some(Page { start, answer }))
    }
}

fn hash(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

fn repeated<T>(answer: &Response<T>, start: &Position) -> Error {
    Error::new(ErrorKind::Paging)
        .message(format!("the page at `{start}` repeats what was listed before"))
        .head(&Head::new(answer.status(), answer.headers().clone()))
        .body(answer.body().clone())
        .build()
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<Response<O::Output>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx).map(|page| page.map(|page| page.map(|page| page.answer)))
    }
}

/// Nothing in it is ever pinned in place: what is in flight has a box of its own.
impl<O: Paged> Unpin for Pages<O> {}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::META.operation)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
