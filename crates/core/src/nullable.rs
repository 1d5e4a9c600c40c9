//! Arguments for which null is something else than nothing.

use serde::{Serialize, Serializer};

/// An argument for which null is a value: it clears what not sending it would leave alone.
///
/// Only fields that the page allows both to leave out and to null have it; setters take what it is
/// made from, a value or an `Option`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Null is sent.
    #[default]
    Null,
    /// The value is sent.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if it is not null.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Update {
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<Nullable<String>>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        for (name, json) in [
            (None, "{}"),
            (Some(Nullable::Null), r#"{"name":null}"#),
            (Some(Nullable::from("a".to_owned())), r#"{"name":"a"}"#),
            (Some(Nullable::from(None)), r#"{"name":null}"#),
        ] {
            assert_eq!(serde_json::to_string(&Update { name }).unwrap(), json);
        }
    }
}
