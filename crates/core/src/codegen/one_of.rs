//! Objects whose type depends on their keys.

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

/// Reads an object as a type, or returns `None` if it lacks any of the required `keys`.
///
/// # Errors
///
/// Returns an error if it has all of them, but another field is invalid.
pub fn alternative<T: DeserializeOwned, E: Error>(
    object: &Value,
    keys: &[&str],
) -> Result<Option<T>, E> {
    if keys.iter().any(|key| object.get(key).is_none()) {
        return Ok(None);
    }
    serde_json::from_value(object.clone()).map(Some).map_err(E::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_decide() {
        type Text = std::collections::BTreeMap<String, String>;
        let read = |value: Value| alternative::<Text, serde_json::Error>(&value, &["a", "b"]);
        assert!(read(json!({ "a": "1", "b": "2", "c": "3" })).unwrap().is_some());
        assert!(read(json!({ "a": "1" })).unwrap().is_none());
        assert!(read(json!([])).unwrap().is_none());
        assert!(read(json!({ "a": 1, "b": "2" })).is_err());
    }
}
