//! What a file might say that could not be read in full.

use std::collections::BTreeSet;

/// The words of files with mistakes in them. What such a file may define or use is neither missing
/// nor unused, so that one mistake does not cause others elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doubt {
    keys: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Doubt {
    /// Takes the words of a file.
    pub(crate) fn add(&mut self, text: &str) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let mut rest = text;
        while let Some(start) = rest.find(is_part) {
            let word = rest.split_at(start).1;
            let (word, after) = word.split_at(word.find(|c| !is_part(c)).unwrap_or(word.len()));
            let key = after.trim_start_matches(['?', '"', '\'']).starts_with(':');
            let words = if key { &mut self.keys } else { &mut self.words };
            words.insert(word.to_owned());
            rest = after;
        }
    }

    /// Whether there is no such file.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.words.is_empty()
    }

    /// Whether such a file has a key of this name.
    pub(crate) fn may_define(&self, name: &str) -> bool {
        self.keys.contains(name)
    }

    /// Whether such a file has this word other than as a key.
    pub(crate) fn may_use(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    /// Whether such a file has a key or word like this.
    pub(crate) fn may_mention(&self, like: impl Fn(&str) -> bool) -> bool {
        self.keys.iter().chain(&self.words).any(|word| like(word))
    }
}
