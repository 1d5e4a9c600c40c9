//! JSON that is compared by what it says, and JSON that is slightly wrong.

mod differences;

pub use differences::{assert_same, assert_same_text, same};
use serde_json::{Value, json};

/// The value without nulls and empty lists and objects, which say nothing. Numbers in quotes are
/// compared as numbers: `"500.00"` and `"500"` say the same.
pub fn said(value: Value) -> Value {
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    };
    match value {
        Value::Array(items) => items.into_iter().map(said).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, said(value)))
            .filter(|(_, value)| !empty(value))
            .collect(),
        Value::String(text) if text.contains('.') => match text.parse::<f64>() {
            Ok(number) => number.to_string().into(),
            Err(_) => text.into(),
        },
        other => other,
    }
}

/// A value that was changed in one place.
pub struct Mutant {
    /// What was changed.
    pub what: String,
    /// The place, as a JSON pointer.
    pub at: String,
    /// What came of it.
    pub value: Value,
    /// Whether no type could take the value: an object became a list, or a list an object.
    pub breaks: bool,
}

/// The value with every node dropped, and with every node replaced by one of each kind.
pub fn mutants(value: &Value) -> Vec<Mutant> {
    let kinds = [
        json!(null),
        json!(7),
        json!(1.5),
        json!("x"),
        json!(true),
        json!([]),
        json!([1]),
        json!({}),
        json!({"x": 1}),
    ];
    let mut mutants = Vec::new();
    for at in places(value) {
        for kind in &kinds {
            mutants.push(replaced(value, &at, kind.clone()));
        }
        mutants.extend(dropped(value, &at));
    }
    mutants
}

/// The value with every text replaced by another, but for numbers, booleans, lists of them and JSON
/// in quotes.
pub fn replaced_texts(value: &Value, text: &str) -> Vec<Mutant> {
    let is_text = |at: &String| match value.pointer(at) {
        Some(Value::String(text)) => {
            let list = format!("[{}]", text.to_ascii_lowercase());
            serde_json::from_str::<Value>(&list).is_err() && text.parse::<f64>().is_err()
        }
        _ => false,
    };
    places(value).into_iter().filter(is_text).map(|at| replaced(value, &at, text.into())).collect()
}

fn places(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let below: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(i, item)| (i.to_string(), item)).collect()
        }
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        _ => Vec::new(),
    };
    for (step, value) in below {
        found.extend(places(value).into_iter().map(|rest| format!("/{step}{rest}")));
    }
    found
}

fn replaced(value: &Value, at: &str, with: Value) -> Mutant {
    let breaks = match value.pointer(at) {
        Some(Value::Object(_)) => with.is_array(),
        Some(Value::Array(_)) => with.is_object(),
        _ => false,
    };
    let what = format!("`{at}` replaced by {with}");
    let mut value = value.clone();
    *value.pointer_mut(at).expect("a place in the value") = with;
    Mutant { what, at: at.to_owned(), value, breaks }
}

fn dropped(value: &Value, at: &str) -> Option<Mutant> {
    let (parent, step) = at.rsplit_once('/')?;
    let mut value = value.clone();
    match value.pointer_mut(parent)? {
        Value::Array(items) => drop(items.remove(step.parse().ok()?)),
        Value::Object(entries) => drop(entries.remove(&step.replace("~1", "/").replace("~0", "~"))),
        _ => return None,
    }
    Some(Mutant { what: format!("`{at}` dropped"), at: at.to_owned(), value, breaks: false })
}
