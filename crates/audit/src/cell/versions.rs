//! Microversions: since and until when there is a field.

use crate::{
    facts::Field,
    pattern::{Pattern, group},
};

static BOTH: Pattern = Pattern::new(
    r"微版本\s*(2\.\d+)\s*(?:到|-)\s*(2\.\d+)\s*(?:之间)?支持|大于等于(2\.\d+)到(2\.\d+)时",
);
static SINCE: Pattern = Pattern::new(r"微版本\s*(2\.\d+)\s*(?:以后|之后)支持");
static BEFORE: Pattern = Pattern::new(r"低于2\.(\d+)，该字段存在");

/// Reads microversions.
pub(super) fn read(text: &str, field: &mut Field) {
    if let Some(found) = BOTH.first(text) {
        let mut ends = found.iter().skip(1).flatten().map(|it| it.as_str().to_owned());
        field.since = ends.next();
        field.until = ends.next();
    } else if let Some(found) = SINCE.first(text) {
        field.since = Some(group(&found, 1).to_owned());
    } else if let Some(found) = BEFORE.first(text) {
        // The last one below the first that has it no more.
        let minor: Option<u32> = group(&found, 1).parse().ok();
        field.until = minor.map(|it| format!("2.{}", it.saturating_sub(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_and_until() {
        let cases = [
            ("（API 微版本2.8到2.42支持）", Some("2.8"), Some("2.42")),
            ("（API 微版本2.10-2.27之间支持）", Some("2.10"), Some("2.27")),
            ("API 微版本2.36之后支持。", Some("2.36"), None),
            ("的值低于2.9，该字段存在", None, Some("2.8")),
        ];
        for (text, since, until) in cases {
            let mut field = Field::default();
            read(text, &mut field);
            assert_eq!((field.since.as_deref(), field.until.as_deref()), (since, until), "{text}");
        }
    }
}
