//! JSON for reading and for diffs: what fits in a line is in one.

use super::Json;

/// Columns that a line may have.
const WIDTH: usize = 120;

/// JSON as text, with a line break at its end.
pub(super) fn layout(json: &Json) -> String {
    let mut out = String::new();
    write(json, 0, 0, &mut out);
    out.push('\n');
    out
}

/// JSON as text in lines, of which all but the first are indented so far.
pub(crate) fn broken(json: &Json, indent: usize) -> String {
    let mut out = String::new();
    write(json, indent, WIDTH, &mut out);
    out
}

/// Writes a value that starts in a line of which `taken` columns are used, the indent included.
fn write(json: &Json, indent: usize, taken: usize, out: &mut String) {
    let flat = flat(json);
    let fits = taken + flat.chars().count() < WIDTH && indent > 0;
    let inner = indent + 2;
    match json {
        Json::List(items) if !fits && !items.is_empty() => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(at, inner, out);
                write(item, inner, inner, out);
            }
            end(indent, ']', out);
        }
        Json::Object(members) if !fits && !members.is_empty() => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                separate(at, inner, out);
                let key = format!("{}: ", text(key));
                out.push_str(&key);
                write(value, inner, inner + key.chars().count(), out);
            }
            end(indent, '}', out);
        }
        Json::Null
        | Json::Bool(_)
        | Json::Number(_)
        | Json::Text(_)
        | Json::List(_)
        | Json::Object(_) => out.push_str(&flat),
    }
}

fn separate(at: usize, indent: usize, out: &mut String) {
    out.push_str(if at == 0 { "\n" } else { ",\n" });
    out.push_str(&" ".repeat(indent));
}

fn end(indent: usize, bracket: char, out: &mut String) {
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(bracket);
}

/// JSON in one line.
pub(crate) fn flat(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(value) => value.to_string(),
        Json::Text(value) => text(value),
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(flat).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}: {}", text(key), flat(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_share_a_line_and_long_ones_break() {
        let long = "x".repeat(110);
        let json: Json =
            serde_json::from_str(&format!(r#"{{"a":[1,2],"b":{{"c":"{long}","d":{{}}}}}}"#))
                .unwrap();
        let due = format!(
            "{{\n  \"a\": [1, 2],\n  \"b\": {{\n    \"c\": \"{long}\",\n    \"d\": {{}}\n  }}\n}}\n"
        );
        assert_eq!(layout(&json), due);
    }
}
