//! Lists as streams of items.

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

use crate::{Call, Pages, pages::Page};

/// A list as a stream of items, which fetches pages when they are needed.
///
/// Ends after the last page or an error. Call [`try_next`](Self::try_next) in a `while let`, or use the
/// methods for a `Stream` of the crate `futures-util`, such as `try_collect`.
#[must_use = "nothing is sent until it is polled"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    /// The remaining items of the current page.
    items: vec::IntoIter<O::Item>,
    /// The position after the items returned so far.
    position: Position,
}

impl<O: Paged> Call<O> {
    /// Returns the list as a stream of items.
    pub fn items(self) -> Items<O> {
        Items::new(self.pages())
    }
}

impl<O: Paged> Items<O> {
    fn new(pages: Pages<O>) -> Self {
        let position = pages.resume_token();
        Self { pages, items: Vec::new().into_iter(), position }
    }

    /// Starts at another position, such as one from [`resume_token`](Self::resume_token), and
    /// discards fetched items.
    ///
    /// A position of another kind of list makes the first item an error.
    pub fn starting_at(self, position: Position) -> Self {
        Self::new(self.pages.starting_at(position))
    }

    /// Returns the position after the items returned so far, even in the middle of a page.
    ///
    /// Another process can continue there.
    pub fn resume_token(&self) -> Position {
        self.position.clone()
    }

    /// Returns the next item, or `None` at the end. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if a request cannot be made or sent, or the service responds with an error
    /// or repeats a page.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                self.position = O::next_position(&self.position, slice::from_ref(&item));
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(Page { start, response })) => {
                    self.position = start;
                    self.items = O::into_items(response.into_value()).into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// No field is ever pinned.
impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &O::META.operation)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
