//! The items of a page.

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Unexpected},
};

use super::lenient::{Items, Lenient};

/// Reads the items of a page and skips null.
///
/// # Errors
///
/// Returns an error if the value is not a list, or an item is invalid.
pub fn page_items<'de, T: Lenient, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<T>, A::Error> {
    let null = || A::Error::invalid_type(Unexpected::Unit, &"a list");
    map.next_value_seed(WithoutNull::new())?.ok_or_else(null)
}

/// Like [`page_items`], for lists that may be absent or null according to the documentation.
///
/// # Errors
///
/// See [`page_items`].
pub fn page_items_or_none<'de, T: Lenient, A: MapAccess<'de>>(
    map: &mut A,
) -> Result<Vec<T>, A::Error> {
    map.next_value_seed(WithoutNull::new()).map(Option::unwrap_or_default)
}

/// A list or null, without the items that are null.
struct WithoutNull<T>(std::marker::PhantomData<T>);

impl<T> WithoutNull<T> {
    fn new() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<'de, T: Lenient> DeserializeSeed<'de> for WithoutNull<T> {
    type Value = Option<Vec<T>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(Items::new(|| None))
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
