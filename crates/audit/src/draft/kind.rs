//! The types that a row's spelling, values and samples suggest.

use crate::{facts::Json, pattern::Pattern};

static TIME: Pattern = Pattern::new(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d");
static PATTERN: Pattern = Pattern::new(
    r"^yyyy-MM-dd\S{1,3}HH:mm(?::ss(?:\.S{1,6})?)?Z?$|^yyyy-MM-dd HH:mm(?::ss(?:\.S{1,6})?)?$",
);

/// The type of a time in one of the patterns that a page gives.
pub(super) fn time(formats: &[String]) -> String {
    match formats {
        [one] if PATTERN.matches(one) => format!("timestamp as {one}"),
        _ => "timestamp".to_owned(),
    }
}

/// Whether all values are times.
pub(super) fn are_times(shown: &[&Json]) -> bool {
    let is_time = |json: &&&Json| matches!(json, Json::Text(text) if TIME.matches(text));
    !shown.is_empty() && shown.iter().all(|json| is_time(&json))
}

/// Whether null is among the values.
pub(super) fn is_null(shown: &[&Json]) -> bool {
    shown.iter().any(|json| matches!(json, Json::Null))
}

/// The type that values have.
pub(super) fn of(shown: &[&Json]) -> String {
    let mut others = shown.iter().filter(|json| !matches!(json, Json::Null));
    match others.next() {
        None | Some(Json::Null) => "any".to_owned(),
        Some(Json::Bool(_)) => "boolean".to_owned(),
        Some(Json::Number(number)) if number.is_f64() => "number".to_owned(),
        Some(Json::Number(_)) => "integer".to_owned(),
        Some(Json::Text(_)) if are_times(shown) => "timestamp".to_owned(),
        Some(Json::Text(_)) => "string".to_owned(),
        Some(Json::List(items)) => {
            format!("list<{}>", of(&items.iter().collect::<Vec<_>>()))
        }
        Some(Json::Object(members)) => {
            let is_text = |json: &Json| matches!(json, Json::Text(_));
            match members.iter().all(|(_, value)| is_text(value)) {
                true if !members.is_empty() => "map<string>".to_owned(),
                true | false => "any".to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_times() {
        for (format, due) in [
            ("yyyy-MM-ddTHH:mm:ss.SSSSSS", "timestamp as yyyy-MM-ddTHH:mm:ss.SSSSSS"),
            ("yyyy-MM-dd'T'HH:mm:ss.SSSZ", "timestamp as yyyy-MM-dd'T'HH:mm:ss.SSSZ"),
            ("yyyy-MM-dd HH:mm:ss.S", "timestamp as yyyy-MM-dd HH:mm:ss.S"),
            ("yyyy-MM-dd HH:mm", "timestamp as yyyy-MM-dd HH:mm"),
            ("YYYY-MM-DDTHH:MM:SSZ", "timestamp"),
            ("yyyy-MM-ddThh:mm:ssZ", "timestamp"),
        ] {
            assert_eq!(time(&[format.to_owned()]), due);
        }
    }

    #[test]
    fn types_of_values() {
        for (values, due) in [
            ("[1, null]", "integer"),
            ("[0.5]", "number"),
            ("[\"a\"]", "string"),
            ("[\"2018-05-04T03:43:24.108526\"]", "timestamp"),
            ("[[\"a\"]]", "list<string>"),
            ("[{\"a\": \"b\"}]", "map<string>"),
            ("[{\"a\": 1}]", "any"),
            ("[null]", "any"),
        ] {
            let Json::List(values) = serde_json::from_str(values).unwrap() else { panic!() };
            assert_eq!(of(&values.iter().collect::<Vec<_>>()), due);
        }
    }
}
