//! Lenient reading of JSON: servers deviate from the documentation.
//!
//! A missing field and null are read as the default; numbers and booleans may be in quotes. Other
//! deviations are errors.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Unexpected, Visitor},
};
use serde_json::Value;

use super::{OpenEnum, or_null::OrNull, path, seen::Seen};

/// A type that can be read leniently.
pub trait Lenient: Sized {
    /// Reads a value, or `None` for null, and for an empty text instead of a number.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is of another type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;

    /// Reads a value into a place, and returns false for what is read as `None`, which leaves the place
    /// as it is.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is of another type.
    fn read_into<'de, D: Deserializer<'de>>(
        place: &mut Self,
        deserializer: D,
    ) -> Result<bool, D::Error> {
        let value = Self::read(deserializer)?;
        let is_there = value.is_some();
        if let Some(value) = value {
            *place = value;
        }
        Ok(is_there)
    }

    /// Reads a value that is a whole response.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is of another type, or null.
    fn read_response<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Seen<Self>, D::Error> {
        match Self::read(deserializer)? {
            Some(value) => Ok(Seen::plain(value)),
            None => Err(D::Error::invalid_type(Unexpected::Unit, &"a value")),
        }
    }
}

/// Reads a value, or the default if it is null. For `#[serde(deserialize_with)]`.
///
/// # Errors
///
/// Returns an error if the value is of another type.
pub fn lenient<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Lenient + Default,
    D: Deserializer<'de>,
{
    T::read(deserializer).map(Option::unwrap_or_default)
}

/// Reads a property of an object into its place, which null leaves as it is.
///
/// # Errors
///
/// Returns an error if the value is of another type.
pub fn property<'de, T: Lenient, A: MapAccess<'de>>(
    map: &mut A,
    place: &mut T,
) -> Result<(), A::Error> {
    map.next_value_seed(Place(place)).map(|_| ())
}

/// A place for a value; tells whether there was one.
pub(super) struct Place<'a, T>(pub(super) &'a mut T);

impl<'de, T: Lenient> DeserializeSeed<'de> for Place<'_, T> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        T::read_into(self.0, deserializer)
    }
}

impl<T: Lenient> Lenient for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Lenient + Default> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let mut list = Self::new();
        Ok(Self::read_into(&mut list, deserializer)?.then_some(list))
    }

    fn read_into<'de, D: Deserializer<'de>>(
        place: &mut Self,
        deserializer: D,
    ) -> Result<bool, D::Error> {
        let list = Items { list: place, keeps_null: true };
        Ok(deserializer.deserialize_any(OrNull(list))?.is_some())
    }
}

/// A place for the items of a list.
pub(super) struct Items<'a, T> {
    pub(super) list: &'a mut Vec<T>,
    /// Whether null in the place of an item is read as the default.
    pub(super) keeps_null: bool,
}

impl<'de, T: Lenient + Default> Visitor<'de> for Items<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.list.clear();
        // Items are read where they stay, since large ones would be moved several times.
        for index in 0.. {
            let place = self.list.push_mut(T::default());
            let item = items.next_element_seed(Place(place));
            match item.inspect_err(|_| path::add_index(index))? {
                Some(is_there) if is_there || self.keeps_null => {}
                Some(_) => drop(self.list.pop()),
                None => break,
            }
        }
        self.list.pop();
        Ok(())
    }
}

impl<T: Lenient + Default> Lenient for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(OrNull(Entries(PhantomData)))
    }
}

/// A map.
struct Entries<T>(PhantomData<T>);

impl<'de, T: Lenient + Default> Visitor<'de> for Entries<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let mut value = T::default();
            property(&mut map, &mut value).inspect_err(|_| path::add_key(&key))?;
            entries.insert(key, value);
        }
        Ok(entries)
    }
}

impl<T: OpenEnum> Lenient for T {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let value: Option<Named<T>> = scalar(deserializer)?;
        Ok(value.map(|Named(value)| value))
    }
}

/// Reads an open enum. Null is read as an empty text.
///
/// # Errors
///
/// Returns an error if the value is a list or an object.
pub fn open_enum<'de, T: OpenEnum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value: Option<Named<T>> = scalar(deserializer)?;
    Ok(value.map_or_else(|| T::from_text(""), |Named(value)| value))
}

/// A value of an open enum, made from a text without copying it.
struct Named<T>(T);

