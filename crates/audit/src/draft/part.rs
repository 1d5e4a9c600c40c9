//! The tables of a request or of an answer.

use crate::facts::{Field, Role, Table};

/// The tables of the request or of the answer, one of several bodies alone.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) tables: &'a [Table],
    pub(super) alternative: Option<usize>,
}

impl<'a> Part<'a> {
    /// The rows of an object.
    pub(super) fn rows(&self, at: &str) -> Vec<&'a Field> {
        let own = self.tables.iter().filter(|table| {
            table.at.iter().any(|it| it == at)
                && (self.alternative.is_none() || table.alternative == self.alternative)
        });
        own.flat_map(|table| &table.fields).collect()
    }

    /// The place as deviations have it.
    pub(super) fn place(&self, at: &str) -> String {
        let alternative = self.alternative.map(|number| format!("Alternative{number}"));
        let steps = [self.name, alternative.as_deref().unwrap_or_default()].into_iter();
        let steps = steps.chain(at.split('.'));
        steps.filter(|step| !["", "[]"].contains(step)).collect::<Vec<_>>().join(".")
    }

    /// Where the object in a field is.
    pub(super) fn below(at: &str, name: &str) -> String {
        if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
    }
}
