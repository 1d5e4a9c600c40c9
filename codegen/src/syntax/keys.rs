//! A mapping whose keys are taken one by one; what is left over is reported.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, one_of},
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
    pub(crate) fn require(&mut self, key: &'static str, report: &mut Diagnostics) -> Option<&'a Node> {
        let node = self.take(key);
        if node.is_none() {
            let message = format!("{} needs the key `{key}`", self.what);
            report.push(Diagnostic::new(Code::MissingKey, self.at, message));
        }
        node
    }

    /// A text under a key that may be missing.
    pub(crate) fn text(&mut self, key: &'static str, report: &mut Diagnostics) -> Option<Text> {
        self.take(key).and_then(|node| text(node, report))
    }

    /// A text under a key that must be there.
    pub(crate) fn required_text(&mut self, key: &'static str, report: &mut Diagnostics) -> Option<Text> {
        self.require(key, report).and_then(|node| text(node, report))
    }

    /// A boolean under a key that may be missing.
    pub(crate) fn boolean(&mut self, key: &'static str, report: &mut Diagnostics) -> Option<bool> {
        let node = self.take(key)?;
        match node.value {
            Value::Bool(value) => Some(value),
            _ => wrong("`true` or `false`", node, report),
        }
    }

    /// Texts in a list, under a key that may be missing.
    pub(crate) fn texts(&mut self, key: &'static str, report: &mut Diagnostics) -> Vec<Text> {
        let Some(node) = self.take(key) else { return Vec::new() };
        list(node, report).iter().filter_map(|item| text(item, report)).collect()
    }

    /// Reports the keys that nobody took.
    pub(crate) fn finish(self, report: &mut Diagnostics) {
        for entry in self.entries {
            let key = entry.key.as_str();
            if !self.known.contains(&key) {
                let message = format!("{} has no key `{key}`", self.what);
                let diagnostic = Diagnostic::new(Code::UnknownKey, entry.key.span, message);
                report.push(diagnostic.help(one_of(key, &self.known)));
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
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => wrong(&format!("{what}, a mapping"), node, report),
    }
}

/// The items of a list; none if it is no list, which is reported.
pub(crate) fn list<'a>(node: &'a Node, report: &mut Diagnostics) -> &'a [Node] {
    match &node.value {
        Value::List(items) => items,
        _ => wrong("a list", node, report).unwrap_or_default(),
    }
}

/// A text.
pub(crate) fn text(node: &Node, report: &mut Diagnostics) -> Option<Text> {
    match &node.value {
        Value::Text(text) => Some(Spanned::new(text.clone(), node.span)),
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
            let message = format!("a text is due here, not {}", node.kind());
            let diagnostic = Diagnostic::new(Code::WrongKind, node.span, message);
            report.push(diagnostic.help("put it in quotes"));
            None
        }
        _ => wrong("a text", node, report),
    }
}

/// An HTTP status.
pub(crate) fn status(node: &Node, report: &mut Diagnostics) -> Option<Spanned<u16>> {
    match node.value {
        Value::Int(number @ 100..=599) => Some(Spanned::new(number as u16, node.span)),
        _ => wrong("an HTTP status", node, report),
    }
}

/// Reports that something else was due.
pub(crate) fn wrong<T>(due: &str, node: &Node, report: &mut Diagnostics) -> Option<T> {
    let message = format!("{due} is due here, not {}", node.kind());
    report.push(Diagnostic::new(Code::WrongKind, node.span, message));
    None
}
