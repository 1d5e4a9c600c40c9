//! The tables of a request or of an answer.

use huaweicloud_codegen::Tree;

use crate::facts::{Field, Mark, Role, Table};

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

    /// A place as deviations have it.
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

/// A row, and where it is.
pub(super) struct Place<'a> {
    pub(super) part: Part<'a>,
    /// Its keys, with dots between.
    pub(super) at: String,
    pub(super) row: &'a Field,
    /// What the name of its type begins with, if that name is taken.
    pub(super) owner: &'a str,
    siblings: Vec<&'a Field>,
}

impl<'a> Place<'a> {
    /// A row of the object in a place.
    pub(super) fn of(part: Part<'a>, at: &str, row: &'a Field, owner: &'a str) -> Self {
        Self { part, at: Part::below(at, &row.name), row, owner, siblings: part.rows(at) }
    }

    /// The place as deviations have it.
    pub(super) fn of_deviation(&self) -> String {
        self.part.place(&self.at)
    }

    /// Whether a table tells what is in it.
    pub(super) fn has_table(&self) -> bool {
        !self.part.rows(&self.at).is_empty()
    }

    /// Whether it is in an answer.
    pub(super) fn is_answer(&self) -> bool {
        self.part.role == Role::Response
    }

    /// Whether it is in JSON, which has null.
    pub(super) fn is_of_body(&self) -> bool {
        ["request", "response"].contains(&self.part.name)
    }

    /// The other fields of the object that exclude one another, if this one does.
    pub(super) fn excluded(&self) -> Vec<Tree> {
        let excludes = |field: &Field| field.marks.contains(&Mark::Excludes);
        if self.is_answer() || !excludes(self.row) {
            return Vec::new();
        }
        let others = self.siblings.iter().filter(|it| excludes(it) && it.name != self.row.name);
        others.map(|it| Tree::Text(it.name.clone())).collect()
    }
}
