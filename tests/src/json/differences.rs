//! What sets two values apart, told so that whoever broke an operation sees all of it at once.

use std::collections::BTreeSet;

use serde_json::Value;

/// Fails unless both are the same, with a line per difference.
#[track_caller]
pub fn assert_same(found: &Value, due: &Value, what: &str) {
    if let Err(differences) = same(found, due) {
        panic!("{what} is not as it should be:\n{differences}");
    }
}

/// Tells what sets both apart, a line per difference.
pub fn same(found: &Value, due: &Value) -> Result<(), String> {
    let differences = differences(found, due);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}

/// Fails unless both are the same text, with a line per difference of the JSON in them.
#[track_caller]
pub fn assert_same_text(found: &str, due: &str, what: &str) {
    if found == due {
        return;
    }
    if let (Ok(found), Ok(due)) = (serde_json::from_str(found), serde_json::from_str(due)) {
        assert_same(&found, &due, what);
    }
    panic!("{what} is written in another way:\n  it is     {found}\n  should be {due}");
}

fn differences(found: &Value, due: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare("", Some(found), Some(due), &mut lines);
    lines
}

/// Compares what is at a JSON pointer.
fn compare(at: &str, found: Option<&Value>, due: Option<&Value>, lines: &mut Vec<String>) {
    match (found, due) {
        (Some(Value::Object(found)), Some(Value::Object(due))) => {
            let keys: BTreeSet<_> = found.keys().chain(due.keys()).collect();
            for key in keys {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                compare(&at, found.get(key), due.get(key), lines);
            }
        }
        (Some(Value::Array(found)), Some(Value::Array(due))) => {
            for index in 0..found.len().max(due.len()) {
                compare(&format!("{at}/{index}"), found.get(index), due.get(index), lines);
            }
        }
        (Some(found), Some(due)) if found == due => {}
        (Some(found), Some(due)) => lines.push(format!("  `{at}` is {found}, should be {due}")),
        (Some(found), None) => lines.push(format!("  `{at}` is {found}, should not be there")),
        (None, Some(due)) => lines.push(format!("  `{at}` is missing, should be {due}")),
        (None, None) => {}
    }
}

/// Who broke a large operation in several places need not mend them one by one.
#[test]
fn every_difference_has_a_line() {
    let found = r#"{"drills": [{"id": "a", "a/b": 1}, {"id": "b"}], "extra": null, "same": [1]}"#;
    let due = r#"{"drills": [{"id": "x"}], "count": 1, "same": [1]}"#;
    let [found, due] = [found, due].map(|text| serde_json::from_str(text).expect("JSON"));
    let lines = [
        "  `/count` is missing, should be 1",
        "  `/drills/0/a~1b` is 1, should not be there",
        "  `/drills/0/id` is \"a\", should be \"x\"",
        "  `/drills/1` is {\"id\":\"b\"}, should not be there",
        "  `/extra` is null, should not be there",
    ];
    assert_eq!(differences(&found, &due), lines);
    assert_eq!(differences(&due, &due), [""; 0]);
}
