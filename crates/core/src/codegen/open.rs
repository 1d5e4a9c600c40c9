//! Enums that keep values which are not known yet.

use crate::UnknownValue;

/// A string enum that keeps unknown values. Implemented by [`macro@super::OpenEnum`].
pub trait OpenEnum: Sized + 'static {
    /// The texts of the known values.
    const TEXTS: &'static [&'static str];

    /// Returns the value of a text.
    fn from_text(text: &str) -> Self;

    /// Whether the value is known.
    fn is_known(&self) -> bool;
}

/// Creates the value of an unknown text.
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue::new(text)
}
