//! Specs as trees, by path, and the nodes in them.

use std::{collections::BTreeMap, sync::RwLock};

use huaweicloud_codegen::Source;
use serde_json::Value;

use crate::tree::{Keys, step, with_keys};

/// Files of specs.
pub(crate) type Trees = BTreeMap<String, Value>;

/// A node: the path of its file, and where in it it is, as a JSON pointer. A file is a node, too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node {
    pub(crate) path: String,
    pub(crate) place: String,
}

/// The keys of the files that trees were made of, whose order JSON does not have.
static KEYS: RwLock<BTreeMap<String, Keys>> = RwLock::new(BTreeMap::new());

pub(crate) fn trees(sources: &[Source]) -> Trees {
    let tree = |source: &Source| {
        let (tree, keys) = with_keys(&source.text);
        KEYS.write().unwrap().insert(source.path.clone(), keys);
        (source.path.clone(), tree)
    };
    sources.iter().map(tree).collect()
}

/// JSON is YAML. Keys stand in the order that they had, for it means something to what is sent.
pub(crate) fn sources(trees: &Trees) -> Vec<Source> {
    let keys = KEYS.read().unwrap();
    let source = |(path, tree): (&String, &Value)| {
        let mut text = String::new();
        write(tree, "", keys.get(path).unwrap_or(&Keys::new()), &mut text);
        Source::new(path, text)
    };
    trees.iter().map(source).collect()
}

fn write(tree: &Value, place: &str, keys: &Keys, text: &mut String) {
    let mut separator = "\n";
    match tree {
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(separator);
                write(item, &step(place, &index.to_string()), keys, text);
                separator = ",\n";
            }
            text.push(']');
        }
        Value::Object(entries) => {
            let before = keys.get(place).map(Vec::as_slice).unwrap_or_default();
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(name, _)| before.iter().position(|known| known == *name));
            text.push('{');
            for (name, value) in entries {
                text.push_str(&format!("{separator}{}: ", Value::from(name.as_str())));
                write(value, &step(place, name), keys, text);
                separator = ",\n";
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

/// All nodes of a file.
pub(crate) fn nodes(path: &str, tree: &Value) -> Vec<Node> {
    let mut places = vec![String::new()];
    below(tree, "", &mut places);
    places.into_iter().map(|place| Node { path: path.to_owned(), place }).collect()
}

fn below(tree: &Value, place: &str, found: &mut Vec<String>) {
    let mut add = |name: &str, value| {
        let place = step(place, name);
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
