//! A mapping whose keys are taken one by one; what is left over is reported.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, one_of},
    source::{Entry, Node, Span, Spanned, Text, Value},
};

/// A mapping that is being read.
pub(crate) struct Keys<'a> {
    /// What the mapping is, for messages, such as `an operation`.
    what: &'static str,
    /// Where a missing key is reported.
    at: Span,
    entries: &'a [Entry],
    known: Vec<&'static str>,
}

impl<'a> Keys<'a> {
    /// Starts reading. Anything but a mapping is reported.
    pub(crate) fn of(
        what: &'static str,
        at: Span,
        node: &'a Node,
        report: &mut Diagnostics,
    ) -> Option<Self> {
        let entries = mapping(what, node, report)?;
        Some(Self { what, at, entries, known: Vec::new() })
    }

    /// The value under a key that may be missing.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// The value under a key that must be there.
    pub(crate) fn require(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics,
    ) -> Option<&'a Node> {
        let node = self.take(key);
        if node.is_none() {
            let message = format!("{} needs the key `{key}`", self.what);
            let diagnostic = Diagnostic::new(Code::MissingKey, self.at, message);
            report.push(diagnostic.help(format!("add `{key}: …`")));
        }
        node
    }

    /// A text under a key that may be missing.
    pub(crate) fn text(&mut self, key: &'static str, report: &mut Diagnostics) -> Option<Text> {
        self.take(key).and_then(|node| text(node, report))
    }

    /// A text under a key that must be there.
    pub(crate) fn required_text(
        &mut self,
        key: &'static str,
        report: &mut Diagnostics,
    ) -> Option<Text> {
        self.require(key, report).and_then(|node| text(node, report))
    }

    /// A text under a key that must be there, and that nothing depends on: without it, the rest is
    /// read all the same.
    pub(crate) fn prose(&mut self, key: &'static str, report: &mut Diagnostics) -> Text {
        let at = self.at;
        self.required_text(key, report).unwrap_or_else(|| Text::unread(at))
    }

    /// A boolean under a key that may be missing.
    pub(crate) fn boolean(&mut self, key: &'static str, report: &mut Diagnostics) -> Option<bool> {
        let node = self.take(key)?;
        let Value::Bool(value) = node.value else {
            return wrong("a boolean", "write `true` or `false`, without quotes", node, report);
        };
        Some(value)
    }

    /// Texts in a list, under a key that may be missing.
    pub(crate) fn texts(&mut self, key: &'static str, report: &mut Diagnostics) -> Vec<Text> {
        let Some(node) = self.take(key) else { return Vec::new() };
        list(node, report).iter().filter_map(|item| text(item, report)).collect()
    }

    /// Reports the keys that nobody took.
    pub(crate) fn finish(self, report: &mut Diagnostics) {
        let there = |key: &&str| self.entries.iter().any(|entry| entry.key.value == *key);
        let missing: Vec<_> = self.known.iter().copied().filter(|key| !there(key)).collect();
        for entry in self.entries {
            let key = entry.key.as_str();
            if !self.known.contains(&key) {
                let message = format!("{} has no key `{key}`", self.what);
                let diagnostic = Diagnostic::new(Code::UnknownKey, entry.key.span, message);
                // `{ doc: Size, in GB }` is a mapping with the key `in GB`.
                let cut = matches!(entry.value.value, Value::Null)
                    && entry.value.span.start == entry.value.span.end;
                let help =
                    did_you_mean(key, missing.iter().copied()).unwrap_or_else(|| match cut {
                        true => "in `{ … }`, a text with a comma needs quotes".to_owned(),
                        false => one_of(key, &missing),
                    });
                report.push(diagnostic.help(help));
            }
        }
    }
}

/// The entries of a mapping.
pub(crate) fn mapping<'a>(
    what: &str,
    node: &'a Node,
    report: &mut Diagnostics,
) -> Option<&'a [Entry]> {
    let Value::Map(entries) = &node.value else {
        let due = format!("{what}, which is a mapping,");
        return wrong(&due, "write `{ key: value }`, or one `key: value` per line", node, report);
    };
    Some(entries)
}

/// The items of a list; none if it is no list, which is reported.
pub(crate) fn list<'a>(node: &'a Node, report: &mut Diagnostics) -> &'a [Node] {
    let Value::List(items) = &node.value else {
        let due = wrong("a list", "write `[a, b]`, or one `- a` per line", node, report);
        return due.unwrap_or_default();
    };
    items
}

/// A text, which is never empty.
pub(crate) fn text(node: &Node, report: &mut Diagnostics) -> Option<Text> {
    match &node.value {
        Value::Text(text) if text.trim().is_empty() => {
            let diagnostic =
                Diagnostic::new(Code::WrongKind, node.span, "a text is due here, not an empty one");
            report.push(diagnostic.help("leave the key out if there is nothing to say"));
            None
        }
        Value::Text(text) => Some(Spanned::new(text.clone(), node.span)),
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
            let message = format!("a text is due here, not {}", node.kind());
            let diagnostic = Diagnostic::new(Code::WrongKind, node.span, message);
            report.push(diagnostic.help("put it in quotes"));
            None
        }
        Value::Null | Value::List(_) | Value::Map(_) => {
            wrong("a text", "write one line, or leave the key out", node, report)
        }
    }
}

/// An HTTP status.
pub(crate) fn status(node: &Node, report: &mut Diagnostics) -> Option<Spanned<u16>> {
    let Value::Int(number @ 100..=599) = node.value else {
        return wrong("an HTTP status", "write a number from 100 to 599", node, report);
    };
    Some(Spanned::new(number as u16, node.span))
}

/// Reports that something else was due.
pub(crate) fn wrong<T>(due: &str, help: &str, node: &Node, report: &mut Diagnostics) -> Option<T> {
    let message = format!("{due} is due here, not {}", node.kind());
    report.push(Diagnostic::new(Code::WrongKind, node.span, message).help(help));
    None
}

/// Reports a text that is not one of those allowed.
pub(crate) fn bad_value<T>(text: &Text, allowed: &[&str], report: &mut Diagnostics) -> Option<T> {
    let message = format!("`{}` is not allowed here", text.value);
    let diagnostic = Diagnostic::new(Code::BadValue, text.span, message);
    report.push(diagnostic.help(one_of(text.as_str(), allowed)));
    None
}
