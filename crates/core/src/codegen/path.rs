//! The path of a value that does not fit, from the outermost object to it.
//!
//! It is gathered where an error passes, so that reading costs nothing for it, and responses need not
//! be read twice.

use std::cell::RefCell;

thread_local! {
    /// The segments, innermost first, while a response is read.
    static SEGMENTS: RefCell<Option<Vec<Segment>>> = const { RefCell::new(None) };
}

enum Segment {
    Key(String),
    Index(usize),
}

/// Reads something, and returns the path of the value that does not fit, if any.
pub(super) fn follow<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, (E, String)> {
    SEGMENTS.set(Some(Vec::new()));
    let result = read();
    let segments = SEGMENTS.take().unwrap_or_default();
    result.map_err(|error| (error, text(segments)))
}

/// Adds a key around the value that does not fit.
pub(super) fn add_key(key: &str) {
    add(|| Segment::Key(key.to_owned()));
}

/// Adds the place in a list around the value that does not fit.
pub(super) fn add_index(index: usize) {
    add(|| Segment::Index(index));
}

fn add(segment: impl FnOnce() -> Segment) {
    SEGMENTS.with_borrow_mut(|segments| {
        if let Some(segments) = segments {
            segments.push(segment());
        }
    });
}

/// `servers[0].name`.
fn text(segments: Vec<Segment>) -> String {
    let mut text = String::new();
    for segment in segments.into_iter().rev() {
        match segment {
            Segment::Key(key) if text.is_empty() => text.push_str(&key),
            Segment::Key(key) => text.extend([".", &key]),
            Segment::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}
