//! YAML text to a tree of nodes with places.
//!
//! The parser's events are read directly: a tree that remembers every place lets one run report
//! all mistakes of a file, where a deserializer would stop at the first.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};

use super::{Entry, Node, Source, Span, Spanned, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Deeper nesting than any spec needs; the tree is walked by recursion.
const DEEPEST: usize = 64;

/// Reads one file. `None` if it is no YAML, or none that a tree can be made of.
pub(crate) fn parse(file: usize, source: &Source, report: &mut Diagnostics) -> Option<Node> {
    let before = report.len();
    let mut reader = Reader { file, source, open: Vec::new(), done: None, report };
    for event in Parser::new_from_str(&source.text) {
        let result = match event {
            Ok((event, span)) => reader.take(event, reader.place(&span)),
            Err(error) => Err(no_yaml(&error, reader.character(error.marker()))),
        };
        if let Err(diagnostic) = result {
            reader.report.push(diagnostic);
            return None;
        }
    }
    let done = reader.done.take();
    if done.is_none() && reader.report.len() == before {
        let span = Span { file, start: 0, end: 0 };
        let diagnostic = Diagnostic::new(Code::Yaml, span, "there is nothing in this file");
        reader.report.push(diagnostic.help("write the spec, or remove the file"));
    }
    done
}

struct Reader<'a> {
    file: usize,
    source: &'a Source,
    open: Vec<Open>,
    done: Option<Node>,
    report: &'a mut Diagnostics,
}

/// A collection that has begun and not ended.
enum Open {
    List { items: Vec<Node>, start: usize },
    Map { entries: Vec<Entry>, key: Option<Key>, start: usize },
}

enum Key {
    Text(super::Text),
    /// A key that was reported; its value is read and dropped.
    Refused,
}

impl Reader<'_> {
    fn place(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span { file: self.file, start: range.start, end: range.end }
    }

    /// The character that a mark stands before.
    fn character(&self, mark: &granit_parser::Marker) -> Span {
        let start = mark.byte_offset().unwrap_or(self.source.text.len());
        let next = self.source.text.get(start..).and_then(|rest| rest.chars().next());
        Span { file: self.file, start, end: start + next.map_or(0, char::len_utf8) }
    }

    #[cfg_attr(
        not(test),
        expect(clippy::wildcard_enum_match_arm, reason = "the parser's own enum, which may grow")
    )]
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse(anchor, tag.is_some(), span)?;
                let node = match style {
                    ScalarStyle::Plain => Node { value: plain(&text), span },
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                        Node { value: Value::Text(text.into_owned()), span: unquoted(span) }
                    }
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        Node { value: Value::Text(text.into_owned()), span: self.trimmed(span) }
                    }
                };
                self.finish(node);
            }
            Event::SequenceStart(_, anchor, tag) => {
                refuse(anchor, tag.is_some(), span)?;
                self.open(Open::List { items: Vec::new(), start: span.start }, span)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                refuse(anchor, tag.is_some(), span)?;
                self.open(Open::Map { entries: Vec::new(), key: None, start: span.start }, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => return Err(no_sharing(span)),
            Event::DocumentStart(..) if self.done.is_some() => {
                let message = "a file holds one document";
                return Err(Diagnostic::new(Code::Yaml, span, message).help("make it two files"));
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, collection: Open, span: Span) -> Result<(), Diagnostic> {
        if self.open.len() == DEEPEST {
            let diagnostic = Diagnostic::new(Code::Yaml, span, "this is nested too deeply");
            return Err(diagnostic.help(format!("no spec needs more than {DEEPEST} levels")));
        }
        self.open.push(collection);
        Ok(())
    }

    fn close(&mut self, end: Span) {
        let node = match self.open.pop() {
            Some(Open::List { items, start }) => {
                Node { value: Value::List(items), span: self.trimmed(Span { start, ..end }) }
            }
            Some(Open::Map { entries, start, .. }) => {
                Node { value: Value::Map(entries), span: self.trimmed(Span { start, ..end }) }
            }
            None => return,
        };
        self.finish(node);
    }

    /// A block ends where the next token begins; its place ends with its own text.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.source.text.get(span.start..span.end).unwrap_or_default();
        Span { end: span.start + text.trim_end().len(), ..span }
    }

    fn finish(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.done = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                None => *key = Some(checked_key(node, self.source, entries, self.report)),
                Some(Key::Text(key)) => entries.push(Entry { key, value: node }),
                Some(Key::Refused) => {}
            },
        }
    }
}

