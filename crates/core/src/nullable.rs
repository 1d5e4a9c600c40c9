//! Arguments for which null is a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codegen::lenient::Lenient;

/// An argument for which null is a value: it clears what would otherwise stay unchanged.
///
/// Only used for fields that the documentation allows both to omit and to set to null. Setters
/// accept a value or an `Option`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Null is sent.
    #[default]
    Null,
    /// The value is sent.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns the value, or `None` if it is null.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Converts to a `Nullable` with a reference to the value.
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// Applies a function to the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(make(value)),
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

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
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

impl<'de, T: Lenient> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::from)
    }
}

/// Null is a value of this type, so reading it returns `Some`.
impl<T: Lenient> Lenient for Nullable<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        T::read(deserializer).map(|value| Some(Self::from(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::lenient::lenient;

    #[test]
    fn a_nullable_is_used_like_an_option() {
        for (nullable, option) in
            [(Nullable::Null, None), (Nullable::from("7"), Some("7".to_owned()))]
        {
            assert_eq!(nullable.as_ref().into_option(), option.as_ref());
            let length = |text: String| text.len();
            let lengths = (nullable.clone().map(length).into_option(), option.clone().map(length));
            assert_eq!(lengths.0, lengths.1);
            assert_eq!(nullable.into_option(), option);
        }
    }

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Update {
        #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
        name: Option<Nullable<String>>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        for (name, json) in [
            (None, "{}"),
            (Some(Nullable::Null), r#"{"name":null}"#),
            (Some(Nullable::from("a")), r#"{"name":"a"}"#),
            (Some(Nullable::from(None)), r#"{"name":null}"#),
        ] {
            let update = Update { name };
            assert_eq!(serde_json::to_string(&update).unwrap(), json);
            assert_eq!(serde_json::from_str::<Update>(json).unwrap(), update);
        }
        for (json, nullable) in [("null", Nullable::Null), ("7", Nullable::from("7"))] {
            assert_eq!(serde_json::from_str::<Nullable<String>>(json).unwrap(), nullable);
        }
    }
}
