//! Types, as pages spell them.

/// Whether a page may mean a type by what it calls one. An array may be one of anything.
pub(super) fn is_meant(kind: &str, own: &str) -> bool {
    let meant = meant(kind);
    meant == own || meant == "array" && own.starts_with("array of ")
}

/// What a page means by a type: `string`, `array of object`. Case and names of objects do not matter.
pub(crate) fn meant(kind: &str) -> String {
    let kind = kind.trim().to_lowercase();
    if let Some(of) = kind.strip_prefix("array of ") {
        let scalar = of.strip_suffix('s').unwrap_or(of);
        return format!("array of {}", scalar_or_object(scalar));
    }
    match kind.as_str() {
        "long" | "int" => "integer".to_owned(),
        "double" | "float" => "number".to_owned(),
        "bool" => "boolean".to_owned(),
        it if it.ends_with(" object") => "object".to_owned(),
        _ => kind,
    }
}

fn scalar_or_object(of: &str) -> &str {
    match of {
        "string" | "integer" | "boolean" | "number" => of,
        "long" => "integer",
        _ => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_is_one_of_anything() {
        for (page, own, due) in [
            ("array", "array of string", true),
            ("Array", "array of object", true),
            ("array", "object", false),
            ("Array of strings", "array of object", false),
        ] {
            assert_eq!(is_meant(page, own), due, "{page} for {own}");
        }
    }

    #[test]
    fn spellings() {
        for (page, due) in [
            ("String", "string"),
            ("Long", "integer"),
            ("bool", "boolean"),
            ("Array of strings", "array of string"),
            ("Array of Tag objects", "array of object"),
            ("Array of resource_tags", "array of object"),
            ("Share object", "object"),
            ("list", "list"),
        ] {
            assert_eq!(meant(page), due, "{page}");
        }
    }
}
