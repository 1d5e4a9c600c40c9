//! A list, entry by entry.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    slice,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use huaweicloud_core::{Error, Paged, Position};

use crate::{Pages, pages::Page};

/// A list, entry by entry, fetched page by page. Ends after an empty page or an error.
#[must_use = "nothing is sent until it is polled"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    /// What is left of the page at hand.
    entries: vec::IntoIter<O::Item>,
    /// The place after the entries given so far.
    position: Position,
}

impl<O: Paged> Items<O> {
    pub(crate) fn new(pages: Pages<O>) -> Self {
        let position = pages.resume_token();
        Self { pages, entries: Vec::new().into_iter(), position }
    }

    /// Starts at another place, such as one from [`resume_token`](Self::resume_token). What was
    /// listed so far is forgotten.
    ///
    /// # Errors
    ///
    /// If the place is one in another kind of list.
    pub fn starting_at(self, position: Position) -> Result<Self, Error> {
        self.pages.starting_at(position).map(Self::new)
    }

    /// The place after the entries given so far, in the middle of a page too. A list may be
    /// continued there by another process.
    pub fn resume_token(&self) -> Position {
        self.position.clone()
    }

    /// The next entry; `None` at the end. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// As [`Client::execute`](crate::Client::execute), and if the server sends a page twice.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(entry) = self.entries.next() {
                self.position = O::after(&self.position, slice::from_ref(&entry));
                return Poll::Ready(Some(Ok(entry)));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(Page { start, answer })) => {
                    self.position = start;
                    self.entries = O::items(answer.into_value()).into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Nothing in it is ever pinned in place.
impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &O::META.operation)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
