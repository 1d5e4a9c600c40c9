//! JSON objects that are written field by field, in the documented order.

use serde::Serialize;

use crate::{Error, ErrorKind};

/// A JSON object of a request, written field by field.
#[derive(Clone, Debug, Default)]
pub struct JsonObject(Vec<u8>);

impl JsonObject {
    /// Creates an object without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the object has no fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a field.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written as JSON.
    pub fn field(&mut self, key: &str, value: &impl Serialize) -> Result<(), Error> {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        let written = serde_json::to_writer(&mut self.0, key).and_then(|()| {
            self.0.push(b':');
            serde_json::to_writer(&mut self.0, value)
        });
        written.map_err(|source| {
            Error::new(ErrorKind::Invalid)
                .message(format!("`{key}` cannot be written as JSON"))
                .source(source)
                .build()
        })
    }

    /// Adds a field whose value is given as JSON.
    pub fn constant(&mut self, key: &str, json: &str) {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        // A string can always be written as a key.
        let _ = serde_json::to_writer(&mut self.0, key);
        self.0.push(b':');
        self.0.extend(json.as_bytes());
    }

    /// Adds a field, unless the value is `None`.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written as JSON.
    pub fn optional(&mut self, key: &str, value: Option<impl Serialize>) -> Result<(), Error> {
        value.map_or(Ok(()), |value| self.field(key, &value))
    }

    /// Puts the object under a key of another object.
    #[must_use]
    pub fn wrapped(self, key: &str) -> Self {
        let mut outer = vec![b'{'];
        // A string can always be written as a key.
        let _ = serde_json::to_writer(&mut outer, key);
        outer.push(b':');
        outer.extend(self.into_bytes());
        Self(outer)
    }

    /// Returns the JSON of the object.
    pub fn into_bytes(mut self) -> Vec<u8> {
        if self.0.is_empty() {
            self.0.push(b'{');
        }
        self.0.push(b'}');
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stay_in_their_order() {
        let mut object = JsonObject::new();
        assert!(object.is_empty());
        object.field("name", &"a \"b\"").unwrap();
        assert!(!object.is_empty());
        object.optional("size", None::<i64>).unwrap();
        object.optional("description", Some("中")).unwrap();
        object.constant("zones", r#"["b","a"]"#);
        let text = |object: JsonObject| String::from_utf8(object.into_bytes()).unwrap();
        let inner = r#"{"name":"a \"b\"","description":"中","zones":["b","a"]}"#;
        assert_eq!(text(object.clone()), inner);
        assert_eq!(text(object.wrapped("group")), format!(r#"{{"group":{inner}}}"#));
        assert_eq!(text(JsonObject::new()), "{}");
        assert_eq!(text(JsonObject::new().wrapped("start")), r#"{"start":{}}"#);
    }

    #[test]
    fn a_field_that_cannot_be_json_is_refused_by_its_name() {
        let keys_are_no_texts = std::collections::BTreeMap::from([([1], 2)]);
        for result in [
            JsonObject::new().field("sizes", &keys_are_no_texts),
            JsonObject::new().optional("sizes", Some(&keys_are_no_texts)),
        ] {
            let error = result.unwrap_err();
            assert_eq!(error.message(), "`sizes` cannot be written as JSON");
            assert_eq!(error.kind(), ErrorKind::Invalid);
        }
    }
}
