//! One difference between a page and a spec.

use std::fmt;

use serde_json::Value;

/// A place where page and spec differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The place, as deviations say it: `query.limit`.
    pub at: String,
    /// What differs: `range`.
    pub aspect: &'static str,
    /// What the page has, as a deviation says it.
    pub page: Value,
    /// What the spec has.
    pub spec: String,
}

/// The aspect of a deviation that explains nothing.
pub(super) const STALE: &str = "deviation";

impl Difference {
    pub(super) fn new(
        at: impl Into<String>,
        aspect: &'static str,
        page: impl Into<Value>,
        spec: impl Into<String>,
    ) -> Self {
        Self { at: at.into(), aspect, page: page.into(), spec: spec.into() }
    }

    /// Whether it is that of a deviation which does not apply.
    pub fn is_stale(&self) -> bool {
        self.aspect == STALE
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, aspect, page, spec } = self;
        let spec = if spec.is_empty() { "nothing" } else { spec };
        write!(f, "{at}: {aspect}: the page has {page}, the spec {spec}")
    }
}
