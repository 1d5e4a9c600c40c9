//! Texts in YAML, in quotes where they would be read as something else.

use crate::pattern::Pattern;

/// What a text may be without quotes: it starts with a letter, a digit or what means nothing there.
static PLAIN: Pattern = Pattern::new(r"^[\p{L}\p{N}_/.<(（][^\n\t]*$");
/// What YAML takes for a number, a boolean or nothing.
static OTHER: Pattern = Pattern::new(
    r"^(?i:true|false|null|yes|no|on|off|~|[-+]?(?:\.\d+|\d[\d_]*\.?\d*)(?:e[-+]?\d+)?|0[xo][0-9a-f]+|\.inf|\.nan)$",
);

/// A key.
pub(super) fn key(text: &str) -> String {
    let is_status = text.len() == 3 && text.chars().all(|c| c.is_ascii_digit()) && text < "600";
    if is_status && text > "199" { text.to_owned() } else { in_flow(text) }
}

/// A text in a line of its own.
pub(super) fn in_block(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A text between brackets.
pub(super) fn in_flow(text: &str) -> String {
    if is_plain(text) && !text.contains([',', '[', ']', '{', '}']) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn is_plain(text: &str) -> bool {
    PLAIN.matches(text)
        && !OTHER.matches(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
