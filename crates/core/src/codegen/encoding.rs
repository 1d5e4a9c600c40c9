//! Values in unusual encodings: numbers in quotes, booleans as digits, comma-separated lists, JSON
//! inside a string.
//!
//! Numbers and booleans are read leniently in any encoding, so `Quoted` and `Digit` only write
//! them.

use std::fmt::{self, Display};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::Value;

use super::lenient::{self, Lenient};
use crate::{Error, ErrorKind, Nullable};

/// A number or a boolean, written as a string.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a, T>(pub &'a T);

/// A boolean, written as 1 or 0.
#[derive(Clone, Copy, Debug)]
pub struct Digit<'a, T>(pub &'a T);

/// A comma-separated list in a string.
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

impl<T: Display> Display for Csv<&Vec<T>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{item}")?;
        }
        Ok(())
    }
}

impl<T: Display> Serialize for Csv<&Vec<T>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads an empty text and null as an empty list.
impl<'de, T: Lenient> Deserialize<'de> for Csv<Vec<T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = lenient::text(deserializer)?;
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        let items = items.map(|item| T::read(Value::from(item)));
        let items: Result<Vec<_>, _> = items.filter_map(Result::transpose).collect();
        items.map(Self).map_err(D::Error::custom)
    }
}

impl<T: Serialize> Serialize for JsonText<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = serde_json::to_string(self.0).map_err(S::Error::custom)?;
        match json.as_str() {
            "null" => serializer.serialize_str(""),
            // A text that was not JSON when it was read is written unchanged.
            text if text.starts_with('"') => {
                let text: String = serde_json::from_str(text).map_err(S::Error::custom)?;
                serializer.serialize_str(&text)
            }
            json => serializer.serialize_str(json),
        }
    }
}

/// Also accepts a text that is not JSON, and JSON that is not in a text. An empty text and null are
/// read as the default.
impl<'de, T: Lenient + Default> Deserialize<'de> for JsonText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = match Value::deserialize(deserializer)? {
            Value::String(text) if text.is_empty() => Value::Null,
            Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
            other => other,
        };
        let value = T::read(value).map_err(D::Error::custom)?;
        Ok(Self(value.unwrap_or_default()))
    }
}

impl<T: Lenient> Lenient for Csv<Vec<T>> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Option::<Self>::deserialize(deserializer)
    }
}

impl<T: Lenient + Default> Lenient for JsonText<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Option::<Self>::deserialize(deserializer)
    }
}

/// Converts a value to JSON, for queries and headers.
///
/// # Errors
///
/// Returns an error if the value cannot be written as JSON.
pub fn to_json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|source| {
        Error::new(ErrorKind::Invalid)
            .message("an argument cannot be written as JSON")
            .source(source)
            .build()
    })
}

/// For `#[serde(serialize_with)]`: writes a number, a boolean or `None`, as a string.
///
/// # Errors
///
/// Returns an error if the serializer fails.
pub fn quoted<T: Encoded, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.inner().map(Quoted).serialize(serializer)
}

/// For `#[serde(serialize_with)]`: writes a boolean or `None`, as 1 or 0.
///
/// # Errors
///
/// Returns an error if the serializer fails.
pub fn digit<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Encoded<Inner = bool>,
    S: Serializer,
{
    value.inner().map(Digit).serialize(serializer)
}

/// A value, possibly optional, that can be encoded.
pub trait Encoded {
    /// The type of the value.
    type Inner: Display;

    /// Returns the value, or `None` if it is absent or null.
    fn inner(&self) -> Option<&Self::Inner>;
}

impl<T: Display> Encoded for Option<T> {
    type Inner = T;

