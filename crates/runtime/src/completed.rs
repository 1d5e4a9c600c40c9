//! The result of a wait.

use std::ops::Deref;

/// The result of work that was waited for. Dereferences to [`value`](Self::value).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completed<T, Id = ()> {
    /// The last response, such as the job; `()` if the work ends with a missing object.
    pub value: T,
    /// The ID of the created object; `()` if the last response does not always have one.
    pub created_id: Id,
}

impl<T, Id> Completed<T, Id> {
    pub(crate) fn new(value: T, created_id: Id) -> Self {
        Self { value, created_id }
    }
}

impl<T, Id> Deref for Completed<T, Id> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
