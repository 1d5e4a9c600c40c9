//! Conversion of arguments from text.

use huaweicloud_core::{Secret, Timestamp};

/// A type that query parameters and headers can have.
pub trait Value: Sized {
    /// Description of a valid text, such as `an integer`.
    const KIND: &'static str;

    /// Converts a text, or returns `None` if it is invalid.
    fn read(text: &str) -> Option<Self>;

    /// Whether a number is within inclusive bounds. Other types have no bounds, so they always are.
    fn within(&self, _least: Option<i64>, _greatest: Option<i64>) -> bool {
        true
    }
}

impl Value for String {
    const KIND: &'static str = "a text";

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Value for Secret {
    const KIND: &'static str = "a text";

    fn read(text: &str) -> Option<Self> {
        Some(text.into())
    }
}

impl Value for bool {
    const KIND: &'static str = "`true`, `false`, `1` or `0`";

    fn read(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
}

impl Value for i64 {
    const KIND: &'static str = "an integer";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn within(&self, least: Option<i64>, greatest: Option<i64>) -> bool {
        least.is_none_or(|least| *self >= least)
            && greatest.is_none_or(|greatest| *self <= greatest)
    }
}

impl Value for f64 {
    const KIND: &'static str = "a number";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn within(&self, least: Option<i64>, greatest: Option<i64>) -> bool {
        least.is_none_or(|least| *self >= least as f64)
            && greatest.is_none_or(|greatest| *self <= greatest as f64)
    }
}

impl Value for Timestamp {
    const KIND: &'static str = "a point in time";

    fn read(text: &str) -> Option<Self> {
        Some(Self::from(text)).filter(|time| time.to_system_time().is_some())
    }
}
