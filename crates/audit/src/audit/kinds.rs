//! Types, as pages spell them.

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