fn checked_key(node: Node, source: &Source, entries: &[Entry], report: &mut Diagnostics) -> Key {
    let span = node.span;
    let text = match node.value {
        Value::Text(text) => text,
        // Statuses, and values such as `true` and `230`, are keys as they are written.
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
            source.text.get(span.start..span.end).unwrap_or_default().to_owned()
        }
        Value::Null | Value::List(_) | Value::Map(_) => {
            let message = format!("a key is a text, not {}", node.kind());
            report.push(Diagnostic::new(Code::Yaml, span, message).help("put it in quotes"));
            return Key::Refused;
        }
    };
    if text == "<<" {
        report.push(no_sharing(span));
        return Key::Refused;
    }
    if let Some(first) = entries.iter().find(|entry| entry.key.value == text) {
        let message = format!("the key `{text}` is there twice");
        let diagnostic = Diagnostic::new(Code::DuplicateKey, span, message);
        report.push(diagnostic.label(first.key.span, "first here").help("remove one of them"));
        return Key::Refused;
    }
    Key::Text(Spanned::new(text, span))
}

/// The place between the quotes, so that places inside the text can be counted.
fn unquoted(span: Span) -> Span {
    Span {
        file: span.file,
        start: span.start + 1,
        end: span.end.saturating_sub(1).max(span.start + 1),
    }
}

fn refuse(anchor: usize, tag: bool, span: Span) -> Result<(), Diagnostic> {
    if anchor != 0 {
        return Err(no_sharing(span));
    }
    if tag {
        let diagnostic = Diagnostic::new(Code::Yaml, span, "specs have no tags");
        return Err(diagnostic.help("put what should be a text in quotes"));
    }
    Ok(())
}

/// What the parser stopped at.
#[cfg_attr(
    not(test),
    expect(clippy::wildcard_enum_match_arm, reason = "the parser's own enum, which may grow")
)]
fn no_yaml(error: &ScanError, span: Span) -> Diagnostic {
    use ErrorKind as Kind;
    let help = match error.kind() {
        Kind::UnknownAnchor => return no_sharing(span),
        Kind::MappingValueNotAllowed | Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => {
            "a text with `: ` in it needs quotes; keys of one mapping stand below each other"
        }
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => "write spaces instead of tabs",
        Kind::UnclosedFlowCollection { .. }
        | Kind::ExpectedFlowMappingSeparator
        | Kind::InvalidColonPlacement
        | Kind::ExpectedFlowSequenceSeparator => {
            "close the bracket; in brackets, a text with a comma needs quotes"
        }
        _ => "a text with special characters in it or before it needs quotes",
    };
    Diagnostic::new(Code::Yaml, span, format!("this is no YAML: {}", error.info())).help(help)
}

fn no_sharing(span: Span) -> Diagnostic {
    let message = "anchors, aliases and merge keys hide what a spec says";
    Diagnostic::new(Code::Sharing, span, message).help("write it out, or make it a named type")
}

/// A plain scalar, by YAML's core schema, where only `true` and `false` are booleans.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) => {
            Value::Text(text.to_owned())
        }
        _ => {
            if let Ok(number) = text.parse() {
                return Value::Int(number);
            }
            match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Value::Float(number),
                _ => Value::Text(text.to_owned()),
            }
        }
    }
}
