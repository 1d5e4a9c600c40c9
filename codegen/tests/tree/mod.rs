//! Specs as trees.

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Value, json};

/// A spec as JSON, which is YAML, too.
pub(crate) fn parsed(text: &str) -> Value {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(text) {
        let mut done = match event.unwrap().0 {
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
                None => *key = done.as_str().map(str::to_owned),
            },
            _ => {
                done.sort_all_objects();
                return done;
            }
        }
    }
    Value::Null
}
