//! Types that stay open for what servers will say tomorrow.

use std::fmt;

use serde::{
    Deserializer,
    de::{MapAccess, Visitor},
};

use crate::UnknownValue;

/// A set of texts, some of which have names. Derived, see [`macro@super::OpenEnum`].
pub trait OpenEnum: Sized + 'static {
    /// The texts that have names.
    const TEXTS: &'static [&'static str];

    /// The value of a text.
    fn from_text(text: &str) -> Self;

    /// Whether the value has a name.
    fn is_known(&self) -> bool;
}

/// Keeps a text that has no name.
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue::new(text)
}

/// A struct that keeps properties it has no field for.
pub trait OpenObject: Default {
    /// Takes one property: reads its value into the field of that name, or keeps it.
    ///
    /// # Errors
    ///
    /// If the value does not fit its field.
    fn set<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error>;
}

/// Reads an open object, property by property, without buffering.
///
/// # Errors
///
/// If the value is no object, or a property does not fit its field.
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
