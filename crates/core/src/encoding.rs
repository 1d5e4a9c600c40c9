//! Values that are written as something else than they are: numbers in quotes, booleans as digits,
//! lists with commas, JSON inside a string.
//!
//! Numbers and booleans are read leniently whatever their encoding, so for them there is only
//! writing.

use std::fmt::Display;

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};
use serde_json::Value;

use crate::lenient;

/// A number or boolean, written as a string.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a, T>(pub &'a T);

/// A boolean, written as 1 or 0.
#[derive(Clone, Copy, Debug)]
pub struct Digit<'a, T>(pub &'a T);

/// A list in one string, with commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv<L>(pub L);

/// JSON inside a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonText<V>(pub V);

impl<T: Display> Serialize for Quoted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

impl Serialize for Digit<'_, bool> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(u8::from(*self.0))
    }
}

impl<T: Display> Serialize for Csv<&Vec<T>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let texts: Vec<_> = self.0.iter().map(T::to_string).collect();
        serializer.serialize_str(&texts.join(","))
    }
}

/// An empty text and null are an empty list.
impl<'de, T: for<'a> From<&'a str>> Deserialize<'de> for Csv<Vec<T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = lenient::text(deserializer)?;
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        Ok(Self(items.map(T::from).collect()))
    }
}

impl<T: Serialize> Serialize for JsonText<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::to_value(self.0).map_err(S::Error::custom)? {
            Value::Null => serializer.serialize_str(""),
            // A text that was no JSON when it was read goes back as it was.
            Value::String(text) => serializer.serialize_str(&text),
            value => serializer.serialize_str(&value.to_string()),
        }
    }
}

/// A text that is no JSON is kept as it is; an empty one and null are null.
impl<'de> Deserialize<'de> for JsonText<Value> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = lenient::text(deserializer)?;
        Ok(Self(match text.as_str() {
            "" => Value::Null,
            json => serde_json::from_str(json).unwrap_or(Value::String(text)),
        }))
    }
}

/// For `#[serde(serialize_with)]`: a number or boolean, or none, as a string.
///
/// # Errors
///
/// If the serializer fails.
pub fn quoted<T: Encoded, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.inner().map(Quoted).serialize(serializer)
}

/// A value, or none, behind a reference.
pub trait Encoded {
    /// What is encoded.
    type Inner: Display;

    /// The value, if there is one.
    fn inner(&self) -> Option<&Self::Inner>;
}

impl<T: Display> Encoded for Option<T> {
    type Inner = T;

    fn inner(&self) -> Option<&T> {
        self.as_ref()
    }
}

macro_rules! encoded {
    ($($ty:ty),*) => {
        $(impl Encoded for $ty {
            type Inner = Self;

            fn inner(&self) -> Option<&Self> {
                Some(self)
            }
        })*
    };
}

encoded!(i64, f64, bool);

/// For `#[serde(with)]`: a list in one string, with commas.
pub mod csv {
    use super::*;

    /// Writes the list.
    ///
    /// # Errors
    ///
    /// If the serializer fails.
    pub fn serialize<T: Display, S: Serializer>(
        list: &Vec<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        Csv(list).serialize(serializer)
    }

    /// Reads the list.
    ///
    /// # Errors
    ///
    /// If the value is no text.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
    where
        T: for<'a> From<&'a str>,
        D: Deserializer<'de>,
    {
        Csv::deserialize(deserializer).map(|Csv(list)| list)
    }
}
