//! What a wait returns.

use std::ops::Deref;

/// The end of work that was waited for. Dereferences to [`value`](Self::value).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completed<T, Id = ()> {
    /// What the service said last, such as the job; `()` where the end is that an object is gone.
    pub value: T,
    /// The ID of what was made; `()` where the service does not tell it.
    pub id: Id,
}

impl<T, Id> Completed<T, Id> {
    pub(crate) fn new(value: T, id: Id) -> Self {
        Self { value, id }
    }
}

impl<T, Id> Deref for Completed<T, Id> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
