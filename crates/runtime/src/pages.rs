//! Lists as streams of pages.

use std::{
    collections::HashSet,
    fmt,
    future::poll_fn,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use huaweicloud_core::{Error, ErrorKind, Paged, Position, Response};

use crate::{BoxFuture, Call};

/// A list as a stream of pages. Ends after the last page or an error.
#[must_use = "nothing is sent until it is polled"]
pub struct Pages<O: Paged> {
    call: Call<O>,
    /// The position of the next page.
    position: Position,
    seen_positions: HashSet<Position>,
    seen_bodies: HashSet<u64>,
    /// The first and the last item of the previous page.
    previous: Option<(O::Item, O::Item)>,
    fetch: Option<BoxFuture<'static, Result<Response<O::Output>, Error>>>,
    /// The error of an invalid position.
    refused: Option<Error>,
    is_done: bool,
}

/// A page and its start position.
pub(crate) struct Page<O: Paged> {
    pub(crate) start: Position,
    pub(crate) response: Response<O::Output>,
}

impl<O: Paged> Call<O> {
    /// Returns the list as a stream of pages.
    pub fn pages(self) -> Pages<O> {
        Pages::new(self)
    }
}

impl<O: Paged> Pages<O> {
    fn new(call: Call<O>) -> Self {
        let position = call.operation().position();
        let refused = (call.operation().limit() == Some(0)).then(no_page);
        Self {
            call,
            position,
            seen_positions: HashSet::new(),
            seen_bodies: HashSet::new(),
            previous: None,
            fetch: None,
            refused,
            is_done: false,
        }
    }

    /// Starts at another position, such as one from [`resume_token`](Self::resume_token), and
    /// discards fetched pages.
    ///
    /// A position of another kind of list makes the first page an error.
    pub fn starting_at(mut self, position: Position) -> Self {
        let refused = self.call.operation_mut().seek(&position).err();
        let mut pages = Self::new(self.call);
        pages.refused = refused.or(pages.refused);
        pages
    }

    /// Returns the position after the pages returned so far. Another process can continue there.
    pub fn resume_token(&self) -> Position {
        self.position.clone()
    }

    /// Returns the next page as a whole response, or `None` at the end.
    ///
    /// Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if a request cannot be made or sent, or the service responds with an error
    /// or repeats a page.
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
        if let Some(error) = self.refused.take() {
            self.is_done = true;
            return Poll::Ready(Some(Err(error.context(O::META, 0))));
        }
        let call = &self.call;
        let fetch = self.fetch.get_or_insert_with(|| Box::pin(call.clone().send_full()));
        let response = ready!(fetch.as_mut().poll(cx));
        self.fetch = None;
        let page = response.and_then(|response| self.take(response)).transpose();
        self.is_done |= !matches!(page, Some(Ok(_)));
        Poll::Ready(page)
    }

    /// Returns the page in a response, unless it is empty, and moves the position behind it.
    fn take(&mut self, response: Response<O::Output>) -> Result<Option<Page<O>>, Error> {
        let items = O::items(response.value());
        let received = items.len();
        if received == 0 {
            return Ok(None);
        }
        let start = self.position.clone();
        let next = O::next_position(&start, items);
        let ends = items.first().cloned().zip(items.last().cloned());
        let is_last = O::is_last_page(response.value());
        // The last item has no marker, and asking without one would begin the list again.
        if !is_last && next == Position::Start {
            let message = format!("the page at `{start}` does not tell where the next one starts");
            return Err(broken(&response, message).context(O::META, response.attempts()));
        }
        self.seen_positions.insert(start.clone());
        // Compares items rather than bodies, since other fields may differ in every response, such
        // as a time. After the last page, the next position does not matter.
        let repeats = !self.seen_bodies.insert(hash(response.body()))
            || !is_last && self.seen_positions.contains(&next)
            || self.repeats_previous(ends.as_ref());
        if repeats {
            let message = format!("the page at `{start}` repeats an earlier page");
            return Err(broken(&response, message).context(O::META, response.attempts()));
        }
        let operation = self.call.operation_mut();
        operation.seek(&next).map_err(|error| error.context(O::META, response.attempts()))?;
        let limit = operation.limit().and_then(|limit| usize::try_from(limit).ok());
        let is_short = limit.is_some_and(|limit| received < limit);
        self.is_done = is_last || O::SHORT_PAGE_IS_LAST && is_short;
        self.previous = ends;
        self.position = next;
        Ok(Some(Page { start, response }))
    }

    fn repeats_previous(&self, ends: Option<&(O::Item, O::Item)>) -> bool {
        ends.is_some() && self.previous.as_ref() == ends
    }
}

fn no_page() -> Error {
    Error::new(ErrorKind::Invalid)
        .message("a list with a limit of 0 has no pages")
        .remedy("set the limit to the number of items that a page may have, or leave it out")
        .build()
}

fn hash(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

fn broken<T>(response: &Response<T>, message: String) -> Error {
    Error::new(ErrorKind::Decoding)
        .message(message)
        .head(response.head())
        .body(response.body().clone())
        .build()
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<Response<O::Output>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx).map(|page| page.map(|page| page.map(|page| page.response)))
    }
}

/// No field is ever pinned: the future of the request in flight is boxed.
impl<O: Paged> Unpin for Pages<O> {}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::META.operation)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
