//! The schema of a whole file.

use serde_json::{Map, Value, json};

use super::parts;

/// A definition, by its name under `$defs`.
pub(super) type Definition = (&'static str, Value);

/// The schema of a file.
pub(super) fn file(title: &str, schema: Value, definitions: Vec<Definition>) -> Value {
    let definitions: Map<String, Value> =
        definitions.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    });
    let schema = parts::with(schema, head);
    match definitions.is_empty() {
        true => schema,
        false => parts::with(schema, json!({ "$defs": definitions })),
    }
}
