//! A spec file as a tree without places, for those who compare files.

use crate::{
    diagnostic::Diagnostics,
    source::{self, Node, Source, Value},
};

/// What is in a spec file, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A text.
    Text(String),
    /// Null, a boolean or a number, as JSON writes it.
    Plain(String),
    /// A list.
    List(Vec<Tree>),
    /// A mapping.
    Map(Vec<(String, Tree)>),
}

/// The tree of a text; none if it is no YAML, or none that a spec can be.
pub fn tree(text: &str) -> Option<Tree> {
    let mut report = Diagnostics::default();
    let node = source::parse(0, &Source::new("", text), &mut report)?;
    report.is_empty().then(|| of(&node))
}

/// The same as a tree.
pub(crate) fn of(node: &Node) -> Tree {
    match &node.value {
        Value::Text(text) => Tree::Text(text.clone()),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            Tree::Plain(node.to_json().to_string())
        }
        Value::List(items) => Tree::List(items.iter().map(of).collect()),
        Value::Map(entries) => {
            let entry = |it: &source::Entry| (it.key.value.clone(), of(&it.value));
            Tree::Map(entries.iter().map(entry).collect())
        }
    }
}
