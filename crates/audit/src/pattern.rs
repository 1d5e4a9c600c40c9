//! Regular expressions over one cell, label or line.

use std::sync::OnceLock;

use regex::{Captures, Regex};

/// An expression, compiled when it is first used. One that does not compile matches nothing, which
/// the tests of its module show.
pub(crate) struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(crate) const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(self.source).ok()).as_ref()
    }

    /// Whether the text has a match.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub(crate) fn first<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }

    /// All matches, none over another.
    pub(crate) fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.regex().map(|regex| regex.captures_iter(text).collect()).unwrap_or_default()
    }

    /// The text with every match replaced.
    pub(crate) fn replace(&self, text: &str, by: &str) -> String {
        self.regex()
            .map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, by).into_owned())
    }
}

/// What a group of a match holds, empty if it took no part.
pub(crate) fn group<'t>(found: &Captures<'t>, index: usize) -> &'t str {
    found.get(index).map_or("", |it| it.as_str())
}
