//! Comparison of the body of a request with the operation that was read from it.
//!
//! Bodies are read as leniently as responses: a number is accepted for a text, and a missing nested
//! field becomes empty. A client may be lenient, but a server must report such differences.

use serde_json::{Map, Value};

/// Returns the differences between the body that was sent and the body that was read from it, as
/// error messages.
///
/// Null, empty lists and empty objects are ignored. Texts that contain numbers, booleans or JSON
/// are compared by value.
pub(crate) fn differences(sent: &[u8], read: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if sent != read {
        let [sent, read] =
            [sent, read].map(|body| serde_json::from_slice(body).unwrap_or_default());
        compare("", &sent, &read, &mut found);
    }
    found
}

fn compare(at: &str, sent: &Value, read: &Value, found: &mut Vec<String>) {
    match (sent, read) {
        _ if same(sent, read) => {}
        (Value::Object(sent), Value::Object(read)) => {
            for key in keys(sent, read) {
                let at = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                let [sent, read] = [sent, read].map(|it| it.get(key).unwrap_or(&Value::Null));
                compare(&at, sent, read, found);
            }
        }
        (Value::Array(sent), Value::Array(read)) if sent.len() == read.len() => {
            for (place, (sent, read)) in sent.iter().zip(read).enumerate() {
                compare(&format!("{at}[{place}]"), sent, read, found);
            }
        }
        _ if is_nothing(sent) => found.push(format!("`{at}` is missing from the body")),
        _ if is_nothing(read) => found.push(format!("the body has an unknown field `{at}`")),
        _ => found.push(format!("`{at}` is {sent}, but must be {read}")),
    }
}

fn keys<'a>(
    sent: &'a Map<String, Value>,
    read: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    sent.keys().chain(read.keys().filter(|key| !sent.contains_key(*key)))
}

fn same(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Number(sent), Value::Number(read)) => sent.as_f64() == read.as_f64(),
        (Value::String(sent), Value::String(read)) => sent == read || hold_the_same(sent, read),
        _ => sent == read || is_nothing(sent) && is_nothing(read),
    }
}

fn hold_the_same(sent: &str, read: &str) -> bool {
    let held = |text: &str| -> Option<Value> {
        serde_json::from_str(text)
            .or_else(|_| serde_json::from_str(&text.to_ascii_lowercase()))
            .ok()
    };
    held(sent).zip(held(read)).is_some_and(|(sent, read)| same(&sent, &read))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_and_dropped_fields_are_reported() {
        for (sent, read, told) in [
            (r#"{"a":1,"b":null}"#, r#"{"a":1.0,"c":[]}"#, vec![]),
            (r#"{"size":"500.00","on":"True"}"#, r#"{"size":"500","on":"true"}"#, vec![]),
            ("not JSON", "not JSON", vec![]),
            (r#"{"name":7}"#, r#"{"name":"7"}"#, vec!["`name` is 7, but must be \"7\""]),
            (
                r#"{"tags":[{"key":"a","colour":"red"}]}"#,
                r#"{"tags":[{"key":"a","value":""}]}"#,
                vec![
                    "the body has an unknown field `tags[0].colour`",
                    "`tags[0].value` is missing from the body",
                ],
            ),
        ] {
            assert_eq!(differences(sent.as_bytes(), read.as_bytes()), told, "{sent}");
        }
    }
}
