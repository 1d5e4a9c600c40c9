//! The result of a wait.

use std::ops::Deref;

/// The result of work that was waited for. Dereferences to [`value`](Self::value).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completed<T, Id = ()> {
    /// The last response, such as the job; `()` if the work ends with a missing object.
    pub value: T,
    /// The ID of the created object; `()` if the service does not return it.
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
