//! The fields of a JSON body.

use std::collections::BTreeMap;

use huaweicloud_core::codegen::{
    OpenEnum,
    encoding::{Csv, JsonText},
    lenient::Lenient,
};
use serde_json::{Map, Value};

/// The fields of a JSON body, which are taken one by one, and the errors in them.
///
/// [`Arguments::end`](crate::Arguments::end) returns all errors at once.
#[derive(Debug, Default)]
pub struct Fields {
    fields: Map<String, Value>,
    pub(crate) complaints: Vec<String>,
}

impl Fields {
    /// Returns the fields of a body, or of the object under one of the `wrappers`. An empty body
    /// has no fields.
    pub(crate) fn of(body: &[u8], wrappers: &[&str]) -> Self {
        let mut this = Self::default();
        let Some(mut fields) = this.object(body) else { return this };
        if let Some(first) = wrappers.first() {
            let key = wrappers.iter().find(|key| fields.contains_key(**key)).unwrap_or(first);
            let inner = fields.remove(*key);
            this.leftovers(&fields);
            fields = match inner {
                Some(Value::Object(fields)) => fields,
                Some(_) => {
                    this.complaints.push(format!("`{key}` must be an object"));
                    return this;
                }
                None => {
                    this.complaints.push(format!("`{key}` is missing from the body"));
                    return this;
                }
            };
        }
        this.fields = fields;
        this
    }

    fn object(&mut self, body: &[u8]) -> Option<Map<String, Value>> {
        if body.is_empty() {
            return Some(Map::new());
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Some(fields),
            Ok(_) => {
                self.complaints.push("the body must be an object".to_owned());
                None
            }
            Err(error) => {
                self.complaints.push(format!("the body is not JSON: {error}"));
                None
            }
        }
    }

    /// Also accepts a field under its newer name.
    pub fn renamed(&mut self, name: &str, newer: &str) {
        if let Some(value) = self.fields.remove(newer) {
            self.fields.insert(name.to_owned(), value);
        }
    }

    /// Whether the body has a field.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Returns the value of a field, or `None` if the body lacks it.
    ///
    /// An invalid value is recorded as an error and returned as `None`.
    pub fn optional<T: Lenient>(&mut self, name: &str) -> Option<T> {
        let value = self.fields.remove(name)?;
        match T::read(value) {
            Ok(value) => value,
            Err(error) => {
                self.complaints.push(format!("`{name}` does not fit: {error}"));
                None
            }
        }
    }

    /// Returns the value of a field, which is required.
    ///
    /// If it is missing or invalid, records an error and returns the default.
    pub fn required<T: Lenient + Default>(&mut self, name: &str) -> T {
        self.present(name).optional(name).unwrap_or_default()
    }

    /// Requires a field: records an error if the body lacks it.
    pub fn present(&mut self, name: &str) -> &mut Self {
        if !self.has(name) {
            self.complaints.push(format!("`{name}` is missing from the body"));
        }
        self
    }

    /// Returns the items of a comma-separated list, or `None` if the body lacks the field.
    pub fn csv<T: Lenient>(&mut self, name: &str) -> Option<Vec<T>> {
        self.optional(name).map(|Csv(list)| list)
    }

    /// Returns the value of a JSON text, or `None` if the body lacks the field.
    pub fn json<T>(&mut self, name: &str) -> Option<T>
    where
        T: Lenient + Default,
    {
        self.optional(name).map(|JsonText(value)| value)
    }

    /// Returns the enum value of a field, or `None` if the body lacks it.
    ///
    /// A text that is not a known value is recorded as an error.
    pub fn known<T: OpenEnum>(&mut self, name: &str) -> Option<T> {
        let value: T = self.optional(name)?;
        if value.is_known() {
            return Some(value);
        }
        let names: Vec<_> = T::TEXTS.iter().map(|name| format!("`{name}`")).collect();
        self.complaints.push(format!("`{name}` must be one of {}", names.join(", ")));
        None
    }

