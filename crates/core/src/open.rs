//! Types that stay open for what servers will say tomorrow.

use std::fmt;

use serde::{
    Deserializer,
    de::{MapAccess, Visitor},
};

/// A set of texts, some of which have names.
pub trait OpenEnum: Clone + PartialEq + 'static {
    /// The named values and their texts on the wire.
    const KNOWN: &'static [(&'static str, Self)];

    /// Keeps a text that has no name.
    const UNKNOWN: fn(UnknownValue) -> Self;

    /// The value of a text.
    fn from_wire(text: &str) -> Self {
        match Self::KNOWN.iter().find(|(known, _)| *known == text) {
            Some((_, value)) => value.clone(),
            None => Self::UNKNOWN(UnknownValue(text.into())),
        }
    }

    /// Whether the value has a name.
    fn is_known(&self) -> bool {
        Self::KNOWN.iter().any(|(_, known)| known == self)
    }

    /// The text of a value that has a name; empty for one that has none.
    fn known_text(&self) -> &'static str {
        Self::KNOWN.iter().find(|(_, known)| known == self).map_or("", |(text, _)| text)
    }
}

/// A text that is no known value of its enum. Only reading one makes it, so that code which
/// compares with it keeps its meaning when the value gets a name.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
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
