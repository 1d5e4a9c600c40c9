//! Checks of the shape of objects.
//!
//! Structs derived with serde also accept lists, field by field, and objects without any known key.
//! Neither is a valid response.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, IntoDeserializer, MapAccess, Visitor},
    forward_to_deserialize_any,
};

/// What was found in the outermost struct.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Whether the struct has any fields.
    promises: bool,
    known: usize,
    unknown: usize,
}

impl Seen {
    /// Whether the object had a known key, or the struct has no fields.
    pub(crate) fn is_as_promised(&self) -> bool {
        !self.promises || self.known > 0 || self.unknown == 0
    }
}

/// A deserializer that accepts only an object for the outermost struct, and watches its keys.
pub(crate) struct Watched<'a, D> {
    inner: D,
    seen: &'a mut Seen,
}

impl<'a, D> Watched<'a, D> {
    pub(crate) fn new(inner: D, seen: &'a mut Seen) -> Self {
        Self { inner, seen }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Watched<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.seen.promises = !fields.is_empty();
        self.inner.deserialize_map(WatchedObject { visitor, fields, seen: self.seen })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct WatchedObject<'a, V> {
    visitor: V,
    fields: &'static [&'static str],
    seen: &'a mut Seen,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for WatchedObject<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        let Self { visitor, fields, seen } = self;
        visitor.visit_map(WatchedKeys { map, fields, seen })
    }
}

struct WatchedKeys<'a, A> {
    map: A,
    fields: &'static [&'static str],
    seen: &'a mut Seen,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WatchedKeys<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some(key) = self.map.next_key::<String>()? else { return Ok(None) };
        if self.fields.contains(&key.as_str()) {
            self.seen.known += 1;
        } else {
            self.seen.unknown += 1;
        }
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
