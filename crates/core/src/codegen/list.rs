//! The items of a page.

use serde::{Deserialize, Deserializer};

use super::lenient::Lenient;

/// Reads the items of a page and skips null.
///
/// For `#[serde(deserialize_with)]` without a default: otherwise, a response without the list would
/// be read as an empty one.
///
/// # Errors
///
/// Returns an error if the value is not a list, or an item is invalid.
pub fn page_items<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Lenient + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let items = Vec::<ItemOrNull<T>>::deserialize(deserializer)?;
    Ok(items.into_iter().filter_map(|ItemOrNull(item)| item).collect())
}

/// Like [`page_items`], for lists that may be absent or null according to the documentation.
///
/// # Errors
///
/// See [`page_items`].
pub fn page_items_or_none<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Lenient + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let items = Option::<Vec<ItemOrNull<T>>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(items.into_iter().filter_map(|ItemOrNull(item)| item).collect())
}

struct ItemOrNull<T>(Option<T>);

impl<'de, T: Lenient + Deserialize<'de>> Deserialize<'de> for ItemOrNull<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Must {
        #[serde(deserialize_with = "page_items")]
        items: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    struct May {
        #[serde(default, deserialize_with = "page_items_or_none")]
        items: Vec<String>,
    }

    #[test]
    fn a_page_without_its_list_is_not_an_empty_one() {
        for (json, must, may) in [
            (r#"{"items":["a",null,1]}"#, Ok(vec!["a", "1"]), vec!["a", "1"]),
            (r#"{"items":[]}"#, Ok(vec![]), vec![]),
            ("{}", Err("missing field `items`"), vec![]),
            (r#"{"items":null}"#, Err("invalid type: null, expected a sequence"), vec![]),
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
