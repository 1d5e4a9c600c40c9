//! Specs as trees, by path, and the nodes in them.

use std::collections::BTreeMap;

use huaweicloud_codegen::Source;
use serde_json::Value;

use crate::tree::parsed;

/// Files of specs.
pub(crate) type Trees = BTreeMap<String, Value>;

/// A node: the path of its file, and where in it it is, as a JSON pointer. A file is a node, too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node {
    pub(crate) path: String,
    pub(crate) place: String,
}

pub(crate) fn trees(sources: &[Source]) -> Trees {
    sources.iter().map(|source| (source.path.clone(), parsed(&source.text))).collect()
}

/// JSON is YAML.
pub(crate) fn sources(trees: &Trees) -> Vec<Source> {
    trees.iter().map(|(path, tree)| Source::new(path, format!("{tree:#}"))).collect()
}

/// All nodes of a file.
pub(crate) fn nodes(path: &str, tree: &Value) -> Vec<Node> {
    let mut places = vec![String::new()];
    below(tree, "", &mut places);
    places.into_iter().map(|place| Node { path: path.to_owned(), place }).collect()
}

fn below(tree: &Value, place: &str, found: &mut Vec<String>) {
    let mut add = |name: &str, value| {
        let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(place.clone());
        below(value, &place, found);
    };
    match tree {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| add(&index.to_string(), item));
        }
        Value::Object(entries) => entries.iter().for_each(|(name, value)| add(name, value)),
        _ => {}
    }
}

impl Node {
    /// The nodes that it is in, from the file on, and it, by their names.
    pub(crate) fn names(&self) -> Vec<String> {
        self.place
            .split('/')
            .skip(1)
            .map(|name| name.replace("~1", "/").replace("~0", "~"))
            .collect()
    }

    /// Whether it is a file.
    pub(crate) fn is_file(&self, path: &str) -> bool {
        self.path == path && self.place.is_empty()
    }

    /// The value of it.
    pub(crate) fn of<'a>(&self, trees: &'a Trees) -> Option<&'a Value> {
        trees.get(&self.path)?.pointer(&self.place)
    }

    /// What remains without it.
    pub(crate) fn removed(&self, trees: &Trees) -> Trees {
        let mut trees = trees.clone();
        self.remove(&mut trees);
        trees
    }

    /// Takes it away.
    pub(crate) fn remove(&self, trees: &mut Trees) {
        let Some((parent, _)) = self.place.rsplit_once('/') else {
            trees.remove(&self.path).unwrap();
            return;
        };
        let name = self.names().pop().unwrap();
        match trees.get_mut(&self.path).unwrap().pointer_mut(parent) {
            Some(Value::Array(items)) => {
                items.remove(name.parse().unwrap());
            }
            Some(Value::Object(entries)) => {
                entries.remove(&name).unwrap();
            }
            _ => unreachable!("{self:?}"),
        }
    }

    /// The same with another value there.
    pub(crate) fn replaced(&self, trees: &Trees, value: &Value) -> Trees {
        let mut trees = trees.clone();
        *trees.get_mut(&self.path).unwrap().pointer_mut(&self.place).unwrap() = value.clone();
        trees
    }
}

/// The service of a file.
pub(crate) fn service_of(path: &str) -> &str {
    path.split('/').next().unwrap()
}

/// What a file is, by its path.
pub(crate) fn is_service(path: &str) -> bool {
    path.ends_with("/service.yaml")
}

pub(crate) fn is_types(path: &str) -> bool {
    path.ends_with("/types.yaml")
}

pub(crate) fn is_errors(path: &str) -> bool {
    path.ends_with("/errors.yaml")
}

pub(crate) fn is_operation(path: &str) -> bool {
    path.matches('/').count() == 2 && !is_types(path)
}

/// The resource of a file, such as `sdrs/jobs`.
pub(crate) fn resource_of(path: &str) -> &str {
    path.rsplit_once('/').unwrap().0
}
