//! Spec files, and places in them.

mod doubt;
mod node;
mod yaml;

pub(crate) use doubt::Doubt;
pub(crate) use node::{Entry, Node, Value};
pub(crate) use yaml::parse;

/// A spec file: its path below the spec folder, with `/` between folders, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path below the spec folder, such as `sdrs/jobs/show_job_status.yaml`.
    pub path: String,
    /// The text.
    pub text: String,
}

impl Source {
    /// A spec file.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

/// Sources by path; a span counts files in this order.
pub(crate) fn sorted(sources: &[Source]) -> Vec<&Source> {
    let mut sorted: Vec<_> = sources.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    sorted
}

/// A place in a spec file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Which file, in the order of paths.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Part of this place, counted from its start.
    pub(crate) fn part(self, start: usize, len: usize) -> Self {
        Self { file: self.file, start: self.start + start, end: self.start + start + len }
    }
}

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A text with its place.
pub(crate) type Text = Spanned<String>;

impl Text {
    /// Stands for a text that could not be read, which was reported. Written texts are never empty.
    pub(crate) fn unread(span: Span) -> Self {
        Self::new(String::new(), span)
    }

    /// The place of a part of this text. If it is not written as it reads (escapes, folded lines),
    /// only its first line can be counted.
    pub(crate) fn part(&self, start: usize, len: usize) -> Span {
        let place = self.span.end.saturating_sub(self.span.start);
        let first_line = self.value.find('\n').unwrap_or(0);
        if place == self.value.len() || start + len <= first_line {
            self.span.part(start, len)
        } else {
            self.span
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.value
    }
}
