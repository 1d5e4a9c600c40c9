//! Types that keep values and properties which are not known yet.

use std::fmt;

use serde::{
    Deserializer,
    de::{MapAccess, Visitor},
};

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

/// A struct that keeps unknown properties.
pub trait OpenObject: Default {
    /// Reads the value of one property into its field, or keeps it if there is no such field.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is invalid for its field.
    fn set<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error>;
}

/// Reads an open object, property by property, without buffering.
///
/// # Errors
///
/// Returns an error if the value is not an object, or a property is invalid.
pub fn object<'de, T: OpenObject, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Properties<T>(std::marker::PhantomData<T>);

    impl<'de, T: OpenObject> Visitor<'de> for Properties<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            let mut object = T::default();
            while let Some(key) = map.next_key()? {
                object.set(key, &mut map)?;
            }
            Ok(object)
        }
    }

    deserializer.deserialize_map(Properties(std::marker::PhantomData))
}
