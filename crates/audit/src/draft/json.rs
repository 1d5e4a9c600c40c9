//! Payloads of examples: between facts and specs, and as text.

use huaweicloud_codegen::Tree;

use crate::facts::{self, Json};

/// The payload of a sample, as a spec has it.
pub(super) fn tree(json: &Json) -> Tree {
    match json {
        Json::Null => Tree::Plain("null".to_owned()),
        Json::Bool(value) => Tree::Plain(value.to_string()),
        Json::Number(value) => Tree::Plain(value.to_string()),
        Json::Text(text) => Tree::Text(text.clone()),
        Json::List(items) => Tree::List(items.iter().map(tree).collect()),
        Json::Object(members) => {
            Tree::Map(members.iter().map(|(key, value)| (key.clone(), tree(value))).collect())
        }
    }
}

/// A payload in one line.
pub(super) fn flat(tree: &Tree) -> String {
    facts::flat(&json(tree))
}

/// A payload in lines, the first of which is indented already.
pub(super) fn broken(tree: &Tree, indent: usize) -> String {
    facts::broken(&json(tree), indent)
}

fn json(tree: &Tree) -> Json {
    match tree {
        Tree::Text(text) => Json::Text(text.clone()),
        Tree::Plain(text) => serde_json::from_str(text).unwrap_or(Json::Null),
        Tree::List(items) => Json::List(items.iter().map(json).collect()),
        Tree::Map(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
    }
}
