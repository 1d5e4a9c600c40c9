//! The error codes of a service, as they are written.

use super::{
    Keys,
    keys::{bad_value, mapping, text, wrong},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Entry, Node, Text, Value},
};

/// An error code and what it means.
#[derive(Clone, Debug)]
pub(crate) struct KnownError {
    pub(crate) code: Text,
    pub(crate) class: &'static str,
    pub(crate) remedy: Option<Text>,
    /// Why no class that a program acts on fits, where the class is `other`.
    pub(crate) because: Option<Text>,
    /// Whether the server says that it did nothing.
    pub(crate) safe_to_retry: bool,
}

/// The classes, and the names of their variants in Rust.
const CLASSES: [(&str, &str); 8] = [
    ("not_found", "NotFound"),
    ("throttled", "Throttled"),
    ("conflict", "Conflict"),
    ("quota", "Quota"),
    ("auth", "Auth"),
    ("invalid", "Invalid"),
    ("server", "Server"),
    ("other", OTHER),
];

/// The variant for what no other class fits.
const OTHER: &str = "Other";

/// Reads the file of a service's error codes.
pub(crate) fn errors(node: &Node, report: &mut Diagnostics) -> Vec<KnownError> {
    let entries = mapping("a table of error codes", node, report).unwrap_or_default();
    entries.iter().filter_map(|entry| known(entry, report)).collect()
}

fn known(entry: &Entry, report: &mut Diagnostics) -> Option<KnownError> {
    let code = entry.key.clone();
    match &entry.value.value {
        Value::Text(_) => {
            let class = class(&text(&entry.value, report)?, report)?;
            if class == OTHER {
                let message = format!("`{}` is of class `other`, and has no reason", code.value);
                let help = "write `{ class: other, because: … }`";
                report
                    .push(Diagnostic::new(Code::MissingKey, entry.value.span, message).help(help));
            }
            Some(KnownError { code, class, remedy: None, because: None, safe_to_retry: false })
        }
        Value::Map(_) => {
            let mut keys = Keys::of("an error code", code.span, &entry.value, report)?;
            let class = keys.required_text("class", report).and_then(|text| class(&text, report));
            let remedy = keys.text("remedy", report);
            let because = (class == Some(OTHER)).then(|| keys.prose("because", report));
            let safe_to_retry = keys.boolean("safe_to_retry", report).unwrap_or(false);
            keys.finish(report);
            Some(KnownError { code, class: class?, remedy, because, safe_to_retry })
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) => wrong(
            "a class, or a mapping that has one,",
            "write `CODE: not_found`, for example",
            &entry.value,
            report,
        ),
    }
}

/// One of the classes; gives the name of its variant.
pub(super) fn class(text: &Text, report: &mut Diagnostics) -> Option<&'static str> {
    match CLASSES.iter().find(|(name, _)| *name == text.as_str()) {
        Some((_, variant)) => Some(variant),
        None => bad_value(text, &CLASSES.map(|(name, _)| name), report),
    }
}
