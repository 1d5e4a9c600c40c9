//! What is to be said of a value that was read, beside the value.

use serde::de::Error;

/// A value that was read, and what is to be said of it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<T> {
    pub(super) value: T,
    pub(super) found: Found,
}

/// What is to be said of an object.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    /// Whether it was another object: it had keys, and none of them is one of the fields.
    pub(super) is_strange: bool,
    /// A key that must be there and was not.
    pub(super) missing: Option<&'static str>,
}

impl<T> Seen<T> {
    /// A value of which nothing is to be said.
    pub(super) fn plain(value: T) -> Self {
        Self { value, found: Found::default() }
    }
}

impl Found {
    /// Refuses an object without a key that it must have.
    pub(super) fn complete<E: Error>(self) -> Result<(), E> {
        match self.missing {
            Some(key) => Err(E::missing_field(key)),
            None => Ok(()),
        }
    }
}