    fn inner(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T: Display> Encoded for Option<Nullable<T>> {
    type Inner = T;

    fn inner(&self) -> Option<&T> {
        self.as_ref().and_then(|value| value.as_ref().into_option())
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

/// For `#[serde(with)]`: a comma-separated list in a string.
pub mod csv {
    use super::*;

    /// Writes the list.
    ///
    /// # Errors
    ///
    /// Returns an error if the serializer fails.
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
    /// Returns an error if the value is not a text, or an item is invalid.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
    where
        T: Lenient,
        D: Deserializer<'de>,
    {
        Csv::deserialize(deserializer).map(|Csv(list)| list)
    }
}

/// For `#[serde(with)]`: JSON inside a string.
pub mod json_text {
    use super::*;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Returns an error if the serializer fails, or the value cannot be written as JSON.
    pub fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        JsonText(value).serialize(serializer)
    }

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is of another type.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: Lenient + Default,
        D: Deserializer<'de>,
    {
        JsonText::deserialize(deserializer).map(|JsonText(value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
    #[serde(default)]
    struct Encoded {
        #[serde(deserialize_with = "lenient::lenient", serialize_with = "digit")]
        hidden: Option<bool>,
        #[serde(with = "csv")]
        sizes: Vec<i64>,
        #[serde(with = "json_text")]
        labels: BTreeMap<String, i64>,
        #[serde(with = "json_text")]
        anything: Value,
    }

    #[test]
    fn a_number_or_a_boolean_is_written_in_quotes_and_null_as_null() {
        use serde_json::value::Serializer as Json;

        for (written, due) in [
            (quoted(&7, Json), Value::from("7")),
            (quoted(&0.5, Json), Value::from("0.5")),
            (quoted(&true, Json), Value::from("true")),
            (quoted(&Some(7), Json), Value::from("7")),
            (quoted(&None::<i64>, Json), Value::Null),
            (quoted(&Some(Nullable::Value(7)), Json), Value::from("7")),
            (quoted(&Some(Nullable::<i64>::Null), Json), Value::Null),
            (digit(&Some(false), Json), Value::from(0)),
            (digit(&None::<bool>, Json), Value::Null),
        ] {
            assert_eq!(written.unwrap(), due);
        }
    }

    #[test]
    fn what_may_be_absent_is_told_from_what_is_empty() {
        fn read<T: Lenient>(json: Value) -> Option<T> {
            T::read(json).unwrap()
        }
        for (json, list) in [
            (Value::from("1, 2,"), Some(vec![1, 2])),
            (Value::from(""), Some(vec![])),
            (Value::Null, None),
        ] {
            assert_eq!(read::<Csv<Vec<i64>>>(json), list.map(Csv));
        }
        for (json, number) in
            [(Value::from("7"), Some(7)), (Value::from(""), Some(0)), (Value::Null, None)]
        {
            assert_eq!(read::<JsonText<i64>>(json), number.map(JsonText));
        }
    }

    #[test]
    fn json_in_a_query_is_compact() {
        assert_eq!(to_json(&serde_json::json!({ "a": [1, null] })).unwrap(), r#"{"a":[1,null]}"#);
        let error = to_json(&BTreeMap::from([([1], 2)])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert_eq!(error.message(), "an argument cannot be written as JSON");
    }

    #[test]
    fn what_is_encoded_is_read_back() {
        let encoded = Encoded {
            hidden: Some(true),
            sizes: vec![1, 22],
            labels: BTreeMap::from([("a".to_owned(), 1)]),
            anything: Value::from("no JSON"),
        };
        let json = r#"{"hidden":1,"sizes":"1,22","labels":"{\"a\":1}","anything":"no JSON"}"#;
        assert_eq!(serde_json::to_string(&encoded).unwrap(), json);
        assert_eq!(serde_json::from_str::<Encoded>(json).unwrap(), encoded);
    }

    #[test]
    fn servers_may_encode_less_or_nothing() {
        let read = |json: &str| serde_json::from_str::<Encoded>(json);
        let labels = BTreeMap::from([("a".to_owned(), 1)]);
        assert_eq!(read(r#"{"labels":{"a":"1"}}"#).unwrap().labels, labels);
        for json in [r#"{"labels":""}"#, r#"{"sizes":null,"labels":null,"anything":""}"#] {
            assert_eq!(read(json).unwrap(), Encoded::default(), "{json}");
        }
        for json in [r#"{"sizes":"a"}"#, r#"{"sizes":{}}"#, r#"{"labels":"x"}"#] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
