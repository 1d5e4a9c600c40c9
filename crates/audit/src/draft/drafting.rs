//! A draft as it grows.

use huaweicloud_codegen::Tree;

use super::{
    known::Known,
    trees::{map, text, todo},
};
use crate::facts::Operation;

/// A draft as it grows.
pub(super) struct Drafting<'a> {
    pub(super) page: &'a Operation,
    pub(super) known: &'a Known<'a>,
    pub(super) operation: String,
    pub(super) types: Vec<(String, Tree)>,
    pub(super) deviations: Vec<Tree>,
}

impl Drafting<'_> {
    /// What names of types begin with where theirs are taken.
    pub(super) fn noun(&self) -> String {
        let verbs = ["Create", "Delete", "List", "Show", "Update", "Batch", "Start", "Add"];
        let rest = verbs.iter().find_map(|verb| self.operation.strip_prefix(verb));
        rest.filter(|rest| !rest.is_empty()).unwrap_or(&self.operation).to_owned()
    }

    /// Says that the spec differs from the page, for a reason that a person gives.
    pub(super) fn deviate(&mut self, at: &str, aspect: &str, page: Tree) {
        let page = map(vec![(aspect, page)]);
        let deviation = map(vec![("at", text(at)), ("page", page), ("because", todo())]);
        if !self.deviations.contains(&deviation) {
            self.deviations.push(deviation);
        }
    }
}
