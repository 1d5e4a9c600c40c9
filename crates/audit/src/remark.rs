//! What is to be said about a reading.

use std::fmt;

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Not understood: a hole in the facts, or a mistake of the page that nothing could mend.
    NotUnderstood,
    /// The page errs, and what it must mean was taken.
    Mended,
    /// The page does not tell: the fields of an object, the request of an answer.
    Silent,
    /// Understood, and no fact of the operation.
    LeftOut,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::NotUnderstood => "not understood",
            Kind::Mended => "mended",
            Kind::Silent => "silent",
            Kind::LeftOut => "left out",
        })
    }
}

/// One thing to be said about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: Kind,
    /// The row, table or sample.
    pub place: String,
    /// Why.
    pub reason: String,
}

impl Remark {
    pub(crate) fn new(kind: Kind, place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { kind, place: place.into(), reason: reason.into() }
    }
}
