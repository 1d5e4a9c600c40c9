//! Objects that are read leniently, property by property.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Unexpected, Visitor},
};

use super::{
    lenient::Lenient,
    or_null::OrNull,
    path,
    seen::{Found, Seen},
};

/// A struct that is read leniently. Implemented by [`macro@super::Object`].
///
/// A missing property and null are read as the default, and unknown properties are skipped or kept.
pub trait Object: Default {
    /// The key of each field, by its usual name.
    const KEYS: &'static [&'static str];
    /// The field that must be there.
    const REQUIRED: Option<usize>;
    /// Whether unknown properties are kept.
    const KEEPS: bool = false;

    /// Returns the field of a key.
    fn find(key: &str) -> Option<usize>;

    /// Reads the value of a field.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is invalid for the field.
    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of an unknown property.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is invalid.
    fn keep<'de, A: MapAccess<'de>>(&mut self, _: String, map: &mut A) -> Result<(), A::Error> {
        ignore(map)
    }
}

/// Skips the value of a property.
///
/// # Errors
///
/// Returns an error if it is not valid.
pub fn ignore<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Reads an object, or `None` for null.
///
/// # Errors
///
/// Returns an error if the value is not an object, or a property is invalid.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let mut value = T::default();
    Ok(read_object_into(&mut value, deserializer)?.then_some(value))
}

/// Reads an object into a place, and returns false for null.
///
/// # Errors
///
/// Returns an error if the value is not an object, or a property is invalid.
pub fn read_object_into<'de, T: Object, D: Deserializer<'de>>(
    place: &mut T,
    deserializer: D,
) -> Result<bool, D::Error> {
    match deserializer.deserialize_any(OrNull(Properties(place)))? {
        Some(found) => found.complete().map(|()| true),
        None => Ok(false),
    }
}

/// Reads an object.
///
/// # Errors
///
/// Returns an error if the value is not an object, or a property is invalid.
pub fn object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    match read_object_into(&mut value, deserializer)? {
        true => Ok(value),
        false => Err(D::Error::invalid_type(Unexpected::Unit, &"an object")),
    }
}

/// Reads a value, which must not be null.
///
/// # Errors
///
/// Returns an error if the value is of another type, or null.
pub fn not_null<'de, T: Lenient, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)?.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &"an object"))
}

/// Reads an object that is a whole response.
///
/// # Errors
///
/// Returns an error if the value is not an object, or a property is invalid.
pub fn read_response<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Seen<T>, D::Error> {
    let mut value = T::default();
    match deserializer.deserialize_any(OrNull(Properties(&mut value)))? {
        Some(found) => Ok(Seen { value, found }),
        None => Err(D::Error::invalid_type(Unexpected::Unit, &"an object")),
    }
}

/// Reads the properties of an object into it.
struct Properties<'a, T>(&'a mut T);

impl<'de, T: Object> Visitor<'de> for Properties<'_, T> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self(value) = self;
        let (mut known, mut unknown, mut has_required) = (false, false, false);
        while let Some(key) = map.next_key_seed(KeyOf::<T>(PhantomData))? {
            match key {
                Key::Field(field) => {
                    known = true;
                    has_required |= T::REQUIRED == Some(field);
                    value
                        .set(field, &mut map)
                        .inspect_err(|_| path::add_key(key_of::<T>(field)))?;
                }
                Key::Kept(key) => {
                    unknown = true;
                    value.keep(key, &mut map)?;
                }
                Key::Unknown => {
                    unknown = true;
                    ignore(&mut map)?;
                }
            }
        }
        let required = T::REQUIRED.filter(|_| !has_required);
        Ok(Found {
            is_strange: unknown && !known && !T::KEYS.is_empty() && !T::KEEPS,
            missing: required.map(key_of::<T>),
        })
    }
}

fn key_of<T: Object>(field: usize) -> &'static str {
    T::KEYS.get(field).copied().unwrap_or_default()
}

enum Key {
    Field(usize),
    Kept(String),
    Unknown,
}

/// A key, which is only copied if it is kept.
struct KeyOf<T>(PhantomData<T>);

impl<'de, T: Object> DeserializeSeed<'de> for KeyOf<T> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: Object> Visitor<'_> for KeyOf<T> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match T::find(key) {
            Some(field) => Key::Field(field),
            None if T::KEEPS => Key::Kept(key.to_owned()),
            None => Key::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::*;
    use crate::codegen::Object;

    #[derive(Debug, Default, PartialEq, Object)]
    struct Toy {
        id: String,
    }

    /// Keeps what it does not know.
    #[derive(Debug, Default, PartialEq, Object)]
    struct Open {
        id: String,
        #[wire("*")]
        extra: BTreeMap<String, Value>,
    }

    #[derive(Debug, Default, PartialEq, Object)]
    struct Nothing {}

    fn is_strange<T: Object>(json: Value) -> bool {
        read_response::<T, _>(json).unwrap().found.is_strange
    }

    #[test]
    fn an_object_is_strange_if_it_should_have_keys_and_has_only_others() {
        for (json, toy, open, nothing) in [
            (json!({ "id": "a" }), false, false, false),
            (json!({ "id": "a", "other": 1 }), false, false, false),
            (json!({ "other": 1 }), true, false, false),
            (json!({}), false, false, false),
        ] {
            let found = (
                is_strange::<Toy>(json.clone()),
                is_strange::<Open>(json.clone()),
                is_strange::<Nothing>(json.clone()),
            );
            assert_eq!(found, (toy, open, nothing), "{json}");
        }
    }

    #[test]
    fn unknown_properties_are_skipped_or_kept() {
        let json = json!({ "a": [{}], "id": "i", "b": null });
        assert_eq!(object::<Toy, _>(json.clone()).unwrap(), Toy { id: "i".to_owned() });
        let open = object::<Open, _>(json).unwrap();
        let extra = [("a".to_owned(), json!([{}])), ("b".to_owned(), Value::Null)];
        assert_eq!(open, Open { id: "i".to_owned(), extra: BTreeMap::from(extra) });
    }

    #[test]
    fn null_is_an_object_only_where_it_may_be_absent() {
        assert_eq!(read_object::<Toy, _>(Value::Null).unwrap(), None);
        assert_eq!(read_object::<Toy, _>(json!({})).unwrap(), Some(Toy::default()));
        let error = "invalid type: null, expected an object";
        for told in [
            object::<Toy, _>(Value::Null).unwrap_err(),
            not_null::<Toy, _>(Value::Null).unwrap_err(),
            read_response::<Toy, _>(Value::Null).unwrap_err(),
        ] {
            assert_eq!(told.to_string(), error);
        }
        let told = object::<Toy, _>(json!([])).unwrap_err();
        assert_eq!(told.to_string(), "invalid type: sequence, expected an object");
    }
}
