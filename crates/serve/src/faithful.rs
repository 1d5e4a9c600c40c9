//! Whether an operation says all that the request said which it was read from.
//!
//! Values are read leniently, as answers are: a number passes for a text, and a field that is
//! missing far down in the body is empty. A client may rely on that, a server must not.

use serde_json::{Map, Value};

/// What a body says that the one it was read as does not, and the other way round.
///
/// Nulls, empty lists and empty objects say nothing. Texts that hold numbers, booleans or JSON are
/// compared by what they hold.
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
        _ if is_nothing(read) => found.push(format!("the body has no field `{at}`")),
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
    fn what_reading_made_up_or_left_out_is_told() {
        for (sent, read, told) in [
            (r#"{"a":1,"b":null}"#, r#"{"a":1.0,"c":[]}"#, vec![]),
            (r#"{"size":"500.00","on":"True"}"#, r#"{"size":"500","on":"true"}"#, vec![]),
            ("not JSON", "not JSON", vec![]),
            (r#"{"name":7}"#, r#"{"name":"7"}"#, vec!["`name` is 7, but must be \"7\""]),
            (
                r#"{"tags":[{"key":"a","colour":"red"}]}"#,
                r#"{"tags":[{"key":"a","value":""}]}"#,
                vec![
                    "the body has no field `tags[0].colour`",
                    "`tags[0].value` is missing from the body",
                ],
            ),
        ] {
            assert_eq!(differences(sent.as_bytes(), read.as_bytes()), told, "{sent}");
        }
    }
}
