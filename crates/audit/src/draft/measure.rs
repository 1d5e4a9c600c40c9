//! How much of a spec its draft has.

use std::collections::BTreeMap;

use huaweicloud_codegen::{Tree, tree};

use super::{print::print, trees::entries};

/// How many lines of a spec its draft has, letter for letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The lines of the spec, without what only a person can write: docs, `sends`, `raises` and `waits`.
    pub lines: usize,
    /// Of these, those that the draft has, too.
    pub drafted: usize,
}

/// Compares a spec and a draft, both laid out alike. None if one of them is no YAML.
pub fn likeness(spec: &str, draft: &str) -> Option<Likeness> {
    let (spec, draft) = (lines(spec)?, lines(draft)?);
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for line in draft.iter().map(String::as_str) {
        *left.entry(line).or_default() += 1;
    }
    let is_drafted = |line: &&String| match left.get_mut(line.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    Some(Likeness { lines: spec.len(), drafted: spec.iter().filter(is_drafted).count() })
}

fn lines(text: &str) -> Option<Vec<String>> {
    let spec = print(&stripped(&tree(text)?, "operation"));
    Some(spec.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

/// What is in a mapping, by what it is.
fn inner(of: &str, key: &str) -> &'static str {
    match (of, key) {
        ("operation", "path" | "query" | "headers") | ("type", "fields") => "fields",
        ("operation", "body" | "body?") | ("field", "wraps") | ("responses", _) => "fields",
        ("operation", "responses") => "responses",
        ("operation", "types") => "types",
        ("operation", "examples") => "examples",
        ("types", _) => "type",
        ("type", "values") => "values",
        ("fields", _) => "field",
        ("values", _) => "value",
        _ => "other",
    }
}

/// The tree without what only a person can write.
fn stripped(tree: &Tree, of: &str) -> Tree {
    match tree {
        Tree::Map(entries) => {
            let is_prose = |key: &str| match of {
                "operation" => ["doc", "waits"].contains(&key),
                "type" | "field" | "value" => key == "doc",
                "examples" => ["sends", "raises"].contains(&key),
                _ => false,
            };
            let kept = entries.iter().filter(|(key, _)| !is_prose(key));
            let kept = kept.map(|(key, value)| (key.clone(), stripped(value, inner(of, key))));
            short(Tree::Map(kept.collect()), of)
        }
        Tree::List(items) => Tree::List(items.iter().map(|item| stripped(item, of)).collect()),
        Tree::Text(text) if of == "field" => {
            Tree::Text(text.split(" -- ").next().unwrap_or(text).to_owned())
        }
        Tree::Text(_) if of == "value" => Tree::Plain(String::new()),
        Tree::Text(_) | Tree::Plain(_) => tree.clone(),
    }
}

/// A field of which only the type is left, in the short form.
fn short(tree: Tree, of: &str) -> Tree {
    match entries(&tree) {
        [(key, ty)] if of == "field" && key == "type" => ty.clone(),
        [] if of == "value" => Tree::Plain(String::new()),
        _ => tree,
    }
}
