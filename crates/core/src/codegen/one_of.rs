//! Objects whose type depends on their keys.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

use super::lenient::Lenient;

/// Reads an object whose type is not known yet, or `None` for null.
///
/// # Errors
///
/// Returns an error if the deserializer fails.
pub fn buffered<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Option::<Value>::deserialize(deserializer)
}

/// Whether an object has all keys.
pub fn has_keys(object: &Value, keys: &[&str]) -> bool {
    keys.iter().all(|key| object.get(key).is_some())
}

/// Reads an object as a type.
///
/// # Errors
///
/// Returns an error if a field is invalid.
pub fn alternative<T: Lenient, E: Error>(object: Value) -> Result<Option<T>, E> {
    T::read(object).map_err(E::custom)
}

#[cfg(test)]
mod tests {
    use crate::codegen::{Object, OneOf};
    use serde_json::{Value, json};

    #[derive(Clone, Debug, Default, PartialEq, Object)]
    struct Two {
        a: String,
        b: i64,
    }

    #[derive(Clone, Debug, Default, PartialEq, Object)]
    struct One {
        a: String,
    }

    #[derive(Clone, Debug, PartialEq, OneOf)]
    enum Either {
        #[keys("a", "b")]
        Two(Two),
        #[keys("a")]
        One(One),
    }

    #[test]
    fn keys_decide() {
        let read = |value: Value| serde_json::from_value::<Either>(value);
        let two = Either::from(Two { a: "1".to_owned(), b: 2 });
        let one = Either::from(One { a: "1".to_owned() });
        assert_eq!(read(json!({ "a": "1", "b": "2", "c": 3 })).unwrap(), two);
        assert_eq!(read(json!({ "a": "1" })).unwrap(), one);
        for (value, error) in [
            (json!([]), "the object has the keys of no alternative of `Either`"),
            (json!({ "b": 1 }), "the object has the keys of no alternative of `Either`"),
            (json!({ "a": "1", "b": "x" }), "the text `x` is not an integer"),
            (Value::Null, "invalid type: null, expected an object"),
        ] {
            assert_eq!(read(value.clone()).unwrap_err().to_string(), error, "{value}");
        }
        for value in [two, one] {
            assert_eq!(read(serde_json::to_value(&value).unwrap()).unwrap(), value);
        }
    }
}
