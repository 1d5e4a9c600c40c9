//! What schemas are made of.

use serde_json::{Map, Value, json};

/// Digits, a dot, digits.
const MICROVERSION: &str = r"[0-9]+\.[0-9]+";

/// A schema with further keys.
pub(super) fn with(mut schema: Value, more: Value) -> Value {
    if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more) {
        schema.extend(more);
    }
    schema
}

/// A schema that says what a key is for.
pub(super) fn about(doc: &str, schema: Value) -> Value {
    with(schema, json!({ "description": doc }))
}

/// What stands under `$defs`.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A mapping that has these keys and no others.
pub(super) fn mapping(required: &[&str], keys: Vec<(&str, Value)>) -> Value {
    let keys: Map<String, Value> =
        keys.into_iter().map(|(key, schema)| (key.to_owned(), schema)).collect();
    json!({
        "type": "object",
        "properties": keys,
        "required": required,
        "additionalProperties": false,
    })
}

/// A mapping from names to something.
pub(super) fn table(names: Value, entry: Value) -> Value {
    json!({ "type": "object", "propertyNames": names, "additionalProperties": entry })
}

/// A list.
pub(super) fn list(item: Value) -> Value {
    json!({ "type": "array", "items": item })
}

/// A text, which is never empty.
pub(super) fn text() -> Value {
    json!({ "type": "string", "pattern": r"\S" })
}

/// A text of a certain form. Editors that know `patternErrorMessage` say what is wrong with it.
pub(super) fn like(pattern: &str, wrong: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": wrong })
}

/// One of a few texts.
pub(super) fn one_of(texts: &[&str]) -> Value {
    json!({ "enum": texts })
}

/// `true` or `false`.
pub(super) fn boolean() -> Value {
    json!({ "type": "boolean" })
}

/// Exactly one of these keys, if it is a mapping.
pub(super) fn exactly_one(keys: &[&str]) -> Value {
    json!({ "if": { "type": "object" }, "then": { "oneOf": having(keys) } })
}

/// At least one of these keys.
pub(super) fn any(keys: &[&str]) -> Value {
    json!({ "anyOf": having(keys) })
}

fn having(keys: &[&str]) -> Vec<Value> {
    keys.iter().map(|key| json!({ "required": [key] })).collect()
}

/// Documentation.
pub(super) fn doc() -> Value {
    like(r"\.\s*$", "Documentation is sentences that end with a full stop.")
}

/// A microversion.
pub(super) fn microversion() -> Value {
    let wrong = "A microversion is two numbers with a dot, in quotes.";
    like(&format!("^{MICROVERSION}$"), wrong)
}

/// First and last microversion.
pub(super) fn microversions() -> Value {
    let pattern = format!(r"^{MICROVERSION}\.\.{MICROVERSION}$");
    like(&pattern, "First and last microversion, such as 2.0..2.42.")
}

/// An HTTP status.
pub(super) fn status() -> Value {
    json!({ "type": "integer", "minimum": 100, "maximum": 599 })
}

/// Least and greatest number.
pub(super) fn bounds() -> Value {
    let pattern = r"^([+-]?[0-9]+\.\.([+-]?[0-9]+)?|\.\.[+-]?[0-9]+)$";
    like(pattern, "A range is 0..1000, 0.. or ..64.")
}

pub(super) fn lengths() -> Value {
    let pattern = r"^([0-9]+\.\.([0-9]+)?|\.\.[0-9]+)( bytes)?$";
    like(pattern, "A length is 1..64, 1.., ..64 or ..64 bytes.")
}

/// The name of a type, an operation, a value or an alternative.
pub(super) fn pascal() -> Value {
    like("^[A-Z][A-Za-z0-9]*$", "Letters and digits, beginning with a capital.")
}

/// The name of a field, a folder or a waiter.
pub(super) fn snake() -> Value {
    like("^[a-z][a-z0-9_]*$", "Small letters, digits and _, beginning with a letter.")
}

/// The name of a header.
pub(super) fn header() -> Value {
    like("^[A-Za-z0-9_-]+$", "The name of a header.")
}

/// Whether requests are authenticated.
pub(super) fn auth() -> Value {
    one_of(&["project", "none"])
}
