//! The items of a page.

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Unexpected},
};

use super::{
    lenient::{Items, Lenient},
    or_null::OrNull,
};

/// Reads the items of a page into their place, and skips null.
///
/// # Errors
///
/// Returns an error if the value is not a list, or an item is invalid.
pub fn page_items<'de, T: Lenient + Default, A: MapAccess<'de>>(
    map: &mut A,
    place: &mut Vec<T>,
) -> Result<(), A::Error> {
    match map.next_value_seed(WithoutNull(place))? {
        true => Ok(()),
        false => Err(A::Error::invalid_type(Unexpected::Unit, &"a list")),
    }
}

/// Like [`page_items`], for lists that may be absent or null according to the documentation.
///
/// # Errors
///
/// See [`page_items`].
pub fn page_items_or_none<'de, T: Lenient + Default, A: MapAccess<'de>>(
    map: &mut A,
    place: &mut Vec<T>,
) -> Result<(), A::Error> {
    map.next_value_seed(WithoutNull(place)).map(|_| ())
}

/// A place for the items of a list that are not null.
struct WithoutNull<'a, T>(&'a mut Vec<T>);

impl<'de, T: Lenient + Default> DeserializeSeed<'de> for WithoutNull<'_, T> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let list = Items { list: self.0, keeps_null: false };
        Ok(deserializer.deserialize_any(OrNull(list))?.is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::codegen::Object;

    #[derive(Debug, Default, Object)]
    struct Must {
        #[wire(page_items)]
        items: Vec<String>,
    }

    #[derive(Debug, Default, Object)]
    struct May {
        #[wire(page_items_or_none)]
        items: Vec<String>,
    }

    #[test]
    fn a_page_without_its_list_is_not_an_empty_one() {
        for (json, must, may) in [
            (r#"{"items":["a",null,1]}"#, Ok(vec!["a", "1"]), vec!["a", "1"]),
            (r#"{"items":[]}"#, Ok(vec![]), vec![]),
            ("{}", Err("missing field `items`"), vec![]),
            (r#"{"items":null}"#, Err("invalid type: null, expected a list"), vec![]),
        ] {
            match (serde_json::from_str::<Must>(json), must) {
                (Ok(read), Ok(due)) => assert_eq!(read.items, due, "{json}"),
                (Err(error), Err(due)) => assert!(error.to_string().starts_with(due), "{error}"),
                (read, _) => panic!("{json} is read as {read:?}"),
            }
            assert_eq!(serde_json::from_str::<May>(json).unwrap().items, may, "{json}");
        }
    }
}
