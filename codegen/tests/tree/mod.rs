//! Specs as trees.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Value, json};

/// The keys of each mapping of a spec, by its place as a JSON pointer, in the order of the text.
pub(crate) type Keys = BTreeMap<String, Vec<String>>;

/// A spec as JSON, which is YAML, too, and its keys in order.
pub(crate) fn with_keys(text: &str) -> (Value, Keys) {
    let mut keys = Keys::new();
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(text) {
        let done = match event.unwrap().0 {
            Event::Scalar(text, ScalarStyle::Plain, ..) => match serde_json::from_str(&text) {
                Ok(value)
                    if open
                        .last()
                        .is_some_and(|(value, key)| value.is_array() || key.is_some()) =>
                {
                    value
                }
                _ => json!(text),
            },
            Event::Scalar(text, ..) => json!(text),
            Event::SequenceStart(..) => {
                open.push((json!([]), None));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((json!({}), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().unwrap().0,
            _ => continue,
        };
        match open.last_mut() {
            Some((Value::Array(items), _)) => items.push(done),
            Some((Value::Object(entries), key)) => match key.take() {
                Some(key) => {
                    entries.insert(key, done);
                }
                None => {
                    let name = done.as_str().unwrap().to_owned();
                    *key = Some(name.clone());
                    keys.entry(place(&open)).or_default().push(name);
                }
            },
            _ => return (done, keys),
        }
    }
    (Value::Null, keys)
}

/// Where the last of the open values is.
fn place(open: &[(Value, Option<String>)]) -> String {
    let around = open.iter().take(open.len() - 1);
    around
        .map(|(value, key)| match (value, key) {
            (Value::Array(items), _) => step("", &items.len().to_string()),
            (_, Some(key)) => step("", key),
            (_, None) => unreachable!("a value stands under a key"),
        })
        .collect()
}

/// The place of what is in something under a name.
pub(crate) fn step(place: &str, name: &str) -> String {
    format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"))
}
