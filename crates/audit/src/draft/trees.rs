//! Trees of specs, piece by piece.

use huaweicloud_codegen::{Tree, value_name};

use crate::facts::Json;

/// The entries of a mapping.
pub(super) fn entries(tree: &Tree) -> &[(String, Tree)] {
    if let Tree::Map(entries) = tree { entries } else { &[] }
}

/// The key of a field.
pub(super) fn key(name: &str, optional: bool) -> String {
    if optional { format!("{name}?") } else { name.to_owned() }
}

/// The keys of a field, the type first.
pub(super) type Keys = Vec<(&'static str, Tree)>;

/// A field, in the short form if that says all.
pub(super) fn field(keys: Keys) -> Tree {
    match keys.as_slice() {
        [("type", Tree::Text(ty))] => text(ty),
        [("type", Tree::Text(ty)), ("doc", Tree::Text(doc))] if !doc.contains(": ") => {
            Tree::Text(format!("{ty} -- {doc}"))
        }
        _ => map(keys),
    }
}

/// What is always sent: `{}` or null.
pub(super) fn constant(values: &[&Json]) -> Option<Tree> {
    let constant = match values {
        [Json::Null, ..] => Tree::Plain("null".to_owned()),
        [Json::Object(members), ..] if members.is_empty() => Tree::Map(Vec::new()),
        _ => return None,
    };
    Some(Tree::Map(vec![("const".to_owned(), constant)]))
}

/// What a person has to say.
pub(super) fn todo() -> Tree {
    Tree::Text("TODO".to_owned())
}

pub(super) fn text(text: &str) -> Tree {
    Tree::Text(text.to_owned())
}

pub(super) fn map(keys: Vec<(&str, Tree)>) -> Tree {
    Tree::Map(keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

pub(super) fn number(number: u16) -> Tree {
    Tree::Plain(number.to_string())
}

/// A value of an enum. One that gives no name in Rust needs one.
pub(super) fn value(name: &str) -> (String, Tree) {
    let value = match value_name(name) {
        Some(_) => todo(),
        None => map(vec![("rust", todo()), ("doc", todo())]),
    };
    (name.to_owned(), value)
}

/// The values of an enum.
pub(super) fn values_of(ty: &Tree) -> Vec<String> {
    let values = entries(ty).iter().find(|(key, _)| key == "values");
    let values = values.map(|(_, values)| entries(values)).unwrap_or_default();
    values.iter().map(|(name, _)| name.clone()).collect()
}

/// Whether the name of a header ends like this, whatever the case.
pub(super) fn ends_with(header: &str, name: &str) -> bool {
    header.to_lowercase().ends_with(&format!("-{}", name.to_lowercase()))
}