impl<T: OpenEnum> Scalar for Named<T> {
    const EXPECTING: &'static str = "a string";
    const EMPTY_IS_NONE: bool = false;
    fn from_text(text: &str) -> Option<Self> {
        Some(Self(T::from_text(text)))
    }
    fn from_integer(number: i64) -> Option<Self> {
        Self::from_text(&number.to_string())
    }
    fn from_number(number: f64) -> Option<Self> {
        Self::from_text(&number.to_string())
    }
    fn from_boolean(boolean: bool) -> Option<Self> {
        Self::from_text(if boolean { "true" } else { "false" })
    }
}

/// Null is a value of this type.
impl Lenient for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Self::deserialize(deserializer).map(Some)
    }
}

impl Lenient for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        scalar(deserializer)
    }
}

impl Lenient for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        scalar(deserializer)
    }
}

impl Lenient for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        scalar(deserializer)
    }
}

impl Lenient for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        scalar(deserializer)
    }
}

/// Reads a text, or a number or a boolean as text. For types that are made from text.
///
/// # Errors
///
/// Returns an error if the value is a list or an object.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    scalar(deserializer).map(Option::unwrap_or_default)
}

/// Reads a text like [`text`], or `None` for null.
///
/// # Errors
///
/// Returns an error if the value is a list or an object.
pub fn text_or_null<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    scalar(deserializer)
}

fn scalar<'de, T: Scalar, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_any(ScalarVisitor(PhantomData))
}

/// A type that can be read from a scalar of any type.
trait Scalar: Sized {
    const EXPECTING: &'static str;
    fn from_text(text: &str) -> Option<Self>;
    fn from_integer(number: i64) -> Option<Self>;
    fn from_number(number: f64) -> Option<Self>;
    fn from_boolean(boolean: bool) -> Option<Self>;
    /// Whether an empty text is read as null.
    const EMPTY_IS_NONE: bool = true;
}

impl Scalar for String {
    const EXPECTING: &'static str = "a string";
    const EMPTY_IS_NONE: bool = false;
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
    #[inline]
    fn from_integer(number: i64) -> Option<Self> {
        Some(number.to_string())
    }
    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        Some(number.to_string())
    }
    #[inline]
    fn from_boolean(boolean: bool) -> Option<Self> {
        Some(boolean.to_string())
    }
}

impl Scalar for i64 {
    const EXPECTING: &'static str = "an integer";
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
    #[inline]
    fn from_integer(number: i64) -> Option<Self> {
        Some(number)
    }
    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        // Above 2^53, a float no longer identifies one integer.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    }
    #[inline]
    fn from_boolean(_: bool) -> Option<Self> {
        None
    }
}

impl Scalar for f64 {
    const EXPECTING: &'static str = "a number";
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }
    #[inline]
    fn from_integer(number: i64) -> Option<Self> {
        Some(number as f64)
    }
    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        Some(number)
    }
    #[inline]
    fn from_boolean(_: bool) -> Option<Self> {
        None
    }
}

impl Scalar for bool {
    const EXPECTING: &'static str = "a boolean";
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "true" | "True" | "TRUE" | "1" => Some(true),
            "false" | "False" | "FALSE" | "0" => Some(false),
            _ => None,
        }
    }
    #[inline]
    fn from_integer(number: i64) -> Option<Self> {
        match number {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
    #[inline]
    fn from_number(_: f64) -> Option<Self> {
        None
    }
    #[inline]
    fn from_boolean(boolean: bool) -> Option<Self> {
        Some(boolean)
    }
}

struct ScalarVisitor<T>(PhantomData<T>);

impl<T: Scalar> ScalarVisitor<T> {
    fn or_error<E: Error>(
        self,
        value: Option<T>,
        found: impl fmt::Display,
    ) -> Result<Option<T>, E> {
        match value {
            Some(value) => Ok(Some(value)),
            None => Err(E::custom(format_args!("{found} is not {}", T::EXPECTING))),
        }
    }
}

impl<'de, T: Scalar> Visitor<'de> for ScalarVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTING)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        if text.is_empty() && T::EMPTY_IS_NONE {
            return Ok(None);
        }
        self.or_error(T::from_text(text), format_args!("the text `{text}`"))
    }

    fn visit_bool<E: Error>(self, boolean: bool) -> Result<Option<T>, E> {
        self.or_error(T::from_boolean(boolean), boolean)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Option<T>, E> {
        self.or_error(T::from_integer(number), number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Option<T>, E> {
        let value = match i64::try_from(number) {
            Ok(number) => T::from_integer(number),
            // Too large for an `i64`, but its text may be valid.
            Err(_) => T::from_text(&number.to_string()),
        };
        self.or_error(value, number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Option<T>, E> {
        self.or_error(T::from_number(number), number)
    }
}

#[cfg(test)]
mod tests;