    /// Returns the enum value of a field, which is required.
    ///
    /// If it is missing or unknown, records an error and returns the default.
    pub fn required_known<T: OpenEnum + Default>(&mut self, name: &str) -> T {
        self.present(name).known(name).unwrap_or_default()
    }

    /// Takes a field that must have a constant JSON value, under any of its names.
    pub fn constant(&mut self, names: &[&str], json: &str) {
        let due: Value = serde_json::from_str(json).unwrap_or_default();
        let name = names.iter().find(|name| self.fields.contains_key(**name));
        let Some(name) = name.or(names.first()) else { return };
        match self.fields.remove(*name) {
            Some(value) if value == due => {}
            Some(_) => self.complaints.push(format!("`{name}` must be {json}")),
            None => self.complaints.push(format!("`{name}` is missing from the body")),
        }
    }

    /// Takes all remaining fields.
    pub fn rest<T: Lenient>(&mut self) -> BTreeMap<String, T> {
        let names: Vec<_> = self.fields.keys().cloned().collect();
        names.into_iter().filter_map(|name| Some((name.clone(), self.optional(&name)?))).collect()
    }

    /// Returns all errors, including those for fields that were not taken.
    pub(crate) fn finish(mut self) -> Vec<String> {
        let left = std::mem::take(&mut self.fields);
        self.leftovers(&left);
        self.complaints
    }

    fn leftovers(&mut self, left: &Map<String, Value>) {
        let complaints = left.keys().map(|key| format!("the body has an unknown field `{key}`"));
        self.complaints.extend(complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use huaweicloud_core::Nullable;

    fn read(body: &str) -> Result<(String, Option<i64>), Vec<String>> {
        let mut fields = Fields::of(body.as_bytes(), &["groups-old", "group"]);
        fields.constant(&["dry_run"], "null");
        let read = (fields.required("name"), fields.optional("size"));
        let complaints = fields.finish();
        if complaints.is_empty() { Ok(read) } else { Err(complaints) }
    }

    #[test]
    fn fields_are_taken_from_under_their_key() {
        for (body, expected) in [
            (r#"{"group":{"name":"a","dry_run":null}}"#, ("a".to_owned(), None)),
            (r#"{"group":{"size":1,"name":"a","dry_run":null}}"#, ("a".to_owned(), Some(1))),
        ] {
            assert_eq!(read(body), Ok(expected), "{body}");
        }
    }

    #[test]
    fn encoded_and_renamed_fields_are_read() {
        let body = r#"{"new":"a,b","json":"{\"c\":1}","null":null}"#;
        let mut fields = Fields::of(body.as_bytes(), &[]);
        fields.renamed("old", "new");
        assert_eq!(fields.csv::<String>("old").unwrap(), ["a", "b"]);
        assert_eq!(fields.json::<Value>("json").unwrap()["c"], 1);
        assert_eq!(fields.optional("null"), Some(Nullable::<String>::Null));
        assert_eq!(fields.optional::<Nullable<String>>("absent"), None);
        assert!(fields.finish().is_empty());
    }

    #[test]
    fn all_errors_are_reported_at_once() {
        for (body, complaints) in [
            (
                r#"{"group":{"dry_run":{},"size":"x","colour":1}}"#,
                vec![
                    "`dry_run` must be null",
                    "`name` is missing from the body",
                    "`size` does not fit: the text `x` is not an integer",
                    "the body has an unknown field `colour`",
                ],
            ),
            (
                r#"{"groups":{}}"#,
                vec![
                    "the body has an unknown field `groups`",
                    "`groups-old` is missing from the body",
                    "`dry_run` is missing from the body",
                    "`name` is missing from the body",
                ],
            ),
        ] {
            assert_eq!(read(body).unwrap_err(), complaints, "{body}");
        }
        for body in ["[]", "{", "7"] {
            assert!(read(body).is_err(), "{body}");
        }
    }
}
